"""A small extract, every row for a reason, with the figures that follow from it by hand."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import polars as pl

_COLUMNS = (
    "appointment_id",
    "territory",
    "beneficiary_id",
    "worker_id",
    "date",
    "status",
    "channel",
    "collective",
    "event",
    "entered_on",
)
_ROWS = [
    # B1 of territory 01: three appointments; the first is with two workers, who disagree.
    ("1", "01", "B1", "W1", "2021-03-01", "held", "office", False, "other", "2021-03-10"),
    ("1", "01", "B1", "W2", "2021-03-01", "held", "office", False, "separation", "2021-03-04"),
    # Booked in advance.
    ("2", "01", "B1", "W1", "2021-12-31", "held", "home", None, "separation", "2021-12-01"),
    ("3", "01", "B1", "W1", "2021-06-01", "held", None, False, "unknown", "2021-06-01"),
    # The first of the next year.
    ("4", "01", "B1", "W1", "2022-01-01", "held", "phone", False, None, "2022-02-01"),
    # B2 comes with B3 to one appointment, and alone to one without a number; so does nobody.
    ("5", "01", "B2", "W1", "2021-04-01", "held", "office", False, "rent_arrears", None),
    ("5", "01", "B3", "W1", "2021-04-01", "no_show", "office", False, "child_death", "2021-04-01"),
    (None, "01", "B2", "W2", "2021-04-02", "held", "video", False, "single_parent", "2021-04-09"),
    (None, "01", "B2", "W2", "2021-04-03", "held", "video", False, "partner_death", "2021-04-10"),
    (None, "01", None, "W2", "2021-04-03", "held", "outside", False, "other", "2021-04-10"),
    # Not counted: mail, a group session, absences, what is to come.
    ("6", "01", "B4", "W3", "2021-05-01", "held", "mail", False, "other", "2021-05-01"),
    ("7", "01", "B4", "W3", "2021-05-02", "held", "office", True, "other", "2021-05-02"),
    ("7", "01", "B5", "W3", "2021-05-02", "held", "office", True, "other", "2021-05-02"),
    ("8", "01", "B4", "W3", "2021-05-03", "no_show", "office", False, "other", None),
    ("9", "01", "B4", "W3", "2021-05-04", "cancelled_by_service", "office", False, None, None),
    ("10", "01", "B4", "W3", "2021-05-05", "planned", "office", False, None, None),
    ("11", "01", "B4", "W3", "2021-05-06", None, "office", False, None, None),
    # The same numbers in another territory are other appointments, people and workers.
    ("1", "02", "B1", "W1", "2021-03-01", "held", "office", False, "other", "2021-03-01"),
    ("2", "02", "B1", None, "2021-03-02", "held", "office", False, "other", "2021-03-02"),
    *(
        (f"1{n}", "02", "B6", "W1", f"2021-0{2 + n % 7}-01", "held", "office", False, "other", None)
        for n in range(8)
    ),
    # One appointment in two years, and one of which only the second row counts.
    ("20", "02", "B7", "W1", "2021-12-30", "held", "phone", False, "other", None),
    ("20", "02", "B7", "W2", "2022-01-03", "held", "phone", False, "other", None),
    ("21", "02", "B7", "W1", "2022-02-01", "held", "office", True, "separation", "2022-02-01"),
    ("21", "02", "B7", "W2", "2022-02-01", "held", "home", False, "other", "2022-02-05"),
]
_COSTS = [
    ("01", 2021, "100.10"),
    ("01", 2021, "0.20"),
    ("01", 2022, "110.00"),
    # Territory 03 has costs and no appointment, 02 has no costs.
    ("03", 2021, "50.05"),
]
_WORKERS = [
    ("01", 2021, "W1", "1.00"),
    ("01", 2021, "W2", "0.80"),
    # Nobody knows who, or how long.
    ("01", 2021, None, "0.70"),
    ("02", 2021, "W1", None),
    ("01", 2022, "W1", "0.90"),
    ("02", 2022, "W1", "1.00"),
    ("02", 2022, "W2", "1.00"),
    # Territory 04 has a worker and no appointment.
    ("04", 2022, "W1", "0.25"),
]

BY_YEAR = {
    ("appointments_per_beneficiary", 2021): (17, 5),
    ("appointments_per_beneficiary", 2022): (3, 2),
    ("median_appointments_per_beneficiary", 2021): 3,
    ("share_of_beneficiaries_advice_only", 2021): (2, 5),
    ("share_of_beneficiaries_8_or_more", 2021): (1, 5),
    ("appointments_per_worker", 2021): (18, 3),
    ("share_of_workers_below_416", 2021): (3, 3),
    ("no_show_rate", 2021): (1, 22),
    ("cost_per_beneficiary", 2021): (150.35, 5),
    ("cost_growth", 2022): (110.0, 150.35),
}
"""Numerator and denominator, or the median, by indicator and year, for the whole body."""

MORE_BY_YEAR = {
    ("share_of_beneficiaries_with_3_to_4_appointments", 2021): (2, 5),
    ("share_of_beneficiaries_seen_in_6_months", 2021): (1, 5),
    # 92, 213 (B1); 1, 1 (B2); 1 (B1 of 02); 0, 28, 31, 30, 31, 30, 31 (B6).
    ("median_days_between_appointments", 2021): 30,
    # B1 a day after the last of 2021, B7 33 days after an appointment that began in 2021.
    ("median_days_between_appointments", 2022): 17,
    ("median_days_to_entry", 2021): 3,
    ("home_visit_share", 2022): (1, 3),
    ("share_of_appointments_for_separation", 2021): (2, 17),
    ("share_of_appointments_for_separation", 2022): (0, 2),
    ("documentation_rate_of_event", 2021): (23, 27),
    ("worker_growth", 2022): (4, 3),
    ("fte_growth", 2022): (3.15, 2.5),
}
"""The same for some of the other figures."""


def extract(folder: Path) -> Path:
    """Writes the extract as canonical Parquet, one file per table and year."""
    folder.mkdir()
    appointments = pl.DataFrame(_ROWS, schema=_COLUMNS, orient="row").with_columns(
        pl.col("date", "entered_on").str.to_date(),
        body=pl.lit("caf"),
        site=pl.when(pl.col("worker_id") == "W1").then(pl.lit("Nord")),
        duration_min=pl.when(pl.col("channel") == "office").then(45),
    )
    costs = _small(_COSTS, "amount", 14)
    workers = _small(_WORKERS, "fte", 6, "worker_id")
    for year in (2021, 2022):
        of_year = appointments.filter(pl.col("date").dt.year() == year)
        of_year.write_parquet(folder / f"appointments_{year}.parquet")
        costs.filter(year=year).write_parquet(folder / f"costs_{year}.parquet")
        workers.filter(year=year).write_parquet(folder / f"workers_{year}.parquet")
    return folder


def _small(
    rows: Sequence[tuple[object, ...]], number: str, digits: int, *more: str
) -> pl.DataFrame:
    """A table of body, territory, year and `more`, and an exact number."""
    return pl.DataFrame(rows, schema=["territory", "year", *more, number], orient="row").select(
        pl.lit("caf").alias("body"),
        "territory",
        pl.col("year").cast(pl.Int32),
        *more,
        pl.col(number).map_elements(Decimal, pl.Decimal(digits, 2)),
    )

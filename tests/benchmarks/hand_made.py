"""A small extract, every row for a reason, with the figures that follow from it by hand."""

from __future__ import annotations

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
)
_ROWS = [
    # B1 of territory 01: three appointments; the first is with two workers.
    ("1", "01", "B1", "W1", "2021-03-01", "held", "office", False),
    ("1", "01", "B1", "W2", "2021-03-01", "held", "office", False),
    ("2", "01", "B1", "W1", "2021-12-31", "held", "home", None),
    ("3", "01", "B1", "W1", "2021-06-01", "held", None, False),
    # The first of the next year.
    ("4", "01", "B1", "W1", "2022-01-01", "held", "phone", False),
    # B2 comes with B3 to one appointment, and alone to one without a number; so does nobody.
    ("5", "01", "B2", "W1", "2021-04-01", "held", "office", False),
    ("5", "01", "B3", "W1", "2021-04-01", "no_show", "office", False),
    (None, "01", "B2", "W2", "2021-04-02", "held", "video", False),
    (None, "01", "B2", "W2", "2021-04-03", "held", "video", False),
    (None, "01", None, "W2", "2021-04-03", "held", "video", False),
    # Not counted: mail, a group session, absences, what is to come.
    ("6", "01", "B4", "W3", "2021-05-01", "held", "mail", False),
    ("7", "01", "B4", "W3", "2021-05-02", "held", "office", True),
    ("7", "01", "B5", "W3", "2021-05-02", "held", "office", True),
    ("8", "01", "B4", "W3", "2021-05-03", "no_show", "office", False),
    ("9", "01", "B4", "W3", "2021-05-04", "cancelled_by_service", "office", False),
    ("10", "01", "B4", "W3", "2021-05-05", "planned", "office", False),
    ("11", "01", "B4", "W3", "2021-05-06", None, "office", False),
    # The same numbers in another territory are other appointments, people and workers.
    ("1", "02", "B1", "W1", "2021-03-01", "held", "office", False),
    ("2", "02", "B1", None, "2021-03-02", "held", "office", False),
    *((f"1{n}", "02", "B6", "W1", "2021-07-01", "held", "office", False) for n in range(8)),
]
_COSTS = [
    ("01", 2021, "100.10"),
    ("01", 2021, "0.20"),
    ("01", 2022, "110.00"),
    # Territory 03 has costs and no appointment, 02 has no costs.
    ("03", 2021, "50.05"),
]

BY_YEAR = {
    ("appointments_per_beneficiary", 2021): (16, 4),
    ("appointments_per_beneficiary", 2022): (1, 1),
    ("median_appointments_per_beneficiary", 2021): 3,
    ("share_of_beneficiaries_advice_only", 2021): (1, 4),
    ("share_of_beneficiaries_8_or_more", 2021): (1, 4),
    ("appointments_per_worker", 2021): (17, 3),
    ("share_of_workers_below_416", 2021): (3, 3),
    ("no_show_rate", 2021): (1, 21),
    ("cost_per_beneficiary", 2021): (150.35, 4),
    ("cost_growth", 2022): (110.0, 150.35),
}
"""Numerator and denominator, or the median, by indicator and year, for the whole body."""


def extract(folder: Path) -> Path:
    """Writes the extract as canonical Parquet, one file per table and year."""
    folder.mkdir()
    appointments = pl.DataFrame(_ROWS, schema=_COLUMNS, orient="row").with_columns(
        pl.col("date").str.to_date(), body=pl.lit("caf")
    )
    costs = pl.DataFrame(_COSTS, schema=["territory", "year", "amount"], orient="row").select(
        pl.lit("caf").alias("body"),
        "territory",
        pl.col("year").cast(pl.Int32),
        pl.col("amount").map_elements(Decimal, pl.Decimal(14, 2)),
    )
    for year in (2021, 2022):
        of_year = appointments.filter(pl.col("date").dt.year() == year)
        of_year.write_parquet(folder / f"appointments_{year}.parquet")
        costs.filter(year=year).write_parquet(folder / f"costs_{year}.parquet")
    return folder

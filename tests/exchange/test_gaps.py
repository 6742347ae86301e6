"""What one part lacks and another has: its rows are there, of unknown value."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from folders import counted, extract, figure, figures, stored

from accsocial.exchange import merge
from accsocial.summary import Part, settle

WHOLE = {
    "appointments": """
body territory date       status site beneficiary_id worker_id channel event      entered_on
caf  94        2022-01-10 held   Nord 1              w1        home    separation 2022-01-12
caf  94        2022-02-10 held   Nord 1              w1        office  unknown    2022-02-10
caf  94        2022-03-10 held   Sud  2              w2        phone   other      2022-03-11
""",
    "workers": """
body territory worker_id site year fte  qualified
caf  94        w1        Nord 2022 1    true
caf  94        w2        Sud  2022 0.50 false
""",
    "costs": "body territory year category amount\ncaf 94 2022 pay 1000.50",
    "households": "body territory year eligible_households poor_households\ncaf 94 2022 50 20",
    "supports": """
body territory beneficiary_id site event      opened_on  closed_on  review_on  response
caf  94        1              Nord separation 2022-01-01 2022-03-01 2022-02-01 accepted
""",
}
"""The Caf of 94; the same rows in territory 95 are the other part."""

LACKING = [
    ("appointments.worker_id", "appointments_per_worker", (3, 2, 3)),
    ("appointments.beneficiary_id", "appointments_per_beneficiary", (3, 2, 3)),
    ("appointments.channel", "home_visit_share", (1, 3, 3)),
    ("appointments.event", "share_of_appointments_for_separation", (1, 2, 4)),
    ("appointments.entered_on", "median_days_to_entry", (None, 3, 3)),
    ("workers.fte", "fte_growth", (1.5, 1.5, 2)),
    ("workers.worker_id", "worker_growth", (2, 2, 2)),
    ("households.poor_households", "workers_per_1000_poor_households", (4000, 20, 0)),
    ("supports.review_on", "share_of_exits_with_review", (1, 2, 0)),
    ("supports.beneficiary_id", "days_to_first_appointment", (None, 1, 1)),
    ("appointments", "days_to_first_appointment", (None, 1, 1)),
    ("households", "share_of_households_supported", (4, 50, 0)),
]
"""What the other part lacks, an indicator, and its numerator, denominator and unknown units."""


def other_part(lacking: str) -> dict[str, str]:
    """The tables of territory 95, without a table or a column."""
    gone, _, column = lacking.partition(".")
    tables = {name: text.replace(" 94 ", " 95 ") for name, text in WHOLE.items()}
    if not column:
        return {name: text for name, text in tables.items() if name != gone}
    rows = [line.split() for line in tables[gone].strip().splitlines()]
    at = rows[0].index(column)
    tables[gone] = "\n".join(" ".join(row[:at] + row[at + 1 :]) for row in rows)
    return tables


def pooled_and_merged(root: Path, lacking: str, **given: Any) -> tuple[Part, Part]:
    folders = [
        extract(root / str(number), **tables)
        for number, tables in enumerate([WHOLE, other_part(lacking)])
    ]
    summaries = [
        stored(counted(folder, **given), root / f"summary{folder.name}") for folder in folders
    ]
    return counted(*folders, **given), merge(summaries)[0]


@pytest.mark.parametrize(("lacking", "indicator", "expected"), LACKING)
def test_a_part_that_lacks_something(
    tmp_path: Path, lacking: str, indicator: str, expected: tuple[Any, ...]
) -> None:
    pooled, merged = pooled_and_merged(tmp_path, lacking)
    found = figure(merged, indicator, year=2022)
    assert (found["numerator"], found["denominator"], found["unknown"]) == expected
    assert figures(merged) == figures(pooled)


@pytest.mark.parametrize(
    ("lacking", "by"),
    [
        ("appointments.site", ["site"]),
        ("supports.site", ["site"]),
        ("workers.site", ["site", "territory"]),
        ("appointments.event", ["event"]),
        ("supports.event", ["event"]),
        ("appointments.channel", ["channel"]),
        ("appointments", ["channel"]),
        ("appointments.channel", ["channel", "event"]),
    ],
)
def test_by_a_group_that_a_table_of_one_part_lacks(
    tmp_path: Path, lacking: str, by: list[str]
) -> None:
    pooled, merged = pooled_and_merged(tmp_path, lacking, by=by)
    assert figures(merged) == figures(pooled)


@pytest.mark.parametrize("lacking", ["workers", "workers.qualified", "workers.worker_id"])
def test_workers_whom_nobody_calls_qualified_are_not_counted(tmp_path: Path, lacking: str) -> None:
    rules = {"workers_counted": "qualified"}
    pooled, merged = pooled_and_merged(tmp_path, lacking, rules=rules)
    found = figure(merged, "appointments_per_worker", year=2022)
    assert (found["numerator"], found["denominator"]) == (2, 1)
    assert figures(merged) == figures(pooled)


def test_what_no_part_has_is_absent(tmp_path: Path) -> None:
    tables = other_part("workers.fte")
    again = {name: text.replace(" 95 ", " 94 ") for name, text in tables.items()}
    summaries = [
        stored(counted(extract(tmp_path / str(n), **each)), tmp_path / f"summary{n}")
        for n, each in enumerate([tables, again])
    ]
    merged, _ = merge(summaries)
    assert settle(merged).absent["staffing.fte"] == "workers has no column fte"
    assert figure(merged, "appointments_per_fte", year=2022)["status"] == "not_computable"


def test_fields_that_one_part_delivers_count_for_all(tmp_path: Path) -> None:
    _, merged = pooled_and_merged(tmp_path, "appointments.entered_on")
    rows = merged.tables["documentation"].sort("territory")
    # Six optional fields are delivered by one part or the other; duration and sessions by none.
    assert rows["optional_cells"].to_list() == [18, 18]
    assert rows["optional_filled"].to_list() == [17, 14]


def test_growths_are_measured_from_the_first_year_of_any_part(tmp_path: Path) -> None:
    years = {
        "94": "caf 94 2021 100\ncaf 94 2022 110",
        "95": "caf 95 2020 200\ncaf 95 2022 220",
    }
    parts = [
        counted(extract(tmp_path / place, costs=f"body territory year amount\n{rows}"))
        for place, rows in years.items()
    ]
    assert figure(parts[0], "cost_growth", year=2022)["denominator"] == 100
    merged, _ = merge([stored(part, tmp_path / f"summary{n}") for n, part in enumerate(parts)])
    assert figure(merged, "cost_growth", year=2022)["denominator"] == 200

"""Every figure of random small extracts equals the recomputation in plain Python."""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from plain import Figure, recompute
from plain_book import Rules, Table
from plain_supports import STEPS

from accsocial import compute, read, summarise
from accsocial.rules import CountingRules

Extract = dict[str, Table]

COLUMNS = {
    "appointments": [
        "appointment_id",
        "body",
        "territory",
        "site",
        "worker_id",
        "beneficiary_id",
        "date",
        "status",
        "channel",
        "event",
        "collective",
        "duration_min",
        "entered_on",
    ],
    "supports": [
        "support_id",
        "body",
        "territory",
        "site",
        "beneficiary_id",
        "event",
        "detected_on",
        "contacted_on",
        "response",
        "opened_on",
        "diagnosis_on",
        "contract_on",
        "review_on",
        "closed_on",
        "exit_reason",
    ],
    "workers": ["worker_id", "body", "territory", "site", "year", "fte", "qualified"],
    "costs": ["body", "territory", "year", "category", "amount"],
    "households": ["body", "territory", "year", "eligible_households", "poor_households"],
}
OPTIONAL = {
    "appointments": [
        "appointment_id",
        "site",
        "worker_id",
        "beneficiary_id",
        "channel",
        "event",
        "collective",
        "duration_min",
        "entered_on",
    ],
    "supports": [
        "support_id",
        "site",
        "beneficiary_id",
        "event",
        "detected_on",
        "contacted_on",
        "response",
        "opened_on",
        "diagnosis_on",
        "contract_on",
        "review_on",
        "closed_on",
        "exit_reason",
    ],
    "workers": ["worker_id", "site", "fte", "qualified"],
    "costs": ["category"],
    "households": ["eligible_households", "poor_households"],
}
CHECKED = settings(
    derandomize=True,
    database=None,
    phases=[Phase.generate, Phase.shrink],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
YEARS = (2021, 2022)
DAYS = [
    date(2021, 1, 1),
    date(2021, 6, 30),
    date(2021, 12, 31),
    date(2022, 1, 1),
    date(2022, 2, 28),
    date(2022, 12, 31),
]


def maybe(*values: Any) -> st.SearchStrategy[Any]:
    """One of the values; missing in about one row of five."""
    return st.sampled_from([*values * (4 // len(values) + 1), None])


# Mostly held and counted: appointments that nothing counts say little about the counting.
STATUSES = st.sampled_from(
    ["held"] * 6
    + ["no_show", "cancelled_by_beneficiary", "cancelled_by_service", "planned", "unknown"]
)
CHANNELS = st.sampled_from(
    ["office", "home"] * 3
    + ["outside", "phone", "video", "mail", "email", "third_party", "unknown", None]
)
# Numbers, codes with a leading zero, accents, and longer than a machine word.
IDENTIFIERS = maybe("1", "2", "01", "é2", "12345678", "123456789")


OTHER_ROWS: dict[str, st.SearchStrategy[Any]] = {
    "status": STATUSES,
    "channel": CHANNELS,
    "site": maybe("Nord", "Sud"),
    "event": maybe("child_death", "single_parent", "unknown"),
    "date": st.sampled_from(DAYS),
    "entered_on": maybe(*DAYS),
}
"""What the rows of one appointment may contradict each other in."""


@st.composite
def places(draw: st.DrawFn) -> list[tuple[str, str]]:
    """Bodies and territories; the same identifiers turn up in all of them."""
    bodies = draw(st.sampled_from([["caf"], ["departement"], ["caf", "departement"]]))
    territories = draw(st.sampled_from([["94"], ["01", "94"], ["2A", "94", "974"]]))
    return [(body, territory) for body in bodies for territory in territories]


@st.composite
def appointments(draw: st.DrawFn, where: Sequence[tuple[str, str]]) -> list[dict[str, Any]]:
    late = draw(st.sampled_from([None, where[-1][1]]))
    row = st.fixed_dictionaries(
        {
            "appointment_id": maybe("1", "2", "3", "4", "5", "6", "7", "8"),
            "place": st.sampled_from(where),
            "site": maybe("Nord", "Sud"),
            "worker_id": IDENTIFIERS,
            "beneficiary_id": IDENTIFIERS,
            "date": st.sampled_from(DAYS),
            "status": STATUSES,
            "channel": CHANNELS,
            "event": maybe("separation", "rent_arrears", "other", "unknown"),
            "collective": st.sampled_from([False, False, False, True, None]),
            "duration_min": maybe(30, 45),
            # Some days after most of the days, and before the others.
            "entered_on": maybe(*DAYS, date(2021, 1, 4), date(2022, 1, 3)),
        }
    )
    rows = draw(st.lists(row, min_size=1, max_size=25))
    # One family that comes often: above the threshold of support, and sometimes above eight.
    often = draw(st.integers(0, 10))
    rows += [
        {**rows[0], "appointment_id": f"s{i}", "beneficiary_id": "1", "status": "held"}
        for i in range(often)
    ]
    # The second worker, or the second beneficiary, of an appointment; and a row written twice.
    for other in draw(st.lists(st.sampled_from(rows), max_size=6)):
        change = draw(st.sampled_from(["worker_id", "beneficiary_id", *OTHER_ROWS, None]))
        value = draw(OTHER_ROWS.get(str(change), IDENTIFIERS))
        # Rows of one appointment that contradict each other are those of two workers.
        second = {"worker_id": draw(IDENTIFIERS)} if draw(st.booleans()) else {}
        rows.append({**other, **second, **({change: value} if change else {})})
    if draw(st.booleans()):
        full = draw(st.sampled_from(YEARS))
        rows += [
            {**rows[0], "appointment_id": None, "date": date(full, m, 15)} for m in range(1, 13)
        ]
    rows = [r for r in rows if not (r["place"][1] == late and r["date"].year == YEARS[0])] or rows
    return [with_place(row) for row in rows]


def with_place(row: dict[str, Any]) -> dict[str, Any]:
    body, territory = row.pop("place")
    return {**row, "body": body, "territory": territory}


@st.composite
def supports(draw: st.DrawFn, where: Sequence[tuple[str, str]]) -> list[dict[str, Any]]:
    """Steps on any days, also in an impossible order; mostly of one beneficiary."""
    row = st.fixed_dictionaries(
        {
            "support_id": maybe("1", "2", "3", "4", "5", "6"),
            "place": st.sampled_from(where),
            "site": maybe("Nord", "Sud"),
            "beneficiary_id": st.sampled_from(["1"] * 4 + ["2", "01", "123456789", None]),
            "event": maybe("separation", "rent_arrears", "unknown"),
            "response": st.sampled_from(["accepted", "accepted", "refused", "no_answer", None]),
            "exit_reason": maybe("done", "moved"),
            **dict.fromkeys(STEPS, maybe(*DAYS, date(2020, 12, 31))),
        }
    )
    rows = draw(st.lists(row, min_size=1, max_size=15))
    rows += [{**row} for row in draw(st.lists(st.sampled_from(rows), max_size=2))]
    return [with_place(row) for row in rows]


def rows_of(where: Sequence[tuple[str, str]], **values: Any) -> st.SearchStrategy[Any]:
    row = st.fixed_dictionaries(
        {"place": st.sampled_from(where), "year": st.sampled_from((2020, *YEARS)), **values}
    )
    return st.lists(row.map(lambda each: with_place(dict(each))), min_size=1, max_size=10)


@st.composite
def extracts(draw: st.DrawFn) -> Extract:
    where = draw(places())
    amounts = maybe(Decimal(0), Decimal("0.10"), Decimal("1234.56"), Decimal("99999.99"))
    rows = {
        "appointments": draw(appointments(where)),
        "supports": draw(supports(where)),
        "workers": draw(
            rows_of(
                where,
                worker_id=IDENTIFIERS,
                site=maybe("Nord", "Sud"),
                fte=maybe(Decimal("0.40"), Decimal(1), Decimal("0.333"), Decimal(0)),
                qualified=st.sampled_from([True, True, False, None]),
            )
        ),
        "costs": draw(rows_of(where, category=maybe("pay", "rent"), amount=amounts)),
        "households": draw(
            rows_of(
                where,
                eligible_households=maybe(0, 10, 333),
                poor_households=maybe(0, 7, 1000),
            )
        ),
    }
    gone = draw(st.sets(st.sampled_from(list(rows)), max_size=2).filter(lambda s: len(s) < 2))
    if draw(st.integers(0, 3)):
        gone = set()
    return {
        name: Table(columns_left(draw, name), table)
        for name, table in rows.items()
        if name not in gone
    }


def columns_left(draw: st.DrawFn, name: str) -> list[str]:
    """The columns of a table; in one table of four, some of the optional ones lack."""
    lost: set[str] = set()
    if not draw(st.integers(0, 3)):
        lost = draw(st.sets(st.sampled_from(OPTIONAL[name]), min_size=1, max_size=2))
    return [column for column in COLUMNS[name] if column not in lost]


def limited(extract: Extract) -> Extract:
    """Rows without the columns that their table does not have."""
    return {
        name: Table(table.columns, [{c: row[c] for c in table.columns} for row in table.rows])
        for name, table in extract.items()
    }


def write_extract(extract: Extract, folder: Path, kind: str) -> None:
    for name, table in extract.items():
        if kind == "parquet":
            columns = {c: [row[c] for row in table.rows] for c in table.columns}
            pl.DataFrame(columns, schema=parquet_types(table.columns), strict=False).write_parquet(
                folder / f"{name}.parquet"
            )
            continue
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(table.columns)
            writer.writerows([cell(row[c]) for c in table.columns] for row in table.rows)


def parquet_types(columns: Sequence[str]) -> dict[str, pl.DataType]:
    types: dict[str, pl.DataType] = {
        "date": pl.Date(),
        "entered_on": pl.Date(),
        "duration_min": pl.Int64(),
        "collective": pl.Boolean(),
        "qualified": pl.Boolean(),
        "year": pl.Int16(),
        "fte": pl.Float64(),
        "amount": pl.Decimal(12, 2),
        "eligible_households": pl.Int64(),
        "poor_households": pl.Int64(),
    }
    types |= dict.fromkeys(STEPS, pl.Date())
    return {column: types.get(column, pl.String()) for column in columns}


def cell(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def figures_of(
    extract: Extract, kind: str, by: Sequence[str], rules: CountingRules, base_year: int | None
) -> dict[tuple[str, tuple[Any, ...]], Figure]:
    with TemporaryDirectory() as name:
        write_extract(extract, Path(name), kind)
        results = compute(
            summarise(read(name, max_rejected=1.0), rules, by=by), base_year=base_year
        )
    width = len(results.groups)
    columns = ["value", "numerator", "denominator", "unknown", "status"]
    keys = results.frame.select("indicator", *results.groups).rows()
    values = results.frame.select(columns).rows()
    found = {(key[0], key[1:]): Figure(*value) for key, value in zip(keys, values, strict=True)}
    assert len(found) == results.frame.height
    assert all(len(group) == width for _, group in found)
    return found


def assert_equal(found: Mapping[Any, Figure], expected: Mapping[Any, Figure]) -> None:
    assert found.keys() == expected.keys()
    for key, figure in expected.items():
        assert close(found[key], figure), f"{key}: {found[key]}, plain: {figure}"


def close(one: Figure, other: Figure) -> bool:
    same = (one.unknown, one.status) == (other.unknown, other.status)
    pairs = zip(one[:3], other[:3], strict=True)
    return same and all(
        a == b or (a is not None and b is not None and math.isclose(a, b, rel_tol=1e-12))
        for a, b in pairs
    )


def check(
    extract: Extract,
    by: Sequence[str] = (),
    rules: Mapping[str, Any] | None = None,
    kind: str = "csv",
    base_year: int | None = None,
) -> None:
    extract = limited(extract)
    if not any(set(by) <= {*table.columns} for table in extract.values()):
        return
    if not any(map(accepted_rows, extract.values())):
        return
    found = figures_of(extract, kind, by, CountingRules(**rules or {}), base_year)
    assert_equal(found, recompute(extract, by, Rules(**rules or {}), base_year))


def accepted_rows(table: Table) -> int:
    """Rows that are not rejected; an extract without any is refused."""
    return sum(row.get("amount", 0) is not None for row in table.rows)


@settings(CHECKED, max_examples=30)
@given(extracts(), st.sampled_from(["csv", "parquet"]))
def test_by_body_and_year(extract: Extract, kind: str) -> None:
    check(extract, kind=kind)


@settings(CHECKED, max_examples=30)
@given(extracts(), st.sampled_from(["csv", "parquet"]))
def test_by_territory(extract: Extract, kind: str) -> None:
    check(extract, ["territory"], kind=kind)


@settings(CHECKED, max_examples=30)
@given(
    extracts(),
    st.sampled_from(
        [["site"], ["event"], ["channel"], ["territory", "site"], ["event", "channel"]]
    ),
)
def test_by_site_event_and_channel(extract: Extract, by: list[str]) -> None:
    check(extract, by)


RULES: list[dict[str, Any]] = [
    {"counted_statuses": ("held", "no_show")},
    {"counted_channels": ("office", "mail", "email", "third_party")},
    {"count_collective": True},
    {"support_threshold": 2},
    {"working_days": Decimal("228.5")},
    {"workers_counted": "qualified"},
    {"id_scope": "national"},
    {"id_scope": "national", "workers_counted": "qualified"},
]


@pytest.mark.parametrize("rules", RULES, ids=lambda rules: "-".join(map(str, rules)))
def test_counting_rules(rules: dict[str, Any]) -> None:
    @settings(CHECKED, max_examples=8)
    @given(extracts(), st.sampled_from([[], ["territory"], ["site"]]))
    def under_these_rules(extract: Extract, by: list[str]) -> None:
        check(extract, by, rules)

    under_these_rules()


@settings(CHECKED, max_examples=15)
@given(extracts(), st.sampled_from([2019, 2020, 2021, 2022]), st.sampled_from([[], ["territory"]]))
def test_base_year_that_is_given(extract: Extract, base_year: int, by: list[str]) -> None:
    check(extract, by, base_year=base_year)

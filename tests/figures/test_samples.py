"""The samples: what they were made to give, and what was planted in them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from plain import Figure, recompute
from plain_book import Table
from polars.testing import assert_frame_equal

from accsocial import compute, read, summarise
from accsocial.results import Results

SAMPLES = Path(__file__).resolve().parents[2] / "data" / "samples"
TABLES = ("appointments", "supports", "workers", "costs", "households")


@cache
def results(sample: str, *by: str) -> Results:
    return compute(summarise(read(SAMPLES / sample), by=by))


def value(indicator: str, **group: Any) -> float:
    by = ["territory"] if "territory" in group else []
    frame = results("gesica", *by).frame.filter(
        pl.col("indicator") == indicator,
        pl.col("year") == 2022,
        *(pl.col(column) == wanted for column, wanted in group.items()),
    )
    found: float = frame["value"].item()
    return found


@pytest.mark.parametrize("by", [(), ("territory",), ("site",), ("event", "channel")])
def test_gesica_gives_what_canonical_gives_figure_by_figure(by: tuple[str, ...]) -> None:
    gesica, canonical = results("gesica", *by).frame, results("canonical", *by).frame
    assert gesica.height >= 37 * 10
    assert_frame_equal(gesica, canonical, check_exact=True)


@pytest.mark.parametrize("by", [(), ("territory",)])
def test_canonical_gives_what_plain_python_gives(by: tuple[str, ...]) -> None:
    extract = {}
    for table in TABLES:
        frame = pl.read_parquet(SAMPLES / "canonical" / f"{table}.parquet")
        extract[table] = Table(frame.columns, frame.to_dicts())
    expected = recompute(extract, by)
    frame = results("canonical", *by).frame
    width = 3 + len(by)
    columns = ("value", "numerator", "denominator", "unknown", "status")
    found = {
        (row[0], row[1:width]): Figure(*row[width:])
        for row in frame.select(*frame.columns[:width], *columns).rows()
    }
    assert found == expected


def test_the_ledger_of_gesica_is_what_was_planted() -> None:
    planted = json.loads((SAMPLES / "gesica" / "defects.json").read_text("utf-8"))
    found = {}
    for account in results("gesica").ledger.accounts:
        plain: Mapping[str, Any] = account.as_plain()
        found[Path(str(plain["file"])).name] = {
            key: plain[key] for key in ("read", "accepted", "rejected", "blank", "unmapped")
        }
    assert found == planted


@pytest.mark.parametrize(
    ("body", "appointments", "cost"), [("departement", 3.7, 1200), ("caf", 3.9, 1400)]
)
def test_the_headline_figures_of_2022(body: str, appointments: float, cost: int) -> None:
    assert round(value("appointments_per_beneficiary", body=body), 1) == appointments
    assert round(value("cost_per_beneficiary", body=body), -2) == cost
    assert abs(value("cost_per_beneficiary", body=body) - cost) < 5
    assert 1.1 <= value("appointments_per_working_day", body=body) <= 1.6


def test_the_growth_of_costs_2018_to_2022() -> None:
    assert round(value("cost_growth", body="caf"), 3) == 0.085
    assert round(value("cost_growth", body="departement", territory="94"), 3) == -0.055
    for territory in ("34", "46", "54", "80", "95"):
        assert 0.116 <= value("cost_growth", body="departement", territory=territory) <= 0.136


def test_every_figure_beside_a_published_range_of_2022_is_inside_it() -> None:
    frame = results("gesica", "territory").frame.filter(
        pl.col("indicator").is_in(["appointments_per_working_day", "cost_growth"]),
        pl.col("year") == 2022,
        pl.col("reference").is_in(["P04", "P10"]),
    )
    assert frame.height == 12 + 5
    assert frame["gap"].to_list() == [0] * frame.height


TRUTHS = {
    "held_appointments": ("channels", pl.col("appointments").sum()),
    "beneficiaries": ("intensity", pl.col("beneficiaries").sum()),
    "sum_over_beneficiaries": (
        "intensity",
        (pl.col("appointments") * pl.col("beneficiaries")).sum(),
    ),
    "workers": ("workload", pl.col("workers").sum()),
    "sum_over_workers": ("workload", (pl.col("appointments") * pl.col("workers")).sum()),
    "held_at_home": ("channels", pl.col("appointments").filter(pl.col("channel") == "home").sum()),
}
STATUSES = (
    "held",
    "no_show",
    "cancelled_by_beneficiary",
    "cancelled_by_service",
    "planned",
    "unknown",
)


@pytest.mark.parametrize("year", [2022, 2023])
@pytest.mark.parametrize("name", ["rdv/export_rdv.xls", "participations/export_participations.xls"])
def test_exports_of_rdv_service_public_give_the_truth_that_made_them(name: str, year: int) -> None:
    truth = json.loads((SAMPLES / "rdv-service-public" / "truth.json").read_text("utf-8"))
    path = SAMPLES / "rdv-service-public" / name
    summary = summarise(read(path, body="departement", territory="64"))
    found = {
        what: summary.tables[table].filter(pl.col("year") == year).select(total).item()
        for what, (table, total) in TRUTHS.items()
    }
    attendance = summary.tables["attendance"].filter(pl.col("year") == year)
    for status in STATUSES:
        of_status = attendance.filter(pl.col("status") == status)
        found[f"attendance_{status}"] = of_status["appointments"].sum()
    assert found == truth[name][str(year)]
    figures = compute(summary, years=[year]).frame.filter(pl.col("value").is_not_null())
    sides = {row["indicator"]: row for row in figures.iter_rows(named=True)}
    per_beneficiary = sides["appointments_per_beneficiary"]
    assert per_beneficiary["value"] == found["sum_over_beneficiaries"] / found["beneficiaries"]
    assert sides["appointments_per_worker"]["numerator"] == found["sum_over_workers"]
    assert sides["no_show_rate"]["numerator"] == found["attendance_no_show"]
    assert sides["home_visit_share"]["numerator"] == found["held_at_home"]

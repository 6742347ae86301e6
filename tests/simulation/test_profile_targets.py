"""The default profile gives its targets back: the figures that the Cour published for 2022."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from invented import made

from accsocial import compute, read, summarise
from accsocial.parameters.published import figures
from accsocial.records.schema import TERRITORIES
from accsocial.results import Results
from accsocial.simulation import load_profile
from accsocial.simulation.organisations import Population
from accsocial.simulation.profile import Body

SCALE = 0.004
PROFILE = load_profile("national")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("invented") / "extract"
    return made(target, years=(2018, 2022), scale=SCALE, format="parquet")


@pytest.fixture(scope="module")
def results(folder: Path) -> Results:
    records = read(folder, extracted_on=dt.date(2022, 12, 31))
    found = compute(summarise(records), base_year=2018)
    assert [account.warnings for account in records.ledger.accounts if account.warnings] == []
    assert records.rejects.places.height == 0
    return found


def value(results: Results, indicator: str, body: str, year: int = 2022) -> float:
    rows = results.frame.filter(indicator=indicator, body=body, year=year)
    assert rows["status"].to_list() == ["ok"]
    return float(rows["value"].item())


#  indicator                            body          wanted  tolerance
TARGETS = (
    ("appointments_per_beneficiary", "departement", 3.7, 0.01),
    ("appointments_per_beneficiary", "caf", 3.9, 0.02),
    ("share_of_beneficiaries_advice_only", "departement", 0.47, 0.005),
    ("share_of_beneficiaries_advice_only", "caf", 0.45, 0.005),
    ("share_of_beneficiaries_8_or_more", "departement", 0.10, 0.005),
    ("share_of_beneficiaries_8_or_more", "caf", 0.11, 0.005),
    ("cost_per_beneficiary", "departement", 1200, 1e-9),
    ("cost_per_beneficiary", "caf", 1400, 1e-9),
    ("cost_growth", "caf", 0.085, 1e-6),
    ("cost_growth", "departement", 0.126, 0.01),
    ("worker_growth", "caf", -0.10, 0.05),
    ("share_of_households_supported", "caf", 0.03, 1e-9),
    ("no_show_rate", "departement", 0.12, 0.002),
    ("no_show_rate", "caf", 0.12, 0.005),
    ("cancellation_rate", "departement", 0.05, 0.002),
    ("home_visit_share", "departement", 0.20, 0.01),
    ("contact_rate", "departement", 0.72, 0.06),
    ("acceptance_rate", "departement", 0.62, 0.05),
    ("share_of_exits_with_reason", "departement", 0.85, 0.04),
)


@pytest.mark.parametrize(("indicator", "body", "wanted", "tolerance"), TARGETS)
def test_a_target_comes_back(
    results: Results, indicator: str, body: str, wanted: float, tolerance: float
) -> None:
    assert value(results, indicator, body) == pytest.approx(wanted, abs=tolerance)


@pytest.mark.parametrize("step", ["diagnosis", "review", "contract"])
def test_steps_of_supports_opened_long_before_the_end(results: Results, step: str) -> None:
    # Advice has no contract: 47 % of the beneficiaries are below the threshold.
    wanted = {"diagnosis": 0.72, "review": 0.55, "contract": 0.60 * 0.53}[step]
    found = value(results, f"share_with_{step}", "departement", 2019)
    assert found == pytest.approx(wanted, abs=0.06)


def test_what_is_exact(folder: Path) -> None:
    workers = pl.read_parquet(folder / "workers_2022.parquet")
    costs = pl.read_parquet(folder / "costs_2022.parquet")
    people = (
        pl.read_parquet(folder / "appointments_2022.parquet")
        .filter(pl.col("beneficiary_id").is_not_null())
        .group_by("body")
        .agg(pl.struct("territory", "beneficiary_id").n_unique())
    )
    assert dict(workers["body"].value_counts().iter_rows()) == {"departement": 65, "caf": 7}
    assert dict(people.iter_rows()) == {"departement": 8000, "caf": 600}
    assert dict(costs.group_by("body").agg(pl.col("amount").sum()).iter_rows()) == {
        "departement": Decimal(8000 * 1200),
        "caf": Decimal(600 * 1400),
    }


def test_the_first_contract_comes_about_50_days_after_the_opening(folder: Path) -> None:
    rows = pl.read_parquet(folder / "supports_2019.parquet")
    days = rows.select((pl.col("contract_on") - pl.col("opened_on")).dt.total_days())
    assert days["contract_on"].median() == pytest.approx(50, abs=4)


def test_the_whole_country_has_what_the_cour_counted() -> None:
    population = Population(PROFILE, 1.0, 1)
    totals = {
        body: (
            len(cells := population.cells(body, 2022)),
            sum(cell.workers for cell in cells),
            sum(cell.beneficiaries for cell in cells),
            round(sum(cell.beneficiaries * cell.mean for cell in cells)),
        )
        for body in population.bodies
    }
    assert totals == {
        "departement": (101, 16_300, 2_000_000, 7_400_000),
        "caf": (101, 1_700, 150_000, 585_000),
    }


def test_the_territories_are_the_101_departements() -> None:
    # 975 is no département.
    assert set(TERRITORIES) - set(PROFILE.territories) == {"975"}


@pytest.mark.parametrize(
    ("body", "number", "figure"),
    [(b, n, f) for b, part in PROFILE.bodies.items() for n, f in part.published.items()],
)
def test_a_number_that_names_a_published_figure_is_that_figure(
    body: str, number: str, figure: str
) -> None:
    published = figures()[figure]
    found = getattr(PROFILE.bodies[body], number)
    low, high = found if isinstance(found, tuple) else (found, found)
    assert (Decimal(str(low)), Decimal(str(high))) == (published.low, published.high)
    assert published.body in (body, None)


def test_the_decline_of_the_workers_of_the_caf_is_the_published_one() -> None:
    caf: Body = PROFILE.bodies["caf"]
    assert 1 / caf.workers_trend[2018] - 1 == pytest.approx(float(figures()["P15"].low), abs=1e-4)
    assert PROFILE.bodies["departement"].cost_growth_of == {"94": figures()["P11"].low}


def test_at_a_small_scale_territories_are_left_out_and_the_others_keep_a_worker() -> None:
    small, half = Population(PROFILE, 0.001, 1), Population(PROFILE, 0.5, 1)
    assert [len(small.territories(body)) for body in small.bodies] == [16, 2]
    assert [len(half.territories(body)) for body in half.bodies] == [101, 101]
    for year in (2018, 2020, 2022):
        assert min(cell.workers for cell in small.cells("departement", year)) == 1
        assert min(cell.beneficiaries for cell in small.cells("departement", year)) >= 5

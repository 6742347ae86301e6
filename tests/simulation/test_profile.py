"""A profile is complete and possible, or refused with the key that is wrong."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from accsocial.errors import UsageError
from accsocial.simulation import load_profile
from accsocial.simulation.money import costs
from accsocial.simulation.organisations import Population

NATIONAL = (files("accsocial.simulation") / "profiles" / "national.toml").read_text("utf-8")


def test_a_copy_of_the_profile_that_ships_is_the_same(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(NATIONAL, encoding="utf-8")
    assert load_profile(str(path)) == load_profile("national")


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("no_show = 0.12", "no_shows = 0.12", "no key appointments.no_shows is known"),
        ("no_show = 0.12", "no_shows = 0.12", "the key appointments.no_show is missing"),
        ("no_show = 0.12", "no_show = 0.95", "less than 0.1 that is held"),
        ("no_show = 0.12", "no_show = -1", "appointments.no_show: .*must be at least 0"),
        ("[bodies.caf.published]", "[bodies.region.published]", "bodies.region"),
        ("94 = 1411", "99 = 1411", "no département is called 99"),
        ("separation = 0.23", "move = 0.23", "no event is called move"),
        ("{ mail = 0.30", "{ pigeon = 0.30", "no channel is called pigeon"),
        ("{ 94 = -0.055 }", "{ 940 = -0.055 }", "no département is called 940"),
        ("[30, 70]", "[70, 30]", "days_to_contract: the first number of days"),
        ("= 3.7", "= 2.2", "bodies.departement: a mean of .* does not go with"),
        ("share_below_3 = 0.45", "share_below_3 = 0.9", "leave nobody with 3 to 7"),
        ("base_year = 2018", "base_year = 2022", "base_year must be before"),
        ("= 1200", "= 1e308", "cost_per_beneficiary: .*must be at most 100000"),
        ("= 1200", "= 1e-300", "cost_per_beneficiary: .*must be at least 1"),
        ("months = [9, 8", "months = [9, inf", r"months\.1: .*must be a number"),
        ("contacted = 0.72", "contacted = 1e-9", r"contacted: .*must be at least 0\.01"),
        ('beneficiaries = "P17"', 'people = "P17"', "no number of a body is called people"),
        ("name =", "name", "cannot be read as TOML"),
    ],
)
def test_a_wrong_profile_is_refused(tmp_path: Path, before: str, after: str, said: str) -> None:
    assert before in NATIONAL
    path = tmp_path / "mine.toml"
    path.write_text(NATIONAL.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(UsageError, match=said):
        load_profile(str(path))


def test_growths_that_no_amount_can_hold_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    growth = "cost_growth = [0.116, 0.136]"
    assert growth in NATIONAL
    path.write_text(NATIONAL.replace(growth, "cost_growth = [9, 9.5]"), encoding="utf-8")
    population = Population(load_profile(str(path)), 0.01, 1)
    assert max(costs(population, 2022)["amount"].to_list()) < 10**12
    with pytest.raises(UsageError, match=r"bodies\.departement would cost a trillion .* in 2060"):
        costs(population, 2060)


def test_weights_that_are_all_0_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    line = 'fte = { "1.00" = 0.72, "0.90" = 0.10, "0.80" = 0.14, "0.50" = 0.04 }'
    assert line in NATIONAL
    path.write_text(NATIONAL.replace(line, 'fte = { "1.00" = 0 }'), encoding="utf-8")
    with pytest.raises(UsageError, match=r"staff\.fte: at least one weight"):
        load_profile(str(path))


@pytest.mark.parametrize("content", [None, b"\xff\xfe\xff"], ids=["no file", "no text"])
def test_what_is_no_text_is_refused(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "mine.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UsageError, match=r"--profile .*mine\.toml"):
        load_profile(str(path))

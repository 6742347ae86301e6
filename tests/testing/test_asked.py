"""What a test may ask of results, and what it is told if it asks wrongly."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from regressed import change, extract

from accsocial.errors import UsageError
from accsocial.testing import AccsocialResults


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> AccsocialResults:
    folder = extract(tmp_path_factory.mktemp("asked") / "extract")
    return AccsocialResults([str(folder)])


@pytest.fixture(autouse=True)
def _plain(plain_surroundings: Path) -> None:
    """Every test here starts so."""


def test_a_value_and_what_stands_behind_it(asked: AccsocialResults) -> None:
    assert asked.value("no_show_rate", body="caf", year=2022) == 0.2
    row = asked.row("no_show_rate", body="caf", year="2022")
    assert (row.numerator, row.denominator, row.unknown, row.status) == (1, 5, 0, "partial")


def test_other_settings_are_computed_once(asked: AccsocialResults) -> None:
    by_site = asked.under(by=["site"], counted_channels=["office"])
    assert by_site.value("appointments_per_worker", site="Nord", year=2022) == 1
    assert asked.under(by="site", counted_channels="office") is by_site
    assert (
        asked.under(by="site")
        .under(counted_channels="office")
        .value("appointments_per_worker", site="Nord", year=2022)
        == 1
    )
    assert asked.results.groups == ("body", "year")


def test_rows_without_a_group_are_asked_for_as_none(tmp_path: Path) -> None:
    folder = extract(tmp_path / "extract")
    change(folder, "rdv_2022.csv", "8,caf,94,Sud", "8,caf,94,")
    by_site = AccsocialResults([str(folder)]).under(by="site")
    assert by_site.value("appointments_per_worker", site=None, year=2022) == 1


@pytest.mark.parametrize(
    ("indicator", "group", "message"),
    [
        ("no_show_rat", {}, "no indicator 'no_show_rat'; did you mean no_show_rate?"),
        ("no_show_rate", {"bodi": "caf"}, "bodi=caf: no group column 'bodi'; did you mean body?"),
        ("no_show_rate", {"body": "cafe"}, "body=cafe: no such group; did you mean caf?"),
        ("no_show_rate", {"site": "Nord"}, "site=Nord: the results are not grouped by site"),
        (
            "no_show_rate",
            {"body": "caf"},
            "no_show_rate body=caf means 2 groups, and there is one value for each: say which year",
        ),
    ],
)
def test_what_is_not_there_is_told_in_words(
    asked: AccsocialResults, indicator: str, group: dict[str, object], message: str
) -> None:
    with pytest.raises(UsageError) as error:
        asked.value(indicator, **group)
    assert str(error.value) == message


def test_a_value_that_is_missing_fails(asked: AccsocialResults) -> None:
    with pytest.raises(AssertionError) as error:
        asked.value("cost_per_fte", body="caf", year=2022)
    assert str(error.value) == (
        "cost_per_fte body=caf year=2022 has no value "
        "(not_computable: the extract has no table workers)"
    )


def test_an_indicator_that_was_left_out_is_told(asked: AccsocialResults) -> None:
    with pytest.raises(UsageError, match="not among the results: the setting only leaves it out"):
        asked.under(only="cost_growth").value("no_show_rate", year=2022)


def test_a_setting_that_does_not_exist_names_the_nearest(asked: AccsocialResults) -> None:
    with pytest.raises(UsageError, match=r"under\(\): no setting workin_days; did you mean workin"):
        asked.under(workin_days=1)
    with pytest.raises(UsageError, match="must be a number"):
        asked.under(working_days="many")


def test_neither_pytest_nor_anything_heavy_is_needed_to_name_it() -> None:
    script = (
        "import sys; sys.modules['pytest'] = None; import accsocial.testing\n"
        "print({'polars', 'pydantic', 'numpy', 'typer'} & {*sys.modules})"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout.strip()) == (0, "set()"), done.stderr

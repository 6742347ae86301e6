"""What an auditor hears of territories that one table has and another lacks."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import Run

EXTRACT = ("rdv.csv", "costs.csv")
ENGLISH = "costs of caf: no rows for 34 (2022), though other tables or years have some."
FRENCH = (
    "costs de caf : aucune ligne pour 34 (2022), alors que d'autres tables ou années en ont. Les "
    "valeurs de l'organisme et les évolutions comparent alors des territoires différents : voir "
    "--by territory"
)
MORE = "appointments de caf : aucune ligne pour 01 (2022), 02 (2022), 03 (2022) (et 2 de plus),"


@pytest.fixture(autouse=True)
def _extract() -> None:
    seen = ("caf,46,b1,2022-03-01,held", "caf,34,b2,2022-03-02,held")
    Path("rdv.csv").write_text("\n".join(["body,territory,beneficiary_id,date,status", *seen]))
    Path("costs.csv").write_text("body,territory,year,category,amount\ncaf,46,2022,staff,1000\n")


def test_said_in_both_languages(run: Run) -> None:
    assert ENGLISH in run("indicators", *EXTRACT).err
    assert FRENCH in run("indicators", *EXTRACT, "--lang", "fr").err.splitlines()
    with Path("costs.csv").open("a") as costs:
        costs.writelines(f"caf,0{number},2022,staff,5\n" for number in range(1, 6))
    assert MORE in run("indicators", *EXTRACT, "--lang", "fr").err


def test_said_of_a_summary_too(run: Run) -> None:
    run("summarise", *EXTRACT, "-o", "summary", "--quiet")
    assert ENGLISH in run("indicators", "summary").err


@pytest.mark.parametrize("options", [["--quiet"], ["--by", "territory"]])
def test_not_said_where_nobody_asks_or_nothing_is_added_up(run: Run, options: list[str]) -> None:
    assert ENGLISH not in run("indicators", *EXTRACT, *options).err

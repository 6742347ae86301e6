"""A table that lacks a territory of a body is told where territories are added up."""

from __future__ import annotations

from typing import Any

import pytest
from small import results, value

SEEN = "territory beneficiary_id date status\n46 b1 2022-03-01 held\n34 b2 2022-03-02 held\n"
OF_46 = "territory year category amount\n46 2022 staff 1000\n"
OF_BOTH = OF_46 + "34 2022 staff 500\n"

END = (
    ", though other tables or years have some. Figures of the body, and growths, then compare "
    "unlike territories: see --by territory"
)


def said(**extract: Any) -> list[str]:
    """The remarks on an extract, but for those on body and territory, which the files have."""
    return [r for r in results(**extract).ledger.remarks if not r.startswith("--")]


@pytest.mark.parametrize(
    ("tables", "remarks"),
    [
        ({"costs": OF_BOTH}, []),
        ({"costs": OF_46}, ["costs of caf: no rows for 34 (2022)"]),
        # It is alike where the appointments are those that lack.
        (
            {"costs": OF_BOTH + "12 2022 staff 5\n"},
            ["appointments of caf: no rows for 12 (2022)"],
        ),
        # One territory more in the second year: its growth is none of the others.
        (
            {"costs": OF_BOTH + "46 2021 staff 900\n"},
            ["costs of caf: no rows for 34 (2021)"],
        ),
        # A year without any costs has no figure that could be mistaken.
        ({"costs": OF_BOTH.replace("2022", "2021")}, []),
        # Two tables, and each year of each territory.
        (
            {
                "costs": OF_46 + "46 2023 staff 1000\n",
                "workers": "territory worker_id year fte\n34 w1 2022 1\n",
            },
            [
                "workers of caf: no rows for 46 (2022)",
                "costs of caf: no rows for 34 (2022, 2023)",
            ],
        ),
        (
            {"costs": OF_46 + "".join(f"0{n} 2022 staff 5\n" for n in range(1, 6))},
            [
                "appointments of caf: no rows for 01 (2022), 02 (2022), 03 (2022) and 2 more",
                "costs of caf: no rows for 34 (2022)",
            ],
        ),
    ],
)
def test_what_lacks_is_told(tables: dict[str, str], remarks: list[str]) -> None:
    assert said(appointments=SEEN, **tables) == [remark + END for remark in remarks]
    # By territory nothing is added up.
    assert said(appointments=SEEN, by=["territory"], **tables) == []


def test_bodies_are_not_compared_with_each_other() -> None:
    seen = SEEN.replace("territory", "body territory").replace("46 b1", "caf 46 b1")
    seen = seen.replace("34 b2", "departement 34 b2")
    costs = OF_46.replace("territory", "body territory").replace("46 2022", "caf 46 2022")
    assert said(appointments=seen, costs=costs) == []


def test_the_figures_stay_what_they_are() -> None:
    # 1,000 euros of 46 by the beneficiaries of both: the remark alone says so.
    assert value("cost_per_beneficiary", appointments=SEEN, costs=OF_46) == 500

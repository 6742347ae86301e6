"""Small extracts as text, cells apart by spaces, and the command line on them."""

from __future__ import annotations

import csv
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from accsocial import read
from accsocial.cli import main
from accsocial.summary import Gathered, gather

NOTHING = "-"
"""A cell without a value."""


def extract(folder: Path, **tables: str) -> Path:
    """A folder with one CSV file per table."""
    folder.mkdir(exist_ok=True)
    for table, text in tables.items():
        with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(
                ["" if cell == NOTHING else cell for cell in line.split()]
                for line in text.strip().splitlines()
            )
    return folder


def gathered(folder: Path, *, by: Sequence[str] = (), **tables: str) -> Gathered:
    """An extract of these tables, read; the Caf of 94 where they do not say."""
    records = read(extract(folder, **tables), body="caf", territory="94", max_rejected=1.0)
    return gather(records, by=by)


def run(capture: pytest.CaptureFixture[str], *arguments: Any) -> tuple[int, str, str]:
    """Exit code, stdout and stderr of a run of the command line in this process."""
    patch = pytest.MonkeyPatch()
    patch.setattr(sys, "argv", ["accsocial", *map(str, arguments)])
    with patch.context(), pytest.raises(SystemExit) as ended:
        main()
    patch.undo()
    out, err = capture.readouterr()
    code = ended.value.code
    return int(code or 0), out, err


RICH = {
    "appointments": """
appointment_id body territory worker_id beneficiary_id date status channel collective
1 caf 94 W1 B1 2022-01-10 held office -
2 caf 94 W1 B1 2022-02-10 held phone -
3 caf 94 W1 B1 2022-03-10 held unknown -
4 caf 94 W1 B1 2022-04-11 no_show office -
5 caf 94 W1 B2 2022-01-11 held home -
6 caf 94 W1 B2 2022-05-11 cancelled_by_beneficiary office -
7 caf 94 W2 B2 2022-06-13 unknown office -
8 caf 94 W2 B3 2022-06-14 held mail -
9 caf 94 W2 B3 2022-07-11 held outside -
10 caf 94 W2 B3 2022-08-16 held office oui
11 caf 95 W1 B1 2022-01-12 held office -
12 caf 95 W3 B4 2022-09-12 held video -
13 caf 95 W3 B4 2022-09-13 held home -
14 caf 95 W3 B4 2022-09-14 held home -
15 caf 95 W3 B4 2022-09-15 held home -
16 caf 94 W1 B5 2021-09-15 held office -
""",
    "workers": """
body territory year worker_id fte qualified
caf 94 2021 W1 1.0 oui
caf 94 2022 W1 0.5 oui
caf 94 2022 W2 1.0 non
caf 95 2022 W3 0.8 oui
""",
    "costs": """
body territory year category amount
caf 94 2021 staff 900.10
caf 94 2022 staff 1000.10
caf 95 2021 staff 450.00
caf 95 2022 staff 500.20
""",
    "households": """
body territory year eligible_households poor_households
caf 94 2022 60 30
caf 95 2022 40 10
""",
}
"""One invented Caf in two territories: every rule moves something in it."""

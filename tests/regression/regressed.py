"""A small invented extract, and the command line on it."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from accsocial.cli import main

APPOINTMENTS = {
    "rdv_2021.csv": """\
appointment_id,body,territory,site,worker_id,beneficiary_id,date,status,channel
1,caf,94,Nord,W1,B1,2021-01-10,held,office
2,caf,94,Nord,W1,B1,2021-02-10,held,phone
3,caf,94,Sud,W2,B2,2021-03-10,no_show,office
""",
    "rdv_2022.csv": """\
appointment_id,body,territory,site,worker_id,beneficiary_id,date,status,channel
4,caf,94,Nord,W1,B1,2022-01-10,held,office
5,caf,94,Nord,W1,B1,2022-02-10,held,home
6,caf,94,Sud,W2,B2,2022-03-10,held,office
7,caf,94,Sud,W2,B2,2022-04-11,no_show,office
8,caf,94,Sud,W2,B3,2022-05-11,held,home
""",
}
COSTS = """\
body,territory,year,category,amount
caf,94,2021,staff,1000.10
caf,94,2022,staff,1100.20
"""
CELL = ("rdv_2022.csv", "2022-04-11,no_show", "2022-04-11,held")
"""One cell of one row, in which file, and what it becomes."""


@dataclass(frozen=True)
class Outcome:
    """How a run ended."""

    code: int
    out: str
    err: str


def extract(folder: Path) -> Path:
    """The extract in a new folder."""
    folder.mkdir(parents=True)
    for name, text in {**APPOINTMENTS, "costs.csv": COSTS}.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def change(folder: Path, name: str, old: str, new: str) -> None:
    """Another text in the place of one that stands once in a file."""
    text = (folder / name).read_text(encoding="utf-8")
    assert text.count(old) == 1
    (folder / name).write_text(text.replace(old, new), encoding="utf-8")


class Runner:
    """Runs the command line in this process, quietly."""

    def __init__(self, capture: pytest.CaptureFixture[str]) -> None:
        self._capture = capture

    def __call__(self, *arguments: object) -> Outcome:
        patch = pytest.MonkeyPatch()
        patch.setattr(sys, "argv", ["accsocial", *map(str, arguments), "--quiet"])
        with patch.context(), pytest.raises(SystemExit) as ended:
            main()
        patch.undo()
        out, err = self._capture.readouterr()
        assert "defect of accsocial" not in err, err
        return Outcome(int(ended.value.code or 0), out, err)

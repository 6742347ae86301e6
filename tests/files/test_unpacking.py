"""The process that unpacks workbooks: one for all, and no workbook ends the others."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from made_files import HEADER, ROWS, table, xlsx

from accsocial import read
from accsocial.errors import DataRefused
from accsocial.records.files.unpacking import Unpacker


def row(number: int) -> list[str]:
    return [f"r{number}", *ROWS[0][1:]]


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[str]]:
    """The processes that are started in a test."""
    processes: list[subprocess.Popen[str]] = []
    start: Callable[..., subprocess.Popen[str]] = subprocess.Popen

    def starting(*words: Any, **how: Any) -> subprocess.Popen[str]:
        processes.append(start(*words, **how))
        return processes[-1]

    monkeypatch.setattr(subprocess, "Popen", starting)
    return processes


def test_one_process_for_all_workbooks(
    tmp_path: Path, started: list[subprocess.Popen[str]]
) -> None:
    for number in range(4):
        xlsx(tmp_path / f"rdv_{number}.xlsx", {"F": [HEADER, row(number)]})
    records = read(tmp_path)
    assert len(started) == 1
    # It does not wait for more while the rows are counted.
    assert started[0].poll() is not None
    assert table(records)["appointment_id"].to_list() == ["r0", "r1", "r2", "r3"]


def test_none_where_there_is_no_workbook(
    tmp_path: Path, started: list[subprocess.Popen[str]]
) -> None:
    (tmp_path / "rdv.csv").write_text(";".join(HEADER) + "\n" + ";".join(row(1)) + "\n")
    assert table(read(tmp_path)).height == 1
    assert started == []


def test_the_next_workbook_is_unpacked_after_one_that_cannot_be(tmp_path: Path) -> None:
    good = xlsx(tmp_path / "rdv.xlsx", {"F": [HEADER, row(1), row(2)]})
    bad = tmp_path / "bad.xlsx"
    bad.write_bytes(good.read_bytes()[:-200])
    with closing(Unpacker()) as unpacker:
        assert heights(unpacker, good, tmp_path) == [3]
        with pytest.raises(DataRefused, match=r"bad\.xlsx: cannot be read as a spreadsheet"):
            heights(unpacker, bad, tmp_path)
        assert heights(unpacker, good, tmp_path) == [3]


def test_a_process_that_was_ended_is_told_as_a_workbook_that_cannot_be_read(
    tmp_path: Path, started: list[subprocess.Popen[str]]
) -> None:
    # As the system does, if memory runs out.
    good = xlsx(tmp_path / "rdv.xlsx", {"F": [HEADER, row(1)]})
    with closing(Unpacker()) as unpacker:
        assert heights(unpacker, good, tmp_path) == [2]
        started[0].kill()
        started[0].wait()
        with pytest.raises(DataRefused, match="cannot be read as a spreadsheet"):
            heights(unpacker, good, tmp_path)
        assert heights(unpacker, good, tmp_path) == [2]


def heights(unpacker: Unpacker, workbook: Path, folder: Path) -> list[int]:
    """The rows of the sheets of a workbook."""
    unpacker.begin(workbook, folder)
    return [sheet["rows"] for sheet in unpacker.sheets(workbook.name)]

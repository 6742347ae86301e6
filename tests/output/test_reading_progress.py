"""Progress of a long reading on a terminal: rows, share and time left, and nothing of it stays."""

from __future__ import annotations

import io
import re
from contextlib import redirect_stderr
from pathlib import Path

import pytest

from accsocial import read
from accsocial.output import progress
from accsocial.records.ledger import Ledger
from accsocial.records.rejects import Rejects

HEADER = "body;territory;date;status\n"
ROW = "caf;94;2022-03-01;held\n"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.setattr(progress, "PATIENCE", 0.0)
    monkeypatch.setattr("accsocial.records.text.encoding.BLOCK", 1_000)
    # Bytes from which on a block is made: small enough for several.
    monkeypatch.setattr("accsocial.records.text.encoding._PIECE", 500)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.delenv("CI", raising=False)
    return Terminal()


def shown(folder: Path, terminal: Terminal, lang: str) -> str:
    """What the terminal gets while an extract of two files of the same size is read."""
    for year in (2021, 2022):
        (folder / f"rdv_{year}.csv").write_text(HEADER + ROW * 400, encoding="utf-8")
    records = read(folder)
    table = records.tables["appointments"]
    with redirect_stderr(terminal), progress.reading(records, lang, quiet=False):
        for _ in table.read(Ledger(), Rejects()):
            # A bar draws itself ten times a second; here, with each batch.
            bar = table.listener.__self__._bar  # type: ignore[union-attr]
            if bar is not None:
                bar.refresh()
    return terminal.getvalue()


def test_rows_share_and_time_left(tmp_path: Path, terminal: Terminal) -> None:
    text = shown(tmp_path, terminal, "en")
    shares = [int(share) for share in re.findall(r"(\d+)%", text)]
    assert shares == sorted(shares)
    assert shares[-1] == 100
    assert len(set(shares)) > 4
    assert re.search(r"rdv_2021\.csv  [1-9]\d* rows  [\d,]+/s", text)
    assert re.search(r"rdv_2022\.csv  800 rows  ", text)
    # Minutes and seconds that are left.
    assert re.search(r"\d\d:\d\d", text)


def test_in_french(tmp_path: Path, terminal: Terminal) -> None:
    assert " lignes  " in shown(tmp_path, terminal, "fr")


@pytest.mark.parametrize(
    ("lang", "rows"), [("en", "1,234,567 rows"), ("fr", "1\u202f234\u202f567 lignes")]
)
def test_thousands_are_apart_as_in_the_language(terminal: Terminal, lang: str, rows: str) -> None:
    with redirect_stderr(terminal), progress.making(1, lang, quiet=False) as heard:
        heard("2022", 1_234_567, 1)
    assert f"2022  {rows}  " in terminal.getvalue()


def test_the_bar_is_taken_off_the_screen(tmp_path: Path, terminal: Terminal) -> None:
    # The cursor is back, at the beginning of a line that is empty.
    assert shown(tmp_path, terminal, "en").endswith("\x1b[?25h\r\x1b[1A\x1b[2K")

"""Blocks that the parser gets as they are: when they are such, and what need not be stripped."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_files import HEADER, Read, lines, row

from accsocial.records import read as read_extract
from accsocial.records.ledger import Ledger
from accsocial.records.rejects import Rejects
from accsocial.records.text import encoding, usual
from accsocial.records.text.usual import Usual, usual_rows

PIECES = (1, 2, 3, 5, 8, 1 << 17)
"""The borders of pieces wander over those of cells."""

TRIMMED = ["1;a;b\n", "1;a b;é\n", ";;\n", "1;;b c\n", "1;a;b\n2;œ;d\n"]
NOT_TRIMMED = [
    *[" 1;a;b\n", "1;a ;b\n", "1; a;b\n", "1;a;b \n", "1;a;b\n 2;c;d\n", "1; ;b\n"],
    *["1;\ta;b\n", "1;a\x0b;b\n", "1;a;\x0cb\n"],
    *["1;e\u0301a;b\n", "1;e\u0327a;b\n", "1;a\u00adb;c\n", "1;a\u200bb;c\n"],
    *["\u00a01;a;b\n", "1;a\u00a0;b\n", "1;a;\u202fb\n", "1;a;b\u2007\n", "1;\u3000a;b\n"],
]


@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize("text", TRIMMED)
def test_blocks_without_what_cannot_be_seen(
    text: str, piece: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(usual, "_PIECE", piece)
    assert usual_rows(text.encode(), ";", 3) == Usual(text.count("\n"), trimmed=True)


@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize("text", NOT_TRIMMED)
def test_blocks_with_what_cannot_be_seen_in_a_cell(
    text: str, piece: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(usual, "_PIECE", piece)
    assert usual_rows(text.encode(), ";", 3) == Usual(text.count("\n"), trimmed=False)


@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize("text", ['1;"a";b\n', "1;a;b\n2;a;b\0\n", "1;a;b\n2;a\n", "1;a;b;c\n"])
def test_blocks_that_need_a_closer_look(
    text: str, piece: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(usual, "_PIECE", piece)
    assert usual_rows(text.encode(), ";", 3) is None


def test_the_tab_is_white_space_unless_it_separates() -> None:
    assert usual_rows(b"1\ta\n", "\t", 2) == Usual(1, trimmed=True)
    assert usual_rows(b"1\t a\n", "\t", 2) == Usual(1, trimmed=False)


@pytest.mark.parametrize(
    "space", [" ", "\t", "\u00a0", "\u202f", "\u3000", "\u200b", "\u200e", "\xad", "\ufeff"]
)
def test_identifiers_are_stripped_wherever_the_first_space_stands(
    space: str, read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encoding, "BLOCK", 200)
    plain = [row(n) for n in range(20)]
    spaced = (
        [row(f"{space}{n}") for n in range(20, 25)],
        [row(f"{n}{space}") for n in range(25, 30)],
    )
    reading = read(lines(HEADER, *plain, *spaced[0], *spaced[1]))
    assert reading.column("appointment_id") == [str(n) for n in range(30)]


def test_what_the_name_of_a_folder_tells_is_stripped_too(tmp_path: Path) -> None:
    folder = tmp_path / "rdv" / "site= Nord "
    folder.mkdir(parents=True)
    (folder / "a.csv").write_text(lines(HEADER, row(1)), encoding="utf-8")
    (batch,) = read_extract(tmp_path).tables["appointments"].read(Ledger(), Rejects())
    assert batch["site"].to_list() == ["Nord"]


@pytest.mark.parametrize("blank", [";;;;;;", "; ;;;;;", ";;;\u00a0;;;", "\t;;;;;;"])
def test_blank_rows_among_good_ones_are_counted(blank: str, read: Read) -> None:
    reading = read(lines(HEADER, row(1), blank, ";Caf;09;7;14/02/2022;Honoré;", blank, row(4)))
    assert reading.column("line") == [2, 4, 6]
    assert reading.account.blank == 2


SHORT, LONG = ";Caf;09;7;14/02/2022;Honoré", ";Caf;09;7;14/02/2022;Honoré;;"


@pytest.mark.parametrize(
    ("damaged", "rejected"),
    [
        ([SHORT, row(1), LONG], [2, 4]),
        ([LONG, row(1), SHORT], [2, 4]),
        ([row(1), SHORT, LONG], [3, 4]),
    ],
)
def test_a_short_line_and_a_long_one_make_no_two_good_ones(
    damaged: list[str], rejected: list[int], read: Read
) -> None:
    reading = read(lines(HEADER, *damaged))
    assert reading.rejected == [(line, "malformed") for line in rejected]
    assert reading.account.accepted == 1

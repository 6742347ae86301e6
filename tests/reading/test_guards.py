"""Cells that are guarded against Excel, `="0012"`, are what stands between the quotes."""

from __future__ import annotations

import pytest
from small_files import HEADER, Read, lines, row

from accsocial.records.text.guards import unguarded


def guarded(line: str, cell: str) -> str:
    """A line whose cells are all written alike."""
    return ";".join(cell.format(text) for text in line.split(";"))


@pytest.mark.parametrize("cell", ['="{}"', '"=""{}"""'])
@pytest.mark.parametrize("header", ["{}", '="{}"', '"=""{}"""'])
def test_guarded_files_are_read_as_plain_ones(read: Read, cell: str, header: str) -> None:
    texts = [row(1), row("A2"), row(3, day="31/02/2022")]
    plain = read(lines(HEADER, *texts))
    found = read(lines(guarded(HEADER, header), *(guarded(text, cell) for text in texts)))
    assert found.rows.equals(plain.rows)
    assert found.column("beneficiary_id") == ["0012345", "0012345"]
    assert found.rejected == plain.rejected == [(4, "date_invalid")]


def test_the_rejected_text_is_that_of_the_file(read: Read) -> None:
    bad = guarded(row(2, day="31/02/2022"), '="{}"')
    assert read(lines(HEADER, row(1), bad)).rejects["text"].to_list() == [bad]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('="0012";x;="7"\n', "0012;x;7\n"),
        ('="0012"\n="0013"\n', "0012\n0013\n"),
        ('x;"=""1;5""";y\n', 'x;"1;5";y\n'),
        ('="";x\n', ";x\n"),
        # No guards: a separator between plain quotes, quotes inside, more around them.
        ('="a;b";x\n', '="a;b";x\n'),
        ('="a"b";x\n', '="a"b";x\n'),
        ('a="b";x\n', 'a="b";x\n'),
        ('="b" ;x\n', '="b" ;x\n'),
        ('"dit =""oui""";x\n', '"dit =""oui""";x\n'),
    ],
)
def test_what_is_a_guard(text: str, expected: str) -> None:
    assert unguarded(text.encode(), ";").decode() == expected


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_guards_beside_every_separator(separator: str) -> None:
    text = separator.join(['="1"', "2", '"=""3"""']) + "\n"
    assert unguarded(text.encode(), separator).decode() == f'1{separator}2{separator}"3"\n'

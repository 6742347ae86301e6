"""Quotes: texts that span lines are one record; a stray quote damages its own row, no other."""

from __future__ import annotations

import pytest
from small_files import HEADER, Read, lines, row

from accsocial.records.text.lines import split_records
from accsocial.records.text.quotes import MAX_LINES_OF_RECORD, OPEN, fields_of


@pytest.mark.parametrize(
    ("damaged", "kept", "rejected"),
    [
        # One stray quote, at each kind of place.
        ([row('"2')], ["1", "9"], [3]),
        ([row('2"')], ["1", "9"], [3]),
        ([row('2 "x')], ["1", "9"], [3]),
        (['2;Caf;09;x;14/02/2022;Honoré;"Bureau'], ["1", "9"], [3]),
        # Two of them, a few lines apart in one column: what lies between is kept.
        ([row('"2'), row(3), row(4), row('"5')], ["1", "3", "4", "9"], [3, 6]),
        ([row('"2'), row(3), row('5"')], ["1", "3", "9"], [3, 5]),
        (
            [
                '2;Caf;09;x;14/02/2022;"Honoré;Mél',
                row(3),
                '4;Caf;09;x;14/02/2022;Honoré";Mél',
            ],
            ["1", "3", "9"],
            [3, 5],
        ),
        # In adjacent lines, so that nothing lies between.
        (
            ['2;Caf;09;x;14/02/2022;"Honoré;Mél', '3;Caf;09;x;14/02/2022;Honoré";Mél'],
            ["1", "9"],
            [3, 4],
        ),
        # A pair in one line is plain text.
        ([row('dit "le grand"')], ["1", 'dit "le grand"', "9"], []),
        # But not around a separator: then the row has a field too few.
        (['2;Caf;09;x;14/02/2022;"Honoré;Mél"'], ["1", "9"], [3]),
        # Good records with separators, doubled quotes and line ends inside.
        ([row('"a;b"')], ["1", "a;b", "9"], []),
        ([row('"dit ""oui"""')], ["1", 'dit "oui"', "9"], []),
        ([row('"a\nb"')], ["1", "a\nb", "9"], []),
        ([row('"a\n\nb;c\n""d"""')], ["1", 'a\n\nb;c\n"d"', "9"], []),
        ([row('"\n"')], ["1", None, "9"], []),
        (['"2\nb";"Caf";09;"x\ny";14/02/2022;"Honoré";Mél'], ["1", "2\nb", "9"], []),
    ],
)
def test_stray_quotes_and_long_records(
    damaged: list[str], kept: list[str | None], rejected: list[int], read: Read
) -> None:
    reading = read(lines(HEADER, row(1), *damaged, row(9)))
    assert reading.column("appointment_id") == kept
    assert reading.rejected == [(line, "malformed") for line in rejected]


def test_the_rejected_text_is_that_of_the_damaged_line(read: Read) -> None:
    reading = read(lines(HEADER, row(1), row('"2'), row(3)))
    assert reading.rejects["text"].to_list() == [row('"2')]


def test_a_stray_quote_in_the_last_line_without_a_line_end(read: Read) -> None:
    reading = read(lines(HEADER, row(1)) + row('"2'))
    assert reading.column("appointment_id") == ["1"]
    assert reading.rejected == [(3, "malformed")]


def test_a_stray_quote_in_the_header_is_part_of_its_name(read: Read) -> None:
    reading = read(lines(HEADER.replace("Mode", 'Mode "'), row(1), row(2)))
    assert reading.column("appointment_id") == ["1", "2"]
    assert reading.notes["header"] == "line 1"


def test_a_text_longer_than_a_block_of_lines_is_a_stray_quote(read: Read) -> None:
    text = "\n".join("x" for _ in range(MAX_LINES_OF_RECORD + 5))
    reading = read(lines(HEADER, row(1), row(f'"{text}"'), row(2)))
    assert reading.column("appointment_id") == ["1", "2"]
    assert reading.account.rejected["malformed"] == MAX_LINES_OF_RECORD + 5


def test_a_header_may_hold_line_ends_and_separators_in_quotes(read: Read) -> None:
    header = '"N° rendez-vous";Organisme;"Département";"Date du\nrendez-vous";Statut;"Avis;\nlibre"'
    reading = read(lines(header, '1;Caf;09;14/02/2022;Honoré;"a;b"', "2;Caf;09;15/02/2022;Absent;"))
    assert reading.column("line") == [4, 5]
    assert reading.notes["header"] == "line 1"


def test_line_numbers_are_those_of_an_editor(read: Read) -> None:
    text = lines(
        "Extraction", "", HEADER, row('"a\nb\nc"'), "", row(2), ";;;;;;", row("x;y"), row(3)
    )
    reading = read(text)
    plain = text.split("\n")
    assert [plain[line - 1][:2] for line in reading.column("line")] == ['"a', "2;", "3;"]
    assert reading.account.blank == 2
    assert reading.rejected == [(plain.index(row("x;y")) + 1, "malformed")]


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        (b"a;b", 2),
        (b'"a";b', 2),
        (b'"a;b"', 1),
        (b'"a""b";', 2),
        (b"", 1),
        (b'"a', OPEN),
        (b'x;"a""', OPEN),
        (b'a"b', None),
        (b'"a"b', None),
        (b"a\nb", None),
        (b'"a\nb";c', 2),
    ],
)
def test_number_of_fields(text: bytes, fields: int | None) -> None:
    assert fields_of(text, b";") == fields


def test_an_open_record_is_left_for_the_next_block() -> None:
    records = split_records(b'1;2\n3;"a\n', ";", 2, 1, last_block=False)
    assert (records.lines.tolist(), records.physical_lines, records.used) == ([1], 1, 4)
    last = split_records(b'3;"a\n', ";", 2, 2, last_block=True)
    assert (last.lines.tolist(), last.malformed.tolist()) == ([], [2])


def test_a_block_without_a_good_line() -> None:
    records = split_records(b"a\nb;c;d\n\n", ";", 2, 10)
    assert records.lines.tolist() == []
    assert records.malformed.tolist() == [10, 11]
    assert records.blank == 1

"""Separators, titles, headers, row widths, blank lines and what stands below a table."""

from __future__ import annotations

import re

import pytest
from small_files import HEADER, Read, lines, row

from accsocial.errors import DataRefused
from accsocial.records.text.dialect import find_separator

GOOD = [row(1), row(2), row(3)]


@pytest.mark.parametrize(("separator", "said"), [(";", ";"), (",", ","), ("\t", "tab"), ("|", "|")])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_separator_and_line_end(separator: str, end: str, said: str, read: Read) -> None:
    reading = read(lines(HEADER, *GOOD, end=end).replace(";", separator))
    assert reading.column("appointment_id") == ["1", "2", "3"]
    assert reading.notes["separator"] == said


def test_texts_full_of_commas_do_not_outdo_the_separator(read: Read) -> None:
    rows = (f'{n};Caf;09;"a, b\nc, d\ne, f";14/02/2022;Honoré;un, deux' for n in range(20))
    reading = read(lines(HEADER, *rows))
    assert reading.notes["separator"] == ";"
    assert reading.account.accepted == 20


def test_pieces_of_cells_over_several_lines_do_not_outdo_the_separator() -> None:
    # Their tabs cut more lines into two than the separator does, and a piece is no header.
    note = ['"ab8\t', "89", '6""9"|"ab8\t', '89"']
    assert find_separator(["Rendez-vous|", *note, *note, ""]) == "|"


def test_decimal_commas_in_a_comma_file_are_quoted(read: Read) -> None:
    text = 'body,territory,year,category,amount\ncaf,09,2021,a,"1 234,50"\ncaf,09,2022,a,"7,25"\n'
    reading = read(text, "costs.csv")
    assert [str(amount.normalize()) for amount in reading.column("amount")] == ["1234.5", "7.25"]
    assert reading.notes["amount mark"] == "decimal comma"


@pytest.mark.parametrize(
    ("text", "lines_of_rows", "blank", "rejected"),
    [
        pytest.param(lines(HEADER, *GOOD), [2, 3, 4], 0, [], id="plain"),
        pytest.param(lines(HEADER, *GOOD)[:-1], [2, 3, 4], 0, [], id="no line end at the end"),
        pytest.param(
            lines(HEADER) + lines(GOOD[0], end="\r\n") + lines(GOOD[1], end="\r") + GOOD[2],
            [2, 3, 4],
            0,
            [],
            id="mixed line ends",
        ),
        pytest.param(
            lines("Extraction du 3 mars 2023", "Caf de l'Ariège;;", "", HEADER, *GOOD),
            [5, 6, 7],
            0,
            [],
            id="titles and notes above the header",
        ),
        pytest.param(
            lines(HEADER, *GOOD, "", "Total;;;;;;3", "Source : Gesica", "Fait à Foix, le 3 mars"),
            [2, 3, 4],
            4,
            [],
            id="total and signature below",
        ),
        pytest.param(
            lines(HEADER, GOOD[0], HEADER, GOOD[1], HEADER.upper(), GOOD[2]),
            [2, 4, 6],
            2,
            [],
            id="repeated headers in the middle",
        ),
        pytest.param(
            lines(HEADER, re.sub("[^;]", "-", HEADER), *GOOD, "", "(3 rows affected)"),
            [3, 4, 5],
            3,
            [],
            id="dashes below the header",
        ),
        pytest.param(
            lines("-" * 90, HEADER, "-" * 90, *GOOD, "-" * 90, "=" * 90),
            [4, 5, 6],
            3,
            [],
            id="rules around the table",
        ),
        pytest.param(
            lines("", HEADER, "", *GOOD, "", "  ", " \u202f;\u00a0;", ";;;;;;", '"";"";;;;;'),
            [4, 5, 6],
            6,
            [],
            id="blank lines everywhere",
        ),
        pytest.param(lines(HEADER, *GOOD, "\x1a"), [2, 3, 4], 1, [], id="end mark of MS-DOS"),
        pytest.param(lines(HEADER, *(r + ";" for r in GOOD)), [2, 3, 4], 0, [], id="rows end in ;"),
        pytest.param(
            lines(HEADER, *(r + ";;;" for r in GOOD)), [2, 3, 4], 0, [], id="rows end in ;;;"
        ),
        pytest.param(lines(HEADER + ";", *GOOD), [2, 3, 4], 0, [], id="header ends in ;"),
        pytest.param(
            lines(HEADER + ";", *(r + ";" for r in GOOD)), [2, 3, 4], 0, [], id="all end in ;"
        ),
        pytest.param(
            lines(HEADER, *(r + ";" for r in GOOD[:2]), HEADER, *(r + ";" for r in GOOD[2:])),
            [2, 3, 5],
            1,
            [],
            id="rows end in ; and the header comes again",
        ),
        pytest.param(
            lines(";" + HEADER + ";", *(f";{r};" for r in GOOD)),
            [2, 3, 4],
            0,
            [],
            id="empty columns",
        ),
        pytest.param(
            lines(HEADER, GOOD[0], "x" * 5_000_000, *GOOD[1:]),
            [2, 4, 5],
            0,
            [(3, "malformed")],
            id="a line of 5 MB",
        ),
        pytest.param(
            lines(HEADER, GOOD[0], GOOD[1] + ";x", GOOD[2][:30], GOOD[2]),
            [2, 5],
            0,
            [(3, "malformed"), (4, "malformed")],
            id="too many and too few fields",
        ),
        pytest.param(
            lines(HEADER.replace("Mode", '"Mode ""d\'entretien"""'), *GOOD),
            [2, 3, 4],
            0,
            [],
            id="header with quotes",
        ),
        pytest.param(
            lines(HEADER.replace(";Statut", ";\ufeffStatut"), *GOOD),
            [2, 3, 4],
            0,
            [],
            id="byte order mark inside the header",
        ),
    ],
)
def test_what_stands_around_the_rows(
    text: str, lines_of_rows: list[int], blank: int, rejected: list[tuple[int, str]], read: Read
) -> None:
    reading = read(text)
    assert reading.column("line") == lines_of_rows
    assert reading.column("appointment_id") == ["1", "2", "3"][-len(lines_of_rows) :] or rejected
    assert reading.account.blank == blank
    assert reading.rejected == rejected


def test_rows_without_data_are_named_with_their_lines(read: Read) -> None:
    reading = read(lines(HEADER, row(1), HEADER, row(2), "Total;;;;;;2", "Source : Gesica;;;;;;"))
    assert {name: reading.notes[name] for name in ("repeated header", "total line")} == {
        "repeated header": "line 3",
        "total line": "line 5",
    }
    assert reading.notes["note below the table"] == "line 6"


@pytest.mark.parametrize(
    "end",
    [
        "(2 rows)",
        "(1 row)",
        "(2 lignes)",
        "*** FIN ***",
        "# fin",
        "SQL> SPOOL OFF",
        "Temps : 12,345 ms",
        "Completion time: 2023-02-12T08:15:30.1234567+01:00",
        "Page : 1/3",
        "Export du 12/02/2023",
        "Date d'extraction : 12/02/2023",
        "Dernière actualisation : 12/02/2023",
        "Mise à jour : 12/02/2023",
        "Filtres appliqués : tous",
        "Critères : année = 2022",
        "Données provisoires",
        "Sous réserve de validation",
        "(*) hors vacataires",
        '"* données provisoires ; sous réserve";;;',
        "(1) y compris les visites",
    ],
)
def test_what_databases_and_programs_write_below_a_table(end: str, read: Read) -> None:
    reading = read(lines(HEADER, row(1), end))
    assert (reading.rejected, reading.notes["note below the table"]) == ([], "line 3")


@pytest.mark.parametrize("cut", ["0012", "4 personnes", "Filtre", "***DURAND", "(12) a", "*"])
def test_what_is_left_of_a_row_is_no_note(cut: str, read: Read) -> None:
    reading = read(lines(HEADER, row(1), cut))
    assert (reading.rejected, reading.notes.get("note below the table")) == (
        [(3, "malformed")],
        None,
    )


def test_dashes_below_the_header_are_no_unmapped_label(read: Read) -> None:
    reading = read(lines(HEADER, re.sub("[^;]", "-", HEADER), row(1)))
    assert reading.notes["line of dashes"] == "line 2"
    assert reading.account.unmapped == {}


def test_a_list_of_columns_of_fixed_width_is_refused(read: Read) -> None:
    text = lines("DATE       STATUT", "---------- ----------", "2022-01-03 held")
    with pytest.raises(DataRefused, match=r"blanks set its columns apart.*Export it as CSV"):
        read(text)


def test_a_repeated_header_is_no_unmapped_label(read: Read) -> None:
    reading = read(lines(HEADER, row(1), HEADER, row(2)))
    assert reading.account.blank == 1
    assert not reading.account.unmapped


def test_a_row_of_data_is_no_note_however_it_begins(read: Read) -> None:
    reading = read(lines(HEADER, row("Total"), row("Source")))
    assert reading.column("appointment_id") == ["Total", "Source"]


def test_a_header_over_two_rows(read: Read) -> None:
    text = lines(
        ";;;Rendez-vous;;",
        "Organisme;Département;Agent;Date;Statut;",
        "Caf;09;A1;14/02/2022;Honoré;",
    ).replace("Agent", "Matricule agent")
    upper = text.replace(";;;Rendez-vous;;", ";;;Date du;;").replace(";Date;", ";rendez-vous;")
    reading = read(upper)
    assert reading.column("worker_id") == ["A1"]
    assert reading.notes["header"] == "line 2"


def test_of_two_columns_of_one_name_the_first_is_read_and_said(read: Read) -> None:
    reading = read(lines(HEADER + ";Statut", row(1) + ";Absent", row(2) + ";Absent"))
    assert reading.column("status") == ["held", "held"]
    assert reading.notes["same header"] == "the first column is read of Statut"


def test_ten_thousand_columns(read: Read) -> None:
    more = "".join(f";colonne supplémentaire {n}" for n in range(10_000))
    reading = read(lines(HEADER + more, *(r + ";x" * 10_000 for r in GOOD)))
    assert reading.column("appointment_id") == ["1", "2", "3"]


def test_codes_keep_their_leading_zeros(read: Read) -> None:
    reading = read(lines(HEADER, row("000"), row("0012345"), row("1E5")))
    assert reading.column("appointment_id") == ["000", "0012345", "1E5"]
    assert reading.column("territory") == ["09"] * 3
    assert reading.column("beneficiary_id") == ["0012345"] * 3


def test_control_characters_stay_in_their_cell(read: Read) -> None:
    reading = read(lines(HEADER, row("a\x07b\x1b[0m"), row("\x0c2")))
    assert reading.column("line") == [2, 3]


def test_first_cells_may_be_empty_in_rows_that_are_not_blank(read: Read) -> None:
    reading = read(lines(HEADER, row(""), row("\u202f"), row("é"), ";;;;;;"))
    assert reading.column("appointment_id") == [None, None, "é"]
    assert reading.account.blank == 1

"""What is no table is refused in words that name the file and a way out."""

from __future__ import annotations

import gzip
import json

import pytest
from small_files import HEADER, Read, lines, row

from accsocial.errors import DataRefused


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", r"rdv\.csv: the file is empty; ask for it again, or leave it out"),
        (b"\n\n\n", r"rdv\.csv: the file holds no text"),
        (b";;;;\n;;;\n", r"rdv\.csv: the file holds no text"),
        (b'""""""\n', r"rdv\.csv: .*columns were not found"),
        (b'"\n"\n"\n', r"rdv\.csv: "),
        (b"<!DOCTYPE html><html><body>Session expir\xe9e", "is a web page"),
        (json.dumps([{"date": "2022-02-14"}]).encode(), r"rdv\.csv: is a JSON file; ask .* CSV"),
        (json.dumps([{"date": "2022"}], indent=2).encode("utf-16"), "is a JSON file"),
        (gzip.compress(b'{"date": "2022-02-14", "usager": "Z"}\n', mtime=0), "is a JSON file"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "is a PDF document"),
        (bytes(range(256)) * 40, r"rdv\.csv: "),
        (b"\x00" * 5000, "holds zero bytes"),
        (b"x" * 5_000_000, r"rdv\.csv: .*columns were not found"),
    ],
)
def test_no_table(data: bytes, message: str, read: Read) -> None:
    with pytest.raises(DataRefused, match=message):
        read(data)


def test_a_header_without_rows_is_a_table_without_rows(read: Read) -> None:
    reading = read(lines(HEADER))
    assert (reading.account.read, reading.account.accepted) == (0, 0)


def test_years_that_are_columns_are_asked_for_in_rows(read: Read) -> None:
    budget = lines("Poste;Réalisé 2021;Réalisé 2022", "Salaires;10;20")
    with pytest.raises(DataRefused, match="If no column holds the year, add one") as refused:
        read(budget, "depenses.csv", body="caf", territory="09")
    assert "--body" not in str(refused.value)


def test_a_file_without_header_shows_no_row(read: Read) -> None:
    with pytest.raises(DataRefused, match="columns were not found") as refused:
        read(lines(*(row(f"Zyxowska {n}") for n in range(5))))
    assert "Zyxowska" not in str(refused.value)
    assert str(refused.value).endswith("name it with --layout; accsocial inspect suggests one")

"""Random tables, written by Python's csv module in random dialects, are read back equal."""

from __future__ import annotations

import csv
import datetime as dt
import io
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reading import Read

from accsocial.records import encoding
from accsocial.records.lines import split_records

HEADERS = ["N° allocataire", "Site", "Date du rendez-vous", "Statut", "Organisme", "Département"]
LABELS = {"Honoré": "held", "Absence": "no_show", "Annulé par l'agent": "cancelled_by_service"}

_alphabet = st.sampled_from("abcÉèœ€ '0123456789-;,|\t\"\n.")
_text = st.text(_alphabet, max_size=25)
_days = st.dates(dt.date(1991, 1, 1), dt.date(2025, 12, 31))
_rows = st.lists(
    st.tuples(_text, _text, _days, st.sampled_from(sorted(LABELS))), min_size=1, max_size=12
)
_dialects = st.fixed_dictionaries(
    {
        "delimiter": st.sampled_from(";,\t|"),
        "quoting": st.sampled_from((csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC)),
        "lineterminator": st.sampled_from(("\n", "\r\n", "\r")),
    }
)
_encodings = st.sampled_from(("utf-8", "utf-8-sig", "cp1252", "utf-16"))
_titles = st.sampled_from(((), ("Extraction du 3 mars 2023",), ("Rendez-vous", "")))


def _written(rows: list[list[str]], titles: tuple[str, ...], dialect: dict[str, object]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, **dialect)  # type: ignore[arg-type]  # keywords of a dialect
    writer.writerows([HEADERS, *rows])
    end = str(dialect["lineterminator"])
    return "".join(title + end for title in titles) + text.getvalue()


def _lines_of_records(text: str, header: int) -> list[int]:
    """The line each record begins on, told by counting the line ends outside quotes."""
    starts, inside, line = [1], False, 1
    for char in text.replace("\r\n", "\n").replace("\r", "\n"):
        inside ^= char == '"'
        line += char == "\n"
        if char == "\n" and not inside:
            starts.append(line)
    return starts[header:-1]


@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(_rows, _dialects, _encodings, _titles, st.sampled_from((11, 64, 1 << 20)))
def test_a_table_in_any_dialect_is_read_back_equal(
    read: Read,
    table: list[tuple[str, str, dt.date, str]],
    dialect: dict[str, object],
    codec: str,
    titles: tuple[str, ...],
    block: int,
) -> None:
    rows = [
        [person, site, f"{day:%d/%m/%Y}", label, "Caf", "09"] for person, site, day, label in table
    ]
    text = _written(rows, titles, dialect)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(encoding, "BLOCK", block)
        reading = read(text.encode(codec))
    # A text whose lines look like rows is damage by our rules: it may be rejected, never changed.
    starts = _lines_of_records(text, len(titles) + 1)
    expected = {
        line: (person.strip() or None, site.strip() or None, day, LABELS[label])
        for line, (person, site, day, label) in zip(starts, table, strict=True)
    }
    found = {
        line: tuple(cells)
        for line, *cells in reading.rows.select(
            "line", "beneficiary_id", "site", "date", pl.col("status").cast(pl.String)
        ).iter_rows()
    }
    damaged = set(expected) - set(found)
    assert found == {line: cells for line, cells in expected.items() if line in found}
    assert all(_looks_like_rows(rows[starts.index(line)], str(dialect["delimiter"])) for line in damaged)

"""Random tables, written by Python's csv module in random dialects, are read back equal."""

from __future__ import annotations

import csv
import datetime as dt
import io
import os
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from small_files import Read

from accsocial.records.rows.nothing_said import SIGNS
from accsocial.records.text import encoding

EXAMPLES = int(os.environ.get("ACCSOCIAL_TEST_EXAMPLES", "120"))
HEADERS = ["N° allocataire", "Site", "Date du rendez-vous", "Statut", "Organisme", "Département"]
LABELS = {"Honoré": "held", "Absence": "no_show", "Annulé par l'agent": "cancelled_by_service"}

_alphabet = st.sampled_from("abcÉèœ€ '0123456789-;,|\t\"\n.")
# What says nothing in a word is read as empty, and looked at elsewhere.
_text = st.text(_alphabet, max_size=25).filter(
    lambda text: not text.strip() or text.strip().strip(SIGNS)
)
_days = st.dates(dt.date(1991, 1, 1), dt.date(2025, 12, 31))
_rows = st.lists(
    st.tuples(_text, _text, _days, st.sampled_from(sorted(LABELS))), min_size=1, max_size=12
)
_dialects = st.fixed_dictionaries(
    {
        "delimiter": st.sampled_from(";,\t|"),
        "quoting": st.sampled_from((csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC)),
    }
)
_ends = st.sampled_from(("\n", "\r\n", "\r"))
_encodings = st.sampled_from(("utf-8", "utf-8-sig", "cp1252", "utf-16"))
_titles = st.sampled_from(((), ("Extraction du 3 mars 2023",), ("Rendez-vous", "")))


def _written(rows: list[list[str]], titles: tuple[str, ...], dialect: dict[str, Any]) -> str:
    """The table as text whose line ends are all \\n."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n", **dialect)
    writer.writerows([HEADERS, *rows])
    return "".join(title + "\n" for title in titles) + text.getvalue()


def _lines_of_records(text: str, header: int) -> list[int]:
    """The line each record begins on, told by counting the line ends outside quotes."""
    starts, inside, line = [1], False, 1
    for char in text:
        inside ^= char == '"'
        line += char == "\n"
        if char == "\n" and not inside:
            starts.append(line)
    return starts[header:-1]


@settings(
    max_examples=EXAMPLES,
    derandomize=True,
    phases=(Phase.generate,),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(_rows, _dialects, _ends, _encodings, _titles, st.sampled_from((64, 1 << 20)))
def test_a_table_in_any_dialect_is_read_back_equal(
    read: Read,
    table: list[tuple[str, str, dt.date, str]],
    dialect: dict[str, Any],
    end: str,
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
        reading = read(text.replace("\n", end).encode(codec))
    starts = _lines_of_records(text, len(titles) + 1)
    expected = {
        line: (person.strip() or None, site.strip() or None, day, LABELS[label])
        for line, (person, site, day, label) in zip(starts, table, strict=True)
    }
    columns = ("line", "beneficiary_id", "site", "date", "status")
    found = {line: tuple(cells) for line, *cells in reading.rows.select(columns).iter_rows()}
    assert found == {line: cells for line, cells in expected.items() if line in found}
    # By our rules a record may be taken for damage if one of its lines could be a row.
    written = text.split("\n")
    for line, after in pairwise([*starts, len(written)]):
        parts = written[line - 1 : after - 1]
        doubtful = any(part.count(dialect["delimiter"]) == len(HEADERS) - 1 for part in parts)
        assert line in found or (len(parts) > 1 and doubtful)

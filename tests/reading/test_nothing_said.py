"""Words for nothing, and signs alone, are nobody: no beneficiary, worker or appointment."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_files import HEADER, Read, lines, row

from accsocial import compute, read, summarise
from accsocial.records.rows import nothing_said, short_texts
from accsocial.records.rows.nothing_said import (
    NOBODY,
    NOBODY_UNACCENTED,
    SIGNS,
    WORDS,
    says_nothing,
)

ALL = (*WORDS, *NOBODY, *NOBODY_UNACCENTED)
TEXTS = st.lists(
    st.none()
    | st.sampled_from([*ALL, *(word.upper() for word in ALL)])
    | st.sampled_from(["nulle", "B1", "é", "a-", "0"])
    | st.text(SIGNS, min_size=1, max_size=20)
    | st.text(min_size=1, max_size=10)
)


@pytest.mark.parametrize(
    ("few", "worth"), [(200, 10**6), (0, 10**6), (0, 1)], ids=["few", "in a query", "many"]
)
@given(texts=TEXTS, of_people=st.booleans())
def test_words_for_nothing_are_told(
    texts: list[str | None], of_people: bool, few: int, worth: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(nothing_said, "_FEW", few)
        patch.setattr(short_texts, "WORTH", worth)
        found = says_nothing(pl.Series(texts, dtype=pl.String), of_people=of_people).tolist()
    words = {*ALL} if of_people else {*WORDS}
    longest = max(len(word.encode()) for word in ALL)

    def says_it(text: str) -> bool:
        signs_alone = not text.strip(SIGNS) and len(text.encode()) <= longest
        return pl.Series([text]).str.to_lowercase()[0] in words or (of_people and signs_alone)

    assert found == [p for p, text in enumerate(texts) if text is not None and says_it(text)]


ROWS = """appointment_id;body;territory;beneficiary_id;worker_id;date;status;entered_on
NULL;caf;46;b1;w1;01/03/2022;held;NULL
NULL;caf;46;#N/A;w1;02/03/2022;held;#N/A
3;caf;46; null ;N/A;03/03/2022;held;04/03/2022
4;caf;46;b1;-;04/03/2022;held;-
"""


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_nobody_is_called_so(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "appointments.csv"
    path.write_text(ROWS, encoding="utf-8")
    if kind == "parquet":
        table = pl.read_csv(path, separator=";", infer_schema=False)
        path.unlink()
        path = path.with_suffix(".parquet")
        table.write_parquet(path)
    records = read(path)
    summary = summarise(records)
    (account,) = records.ledger.accounts
    # The two NULL are no one appointment, of which the second would be a duplicate.
    assert (account.accepted, account.warnings["word_for_nothing"]) == (4, 9)
    shown = compute(summary).frame.select("indicator", "numerator", "denominator", "unknown")
    parts = {name: rest for name, *rest in shown.iter_rows()}
    assert parts["appointments_per_beneficiary"] == [2, 1, 2]
    assert parts["appointments_per_worker"] == [2, 1, 2]


@pytest.mark.parametrize(
    "said",
    [
        *("NC", "N.C.", "s.o.", "ND", "Non renseigné", "Inconnu", "(vide)", "Néant", "#NOMBRE!"),
        *("NON RENSEIGNE", "NEANT", "Anonyme", "NON AFFECTE", "A RENSEIGNER", "À renseigner"),
        *("-", ".", "/", "…", "–", "########"),
    ],
)
def test_what_people_and_programs_write_for_nobody(said: str, read: Read) -> None:
    reading = read(lines(HEADER, row(1), f"2;Caf;09;{said};14/02/2022;Honoré;Téléphone"))
    assert reading.column("beneficiary_id") == ["0012345", None]
    assert reading.account.warnings["word_for_nothing"] == 1


@pytest.mark.parametrize(
    ("day", "rule"),
    [
        *(("", "date_missing"), ("NULL", "date_missing"), ("-", "date_missing")),
        # What SAS writes where a number or a day is missing.
        (".", "date_missing"),
        *(("n.c.", "date_invalid"), ("inconnue", "date_invalid"), ("/", "date_invalid")),
    ],
)
def test_a_word_is_no_day(day: str, rule: str, read: Read) -> None:
    reading = read(lines(HEADER, row(1), row(2, day=day)))
    assert reading.rejected == [(3, rule)]


@pytest.mark.parametrize("called", ["NCE", "A.", "/7", "Vide", "Sanso", "#12", "0"])
def test_others_are_called_so(called: str, read: Read) -> None:
    reading = read(lines(HEADER, f"2;Caf;09;{called};14/02/2022;Honoré;Téléphone"))
    assert reading.column("beneficiary_id") == [called]


def test_a_label_may_be_mapped_all_the_same(read: Read) -> None:
    # What a dash means in a column of labels is for a layout to say.
    reading = read(lines(HEADER, row(1, status="-")))
    assert reading.account.unmapped == {"status": {"-": 1}}
    assert reading.account.warnings["word_for_nothing"] == 0

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
    NO_SUCH_DAY,
    NOBODY,
    NOBODY_UNACCENTED,
    OF_ANYTHING,
    OF_DAYS_THAT_MAY_LACK,
    OF_PEOPLE,
    SIGNS,
    WORDS,
    Nothing,
    says_nothing,
)

ALL = (*WORDS, *NOBODY, *NOBODY_UNACCENTED)
SAID = {OF_ANYTHING: WORDS, OF_PEOPLE: ALL, OF_DAYS_THAT_MAY_LACK: (*WORDS, *NO_SUCH_DAY)}
TEXTS = st.lists(
    st.none()
    | st.sampled_from([*ALL, *NO_SUCH_DAY, *(word.upper() for word in (*ALL, *NO_SUCH_DAY))])
    | st.sampled_from(["nulle", "B1", "é", "a-", "0"])
    | st.text(SIGNS, min_size=1, max_size=20)
    | st.text(min_size=1, max_size=10)
)


@pytest.mark.parametrize(
    ("few", "worth"), [(200, 10**6), (0, 10**6), (0, 1)], ids=["few", "in a query", "many"]
)
@given(texts=TEXTS, nothing=st.sampled_from([*SAID]))
def test_words_for_nothing_are_told(
    texts: list[str | None], nothing: Nothing, few: int, worth: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(nothing_said, "_FEW", few)
        patch.setattr(short_texts, "WORTH", worth)
        found = says_nothing(pl.Series(texts, dtype=pl.String), nothing=nothing).tolist()
    words = {*SAID[nothing]}
    longest = max(len(word.encode()) for word in words)

    def says_it(text: str) -> bool:
        signs_alone = not text.strip(SIGNS) and len(text.encode()) <= longest
        of_people = nothing is OF_PEOPLE
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
        *("<NA>", "undefined", "(blank)", "Unknown", "Non saisi", "NON DEFINI", "Non précisée"),
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


@pytest.mark.parametrize(
    ("day", "rejected"),
    [
        *((word, []) for word in ("", "-", "Sans objet", "NEANT", "s.o.", "Aucune", "En cours")),
        *((word, []) for word in ("NaT", "<NA>", "(blank)", "undefined")),
        # A day that was lost or not told, and others that nobody can read.
        *((word, [(2, "date_invalid")]) for word in ("####", "nc", "en cours d'année", "bientôt")),
    ],
)
def test_what_is_written_in_the_place_of_a_day_that_may_lack(
    day: str, rejected: list[tuple[int, str]], read: Read
) -> None:
    text = "support_id;body;territory;beneficiary_id;kind;opened_on;closed_on\n"
    reading = read(f"{text}s1;caf;09;b1;support;01/02/2022;{day}\n", "supports.csv")
    assert reading.rejected == rejected
    if not rejected:
        assert reading.column("closed_on") == [None]
        assert reading.account.warnings["word_for_nothing"] == int(day != "")


@pytest.mark.parametrize(
    ("poor", "rejected"),
    [
        *((word, []) for word in ("", "-", "n/a", "NULL")),
        *((word, [(2, "amount_invalid")]) for word in ("nc", "n.d.", "####", "secret", "/")),
    ],
)
def test_what_people_write_in_the_place_of_a_number_is_a_wrong_one(
    poor: str, rejected: list[tuple[int, str]], read: Read
) -> None:
    text = "body;territory;year;eligible_households;poor_households\n"
    reading = read(f"{text}caf;09;2022;1000;{poor}\n", "households.csv")
    assert reading.rejected == rejected
    if not rejected:
        assert reading.column("poor_households") == [None]


def test_an_amount_that_a_row_must_have_is_no_word(read: Read) -> None:
    text = "body;territory;year;category;amount\ncaf;09;2022;rent;100\ncaf;09;2022;staff;nc\n"
    assert read(text, "costs.csv").rejected == [(3, "amount_invalid")]


@pytest.mark.parametrize("called", ["NCE", "A.", "/7", "Vide", "Sanso", "#12", "0"])
def test_others_are_called_so(called: str, read: Read) -> None:
    reading = read(lines(HEADER, f"2;Caf;09;{called};14/02/2022;Honoré;Téléphone"))
    assert reading.column("beneficiary_id") == [called]


def test_a_label_may_be_mapped_all_the_same(read: Read) -> None:
    # What a dash means in a column of labels is for a layout to say.
    reading = read(lines(HEADER, row(1, status="-")))
    assert reading.account.unmapped == {"status": {"-": 1}}
    assert reading.account.warnings["word_for_nothing"] == 0

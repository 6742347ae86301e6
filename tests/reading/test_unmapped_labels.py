"""Labels that no layout maps are counted, and what may be a name is never shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_files import HEADER, Read, lines, row

from accsocial.output.accounts import shown_labels
from accsocial.records.rows.labels import LONGEST_KEPT, MAX_UNMAPPED, OTHER_LABELS


def test_unmapped_labels_are_unknown_and_counted(read: Read) -> None:
    labels = ("Honoré", "Reporté", " Reporté ", "Reporté\u00a0")
    reading = read(lines(HEADER, *(row(n, status=label) for n, label in enumerate(labels))))
    assert reading.column("status") == ["held", "unknown", "unknown", "unknown"]
    assert reading.account.unmapped == {"status": {"Reporté": 3}}
    assert shown_labels(reading.account, "en") == {"status": {"Reporté": 3}}


@pytest.mark.parametrize("said", ["NULL", "nan", "<NA>", "-", "#N/A", "(null)"])
def test_what_says_nothing_is_no_other_label(said: str, read: Read, tmp_path: Path) -> None:
    layout = tmp_path / "any.toml"
    layout.write_text(
        """
name = "any"
[appointments.columns]
date = ["Jour"]
status = ["Suite"]
channel = ["Lieu"]
[appointments.labels.channel]
home = ["Domicile"]
office = ["*"]
""",
        encoding="utf-8",
    )
    days = ("14/02/2022;held;Domicile", "14/02/2022;held;Accueil Nord", f"14/02/2022;held;{said}")
    text = lines("Jour;Suite;Lieu", *days, "14/02/2022;held;")
    reading = read(text, layout=str(layout), body="caf", territory="09")
    assert reading.column("channel") == ["home", "office", "unknown", "unknown"]
    assert reading.account.unmapped == {"channel": {said: 1}}


@pytest.mark.parametrize("again", ["Collectif", "COLLECTIF", "\u00a0Collectif", "collectif :"])
def test_a_label_that_is_called_as_its_header_is_told(again: str, read: Read) -> None:
    header = f"{HEADER};Collectif"
    rows = [row(n) + ";" + ("Collectif" if n < 2 else "Non") for n in range(5)]
    # Repeated on each page, the header itself is none, however it is typed there.
    reading = read(lines(header, *rows[:3], f"{HEADER};{again}", *rows[3:]))
    assert reading.account.unmapped == {"collective": {"Collectif": 2}}
    assert reading.notes["repeated header"] == "line 5"


def test_a_header_with_a_no_break_space_is_no_label_where_it_is_repeated(read: Read) -> None:
    header = HEADER.replace("Statut", "Statut\u00a0du rendez-vous")
    reading = read(lines(header, row(1), header, row(2)))
    assert reading.account.unmapped == {}
    assert reading.notes["repeated header"] == "line 3"


def test_names_in_a_column_of_labels_are_not_shown(read: Read) -> None:
    names = [f"Zyxowska {'abcdefghijklmnopqrstuvwxyz'[n]}" for n in range(5)]
    named = read(lines(HEADER, *(row(n, status=name) for n, name in enumerate(names * 3))))
    assert shown_labels(named.account, "en") == {"status": {"(label withheld)": 15}}


def test_a_column_of_many_labels_holds_texts_and_shows_none(read: Read) -> None:
    labels = [f"Report {'abcdefghijklmnopqrstuvwxyz'[n]}" for n in range(21)]
    many = read(lines(HEADER, *(row(n, status=name) for n, name in enumerate(labels * 3))))
    assert shown_labels(many.account, "en") == {"status": {"(label withheld)": 63}}
    few = read(lines(HEADER, *(row(n, status=name) for n, name in enumerate(labels[:20] * 3))))
    assert len(shown_labels(few.account, "en")["status"]) == 20


def test_free_text_does_not_fill_the_ledger(read: Read) -> None:
    extra = 7
    rows = (row(n, status=f"texte {n}" + "x" * 500) for n in range(MAX_UNMAPPED + extra))
    unmapped = read(lines(HEADER, *rows)).account.unmapped["status"]
    assert len(unmapped) == MAX_UNMAPPED + 1
    assert unmapped[OTHER_LABELS] == extra
    assert max(map(len, unmapped)) == LONGEST_KEPT

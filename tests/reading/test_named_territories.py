"""Territories told by the name of their département, also behind the word for a body."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_files import HEADER, Read, lines, row

from accsocial.records.rows.named_territories import territory_named
from accsocial.records.schema import TERRITORIES

NOTE = "read as the codes of these départements"


def told(territory: str) -> str:
    return row(1).replace(";09;", f";{territory};")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Val-de-Marne", "94"),
        ("VAL DE MARNE", "94"),
        ("Val d’Oise", "95"),
        ("herault", "34"),
        ("94 - Val-de-Marne", "94"),
        ("Val-de-Marne (94)", "94"),
        ("(94) Val de Marne", "94"),
        ("1 - Ain", "01"),
        ("01 Ain", "01"),
        ("2A - Corse-du-Sud", "2A"),
        ("L'Ain", "01"),
        ("Réunion", "974"),
        ("974 : La Réunion", "974"),
        # A word before it.
        ("Département 94", "94"),
        ("CD94", "94"),
        ("Dép. 2b", "2B"),
        ("Caf du Val-de-Marne", "94"),
        ("Caf de La Réunion", "974"),
        ("Conseil départemental de l'Hérault", "34"),
        ("Département du Nord", "59"),
        ("59 - Nord", "59"),
    ],
)
def test_a_name_is_read_as_the_code(text: str, code: str, read: Read) -> None:
    reading = read(lines(HEADER, told(text)))
    assert reading.column("territory") == [code]
    assert reading.account.notes["territory names"] == NOTE


@pytest.mark.parametrize(
    "text",
    [
        # Name and code of two.
        "95 - Val-de-Marne",
        # Any territory may have a part of that name.
        "Nord",
        "Le Nord",
        # Two, a part, a larger one, none.
        "Rhône et Loire",
        "Corse",
        "Pays de la Loire",
        "Créteil",
        "Territoire Marne",
        "Caf 941",
        "Caf",
        "Départementale 94",
        "D94",
        "094",
    ],
)
def test_what_names_no_departement_is_rejected(text: str, read: Read) -> None:
    reading = read(lines(HEADER, told(text)))
    assert reading.rejected == [(2, "territory_invalid")]
    assert "territory names" not in reading.account.notes


def test_codes_alone_are_no_names(read: Read) -> None:
    assert "territory names" not in read(lines(HEADER, told("94"))).account.notes


def test_a_layout_of_its_own_is_asked_first(read: Read, tmp_path: Path) -> None:
    layout = tmp_path / "own.toml"
    layout.write_text(
        '[appointments.columns]\nbody = ["Organisme"]\nterritory = ["Département"]\n'
        'date = ["Date du rendez-vous"]\nstatus = ["Statut"]\n'
        '[appointments.labels.territory]\n"94" = ["Marne"]\n',
        encoding="utf-8",
    )
    reading = read(lines(HEADER, told("Marne"), told("51 - Marne")), layout=str(layout))
    assert reading.column("territory") == ["94", "51"]


def test_every_territory_has_a_name_of_its_own() -> None:
    # As a handful of them stand in the official code, from the first to the last.
    named = {"Ain": "01", "Haute-Corse": "2B", "Lot": "46", "Meurthe-et-Moselle": "54"}
    named |= {"Paris": "75", "Somme": "80", "Val-d'Oise": "95", "Guadeloupe": "971"}
    assert {name: territory_named(name) for name in named} == named
    assert {territory_named(f"Caf {code}") for code in TERRITORIES} == {*TERRITORIES}


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("CAF du Lot", "caf"),
        ("Caf de l'Hérault", "caf"),
        ("CAF 46", "caf"),
        ("Caf - Val-de-Marne (94)", "caf"),
        ("Caisse d'Allocations Familiales de la Somme", "caf"),
        # It is a Caf, whether of the Nord or of a northern part.
        ("Caf Nord", "caf"),
        ("Conseil départemental du Val-d'Oise", "departement"),
        ("Département de Meurthe-et-Moselle", "departement"),
        ("CD46", "departement"),
    ],
)
def test_a_body_may_stand_before_its_territory(text: str, body: str, read: Read) -> None:
    reading = read(lines(HEADER, row(1).replace(";Caf;", f";{text};")))
    assert reading.column("body") == [body]
    assert reading.column("territory") == ["09"]


@pytest.mark.parametrize(
    "text", ["Lot", "du Lot", "CCAS du Lot", "Caf de Cahors", "CDLot", "Caf 941"]
)
def test_other_words_before_a_territory_are_no_body(text: str, read: Read) -> None:
    reading = read(lines(HEADER, row(1).replace(";Caf;", f";{text};")))
    assert reading.rejected == [(2, "body_invalid")]

"""How files were read is English in the ledger, and said in French to a French reader."""

from __future__ import annotations

from pathlib import Path

import pytest

from accsocial import read, summarise
from accsocial.output.accounts import ledger_lines
from accsocial.output.reading_notes import note_text, remark_text
from accsocial.records.ledger import FileAccount, Ledger
from accsocial.records.overlaps import note_on
from accsocial.records.rows.conventions import LIKE_OTHERS
from accsocial.records.thousands import NOTE

HEAD = "Organisme;Département;Statut;N° allocataire;Date du rendez-vous"


@pytest.mark.parametrize(
    ("name", "note", "french"),
    [
        ("encoding", "cp1252 (byte 1 is not UTF-8)", "encodage (cp1252 (l'octet 1 n'est pas de"),
        ("encoding", "utf-8", "encodage (utf-8)"),
        ("encoding", "utf-8 (the whole file is valid)", "encodage (utf-8 (le fichier entier est"),
        ("header", "line 3", "en-têtes (ligne 3)"),
        ("total line", "line 4", "ligne de total (ligne 4)"),
        ("total line", "line 4, 9", "ligne de total (lignes 4, 9)"),
        (
            "total line",
            "line 1, 2, 3, 4, 5 and 2 more",
            "ligne de total (lignes 1, 2, 3, 4, 5 et 2",
        ),
        ("amount mark", "decimal comma", "écriture de amount (virgule décimale)"),
        ("contract_on order", LIKE_OTHERS, "ordre de contract_on (mois/jour/année, comme d'autres"),
        ("hidden rows", "3, read like the others", "lignes masquées (3, lues comme"),
        ("unit", NOTE, "unité (le fichier parle de milliers ou de millions"),
        ("same rows", note_on("a.csv"), "mêmes lignes (aux jours communs, la plupart sont aussi"),
        ("lacks", "event, which other files of costs have", "manque (event, que d'autres fichiers"),
        (
            "other years",
            "2023, 2024 in headers that no column is read from",
            "autres années (2023, 2024 dans des en-têtes dont aucune",
        ),
        (
            "errors",
            "column E: 2 with an error (#N/A and the like), read as empty cells",
            "erreurs (colonne E : 2 en erreur (#N/A et autres), lues comme",
        ),
        (
            "times",
            "column L: 3 with a time or a duration, read as empty cells",
            "heures (colonne L : 3 avec une heure ou une durée, lues",
        ),
        (
            "formulas not computed",
            "4 with the result 0, in a workbook that no spreadsheet program has computed; open",
            "formules non calculées (4 dont le résultat est 0, dans un classeur",
        ),
        ("a new note", "in English", "a new note (in English)"),
    ],
)
def test_a_note_in_french(name: str, note: str, french: str) -> None:
    said, text = note_text(name, note, "fr")
    assert f"{said} ({text})".startswith(french)
    assert note_text(name, note, "en") == (name, note)


def test_no_file_with_the_same_rows_is_lost() -> None:
    _, text = note_text("same rows", note_on("a.csv, b.csv, c.csv and 1 more"), "fr")
    assert "dans a.csv, b.csv, c.csv (et 1 de plus) :" in text


def test_a_doubt_of_reading_is_french_in_the_ledger(tmp_path: Path) -> None:
    (tmp_path / "rdv.csv").write_text(f"{HEAD}\nCaf;34;Honoré;b1;03/04/2022\n", encoding="utf-8")
    records = read(tmp_path)
    lines = ledger_lines(summarise(records).ledger, "fr")
    assert lines[0].endswith("1 ligne\u00a0: 1 acceptée")
    assert lines[1].startswith("  à savoir : ordre de date (ambigu")
    assert "ambiguous" in ledger_lines(records.ledger, "en")[1]


def test_remarks_in_french(tmp_path: Path) -> None:
    for name in ("rdv_1.csv", "rdv_2.csv"):
        text = f"{HEAD}\nCaf;34;Honoré;b1;14/03/2022\n"
        (tmp_path / name).write_text(text, encoding="utf-8")
    ledger = read(tmp_path, territory="46").ledger
    assert [remark_text(remark, "en") for remark in ledger.remarks] == ledger.remarks
    said = [remark_text(remark, "fr") for remark in ledger.remarks]
    assert [line.split(" : ")[0] for line in said] == [
        "--territory 46 n'est pas utilisé",
        "rdv_2.csv a le même contenu que rdv_1.csv",
    ]


def test_one_row_is_singular() -> None:
    account = FileAccount("f.csv", "costs", "gesica", read=3, accepted=1, blank=1)
    account.rejected["duplicate"] = 1
    (line,) = ledger_lines(Ledger([account]), "fr")
    assert line.endswith("3 lignes\u00a0: 1 acceptée, 1 rejetée (duplicate 1), 1 vide")

"""Amounts are euros: a file that speaks of thousands of them is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_files import Read, lines

from accsocial.records.thousands import NOTE

HEADER = "Organisme;Département;Année;Poste;Montant (€)"
ROW = "Caf;09;2022;Salaires;12,5"


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Dépenses en k€", True),
        ("Montants en milliers d'euros", True),
        ("(en M€)", True),
        ("Montants exprimés en K EUR", True),
        ("Dépenses en euros", False),
        ("Euros - Kiosque de Trifouillis", False),
        ("Comité du 2 mars", False),
    ],
)
def test_a_title_above_the_header(title: str, *, told: bool, read: Read) -> None:
    reading = read(lines(title, HEADER, ROW), "depenses.csv")
    assert (reading.notes.get("unit") == NOTE) is told
    assert [float(amount) for amount in reading.column("amount")] == [12.5]


def test_the_name_of_the_file(read: Read) -> None:
    assert "unit" in read(lines(HEADER, ROW), "depenses_k€.csv").notes


def test_a_header_that_a_layout_names(tmp_path: Path, read: Read) -> None:
    layout = tmp_path / "own.toml"
    layout.write_text(
        '[costs.columns]\nbody = ["Organisme"]\nterritory = ["Département"]\nyear = ["Année"]\n'
        'amount = ["Montant (k€)"]\n',
        encoding="utf-8",
    )
    text = lines(HEADER.replace("€", "k€"), ROW)
    assert read(text, "depenses.csv", layout=str(layout)).notes["unit"] == NOTE


def test_other_tables_have_no_amounts(read: Read) -> None:
    text = lines("Effectifs en milliers", "N° agent;Organisme;Département;Année", "A1;Caf;09;2022")
    assert "unit" not in read(text, "agents.csv").notes

"""Cells that hold several identifiers: each is one row, and a separator beside nothing is none."""

from __future__ import annotations

import pytest
from small_files import Read, lines

HEADER = "année;date rdv;heure rdv;statut;professionnel.le(s);usager(s)"
PLACE = {"body": "departement", "territory": "64", "layout": "rdv-service-public"}


def line(workers: str, users: str = "Usager Fictif") -> str:
    return f"2021;01/03/2022;14h30;Rendez-vous honoré;{workers};{users}"


@pytest.mark.parametrize(
    ("cell", "workers"),
    [
        ("Agent Exemple", 1),
        ("Agent Exemple, Agent Modèle", 2),
        ("Agent Exemple, Agent Exemple", 1),
        # Reading trims a cell: what joined an empty name has lost its space.
        ("Agent Exemple, ", 1),
        (", Agent Exemple", 1),
        ("Agent Exemple, , Agent Modèle", 2),
        # A word for nothing is nobody, as if it stood alone.
        ("Agent Exemple, Non renseigné", 1),
        ("ANONYME, Agent Exemple, -", 1),
        ("Non affecté, NC", 0),
        # Spaces of no width come with what is copied from a page.
        ("Agent Exemple\u200b, \u200bAgent Exemple, \ufeff", 1),
        (", ", 0),
        ("", 0),
    ],
)
def test_names_in_one_cell(cell: str, workers: int, read: Read) -> None:
    found = read(lines(HEADER, line("Agent Exemple"), line(cell)), **PLACE)
    alone, *several = found.column("worker_id")
    named = [worker for worker in several if worker is not None]
    assert (len(several), len(named)) == (max(workers, 1), workers)
    # What a layout separates is no doubt.
    assert "identifiers_in_one_cell" not in found.account.warnings
    # The name is the same person as where it stands alone.
    assert not workers or alone in named


def test_words_for_nothing_beside_names_are_counted(read: Read) -> None:
    found = read(lines(HEADER, line("Agent Exemple, NC"), line("Anonyme")), **PLACE)
    assert found.account.warnings["word_for_nothing"] == 2


def test_a_word_is_one_however_many_are_in_the_other_cell(read: Read) -> None:
    several = line("Agent Exemple, Agent Modèle, NC", "Usager Fictif, Anonyme")
    assert read(lines(HEADER, several), **PLACE).account.warnings["word_for_nothing"] == 2

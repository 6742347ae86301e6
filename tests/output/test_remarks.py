"""What was asked for and not done, and what an auditor must know of the reading, is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from accsocial import compute, read, summarise
from accsocial.output.accounts import ledger_lines

HEADER = "Organisme;Département;Année;Poste;Montant (€)\n"
ROWS = "Caf;34;2022;Personnel;1 000,00\nCaf;34;2022;Actions;500,00\n"


def told(folder: Path, text: str, **options: str) -> list[str]:
    (folder / "depenses.csv").write_text(text, encoding="utf-8")
    records = read(folder, max_rejected=1, **options)  # type: ignore[arg-type]  # texts only
    return ledger_lines(summarise(records).ledger, "en")


def test_a_constant_that_no_file_needs_is_no_filter(tmp_path: Path) -> None:
    lines = told(tmp_path, HEADER + ROWS, territory="46")
    assert lines[-1].startswith("--territory 46 is not used: every file has its own column")


def test_rows_that_are_no_data_are_named(tmp_path: Path) -> None:
    lines = told(tmp_path, HEADER + ROWS + "Total;;;;1 500,00\n")
    assert "  to know: total line (line 4)" in lines


@pytest.mark.parametrize(
    ("header", "rows", "told_of"),
    [
        ("Date du rendez-vous", ["03/14/2022"], "date order (month/day/year (the second number"),
        ("Date du rendez-vous", ["03/04/2022"], "date order (ambiguous: no number above 12"),
        ("Date du rendez-vous", ["14/03/2022"], None),
        ("Date du rendez-vous;Date du rendez-vous", ["14/03/2022;"], "same header (the first"),
    ],
)
def test_doubts_about_how_a_file_was_read_are_told(
    tmp_path: Path, header: str, rows: list[str], told_of: str | None
) -> None:
    head = f"Organisme;Département;Statut;N° allocataire;Matricule agent;{header}"
    lines = [head, *(f"Caf;34;Honoré;b1;w1;{row}" for row in rows)]
    (tmp_path / "rendez_vous.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    to_know = [
        line for line in ledger_lines(summarise(read(tmp_path)).ledger, "en") if "to know" in line
    ]
    assert [line.startswith(f"  to know: {told_of}") for line in to_know] == [True] * bool(told_of)


def test_a_total_among_the_categories_is_said_in_words(tmp_path: Path) -> None:
    lines = told(tmp_path, HEADER + ROWS + "Caf;34;2022;Total;1 500,00\n")
    warning = "costs whose category is a total: counted, so twice if their parts are there, too (1)"
    assert f"  to look at: {warning}" in lines


def test_no_published_figure_stands_beside_a_part_of_an_activity() -> None:
    sample = Path(__file__).parents[2] / "data" / "samples" / "gesica"
    frame = compute(summarise(read(sample), by=["channel"])).frame
    assert frame["reference"].null_count() == frame.height

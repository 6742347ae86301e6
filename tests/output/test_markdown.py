from __future__ import annotations

from dataclasses import replace
from io import BytesIO

from made_results import (
    COST,
    COST_GROWTH,
    PER_BENEFICIARY,
    results,
    row,
    sample,
)

from accsocial.indicators.sources import DEFINITION
from accsocial.output.markdown import write_markdown
from accsocial.results import FileRead, Results, Run

N = "\u202f"


def document(of: Results, lang: str = "en") -> list[str]:
    file = BytesIO()
    write_markdown(of, lang, file)
    assert file.getvalue().endswith(b"\n")
    return file.getvalue().decode().splitlines()


def test_a_document_stands_on_its_own() -> None:
    rows = [
        row(PER_BENEFICIARY, {"body": "caf", "year": 2021}, 3.5, status="partial", reason="why"),
        row(PER_BENEFICIARY, {"body": "caf", "year": 2022}, 3.95, unknown=3, reference="P02"),
        row(COST, {"body": "caf", "year": 2021}, None, status="empty"),
        row(COST, {"body": "caf", "year": 2022}, None, status="not_computable", reason="no costs"),
    ]
    lines = document(results(rows), "fr")
    assert lines[:20] == [
        "# Indicateurs de l'accompagnement social",
        "",
        "Calculé par accsocial 0.0.1.",
        "",
        "## Caf",
        "",
        "| Indicateur | 2021 | 2022 | Référence | Écart |",
        "| --- | ---: | ---: | ---: | ---: |",
        "| **Intensité** |  |  |  |  |",
        "| Rendez-vous par bénéficiaire et par an | 3,5\\~¹ | 4,0 | 3,9 P02 | +0,1 |",
        "| **Coût** |  |  |  |  |",
        "| Coût par bénéficiaire\u00a0(€) | –² | n/c³ |  |  |",
        "",
        "¹ année partielle\u00a0: why",
        "",
        "² vide",
        "",
        "³ non calculable\u00a0: no costs",
        "",
        "Non placés en 2022, donc non comptés\u00a0: rendez-vous sans bénéficiaire (3)",
    ]
    headings = [line for line in lines if line.startswith("## ")]
    assert headings[1:] == [
        "## Chiffres publiés",
        "## Règles de comptage",
        "## Paramètres",
        "## Sources",
    ]
    assert "* support\\_threshold\u00a0: 3" in lines
    assert "* **S1**\u00a0: Cour d'exemple, Rapport d'exemple, 2025-01" in lines


def test_what_is_defined_here_has_a_source_in_words_of_the_reader() -> None:
    own = replace(sample(), indicators=(replace(COST, source=DEFINITION),))
    said = "Définition propre à accsocial, sans référence publiée"
    assert f"* **accsocial**\u00a0: accsocial, {said}, 2026-11" in document(own, "fr")


def test_sizes_of_files_say_that_they_are_bytes() -> None:
    run = Run(("accsocial",), {}, "1", "d" * 64, (FileRead("rdv.csv", 1234, "a" * 64),), (), None)
    read = replace(sample(), run=run)
    assert f"* rdv.csv: 1234 bytes, {'a' * 64}" in document(read)
    assert f"* rdv.csv\u00a0: 1234 octets, {'a' * 64}" in document(read, "fr")


def test_without_a_reference_there_is_no_column_for_it() -> None:
    lines = document(results([row(COST_GROWTH, {"body": "caf", "year": 2022}, 0.1)]))
    assert "| Indicator | 2022 |" in lines
    assert "| Cost growth since the base year | +10.0% |" in lines


def test_every_row_of_a_table_has_as_many_cells_as_its_header() -> None:
    lines = [line for line in document(sample()) if line.startswith("|")]
    assert {line.count("|") for line in lines} == {9}


def test_a_name_from_the_data_cannot_break_the_document() -> None:
    site = "a|b\n# c <script> [x](y)"
    one = row(PER_BENEFICIARY, {"year": 2022, "site": site}, 3.5)
    titles = [line for line in document(results([one], ("year", "site"))) if "script" in line]
    assert titles == ["## site a\\|b\ufffd\\# c \\<script\\> \\[x\\](y)"]

"""Reasons are English in the results and said in French to a French reader."""

from __future__ import annotations

from pathlib import Path

import pytest

from accsocial import compute, read, summarise
from accsocial.output.reasons import reason_text

SAMPLES = Path(__file__).parents[2] / "data" / "samples"


@pytest.mark.parametrize(
    ("english", "french"),
    [
        ("the extract has no table costs", "l'extraction n'a pas de table costs"),
        ("workers has no column fte", "la table workers n'a pas de colonne fte"),
        (
            "rows in 11 of 12 months; none in month 2",
            "des lignes pour 11 mois sur 12 ; aucune pour le mois 2",
        ),
        (
            "rows in 10 of 12 months; none in month 11, 12",
            "des lignes pour 10 mois sur 12 ; aucune pour les mois 11, 12",
        ),
        (
            "no spending in euros in the base year 2018",
            "aucune donnée pour l'année de base 2018 (dépenses en euros)",
        ),
        ("the denominator is below 0", "le dénominateur est négatif"),
        ("no poor households", "aucune donnée (foyers pauvres)"),
        (
            "only one territory, or none: nothing to compare",
            "un seul territoire, ou aucun : rien à comparer",
        ),
        (
            "compares one territory with another: leave territory out of --by",
            "compare les territoires entre eux : retirer territory de --by",
        ),
        (
            "compares one territory with another: id_scope national does not tell them apart",
            "compare les territoires entre eux : id_scope national ne les distingue pas",
        ),
        (
            "no price for 2027 in series 001764363",
            "pas d'indice de prix pour 2027 (série 001764363)",
        ),
    ],
)
def test_a_reason_in_both_languages(english: str, french: str) -> None:
    assert reason_text(english, "en") == english
    assert reason_text(english, "fr") == french


def test_a_reason_without_french_words_is_shown_as_it_is() -> None:
    assert reason_text("because", "fr") == "because"


@pytest.mark.parametrize(
    ("files", "options"),
    [
        (["rendez_vous_2021.csv"], {}),
        (["depenses.csv", "foyers.csv"], {"base_year": 2017}),
        (["agents.csv", "rendez_vous_2022.csv"], {"convention": "published-rates"}),
        (["depenses.csv"], {"base_year": 2021, "convention": "published-rates"}),
    ],
)
def test_every_reason_of_an_incomplete_extract_has_french_words(
    files: list[str], options: dict[str, object]
) -> None:
    records = read(*(SAMPLES / "gesica" / file for file in files), max_rejected=1)
    results = compute(summarise(records, by=["territory"]), **options)  # type: ignore[arg-type]  # keywords of compute
    reasons = results.frame["reason"].drop_nulls().unique().to_list()
    assert reasons
    for reason in reasons:
        assert reason_text(reason, "fr") != reason

"""What is refused is said in the language of the run: its option or its surroundings tell."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from command_line import Run, interrupted, started

ENGLISH = "accsocial: nothing.csv: no such file or folder"
FRENCH = "accsocial: nothing.csv\u00a0: ce fichier ou dossier n'existe pas"


@pytest.mark.parametrize(
    ("options", "variables", "message"),
    [
        ([], {}, ENGLISH),
        (["--lang", "fr"], {}, FRENCH),
        (["--lang=fr"], {}, FRENCH),
        ([], {"LANG": "fr_FR.UTF-8"}, FRENCH),
        (["--lang", "en"], {"LANG": "fr_FR.UTF-8"}, ENGLISH),
        ([], {"ACCSOCIAL_LANG": "fr"}, FRENCH),
        (["--lang", "en"], {"ACCSOCIAL_LANG": "fr"}, ENGLISH),
        ([], {"LANG": "fr_FR.UTF-8", "ACCSOCIAL_LANG": "en"}, ENGLISH),
    ],
)
def test_a_refusal_is_in_the_language_of_the_run(
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    options: list[str],
    variables: dict[str, str],
    message: str,
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    outcome = run("indicators", "nothing.csv", *options)
    assert (outcome.code, outcome.message) == (2, message)


def test_the_settings_file_says_the_language(run: Run) -> None:
    Path("accsocial.toml").write_text('lang = "fr"\n', encoding="utf-8")
    assert run("indicators", "nothing.csv").message == FRENCH
    # The file holds for that run alone.
    Path("accsocial.toml").unlink()
    assert run("indicators", "nothing.csv").message == ENGLISH


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            ["indicators", "good.csv", "--yaer", "2022"],
            (
                "option inconnue\u00a0: --yaer (options possibles\u00a0: --by, --year). Voir "
                "accsocial indicators --help"
            ),
        ),
        (["indicators"], "il manque l'argument 'EXTRACTION'. Voir accsocial indicators --help"),
        (["compare", "a"], "il manque l'argument 'B'. Voir accsocial compare --help"),
        (
            ["indicators", ""],
            "EXTRACTION\u00a0: la valeur est vide. En donner une, ou retirer EXTRACTION",
        ),
        (
            ["indicator", "good.csv"],
            (
                "commande inconnue\u00a0: 'indicator'. Vouliez-vous dire 'indicators'\u00a0? Voir "
                "accsocial --help"
            ),
        ),
        (
            ["prices", "--year", "abc"],
            (
                "valeur incorrecte de '--year'\u00a0: doit être un nombre entier. Voir accsocial "
                "prices --help"
            ),
        ),
        (
            ["indicators", "good.csv", "--max-rejected", "0,05"],
            (
                "valeur incorrecte de '--max-rejected'\u00a0: doit être un nombre, avec un point "
                "pour les décimales. Voir accsocial indicators --help"
            ),
        ),
        (
            ["indicators", "good.csv", "--working-days", "198,5"],
            ("--working-days 198,5\u00a0: doit être un nombre, avec un point pour les décimales"),
        ),
        (
            ["indicators", "good.csv", "--by"],
            "l'option '--by' demande une valeur. Voir --help",
        ),
        (["prices", "a"], "mots en trop (a). Voir accsocial prices --help"),
    ],
)
def test_wrong_words_are_told_in_french(
    run: Run, monkeypatch: pytest.MonkeyPatch, words: list[str], message: str
) -> None:
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")
    outcome = run(*words)
    assert (outcome.code, outcome.message) == (2, f"accsocial: {message}")


def test_no_word_at_all_is_answered_with_help(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")
    outcome = run()
    assert outcome.code == 2
    assert "accsocial: " not in outcome.err
    assert "indicators" in outcome.out + outcome.err


COUNTING = """
import os, time
import accsocial.summary
def counting(*_):
    os.write(1, b"working"); time.sleep(60)
accsocial.summary.count = counting
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no signals to send")
def test_an_interruption_is_told_in_french() -> None:
    process = started("indicators", "good.csv", "-q", "--lang", "fr", before=COUNTING)
    assert process.stdout is not None
    assert process.stdout.read(7) == b"working"
    words = "accsocial: interrompu\u00a0; aucun résultat n'a été écrit\n"
    assert interrupted(process).decode() == words


def test_the_end_of_a_conversion_is_told_in_french(run: Run) -> None:
    said = run("convert", "good.csv", "-o", "converted", "--lang", "fr").err.splitlines()
    assert said[-1].startswith("converted\u00a0: ")

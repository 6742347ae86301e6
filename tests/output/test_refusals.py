"""Refusals are raised in English, where they are found, and said in French to a French reader."""

from __future__ import annotations

import ast
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

import pytest

import accsocial
from accsocial.output.refusals import in_french, left_aside_text
from accsocial.output.refusals.french import FILES, catalogue

PACKAGE = Path(accsocial.__file__).parent
KINDS = {"UsageError", "DataRefused", "ExportRefused", "AccsocialError"}
FIELD = re.compile(r"\{(\w+)(?::\w+)?\}")

MADE_OF_PARTS = {
    "{}",
    "{}: {}",
    "{}: holds no file of a known format ({}, also .gz and .zst){}",
    "{}: neither an indicator nor a file or folder{}{}",
    "--year {}: there is no result for that year{}",
    "layout {}: {}",
    "{}: {} must be {}",
    "{} ({} rows found, {} announced)",
}
"""Messages whose words are made elsewhere: the runs of all tests are held against their French."""


@pytest.mark.parametrize(
    ("english", "french"),
    [
        (
            "a.csv: cannot be opened (Permission denied)",
            "a.csv\u00a0: impossible à ouvrir (accès refusé)",
        ),
        (
            "a.csv: cannot be opened (Odd error 17)",
            "a.csv\u00a0: impossible à ouvrir (Odd error 17)",
        ),
        (
            "no indicator 'no_shw_rate'; did you mean no_show_rate?",
            "pas d'indicateur 'no_shw_rate'\u00a0; vouliez-vous dire no_show_rate\u00a0?",
        ),
        (
            (
                "a.csv: read as costs with layout canonical, these columns were not found: year "
                "as 'year' (nearest in the file: 'annee'), body (no header in the layout; "
                "nearest in the file: 'b'). Give what the file lacks with --body. Describe the "
                "columns in a layout file and name it with --layout; accsocial inspect suggests one"
            ),
            (
                "a.csv\u00a0: lu comme table costs avec le format de fichier canonical, ces "
                "colonnes n'ont pas été trouvées\u00a0: year sous le nom 'year' (le plus proche "
                "dans le fichier\u00a0: 'annee'), body (sans en-tête dans ce format\u00a0; "
                "le plus proche dans le fichier\u00a0: 'b'). Donner ce qui manque au fichier avec "
                "--body. Décrire les colonnes dans un format de fichier et le nommer avec "
                "--layout\u00a0; accsocial inspect en propose un"
            ),
        ),
        (
            (
                "table costs: 2 of 3 rows rejected (body_invalid 1, a body that is neither Caf "
                "nor département; date_missing 1, no date), more than the 5.0% allowed. Look at "
                "them with --rejects FILE, then correct the file or the layout, or allow more "
                "with --max-rejected."
            ),
            (
                "table costs\u00a0: lignes rejetées\u00a0: 2 sur 3 (body_invalid 1, organisme qui "
                "n'est ni Caf ni département\u00a0; date_missing 1, pas de date), plus que les "
                "5,0\u00a0% permis. Les examiner avec --rejects FICHIER, puis corriger le fichier "
                "ou le format de fichier, ou en permettre davantage avec --max-rejected."
            ),
        ),
        (
            "--max-rejected 2.0: must be at most 1; --year x: must be a whole number",
            (
                "--max-rejected 2.0\u00a0: doit être inférieur ou égal à 1\u00a0; --year "
                "x\u00a0: doit être un nombre entier"
            ),
        ),
        (
            "layout l.toml, column year: must be a list of texts",
            "format de fichier l.toml, colonne year\u00a0: doit être une liste de textes",
        ),
        (
            (
                "a.toml: extracted_on 12: must be a day, YYYY-MM-DD; a.toml: territory 94: must be "
                "a text, in quotes"
            ),
            (
                "a.toml\u00a0: extracted_on 12\u00a0: doit être un jour, AAAA-MM-JJ\u00a0; "
                "a.toml\u00a0: territory 94\u00a0: doit être un texte, entre guillemets"
            ),
        ),
        (
            "recorded year abc: must be a whole number",
            "year abc (réglage enregistré)\u00a0: doit être un nombre entier",
        ),
        (
            "a.toml: cannot be read as TOML: Cannot overwrite a value (at line 2, column 6)",
            (
                "a.toml\u00a0: illisible comme TOML\u00a0: cette clé a déjà une valeur (ligne 2, "
                "colonne 6)"
            ),
        ),
        (
            (
                "b.json: is not complete JSON (Expecting ',' delimiter, line 3). It was cut short "
                "or edited: restore it, or make it again"
            ),
            (
                "b.json\u00a0: n'est pas un JSON complet (',' attendu, ligne 3). Il a été tronqué "
                "ou modifié\u00a0: le restaurer, ou le refaire"
            ),
        ),
        (
            "r.csv: line 2: value must be a number. Write the results again",
            "r.csv\u00a0: ligne 2\u00a0: value doit être un nombre. Écrire les résultats à nouveau",
        ),
        (
            (
                "--profile p.toml: appointments.no_show: must be at most 1; no key money.zz is "
                "known; bodies: no body is called cafe"
            ),
            (
                "--profile p.toml\u00a0: appointments.no_show\u00a0: doit être inférieur ou égal à "
                "1\u00a0; la clé money.zz n'est pas connue\u00a0; bodies\u00a0: aucun organisme ne "
                "s'appelle cafe"
            ),
        ),
        (
            "--profile p.toml: no key money.zz is known; money.spread: must be a number",
            (
                "--profile p.toml\u00a0: la clé money.zz n'est pas connue\u00a0; "
                "money.spread\u00a0: doit être un nombre"
            ),
        ),
        (
            "--control s.toml, tables.costs: rows must be a whole number",
            "--control s.toml, tables.costs\u00a0: rows doit être un nombre entier",
        ),
        (
            (
                "a.parquet: is damaged and cannot be decoded to its end; ask for it again. If it "
                "is whole, this machine has too little memory for it"
            ),
            (
                "a.parquet\u00a0: est endommagé et ne peut être décodé jusqu'à sa fin\u00a0; le "
                "redemander. S'il est complet, cette machine a trop peu de mémoire pour lui"
            ),
        ),
        (
            (
                "12,345,678 appointments must be counted together, which takes about 2.50 GB of "
                "memory, and --memory-limit allows 2.00 GB. Allow more, or give fewer years at a "
                "time"
            ),
            (
                "12\u202f345\u202f678 rendez-vous doivent être comptés ensemble, ce qui prend "
                "environ 2,50 Go de mémoire, et --memory-limit en permet 2,00. En permettre "
                "davantage, ou donner moins d'années à la fois"
            ),
        ),
        (
            "--where site=z: no such group; the extract has rows without one, Lot and Co, Val",
            (
                "--where site=z\u00a0: ce groupe n'existe pas\u00a0; l'extraction a des lignes "
                "sans valeur, Lot and Co, Val"
            ),
        ),
        (
            "summary cannot be written: Permission denied. Choose a place where you may write.",
            (
                "impossible d'écrire summary\u00a0: accès refusé. Choisir un endroit où vous "
                "pouvez écrire."
            ),
        ),
        (
            "a.pdf: is a PDF document; ask for the table as .xlsx or CSV",
            "a.pdf\u00a0: est un document PDF\u00a0; demander la table en .xlsx ou en CSV",
        ),
    ],
)
def test_a_refusal_is_said_in_french(english: str, french: str) -> None:
    assert in_french(english) == french


@pytest.mark.parametrize("message", ["", "Something else.", "known: body", "a: b"])
def test_what_no_sentence_fits_is_not_said(message: str) -> None:
    assert in_french(message) is None


@pytest.mark.parametrize(
    "name", ["no such file", "a: b.csv", "a; b, c. d", "known: x", "x and y", "{name}", r"\1"]
)
def test_a_name_is_never_translated(name: str) -> None:
    said = in_french(f"{name}: the file is empty; ask for it again, or leave it out")
    assert said == f"{name}\u00a0: le fichier est vide\u00a0; le redemander, ou le retirer"


@pytest.mark.parametrize(
    ("file", "french"),
    [
        ("a.xlsx!Sommaire", "a.xlsx!Sommaire"),
        ("a.xlsx!Ancien (hidden sheet)", "a.xlsx!Ancien (feuille masquée)"),
        ("copie.csv (the same file as rdv.csv)", "copie.csv (même fichier que rdv.csv)"),
        ("_2021 (its name hides it)", "_2021 (masqué par son nom)"),
        (
            "a.xlsx!Mars (as appointments, not found: date as 'Date', status as 'Statut')",
            (
                "a.xlsx!Mars (comme table appointments, introuvable\u00a0: date sous le nom "
                "'Date', status sous le nom 'Statut')"
            ),
        ),
    ],
)
def test_why_a_file_is_left_aside(file: str, french: str) -> None:
    assert (left_aside_text(file, "fr"), left_aside_text(file, "en")) == (french, file)


LONG = 5_000


@pytest.mark.parametrize(
    "message",
    [
        ", ".join(f"f{n}.csv" for n in range(LONG)) + ": holds no file",
        "x is " + "a in b, " * LONG + ". Make one of them again under the rules of the other?",
        "p: " + "a must be a text, " * LONG + "b. Write the results again",
        "--profile p: " + "no key x is known; " * LONG + "odd",
    ],
)
def test_long_names_and_lists_are_read_at_once(message: str) -> None:
    start = perf_counter()
    in_french(message)
    assert perf_counter() - start < 2


def raised() -> Iterator[tuple[str, str]]:
    """Where each message is raised, and its words with {} for what it names."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in KINDS and node.args:
                yield f"{path.relative_to(PACKAGE)}:{node.lineno}", words(node.args[0])


def words(message: ast.expr) -> str:
    match message:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=parts):
            return "".join(words(part) for part in parts)
        case ast.BinOp(left=left, right=right):
            return words(left) + words(right)
        case _:
            return "{}"


def test_every_message_in_the_code_has_its_french() -> None:
    messages = [(at, message) for at, message in raised() if message not in MADE_OF_PARTS]
    assert len(messages) > 200
    unknown = [
        f"{at} {message}"
        for at, message in messages
        if in_french(message.replace("{}", "x and y")) is None
    ]
    assert not unknown, "write the French of these into a file of output/refusals"


FOLDER = PACKAGE / "output" / "refusals"
TABLES = {name: tomllib.loads((FOLDER / name).read_text(encoding="utf-8")) for name in FILES}
KINDS_OF_WORDS = sorted({"rules"}.union(*TABLES.values()))


def test_every_field_with_words_of_its_own_has_them_somewhere() -> None:
    asked = {
        kind
        for table in TABLES.values()
        for pairs in table.values()
        for french in pairs.values()
        for kind in re.findall(r"\{\w+:(\w+)\}", french)
    }
    assert asked | {"refusals", "faults", "left_aside"} == {*KINDS_OF_WORDS}


@pytest.mark.parametrize("kind", KINDS_OF_WORDS)
def test_both_languages_name_the_same(kind: str) -> None:
    pairs = catalogue(kind)
    assert [en for en, fr in pairs if {*FIELD.findall(en)} != {*FIELD.findall(fr)}] == []
    twice = Counter(FIELD.sub("{}", english) for english, _ in pairs)
    assert [english for english, count in twice.items() if count > 1] == []

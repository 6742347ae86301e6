"""docs/rules.md and docs/fr/regles.md, from the counting rules and the settings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from accsocial.config import FILE_NAME, PREFIX, Settings
from accsocial.indicators import CATALOGUE
from accsocial.indicators.depends import rules_of
from accsocial.model import Text
from accsocial.output.catalogue.words import RULES
from accsocial.output.words import setting
from accsocial.parameters.constants import constants
from accsocial.records.rows.pseudonyms import KEY_VARIABLE
from accsocial.rules import CountingRules
from docpages.commands import commands
from docpages.markdown import code, codes, page, table

_TITLE = Text("Rules and settings", "Règles et réglages")
_INTRO = Text(
    "What is counted is a choice. Each choice has a name and a default, and is written into "
    "every output that can hold it. Two runs with different rules give two different figures.",
    "Ce qui est compté est un choix. Chaque choix a un nom et une valeur par défaut, et il est "
    "écrit dans toutes les sorties qui peuvent le contenir. Deux calculs aux règles différentes "
    "donnent deux chiffres différents.",
)
_RULES = Text("Counting rules", "Règles de comptage")
_RULE_HEADINGS = {
    "en": ("Rule", "Default", "Meaning"),
    "fr": ("Règle", "Par défaut", "Sens"),
}
_ONCE = Text(
    "An appointment may span several rows (two workers, two beneficiaries). It counts once "
    "for each beneficiary, once for each worker, and once in all other counts. If a row of it "
    "names no beneficiary (or no worker), it also counts once as unknown, whomever its other "
    "rows name.",
    "Un rendez-vous peut tenir en plusieurs lignes (deux travailleurs sociaux, deux "
    "bénéficiaires). Il compte une fois pour chaque bénéficiaire, une fois pour chaque travailleur "
    "social, et une fois dans tous les autres comptes. Si l'une de ses lignes ne nomme aucun "
    "bénéficiaire (ou aucun travailleur social), il compte aussi une fois parmi les inconnus, qui "
    "que nomment ses autres lignes.",
)
_MOVES = Text("What a rule can move", "Ce qu'une règle peut changer")
_OF_MOVES = Text(
    "A mark says that the rule can move the indicator. `beneficiary_unit` moves none: it names "
    "what is counted.",
    "Une marque dit que la règle peut changer l'indicateur. `beneficiary_unit` n'en change aucun : "
    "elle nomme ce qui est compté.",
)
_INDICATOR = Text("Indicator", "Indicateur")
_PLACES = Text("Where settings come from", "D'où viennent les réglages")
_OF_PLACES = Text(
    "A flag wins over a variable `{prefix}*`, which wins over `{file}`, which wins over "
    "the default. `{file}` is looked for beside the extract, then in the working "
    "folder; `--config` names another file. What is taken from it is told on standard error. A "
    "name that does not exist is an error (exit code 2).",
    "Une option l'emporte sur une variable `{prefix}*`, qui l'emporte sur `{file}`, qui l'emporte "
    "sur la valeur par défaut. `{file}` est cherché à côté de l'extraction, puis dans le dossier "
    "de travail ; `--config` nomme un autre fichier. Ce qui en est repris est dit sur la sortie "
    "d'erreur. Un nom qui n'existe pas est une erreur (code de sortie 2).",
)
_SETTING_HEADINGS = {
    "en": ("Setting", "Flag", "Variable", f"Key in {FILE_NAME}", "Default"),
    "fr": ("Réglage", "Option", "Variable", f"Clé dans {FILE_NAME}", "Par défaut"),
}
_LISTS = Text(
    "Lists are written with commas in flags and variables, as TOML lists in the file. "
    "Two variables are no settings:",
    "Les listes s'écrivent avec des virgules dans les options et les variables, en listes TOML "
    "dans le fichier. Deux variables ne sont pas des réglages :",
)
_VARIABLE_HEADINGS = {"en": ("Variable", "Meaning"), "fr": ("Variable", "Sens")}
_ELSEWHERE = {
    KEY_VARIABLE: Text(
        "Key of the pseudonyms, at least 16 characters; without it a key is drawn for each run.",
        "Clé des pseudonymes, d'au moins 16 caractères ; à défaut, une clé est tirée au sort pour "
        "chaque calcul.",
    ),
    "ACCSOCIAL_DEBUG": Text(
        "Set to 1, a defect of accsocial shows its details, which may hold personal data.",
        "À 1, un défaut d'accsocial montre ses détails, qui peuvent contenir des données "
        "personnelles.",
    ),
}
_AN_EXAMPLE = Text(f"An example of `{FILE_NAME}`:", f"Un exemple de `{FILE_NAME}` :")
_EXAMPLE = """\
```toml
lang = "fr"
body = "departement"
territory = "64"
by = ["territory"]

[rules]
support_threshold = 3
counted_statuses = ["held"]
beneficiary_unit = { caf = "household", departement = "person" }
```"""
_BEHIND = Text(
    "Constants behind the defaults, with their source: {names}, in "
    "[published figures](published-figures.md#constants).",
    "Les constantes d'où viennent les valeurs par défaut, avec leur source : {names}, dans "
    "[chiffres publiés](chiffres-publies.md#constantes).",
)


def rules_page(lang: str) -> str:
    """Counting rules with defaults and what they move; then every setting and where to set it."""
    rules = CountingRules()
    return page(
        _TITLE[lang],
        _INTRO[lang],
        f"## {_RULES[lang]}",
        table(
            _RULE_HEADINGS[lang],
            (
                (code(name), code(_as_given(value)), RULES[name][lang])
                for name, value in rules.as_plain().items()
            ),
        ),
        _ONCE[lang],
        f"## {_MOVES[lang]}",
        _OF_MOVES[lang],
        _moves(lang),
        f"## {_PLACES[lang]}",
        _OF_PLACES[lang].format(prefix=PREFIX, file=FILE_NAME),
        table(
            _SETTING_HEADINGS[lang],
            [
                *(
                    _row(n, default, "")
                    for n, default in Settings.model_fields.items()
                    if n != "rules"
                ),
                *(_row(n, value, "rules.") for n, value in rules.as_plain().items()),
            ],
        ),
        _LISTS[lang],
        table(_VARIABLE_HEADINGS[lang], ((code(n), text[lang]) for n, text in _ELSEWHERE.items())),
        _AN_EXAMPLE[lang],
        _EXAMPLE,
        _BEHIND[lang].format(names=codes(constants())),
    )


def _moves(lang: str) -> str:
    rules = [name for name in RULES if any(name in rules_of(i) for i in CATALOGUE)]
    return table(
        (_INDICATOR[lang], *rules),
        ((i.id, *("x" if name in rules_of(i) else "" for name in rules)) for i in CATALOGUE),
    )


def _row(name: str, default: object, table_of: str) -> tuple[str, ...]:
    shown = _as_given(default) if default not in (None, ()) else ""
    return (
        name,
        codes(_flags()[name]),
        code(PREFIX + name.upper()),
        code(table_of + name),
        code(shown) if shown else "–",
    )


def _as_given(value: object) -> str:
    """A value as a flag or a variable takes it."""
    if isinstance(value, Mapping):
        return ",".join(f"{key}={part}" for key, part in value.items())
    return setting(value).replace(", ", ",")


def _flags() -> Mapping[str, list[str]]:
    """Setting -> its flags, from the main command."""
    main: Any = commands()["indicators"]
    return {p.name: [*p.opts, *p.secondary_opts] for p in main.params}

"""The words of headings and notes in both languages, and text from data made safe to print."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from accsocial.model import Text
from accsocial.results import Status

THEMES = {
    "intensity": Text("Intensity", "Intensité"),
    "workload": Text("Workload", "Charge de travail"),
    "attendance": Text("Attendance", "Présence"),
    "cost": Text("Cost", "Coût"),
    "coverage": Text("Coverage", "Couverture"),
    "support": Text("Contact and acceptance", "Contact et adhésion"),
    "formalisation": Text("Formalisation", "Formalisation"),
    "exits": Text("Duration and exits", "Durée et sorties"),
    "equity": Text("Equity", "Équité"),
    "channels_and_events": Text("Channels and events", "Modes et faits générateurs"),
    "documentation": Text("Documentation", "Saisie de l'activité"),
}

STATUSES = {
    Status.OK: Text("to be read with care", "à lire avec prudence"),
    Status.PARTIAL: Text("partial year", "année partielle"),
    Status.EMPTY: Text("empty", "vide"),
    Status.NOT_COMPUTABLE: Text("not computable", "non calculable"),
}

NOT_COMPUTABLE = Text("n/c", "n/c")
NOT_A_PASS_MARK = Text(
    "A published figure stands beside a result for comparison: it is no pass mark.",
    "Un chiffre publié sert à comparer : il ne dit pas si un résultat est bon ou mauvais.",
)

_NOT_GIVEN = Text("not given", "non renseigné")

_BODIES = {
    "caf": Text("Caf", "Caf"),
    "departement": Text("Département", "Département"),
}

_GROUPS = {
    "territory": Text("territory {}", "territoire {}"),
    "site": Text("site {}", "site {}"),
    "event": Text("event: {}", "fait générateur : {}"),
    "channel": Text("channel: {}", "mode : {}"),
}


def theme(name: str, lang: str) -> str:
    """The heading of a theme; one without words here is its own name, capitalised."""
    return THEMES[name][lang] if name in THEMES else name.replace("_", " ").capitalize()


def group_title(groups: list[tuple[str, str | None]], lang: str) -> str:
    """The title of a block from its (column, value) pairs: "Caf, territory 94"."""
    parts = []
    for column, value in groups:
        shown = _NOT_GIVEN[lang] if value is None else clean(value)
        if column == "body":
            parts.append(_BODIES[value][lang] if value in _BODIES else shown)
        else:
            parts.append(_GROUPS[column][lang].format(shown))
    return ", ".join(parts) or Text("All", "Ensemble")[lang]


def place_title(group: Mapping[str, object], lang: str) -> str:
    """The title of one group of results, its year last: "Caf, territory 94, 2022"."""
    named = [
        (column, None if value is None else str(value))
        for column, value in group.items()
        if column != "year"
    ]
    return ", ".join([group_title(named, lang), *(str(group[c]) for c in group if c == "year")])


def colon(lang: str) -> str:
    """A colon and its spaces."""
    return "\u00a0: " if lang == "fr" else ": "


def semicolon(lang: str) -> str:
    """A semicolon and its spaces."""
    return "\u00a0; " if lang == "fr" else "; "


def clean(text: str) -> str:
    """Text from data on one line, without characters that could drive a terminal."""
    return "".join("\ufffd" if unicodedata.category(c) in _UNSAFE else c for c in text)


_UNSAFE = {"Cc", "Zl", "Zp", "Cs"}


def setting(value: object) -> str:
    """A setting as text: lists and tables without brackets, true and false in lower case."""
    if isinstance(value, Mapping):
        return ", ".join(f"{key} = {setting(part)}" for key, part in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(map(setting, value))
    if isinstance(value, bool):
        return str(value).lower()
    return clean(str(value))

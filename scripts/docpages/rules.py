"""docs/rules.md, from the counting rules and the settings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from accsocial.config import FILE_NAME, PREFIX, Settings
from accsocial.indicators import CATALOGUE
from accsocial.indicators.depends import rules_of
from accsocial.output.catalogue.words import RULES
from accsocial.output.words import setting
from accsocial.parameters.constants import constants
from accsocial.records.rows.pseudonyms import KEY_VARIABLE
from accsocial.rules import CountingRules
from docpages.commands import commands
from docpages.markdown import code, codes, page, table

_ELSEWHERE = {
    KEY_VARIABLE: "Key of the pseudonyms, at least 16 characters; without it a key is drawn for "
    "each run.",
    "ACCSOCIAL_DEBUG": "Set to 1, a defect of accsocial shows its details, which may hold personal "
    "data.",
}
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


def rules_page() -> str:
    """Counting rules with defaults and what they move; then every setting and where to set it."""
    rules = CountingRules()
    return page(
        "Rules and settings",
        "What is counted is a choice. Each choice has a name and a default, and is written into "
        "every output that can hold it. Two runs with different rules give two different figures.",
        "## Counting rules",
        table(
            ("Rule", "Default", "Meaning"),
            (
                (code(name), code(_as_given(value)), RULES[name]["en"])
                for name, value in rules.as_plain().items()
            ),
        ),
        "An appointment may span several rows (two workers, two beneficiaries). It counts once "
        "for each beneficiary, once for each worker, and once in all other counts. If a row of it "
        "names no beneficiary (or no worker), it also counts once as unknown, whomever its other "
        "rows name.",
        "## What a rule can move",
        "A mark says that the rule can move the indicator. `beneficiary_unit` moves none: it names "
        "what is counted.",
        _moves(),
        "## Where settings come from",
        f"A flag wins over a variable `{PREFIX}*`, which wins over `{FILE_NAME}`, which wins over "
        f"the default. `{FILE_NAME}` is looked for beside the extract, then in the working "
        "folder; `--config` names another file. What is taken from it is told on standard error. A "
        "name that does not exist is an error (exit code 2).",
        table(
            ("Setting", "Flag", "Variable", f"Key in {FILE_NAME}", "Default"),
            [
                *(
                    _row(n, default, "")
                    for n, default in Settings.model_fields.items()
                    if n != "rules"
                ),
                *(_row(n, value, "rules.") for n, value in rules.as_plain().items()),
            ],
        ),
        "Lists are written with commas in flags and variables, as TOML lists in the file. "
        "Two variables are no settings:",
        table(("Variable", "Meaning"), ((code(n), text) for n, text in _ELSEWHERE.items())),
        f"An example of `{FILE_NAME}`:",
        _EXAMPLE,
        "Constants behind the defaults, with their source: "
        f"{codes(constants())}, in [published figures](published-figures.md#constants).",
    )


def _moves() -> str:
    rules = [name for name in RULES if any(name in rules_of(i) for i in CATALOGUE)]
    return table(
        ("Indicator", *rules),
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

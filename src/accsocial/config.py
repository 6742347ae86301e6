"""Settings of a run: flag, then ACCSOCIAL_* variable, then accsocial.toml, then default."""

from __future__ import annotations

import datetime as dt
import locale
import os
import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import PydanticCustomError

from accsocial.errors import UsageError
from accsocial.parameters.prices import Convention
from accsocial.records.layout import SHIPPED
from accsocial.records.read import MAX_REJECTED
from accsocial.rules import CountingRules
from accsocial.summary.memory import DEFAULT_LIMIT, LEAST_LIMIT

FILE_NAME = "accsocial.toml"
PREFIX = "ACCSOCIAL_"
_NOT_SETTINGS = ("KEY", "DEBUG")
"""ACCSOCIAL_* variables that are read elsewhere: the key of pseudonyms, and of defects."""
CHECKING = ("check", "expect")
"""Tables of a settings file that only `accsocial check` reads."""

_SIZE = re.compile(r"\s*(?P<number>\d+([.,]\d+)?)\s*(?P<unit>|[kmg]i?b?)\s*", re.IGNORECASE)
_UNITS = {"": 1} | {
    f"{letter}{between}{b}": base**power
    for power, letter in enumerate("kmg", 1)
    for between, base in (("", 1000), ("i", 1024))
    for b in ("", "b")
}
"""Units of sizes, by their letters."""

_DEFAULT_UNITS = CountingRules().beneficiary_unit


def _split(value: object) -> object:
    """`"a,b"` and single values as a list; lists as they are."""
    if isinstance(value, str):
        return [part.strip() for part in value.split(",") if part.strip()]
    return value if isinstance(value, list | tuple) else [value]


def _units(value: object) -> object:
    """`"person"` for both bodies, or `"caf=person"`; a body that is not named keeps its default."""
    if isinstance(value, str):
        if "=" not in value:
            return dict.fromkeys(_DEFAULT_UNITS, value)
        pairs = [part.partition("=") for part in value.split(",")]
        value = {body.strip(): unit.strip() for body, _, unit in pairs}
    return {**_DEFAULT_UNITS, **value} if isinstance(value, dict) else value


def _day(value: object) -> object:
    """A TOML date, or a text YYYY-MM-DD and nothing else: a number is no count of seconds here."""
    if value is None or type(value) is dt.date:
        return value
    try:
        return dt.datetime.strptime(str(value), "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        raise PydanticCustomError("day", "must be a day, YYYY-MM-DD") from None


def _bytes(value: object) -> object:
    """A limit of memory in bytes, with or without a unit: 2GB, 1.5 GiB."""
    found = _SIZE.fullmatch(str(value))
    if found is None:
        raise PydanticCustomError("bytes", "must be a number of bytes, such as 4GB")
    size = int(Decimal(found["number"].replace(",", ".")) * _UNITS[found["unit"].lower()])
    if size < LEAST_LIMIT:
        least = f"must be at least {LEAST_LIMIT // 10**6}MB: as much is needed for any extract"
        raise PydanticCustomError("bytes", least)
    return size


Names = Annotated[tuple[str, ...], BeforeValidator(_split)]


class Settings(BaseModel):
    """Everything a run can be told, validated. Counting rules are in `rules`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    body: str | None = None
    territory: str | None = None
    layout: str | None = None
    by: Names = ()
    only: Names = ()
    year: Annotated[tuple[int, ...], BeforeValidator(_split)] = ()
    base_year: int | None = None
    prices: str | None = None
    inflation_convention: Convention = "mean-to-mean"
    max_rejected: Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)] = MAX_REJECTED
    extracted_on: Annotated[dt.date | None, BeforeValidator(_day)] = None
    memory_limit: Annotated[int, BeforeValidator(_bytes)] = DEFAULT_LIMIT
    lang: Literal["en", "fr"] | None = None
    rules: CountingRules = CountingRules()

    @property
    def language(self) -> str:
        """The language of words: the setting, then the locale, then English."""
        return self.lang or locale_language()


def locale_language() -> str:
    """`fr` for a French locale, else `en`."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return "fr" if value.lower().startswith("fr") else "en"
    return "fr" if (locale.getlocale()[0] or "").lower().startswith("fr") else "en"


def settings(
    flags: Mapping[str, Any],
    *,
    config: str | None = None,
    beside: Sequence[Path] = (),
    environment: Mapping[str, str] = os.environ,
    recorded: Mapping[str, Any] | None = None,
) -> Settings:
    """Settings from all places; `flags` holds those given on the command line.

    The file is `config`, or the accsocial.toml beside the extract, or the one in the
    working folder. `recorded` are those of an earlier run, in the place of defaults.
    Raises UsageError for a name or value that is not valid, naming where it was found.
    """
    path = _config_path(config, beside)
    _check_recorded(recorded or {})
    layers: list[tuple[Callable[[str], str], Mapping[str, Any]]] = [
        (lambda name: PREFIX + name.upper(), _from_environment(environment)),
        (lambda name: "--" + name.replace("_", "-"), _from_flags(flags)),
    ]
    if path is not None:
        layers.insert(0, (lambda name: f"{path.name}: {name}", _from_file(path)))
    layers.insert(0, (lambda name: f"recorded {name}", recorded or {}))
    merged: dict[str, Any] = {"rules": {}}
    shown: dict[str, str] = {}
    for show, layer in layers:
        rules = layer.get("rules", {})
        merged = {**merged, **layer, "rules": {**merged["rules"], **rules}}
        shown |= {name: show(name) for name in (*layer, *rules)}
    merged["rules"] = {n: _as_rule(n, v) for n, v in merged["rules"].items()}
    try:
        return Settings.model_validate(merged)
    except ValidationError as error:
        raise UsageError(_explain(error, shown)) from None


def checking(config: str | None, beside: Sequence[Path]) -> tuple[Path, dict[str, Any]]:
    """The settings file, as `settings` finds it, and its tables [check] and [expect].

    A table that is not there is empty, and so are both without a file.
    """
    path = _config_path(config, beside)
    data = {} if path is None else _toml(path)
    return path or Path(FILE_NAME), {name: data.get(name, {}) for name in CHECKING}


def _check_recorded(recorded: Mapping[str, Any]) -> None:
    _check_names(recorded, Settings.model_fields, "recorded run")
    _check_names(recorded.get("rules", {}), CountingRules.model_fields, "recorded run, rules")


def _as_rule(name: str, value: object) -> object:
    if name == "beneficiary_unit":
        return _units(value)
    return _split(value) if name in ("counted_statuses", "counted_channels") else value


def _config_path(config: str | None, beside: Sequence[Path]) -> Path | None:
    if config is not None:
        path = Path(config)
        if not path.is_file():
            raise UsageError(f"--config {config}: no such file")
        return path
    folders = [p if p.is_dir() else p.parent for p in beside]
    candidates = [folder / FILE_NAME for folder in (*folders, Path())]
    return next((path for path in candidates if path.is_file()), None)


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise UsageError(f"{path.name}: cannot be opened: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path.name}: is not UTF-8. Save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{path.name}: cannot be read as TOML: {error}") from error


def _from_file(path: Path) -> dict[str, Any]:
    data = {name: value for name, value in _toml(path).items() if name not in CHECKING}
    rules = data.get("rules", {})
    if not isinstance(rules, dict):
        raise UsageError(f"{path.name}: rules must be a table, [rules]")
    _check_names(data, [*Settings.model_fields, *CHECKING], path.name)
    _check_names(rules, CountingRules.model_fields, f"{path.name}, [rules]")
    return {name: _beside(path, name, value) for name, value in data.items()}


def _beside(path: Path, name: str, value: Any) -> Any:
    """A file named in a settings file stands beside it, wherever the run is started."""
    names_a_file = name == "prices" or (name == "layout" and value not in SHIPPED)
    return str(path.parent / value) if names_a_file and isinstance(value, str) else value


def _from_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    given = {
        name.removeprefix(PREFIX).lower(): value
        for name, value in environment.items()
        # Emptying a variable is how a shell takes back a setting.
        if name.startswith(PREFIX) and name.removeprefix(PREFIX) not in _NOT_SETTINGS and value
    }
    known = [n for n in (*Settings.model_fields, *CountingRules.model_fields) if n != "rules"]
    _check_names(given, known, "environment", shown=lambda name: PREFIX + name.upper())
    return _nested(given)


def _from_flags(flags: Mapping[str, Any]) -> dict[str, Any]:
    given = {name: value for name, value in flags.items() if value is not None}
    for name, value in given.items():
        if isinstance(value, str) and not value.strip(" ,"):
            # A shell variable that is empty by accident must not widen what is asked for.
            raise UsageError(
                f"--{name.replace('_', '-')}: the value is empty. Leave it out, or fill it"
            )
    return _nested(given)


def _nested(given: Mapping[str, Any]) -> dict[str, Any]:
    """Puts the names of counting rules under `rules`."""
    rules = {name: value for name, value in given.items() if name in CountingRules.model_fields}
    rest = {name: value for name, value in given.items() if name not in rules}
    return {**rest, "rules": rules} if rules else rest


def _check_names(given: Mapping[str, Any], known: Any, where: str, shown: Any = str) -> None:
    for name in given:
        if name not in known:
            near = get_close_matches(name, list(known), n=1)
            hint = f"; did you mean {shown(near[0])}?" if near else ""
            raise UsageError(f"{where}: no setting {shown(name)}{hint}")


_WHAT = {
    "int_parsing": "must be a whole number",
    "int_type": "must be a whole number",
    "int_from_float": "must be a whole number",
    "float_parsing": "must be a number",
    "float_type": "must be a number",
    "finite_number": "must be a number",
    "decimal_parsing": "must be a number",
    "decimal_type": "must be a number",
    "bool_parsing": "must be true or false",
    "bool_type": "must be true or false",
    "string_type": "must be a text",
    "too_short": "must name at least one",
    "greater_than": "must be more than {gt:g}",
    "greater_than_equal": "must be at least {ge:g}",
    "less_than_equal": "must be at most {le:g}",
    "literal_error": "must be {expected}",
}


def _explain(error: ValidationError, shown: Mapping[str, str]) -> str:
    """`--max-rejected 2.0: must be at most 1`: where each wrong value is, and what is allowed."""
    messages: dict[str, str] = {}
    for problem in error.errors():
        name = next(str(part) for part in problem["loc"] if part != "rules")
        what = _WHAT.get(problem["type"], problem["msg"]).format(**problem.get("ctx", {}))
        # What else is wrong with a setting follows from its first fault.
        messages.setdefault(name, f"{shown[name]} {problem['input']}: {what}")
    return "; ".join(messages.values())

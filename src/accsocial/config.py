"""Settings of a run: flag, then ACCSOCIAL_* variable, then accsocial.toml, then default."""

from __future__ import annotations

import locale
import os
import tomllib
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from accsocial.errors import UsageError
from accsocial.parameters.prices import Convention
from accsocial.records.read import MAX_REJECTED
from accsocial.rules import CountingRules

FILE_NAME = "accsocial.toml"
PREFIX = "ACCSOCIAL_"
_NOT_SETTINGS = ("KEY", "DEBUG")
"""ACCSOCIAL_* variables that are read elsewhere: the key of pseudonyms, and of defects."""


def _split(value: object) -> object:
    """`"a,b"` as a list, for variables and flags; other values as they are."""
    if isinstance(value, str):
        return [part.strip() for part in value.split(",") if part.strip()]
    return value


def _units(value: object) -> object:
    """`"person"` for both bodies, or `"caf=household,departement=person"`."""
    if not isinstance(value, str):
        return value
    if "=" not in value:
        return {"caf": value, "departement": value}
    return dict(part.strip().split("=", 1) for part in value.split(",") if "=" in part)


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
    max_rejected: Annotated[float, Field(ge=0, le=1)] = MAX_REJECTED
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
) -> Settings:
    """Settings from all places; `flags` holds those given on the command line.

    The file is `config`, or the accsocial.toml beside the extract, or the one in the
    working folder. Raises UsageError for a name or value that is not valid, naming
    where it was found.
    """
    path = _config_path(config, beside)
    layers = [
        ("default", {}),
        (path.name if path else "", _from_file(path) if path else {}),
        ("environment", _from_environment(environment)),
        ("command line", _nested(flags)),
    ]
    merged: dict[str, Any] = {"rules": {}}
    origin: dict[str, str] = {}
    for where, layer in layers:
        for name, value in layer.items():
            if name == "rules":
                merged["rules"].update(value)
                origin.update(dict.fromkeys(value, where))
            else:
                merged[name] = value
                origin[name] = where
    merged["rules"] = {n: _as_rule(n, v) for n, v in merged["rules"].items()}
    try:
        return Settings.model_validate(merged)
    except ValidationError as error:
        raise UsageError(_explain(error, origin)) from error


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


def _from_file(path: Path) -> dict[str, Any]:
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"{path.name}: cannot be read as TOML: {error}") from error
    rules = data.get("rules", {})
    if not isinstance(rules, dict):
        raise UsageError(f"{path.name}: rules must be a table, [rules]")
    _check_names(data, Settings.model_fields, path.name)
    _check_names(rules, CountingRules.model_fields, f"{path.name}, [rules]")
    return data


def _from_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    given = {
        name.removeprefix(PREFIX).lower(): value
        for name, value in environment.items()
        if name.startswith(PREFIX) and name.removeprefix(PREFIX) not in _NOT_SETTINGS
    }
    known = [n for n in (*Settings.model_fields, *CountingRules.model_fields) if n != "rules"]
    _check_names(given, known, "environment", shown=lambda name: PREFIX + name.upper())
    return _nested(given)


def _nested(flat: Mapping[str, Any]) -> dict[str, Any]:
    """Puts the names of counting rules under `rules`; leaves out what was not given."""
    given = {name: value for name, value in flat.items() if value not in (None, [], ())}
    rules = {name: given.pop(name) for name in list(given) if name in CountingRules.model_fields}
    return {**given, **({"rules": rules} if rules else {})}


def _check_names(given: Mapping[str, Any], known: Any, where: str, shown: Any = str) -> None:
    for name in given:
        if name not in known:
            near = get_close_matches(name, list(known), n=1)
            hint = f"; did you mean {shown(near[0])}?" if near else ""
            raise UsageError(f"{where}: no setting {shown(name)}{hint}")


def _explain(error: ValidationError, origin: Mapping[str, str]) -> str:
    parts = []
    for problem in error.errors():
        place = [str(p) for p in problem["loc"] if p != "rules"]
        where = origin.get(place[0], "") if place else ""
        message = problem["msg"].removeprefix("Value error, ")
        parts.append(f"{where}: {'.'.join(place)} = {problem['input']!r}: {message}")
    return "; ".join(parts)

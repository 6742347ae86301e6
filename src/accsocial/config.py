"""Settings of a run: flag, then ACCSOCIAL_* variable, then accsocial.toml, then default."""

from __future__ import annotations

import datetime as dt
import os
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Literal

from accsocial.errors import UsageError, nearest
from accsocial.given import Given, listed
from accsocial.language import locale_language
from accsocial.parameters.prices import Convention
from accsocial.records.layout_files import SHIPPED
from accsocial.records.read import MAX_REJECTED
from accsocial.results import check_group_columns
from accsocial.rules import CountingRules
from accsocial.summary.rows.memory import DEFAULT_LIMIT

FILE_NAME = "accsocial.toml"
PREFIX = "ACCSOCIAL_"
_NOT_SETTINGS = ("KEY", "DEBUG")
"""ACCSOCIAL_* variables that are read elsewhere: the key of pseudonyms, and of defects."""
CHECKING = ("check", "expect")
"""Tables of a settings file that only `accsocial check` reads."""


@dataclass(frozen=True)
class SettingsFile:
    """A settings file that was applied, and the names of the settings that come from it."""

    path: Path
    taken: tuple[str, ...]


class Settings(Given):
    """Everything a run can be told, validated. Counting rules are in `rules`."""

    body: str | None = None
    territory: str | None = None
    layout: str | None = None
    by: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    year: tuple[int, ...] = ()
    base_year: int | None = None
    prices: str | None = None
    inflation_convention: Convention = "mean-to-mean"
    max_rejected: float = MAX_REJECTED
    extracted_on: dt.date | None = None
    memory_limit: int = DEFAULT_LIMIT
    lang: Literal["en", "fr"] | None = None
    rules: CountingRules = CountingRules()

    @classmethod
    def _limits(cls) -> Mapping[str, Any]:
        from accsocial.written import SETTINGS

        return SETTINGS

    @property
    def file(self) -> SettingsFile | None:
        """The file that was applied; None without one. It is no setting itself."""
        found: SettingsFile | None = vars(self).get("applied_file")
        return found

    @property
    def language(self) -> str:
        """The language of words: the setting, then the locale, then English."""
        return self.lang or locale_language()


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
        layers.insert(0, (partial(_place_in_file, path), _from_file(path)))
    layers.insert(0, (lambda name: f"recorded {name}", recorded or {}))
    merged: dict[str, Any] = {"rules": {}}
    shown: dict[str, str] = {}
    for show, layer in layers:
        rules = layer.get("rules", {})
        merged = {**merged, **layer, "rules": {**merged["rules"], **rules}}
        shown |= {name: show(name) for name in (*layer, *rules)}
    chosen = _checked(merged, shown) if shown else Settings()
    check_group_columns(chosen.by, shown.get("by", ""))
    if path is not None:
        place = partial(_place_in_file, path)
        taken = tuple(name for name in setting_names() if shown.get(name) == place(name))
        vars(chosen)["applied_file"] = SettingsFile(path, taken)
    return chosen


def setting_names() -> list[str]:
    """The names of everything that can be set: settings, then counting rules."""
    return [n for n in (*Settings.model_fields, *CountingRules.model_fields) if n != "rules"]


def names_a_file(name: str, value: object) -> bool:
    """Whether a setting with this value names a file; of layouts, those that ship are names."""
    return isinstance(value, str) and (
        name == "prices" or (name == "layout" and value not in SHIPPED)
    )


def _place_in_file(path: Path, name: str) -> str:
    return f"{path.name}: {name}"


def _checked(merged: dict[str, Any], shown: Mapping[str, str]) -> Settings:
    # Lists of texts that are written as one, which need no check once they are taken apart.
    for name in ("by", "only"):
        if isinstance(merged.get(name), str):
            merged[name] = listed(merged[name])
    rules = merged.pop("rules")
    if not rules and not Settings.may_be_wrong(merged):
        return Settings(**merged)
    from accsocial.written import ValidationError, as_rule, explain

    if rules:
        merged["rules"] = {name: as_rule(name, value) for name, value in rules.items()}
    try:
        return Settings(**merged)
    except ValidationError as error:
        raise UsageError(explain(error, shown)) from None


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


def _config_path(config: str | None, beside: Sequence[Path]) -> Path | None:
    if config is not None:
        return _checked_file(Path(config), f"--config {config}")
    folders = [p if p.is_dir() else p.parent for p in beside]
    candidates = [folder / FILE_NAME for folder in (*folders, Path())]
    # A link that leads nowhere was meant to be one: without its settings, figures are others.
    found = next((path for path in candidates if os.path.lexists(path)), None)
    return None if found is None else _checked_file(found, FILE_NAME)


def _checked_file(path: Path, shown: str) -> Path:
    if path.is_dir():
        raise UsageError(f"{shown}: is a folder. Give the name of a file in it")
    if path.is_fifo():
        # `accsocial check` reads its own tables later.
        raise UsageError(f"{shown}: is a pipe, and is read twice. Name a file")
    if not path.exists():
        what = "is a link that leads nowhere" if path.is_symlink() else "no such file"
        raise UsageError(f"{shown}: {what}")
    return path


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
    for name in data:
        if name in CountingRules.model_fields:
            raise UsageError(f"{path.name}: {name} is a counting rule. Write it below [rules]")
    _check_names(data, [*Settings.model_fields, *CHECKING], path.name)
    _check_names(rules, CountingRules.model_fields, f"{path.name}, [rules]")
    for name, value in data.items():
        if value == "":
            # Beside the settings file, no name is the folder itself.
            raise UsageError(f"{path.name}: {name} is empty. Leave it out, or fill it")
    return {name: _beside(path, name, value) for name, value in data.items()}


def _beside(path: Path, name: str, value: Any) -> Any:
    """A file named in a settings file stands beside it, wherever the run is started."""
    return str(path.parent / value) if names_a_file(name, value) else value


def _from_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    given = {
        name.removeprefix(PREFIX).lower(): value
        for name, value in environment.items()
        # Emptying a variable is how a shell takes back a setting.
        if name.startswith(PREFIX) and name.removeprefix(PREFIX) not in _NOT_SETTINGS and value
    }
    _check_names(given, setting_names(), "environment", shown=lambda name: PREFIX + name.upper())
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
            near = nearest(name, known)
            hint = f"; did you mean {shown(near)}?" if near else ""
            raise UsageError(f"{where}: no setting {shown(name)}{hint}")

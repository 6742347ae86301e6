"""Profiles as TOML files: those that ship, and a user's own."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from accsocial.errors import UsageError
from accsocial.given import what_is_wrong
from accsocial.simulation.profile import Profile

SHIPPED = ("national",)


def load_profile(name: str) -> Profile:
    """A profile that ships, by name, or a TOML file. Raises UsageError, naming the wrong key."""
    if name in SHIPPED:
        text = (files(__package__) / "profiles" / f"{name}.toml").read_text(encoding="utf-8")
    else:
        text = _text_of(Path(name))
    try:
        return Profile.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"--profile {name}: cannot be read as TOML: {error}") from error
    except ValidationError as error:
        found = "; ".join(map(_problem, error.errors()))
        raise UsageError(f"--profile {name}: {found}") from None


def _text_of(path: Path) -> str:
    if not path.is_file():
        raise UsageError(
            f"--profile {path}: no such file, nor a profile that ships ({', '.join(SHIPPED)})"
        )
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"--profile {path}: cannot be read as UTF-8 text") from error


def _problem(problem: Mapping[str, Any]) -> str:
    # What stands behind "[key]" is wrong with the key itself.
    shown = ".".join(str(part) for part in problem["loc"] if part != "[key]")
    if problem["type"] == "extra_forbidden":
        return f"no key {shown} is known"
    if problem["type"] == "missing":
        return f"the key {shown} is missing"
    return f"{shown}: {what_is_wrong(problem)}".removeprefix(": ")

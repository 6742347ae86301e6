"""Profiles as TOML files: those that ship, and a user's own."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from pathlib import Path

from pydantic import ValidationError

from accsocial.errors import UsageError
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
        found = "; ".join(
            _problem(part["loc"], part["type"], part["msg"]) for part in error.errors()
        )
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


def _problem(place: tuple[int | str, ...], kind: str, message: str) -> str:
    shown = ".".join(map(str, place))
    if kind == "extra_forbidden":
        return f"no key {shown} is known"
    if kind == "missing":
        return f"the key {shown} is missing"
    return f"{shown}: {message.removeprefix('Value error, ')}".removeprefix(": ")

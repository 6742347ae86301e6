"""JSON files of ours that people keep: read strictly, so that nothing passes by accident."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from pydantic import BaseModel, ValidationError

from accsocial.errors import DataRefused, UsageError
from accsocial.given import what_is_wrong

Model = TypeVar("Model", bound=BaseModel)

ENCODING = "utf-8-sig"
"""UTF-8, with or without the mark (BOM) that editors on Windows put before what they save."""


def read_document(path: Path, option: str) -> tuple[dict[str, Any], str]:
    """The JSON object in a file, and its text.

    Raises UsageError if there is no such file, DataRefused if it is no whole JSON object, holds
    a name twice, a number that is none or half a character.
    """
    try:
        text = path.read_text(ENCODING)
    except FileNotFoundError:
        raise UsageError(f"{option} {path}: no such file") from None
    except OSError as error:
        raise UsageError(f"{option} {path}: cannot be opened: {error.strerror}") from None
    except UnicodeDecodeError:
        raise DataRefused(
            f"{path.name}: is not UTF-8 text, so neither a manifest nor a baseline. If it was one, "
            "restore it"
        ) from None
    try:
        found = json.loads(text, object_pairs_hook=_each_once, parse_constant=_no_number)
        _check_characters(found, text)
    except json.JSONDecodeError as error:
        raise DataRefused(
            f"{path.name}: is not complete JSON ({error.msg}, line {error.lineno}). It was cut "
            "short or edited: restore it, or make it again"
        ) from None
    except ValueError as error:
        raise DataRefused(f"{path.name}: {error}. It was edited: restore it") from None
    except RecursionError:
        raise DataRefused(f"{path.name}: is nested without an end. Restore it") from None
    if not isinstance(found, dict):
        raise DataRefused(f"{path.name}: is no JSON object, so neither a manifest nor a baseline")
    return found, text


def check_format(found: dict[str, Any], name: str, wanted: str, version: int) -> None:
    """Raises DataRefused if `format` is not "accsocial <wanted> <version>"."""
    said = found.get("format")
    kind, _, number = str(said).rpartition(" ")
    if kind != f"accsocial {wanted}":
        raise DataRefused(f"{name}: is no {wanted} of accsocial (its format is {said!r})")
    if number != str(version):
        raise DataRefused(
            f"{name}: is a {wanted} of version {number}, and this accsocial reads version "
            f"{version}. Make it again with this accsocial, or use the one that made it"
        )


def validated(model: type[Model], found: object, name: str) -> Model:
    """The object as `model`. Raises DataRefused naming the first key that is unknown or wrong."""
    try:
        return model.model_validate(found)
    except ValidationError as error:
        problem = error.errors()[0]
        place = ".".join(str(part) for part in problem["loc"])
        what = what_is_wrong(problem, _KEYS)
        raise DataRefused(
            f"{name}: {place}: {what}. It was edited, or made by another accsocial: restore it, "
            "or make it again"
        ) from None


_KEYS = {"extra_forbidden": "unknown key", "missing": "is missing"}


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"holds the name {twice!r} twice in one place")
    return found


def _check_characters(found: object, text: str) -> None:
    """Raises ValueError for an escape that no text can hold: nothing could be written of it."""
    if "\\u" in text:
        try:
            json.dumps(found, ensure_ascii=False).encode()
        except UnicodeEncodeError:
            raise ValueError("holds half of a character (a lone surrogate)") from None


def _no_number(word: str) -> NoReturn:
    raise ValueError(f"holds {word}, which is no number")

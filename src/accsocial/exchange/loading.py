"""`load`: a summary is read, after it has been verified that its files are those written."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from accsocial.errors import DataRefused
from accsocial.exchange.description import digest_of, part_of, sources_of
from accsocial.exchange.stored import DIGEST, FORMAT, Stored
from accsocial.records.files.summaries import DESCRIPTION, ENDING, is_summary

_AGAIN = "Ask for the folder again, or make it again with accsocial summarise"


def load(folder: str | Path) -> Stored:
    """Reads a summary, and verifies it.

    Raises DataRefused for a summary that is damaged, incomplete, was changed after it was
    written, or is of a later accsocial; the message names the file.
    """
    path = Path(folder)
    description = _description(path)
    digest = digest_of(description)
    if description.get(DIGEST) != digest:
        raise DataRefused(f"{path / DESCRIPTION}: was changed after it was written. {_AGAIN}")
    try:
        files = {str(name): str(file["sha256"]) for name, file in description["files"].items()}
        tables = {
            name.removesuffix(ENDING): _table(path / name, sha256) for name, sha256 in files.items()
        }
        return Stored(str(folder), part_of(description, tables), sources_of(description), digest)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise DataRefused(
            f"{path / DESCRIPTION}: is not as accsocial writes it. {_AGAIN}"
        ) from error


def _description(folder: Path) -> Mapping[str, Any]:
    path = folder / DESCRIPTION
    try:
        found = json.loads(path.read_bytes())
    except OSError as error:
        raise DataRefused(f"{path}: cannot be read: {error.strerror}") from error
    except (ValueError, RecursionError) as error:
        raise DataRefused(
            f"{path}: cannot be read as JSON: it is cut off, or was changed. {_AGAIN}"
        ) from error
    if not is_summary(found):
        raise DataRefused(f"{path}: is no summary of accsocial. {_AGAIN}")
    if found.get("format") != FORMAT:
        raise DataRefused(_of_other_format(path, found))
    return found


def _of_other_format(path: Path, found: Mapping[str, Any]) -> str:
    written = f"{path}: format {found.get('format')} of accsocial {found.get('version')}"
    later = isinstance(found.get("format"), int) and found["format"] > FORMAT
    return f"{written}; this accsocial reads format {FORMAT}. " + (
        "Update accsocial" if later else "Make the summary again with this accsocial"
    )


def _table(path: Path, sha256: str) -> pl.DataFrame:
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise DataRefused(f"{path}: is missing from the summary. {_AGAIN}") from error
    except OSError as error:
        raise DataRefused(f"{path}: cannot be read: {error.strerror}") from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise DataRefused(f"{path}: is cut off, or was changed after it was written. {_AGAIN}")
    return pl.read_parquet(io.BytesIO(content))

"""Folders of counts that accsocial wrote: they have no rows, and must not pass for extracts.

Their tables are called as those of extracts may be: `households.parquet`.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, TypeGuard

from accsocial.errors import UsageError
from accsocial.records.files.filenames import is_hidden

DESCRIPTION = "summary.json"
ENDING = ".parquet"
TOOL, KIND = "accsocial", "summary"
"""What the description says of itself: folders of extracts may hold a file of this name too."""


def summary_folder(path: Path) -> Path | None:
    """The folder of a summary, if the path is one or its description; None for an extract.

    A description that cannot be read is taken for one: `load` says what is wrong with it.
    """
    folder = path.parent if path.name == DESCRIPTION else path
    try:
        found = json.loads((folder / DESCRIPTION).read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError, RecursionError):
        return folder
    return folder if is_summary(found) else None


def is_summary(description: object) -> TypeGuard[dict[str, Any]]:
    """Whether a description says that it is of a summary."""
    return isinstance(description, dict) and (description.get("tool"), description.get("kind")) == (
        TOOL,
        KIND,
    )


def refuse_summary(path: Path) -> None:
    """Raises UsageError if part of an extract is, holds, or is part of a summary: no rows."""
    inside = (file.parent for file in path.rglob(DESCRIPTION)) if path.is_dir() else ()
    # What is hidden is not read: a conversion keeps counts so.
    inside = (folder for folder in inside if not _is_hidden_in(path, folder))
    beside = [path.parent] if path.suffix == ENDING else []
    for folder in (path, *inside, *beside):
        if summary_folder(folder) is not None:
            raise UsageError(
                f"{folder}: is a summary, which has no rows. Name the extract that it was made "
                "from; accsocial indicators takes a summary, and accsocial merge several"
            )


def _is_hidden_in(path: Path, folder: Path) -> bool:
    return any(is_hidden(part) for part in folder.relative_to(path).parts)

"""Values that stand in the names of folders: `year=2022/body=caf/part-0.parquet` (Hive)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from urllib.parse import unquote

from accsocial.records.files.supplied import Supplied
from accsocial.records.source import Source

_PARTITION = re.compile(r"([^=]+)=(.*)")
_NULL = "__HIVE_DEFAULT_PARTITION__"


def partitions_of(name: str) -> dict[str, str | None]:
    """Column -> value, from the folders in the name of a file; None for a missing value."""
    values: dict[str, str | None] = {}
    for folder in PurePosixPath(name).parts[:-1]:
        if match := _PARTITION.fullmatch(folder):
            values[unquote(match[1])] = None if match[2] == _NULL else unquote(match[2])
    return values


def partitioned(source: Source, values: Mapping[str, str | None]) -> Source:
    """The source with the values of its folders, as far as there are any.

    The year of a partition says nothing about appointments: their dates do.
    """
    if not values:
        return source
    source.notes["partition"] = ", ".join(f"{key}={value or ''}" for key, value in values.items())
    return Supplied(source, values)

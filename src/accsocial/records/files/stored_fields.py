"""What the schema of a Parquet or Arrow file tells of its columns that Polars does not."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from accsocial.records.files.arrow_file import arrow_fields
from accsocial.records.files.formats import Format


def stored_fields(path: Path, kind: Format) -> pa.Schema:
    """The columns. Raises OSError, ValueError or NotImplementedError for a damaged file."""
    return pq.read_schema(path) if kind is Format.PARQUET else arrow_fields(path, kind)


def uuids(fields: pa.Schema) -> list[str]:
    """The columns of bytes that the file itself calls UUIDs."""
    return [
        field.name for field in fields if getattr(field.type, "extension_name", "") == "arrow.uuid"
    ]

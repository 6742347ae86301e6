"""What the schema of a Parquet or Arrow file tells of its columns, through pyarrow.

Polars refuses a whole file for one column that it does not know, be it of no use here.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from accsocial.records.files.arrow_file import arrow_fields
from accsocial.records.files.formats import Format
from accsocial.records.files.moments import is_zone

_INTERVAL = "INTERVAL"
"""What Parquet calls twelve bytes of months, days and milliseconds; pyarrow says only bytes."""


class Sorted(NamedTuple):
    """Columns that can be read, and those that cannot: name -> type, or what else is odd."""

    plain: pa.Schema
    odd: dict[str, str]


def stored_fields(path: Path, kind: Format) -> pa.Schema:
    """The columns. Raises OSError, ValueError or NotImplementedError for a damaged file."""
    if kind is not Format.PARQUET:
        return arrow_fields(path, kind)
    with pq.ParquetFile(path) as file:
        fields, stored = file.schema_arrow, file.schema
    intervals = {
        c.path for c in map(stored.column, range(len(stored))) if c.converted_type == _INTERVAL
    }
    return pa.schema(
        pa.field(field.name, pa.month_day_nano_interval()) if field.name in intervals else field
        for field in fields
    )


def sort_fields(fields: pa.Schema) -> Sorted:
    """Of several columns of one name, the first is the one that is read."""
    plain: dict[str, pa.Field] = {}
    odd: dict[str, str] = {}
    for field in fields:
        if field.name in plain or field.name in odd:
            continue
        # Decimals of too many digits are brought to fewer, but not those inside of others.
        if pa.types.is_decimal256(field.type) or _is_known(field.type):
            plain[field.name] = field
        else:
            odd[field.name] = str(field.type)
    return Sorted(pa.schema(plain.values()), odd)


def uuids(fields: pa.Schema) -> list[str]:
    """The columns of bytes that the file itself calls UUIDs."""
    return [
        field.name for field in fields if getattr(field.type, "extension_name", "") == "arrow.uuid"
    ]


def _is_known(kind: Any) -> bool:
    """Whether Polars reads such a column; nested ones of known types are known to it too."""
    if isinstance(kind, pa.BaseExtensionType):
        return _is_known(kind.storage_type)
    types = pa.types
    if types.is_dictionary(kind):
        return _is_known(kind.value_type)
    if types.is_timestamp(kind) and kind.tz is not None:
        return is_zone(kind.tz)
    if types.is_list(kind) or types.is_large_list(kind) or types.is_fixed_size_list(kind):
        return _is_known(kind.value_type)
    if types.is_struct(kind):
        return all(_is_known(kind.field(place).type) for place in range(kind.num_fields))
    if types.is_map(kind):
        return _is_known(kind.key_type) and _is_known(kind.item_type)
    return not (
        types.is_decimal256(kind)
        or types.is_union(kind)
        or types.is_interval(kind)
        or types.is_run_end_encoded(kind)
        or types.is_list_view(kind)
        or types.is_large_list_view(kind)
    )

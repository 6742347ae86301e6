"""Parquet, with everything needed to defend the figures in its metadata."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, BinaryIO

import pyarrow.parquet as pq
from polars import CompatLevel, DataFrame

from accsocial.output.about import about

if TYPE_CHECKING:
    from accsocial.results import Results

METADATA_KEY = "accsocial"


def write_parquet(results: Results, lang: str, file: BinaryIO) -> None:  # noqa: ARG001 - no words
    """The columns of the results; the schema metadata holds `about` as JSON."""
    write_frame(results.frame, about(results), file)


def write_frame(frame: DataFrame, description: Mapping[str, object], file: BinaryIO) -> None:
    """A frame, with its description as JSON in the schema metadata.

    Written by pyarrow, which encodes on one thread: row groups and pages do not
    depend on the machine.
    """
    table = frame.rechunk().to_arrow(compat_level=CompatLevel.oldest())
    account = json.dumps(description, ensure_ascii=False, allow_nan=False)
    table = table.replace_schema_metadata({METADATA_KEY: account.encode()})
    pq.write_table(table, file, compression="zstd", row_group_size=1 << 20)

"""Parquet, with everything needed to defend the figures in its metadata."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, BinaryIO

import pyarrow.parquet as pq
from polars import CompatLevel

from accsocial.output.about import about

if TYPE_CHECKING:
    from accsocial.results import Results

METADATA_KEY = "accsocial"


def write_parquet(results: Results, lang: str, file: BinaryIO) -> None:  # noqa: ARG001 - no words
    """The columns of the results; the schema metadata holds `about` as JSON.

    Written by pyarrow, which encodes on one thread: row groups and pages do not
    depend on the machine.
    """
    table = results.frame.rechunk().to_arrow(compat_level=CompatLevel.oldest())
    account = json.dumps(about(results), ensure_ascii=False, allow_nan=False)
    table = table.replace_schema_metadata({METADATA_KEY: account.encode()})
    pq.write_table(table, file, compression="zstd", row_group_size=1 << 20)

"""Some columns of a Parquet file through pyarrow, for files whose schema Polars cannot read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from accsocial.records.files.arrow_file import validated


def parquet_rows(path: Path) -> int:
    """The number of rows that the end of the file announces."""
    return int(pq.read_metadata(path).num_rows)


def parquet_frames(path: Path, names: Sequence[str], most: int) -> Iterator[pl.DataFrame]:
    """Up to `most` rows at a time. Raises OSError or ValueError for a damaged file."""
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(most, columns=list(names)):
            # Asked for a name, pyarrow gives all columns of that name.
            first = [batch.schema.names.index(name) for name in names]
            columns = [batch.column(place) for place in first]
            yield validated([pa.RecordBatch.from_arrays(columns, names=list(names))])

"""Text columns of a large Parquet file that hold few texts, read as codes of these texts.

Parquet stores such a column as codes already. Polars spells the texts out, and finding them
again takes four times as long as decoding: 25 ns a row and column, where codes take 7 in all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

_MOST_BYTES = 2
"""Stored bytes per row, before compression, of columns with few texts: codes take no more."""

_LEAST_ROWS = 100_000
"""Rows of a usual row group. Each has texts of its own: codes of small ones are not worth it."""

_AT_ONCE = 250_000
_BUFFER = 1 << 16
"""Bytes that are read at a time: what is decoded stays near."""


def columns_of_few_texts(path: Path, names: Sequence[str]) -> list[str]:
    """Those of some text columns of a Parquet file that are stored as short codes throughout."""
    with pq.ParquetFile(path) as file:
        stored = file.metadata
        # In a file with nested columns the places of columns are others.
        places = {name: place for place, name in enumerate(file.schema_arrow.names)}
        flat = len(places) == stored.num_columns
    groups = [stored.row_group(number) for number in range(stored.num_row_groups)]
    if not flat or stored.num_rows < _LEAST_ROWS * len(groups) or not groups:
        return []
    chunks = {name: [group.column(places[name]) for group in groups] for name in names}
    return [
        name
        for name, of_groups in chunks.items()
        if all(chunk.has_dictionary_page for chunk in of_groups)
        and sum(c.total_uncompressed_size for c in of_groups) < _MOST_BYTES * stored.num_rows
    ]


class CodedTexts:
    """Some columns of a Parquet file as Categorical, to be taken in the order of the rows."""

    def __init__(self, path: Path, names: Sequence[str]) -> None:
        self._frames = self._read(path, list(names))
        self._held = pl.DataFrame()

    def take(self, most: int) -> pl.DataFrame:
        """The next rows, up to so many, whose codes have one meaning.

        Raises EOFError if there are none.
        """
        while not self._held.height:
            try:
                self._held = next(self._frames)
            except StopIteration:
                raise EOFError from None
        taken, self._held = self._held.head(most), self._held.slice(most)
        return taken

    @staticmethod
    def _read(path: Path, names: list[str]) -> Iterator[pl.DataFrame]:
        with pq.ParquetFile(path, read_dictionary=names, buffer_size=_BUFFER) as file:
            for batch in file.iter_batches(_AT_ONCE, columns=names, use_threads=False):
                yield pl.DataFrame({name: _coded(batch[name]) for name in names})


def _coded(stored: pa.DictionaryArray) -> pl.Series:
    texts = pl.Series(stored.dictionary, dtype=pl.String)
    # In categories of its own the first text has the code 0, and so on.
    places = texts.cast(pl.Categorical(pl.Categories.random()))
    codes = pl.Series(stored.indices).cast(pl.UInt32, wrap_numerical=True)
    if texts.n_unique() < len(texts):
        codes = places.to_physical().gather(codes)
    return codes.cat.to(places.dtype)

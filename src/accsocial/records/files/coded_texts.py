"""Text columns of a large Parquet file that hold few texts, read as codes of these texts.

Parquet stores such a column as codes already. Polars spells the texts out, and finding them
again takes four times as long as decoding: 25 ns a row and column, where codes take 7 in all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

_MOST_BYTES = 2
"""Stored bytes per row, before compression, of columns with few texts: codes take no more."""

_LEAST_ROWS = 100_000
"""Rows of a usual row group. Each has texts of its own: codes of small ones are not worth it."""

_BUFFER = 1 << 16
"""Bytes that are read at a time: what is decoded stays near."""


class CodedTexts(NamedTuple):
    """Some columns in some rows: `codes` (UInt32, null for no text), and the `texts` of each.

    A text may stand at two places of `texts` (String), or be in no row.
    """

    codes: pl.DataFrame
    texts: Mapping[str, pl.Series]


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


def coded_texts(path: Path, names: Sequence[str], most: int) -> Iterator[CodedTexts]:
    """Some columns of a Parquet file, in the order of the rows: up to `most` of them at a time.

    Codes have one meaning in a batch, not from one to the next.
    """
    held: list[CodedTexts] = []
    for part in _parts(path, list(names), most):
        if sum(each.codes.height for each in held) + part.codes.height > most:
            batch, held = _together(held), []
            yield batch
        held.append(part)
    if held:
        yield _together(held)


def _parts(path: Path, names: list[str], most: int) -> Iterator[CodedTexts]:
    """Parts of row groups: what codes mean changes from one to the next."""
    with pq.ParquetFile(path, read_dictionary=names, buffer_size=_BUFFER) as file:
        for group in range(file.num_row_groups):
            # Asked for several groups, pyarrow cuts both at their ends and after so many rows.
            for batch in file.iter_batches(most, [group], names, use_threads=False):
                yield CodedTexts(
                    pl.DataFrame({name: _codes(batch[name]) for name in names}),
                    {name: pl.Series(batch[name].dictionary, dtype=pl.String) for name in names},
                )


def _together(parts: Sequence[CodedTexts]) -> CodedTexts:
    """One batch of several, in which a text may stand once for each of them."""
    if len(parts) == 1:
        return parts[0]
    moved, sizes = [], dict.fromkeys(parts[0].texts, 0)
    for codes, texts in parts:
        moved.append(codes.select(pl.col(name) + size for name, size in sizes.items()))
        sizes = {name: size + len(texts[name]) for name, size in sizes.items()}
    return CodedTexts(
        pl.concat(moved, rechunk=True),
        # Texts in several chunks are gathered ten times as slowly.
        {name: pl.concat([part.texts[name] for part in parts], rechunk=True) for name in sizes},
    )


def _codes(stored: pa.DictionaryArray) -> pl.Series:
    return pl.Series(stored.indices).reinterpret(signed=False)

"""Small batches put together: a step costs as much for a hundred rows as for ten thousand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import polars as pl

ENOUGH = 1 << 14
"""Rows that are worth a step; there may be thousands of files with fewer."""


def together(batches: Iterable[pl.DataFrame]) -> Iterator[pl.DataFrame]:
    """The rows of batches (of the same columns) in their order, in batches that are not small.

    Categorical columns, with categories of their own, are texts in what is put together.
    """
    held: list[pl.DataFrame] = []
    height = 0
    for batch in batches:
        if held and (batch.height >= ENOUGH or height >= ENOUGH):
            yield _one(held)
            held, height = [], 0
        if batch.height >= ENOUGH:
            yield batch
        else:
            held.append(batch)
            height += batch.height
        # As large as it may be, it is not kept while the next one is made.
        del batch
    if held:
        yield _one(held)


def _one(batches: list[pl.DataFrame]) -> pl.DataFrame:
    if len(batches) == 1:
        return batches[0]
    texts = pl.col(pl.Categorical).cast(pl.String)
    return pl.concat([batch.with_columns(texts) for batch in batches], rechunk=True)

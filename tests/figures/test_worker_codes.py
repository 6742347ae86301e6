"""Workers as small codes: one code for each, whatever the batch and however they are found."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from accsocial.summary.codes import worker_codes
from accsocial.summary.codes.worker_codes import WorkerCodes

TEXTS = st.one_of(st.none(), st.sampled_from(["T01", "T1", "é", "a worker of a long name"]))
BATCHES = st.lists(st.lists(TEXTS | st.text(min_size=1, max_size=3), max_size=8), max_size=6)


@pytest.mark.parametrize("bits", [1, 22], ids=["all share cells", "each has a cell"])
@pytest.mark.parametrize("dtype", [pl.String(), pl.Categorical(pl.Categories.random())])
@given(batches=BATCHES)
def test_a_worker_has_one_code_in_every_batch(
    batches: list[list[str | None]], bits: int, dtype: pl.DataType
) -> None:
    code_of: dict[str | None, int | None] = {None: None}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(worker_codes, "_CELL_BITS", bits)
        workers = WorkerCodes()
        for batch in [*batches, *batches[::-1]]:
            texts = pl.Series("worker_id", batch, dtype=pl.String).cast(dtype)
            codes = workers.codes(texts)
            assert codes.dtype == pl.UInt32
            for text, code in zip(batch, codes.to_list(), strict=True):
                assert code_of.setdefault(text, code) == code
    given_out = [code for code in code_of.values() if code is not None]
    # Small: none is left out, and nobody's is no worker's.
    assert sorted(given_out) == list(range(1, len(code_of)))


def test_more_workers_than_two_bytes_can_tell() -> None:
    workers = WorkerCodes()
    first = workers.codes(pl.Series([f"T{number}" for number in range(100)]))
    all_of_them = pl.Series([f"T{number}" for number in range(70_000)])
    codes = workers.codes(all_of_them)
    assert codes.head(100).equals(first)
    assert codes.n_unique() == codes.max() == 70_000
    assert workers.codes(all_of_them.reverse()).equals(codes.reverse())

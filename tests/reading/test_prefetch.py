"""Blocks prepared in a thread: in order, errors raised where they are used, no thread left."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from accsocial.errors import DataRefused
from accsocial.records.prefetch import prefetched

CUT_OFF = "rdv.parquet: is damaged and cannot be decoded to its end; ask for it again"


def _numbers(error: bool = False) -> Iterator[int]:
    yield from range(5)
    if error:
        raise DataRefused(CUT_OFF)


def test_everything_comes_in_order() -> None:
    assert list(prefetched(_numbers)) == [0, 1, 2, 3, 4]


def test_an_error_comes_after_what_was_made_before_it() -> None:
    numbers = prefetched(lambda: _numbers(error=True))
    assert [next(numbers) for _ in range(5)] == [0, 1, 2, 3, 4]
    with pytest.raises(DataRefused, match="damaged"):
        next(numbers)


def test_no_thread_stays_when_the_reader_stops_early() -> None:
    numbers = prefetched(_numbers)
    assert next(numbers) == 0
    numbers.close()  # type: ignore[attr-defined]  # an iterator that is a generator
    assert "accsocial-read" not in {thread.name for thread in threading.enumerate()}

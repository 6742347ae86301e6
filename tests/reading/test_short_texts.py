"""The bytes of short texts, as Polars keeps them: the same as Python sees."""

from __future__ import annotations

from typing import Any

import numpy.typing as npt
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from accsocial.records.rows import short_texts as module
from accsocial.records.rows.short_texts import WORD_BYTES, short_texts

TEXTS = st.lists(st.one_of(st.none(), st.text(alphabet="aZ09 é\t\u00a0\x00", max_size=14)))


@pytest.fixture(autouse=True)
def _many_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "WORTH", 1)


@given(before=TEXTS, texts=TEXTS)
def test_bytes_and_words(before: list[str | None], texts: list[str | None]) -> None:
    # A part of a longer column, in two chunks.
    parts = [pl.Series(part, dtype=pl.String) for part in (before, texts)]
    column = pl.concat(parts, rechunk=False).slice(len(before) // 2)
    cells = [text.encode() for text in column if text is not None]
    found = short_texts(column)
    if not cells or not all(1 <= len(cell) <= 12 for cell in cells):
        assert found is None
        return
    assert found is not None
    assert (found.shortest, found.longest) == (min(map(len, cells)), max(map(len, cells)))
    there = [text is not None for text in column]
    assert found.missing.tolist() == [place for place, given in enumerate(there) if not given]

    def of_given(values: npt.NDArray[Any]) -> list[int]:
        # Other rows must not show anything that no row has: the extremes are asked for.
        assert set(values.tolist()) == set(values[there].tolist())
        return [int(value) for value in values[there]]

    assert of_given(found.last_bytes()) == [cell[-1] for cell in cells]
    assert of_given(found.lengths) == [len(cell) for cell in cells]
    firsts = [int.from_bytes(cell[:WORD_BYTES], "little") for cell in cells]
    assert of_given(found.words) == firsts
    signs = any(byte < ord("0") or byte == ord(";") for cell in cells for byte in cell)
    assert found.have_no_signs() == (not signs) or b"\0" in b"".join(cells)
    # Wherever ends are to be seen it is told so, and nowhere else than where nothing is stripped.
    ascii_alone = all(cell.isascii() for cell in cells)
    if ascii_alone and all(0x20 < end < 0x7F for cell in cells for end in (cell[0], cell[-1])):
        assert found.are_plain()
    if found.are_plain():
        assert ascii_alone
        assert [cell.strip() for cell in cells] == cells


def test_a_few_texts_are_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "WORTH", 3)
    assert short_texts(pl.Series(["a", "b"])) is None

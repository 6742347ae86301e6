"""Whether a column may hold a character: told from all its bytes, never missed."""

from __future__ import annotations

import polars as pl
import pytest

from accsocial.records.rows.joined import may_hold


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (["a", "b;c", None], True),
        (["a", "b et c"], True),
        (["a", None, "b"], False),
        ([None], False),
        ([], False),
        # Between two texts, where neither holds it: looked at closely for nothing, but not missed.
        (["a et", " b"], True),
    ],
)
def test_marks_of_a_column(texts: list[str | None], *, found: bool) -> None:
    assert may_hold(pl.Series(texts, dtype=pl.String), [";", " et "]) == found


def test_a_mark_may_be_a_part_of_a_character() -> None:
    assert may_hold(pl.Series(["e\u0301"]), [b"\xcc"])
    assert not may_hold(pl.Series(["\u00e9"]), [b"\xcc"])

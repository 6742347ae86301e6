"""Files that tell the same spending twice: a budget beside the accounts, a correction, a sum.

Amounts of one category may stand in several files, of months, say: all are counted, and it is told.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

_PLACE = ("body", "territory", "year")
_CATEGORY = "category"
_COLUMNS = (*_PLACE, _CATEGORY, "amount")


def note_on(others: str) -> str:
    """What is told of a file, some of whose spending is in `others`, too."""
    return (
        f"amounts of the same body, territory, year and category stand in {others}, too: all are "
        "counted. If one file plans, corrects or sums up the other, leave it out"
    )


class SameSpending:
    """Compares the rows of the files of a table of costs."""

    def __init__(self) -> None:
        self._parts: list[pl.DataFrame] = []

    def add(self, file: int, rows: pl.DataFrame) -> None:
        """Takes accepted rows of a file, which may lack the category. Texts may be Categorical."""
        category = pl.col(_CATEGORY) if _CATEGORY in rows.columns else pl.lit(None)
        texts = [pl.col(name).cast(pl.String) for name in _PLACE]
        self._parts.append(
            rows.select(
                *texts,
                category.cast(pl.String).str.to_lowercase().alias(_CATEGORY),
                "amount",
                file=pl.lit(file),
            )
        )

    def found(self) -> Mapping[int, list[int]]:
        """File -> the first files with amounts of the same place, year and category, but others.

        A row that repeats another whole is a duplicate, which is told as such. Where the category
        is not told it may be any.
        """
        if not self._parts:
            return {}
        rows = pl.concat(self._parts).unique(_COLUMNS, keep="first", maintain_order=True)
        file, category = pl.col("file"), pl.col(_CATEGORY)
        without = file.filter(category.is_null()).min().over(_PLACE)
        alike = pl.min_horizontal(file.min().over(*_PLACE, _CATEGORY), without)
        first = pl.when(category.is_null()).then(file.min().over(_PLACE)).otherwise(alike)
        pairs = rows.select("file", first=first).filter(pl.col("first") < file).unique()
        found: dict[int, list[int]] = {}
        for number, other in pairs.sort("file", "first").iter_rows():
            found.setdefault(number, []).append(other)
        return found

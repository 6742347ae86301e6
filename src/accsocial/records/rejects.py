"""The rejected rows: where they stand and why; their text is fetched only to be written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from accsocial.records.source import Source

PLACES = {
    "table": pl.String,
    "file": pl.String,
    "line": pl.UInt32,
    "rule": pl.String,
    "column": pl.String,
}


class Rejects:
    """Places of rejected rows, by table. Holds no text: rows name persons."""

    def __init__(self) -> None:
        self._places: dict[str, list[pl.DataFrame]] = {}
        self._sources: dict[str, Source] = {}

    def start(self, table: str, sources: Mapping[str, Source]) -> None:
        """Forgets the rejects of an earlier pass over a table."""
        self._places[table] = []
        self._sources.update(sources)

    def add(self, table: str, file: str, places: pl.DataFrame) -> None:
        """`places` has columns line, rule, column."""
        if places.height:
            self._places[table].append(
                places.select(
                    pl.lit(table).alias("table"), pl.lit(file).alias("file"), *list(PLACES)[2:]
                ).cast(PLACES)  # type: ignore[arg-type]  # polars types the mapping too narrowly
            )

    @property
    def places(self) -> pl.DataFrame:
        """Columns table, file, line, rule, column, in the order of files and lines."""
        parts = [place for places in self._places.values() for place in places]
        if not parts:
            return pl.DataFrame(schema=PLACES)
        return pl.concat(parts).sort("file", "line", maintain_order=True)

    def with_text(self) -> pl.DataFrame:
        """`places` with the original `text` of each row, read again from the files.

        This is the only output with personal data: it goes to the file a user names, nowhere else.
        """
        texts = []
        for (file,), rows in self.places.group_by("file", maintain_order=True):
            original = self._sources[str(file)].original(set(rows["line"].to_list()))
            texts.append(
                rows.with_columns(
                    pl.Series("text", [original.get(n, "") for n in rows["line"]], dtype=pl.String)
                )
            )
        return (
            pl.concat(texts) if texts else self.places.with_columns(text=pl.lit("").cast(pl.String))
        )

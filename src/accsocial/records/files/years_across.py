"""Tables in which years stand side by side: `Nature;2021;2022`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import polars as pl

from accsocial.records.files.widened import Widened
from accsocial.records.schema import Kind
from accsocial.records.source import NO_KINDS, RawBatch, Source

_DASHES = "-–—"


class YearsAcross(Widened):
    """A source of which each row becomes one for each year that has cells of its own.

    `years` are the positions of these cells: year -> header -> position. Behind the columns of the
    source `year_header` and those headers are added. A row of a year without any cell is blank; so
    is one of dashes, by which a spreadsheet shows nothing.
    """

    def __init__(
        self, source: Source, year_header: str, years: Mapping[str, Mapping[str, int]]
    ) -> None:
        super().__init__(source, [year_header, *(h for cells in years.values() for h in cells)])
        self._years = years
        self._across = {at for cells in years.values() for at in cells.values()}

    def batches(
        self,
        header_row: int,
        positions: Sequence[int],
        *,
        small: bool = False,
        kinds: Mapping[int, Kind] = NO_KINDS,
    ) -> Iterator[RawBatch]:
        own = sorted({position for position in positions if position < self.width})
        across = {
            at: kinds[self.added[header]]
            for cells in self._years.values()
            for header, at in cells.items()
            if self.added[header] in kinds
        }
        asked = [*own, *sorted(self._across)]
        for raw in self._source.batches(header_row, asked, small=small, kinds={**kinds, **across}):
            frame = self._of_one_kind(raw.spelled_out())
            rows = pl.concat(
                [self._of_year(frame, year, own) for year in self._years],
                how="vertical_relaxed",
            ).sort("line", maintain_order=True)
            texts = pl.col([str(at) for at in self._measured]).cast(pl.String)
            cells = texts.str.strip_chars().str.strip_chars(_DASHES)
            filled = rows.filter(pl.any_horizontal(cells.replace("", None).is_not_null()))
            blank = raw.blank + rows.height - filled.height
            yield replace(raw, frame=filled, texts={}, blank=blank)

    @property
    def _measured(self) -> list[int]:
        return [at for at in self.added.values() if at > self.width]

    def _of_one_kind(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The cells of a measure as texts if some are numbers and others days, or no numbers."""
        for header in self.added:
            columns = [str(cells[header]) for cells in self._years.values() if header in cells]
            kinds = {frame.schema[name] for name in columns}
            if len(kinds) > 1 and not all(kind.is_numeric() or kind == pl.Null for kind in kinds):
                frame = frame.with_columns(pl.col(columns).cast(pl.String))
        return frame

    def _of_year(self, frame: pl.DataFrame, year: str, own: Sequence[int]) -> pl.DataFrame:
        cells = self._years[year]
        return frame.select(
            "line",
            *(str(position) for position in own),
            pl.lit(year).alias(str(self.width)),
            *(
                (pl.col(str(cells[header])) if header in cells else pl.lit(None)).alias(str(at))
                for header, at in self.added.items()
                if at > self.width
            ),
        )

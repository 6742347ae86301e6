"""Reader for Parquet and Arrow files: columns have types and are decoded only when needed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice
from pathlib import Path

import polars as pl

from accsocial.errors import DataRefused
from accsocial.records.files.damage import is_panic, refusing
from accsocial.records.files.extensions import as_stored, storage, why_unread
from accsocial.records.files.formats import Format
from accsocial.records.files.stored_types import (
    StoredTypes,
    as_shown,
    has_odd_zone,
    is_plain,
    is_too_wide,
)
from accsocial.records.prefetch import prefetched
from accsocial.records.schema import Kind
from accsocial.records.source import NO_KINDS, RawBatch, days_among

BATCH_ROWS = 1 << 19
"""Rows that are typed at a time. What is done once for each batch is little beside the rest."""

SMALL_ROWS = 1 << 17
"""Rows typed at a time if memory counts for more than time: that takes half as long again."""

LARGE = 4_000_000
"""Bytes of a Parquet file from which on a second reader, for codes, is worth its import (0.1 s)."""

_DAMAGE = (pl.exceptions.PolarsError, OSError, ValueError, MemoryError, NotImplementedError)


class _Rows:
    """Batches of rows, to be taken in other numbers. Raises EOFError if there are not so many."""

    def __init__(self, batches: Iterator[pl.DataFrame]) -> None:
        self._batches = batches
        self._held = pl.DataFrame()

    def take(self, height: int) -> pl.DataFrame:
        """The next rows."""
        taken: list[pl.DataFrame] = []
        while height:
            if self.at_end():
                raise EOFError
            part = self._held.head(height)
            self._held = self._held.slice(part.height)
            height -= part.height
            taken.append(part)
        return pl.concat(taken)

    def at_end(self) -> bool:
        """Whether there is no row left."""
        while not self._held.height:
            try:
                self._held = next(self._batches)
            except StopIteration:
                return True
        return False


class Columnar:
    """A Parquet or Arrow file, streamed. Its types are brought to those that typing knows."""

    def __init__(self, path: Path, name: str, kind: Format) -> None:
        self.path = path
        self.name = name
        self._kind = kind
        self.notes: dict[str, str] = {"format": str(kind)}
        self._by_arrow = kind is not Format.PARQUET
        self._unread: dict[str, str] = {}
        what = f"{str(kind).removesuffix(' file')} file"
        with (
            refusing(f"{name}: is not a whole {what}; ask for it again", *_DAMAGE),
            refusing(
                f"{name}: holds columns of a type that is not read; ask for it as CSV",
                NotImplementedError,
            ),
        ):
            named = self._known_to_polars() or self._known_to_arrow()
            self._schema = pl.Schema({column: storage(of) for column, of in named.items()})
            self._uuids = self._called_uuids()
        self._extended = [column for column, of in named.items() if of != self._schema[column]]
        self._unread.update(
            (column, why) for column, of in named.items() if (why := why_unread(of)) is not None
        )
        nested = [column for column, dtype in self._schema.items() if not is_plain(dtype)]
        if nested:
            self.notes["nested columns"] = f"left out: {', '.join(nested)}"

    def _known_to_polars(self) -> pl.Schema | None:
        """The columns of a Parquet file; None if Polars does not read them all."""
        if self._by_arrow:
            return None
        try:
            schema = pl.scan_parquet(self.path, glob=False).collect_schema()
        except BaseException as error:
            # For one column that it does not know, or for damage: pyarrow tells which.
            if not isinstance(error, pl.exceptions.PolarsError) and not is_panic(error):
                raise
            return None
        self._names = schema.names()
        odd = any(is_too_wide(dtype) or has_odd_zone(dtype) for dtype in schema.dtypes())
        return None if odd else schema

    def _known_to_arrow(self) -> pl.Schema:
        """The columns that can be read of those that pyarrow knows."""
        from accsocial.records.files.arrow_file import arrow_schema
        from accsocial.records.files.stored_fields import sort_fields, stored_fields

        self._by_arrow = True
        fields = stored_fields(self.path, self._kind)
        self._names = fields.names
        plain, odd = sort_fields(fields)
        for name, kind in odd.items():
            self._unread[name] = f"values of type {kind}, which is not read; store it as text"
        if odd:
            left_out = ", ".join(f"{name} ({kind})" for name, kind in odd.items())
            self.notes["columns of odd types"] = f"left out: {left_out}"
        return arrow_schema(plain)

    def _called_uuids(self) -> list[str]:
        """The columns that the file calls UUIDs: to Polars they are bytes like others."""
        if pl.Binary not in self._schema.dtypes():
            return []
        from accsocial.records.files.stored_fields import stored_fields, uuids

        return uuids(stored_fields(self.path, self._kind))

    def head(self) -> list[list[str]]:
        return [
            [
                "" if name in self._schema and not is_plain(self._schema[name]) else name
                for name in self._names
            ]
        ]

    def batches(
        self,
        header_row: int,  # noqa: ARG002 - the header of a typed file is its schema
        positions: Sequence[int],
        *,
        small: bool = False,
        kinds: Mapping[int, Kind] = NO_KINDS,
    ) -> Iterator[RawBatch]:
        # Decoding is half of the work: the rest goes on beside it.
        most = SMALL_ROWS if small else BATCH_ROWS
        return prefetched(lambda: self._decoded(positions, days_among(kinds), most))

    def _decoded(
        self, positions: Sequence[int], days: Collection[int], most: int
    ) -> Iterator[RawBatch]:
        names = self._names
        wanted = sorted(set(positions)) or self._a_column()
        self._refuse_unread([names[i] for i in wanted])
        types = StoredTypes(self._schema, self._uuids, {names[i] for i in wanted if i in days})
        undecided = types.undecided(names[i] for i in wanted)
        if undecided:
            types.decide(self._frames(undecided, most), undecided)
        coded = self._coded([names[i] for i in wanted])
        columns = [
            pl.col(names[i]).alias(str(i)) if names[i] in coded else types.plain(names[i], str(i))
            for i in wanted
        ]
        self.notes.update(types.notes)
        line = 1
        for frame, texts in self._with_codes([names[i] for i in wanted], coded, most):
            lines = pl.int_range(line, line + frame.height, dtype=pl.UInt32, eager=True)
            line += frame.height
            with refusing(f"{self.name}: a value cannot be decoded; ask for it again", *_DAMAGE):
                # Columns cut at other places would be put together again at every later step.
                plain = frame.rechunk().select(columns)
            batch = RawBatch(
                plain.with_columns(lines.alias("line")),
                size=frame.height * self._size // max(self._rows_announced, 1),
                is_large=frame.height > SMALL_ROWS,
                texts={str(names.index(name)): found for name, found in texts.items()},
            )
            # Not kept while the batch is worked on: as large as it is.
            del frame, plain
            yield batch
            del batch

    def _a_column(self) -> list[int]:
        """The place of one that can be read: what folders supply is in none, but has rows."""
        readable = (name for name in self._schema if name not in self._unread)
        return [self._names.index(name) for name in islice(readable, 1)]

    def _refuse_unread(self, names: Sequence[str]) -> None:
        for name in names:
            if name in self._unread:
                raise DataRefused(f"{self.name}: column {name} holds {self._unread[name]}")

    def _coded(self, names: Sequence[str]) -> list[str]:
        """The columns to be read as codes; not all, since the others tell the batches."""
        if self._by_arrow or self._size < LARGE:
            return []
        from accsocial.records.files.coded_texts import columns_of_few_texts

        texts = [
            name
            for name in names
            if isinstance(self._schema[name], pl.String | pl.Categorical)
            and name not in self._extended
        ]
        with refusing(self._damaged, *_DAMAGE):
            try:
                coded = columns_of_few_texts(self.path, texts)
            except NotImplementedError:
                # Types that Polars alone reads and writes, be it in a column that nobody asks for.
                return []
        return coded if len(coded) < len(names) else []

    def _with_codes(
        self, names: Sequence[str], coded: Sequence[str], most: int
    ) -> Iterator[tuple[pl.DataFrame, Mapping[str, pl.Series]]]:
        """Columns in batches like those of `_frames`, some as codes; and the texts of these."""
        if not coded:
            for frame in self._frames(names, most):
                yield frame, {}
            return
        from accsocial.records.files.coded_texts import coded_texts

        others: _Rows | None = None
        rest = [name for name in names if name not in coded]
        with refusing(self._damaged, *_DAMAGE, EOFError):
            for batch in coded_texts(self.path, coded, most):
                rows = batch.codes.height
                # Batches of one size need not be put together of parts.
                others = others or _Rows(self._frames(rest, rows))
                yield others.take(rows).hstack(batch.codes), batch.texts
            others = others or _Rows(self._frames(rest, most))
            if not others.at_end():
                raise EOFError

    def _frames(self, names: Sequence[str], most: int) -> Iterator[pl.DataFrame]:
        """Some columns in batches, as they are stored. Raises DataRefused for a damaged file."""
        rows = 0
        with refusing(self._damaged, *_DAMAGE):
            if self._kind is not Format.PARQUET:
                from accsocial.records.files.arrow_file import arrow_frames

                yield from map(as_stored, arrow_frames(self.path, self.name, self._kind, names))
                return
            for frame in self._parquet_frames(names, most):
                rows += frame.height
                yield as_stored(frame)
            announced = self._rows_announced
        if rows != announced:
            raise DataRefused(f"{self._damaged} ({rows} rows found, {announced} announced)")

    def _parquet_frames(self, names: Sequence[str], most: int) -> Iterator[pl.DataFrame]:
        if self._by_arrow:
            from accsocial.records.files.parquet_file import parquet_frames

            return parquet_frames(self.path, names, most)
        query = pl.scan_parquet(self.path, glob=False).select(names)
        return query.collect_batches(chunk_size=most, maintain_order=True)

    @cached_property
    def _rows_announced(self) -> int:
        """The number of rows that the end of a Parquet file announces; 0 for another format."""
        if self._kind is not Format.PARQUET:
            return 0
        if self._by_arrow:
            from accsocial.records.files.parquet_file import parquet_rows

            return parquet_rows(self.path)
        rows = pl.scan_parquet(self.path, glob=False).select(pl.len()).collect()
        return int(rows.item())

    @property
    def _damaged(self) -> str:
        return f"{self.name}: is damaged and cannot be decoded to its end; ask for it again"

    @property
    def _size(self) -> int:
        return self.path.stat().st_size if self._rows_announced else 0

    def original(self, lines: Collection[int]) -> Mapping[int, str]:
        names = [
            name
            for name, dtype in self._schema.items()
            if is_plain(dtype) and name not in self._unread
        ]
        found: dict[int, str] = {}
        start = 1
        for frame in self._frames(names, BATCH_ROWS):
            here = sorted(line for line in lines if start <= line < start + frame.height)
            rows = frame[[line - start for line in here]].select(map(as_shown, frame)).rows()
            for line, row in zip(here, rows, strict=True):
                found[line] = ";".join("" if value is None else str(value) for value in row)
            start += frame.height
        return found

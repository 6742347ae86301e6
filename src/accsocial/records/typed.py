"""Raw rows -> canonical typed rows, each checked against the rules of its table.

A row that breaks a rule is not raised about: it is counted and its place is
kept. The first rule that it breaks, in the order of `RULES`, is its rule.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

from accsocial.records import values
from accsocial.records.labels import LabelReader
from accsocial.records.layout import TableLayout
from accsocial.records.pseudonyms import Pseudonyms
from accsocial.records.schema import BODIES, TERRITORIES, Column, Kind
from accsocial.records.source import RawBatch

RULES = (
    "malformed",
    "date_missing",
    "date_invalid",
    "territory_invalid",
    "body_invalid",
    "duplicate",
    "amount_invalid",
    "year_invalid",
    "fte_invalid",
)
"""The rejection rules, in the order in which they are applied to a row."""

_ENUMS = {Kind.BODY, Kind.TERRITORY, Kind.LABEL, Kind.BOOLEAN}
_READERS = {
    Kind.IDENTIFIER: values.to_text,
    Kind.TEXT: values.to_text,
    Kind.DATE: values.to_date,
    Kind.INTEGER: values.to_integer,
    Kind.DECIMAL: values.to_decimal,
    Kind.YEAR: values.to_year,
}
HIGH_FTE = 1.5


@dataclass
class TypedBatch:
    """Accepted rows under canonical names (plus `line`), and what was wrong with the others."""

    frame: pl.DataFrame
    rows: int
    rejected: pl.DataFrame
    """Columns line (UInt32), rule and column (String): one row per rejected row."""
    warnings: Mapping[str, int] = field(default_factory=dict)


class TypedReader:
    """Types the rows of one source; keeps the labels that could not be mapped."""

    def __init__(
        self,
        layout: TableLayout,
        positions: Mapping[str, int],
        constants: Mapping[str, str],
        pseudonyms: Pseudonyms,
    ) -> None:
        self._layout = layout
        self._positions = positions
        self._constants = {c: v for c, v in constants.items() if c not in positions}
        self._pseudonyms = pseudonyms
        self._labels = {
            column.name: LabelReader(column, layout)
            for column in layout.table.columns
            if column.kind in _ENUMS
        }
        self.columns = [
            column
            for column in layout.table.columns
            if column.name in positions or column.name in self._constants
        ]

    @property
    def unmapped(self) -> dict[str, LabelReader]:
        return {name: reader for name, reader in self._labels.items() if reader.unmapped}

    def read(self, raw: RawBatch) -> TypedBatch:
        """Types a batch. Rows of `raw.frame` are either in the result's frame or rejected."""
        typed = raw.frame.select(pl.col("line"), *(self._value(c, raw.frame) for c in self.columns))
        typed = typed.with_columns(
            self._labels[c.name].read(typed[c.name])
            for c in self.columns
            if c.kind in _ENUMS and c.name in self._positions
        ).with_columns(_booleans(self.columns))
        broken = self._broken_rules(raw.frame, typed)
        bad = pl.coalesce(broken.values()) if broken else pl.lit(None, pl.String)
        judged = typed.with_columns(bad.alias("rule"))
        rejected = judged.filter(pl.col("rule").is_not_null()).select(
            "line", "rule", pl.col("rule").replace_strict(self._column_of_rule()).alias("column")
        )
        accepted = judged.filter(pl.col("rule").is_null()).drop("rule")
        return TypedBatch(
            self._finish(accepted), typed.height, rejected, self._warnings(raw.frame, accepted)
        )

    def _value(self, column: Column, raw: pl.DataFrame) -> pl.Expr:
        if column.name in self._constants:
            return self._constant(column)
        source = str(self._positions[column.name])
        read = values.to_text if column.kind in _ENUMS else _READERS[column.kind]
        return read(pl.col(source), raw.schema[source]).alias(column.name)

    def _constant(self, column: Column) -> pl.Expr:
        value = pl.lit(self._constants[column.name])
        if column.kind is Kind.BODY:
            value = value.cast(pl.Enum(BODIES))
        elif column.kind is Kind.TERRITORY:
            value = value.cast(pl.Enum(TERRITORIES))
        return value.alias(column.name)

    def _broken_rules(self, raw: pl.DataFrame, typed: pl.DataFrame) -> dict[str, pl.Expr]:
        """Rule -> its name where a row breaks it, in the order of RULES."""
        broken = {}
        for column in self.columns:
            if column.rule is None or column.name in self._constants:
                continue
            unread = typed[column.name].is_null()
            if column.kind is Kind.DECIMAL and not column.required:
                unread = unread | (typed[column.name] < 0).fill_null(value=False)
            if column.kind is Kind.DATE or not column.required:
                source = str(self._positions[column.name])
                given = raw.select(
                    values.to_text(pl.col(source), raw.schema[source]).is_not_null()
                ).to_series()
                if column.required:
                    broken["date_missing"] = ~given
                unread = unread & given
            broken[column.rule] = broken.get(column.rule, pl.Series([False])) | unread
        order = sorted(broken, key=RULES.index)
        return {rule: pl.when(pl.lit(broken[rule])).then(pl.lit(rule)) for rule in order}

    def _column_of_rule(self) -> dict[str, str]:
        columns = {c.rule: c.name for c in reversed(self.columns) if c.rule}
        return {**dict.fromkeys(RULES, ""), "date_missing": "date", **columns}

    def _finish(self, accepted: pl.DataFrame) -> pl.DataFrame:
        """Fills labels, splits cells that hold several identifiers, and hides names."""
        frame = accepted.with_columns(
            pl.col(c.name).fill_null("unknown")
            for c in self.columns
            if c.kind is Kind.LABEL and "unknown" in c.labels
        )
        for column, separator in self._layout.split.items():
            if column in frame.columns:
                frame = _split(frame, column, separator)
        hidden = [c for c in self._layout.pseudonymise if c in frame.columns]
        return frame.with_columns(self._hide(frame[column]) for column in hidden)

    def _hide(self, names: pl.Series) -> pl.Series:
        distinct = names.drop_nulls().unique().to_list()
        return names.replace_strict(
            distinct, [self._pseudonyms.of(name) for name in distinct], return_dtype=pl.String
        )

    def _warnings(self, raw: pl.DataFrame, accepted: pl.DataFrame) -> dict[str, int]:
        """Accepted rows that deserve a look: a value that is no number, an fte above 1.5."""
        found: dict[str, int] = {}
        for column in self.columns:
            if column.kind is Kind.INTEGER and column.rule is None:
                source = str(self._positions[column.name])
                given = int(raw[source].is_not_null().sum())
                lost = given - self._read_integers(raw, source)
                if lost:
                    found[f"{column.name}_unread"] = lost
            if column.name == "fte":
                found["fte_high"] = int((accepted["fte"].cast(pl.Float64) > HIGH_FTE).sum())
        return {rule: count for rule, count in found.items() if count}

    @staticmethod
    def _read_integers(raw: pl.DataFrame, source: str) -> int:
        expression = values.to_integer(pl.col(source), raw.schema[source])
        return int(raw.select(expression.is_not_null().sum()).item())


def _booleans(columns: list[Column]) -> list[pl.Expr]:
    return [
        (pl.col(c.name).cast(pl.String) == "true").alias(c.name)
        for c in columns
        if c.kind is Kind.BOOLEAN
    ]


def _split(frame: pl.DataFrame, column: str, separator: str) -> pl.DataFrame:
    """One row per identifier in a cell; the same identifier twice in a cell is one."""
    parts = (
        pl.col(column)
        .str.split(separator)
        .list.eval(pl.element().str.strip_chars().filter(pl.element().str.strip_chars() != ""))
    )
    return frame.with_columns(parts.list.unique(maintain_order=True)).explode(
        column, empty_as_null=True
    )

"""Group columns: which ones a summary keeps, and small codes for their combinations."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from accsocial.errors import UsageError
from accsocial.results import DEFAULT_GROUPS, GROUP_COLUMNS
from accsocial.rules import CountingRules

GROUP_DTYPES: dict[str, pl.DataType] = {
    "body": pl.String(),
    "territory": pl.String(),
    "year": pl.Int32(),
    "site": pl.String(),
    "event": pl.String(),
    "channel": pl.String(),
}
CODE = pl.UInt32()


def result_groups(by: Sequence[str]) -> tuple[str, ...]:
    """Body and year, plus what `by` adds, in the order of the output.

    Raises UsageError for a name that is no group column.
    """
    unknown = [name for name in by if name not in GROUP_COLUMNS]
    if unknown:
        raise UsageError(
            f"--by {unknown[0]}: groups are {', '.join(GROUP_COLUMNS)} (body and year always)"
        )
    return tuple(name for name in GROUP_COLUMNS if name in (*DEFAULT_GROUPS, *by))


def summary_groups(groups: Sequence[str], rules: CountingRules) -> tuple[str, ...]:
    """The groups that are counted apart.

    An identifier means nothing outside its territory: territories are always
    counted apart, and add up. With identifiers of national scope a beneficiary of two
    territories is one, so that only the groups asked for can be counted.
    """
    if rules.id_scope == "national":
        return tuple(groups)
    return tuple(name for name in GROUP_COLUMNS if name in groups or name == "territory")


class GroupCodes:
    """Numbers the combinations of group values as they turn up."""

    def __init__(self, columns: Sequence[str]) -> None:
        self.columns = list(columns)
        self._codes: dict[tuple[object, ...], int] = {}

    def encode(self, frame: pl.DataFrame) -> pl.Series:
        """The code (UInt32) of each row of a frame that has the group columns."""
        seen = frame.select(self.columns).unique()
        codes = [self._codes.setdefault(row, len(self._codes)) for row in seen.iter_rows()]
        coded = seen.with_columns(pl.Series("group", codes, dtype=CODE))
        return frame.select(self.columns).join(
            coded, on=self.columns, how="left", nulls_equal=True, maintain_order="left"
        )["group"]

    def coarser(self, columns: Sequence[str]) -> tuple[GroupCodes, pl.Series]:
        """Codes by fewer columns, and the new code (UInt32) of each old one, in their order."""
        made = GroupCodes(columns)
        places = [self.columns.index(name) for name in columns]
        codes = [
            made._codes.setdefault(tuple(values[at] for at in places), len(made._codes))
            for values in self._codes
        ]
        return made, pl.Series("group", codes, dtype=CODE)

    def following_year(self) -> pl.DataFrame:
        """Columns group and following: the code of the same group one year later."""
        at = self.columns.index("year")
        pairs = []
        for values, code in [*self._codes.items()]:
            year = values[at]
            assert isinstance(year, int)  # noqa: S101 - the type of the column
            later = (*values[:at], year + 1, *values[at + 1 :])
            pairs.append((code, self._codes.setdefault(later, len(self._codes))))
        return pl.DataFrame(pairs, schema={"group": CODE, "following": CODE}, orient="row")

    def table(self) -> pl.DataFrame:
        """The group columns and the code (column group) of each combination."""
        rows = [(*values, code) for values, code in self._codes.items()]
        schema = {name: GROUP_DTYPES[name] for name in self.columns} | {"group": CODE}
        return pl.DataFrame(rows, schema=schema, orient="row")

    def decode(self, counts: pl.DataFrame) -> pl.DataFrame:
        """Puts the group columns in the place of `group`; sorted by all columns but decimals."""
        # A table by channel whose groups have the channel too keeps one column of it.
        rest = [name for name in counts.columns if name not in {"group", *self.columns}]
        return (
            counts.select("group", *rest)
            .join(self.table(), on="group", how="inner")
            .select(*self.columns, *rest)
            .sort([*self.columns, *rest], nulls_last=True)
        )

"""`evidence`: the rows behind a figure, with where each stands in the extract."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass

import polars as pl

from accsocial.errors import UsageError, right_name
from accsocial.records.hiding import Hider, identifier_columns
from accsocial.records.ledger import Ledger
from accsocial.records.rejects import Rejects
from accsocial.records.table import Table
from accsocial.summary.codes.groups import GROUP_DTYPES
from accsocial.summary.gathered import APPOINTMENTS, Gathered
from accsocial.tracing.explanation import Explanation, Role

ROLES = tuple(role.value for role in Role)
PLACE = ("table", "file", "line", "part")
"""Where a row stands; `part` counts the rows that one line was split into."""

_GROUP = "for_{}"


@dataclass(frozen=True)
class Evidence:
    """The rows behind figures. `digest` is the SHA-256 of the set.

    Columns: for_<group column> (the result that a row is behind), table, file, line, part,
    numerator, denominator, unknown (what the row is behind; a row may be behind several), then
    columns of the extract. Identifiers and free text are keyed pseudonyms. The digest is the same
    under every key: of these it holds which rows have the same one, and which have none.
    """

    rows: pl.DataFrame
    digest: str


def evidence(
    explanations: Sequence[Explanation],
    gathered: Gathered,
    *,
    columns: Sequence[str] | None,
    key: bytes,
) -> Evidence:
    """The rows that each number of some explanations was made from, by group and place.

    `columns` are those wanted beside the place of a row, in that order: all by default. Raises
    UsageError for one that no table of the formula has, naming the nearest.
    """
    behind = _behind(explanations)
    tables = {name: gathered.records.tables[name] for name in behind}
    wanted = _wanted(tables, columns)
    found = []
    for name, places in behind.items():
        rows = _picked(gathered, name, places["row"].unique())
        shown = [column for column in tables[name].columns if column in wanted]
        hidden = [column for column in identifier_columns(tables[name]) if column in shown]
        rows = Hider(key).hide(rows.select("row", *PLACE[1:], *shown), hidden)
        rows = rows.with_columns(pl.lit(name).alias("table"), pl.col(pl.Enum).cast(pl.String))
        found.append(places.join(rows, on="row"))
    asked = explanations[0].group
    groups = [_GROUP.format(name) for name in asked]
    rows = pl.concat(found, how="diagonal_relaxed") if found else _none(asked)
    rows = rows.select(*groups, *PLACE, *ROLES, *wanted).sort(*groups, *PLACE, nulls_last=True)
    secret = {column for table in tables.values() for column in identifier_columns(table)}
    return Evidence(rows, _digest(rows, secret & {*wanted}))


def _behind(explanations: Sequence[Explanation]) -> dict[str, pl.DataFrame]:
    """By table: the group columns of the result, row, and whether it is behind each role."""
    found: dict[str, list[pl.DataFrame]] = {}
    for explanation in explanations:
        group = [
            pl.lit(value, GROUP_DTYPES[name]).alias(_GROUP.format(name))
            for name, value in explanation.group.items()
        ]
        for part in explanation.parts:
            for place, rows in zip(part.trails, part.rows, strict=True):
                table = explanation.trails[place].table
                roles = [pl.lit(role == part.role).alias(role) for role in ROLES]
                found.setdefault(table, []).append(rows.select(*group, "row", *roles))
    return {
        table: pl.concat(parts)
        .group_by(pl.exclude(ROLES), maintain_order=True)
        .agg(pl.col(role).any() for role in ROLES)
        for table, parts in sorted(found.items())
    }


def _none(groups: Iterable[str]) -> pl.DataFrame:
    places = {"table": pl.String(), "file": pl.String(), "line": pl.UInt32(), "part": pl.UInt32()}
    asked = {_GROUP.format(name): GROUP_DTYPES[name] for name in groups}
    return pl.DataFrame(schema={**asked, **places, **dict.fromkeys(ROLES, pl.Boolean())})


def _wanted(tables: dict[str, Table], columns: Sequence[str] | None) -> list[str]:
    known = list(dict.fromkeys(c for table in tables.values() for c in table.columns))
    if columns is None or not known:
        return known
    for name in columns:
        if name not in known:
            hint = right_name(name, known)
            raise UsageError(f"--columns {name}: no such column behind the figure; {hint}")
    return list(dict.fromkeys(columns))


def _picked(gathered: Gathered, name: str, rows: pl.Series) -> pl.DataFrame:
    """The rows of a table at some places, with `row`, and file as its name."""
    table = gathered.records.tables[name]
    if name == APPOINTMENTS:
        picked = _read_again(table, rows)
    else:
        numbered = _numbered(gathered.small[name], 0)
        picked = numbered.filter(pl.col("row").is_in(rows.implode()))
    names = [file.source.name for file in table.files]
    return picked.with_columns(
        pl.col("file").replace_strict(dict(enumerate(names)), return_dtype=pl.String)
    )


def _read_again(table: Table, rows: pl.Series) -> pl.DataFrame:
    """What was gathered as integers is read once more, for the rows that are asked for."""
    seen, found = 0, [_numbered(pl.DataFrame(schema=table.dtypes), 0)]
    for batch in table.read(Ledger(), Rejects()):
        found.append(_numbered(batch, seen).filter(pl.col("row").is_in(rows.implode())))
        seen += batch.height
    return pl.concat(found)


def _numbered(rows: pl.DataFrame, first: int) -> pl.DataFrame:
    part = pl.int_range(pl.len(), dtype=pl.UInt32).over("file", "line") + 1
    return rows.with_row_index("row", offset=first).with_columns(part.alias("part"))


def _digest(rows: pl.DataFrame, secret: Set[str]) -> str:
    # Whose row it is must not be told, but a row that changes hands is another row.
    first = pl.col("number").min()
    hidden = [
        pl.when(pl.col(name).is_not_null()).then(first.over(name)).alias(name)
        for name in rows.columns
        if name in secret
    ]
    shown = rows.with_row_index("number").with_columns(hidden).drop("number")
    return hashlib.sha256(shown.write_csv().encode()).hexdigest()

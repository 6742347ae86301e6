"""`--where NAME=VALUE`: the groups of results that are asked for.

Where a group is asked for otherwise than by the option, messages leave its name out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from accsocial.errors import DataRefused, UsageError, nearest, right_name
from accsocial.records import Records
from accsocial.records.files.filenames import shown
from accsocial.results import GROUP_COLUMNS
from accsocial.summary.gathered import in_no_table

OPTION = "--where "
"""What stands before each condition in a message."""

_NOT_GIVEN = ""
"""How the group is asked for that has no value: `site=`."""

_MOST_SHOWN = 10
"""Values that a message lists, of those that there are."""


def conditions(texts: Sequence[str], option: str = OPTION) -> dict[str, str]:
    """`["body=caf", "year=2022"]` -> values by group column, in the order of the output.

    Raises UsageError for what is not NAME=VALUE, a name that is no group column, or one that
    is given twice.
    """
    given: dict[str, str] = {}
    for text in texts:
        name, equals, value = text.partition("=")
        name = name.strip()
        if not equals:
            raise UsageError(f"{option}{text}: must be NAME=VALUE, such as territory=94")
        if name not in GROUP_COLUMNS:
            hint = right_name(name, GROUP_COLUMNS)
            raise UsageError(f"{option}{text}: no group column {name!r}; {hint}")
        if name in given:
            raise UsageError(f"{option}{name} is given twice. Give each name once")
        given[name] = value.strip()
    return {name: given[name] for name in GROUP_COLUMNS if name in given}


def check_columns(where: Mapping[str, str], records: Records) -> None:
    """Raises UsageError for groups that no table of the extract has together."""
    what = in_no_table({name: table.columns for name, table in records.tables.items()}, where)
    if what is not None:
        asked = _asked(where, OPTION)
        raise UsageError(
            f"{asked}: no table of the extract has {what}. Leave it out, or map the column in a "
            "layout (--layout)"
        )


def selected(
    frame: pl.DataFrame, groups: Sequence[str], where: Mapping[str, str], option: str = OPTION
) -> pl.DataFrame:
    """The rows of results whose groups have the values of `where`.

    Raises UsageError if there are none, naming the nearest value where one is not known;
    DataRefused if the results have no group at all.
    """
    every = frame
    if every.is_empty():
        raise DataRefused("no row of the extract falls in a year: there is no group to look at")
    for name, value in where.items():
        if name not in groups:
            raise UsageError(f"{option}{name}={value}: the results are not grouped by {name}")
        texts = pl.col(name).cast(pl.String).fill_null(_NOT_GIVEN)
        known = sorted(every.select(texts.unique()).to_series())
        if value not in known:
            raise UsageError(f"{option}{name}={value}: no such group; {_hint(value, known)}")
        frame = frame.filter(texts == value)
        if frame.is_empty():
            asked = _asked(where, option)
            raise UsageError(f"{asked}: the extract has each of these, but no group with all")
    return frame


def _asked(where: Mapping[str, str], option: str) -> str:
    return " ".join(f"{option}{name}={value}" for name, value in where.items())


def _hint(value: str, known: Sequence[str]) -> str:
    near = nearest(value, known, least=0.4)
    if near:
        return f"did you mean {shown(near)}?"
    some = [shown(each) if each else "rows without one" for each in known]
    return f"the extract has {', '.join(some[:_MOST_SHOWN])}" + ", ..." * (len(some) > _MOST_SHOWN)

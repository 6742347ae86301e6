"""The fates of supports: in the year of a step, or in none."""

from __future__ import annotations

import polars as pl

from accsocial.model import Text
from accsocial.summary.codes.calendar import in_calendar
from accsocial.summary.counting import delays, supports
from accsocial.tracing.population import COUNTED, Outside, Population
from accsocial.tracing.scene import Group, Scene, in_group

_TABLE = "supports"

_UNDATED = Text("without {}", "sans {}")


def of_step(scene: Scene, group: Group, count: str) -> Population:
    """The supports in the year of the date that a count is about, with a mark for each count."""
    date = supports.date_of(count)
    rows = supports.followed(scene.small(_TABLE), scene.rules, scene.gathered.last_day)
    dated = supports.in_year_of(date, rows)
    marks = supports.marks(date, rows.columns)
    marked_rows = dated.with_columns(mark.alias(name) for name, mark in marks.items())
    return _population(scene, date, dated.height, _in_group(scene, marked_rows, group))


def by_duration(scene: Scene, group: Group) -> Population:
    """The supports closed in the year, with their `days`."""
    closed = supports.lasted(scene.small(_TABLE))
    return _population(scene, "closed_on", closed.height, _in_group(scene, closed, group))


def by_delay(scene: Scene, group: Group) -> Population:
    """The supports opened in the year, with the `days` to their first appointment."""
    people = scene.activity.codes.beneficiaries
    opened = delays.openings(scene.small(_TABLE), scene.columns, scene.rules, people)
    here = _in_group(scene, opened, group)
    # The first appointment may be of another group, but is of the same body and territory.
    beside = scene.codes_beside(here["scope"].to_numpy())
    seen = pl.concat(_seen(scene, rows, here) for rows in scene.marked(beside))
    return _population(scene, "opened_on", opened.height, delays.delayed(here, seen))


def _seen(scene: Scene, rows: pl.DataFrame, opened: pl.DataFrame) -> pl.DataFrame:
    """The days on which the beneficiaries of some openings were seen; see `delays.visits`."""
    counted = rows.filter("counted")
    days, calendar = in_calendar(counted["date"])
    counted = counted.with_columns(day=pl.Series(days))
    return delays.visits(counted, calendar, opened, scene.activity.codes.groups, scene.rules)


def _in_group(scene: Scene, rows: pl.DataFrame, group: Group) -> pl.DataFrame:
    return supports.as_groups(rows, scene.columns).filter(in_group(group))


def _population(scene: Scene, date: str, dated: int, rows: pl.DataFrame) -> Population:
    """Supports of a group, of so many that have a date."""
    every = scene.gathered.small[_TABLE].height
    undated = Text(_UNDATED.en.format(date), _UNDATED.fr.format(date))
    outside = (Outside(undated, every - dated),)
    return Population(_TABLE, [rows.with_columns(fate=pl.lit(COUNTED))], every, outside=outside)

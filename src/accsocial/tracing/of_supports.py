"""The fates of supports: in the year of a step, or in none."""

from __future__ import annotations

import polars as pl

from accsocial.model import Text
from accsocial.summary.codes.calendar import in_calendar
from accsocial.summary.counting import delays, supports
from accsocial.summary.counting.marks import marked
from accsocial.tracing.population import COUNTED, OTHER_GROUPS, Outside, Population
from accsocial.tracing.scene import Group, Scene, in_group

_TABLE = "supports"

_UNDATED = Text("without {}", "sans {}")


def of_step(scene: Scene, group: Group, count: str) -> Population:
    """The supports in the year of the date that a count is about, with a mark for each count."""
    date = supports.date_of(count)
    rows = scene.small(_TABLE)
    rows = supports.followed(rows, scene.rules, scene.gathered.last_day)
    dated = supports.in_year_of(date, rows)
    marks = supports.marks(date, rows.columns)
    marked_rows = dated.with_columns(mark.alias(name) for name, mark in marks.items())
    return _population(scene, rows.height, date, marked_rows, group)


def by_duration(scene: Scene, group: Group) -> Population:
    """The supports closed in the year, with their `days`."""
    rows = scene.small(_TABLE)
    return _population(scene, rows.height, "closed_on", supports.lasted(rows), group)


def by_delay(scene: Scene, group: Group) -> Population:
    """The supports opened in the year, with the `days` to their first appointment."""
    rows = scene.small(_TABLE)
    people = scene.activity.codes.beneficiaries
    opened = delays.openings(rows, scene.columns, scene.rules, people)
    counted = marked(scene.activity.rows, scene.rules).filter("counted")
    days, calendar = in_calendar(counted["date"])
    counted = counted.with_columns(day=pl.Series(days))
    seen = delays.visits(counted, calendar, opened, scene.activity.codes.groups, scene.rules)
    return _population(scene, rows.height, "opened_on", delays.delayed(opened, seen), group)


def _population(
    scene: Scene, every: int, date: str, dated: pl.DataFrame, group: Group
) -> Population:
    named = supports.as_groups(dated, scene.columns)
    rows = named.filter(in_group(group)).with_columns(fate=pl.lit(COUNTED))
    undated = Text(_UNDATED.en.format(date), _UNDATED.fr.format(date))
    outside = (
        Outside(undated, every - dated.height),
        Outside(OTHER_GROUPS, dated.height - rows.height),
    )
    return Population(_TABLE, rows, outside=outside)

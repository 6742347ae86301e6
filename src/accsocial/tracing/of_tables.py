"""The fates of staff, costs and households."""

from __future__ import annotations

import polars as pl

from accsocial.summary.counting.context import mark_counted
from accsocial.tracing.population import COUNTED, NOT_GIVEN, UNKNOWN, Population
from accsocial.tracing.scene import Group, Scene, in_group


def of_staff(scene: Scene, group: Group, column: str) -> Population:
    """Rows of the staff list; those without `column` (worker_id or fte) are unknown."""
    rows = mark_counted(scene.small("workers"), scene.rules)
    fates = pl.when(~pl.col("counted")).then(pl.lit("workers_counted"))
    # The group may be a whole body: there a national number is one worker in all territories.
    apart = () if scene.is_national else scene.columns
    units = (*apart, "worker_id")
    return _population("workers", rows.with_columns(fates.alias("rule")), group, column, units)


def of_costs(scene: Scene, group: Group) -> Population:
    """Rows of the costs."""
    return _population("costs", scene.small("costs"), group, "amount")


def of_households(scene: Scene, group: Group, column: str) -> Population:
    """Rows of the households; those without the number are no part of any count."""
    rows = scene.small("households")
    fates = pl.when(pl.col(column).is_null()).then(pl.lit(NOT_GIVEN))
    return _population("households", rows.with_columns(fates.alias("rule")), group, column)


def _population(
    table: str, rows: pl.DataFrame, group: Group, column: str, units: tuple[str, ...] = ()
) -> Population:
    here = rows.filter(in_group(group))
    known = pl.when(pl.col(column).is_null()).then(pl.lit(UNKNOWN)).otherwise(pl.lit(COUNTED))
    fate = pl.coalesce("rule", known) if "rule" in rows.columns else known
    here = here.with_columns(fate.alias("fate"))
    return Population(table, [here], rows.height, units)

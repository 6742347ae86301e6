"""The fates of appointments in each kind of count."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from accsocial.records.schema import CHANNELS, EVENTS, STATUSES
from accsocial.rules import CountingRules
from accsocial.summary.counting.appointments import with_counted_workers
from accsocial.summary.counting.context import mark_counted
from accsocial.summary.counting.documentation import documentation
from accsocial.summary.counting.marks import (
    counted_channel,
    counted_session,
    counted_status,
    marked,
)
from accsocial.summary.rows.activity import DAYS_TO_ENTRY
from accsocial.summary.rows.shelves import ROW
from accsocial.tracing.gaps import gaps
from accsocial.tracing.population import COUNTED, OTHER_GROUPS, UNKNOWN, Outside, Population
from accsocial.tracing.scene import Group, Scene, in_group

_TABLE = "appointments"
Fate = tuple[str, pl.Expr]
"""The name of a fate and the condition that a row meets to have it."""

OF_OTHER_WORKER = pl.col("worker").is_not_null() & ~pl.col("counts")
"""Whether a row names a worker whom the rules do not count."""


def of_beneficiaries(scene: Scene, group: Group) -> Population:
    """Appointments once per beneficiary; with the n and the months of the row's beneficiary.

    Those are `appointments`, and `months`: in how many months of the group's year.
    """
    fates = [
        (UNKNOWN, pl.col("without_beneficiary")),
        ("same_appointment", ~pl.col("of_beneficiary")),
    ]
    population = _of_units(_fated(scene, group, fates), "beneficiary")
    seen = pl.col("fate").is_in([COUNTED, "same_appointment"])
    months = pl.col("date").dt.month().filter(seen).n_unique().over("group", "beneficiary")
    return _population_of(population, population.rows.with_columns(months.alias("months")))


def of_workers(scene: Scene, group: Group) -> Population:
    """Appointments once per worker; `appointments` is the n of the row's worker."""
    fates = [
        (UNKNOWN, pl.col("without_worker")),
        ("workers_counted", OF_OTHER_WORKER),
        ("same_appointment", ~pl.col("of_worker")),
    ]
    return _of_units(_fated(scene, group, fates), "worker")


def by_status(scene: Scene, group: Group) -> Population:
    """Appointments once each, whatever the counting rules; `status` is the one that holds."""
    rows = _rows(scene, group)
    fate = _fate([("same_appointment", ~pl.col("of_attendance"))])
    named = _label("status", STATUSES)
    return _population(scene, rows.with_columns(fate, named))


def by_channel(scene: Scene, group: Group) -> Population:
    """Counted appointments once each; `channel` is the one that holds."""
    population = _fated(scene, group, [("same_appointment", ~pl.col("of_all"))])
    return _population_of(population, population.rows.with_columns(_label("channel", CHANNELS)))


def by_event(scene: Scene, group: Group) -> Population:
    """Counted appointments once each; `event` is the one that holds."""
    population = _fated(scene, group, [("same_appointment", ~pl.col("of_event"))])
    return _population_of(population, population.rows.with_columns(_label("event", EVENTS)))


def by_entry(scene: Scene, group: Group) -> Population:
    """Counted appointments once each, with the `days` to their entry."""
    population = _fated(scene, group, [("same_appointment", ~pl.col("of_entry"))])
    return _population_of(population, population.rows.rename({DAYS_TO_ENTRY: "days"}))


def by_gap(scene: Scene, group: Group) -> Population:
    """Counted appointments once per beneficiary, with the `days` since the one before."""
    activity = scene.activity
    # The one before may be of another group.
    found = gaps(marked(activity.rows, scene.rules), activity.codes.groups, scene.rules)
    once = ~pl.col(ROW).is_in(found[ROW].implode())
    population = _fated(scene, group, [("same_appointment", once)])
    rows = population.rows.join(found, on=ROW, how="left")
    return _population_of(population, rows)


def by_fields(scene: Scene, group: Group) -> Population:
    """All rows, whatever the counting rules, with what each of them adds to `documentation`."""
    rows = _rows(scene, group)
    alone = rows.with_columns(group=ROW, rows=pl.lit(1, pl.Int64))
    each = documentation(alone.lazy(), scene.activity.delivered).collect()
    rows = rows.join(each, left_on=ROW, right_on="group").with_columns(fate=pl.lit(COUNTED))
    return _population(scene, rows)


def _label(column: str, labels: Sequence[str]) -> pl.Expr:
    return pl.col(column).replace_strict(dict(enumerate(labels)), return_dtype=pl.String)


def _rows(scene: Scene, group: Group) -> pl.DataFrame:
    """The marked rows of a group, `with_counts`."""
    of_group = scene.activity.codes.groups.table().filter(in_group(group))["group"]
    rows = scene.activity.rows
    return with_counts(
        scene, marked(rows.filter(pl.col("group").is_in(of_group.implode())), scene.rules)
    )


def with_counts(scene: Scene, rows: pl.DataFrame) -> pl.DataFrame:
    """Rows with `counts`: whether the rules count the worker."""
    workers = None
    if scene.rules.workers_counted == "qualified" and "workload" not in scene.summary.absent:
        workers = mark_counted(scene.gathered.small["workers"], scene.rules).filter("counted")
    return with_counted_workers(rows, workers, scene.rules, scene.activity.codes)


def _fated(scene: Scene, group: Group, fates: Sequence[Fate]) -> Population:
    rows = _rows(scene, group)
    return _population(scene, rows.with_columns(after_rules(scene.rules, fates)))


def after_rules(rules: CountingRules, fates: Sequence[Fate]) -> pl.Expr:
    """The fate of a row: that of the counting rules of appointments, then of `fates`."""
    of_rules: list[Fate] = [
        ("counted_statuses", ~counted_status(rules)),
        ("counted_channels", ~counted_channel(rules)),
        ("count_collective", ~counted_session(rules)),
    ]
    return _fate([*of_rules, *fates])


def _fate(fates: Sequence[Fate]) -> pl.Expr:
    """The first fate whose condition a row meets, else counted."""
    chain = pl.lit(COUNTED)
    for name, condition in reversed(fates):
        chain = pl.when(condition).then(pl.lit(name)).otherwise(chain)
    return chain.alias("fate")


def _of_units(population: Population, who: str) -> Population:
    n = (pl.col("fate") == COUNTED).sum().over("group", who).cast(pl.Int64)
    rows = population.rows.with_columns(n.alias("appointments"))
    return Population(population.table, rows, ("group", who), population.outside)


def _population(scene: Scene, rows: pl.DataFrame) -> Population:
    elsewhere = scene.activity.rows.height - rows.height
    return Population(_TABLE, rows, outside=(Outside(OTHER_GROUPS, elsewhere),))


def _population_of(population: Population, rows: pl.DataFrame) -> Population:
    return Population(population.table, rows, population.units, population.outside)

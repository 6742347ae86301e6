"""The fates of appointments in each kind of count."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import polars as pl

from accsocial.records.schema import CHANNELS, EVENTS, STATUSES
from accsocial.rules import CountingRules
from accsocial.summary.counting.documentation import documentation
from accsocial.summary.counting.marks import counted_channel, counted_session, counted_status
from accsocial.summary.rows.activity import DAYS_TO_ENTRY
from accsocial.summary.rows.shelves import ROW
from accsocial.tracing.gaps import gaps
from accsocial.tracing.population import COUNTED, UNKNOWN, Population
from accsocial.tracing.scene import Group, Scene

_TABLE = "appointments"
Fate = tuple[str, pl.Expr]
"""The name of a fate and the condition that a row meets to have it."""

_Tell = Callable[[pl.DataFrame], pl.DataFrame]
"""Marked rows of a group become those of a population."""

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
    seen = pl.col("fate").is_in([COUNTED, "same_appointment"])
    months = pl.col("date").dt.month().filter(seen).n_unique().over("group", "beneficiary")

    def tell(rows: pl.DataFrame) -> pl.DataFrame:
        return rows.with_columns(_appointments_of("beneficiary"), months.alias("months"))

    return _of_units(scene, group, "beneficiary", fates, tell)


def of_workers(scene: Scene, group: Group) -> Population:
    """Appointments once per worker; `appointments` is the n of the row's worker."""
    fates = [
        (UNKNOWN, pl.col("without_worker")),
        ("workers_counted", OF_OTHER_WORKER),
        ("same_appointment", ~pl.col("of_worker")),
    ]
    return _of_units(
        scene, group, "worker", fates, lambda rows: rows.with_columns(_appointments_of("worker"))
    )


def by_status(scene: Scene, group: Group) -> Population:
    """Appointments once each, whatever the counting rules; `status` is the one that holds."""
    fate = _fate([("same_appointment", ~pl.col("of_attendance"))])
    named = _label("status", STATUSES)
    return _population(scene, group, lambda rows: rows.with_columns(fate, named))


def by_channel(scene: Scene, group: Group) -> Population:
    """Counted appointments once each; `channel` is the one that holds."""
    fate = after_rules(scene.rules, [("same_appointment", ~pl.col("of_all"))])
    named = _label("channel", CHANNELS)
    return _population(scene, group, lambda rows: rows.with_columns(fate, named))


def by_event(scene: Scene, group: Group) -> Population:
    """Counted appointments once each; `event` is the one that holds."""
    fate = after_rules(scene.rules, [("same_appointment", ~pl.col("of_event"))])
    named = _label("event", EVENTS)
    return _population(scene, group, lambda rows: rows.with_columns(fate, named))


def by_entry(scene: Scene, group: Group) -> Population:
    """Counted appointments once each, with the `days` to their entry."""
    fate = after_rules(scene.rules, [("same_appointment", ~pl.col("of_entry"))])
    days = pl.col(DAYS_TO_ENTRY).alias("days")
    return _population(scene, group, lambda rows: rows.with_columns(fate, days))


def by_gap(scene: Scene, group: Group) -> Population:
    """Counted appointments once per beneficiary, with the `days` since the one before."""
    fate = after_rules(scene.rules, [("same_appointment", ~pl.col("visit"))])
    codes = scene.activity.codes.groups
    of_group = scene.codes_of(group)
    # The one before may be of another group, but is of the same body and territory.
    beside = scene.codes_beside(codes.scopes()[of_group])

    def slices() -> Iterator[pl.DataFrame]:
        for every in scene.marked(beside, "beneficiary"):
            found = gaps(every, codes, scene.rules).with_columns(visit=pl.lit(value=True))
            here = every.filter(pl.col("group").is_in(pl.Series(of_group).implode()))
            here = here.join(found, on=ROW, how="left")
            yield here.with_columns(pl.col("visit").fill_null(value=False)).with_columns(fate)

    return Population(_TABLE, slices(), scene.activity.height)


def by_fields(scene: Scene, group: Group) -> Population:
    """All rows, whatever the counting rules, with what each of them adds to `documentation`."""
    delivered = scene.activity.delivered

    def tell(rows: pl.DataFrame) -> pl.DataFrame:
        alone = rows.with_columns(group=ROW, rows=pl.lit(1, pl.Int64))
        each = documentation(alone.lazy(), delivered).collect()
        return rows.join(each, left_on=ROW, right_on="group").with_columns(fate=pl.lit(COUNTED))

    return _population(scene, group, tell)


def _label(column: str, labels: Sequence[str]) -> pl.Expr:
    return pl.col(column).replace_strict(dict(enumerate(labels)), return_dtype=pl.String)


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


def _appointments_of(who: str) -> pl.Expr:
    """The n of the unit of a row."""
    n = (pl.col("fate") == COUNTED).sum().over("group", who)
    return n.cast(pl.Int64).alias("appointments")


def _of_units(
    scene: Scene, group: Group, who: str, fates: Sequence[Fate], tell: _Tell
) -> Population:
    """Appointments once per beneficiary or worker: all of a unit's rows are in one slice."""
    fate = after_rules(scene.rules, fates)
    rows = scene.appointments(group, who)
    slices = (tell(each.with_columns(fate)) for each in rows)
    return Population(_TABLE, slices, scene.activity.height, ("group", who))


def _population(scene: Scene, group: Group, tell: _Tell) -> Population:
    slices = map(tell, scene.appointments(group))
    return Population(_TABLE, slices, scene.activity.height)

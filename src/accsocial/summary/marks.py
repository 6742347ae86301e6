"""The counting rules on rows: which row is counted, and which one stands for its appointment."""

from __future__ import annotations

import numpy as np
import polars as pl

from accsocial.records.schema import CHANNELS, STATUSES
from accsocial.rules import CountingRules
from accsocial.summary.activity import DAYS_TO_ENTRY, ROW
from accsocial.summary.documentation import has_field
from accsocial.summary.groups import GroupCodes
from accsocial.summary.once import APPOINTMENT

MARKS = (
    "counted",
    "of_beneficiary",
    "of_worker",
    "of_all",
    "of_attendance",
    "of_event",
    "of_entry",
    "without_beneficiary",
    "without_worker",
)
"""The columns of `marked`."""


def counted_status(rules: CountingRules) -> pl.Expr:
    """Whether the status of a row counts."""
    return pl.col("status").is_in([STATUSES.index(status) for status in rules.counted_statuses])


def counted_channel(rules: CountingRules) -> pl.Expr:
    """Whether the channel of a row counts."""
    return pl.col("channel").is_in([CHANNELS.index(channel) for channel in rules.counted_channels])


def counted_session(rules: CountingRules) -> pl.Expr:
    """Whether a row is for one beneficiary, or group sessions count too."""
    if rules.count_collective:
        return pl.lit(value=True)
    # Null means that nobody called it collective: such a row is counted.
    return ~pl.col("collective").fill_null(value=False)


def marked(rows: pl.DataFrame, rules: CountingRules) -> pl.DataFrame:
    """Rows of an activity with `counted`, and one mark per kind of count.

    An appointment counts once per beneficiary (of_beneficiary), once per worker (of_worker) and
    once in all other counts (of_all, of_attendance, of_event, of_entry), however many rows it
    spans; so does one without beneficiary or worker (without_beneficiary, without_worker). The
    mark is on the row that stands for it in its group. `of_entry` needs days_to_entry.
    """
    rows = marked_alone(rows, rules)
    if not rows["shared"].any():
        return rows
    alone, several = rows.filter(~pl.col("shared")), rows.filter("shared")
    # One number for both tells an appointment in its group: looking it up takes half the time.
    of = [_IN_GROUP]
    in_group = pl.col(APPOINTMENT).cast(pl.UInt64) * 2**32 + pl.col("group")
    several = several.with_columns(in_group.alias(_IN_GROUP)).with_columns(
        _one_of("of_beneficiary", [*of, "beneficiary"]),
        _one_of("of_worker", [*of, "worker"]),
        _one_of("of_all", of, best=pl.col("channel")),
        _one_of("of_attendance", of, best=pl.col("status")),
        _one_of("of_event", of, best=pl.col("event")),
        *([_one_of("of_entry", of, best=_EARLIEST)] if DAYS_TO_ENTRY in rows.columns else []),
        _one_of("without_beneficiary", of),
        _one_of("without_worker", of),
    )
    return pl.concat([alone, several.drop(_IN_GROUP)])


_IN_GROUP = "appointment_in_group"
_EARLIEST = pl.col(DAYS_TO_ENTRY).fill_null(2**30)
"""The earliest entry that is known."""


def marked_alone(rows: pl.DataFrame, rules: CountingRules) -> pl.DataFrame:
    """The same of rows that are alone with their appointment, or of kinds of such rows."""
    counts = counted_status(rules) & counted_channel(rules) & counted_session(rules)
    rows = rows.with_columns(counted=counts)
    counted = pl.col("counted")
    beneficiary, worker = has_field("beneficiary_id"), has_field("worker_id")
    return rows.with_columns(
        of_beneficiary=counted & beneficiary,
        of_worker=counted & worker,
        of_all=counted,
        of_attendance=pl.lit(value=True),
        of_event=counted,
        of_entry=counted,
        without_beneficiary=counted & ~beneficiary,
        without_worker=counted & ~worker,
    )


def _one_of(mark: str, keys: list[str], best: pl.Expr | None = None) -> pl.Expr:
    """Keeps a mark on one row per key: the first, or the first of the lowest `best`.

    The values of statuses, channels and events are ordered: an appointment that was held
    for one of its beneficiaries was held.
    """
    rank = pl.lit(0, pl.Int64) if best is None else best.cast(pl.Int64) * 2**32
    place = pl.when(mark).then(rank + pl.col(ROW))
    return (pl.col(mark) & (place == place.min().over(keys))).alias(mark)


def first_in_time(rows: pl.DataFrame, groups: GroupCodes) -> pl.DataFrame:
    """One row per appointment and beneficiary, the first in time, with `place`.

    That is the place of its group in the order of results: the order of the rows of an
    extract means nothing, and must not decide on one day either.
    """
    in_order = groups.in_order()
    place = pl.Series("place", np.argsort(in_order).astype(np.uint32))
    columns = [ROW, "group", "scope", "beneficiary", "date", "place"]
    alone, several = rows.filter(~pl.col("shared")), rows.filter("shared")
    alone = alone.with_columns(place.gather(alone["group"])).select(columns)
    if several.is_empty():
        return alone
    several = several.with_columns(place.gather(several["group"])).sort("date", "place", ROW)
    several = several.unique([APPOINTMENT, "beneficiary"], keep="first")
    return pl.concat([alone, several.select(columns)])

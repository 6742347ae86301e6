"""The counting rules on rows: which row is counted, and which one stands for its appointment."""

from __future__ import annotations

import numpy as np
import polars as pl

from accsocial.records.schema import CHANNELS, STATUSES
from accsocial.rules import CountingRules
from accsocial.summary.codes.alike import Alike, alike_in_both
from accsocial.summary.codes.filled import has_field
from accsocial.summary.codes.groups import GroupCodes
from accsocial.summary.codes.identifiers import NOBODY
from accsocial.summary.codes.packed import pack
from accsocial.summary.rows.activity import DAYS_TO_ENTRY
from accsocial.summary.rows.once import APPOINTMENT
from accsocial.summary.rows.shelves import ROW

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


def counted(rules: CountingRules) -> pl.Expr:
    """Whether a row counts: by its status, its channel, and for how many it was."""
    return counted_status(rules) & counted_channel(rules) & counted_session(rules)


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
    found = _Standing(several)
    several = several.with_columns(
        found.one_of("of_beneficiary", of="beneficiary"),
        found.one_of("of_worker", of="worker"),
        found.one_of("of_all", best=several["channel"]),
        found.one_of("of_attendance", best=several["status"]),
        found.one_of("of_event", best=several["event"]),
        *(
            [found.one_of("of_entry", best=several[DAYS_TO_ENTRY].fill_null(_NOT_ENTERED))]
            if DAYS_TO_ENTRY in several.columns
            else []
        ),
        found.one_of("without_beneficiary"),
        found.one_of("without_worker"),
    )
    return pl.concat([alone, several])


_NOT_ENTERED = 2**30
"""Later than any entry that is known."""


class _Standing:
    """Which of some rows stands for its appointment in its group. The rows are marked alone."""

    def __init__(self, rows: pl.DataFrame) -> None:
        self._rows = rows
        self._places = rows[ROW].cast(pl.Int64).to_numpy()
        appointment, group = (rows[name].to_numpy() for name in (APPOINTMENT, "group"))
        self._in_group = Alike(pack([(appointment, 32), (group, 32)]))

    def one_of(self, mark: str, *, of: str = "", best: pl.Series | None = None) -> pl.Series:
        """Keeps a mark on one row per appointment: the first, or the first of the lowest `best`.

        Or on one for each of those that the rows name in a column `of`. The values of statuses,
        channels and events are ordered: an appointment that was held for one of its
        beneficiaries was held.
        """
        values = self._places
        if best is not None:
            values = values + best.cast(pl.Int64).to_numpy() * 2**32
        alike = self._in_group
        if of:
            who = self._rows[of].fill_null(NOBODY).cast(pl.UInt64)
            alike = alike_in_both(alike.numbers, who.to_numpy())
        return pl.Series(mark, alike.stands(values, self._rows[mark].to_numpy()))


def marked_alone(rows: pl.DataFrame, rules: CountingRules) -> pl.DataFrame:
    """What `marked` adds, for rows that are alone with their appointment or for kinds of these."""
    rows = rows.with_columns(counted=counted(rules))
    counts = pl.col("counted")
    beneficiary, worker = has_field("beneficiary_id"), has_field("worker_id")
    return rows.with_columns(
        of_beneficiary=counts & beneficiary,
        of_worker=counts & worker,
        of_all=counts,
        of_attendance=pl.lit(value=True),
        of_event=counts,
        of_entry=counts,
        without_beneficiary=counts & ~beneficiary,
        without_worker=counts & ~worker,
    )


def first_in_time(rows: pl.DataFrame, groups: GroupCodes) -> pl.DataFrame:
    """One row per appointment and beneficiary, the first in time, with `place`.

    That is the place of its group in the order of results: the order of the rows of an
    extract means nothing, and must not decide on one day either.
    """
    place = pl.Series("place", np.argsort(groups.in_order()).astype(np.uint32))
    placed = rows.with_columns(place.gather(rows["group"]))
    return placed.filter(_is_first_in_time(placed))


def _is_first_in_time(placed: pl.DataFrame) -> pl.Series:
    """Which rows these are (Boolean), of rows with the `place` of their group."""
    if placed.is_empty():
        return pl.Series([], dtype=pl.Boolean)
    appointments = placed[APPOINTMENT].cast(pl.Int64).to_numpy()
    alike = alike_in_both(appointments, placed["beneficiary"].fill_null(NOBODY).to_numpy())
    days, place, row = (
        placed[name].to_physical().cast(pl.Int64).to_numpy() for name in ("date", "place", ROW)
    )
    time = days * 2**32 + place
    return pl.Series(alike.stands(row, alike.least(time) == time))

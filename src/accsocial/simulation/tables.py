"""Columns of small numbers -> canonical tables, some rows at a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt
import polars as pl

from accsocial.errors import UsageError
from accsocial.records.schema import (
    BODIES,
    CHANNELS,
    EVENTS,
    RESPONSES,
    STATUSES,
    SUPPORT_KINDS,
    TABLES,
    TERRITORIES,
)
from accsocial.simulation.activity import Columns
from accsocial.simulation.organisations import MOST_SITES, Population
from accsocial.simulation.supports import NEVER, STEPS, days_since_epoch, working_day

CHUNK_ROWS = 250_000
"""Rows that are given text at once."""

NUMBERS_A_YEAR = 10_000_000
"""Numbers of appointments of one organisation and year are below this: the year stands before."""


class Labels:
    """What codes stand for; 0 is an empty cell. Texts are Enum, or String if `free`."""

    def __init__(self, population: Population, *, free: bool) -> None:
        profile = population.profile
        workers = (f"W{n:04d}" for n in range(1, population.largest_staff() + 1))
        people = (f"B{n:07d}" for n in range(1, population.largest_pool() + 1))
        reasons = list(profile.supports.exit_reasons)
        self._series = {
            "body": pl.Series(BODIES),
            "territory": pl.Series(TERRITORIES),
            "site": _from_1([f"Secteur {n:02d}" for n in range(1, MOST_SITES + 1)]),
            "status": _from_1(STATUSES),
            "channel": _from_1(CHANNELS),
            "event": _from_1(EVENTS),
            "kind": _from_1(SUPPORT_KINDS),
            "response": _from_1(RESPONSES),
            "exit_reason": _from_1(reasons),
            "worker_id": _from_1(list(workers)),
        }
        if not free:
            self._series = {name: _enum(texts) for name, texts in self._series.items()}
        self._series |= {
            "beneficiary_id": _from_1(list(people)),
            "duration_min": pl.Series([None, *profile.appointments.durations], dtype=pl.Int32),
            "entered_on": pl.Series([0, *profile.appointments.entered_after], dtype=pl.Int32),
            "fte": pl.Series([None, *profile.staff.fte], dtype=pl.Decimal(6, 2)),
        }

    def of(self, column: str, codes: npt.NDArray[np.generic]) -> pl.Series:
        """The values of some rows."""
        return self._series[column].gather(pl.Series(codes)).alias(column)


def appointments(
    columns: Columns, year: int, labels: Labels, last_day: dt.date
) -> Iterator[pl.DataFrame]:
    """Appointments by day, with all canonical columns; all were entered by the `last_day`."""
    first = days_since_epoch(dt.date(year, 1, 1))
    for part in _chunks(columns, np.argsort(columns["day"], kind="stable")):
        day = pl.Series("date", part["day"].astype(np.int32) + first)
        entered = working_day(day.to_numpy() + labels.of("entered_on", part["entry"]).to_numpy())
        yield _ordered(
            "appointments",
            _numbers("appointment_id", part["number"], year),
            labels.of("body", part["body"]),
            labels.of("territory", part["territory"]),
            labels.of("site", part["site"]),
            labels.of("worker_id", part["worker"]),
            labels.of("beneficiary_id", part["beneficiary"]),
            day.cast(pl.Date),
            labels.of("status", part["status"]),
            labels.of("channel", part["channel"]),
            labels.of("event", part["event"]),
            pl.Series("collective", part["collective"]),
            labels.of("duration_min", part["duration"]),
            pl.Series("entered_on", np.minimum(entered, days_since_epoch(last_day))).cast(pl.Date),
        )


def supports(columns: Columns, year: int, labels: Labels) -> Iterator[pl.DataFrame]:
    """Supports by their first day, with all canonical columns."""
    never = np.iinfo(np.int32).max
    known = (np.where(columns[step] == NEVER, never, columns[step]) for step in STEPS)
    first = np.minimum.reduce(list(known))
    for part in _chunks(columns, np.argsort(first, kind="stable")):
        yield _ordered(
            "supports",
            _numbers("support_id", part["number"], year),
            labels.of("body", part["body"]),
            labels.of("territory", part["territory"]),
            labels.of("site", part["site"]),
            labels.of("beneficiary_id", part["beneficiary"]),
            labels.of("worker_id", part["worker"]),
            *(labels.of(name, part[name]) for name in ("event", "kind", "response", "exit_reason")),
            *(_days(step, part[step]) for step in STEPS),
        )


def workers(columns: Columns, year: int, labels: Labels) -> Iterator[pl.DataFrame]:
    """Workers by body and territory, with all canonical columns."""
    for part in _chunks(columns, np.arange(len(columns["worker"]))):
        size = len(part["worker"])
        yield _ordered(
            "workers",
            labels.of("worker_id", part["worker"]),
            labels.of("body", part["body"]),
            labels.of("territory", part["territory"]),
            labels.of("site", part["site"]),
            pl.repeat(year, size, dtype=pl.Int32, eager=True).alias("year"),
            labels.of("fte", part["fte"]),
            pl.Series("qualified", part["qualified"]),
        )


def _chunks(columns: Columns, order: npt.NDArray[np.int64]) -> Iterator[Columns]:
    # A table without rows is a file all the same.
    for start in range(0, max(len(order), 1), CHUNK_ROWS):
        rows = order[start : start + CHUNK_ROWS]
        yield {name: values[rows] for name, values in columns.items()}


def _ordered(table: str, *columns: pl.Series) -> pl.DataFrame:
    return pl.DataFrame(columns).select(TABLES[table].names)


def _numbers(name: str, numbers: npt.NDArray[np.generic], year: int) -> pl.Series:
    known = numbers.astype(np.int64)
    if len(known) and known.max() >= NUMBERS_A_YEAR:
        raise UsageError(
            f"--scale: a territory has {NUMBERS_A_YEAR:,} rows or more in {year}, too many to "
            "number. Give a smaller scale, or a profile with more territories"
        )
    return pl.Series(name, known + year * NUMBERS_A_YEAR).cast(pl.String)


def _days(name: str, days: npt.NDArray[np.generic]) -> pl.Series:
    series = pl.Series(name, days)
    return series.set(series == NEVER, None).cast(pl.Date)


def _from_1(labels: Sequence[str]) -> pl.Series:
    return pl.Series([None, *labels], dtype=pl.String)


def _enum(texts: pl.Series) -> pl.Series:
    return texts.cast(pl.Enum(texts.drop_nulls()))

"""One pass over the appointments: each batch of typed rows becomes a few integers per row.

What is distinct (appointments, beneficiaries, workers) is decided on these integers:

* beneficiaries get exact numbers (see `Identifiers`), workers small codes (see `WorkerCodes`);
* an appointment is told by two independent hashes of its scope and identifier (see `IDENTITY`).
  Only rows whose first hash stands in several rows are candidates for being a duplicate or one row
  of many of an appointment; all other rows count as they are.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import chain
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import polars as pl

from accsocial.records.prefetch import prefetched
from accsocial.records.table import ORIGIN, Pass, Table
from accsocial.records.together import together
from accsocial.summary.codes.calendar import dates, days
from accsocial.summary.codes.groups import GroupCodes
from accsocial.summary.codes.identifiers import NOBODY, Identifiers
from accsocial.summary.codes.kinds import Kinds
from accsocial.summary.codes.numbering import SmallNumbers
from accsocial.summary.codes.worker_codes import WorkerCodes
from accsocial.summary.rows.activity import DAYS_TO_ENTRY, Activity, Codes, Portion
from accsocial.summary.rows.memory import LOOKED_AT, Memory
from accsocial.summary.rows.once import IDENTITY, Twice, nobody_twice, once
from accsocial.summary.rows.origins import Origins
from accsocial.summary.rows.portions import Sorter, portions_of
from accsocial.summary.rows.shelves import ROW, Shelves
from accsocial.summary.rows.unlisted import listed_workers, unlisted

_TWO_HASHES = (0x5EED_0001, 0x5EED_0002)
"""The seeds of the hashes that tell an appointment."""


def gather_appointments(
    table: Table,
    current: Pass,
    groups: Iterable[str],
    memory: Memory,
    staff: pl.DataFrame | None = None,
    followed: pl.Series | None = None,
    seed: int = 0,
) -> Activity:
    """Reads a pass over the appointments, rejects duplicates, and closes it.

    `staff` are the rows of the workers table: appointments of a worker who is in none are
    warned about. `followed` are the identifiers of beneficiaries in other tables, which will be
    compared with those of the appointments. Raises SharedHash if identifiers are to be told apart
    by another `seed`.
    """
    codes = Codes(GroupCodes(list(groups)), Kinds(), Identifiers(seed), WorkerCodes(seed))
    origins, shelves, sorter = Origins(), Shelves(memory.of_rows), Sorter(codes.groups)
    may_share = "appointment_id" in table.columns or table.splits_cells
    identity = IDENTITY if may_share else ()

    def compacted() -> Iterator[tuple[pl.DataFrame, npt.NDArray[np.uint8]]]:
        typed = prefetched(lambda: together(current.coded()))
        typed = chain([pl.DataFrame(schema=table.dtypes)], typed)
        compact = partial(_compact, codes=codes, origins=origins, may_share=may_share)
        return map(placed, map(compact, typed))

    def placed(rows: pl.DataFrame) -> tuple[pl.DataFrame, npt.NDArray[np.uint8]]:
        return rows, sorter.shelves(rows["group"])

    # Three threads: one types rows, one compacts them and alone gives out codes, this one puts
    # them away.
    for rows, places in prefetched(compacted):
        shelves.add(rows, places)
    if followed is not None:
        codes.beneficiaries.numbers_or_nobody(followed)
    codes.beneficiaries.check()
    codes.workers.check()
    portions = portions_of(shelves.heights, memory.rows_of_portion(shelves))
    listed = None if staff is None else listed_workers(staff, codes.workers)
    look = partial(_look, shelves, codes, listed, identity)
    heights = [sum(shelves.heights[shelf] for shelf in portion) for portion in portions]
    with ThreadPoolExecutor(memory.at_once(shelves, heights, LOOKED_AT)) as pool:
        found = list(pool.map(look, portions))
    shelves.forget(identity)
    for each in found:
        if len(each.repeats):
            current.reject_duplicates(origins.of(each.repeats), origins.of(each.kept))
        current.warn("worker_without_row", origins.of(each.unlisted))
        current.warn("number_on_several_days", origins.of(each.later))
    current.close()
    counted_apart = [Portion(s, each.twice) for s, each in zip(portions, found, strict=True)]
    last_day = max((each.last_day for each in found if each.last_day), default=None)
    return Activity(shelves, counted_apart, codes, table.columns, last_day, memory)


def _compact(
    batch: pl.DataFrame, codes: Codes, origins: Origins, *, may_share: bool
) -> pl.DataFrame:
    """One row of whole numbers per row of the batch, each in as few bytes as may be.

    With the columns of IDENTITY if rows `may_share` their appointment.
    """
    origins.add(batch)
    group = codes.groups.encode(batch)
    return pl.DataFrame(
        [
            pl.Series("group", group),
            pl.Series("kind", codes.kinds.encode(batch)),
            days(batch["date"]),
            _numbered(batch, "beneficiary", codes.beneficiaries.numbers_or_nobody, pl.UInt64),
            _numbered(batch, "worker", codes.workers.codes_or_nobody, pl.UInt16),
            *(_identity(batch, group, codes.groups) if may_share else ()),
            *_days_to_entry(batch),
        ]
    )


def _numbered(
    batch: pl.DataFrame,
    who: str,
    tell: Callable[[pl.Series], npt.NDArray[np.unsignedinteger]],
    dtype: type[pl.DataType],
) -> pl.Series:
    """The beneficiary or worker of each row as `tell` tells them; NOBODY if unknown."""
    if f"{who}_id" not in batch.columns:
        return pl.repeat(NOBODY, batch.height, dtype=dtype, eager=True).alias(who)
    return pl.Series(who, tell(batch[f"{who}_id"]))


def _identity(batch: pl.DataFrame, group: SmallNumbers, groups: GroupCodes) -> Sequence[pl.Series]:
    """The columns of IDENTITY."""
    first, second = (_hashed(batch, seed) for seed in _TWO_HASHES)
    # Numbers of appointments mean nothing outside their scope.
    scopes = pl.Series(groups.scopes()).hash(_TWO_HASHES[0]).to_numpy()
    upper = (second >> np.uint64(48)).astype(np.uint16)
    return pl.Series(IDENTITY[0], first ^ scopes.take(group)), pl.Series(IDENTITY[1], upper)


def _hashed(batch: pl.DataFrame, seed: int) -> npt.NDArray[np.uint64]:
    """A hash of the number of each appointment.

    A row without a number is an appointment of its own, told by its place; rows that one cell
    was split into have one place.
    """
    number = None
    if "appointment_id" in batch.columns:
        number = batch["appointment_id"].cast(pl.String)
    if number is not None and not number.null_count():
        return number.hash(seed).to_numpy()
    file, line = (pl.col(name).cast(pl.UInt64) for name in ORIGIN)
    place = batch.select(file * 2**32 + line).to_series().hash(seed)
    if number is None:
        return place.to_numpy()
    return number.hash(seed).zip_with(number.is_not_null(), place).to_numpy()


def _days_to_entry(batch: pl.DataFrame) -> Sequence[pl.Series]:
    if "entered_on" not in batch.columns:
        return []
    entered, day = (pl.col(c).to_physical() for c in ("entered_on", "date"))
    days = pl.when(entered >= day).then(entered - day)
    return [batch.select(days.alias(DAYS_TO_ENTRY)).to_series().shrink_dtype()]


class _Look(NamedTuple):
    """What was seen in a portion.

    As places of rows: `repeats`, which are duplicates, `kept`, which may share their appointment
    and are none, `unlisted`, whose workers are in no row of the workers table, and `later`, whose
    appointment is on an earlier day, too. `last_day` is that of the rows that are no duplicates.
    """

    twice: Twice
    repeats: pl.Series
    kept: pl.Series
    unlisted: pl.Series
    later: pl.Series
    last_day: dt.date | None


def _look(
    shelves: Shelves,
    codes: Codes,
    listed: pl.DataFrame | None,
    identity: Sequence[str],
    portion: Sequence[int],
) -> _Look:
    columns = [ROW, "group", "kind", "date", "beneficiary", "worker", *identity]
    rows = shelves.read(portion, columns)
    twice = once(rows, codes.kinds.table()) if identity else nobody_twice()
    places = rows[ROW]
    strangers = np.zeros(0, np.int64)
    if listed is not None:
        strangers = unlisted(rows, codes.groups.scopes(), listed)
        strangers = np.setdiff1d(strangers, twice.repeats.to_numpy(), assume_unique=True)
    return _Look(
        twice,
        places[twice.repeats],
        places[twice.shared["place"]],
        places[strangers],
        places[twice.later],
        _last_day(rows["date"], twice.repeats),
    )


def _last_day(days: pl.Series, repeats: pl.Series) -> dt.date | None:
    """The last of some days but for those at the places of repeats."""
    if len(repeats):
        kept = np.ones(len(days), bool)
        kept[repeats.to_numpy()] = False
        days = days.filter(pl.Series(kept))
    last = dates(days).max()
    return last if isinstance(last, dt.date) else None

"""When the beneficiary of a support that closed opens another one."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import polars as pl

from accsocial.rules import CountingRules
from accsocial.summary.codes.identifiers import NOBODY, identifiers_of
from accsocial.summary.codes.packed import WORD, Numbers, bits_for, runs, short_codes
from accsocial.summary.codes.scopes import SCOPE_BITS, scope

_NEVER = np.iinfo(np.int32).min


def with_reopening(rows: pl.DataFrame, rules: CountingRules) -> pl.DataFrame:
    """Adds `reopened_on`: when another support of the person opens, on the closing day or after.

    Another support is another row: rows that repeat a support were rejected. Null for supports
    that did not close, or are nobody's.
    """
    opened, closed = (rows[name].to_physical() for name in ("opened_on", "closed_on"))
    days = pl.concat([opened, closed])
    first = int(str(days.min() or 0))
    day_bits = bits_for(int(str(days.max() or 0)) - first)
    person, is_known = _people(rows, rules, WORD - day_bits)
    person <<= np.uint64(day_bits)
    opens, closes = (is_known & day.is_not_null().to_numpy() for day in (opened, closed))
    opening, closing = (
        person | (day.fill_null(first) - first).cast(pl.UInt64).to_numpy()
        for day in (opened, closed)
    )
    found = np.full(rows.height, _NEVER, np.int32)
    found[closes] = _first_after(
        np.sort(opening[opens]),
        closing[closes],
        np.where(opens, opening, closing)[closes],
        opens[closes],
        day_bits,
    )
    reopened = pl.Series("reopened_on", found)
    return rows.with_columns((reopened.set(reopened == _NEVER, None) + first).cast(pl.Date))


def _people(
    rows: pl.DataFrame, rules: CountingRules, room: int
) -> tuple[Numbers, npt.NDArray[np.bool_]]:
    """The beneficiary of each row as a number of at most `room` bits, and whether it is known."""
    people = identifiers_of(rows["beneficiary_id"])
    numbers = people.numbers_or_nobody(rows["beneficiary_id"])
    codes, bits = short_codes(numbers, room - SCOPE_BITS)
    person = codes.astype(np.uint64)
    if rules.id_scope != "national":
        scopes = rows.select(scope()).to_series().to_numpy().astype(np.uint64)
        person |= scopes << np.uint64(bits)
    return person, numbers != NOBODY


def _first_after(
    openings: Numbers,
    closings: Numbers,
    own: Numbers,
    has_own: npt.NDArray[np.bool_],
    day_bits: int,
) -> npt.NDArray[np.int32]:
    """The day of the first opening of the same person on each closing day or after, or _NEVER.

    Each number is a person and a day. Opened on or after its own closing (`own`, where there is
    one), the support itself would be found: then the next opening is.
    """
    starts, times = runs(openings)
    distinct = np.append(openings[starts], np.uint64(0))
    times = np.append(times, 0)
    at = np.searchsorted(distinct[:-1], closings)
    is_itself = has_own & (distinct[at] == own) & (times[at] == 1)
    at += is_itself
    found = distinct[at]
    days = np.uint64(day_bits)
    is_same = (at < len(starts)) & (found >> days == closings >> days)
    day = (found & np.uint64((1 << day_bits) - 1)).astype(np.int32)
    return np.where(is_same, day, np.int32(_NEVER))

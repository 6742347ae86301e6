"""The days on which appointments take place: Monday to Friday, without public holidays."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import numpy as np

from accsocial.simulation.chance import Codes, lookup

_FIXED = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))
_AFTER_EASTER = (1, 39, 50)
"""Days from Easter Sunday to Easter Monday, Ascension and Whit Monday."""


def working_days(year: int) -> list[dt.date]:
    """Monday to Friday less the public holidays of France, ascending."""
    easter = _easter(year)
    off = {dt.date(year, month, day) for month, day in _FIXED}
    off |= {easter + dt.timedelta(days=days) for days in _AFTER_EASTER}
    first = dt.date(year, 1, 1)
    every = (first + dt.timedelta(days=n) for n in range((dt.date(year + 1, 1, 1) - first).days))
    return [day for day in every if day.weekday() < 5 and day not in off]


def day_table(year: int, months: Sequence[float]) -> Codes:
    """A table for `Chance.pick` of days from the 1st of January, by the weights of twelve months.

    The days of a month are all as likely.
    """
    days = working_days(year)
    in_month = [sum(day.month == month for day in days) for month in range(1, 13)]
    weights = [months[day.month - 1] / in_month[day.month - 1] for day in days]
    first = dt.date(year, 1, 1)
    offsets = np.array([(day - first).days for day in days], np.uint16)
    return offsets[lookup(weights)]


def _easter(year: int) -> dt.date:
    """Easter Sunday of the Gregorian calendar (the anonymous algorithm of 1876)."""
    century, rest = divmod(year, 100)
    golden = year % 19
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - century // 4 - correction + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    shift = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * shift + 114, 31)
    return dt.date(year, month, day + 1)

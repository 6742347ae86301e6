"""Territories of a group compared: a total of each first, then one exact number of them all.

With fewer than two territories there is nothing to compare: every number is None.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

import polars as pl

from accsocial.indicators.quantities import making
from accsocial.model import Number, Quantity, Text

_TERRITORY = "territory"

Totals = dict[str, int]
"""The totals of one territory, by name."""

Compared = Callable[[Sequence[Totals]], Number]


def _of_two_or_more(number: Compared) -> Callable[[Sequence[Totals]], Number | None]:
    return lambda territories: number(territories) if len(territories) > 1 else None


# --- intensity --------------------------------------------------------------------------

_n, _beneficiaries = pl.col("appointments"), pl.col("beneficiaries")
_SEEN = pl.struct(
    (_n * _beneficiaries).sum().alias("appointments"),
    _beneficiaries.sum().alias("beneficiaries"),
)


def _of_intensity(id: str, label: Text, number: Compared) -> Quantity:  # noqa: A002
    sum_up = _of_two_or_more(number)
    return Quantity(id, label, "intensity", _SEEN, sum_up=sum_up, across=_TERRITORY)


def _intensity(territory: Totals) -> Fraction:
    return Fraction(territory["appointments"], territory["beneficiaries"])


def _mean(territories: Sequence[Totals]) -> Fraction:
    appointments = sum(each["appointments"] for each in territories)
    return Fraction(appointments, sum(each["beneficiaries"] for each in territories))


def _variance(territories: Sequence[Totals]) -> Fraction:
    mean, everybody = _mean(territories), sum(each["beneficiaries"] for each in territories)
    squares = (each["beneficiaries"] * (_intensity(each) - mean) ** 2 for each in territories)
    return sum(squares, Fraction()) / everybody


highest_intensity = _of_intensity(
    "highest_intensity_of_a_territory",
    Text(
        "appointments per beneficiary of the highest territory",
        "rendez-vous par bénéficiaire du territoire le plus haut",
    ),
    lambda territories: max(map(_intensity, territories)),
)
lowest_intensity = _of_intensity(
    "lowest_intensity_of_a_territory",
    Text(
        "appointments per beneficiary of the lowest territory",
        "rendez-vous par bénéficiaire du territoire le plus bas",
    ),
    lambda territories: min(map(_intensity, territories)),
)
intensity_variance = _of_intensity(
    "variance_of_intensity_between_territories",
    Text(
        "variance of the territories' appointments per beneficiary, weighted by beneficiaries",
        "variance des rendez-vous par bénéficiaire des territoires, pondérée par les bénéficiaires",
    ),
    _variance,
)
squared_mean_intensity = _of_intensity(
    "square_of_mean_intensity",
    Text(
        "square of the appointments per beneficiary of all territories together",
        "carré des rendez-vous par bénéficiaire de tous les territoires réunis",
    ),
    lambda territories: _mean(territories) ** 2,
)

# --- workers against need ---------------------------------------------------------------

_STAFF, _NEED = "workers", "poor_households"
_SIDES = pl.struct(making.sum_if_any(_STAFF), making.sum_if_any(_NEED))


def _with_both(territories: Sequence[Totals]) -> list[Totals]:
    return [each for each in territories if None not in each.values()]


def _of_need(id: str, label: Text, number: Compared) -> Quantity:  # noqa: A002
    of_both = _of_two_or_more(number)
    return Quantity(
        id,
        label,
        "need",
        _SIDES,
        sum_up=lambda territories: of_both(_with_both(territories)),
        across=_TERRITORY,
    )


def _all(territories: Sequence[Totals], name: str) -> int:
    return sum(each[name] for each in territories)


def _above_need(territories: Sequence[Totals]) -> int:
    staff, need = _all(territories, _STAFF), _all(territories, _NEED)
    gaps = (each[_STAFF] * need - staff * each[_NEED] for each in territories)
    return sum(gap for gap in gaps if gap > 0)


def _from_equality(territories: Sequence[Totals]) -> int:
    """Twice the area between equality and the Lorenz curve, sides in workers and households."""
    # Without poor households a territory is the best staffed: its step of the curve is upright.
    ordered = sorted(territories, key=lambda each: (not each[_NEED], _by_need(each)))
    under, reached = 0, 0
    for each in ordered:
        under += each[_NEED] * (2 * reached + each[_STAFF])
        reached += each[_STAFF]
    return reached * _all(territories, _NEED) - under


def _by_need(territory: Totals) -> Fraction:
    return Fraction(territory[_STAFF], territory[_NEED] or 1)


workers_compared = _of_need(
    "workers_of_compared_territories",
    Text("workers of the territories compared", "travailleurs sociaux des territoires comparés"),
    lambda territories: _all(territories, _STAFF),
)
poor_households_compared = _of_need(
    "poor_households_of_compared_territories",
    Text("poor households of the territories compared", "foyers pauvres des territoires comparés"),
    lambda territories: _all(territories, _NEED),
)
workers_above_need = _of_need(
    "workers_above_need_times_poor_households",
    Text(
        "workers above need, added up over territories, × poor households",
        "travailleurs sociaux au-delà du besoin, additionnés sur les territoires, × foyers pauvres",
    ),
    _above_need,
)
lorenz_gap = _of_need(
    "lorenz_gap_of_workers_against_need",
    Text(
        "twice the area between equality and the Lorenz curve of workers over poor households",
        "double de l'aire entre l'égalité et la courbe de Lorenz des effectifs selon les foyers "
        "pauvres",
    ),
    _from_equality,
)
territories_left_out = Quantity(
    "territories_left_out",
    Text(
        "territories without workers or poor households known",
        "territoires sans effectif ou sans foyers pauvres connus",
    ),
    "need",
    _SIDES,
    when_absent=0,
    sum_up=lambda territories: len(territories) - len(_with_both(territories)),
    across=_TERRITORY,
)

"""`--prices FILE`: a price file as INSEE exports it becomes a `PriceSeries` on base 2015.

Two bases are never mixed: the base is told by the label, or by equal values in
the periods that the file shares with a series that ships. A series on base 2025
continues the series that ships, through a factor from the means of 2025.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from accsocial.errors import DataRefused
from accsocial.parameters.insee_file import HOW_TO_GET_IT, InseeFile, read_insee_file
from accsocial.parameters.insee_label import NOT_SAID, SeriesLabel, read_label
from accsocial.parameters.prices import (
    Index,
    Link,
    PriceSeries,
    annual_means,
    default_series,
    shipped_months,
    shipped_series,
)

OVERLAP = 2025
"""The last year on base 2015, and the year that is 100 on base 2025."""

_TOLERANCE = Fraction(5, 1000)
"""Rounding explains a tenth of this; another selection of items soon differs by more."""


def read_prices(path: Path) -> PriceSeries:
    """The series in an INSEE export (CSV, or its zip), on base 2015.

    Months give an annual mean only for complete years. Raises UsageError if the
    file cannot be opened, DataRefused if it is no such export, if the series is
    not a consumer price level, or if its base cannot be told or chained.
    """
    file = read_insee_file(path)
    label = read_label(file.label, file.number, file.name)
    if label.base is None:
        return _recognised(file)
    series = PriceSeries(
        number=file.number or "without number",
        area=label.area,
        items=label.items,
        base=label.base,
        vintage=_iso_day(file.updated),
        annual=_annual(file),
    )
    if label.base == default_series().base:
        return series
    if label.base == str(OVERLAP):
        return _chained(series, label, file.name)
    raise DataRefused(
        f"{file.name}: base {label.base} cannot be chained; give a series on base "
        f"{default_series().base} or {OVERLAP}. {HOW_TO_GET_IT}"
    )


def _annual(file: InseeFile) -> Mapping[int, Index]:
    if file.is_monthly:
        return annual_means(file.values)
    return {int(period): file.values[period] for period in sorted(file.values)}


def _iso_day(updated: str) -> str:
    """The day of "13/03/2026 08:45" as 2026-03-13; other words as they are."""
    day = re.match(r"(\d{2})/(\d{2})/(\d{4})\b", updated)
    return "-".join(reversed(day.groups())) if day else updated


def _recognised(file: InseeFile) -> PriceSeries:
    """A file that does not say its base, told by equal values in all common periods."""
    for shipped in shipped_series().values():
        known: Mapping[str, Index] = (
            shipped_months()[shipped.number]
            if file.is_monthly
            else {str(year): mean for year, mean in shipped.annual.items()}
        )
        common = file.values.keys() & known.keys()
        # One equal value can be chance: every series is 100 in its base year.
        if len(common) >= 2 and all(file.values[period] == known[period] for period in common):
            return replace(
                shipped,
                number=file.number or shipped.number,
                vintage=_iso_day(file.updated),
                annual=_annual(file),
            )
    raise DataRefused(
        f"{file.name}: the file does not say its base, and its values are not those of a series "
        f"on base {default_series().base} that accsocial knows. Bases are never mixed: give the "
        'export with its metadata lines (the first begins with "Libellé").'
    )


def _chained(new: PriceSeries, label: SeriesLabel, name: str) -> PriceSeries:
    """`new`, on base 2025, as the continuation of the series that ships for the same items."""
    old = _same_items(label)
    if old is None or OVERLAP not in old.annual:
        raise DataRefused(
            f"{name}: base {OVERLAP} of {label.items} ({label.area}) cannot be chained: accsocial "
            f"has no mean of {OVERLAP} on base {default_series().base} for it. Bases are never "
            "mixed: give all items, France."
        )
    if OVERLAP not in new.annual:
        raise DataRefused(
            f"{name}: base {OVERLAP} can only be chained to base {old.base} with the whole year "
            f"{OVERLAP}, which the file does not have. Bases are never mixed: export the series "
            f"from January {OVERLAP} on."
        )
    link = Link(OVERLAP, new.number, old.annual[OVERLAP], new.annual[OVERLAP])
    chained = {year: Fraction(mean) * link.factor for year, mean in new.annual.items()}
    for year in sorted(chained.keys() & old.annual.keys()):
        if abs(chained[year] / Fraction(old.annual[year]) - 1) > _TOLERANCE:
            raise DataRefused(
                f"{name}: once chained, {year} differs from series {old.number} by more than "
                "rounding explains: this is another series. Give all items, France."
            )
    # Where both bases have a year, the value that was published on the old base stands.
    later = {year: _plain(mean) for year, mean in chained.items() if year not in old.annual}
    return replace(
        old,
        number=f"{old.number}+{new.number}",
        vintage=new.vintage,
        annual=dict(sorted({**old.annual, **later}.items())),
        link=link,
    )


def _same_items(label: SeriesLabel) -> PriceSeries | None:
    for shipped in shipped_series().values():
        if label.area in (shipped.area, NOT_SAID) and label.items in (shipped.items, NOT_SAID):
            return shipped
    return None


def _plain(value: Fraction) -> Index:
    """A Decimal where it is exact, as with a mean of 100 in the new base year."""
    number = Decimal(value.numerator) / Decimal(value.denominator)
    return number if Fraction(number) == value else value

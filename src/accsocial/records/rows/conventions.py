"""How a column writes its dates and numbers, told from its values and said in the ledger.

French order and the decimal point of machines are taken where nothing decides.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from accsocial.records.decimal_marks import BESIDE, OF_COMMA, OF_POINT

_SLASHED = r"^ *([0-9]{1,2})[/.\-]([0-9]{1,2})[/.\-][0-9]{2,4}\b"


_MONTHS = 12

_IN_UTC = (
    r"[T ]([01][0-9]|2[0-3]):([0-5][0-9])(?::[0-9]{2}(?:[.,][0-9]+)?)? ?"
    r"(?:[Zz]|UTC|GMT|[+-]00(?::?00)?)(?: [0-9]{4})?$"
)
"""The last as PostgreSQL writes it, too: `+00`. Behind all this Java writes the year."""

_LATE = r"[T ](2[23]):00(?::00(?:[.,]0+)?)?$"
"""The times in UTC, without a word on it, of midnights in France."""

AMBIGUOUS = "ambiguous"
"""How the evidence begins where nothing decides."""

SWAPPED = (
    "texts above the 12th, and stored days that all are up to it: a program seems to have taken "
    "day for month in the latter; have the dates exported anew"
)
"""The evidence of dates some of which an American spreadsheet turned, and kept as days."""

_STORED = r"^[0-9]{4}-[0-9]{2}-([0-9]{2})(?:$|[T ])"

_FEWEST_STORED, _FEWEST_DAYS = 10, 6
"""So many stored days, on so many days of the month: else all may be the first of a month."""

LIKE_OTHERS = "month/day/year, as other dates of the file: no number above 12 tells day from month"
"""The evidence of dates that do not tell their order themselves."""

_DOUBTFUL = r"^[1-9][0-9]{0,2}[.,][0-9]{3}$"
"""A number of thousands, or one with three decimals."""

_DAY_FIRST, _COMMA, _POINT = "day/month/year", "decimal comma", "decimal point"

USUAL_EVIDENCE = frozenset({_DAY_FIRST, _COMMA, _POINT})
"""What is found of most columns, without any doubt: nobody need be told of it."""


@dataclass(frozen=True)
class DateOrder:
    """Whether the day stands before the month, and how that is known ("" if nothing asks)."""

    day_first: bool
    evidence: str


def date_order(texts: pl.Series) -> DateOrder:
    """The order of different `03/04/2022`-like dates: a number above 12 is a day.

    If some tell one order and some the other, that of most of them.
    """
    first, second = pl.col("1"), pl.col("2")
    asked, days_first, days_second, last = (
        texts.to_frame("")
        .select(pl.col("").str.extract_groups(_SLASHED).struct.unnest())
        .select(pl.all().cast(pl.Int32, strict=False))
        .select(
            first.is_not_null().sum().alias("asked"),
            ((first > _MONTHS) & (second <= _MONTHS)).sum().alias("days_first"),
            ((second > _MONTHS) & (first <= _MONTHS)).sum().alias("days_second"),
            second.max().alias("last"),
        )
        .row(0)
    )
    if not asked:
        return DateOrder(day_first=True, evidence="")
    if days_second > days_first:
        return DateOrder(
            day_first=False, evidence=f"month/day/year (the second number goes up to {last})"
        )
    if days_first:
        turned = days_first == asked and _are_early(texts)
        return DateOrder(day_first=True, evidence=SWAPPED if turned else _DAY_FIRST)
    return DateOrder(
        day_first=True,
        evidence=f"{AMBIGUOUS}: no number above 12 tells day from month; read as day/month/year",
    )


def _are_early(texts: pl.Series) -> bool:
    """Whether no day that a spreadsheet stored as such, of many, is after the 12th.

    A spreadsheet that has the month first turns 03/04/2022, and leaves 25/03/2022 a text.
    """
    days = texts.str.extract(_STORED).cast(pl.Int32).drop_nulls()
    enough = len(days) >= _FEWEST_STORED and days.n_unique() >= _FEWEST_DAYS
    return enough and not (days > _MONTHS).any()


@dataclass(frozen=True)
class DecimalMark:
    """The decimal mark of a column: "," or ".", or None if nothing decides."""

    mark: str | None
    evidence: str


def decimal_mark(texts: pl.Series) -> DecimalMark:
    """Told by values with both marks, or with one mark and other than three digits after it.

    Three digits after `0,` are decimals, too: no number of thousands begins with 0. A mark that
    stands twice in a number stands between thousands.
    """
    number = pl.col("")
    commas, points, doubtful = (
        texts.to_frame("")
        .select(number.str.replace_all(BESIDE, ""))
        .select(
            number.str.contains(OF_COMMA).any().alias("commas"),
            number.str.contains(OF_POINT).any().alias("points"),
            number.str.contains(_DOUBTFUL).any().alias("doubtful"),
        )
        .row(0)
    )
    if commas and not points:
        return DecimalMark(",", _COMMA)
    if points and not commas:
        return DecimalMark(".", _POINT)
    if commas and points:
        return DecimalMark(None, "decimal comma and decimal point mixed: each value read alone")
    if doubtful:
        return DecimalMark(
            None, f"{AMBIGUOUS}: 1.234 and 1,234 are read as decimals, not as thousands"
        )
    return DecimalMark(None, "")


def times_in_utc(texts: pl.Series) -> pl.Series:
    """The time of day (Duration) of `2022-03-01T23:00:00Z`-like moments; null for other texts."""
    found = texts.str.extract_groups(_IN_UTC).struct.rename_fields(["hours", "minutes"])
    hours, minutes = (found.struct.field(name).cast(pl.Int64) for name in ("hours", "minutes"))
    return ((hours * 60 + minutes) * 60_000_000).cast(pl.Duration("us"))


def late_hours(texts: pl.Series) -> pl.Series:
    """The time of day (Duration) of texts that end with 22:00 or 23:00 to the second, else null."""
    return (texts.str.extract(_LATE).cast(pl.Int64) * 3_600_000_000).cast(pl.Duration("us"))

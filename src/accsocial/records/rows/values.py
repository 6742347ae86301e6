"""Texts of French extracts -> typed values, column by column; null where none can be read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType

import polars as pl

from accsocial.records.rows.conventions import times_in_utc
from accsocial.records.rows.joined import may_hold
from accsocial.records.rows.named_months import named_days
from accsocial.records.rows.program_days import program_days
from accsocial.records.rows.short_texts import ShortTexts
from accsocial.records.rows.stripping import strip
from accsocial.records.schema import DECIMAL_PLACES
from accsocial.records.zones import FRANCE

DECIMAL = pl.Decimal(38, DECIMAL_PLACES)
_SPACES_AND_SIGNS = r"(?i)[\s\u2007'’€¤]|eur(os?)?$"
_MINUS = "\u2212"
_NUMBER = (
    r"^[+-]?([0-9]{1,3}(\.[0-9]{3})+(,[0-9]*)?|[0-9]{1,3}(,[0-9]{3})+(\.[0-9]*)?"
    r"|[0-9]+([.,][0-9]*)?|[.,][0-9]+)([eE][+-]?[0-9]+)?$"
)
"""Digits with one decimal mark, or in groups of three with the other mark between them."""

_NEGATIVE = r"^(\([0-9.,]+\)|[0-9.,]*[.,][0-9]{2}-)$"
"""In brackets, or as SAP writes it, always with cents: `12-` may be the half of `12-15`.

Of a number in them that has a sign of its own, nothing tells which is meant.
"""

_GROUPED = r"^[1-9][0-9]{0,2}([.,][0-9]{3})+$"
_ONE_GROUP = r"^[+-]?[1-9][0-9]{0,2}[.,][0-9]{3}$"
_OF_A_FLOAT = r"^(0|[1-9][0-9]*)\.0$"
YEAR = (
    r"(?i)^(?:(?:exercice|ann[ée]e) +)?([0-9]\s?[0-9]{3})(?:\.0+)?(?: +\((?:exercice|ann[ée]e)\))?$"
)
"""A year, which may be called one: of two (`Exercice 2021-2022`), nothing tells which is meant.

It may be written as a number of thousands (`2 022`), as reports show it.
"""

UNITS = MappingProxyType(
    {
        "amount": {"[kK](€|(?i:eur(os?)?))$": "1000", "M(€|(?i:eur(os?)?))$": "1000000"},
        "fte": {"%$": "0.01"},
    }
)
"""By column, what `to_decimal` may find behind a number: thousands and millions, a hundredth."""

_TOO_MUCH = 10**12
"""No amount and no fte is as large; sums of a hundred million smaller ones are exact."""

_TOO_MANY = 10**9
"""No count of households or minutes is as large; smaller ones can be multiplied and summed."""

FIRST_YEAR, LAST_YEAR = 1900, 2155
"""Dates and years beyond these are those of a damaged file."""

_FIRST_DAY, _LAST_DAY = (
    (day - dt.date(1970, 1, 1)).days
    for day in (dt.date(FIRST_YEAR, 1, 1), dt.date(LAST_YEAR, 12, 31))
)
"""The first and the last day of these years, as Polars keeps days: counted from 1970-01-01."""


def to_text(cells: pl.Series) -> pl.Series:
    """Codes and identifiers: stripped text; whole floats (Excel) lose their ".0"."""
    cell = pl.col(cells.name)
    if cells.dtype.is_float():
        whole = cell.cast(pl.Int64, strict=False)
        is_whole = whole.cast(cells.dtype) == cell
        text = pl.when(is_whole).then(whole.cast(pl.String)).otherwise(cell.cast(pl.String))
        cells = cells.to_frame().select(text).to_series()
    elif cells.dtype != pl.String:
        cells = cells.cast(pl.String)
    return strip(cells)


def without_point(texts: pl.Series, short: ShortTexts | None = None) -> pl.Series:
    """Codes that a program took for numbers, as pandas does if one is missing: `12.0` is 12.

    `short` are these texts, if they are known to be short.
    """
    if short is not None and short.never_before_last(ord(".")):
        return texts
    return texts.str.replace(_OF_A_FLOAT, "${1}") if texts.str.ends_with(".0").any() else texts


def to_date(cells: pl.Series, *, day_first: bool = True, are_midnights: bool = False) -> pl.Series:
    """`dd/mm/yyyy`, `dd/mm/yy`, `yyyy-mm-dd` (or with `.`, `-`, `/`), with or without a time.

    Also `yyyymmdd` (`20220214.0` where a program took it for a number), days whose month is a word
    (see `named_months`), and those of programs (see `program_days`). Without `day_first` the first
    two read mm/dd. If they `are_midnights`, moments late in the evening are those in UTC at which
    the next day begins in France.
    """
    if cells.dtype == pl.Date:
        return _plausible(cells)
    if cells.dtype == pl.Datetime:
        return _plausible(cells.dt.date())
    whole = to_text(cells)
    text, day, slashed = (pl.col(name) for name in ("text", "day", "slashed"))
    parts = (
        whole.to_frame("text")
        .select(day=text.str.extract(r"^([^ \tT\u00A0\u202F]+)"))
        .with_columns(slashed=day.str.replace_all(r"[.\-]", "/"))
    )
    order = "%d/%m" if day_first else "%m/%d"
    found = pl.Series(cells.name, [None] * len(cells), dtype=pl.Date)
    for written, form in (
        (slashed, f"{order}/%Y"),
        (slashed, "%Y/%m/%d"),
        (slashed, f"{order}/%y"),
        (day.str.extract(r"^([0-9]{8})(?:\.0)?$"), "%Y%m%d"),
    ):
        if found.null_count() == whole.null_count():
            break
        read = parts.select(written.str.to_date(form, strict=False)).to_series()
        # "%Y" reads "22" as the year 22: such a date is to be read by a later form.
        found = found.zip_with(found.is_not_null(), _plausible(read))
    if found.null_count() > whole.null_count():
        unread = (found.is_null() & whole.is_not_null()).arg_true()
        texts = whole.gather(unread)
        found = found.scatter(unread, _plausible(named_days(texts).fill_null(program_days(texts))))
    if are_midnights:
        return found.dt.offset_by("1d")
    return _on_the_wall(found, cells) if cells.dtype == pl.String else found


def _on_the_wall(days: pl.Series, texts: pl.Series) -> pl.Series:
    """The days that a clock in France shows, where a text is a moment in UTC."""
    if not may_hold(texts, ":"):
        # Days alone, as in most columns.
        return days
    times = times_in_utc(texts)
    if times.null_count() == len(times):
        return days
    moments = (days.cast(pl.Datetime("us")) + times).dt.replace_time_zone("UTC")
    return days.zip_with(times.is_null(), moments.dt.convert_time_zone(FRANCE).dt.date())


def _plausible(days: pl.Series) -> pl.Series:
    """The days of the years that a text may name, too; null for those beyond, of a damaged file."""
    numbers = days.cast(pl.Int32)
    lowest: int | None = numbers.min()  # type: ignore[assignment]  # days are integers
    highest: int | None = numbers.max()  # type: ignore[assignment]  # as above
    if lowest is None or highest is None or (lowest >= _FIRST_DAY and highest <= _LAST_DAY):
        return days
    plausible = numbers.is_between(_FIRST_DAY, _LAST_DAY)
    return days.zip_with(plausible, pl.Series([None], dtype=pl.Date))


def to_decimal(
    cells: pl.Series, *, mark: str | None = None, units: Mapping[str, str] = MappingProxyType({})
) -> pl.Series:
    """Amounts and fte, exact: `1234.50`, `1 234,50 €`, `1.234,50`; `(1 234)`, `1 234,50-` below 0.

    `mark` is the decimal mark of the column, if its other values tell: then the
    other mark stands between thousands, also in `1.234`. `units` are those that may stand behind a
    number (patterns), and what one of each is.
    """
    if cells.dtype.is_integer() or cells.dtype.is_decimal():
        return _below(_TOO_MUCH, cells.cast(DECIMAL, strict=False))
    if cells.dtype.is_float():
        # Through the shortest text that gives the same float: what the producer had written.
        return _below(_TOO_MUCH, cells.cast(pl.String).cast(DECIMAL, strict=False))
    text = pl.col("text")
    value = pl.col("value")
    texts = to_text(cells)
    if mark != ",":
        plain = texts.cast(DECIMAL, strict=False)
        if plain.null_count() == texts.null_count():
            # Digits and a point alone, as programs write them.
            return _below(_TOO_MUCH, plain)
    factor = pl.lit("1")
    for unit, one in units.items():
        factor = pl.when(pl.lit(texts.str.contains(unit))).then(pl.lit(one)).otherwise(factor)
        texts = texts.str.replace(unit, "")
    read = (
        pl.DataFrame({"text": texts.str.replace_all(_SPACES_AND_SIGNS, "")})
        .with_columns(text.str.replace_all(_MINUS, "-", literal=True))
        .with_columns(negative=text.str.contains(_NEGATIVE))
        .with_columns(text=pl.when("negative").then(text.str.strip_chars("()-")).otherwise(text))
        .with_columns(text=pl.when(text.str.contains(_NUMBER)).then(text))
        .with_columns(value=_with_point(text, mark))
        .with_columns(value=value.str.strip_prefix("+").cast(DECIMAL, strict=False))
        # Within the limit also before, or the product might be more than a decimal can hold.
        .with_columns(value=pl.when(value.abs() < _TOO_MUCH).then(value) * factor.cast(DECIMAL))
        .select(pl.when("negative").then(-value).otherwise(value).alias(cells.name))
        .to_series()
    )
    return _below(_TOO_MUCH, read)


def _below(limit: int, numbers: pl.Series) -> pl.Series:
    """Numbers as large as the limit, with either sign, are a mistake: null."""
    believable = numbers.is_between(-limit, limit, closed="none")
    if believable.all():
        # Null or believable: the usual column is not copied.
        return numbers
    return numbers.zip_with(
        believable.fill_null(value=False), pl.Series([None], dtype=numbers.dtype)
    )


def _with_point(text: pl.Expr, mark: str | None) -> pl.Expr:
    """The number with a decimal point and nothing between thousands."""
    commas = text.str.count_matches(",", literal=True)
    points = text.str.count_matches(".", literal=True)
    no_points = text.str.replace_all(".", "", literal=True)
    french = no_points.str.replace(",", ".", literal=True)
    english = text.str.replace_all(",", "", literal=True)
    one_group = text.str.contains(_ONE_GROUP)
    return (
        pl.when(one_group & (points == 1) & pl.lit(mark == ","))
        .then(no_points)
        .when(one_group & (commas == 1) & pl.lit(mark == "."))
        .then(english)
        .when(text.str.contains(r"^[^,]*,[^.,]*$"))
        .then(french)
        .when(commas > 0)
        .then(english)
        .when(points > 1)
        .then(no_points)
        .otherwise(text)
    )


def to_integer(cells: pl.Series) -> pl.Series:
    """Whole numbers; a mark before three digits stands between thousands. `45,5` is none."""
    if cells.dtype.is_integer():
        return _below(_TOO_MANY, cells.cast(pl.Int64, strict=False))
    if cells.dtype == pl.String:
        read = cells.cast(pl.Int64, strict=False)
        if read.null_count() == cells.null_count():
            # Digits alone, as in nearly all columns.
            return _below(_TOO_MANY, read)
        grouped = cells.str.contains(_GROUPED).fill_null(value=False)
        cells = cells.str.replace_all(r"[.,]", "").zip_with(grouped, cells)
    value = to_decimal(cells)
    whole = value.cast(pl.Int64, strict=False)
    is_whole = (whole.cast(DECIMAL) == value).fill_null(value=False)
    return _below(_TOO_MANY, whole.zip_with(is_whole, pl.Series([None], dtype=pl.Int64)))


def to_year(cells: pl.Series) -> pl.Series:
    """A year of 1900 to 2155, also as `Exercice 2022` or `2 022`; of a date, its year."""
    if cells.dtype in (pl.Date, pl.Datetime):
        return to_date(cells).dt.year()
    year = to_text(cells).str.extract(YEAR).str.replace(r"\s", "").cast(pl.Int32, strict=False)
    plausible = year.is_between(FIRST_YEAR, LAST_YEAR).fill_null(value=False)
    return year.zip_with(plausible, pl.Series([None], dtype=pl.Int32))

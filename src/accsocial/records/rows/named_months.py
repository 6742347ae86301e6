"""Days whose month, or day of the week, is a word, as French spreadsheets and people write them."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

_MONTHS = {
    name: f"{number:02}"
    for number, names in enumerate(
        (
            ("janvier", "janv"),
            ("février", "fevrier", "févr", "fevr", "fév", "fev"),
            ("mars",),
            ("avril", "avr"),
            ("mai",),
            ("juin",),
            ("juillet", "juill", "juil"),
            ("août", "aout"),
            ("septembre", "sept"),
            ("octobre", "oct"),
            ("novembre", "nov"),
            ("décembre", "decembre", "déc", "dec"),
        ),
        start=1,
    )
    for name in names
}
"""Names and usual abbreviations. None is that of another month in English."""

_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            ("lundi", "lun"),
            ("mardi", "mar"),
            ("mercredi", "mer"),
            ("jeudi", "jeu"),
            ("vendredi", "ven"),
            ("samedi", "sam"),
            ("dimanche", "dim"),
        ),
        start=1,
    )
    for name in names
}
"""As Polars counts them."""

_TIME = (
    r"[0-9]{1,2}(?: ?h(?: ?[0-9]{2})?|:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?)"
    r"(?: ?(?:z|utc|gmt|[+-][0-9]{2}(?::?[0-9]{2})?))?"
)
"""`14:30`, `14h30`, `14:30:00.000Z`. Anything else may be another day (`3 mars 2022 au 5`)."""

NAMED_DAY = (
    rf"(?i)^(?:(?P<weekday>{'|'.join(_WEEKDAYS)})\.?,? +)?"
    r"(?P<day>1er|[0-9]{1,2})(?P<before> +|[/.-])"
    rf"(?P<month>(?:{'|'.join(_MONTHS)})\.?|[0-9]{{1,2}})(?P<after> +|[/.-])"
    rf"(?P<year>[0-9]{{4}}|[0-9]{{2}})(?:,? +(?:à +)?{_TIME})?$"
)
"""What such a text looks like, to Polars and to Python."""


def named_days(texts: pl.Series) -> pl.Series:
    """`1er janvier 2022`, `lun. 03/01/2022`, `03-janv.-22`, with or without a time -> Date.

    `texts` (String) are stripped. Null for other texts, for days that do not exist, and for those
    that are another day of the week than the text says: one of the two is a mistake, and nothing
    tells which. A month that is a number needs a day of the week, which vouches for the order.
    Years of two digits are those of `03/01/22`.
    """
    name = pl.col("month").str.to_lowercase().str.strip_suffix(".")
    month = pl.coalesce(
        name.replace_strict(_MONTHS, default=None, return_dtype=pl.String),
        pl.when(pl.col("weekday").is_not_null()).then(pl.col("month")),
    )
    # Blanks may be several.
    alike = pl.col("before").str.head(1) == pl.col("after").str.head(1)
    parts = texts.str.extract_groups(NAMED_DAY).struct.unnest()
    return vouched_days(parts.with_columns(month=pl.when(alike).then(month)), _WEEKDAYS)


def vouched_days(parts: pl.DataFrame, weekdays: Mapping[str, int]) -> pl.Series:
    """Columns weekday (a name or null), day, month and year (figures) -> Date.

    Null for days that do not exist, and for those that are another day of the week than is said.
    """
    day = pl.col("day").str.extract("([0-9]+)")
    figures = pl.format("{}/{}/{}", day, "month", "year")
    of_forms = [figures.str.to_date(form, strict=False) for form in ("%d/%m/%y", "%d/%m/%Y")]
    short = pl.col("year").str.len_bytes() == len("22")
    said = pl.col("weekday").str.to_lowercase()
    weekday = said.replace_strict(weekdays, default=None, return_dtype=pl.Int8)
    found = pl.col("found")
    return (
        parts.with_columns(found=pl.when(short).then(of_forms[0]).otherwise(of_forms[1]))
        .select(pl.when(said.is_null() | (weekday == found.dt.weekday())).then(found))
        .to_series()
    )

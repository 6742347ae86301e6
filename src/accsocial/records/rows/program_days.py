"""Days as programs write them whose users did not choose how: in English, or without any mark."""

from __future__ import annotations

import polars as pl

from accsocial.records.rows.named_months import vouched_days

_MONTHS = {
    name: f"{number:02}"
    for number, whole in enumerate(
        (
            *("january", "february", "march", "april", "may", "june", "july", "august"),
            *("september", "october", "november", "december"),
        ),
        start=1,
    )
    for name in (whole, whole[:3])
}

_WEEKDAYS = {
    name: number
    for number, whole in enumerate(
        ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"), start=1
    )
    for name in (whole, whole[:3])
}
"""As Polars counts them."""

_WEEKDAY = rf"(?:(?P<weekday>{'|'.join(_WEEKDAYS)}),? +)?"
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})"
_CLOCK = r"[0-9]{1,2}[:.][0-9]{2}"

ENGLISH_DAYS = (
    (
        rf"(?i)^{_WEEKDAY}(?P<day>[0-9]{{2}}|[0-9]{{1,2}}[ -])-?{_MONTH}[ -]?"
        rf"(?P<year>[0-9]{{4}}|[0-9]{{2}})(?::.*| {_CLOCK}.*)?$"
    ),
    rf"(?i)^{_WEEKDAY}{_MONTH} +(?P<day>[0-9]{{1,2}}),? +(?P<year>[0-9]{{4}})(?:,? +{_CLOCK}.*)?$",
    (
        rf"(?i)^{_WEEKDAY}{_MONTH} +(?P<day>[0-9]{{1,2}}) +{_CLOCK}[0-9:.]*(?: +[a-z]+)? +"
        r"(?P<year>[0-9]{4})$"
    ),
)
"""What the days of programs look like that speak English, to Polars and to Python.

* SAS, SPSS, Oracle, e-mail: `14FEB2022:10:30:00`, `14-FEB-22 10.30.00.000000 AM`, `14 Feb 2022`;
* SQL Server and people in the United States: `Feb 14 2022 12:00AM`, `February 14, 2022`;
* Java and Unix: `Mon Feb 14 10:30:00 CET 2022`.
"""

BARE_DAYS = (
    (
        r"^((?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:[0-2][0-9]|3[01]))"
        r"(?:[01][0-9]|2[0-3])[0-5][0-9](?:[0-5][0-9])?(?:\.0)?$"
    ),
    r"^([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[Zz]|[+-][0-9]{2}:[0-9]{2}|-[0-9]{2}(?:\.[0-9]{2,9}){2,3})$",
)
"""The day within a moment without a blank: `20220214103000` (SAP and others; minutes at least), and
`2022-02-14+01:00` (XML) or `2022-02-14-10.30.00.000000` (DB2).
"""


def program_days(texts: pl.Series) -> pl.Series:
    """Stripped texts (String) of `ENGLISH_DAYS` and `BARE_DAYS` -> Date.

    Null for other texts, for days that do not exist, and for those that are another day of the week
    than the text says. Years of two digits are those of `03/01/22`.
    """
    found = pl.Series(texts.name, [None], pl.Date).new_from_index(0, len(texts))
    month = pl.col("month").str.to_lowercase().replace_strict(_MONTHS, default=None)
    for form in ENGLISH_DAYS:
        parts = texts.str.extract_groups(form).struct.unnest().with_columns(month)
        found = found.fill_null(vouched_days(parts, _WEEKDAYS))
    for form in BARE_DAYS:
        days = texts.str.extract(form).str.replace_all("-", "", literal=True)
        found = found.fill_null(days.str.to_date("%Y%m%d", strict=False))
    return found

"""The worked example of an indicator in words: whose rows, how counted, what is found."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from accsocial.indicators.sheet import BODY, TERRITORY, Example
from accsocial.model import Form, Indicator
from accsocial.output.catalogue.words import ABOUT_ROWS, BASE_YEAR, FOUND, WITH_RULES
from accsocial.output.numbers import MISSING, format_decimal, format_value
from accsocial.output.words import group_title, setting


def example_points(indicator: Indicator, example: Example, lang: str) -> Iterator[str]:
    """What to know before the rows are counted, how that is done, and the result."""
    constants = {"body": BODY, "territory": TERRITORY}
    absent = [
        (column, value)
        for column, value in constants.items()
        if any(column not in table.header for table in example.tables.values())
    ]
    if absent:
        yield ABOUT_ROWS[lang].format(where=group_title([*absent], lang))
    if example.given_rules:
        rules = ", ".join(f"`{n} = {setting(v)}`" for n, v in example.given_rules.items())
        yield WITH_RULES[lang].format(rules=rules)
    if example.base_year is not None:
        yield BASE_YEAR[lang].format(year=example.base_year)
    yield example.text[lang]
    yield _found(indicator, example, lang)


def _found(indicator: Indicator, example: Example, lang: str) -> str:
    expect = example.expect
    group = ", ".join(f"{column} {value}" for column, value in expect.group.items())
    return FOUND[lang].format(
        group=group,
        value=_value(indicator, expect.value, lang),
        numerator=_exact(expect.numerator, lang),
        denominator=_exact(expect.denominator, lang),
        unknown=MISSING if expect.unknown is None else expect.unknown,
        status=expect.status,
    )


def _value(indicator: Indicator, exact: str | None, lang: str) -> str:
    if exact is None:
        return MISSING
    signed = indicator.form is Form.GROWTH
    shown = format_value(float(Fraction(exact)), indicator.unit, lang, signed=signed)
    return f"{_exact(exact, lang)} ({shown})"


def _exact(number: str | None, lang: str) -> str:
    if number is None:
        return MISSING
    if "/" in number:
        return number
    decimals = len(number.partition(".")[2])
    return format_decimal(Decimal(number), decimals, lang)

"""`compute`: a summary and the catalogue -> results. Exact until the one division at the end."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from fractions import Fraction

import polars as pl

from accsocial import __version__
from accsocial.computation.evaluate import Evaluator
from accsocial.computation.roots import nearest_root
from accsocial.computation.totals import Key
from accsocial.errors import UsageError
from accsocial.indicators import CATALOGUE
from accsocial.model import Form, Indicator, Number, PublishedFigure
from accsocial.parameters.prices import Convention, PriceSeries, default_series
from accsocial.parameters.published import figure_for, figures
from accsocial.results import Results, Status
from accsocial.summary import Summary
from accsocial.summary.groups import GROUP_DTYPES

_PARTS_OF_ACTIVITY = ("site", "event", "channel")

_VALUE_DTYPES: dict[str, pl.DataType] = {
    "value": pl.Float64(),
    "numerator": pl.Float64(),
    "denominator": pl.Float64(),
    "unknown": pl.Int64(),
    "unit": pl.String(),
    "status": pl.String(),
    "reason": pl.String(),
    "reference": pl.String(),
    "reference_low": pl.Float64(),
    "reference_high": pl.Float64(),
    "gap": pl.Float64(),
}


def compute(
    summary: Summary,
    *,
    only: Sequence[str] | None = None,
    years: Sequence[int] | None = None,
    base_year: int | None = None,
    prices: PriceSeries | None = None,
    convention: Convention = "mean-to-mean",
) -> Results:
    """All indicators (or those named by `only`) for every group of a summary.

    `years` leaves out the rows of other years; it does not change base years.
    `prices` defaults to INSEE's index of all households, France, all items.
    Raises UsageError for an indicator that does not exist or a year without rows.
    """
    indicators = chosen_indicators(only)
    evaluator = Evaluator(summary, base_year, prices or default_series(), convention)
    groups = evaluator.groups
    if years:
        groups = _of_years(evaluator, years)
    evaluator.prepare(indicators)
    rows = [result_row(indicator, key, evaluator) for indicator in indicators for key in groups]
    schema = {
        "indicator": pl.String(),
        **{name: GROUP_DTYPES[name] for name in summary.groups},
        **_VALUE_DTYPES,
    }
    return Results(
        frame=pl.DataFrame(rows, schema=schema, orient="row"),
        groups=summary.groups,
        indicators=indicators,
        figures=figures(),
        rules=summary.rules.as_plain(),
        parameters=evaluator.parameters_used(indicators),
        ledger=summary.ledger,
        version=__version__,
    )


def chosen_indicators(only: Sequence[str] | None) -> tuple[Indicator, ...]:
    """The indicators of those ids in catalogue order; all without ids.

    Raises UsageError naming the nearest id for one that does not exist.
    """
    if not only:
        return CATALOGUE
    known = [indicator.id for indicator in CATALOGUE]
    for name in only:
        if name not in known:
            near = get_close_matches(name, known, n=1, cutoff=0.4)
            hint = f"did you mean {near[0]}?" if near else f"known: {', '.join(known)}"
            raise UsageError(f"no indicator {name!r}; {hint}")
    return tuple(indicator for indicator in CATALOGUE if indicator.id in only)


def _of_years(evaluator: Evaluator, years: Sequence[int]) -> list[Key]:
    groups = [key for key in evaluator.groups if evaluator.year(key) in years]
    present = {evaluator.year(key) for key in evaluator.groups}
    absent = sorted(set(years) - present)
    if absent:
        raise UsageError(
            f"--year {absent[0]}: the extract has no row of that year; it has "
            + ", ".join(str(year) for year in sorted(present))
        )
    return groups


def result_row(indicator: Indicator, key: Key, evaluator: Evaluator) -> tuple[object, ...]:
    """One row of results, in the order of the columns."""
    figure, comparable = _reference(indicator, key, evaluator)
    low, high = _bounds(figure, comparable=comparable)
    value: float | None = None
    numerator: Number | None = None
    denominator: Number | None = None
    unknown: int | None = None
    reason = evaluator.not_computable(indicator, key)
    if reason is not None:
        status = Status.NOT_COMPUTABLE
    else:
        numerator = evaluator.value(indicator.numerator, indicator, key)
        denominator = evaluator.value(indicator.denominator, indicator, key)
        unknown = evaluator.unknown(indicator, key)
        status, reason = _status(indicator, key, evaluator, numerator, denominator)
        if status in (Status.OK, Status.PARTIAL) and numerator is not None and denominator:
            value = _value(indicator.form, numerator, denominator)
    shown = None if indicator.form is Form.MEDIAN else numerator
    return (
        indicator.id,
        *key,
        value,
        _float(shown),
        _float(denominator),
        unknown,
        indicator.unit.value,
        status.value,
        reason,
        figure.id if figure else None,
        low,
        high,
        None if value is None or low is None or high is None else _gap(value, low, high),
    )


def _status(
    indicator: Indicator,
    key: Key,
    evaluator: Evaluator,
    numerator: Number | None,
    denominator: Number | None,
) -> tuple[Status, str | None]:
    if denominator is None or denominator == 0 or numerator is None:
        return Status.EMPTY, evaluator.why_empty(indicator, key)
    partial = evaluator.why_partial(indicator, key)
    return (Status.PARTIAL, partial) if partial else (Status.OK, None)


def _value(form: Form, numerator: Number, denominator: Number) -> float:
    """The one division: exact operands, so that the result is the nearest float there is."""
    above, below = _exact(numerator), 2 if form is Form.MEDIAN else _exact(denominator)
    if form is Form.ROOT:
        return nearest_root(Fraction(above) / Fraction(below))
    # Of two whole numbers, too, Python gives the float that is nearest to the quotient.
    return float((above - below if form is Form.GROWTH else above) / below)


def _exact(number: Number) -> int | Fraction:
    return number if isinstance(number, int) else Fraction(number)


def _float(number: Number | None) -> float | None:
    return None if number is None else float(number)


def _reference(
    indicator: Indicator, key: Key, evaluator: Evaluator
) -> tuple[PublishedFigure | None, bool]:
    """The figure that applies to the group, and whether it is one of the same quantity.

    None beside a part of an activity (a site, an event, a channel): figures are of the whole.
    """
    if not (indicator.references or indicator.basis):
        return None, False
    place = evaluator.named(key)
    if any(part in place for part in _PARTS_OF_ACTIVITY):
        return None, False
    perimeter = {
        "body": place.get("body"),
        "territory": place.get("territory"),
        "year": place.get("year"),
        "base_year": evaluator.base_year(indicator),
    }
    figure = figure_for(indicator.references, **perimeter)  # type: ignore[arg-type]  # by group column
    if figure is not None:
        return figure, True
    return figure_for(indicator.basis, **perimeter), False  # type: ignore[arg-type]  # as above


def _bounds(
    figure: PublishedFigure | None, *, comparable: bool
) -> tuple[float | None, float | None]:
    if figure is None or not comparable:
        return None, None
    return float(figure.low), float(figure.high)


def _gap(value: float, low: float, high: float) -> float:
    if value < low:
        return value - low
    return value - high if value > high else 0.0

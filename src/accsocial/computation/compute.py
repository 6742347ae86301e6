"""`compute`: a summary and the catalogue -> results. Exact until the one division at the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from accsocial import __version__
from accsocial.computation.evaluate import Evaluator
from accsocial.computation.perimeter import unlike_perimeters
from accsocial.computation.rows import Rows
from accsocial.errors import UsageError, right_name
from accsocial.indicators import CATALOGUE
from accsocial.model import Indicator
from accsocial.parameters.prices import Convention, PriceSeries, default_series
from accsocial.parameters.published import figures
from accsocial.results import Results
from accsocial.summary import Summary
from accsocial.summary.codes.groups import GROUP_DTYPES

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
    may_lack_years: bool = False,
) -> Results:
    """All indicators (or those of the ids and themes in `only`) for every group of a summary.

    `years` leaves out the rows of other years; it does not change base years.
    `prices` defaults to INSEE's index of all households, France, all items.
    Raises UsageError for an indicator that does not exist or a year without results, unless the
    summary `may_lack_years`.
    """
    indicators = chosen_indicators(only)
    evaluator = Evaluator(summary, base_year, prices or default_series(), convention)
    groups = evaluator.groups
    if years:
        if not may_lack_years:
            _check_years(evaluator, years)
        groups = [key for key in groups if evaluator.year(key) in years]
    evaluator.prepare(indicators)
    rows = [row for i in indicators for row in map(Rows(i, evaluator).row, groups)]
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
        ledger=replace(
            summary.ledger, remarks=[*summary.ledger.remarks, *unlike_perimeters(summary)]
        ),
        version=__version__,
    )


def chosen_indicators(only: Sequence[str] | None) -> tuple[Indicator, ...]:
    """The indicators of those ids and themes in catalogue order; all without any.

    Raises UsageError naming the nearest id or theme for one that does not exist.
    """
    if not only:
        return CATALOGUE
    themes = [*dict.fromkeys(each.theme for each in CATALOGUE)]
    known = [*(each.id for each in CATALOGUE), *themes]
    for name in only:
        _check(name, known, f"themes are {', '.join(themes)}; accsocial catalogue lists all")
    return tuple(each for each in CATALOGUE if each.id in only or each.theme in only)


def one_indicator(name: str) -> Indicator:
    """The indicator of that id. Raises UsageError naming the nearest if there is none."""
    by_id = {each.id: each for each in CATALOGUE}
    _check(name, [*by_id], "accsocial catalogue lists them")
    return by_id[name]


def _check(name: str, known: Sequence[str], where: str) -> None:
    if name not in known:
        raise UsageError(f"no indicator {name!r}; {right_name(name, known, where)}")


def _check_years(evaluator: Evaluator, years: Sequence[int]) -> None:
    # Not years of rows: six months of the caseload may end in a year that has none.
    present = sorted({evaluator.year(key) for key in evaluator.groups})
    absent = sorted(set(years).difference(present))
    if absent:
        others = f"; there are some for {', '.join(map(str, present))}" if present else " or any"
        raise UsageError(f"--year {absent[0]}: there is no result for that year{others}")

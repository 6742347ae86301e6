"""`sensitivity`: each figure under the rules of a run, and with each of them set otherwise.

The extract is gathered once. Its rows are counted again only under rules that change a summary
table; a flip of a parameter, a convention or a quantity uses the tables that are there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from accsocial.computation.compute import compute
from accsocial.computation.evaluate import Evaluator
from accsocial.computation.rows import Rows
from accsocial.computation.selection import selected
from accsocial.computation.totals import RULE_PARAMETERS
from accsocial.contesting.contested import Contested, Flipped, Row, Sensitivity, side_of
from accsocial.contesting.flip import Flip, NoSetting, Settings, differing
from accsocial.contesting.flips import FLIPS
from accsocial.contesting.instead import with_instead
from accsocial.indicators.depends import rules_of, settings_of
from accsocial.model import Form, Indicator, PublishedFigure
from accsocial.parameters.prices import Convention, PriceSeries, default_series
from accsocial.parameters.published import figures
from accsocial.results import GROUP_COLUMNS, VALUE_COLUMNS, Status
from accsocial.rules import CountingRules
from accsocial.summary import Gathered, Summary, count

CHANGE_NO_TABLE = (*RULE_PARAMETERS, "beneficiary_unit")
"""Rules that change no summary table: they are parameters of formulas, or a declaration."""


def sensitivity(
    gathered: Gathered,
    rules: CountingRules | None = None,
    *,
    only: Sequence[str] | None = None,
    years: Sequence[int] | None = None,
    where: Mapping[str, str] | None = None,
    base_year: int | None = None,
    prices: PriceSeries | None = None,
    convention: Convention = "mean-to-mean",
) -> Sensitivity:
    """What the figures of a run become if one choice is made otherwise.

    The options are those of `compute`; `where` holds values by group column, as texts.
    Raises UsageError for an indicator, a year or a group that does not exist.
    """
    rules = rules or CountingRules()
    summaries = _Summaries(gathered)
    series = prices or default_series()
    results = compute(
        summaries.under(rules),
        only=only,
        years=years,
        base_year=base_year,
        prices=series,
        convention=convention,
    )
    run = _Run(summaries, rules, base_year, series, convention)
    by_id = {indicator.id: indicator for indicator in results.indicators}
    rows = selected(results.frame, results.groups, where or {}).iter_rows(named=True)
    asked = [(by_id[row["indicator"]], row) for row in rows]
    return Sensitivity(results, convention, run.contested(asked))


class _Summaries:
    """The summaries of one gathering: that of the run, and those of a flip, each made once."""

    def __init__(self, gathered: Gathered) -> None:
        self._gathered = gathered
        self._counted: dict[str, Summary] = {}

    def under(self, rules: CountingRules) -> Summary:
        key = _key(rules)
        if key not in self._counted:
            self._counted[key] = count(self._gathered, rules)
        return replace(self._counted[key], rules=rules)

    def forget_all_but(self, rules: CountingRules) -> None:
        """Frees the memory of summaries under other rules."""
        self._counted = {_key(rules): self.under(rules)}


def _key(rules: CountingRules) -> str:
    """What is the same for rules that make the same summary tables."""
    return repr(rules.as_plain(without=CHANGE_NO_TABLE))


class _Run:
    """Evaluates figures under one flip after the other, with an evaluator for what it sets."""

    def __init__(
        self,
        summaries: _Summaries,
        rules: CountingRules,
        base_year: int | None,
        prices: PriceSeries,
        convention: Convention,
    ) -> None:
        self._summaries = summaries
        self._rules = rules
        self._base_year = base_year
        self._prices = prices
        self._convention = convention
        self._evaluators: dict[str, Evaluator] = {}
        self._rows: dict[tuple[str, str], Rows] = {}
        self._movers: dict[str, set[str]] = {}

    def contested(self, asked: Sequence[tuple[Indicator, Row]]) -> tuple[Contested, ...]:
        """Figures of the run under all flips."""
        tried: list[list[Flipped]] = [[] for _ in asked]
        # Flip by flip: its summaries are as large as those of the run, and are then forgotten.
        for flip in FLIPS:
            for (indicator, row), found in zip(asked, tried, strict=True):
                outcome = self._tried(flip, indicator, row)
                if outcome is not None:
                    settings, value = outcome
                    found.append(_flipped(flip, settings, value, indicator, row))
            self._forget()
        return tuple(
            _contested(indicator, row, found)
            for (indicator, row), found in zip(asked, tried, strict=True)
        )

    def _forget(self) -> None:
        self._evaluators.clear()
        self._rows.clear()
        self._summaries.forget_all_but(self._rules)

    def _tried(self, flip: Flip, indicator: Indicator, row: Row) -> tuple[Settings, Row] | None:
        """What a flip sets, and the row under it; None if it is none for this run or indicator."""
        movers = self._movers_of(indicator)
        if flip.of and indicator.id not in flip.of:
            return None
        try:
            settings = differing(self._rules, flip.settings(self._rules, row["year"]))
        except NoSetting as error:
            return {}, _without_value(str(error)) if error.rule in movers else row
        other = flip.convention not in (None, self._convention)
        if not (settings or other or flip.of):
            return None
        set_by_flip = {*settings, *(["inflation_convention"] if other else [])}
        moves = flip.of or not movers.isdisjoint(set_by_flip)
        return settings, self._under(flip, settings, indicator, row) if moves else row

    def _movers_of(self, indicator: Indicator) -> set[str]:
        """The rules and settings that can move an indicator: under others it stays as it is."""
        if indicator.id not in self._movers:
            self._movers[indicator.id] = {*rules_of(indicator), *settings_of(indicator)}
        return self._movers[indicator.id]

    def _under(self, flip: Flip, settings: Settings, indicator: Indicator, row: Row) -> Row:
        """What a row of the results is under a flip."""
        key = tuple(value for name, value in row.items() if name in GROUP_COLUMNS)
        found = self._rows_under(flip, settings, indicator).row(key)
        return dict(zip(VALUE_COLUMNS, found[-len(VALUE_COLUMNS) :], strict=True))

    def _rows_under(self, flip: Flip, settings: Settings, indicator: Indicator) -> Rows:
        key = repr(settings), indicator.id
        if key not in self._rows:
            variant = with_instead(indicator, flip.instead) if flip.instead else indicator
            self._rows[key] = Rows(variant, self._evaluator(flip, settings))
        return self._rows[key]

    def _evaluator(self, flip: Flip, settings: Settings) -> Evaluator:
        key = repr(settings)
        if key not in self._evaluators:
            summary = self._summaries.under(self._rules.model_copy(update=dict(settings)))
            convention = flip.convention or self._convention
            self._evaluators[key] = Evaluator(summary, self._base_year, self._prices, convention)
        return self._evaluators[key]


def _without_value(reason: str) -> Row:
    return {"value": None, "status": Status.NOT_COMPUTABLE, "reason": reason}


def _published(row: Row) -> PublishedFigure | None:
    """The published figure that stands beside a row of the results."""
    return figures()[row["reference"]] if row["reference_low"] is not None else None


def _contested(indicator: Indicator, row: Row, tried: Sequence[Flipped]) -> Contested:
    """One figure of the run and what all flips make of it."""
    value, figure = row["value"], _published(row)
    moved = [f for f in tried if f.value is not None and f.value != value]
    unanswered = [f for f in tried if f.value is None and value is not None]
    return Contested(
        indicator,
        row,
        figure,
        side_of(value, figure),
        tuple(sorted(moved, key=lambda flipped: -abs(flipped.change or 0))),
        tuple(unanswered),
        tuple(f for f in tried if f.value == value),
    )


def _flipped(flip: Flip, settings: Settings, found: Row, indicator: Indicator, row: Row) -> Flipped:
    """A figure of the run (`row`) and what a flip makes of it (`found`), set side by side."""
    figure = _published(row)
    before, value = row["value"], found["value"]
    change = relative = None
    if before is not None and value is not None:
        change = value - before
        # A percentage of a growth, which may be nothing or less, says nothing.
        relative = change / abs(before) if before and indicator.form is not Form.GROWTH else None
    before_side, side = side_of(before, figure), side_of(value, figure)
    return Flipped(
        flip,
        settings,
        value,
        found["status"],
        found["reason"],
        change,
        relative,
        side,
        crosses=None not in (before_side, side) and before_side is not side,
    )

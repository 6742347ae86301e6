"""An indicator in a group: one row of results."""

from __future__ import annotations

from fractions import Fraction

from accsocial.computation.evaluate import Evaluator
from accsocial.computation.roots import nearest_root
from accsocial.model import Form, Indicator, Key, Number, PublishedFigure
from accsocial.parameters.published import figure_for
from accsocial.results import Status

_PARTS_OF_ACTIVITY = ("site", "event", "channel")

_OK, _PARTIAL = Status.OK.value, Status.PARTIAL.value


class Rows:
    """The rows of an indicator: what is so of it in every group is found once."""

    def __init__(self, indicator: Indicator, evaluator: Evaluator) -> None:
        self._indicator = indicator
        self._evaluator = evaluator
        self._lacking = evaluator.why_lacking(indicator)
        self._unit = indicator.unit.value
        self._base_year = evaluator.base_year(indicator)
        self._reads_prices = evaluator.reads_prices(indicator)
        self._depends_on_months = evaluator.depends_on_months(indicator)
        # Figures are of the whole: none stands beside a part of an activity.
        self._has_figures = bool(indicator.references or indicator.basis) and not any(
            part in evaluator.columns for part in _PARTS_OF_ACTIVITY
        )
        if self._lacking is None:
            self._numerator = evaluator.reader(indicator.numerator, indicator)
            self._denominator = evaluator.reader(indicator.denominator, indicator)
            self._unknown = evaluator.unknown_reader(indicator)

    def row(self, key: Key) -> tuple[object, ...]:
        """The row of a group, in the order of the columns of results."""
        figure, low, high = self._reference(key) if self._has_figures else (None, None, None)
        reason = self._lacking
        if reason is None and self._reads_prices:
            reason = self._evaluator.why_no_price(self._indicator, key)
        numerator = denominator = unknown = value = gap = None
        if reason is not None:
            status = Status.NOT_COMPUTABLE.value
        else:
            numerator, denominator = self._numerator(key), self._denominator(key)
            unknown = self._unknown(key) or 0
            # Of a base of costs below 0, a rise would be a fall.
            if numerator is None or denominator is None or denominator <= 0:
                status, reason = Status.EMPTY.value, self._evaluator.why_empty(self._indicator, key)
            else:
                reason = self._evaluator.why_partial(key) if self._depends_on_months else None
                status = _PARTIAL if reason else _OK
                value = _value(self._indicator.form, numerator, denominator)
                if low is not None and high is not None:
                    gap = _gap(value, low, high)
        return (
            self._indicator.id,
            *key,
            value,
            None if self._indicator.form is Form.MEDIAN else _float(numerator),
            _float(denominator),
            unknown,
            self._unit,
            status,
            reason,
            figure and figure.id,
            low,
            high,
            gap,
        )

    def _reference(self, key: Key) -> tuple[PublishedFigure | None, float | None, float | None]:
        """The figure that applies to a group, and its bounds if it is of the same quantity."""
        place = self._evaluator.named(key)
        perimeter = {
            "body": place.get("body"),
            "territory": place.get("territory"),
            "year": place.get("year"),
            "base_year": self._base_year,
        }
        figure = figure_for(self._indicator.references, **perimeter)  # type: ignore[arg-type]  # by group column
        if figure is not None:
            return figure, float(figure.low), float(figure.high)
        return figure_for(self._indicator.basis, **perimeter), None, None  # type: ignore[arg-type]  # as above


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


def _gap(value: float, low: float, high: float) -> float:
    if value < low:
        return value - low
    return value - high if value > high else 0.0

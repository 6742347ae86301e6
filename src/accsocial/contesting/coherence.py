"""`coherence`: both sides of each identity in an extract, exact, and the gap between them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import prod

from accsocial.computation.compute import compute
from accsocial.computation.evaluate import Evaluator
from accsocial.computation.selection import selected
from accsocial.contesting.crossings import with_crossings
from accsocial.contesting.identities import IDENTITIES, TERRITORY_SUMS
from accsocial.contesting.identity import Factor, Identity, Side
from accsocial.indicators import intensity
from accsocial.model import Constant, Indicator, Key, Quantity
from accsocial.parameters.prices import default_series
from accsocial.results import DEFAULT_GROUPS, Results
from accsocial.rules import CountingRules
from accsocial.summary import Gathered, Summary, count

TERRITORY = "territory"


@dataclass(frozen=True)
class Reckoned:
    """A side: its exact value, and the factors of its products; None if `reason` says why."""

    value: Fraction | None
    products: tuple[tuple[Fraction, ...], ...]
    reason: str | None


@dataclass(frozen=True)
class Comparison:
    """Both sides of an identity in one group, and the signed numbers that lead from left to right.

    `gap` is left less right, `relative` the gap by the left side, `ratio` left by right:
    None if a side has no value, or what divides is 0.
    """

    group: Mapping[str, object]
    left: Reckoned
    right: Reckoned
    parts: tuple[tuple[Quantity, Fraction], ...]

    @property
    def gap(self) -> Fraction | None:
        left, right = self.left.value, self.right.value
        return None if left is None or right is None else left - right

    @property
    def relative(self) -> Fraction | None:
        return self.gap / self.left.value if self.gap is not None and self.left.value else None

    @property
    def ratio(self) -> Fraction | None:
        if self.gap is None or self.left.value is None or not self.right.value:
            return None
        return self.left.value / self.right.value

    @property
    def unexplained(self) -> Fraction | None:
        """What is left of the gap when the parts have been added; None without parts."""
        if self.gap is None or not self.parts:
            return None
        return self.gap + sum(number for _, number in self.parts)

    @property
    def reason(self) -> str | None:
        """Why there is no gap to tell."""
        return self.left.reason or self.right.reason


@dataclass(frozen=True)
class Checked:
    """An identity in every group that was asked for."""

    identity: Identity
    comparisons: tuple[Comparison, ...]


@dataclass(frozen=True)
class Coherence:
    """All identities of an extract; `results` tell the groups and the rules of the run."""

    results: Results
    checked: tuple[Checked, ...]


def coherence(
    gathered: Gathered,
    rules: CountingRules | None = None,
    *,
    by_territory: bool = False,
    years: Sequence[int] | None = None,
    where: Mapping[str, str] | None = None,
) -> Coherence:
    """Whether the figures of an extract fit together, by body and year (and territory).

    `gathered` has the territory among its groups. Raises UsageError for a year or a group that
    does not exist.
    """
    of_territories = count(gathered, rules)
    of_bodies = _of_bodies(gathered, of_territories)
    shown = of_territories if by_territory else of_bodies
    groups = shown.groups
    results = compute(shown, only=[intensity.appointments_per_beneficiary.id], years=years)
    keys = selected(results.frame, groups, where or {}).select(groups).rows()
    reader = _Reader(with_crossings(replace(gathered, groups=groups), shown))
    territories = _Reader(of_territories)
    adding = [] if by_territory else TERRITORY_SUMS
    checked = [
        *(Checked(i, tuple(reader.compared(i, key) for key in keys)) for i in IDENTITIES),
        *(Checked(i, tuple(reader.added(i, key, territories) for key in keys)) for i in adding),
    ]
    return Coherence(results, tuple(checked))


def _of_bodies(gathered: Gathered, of_territories: Summary) -> Summary:
    """The summary by body and year: another count only where territories do not add up."""
    if of_territories.rules.id_scope == TERRITORY:
        return replace(of_territories, groups=DEFAULT_GROUPS)
    return count(replace(gathered, groups=DEFAULT_GROUPS), of_territories.rules)


class _Reader:
    """Reads sides from a summary, group by group."""

    def __init__(self, summary: Summary) -> None:
        self._evaluator = Evaluator(summary, None, default_series(), "mean-to-mean")

    def compared(self, identity: Identity, key: Key) -> Comparison:
        """An identity whose sides are read in the same group."""
        left, right = self.side(identity.left, key), self.side(identity.right, key)
        return Comparison(
            self._evaluator.named(key), left, right, tuple(self._parts(identity, key))
        )

    def added(self, identity: Identity, key: Key, territories: _Reader) -> Comparison:
        """An identity whose right side is added up over the territories of the group."""
        group = self._evaluator.named(key)
        inside = [
            territories.side(identity.right, each)
            for each in territories._evaluator.groups
            if group.items() <= territories._evaluator.named(each).items()
        ]
        known = [(side.value,) for side in inside if side.value is not None]
        reason = None if known else next((side.reason for side in inside), None)
        total = sum((value for (value,) in known), Fraction()) if known else None
        right = Reckoned(total, tuple(known), reason)
        return Comparison(group, self.side(identity.left, key), right, ())

    def side(self, side: Side, key: Key) -> Reckoned:
        figures = [[_figure(factor) for factor in product] for product in side.products]
        reasons = (self._reason(figure, key) for product in figures for figure in product)
        reason = next((each for each in reasons if each is not None), None)
        if reason is not None:
            return Reckoned(None, (), reason)
        products = tuple(tuple(self._value(f, key) for f in product) for product in figures)
        return Reckoned(
            sum((Fraction(prod(each)) for each in products), Fraction()), products, None
        )

    def _parts(self, identity: Identity, key: Key) -> Iterator[tuple[Quantity, Fraction]]:
        for sign, part in identity.parts:
            figure = _figure(part)
            if self._reason(figure, key) is None:
                yield part, sign * self._value(figure, key)

    def _value(self, figure: Indicator, key: Key) -> Fraction:
        """The exact value of a figure that has one."""
        over = self._evaluator.value(figure.numerator, figure, key)
        under = self._evaluator.value(figure.denominator, figure, key)
        assert over is not None  # noqa: S101 - `_reason` was asked
        assert under is not None  # noqa: S101 - as above
        return Fraction(over) / Fraction(under)

    def _reason(self, figure: Indicator, key: Key) -> str | None:
        """Why a figure has no value in a group."""
        evaluator = self._evaluator
        reason = evaluator.not_computable(figure, key)
        if reason is None:
            over = evaluator.value(figure.numerator, figure, key)
            under = evaluator.value(figure.denominator, figure, key)
            reason = None if over is not None and under else evaluator.why_empty(figure, key)
        return reason


def _figure(factor: Factor) -> Indicator:
    """A quantity as a figure of its own, so that it is read, and missed, as figures are."""
    if isinstance(factor, Indicator):
        return factor
    model = intensity.appointments_per_beneficiary
    return replace(
        model, id=factor.id, label=factor.label, numerator=factor, denominator=Constant(1)
    )

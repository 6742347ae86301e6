"""`explain`: the ledger of a value, for each group that was asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import polars as pl

from accsocial.computation.compute import compute
from accsocial.computation.evaluate import Evaluator
from accsocial.computation.selection import selected
from accsocial.errors import DataRefused
from accsocial.indicators.depends import constants_of, settings_of
from accsocial.indicators.quantities.making import PARAMETERS, PRICES
from accsocial.model import Indicator, Key, Measure, Number, Quantity, Reading
from accsocial.parameters.prices import Convention, PriceSeries, default_series
from accsocial.results import Parameter, Status
from accsocial.summary.gathered import Gathered
from accsocial.summary.summarise import Summary
from accsocial.tracing.behind import Behind, behind
from accsocial.tracing.explanation import Explanation, Part, Role, Trail
from accsocial.tracing.scene import Group, Scene, in_group
from accsocial.tracing.steps import trail
from accsocial.tracing.walk import Choice, Chosen, walk

_CASELOAD = "caseload"


def explain(
    indicator: Indicator,
    gathered: Gathered,
    summary: Summary,
    *,
    where: Mapping[str, str] | None = None,
    base_year: int | None = None,
    prices: PriceSeries | None = None,
    convention: Convention = "mean-to-mean",
    keep: bool = False,
) -> list[Explanation]:
    """How the value of an indicator came about in each group that meets `where`.

    `summary` is what `count(gathered, rules)` made. `where` holds values by group column, as
    texts. The places of the rows are kept, for `evidence`, only if `keep` says so.
    Raises UsageError if no group meets `where`, naming the nearest value; DataRefused if the rows
    take more memory than is allowed, or do not give the numbers of the results, which is a defect
    of accsocial.
    """
    series = prices or default_series()
    results = compute(
        summary, only=[indicator.id], base_year=base_year, prices=series, convention=convention
    )
    evaluator = Evaluator(summary, base_year, series, convention)
    tracer = _Tracer(Scene(gathered, summary), evaluator, indicator, keep=keep)
    return [
        tracer.explanation(row, tuple(row[name] for name in summary.groups), results.parameters)
        for row in selected(results.frame, summary.groups, where or {}).iter_rows(named=True)
    ]


class _Asked:
    """The populations whose rows a formula counts, with all that is counted of each."""

    def __init__(self) -> None:
        self._found: dict[tuple[object, ...], tuple[Behind, Group, list[Choice]]] = {}

    def add(self, source: Behind, group: Group, choice: Choice) -> tuple[int, int]:
        """The place of the population, and that of the choice among its own."""
        name = source.name, *group.items()
        *_, choices = self._found.setdefault(name, (source, group, []))
        choices.append(choice)
        return list(self._found).index(name), len(choices) - 1

    def __iter__(self) -> Iterator[tuple[Behind, Group, Sequence[Choice]]]:
        return iter(self._found.values())


class _Tracer:
    """Traces one indicator. `keep`: the places of the rows are wanted."""

    def __init__(
        self, scene: Scene, evaluator: Evaluator, indicator: Indicator, *, keep: bool
    ) -> None:
        self._scene = scene
        self._evaluator = evaluator
        self._indicator = indicator
        self._keep = keep

    def explanation(
        self, result: Mapping[str, object], key: Key, parameters: Sequence[Parameter]
    ) -> Explanation:
        """The explanation of one row of the results."""
        # What is not computable has no number in the results: there is nothing to trace.
        readings = [] if result["status"] == Status.NOT_COMPUTABLE else _readings(self._indicator)
        traced = [
            (role, reading, self._group_of(reading, key))
            for role, reading in readings
            if self._evaluator.why_absent(reading.quantity) is None
        ]
        asked = _Asked()
        places = [
            [
                asked.add(source, group, self._choice(source, reading.quantity))
                for source in _sources(reading)
            ]
            for _, reading, group in traced
        ]
        trails, chosen = self._walked(asked)
        parts = [
            self._part(role, reading, group, key, [(at, chosen[at][place]) for at, place in found])
            for (role, reading, group), found in zip(traced, places, strict=True)
        ]
        group = self._evaluator.named(key)
        used = [p for p in parameters if p.name in _parameter_names(self._indicator)]
        months = self._months(group)
        return Explanation(self._indicator, group, result, trails, parts, used, months)

    def _months(self, group: Group) -> list[tuple[int, int, int]]:
        if all(reading.quantity.table != _CASELOAD for reading in self._indicator.reads()):
            return []
        caseload = self._scene.summary.tables.get(_CASELOAD)
        if caseload is None:
            return []
        by_month = caseload.filter(in_group(group)).group_by("month")
        return by_month.agg(pl.col("beneficiaries", "workers").sum()).sort("month").rows()

    def _group_of(self, reading: Reading, key: Key) -> Group:
        if not _sources(reading):
            return {}
        return self._evaluator.group_read(reading, self._indicator, key)

    def _choice(self, source: Behind, quantity: Quantity) -> Choice:
        def pick(rows: pl.DataFrame) -> pl.DataFrame:
            chosen = rows if source.where is None else rows.filter(source.where)
            if quantity.where is None:
                return chosen
            return self._evaluator.with_parameters(chosen).filter(quantity.where)

        return Choice(source.fate, pick, quantity.measure, quantity.column)

    def _walked(self, asked: _Asked) -> tuple[list[Trail], list[Sequence[Chosen]]]:
        """The trail of each population, and the rows of each of its choices."""
        trails, found = [], []
        for source, group, choices in asked:
            population = source.find(self._scene, group)
            walked = walk(population, choices, keep=self._keep)
            trails.append(trail(self._scene.summary.ledger, population, walked, group))
            found.append(walked.chosen)
        return trails, found

    def _part(
        self,
        role: Role,
        reading: Reading,
        group: Group,
        key: Key,
        found: Sequence[tuple[int, Chosen]],
    ) -> Part:
        """One reading, with the trails that its rows are on, and the rows of each."""
        quantity = reading.quantity
        number = self._evaluator.value(reading, self._indicator, key)
        if found and quantity.measure is not Measure.OTHER:
            _check(quantity, number, [chosen.number for _, chosen in found])
        trails = [place for place, _ in found]
        return Part(role, reading, group, number, trails, [chosen for _, chosen in found])


def _sources(reading: Reading) -> tuple[Behind, ...]:
    """Where the rows of a reading are; nowhere for prices and parameters."""
    quantity = reading.quantity
    return () if quantity.table in (PARAMETERS, PRICES) else behind(quantity)


def _parameter_names(indicator: Indicator) -> set[str]:
    """The parameters that an indicator is made with, of any kind."""
    constants = {dated.name for dated in constants_of(indicator)}
    settings = settings_of(indicator)
    return {*constants, *settings, *(["price_series"] if "prices" in settings else [])}


def _readings(indicator: Indicator) -> Iterator[tuple[Role, Reading]]:
    """Each quantity of the formula and its place, once per role."""
    seen = set()
    roles = (
        (Role.NUMERATOR, indicator.numerator),
        (Role.DENOMINATOR, indicator.denominator),
        (Role.UNKNOWN, indicator.unknown),
    )
    for role, term in roles:
        for reading in term.reads() if term is not None else ():
            if (role, reading) not in seen:
                seen.add((role, reading))
                yield role, reading


def _check(quantity: Quantity, number: Number | None, made: Sequence[Number | None]) -> None:
    """Raises DataRefused if the rows found do not give the number of the results."""
    holds = not any(made) if number is None else [number] == list(made)
    if not holds:
        raise DataRefused(
            f"{quantity.id}: the rows give {made[0]}, the results {number}. This is a defect of "
            "accsocial: nothing is explained. Please report it"
        )

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
from accsocial.tracing.population import Population
from accsocial.tracing.scene import Group, Scene, in_group
from accsocial.tracing.steps import trail

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
) -> list[Explanation]:
    """How the value of an indicator came about in each group that meets `where`.

    `summary` is what `count(gathered, rules)` made. `where` holds values by group column, as
    texts. Raises UsageError if no group meets it, naming the nearest value; DataRefused if the
    rows do not give the numbers of the results, which is a defect of accsocial.
    """
    series = prices or default_series()
    results = compute(
        summary, only=[indicator.id], base_year=base_year, prices=series, convention=convention
    )
    evaluator = Evaluator(summary, base_year, series, convention)
    tracer = _Tracer(Scene(gathered, summary), evaluator, indicator)
    return [
        tracer.explanation(row, tuple(row[name] for name in summary.groups), results.parameters)
        for row in selected(results.frame, summary.groups, where or {}).iter_rows(named=True)
    ]


class _Tracer:
    """Traces one indicator. Trails that several quantities share are made once per group."""

    def __init__(self, scene: Scene, evaluator: Evaluator, indicator: Indicator) -> None:
        self._scene = scene
        self._evaluator = evaluator
        self._indicator = indicator
        self._trails: list[Trail] = []
        self._places: dict[tuple[str, tuple[object, ...]], int] = {}

    def explanation(
        self, result: Mapping[str, object], key: Key, parameters: Sequence[Parameter]
    ) -> Explanation:
        """The explanation of one row of the results."""
        self._trails, self._places = [], {}
        # What is not computable has no number in the results: there is nothing to trace.
        readings = [] if result["status"] == Status.NOT_COMPUTABLE else _readings(self._indicator)
        parts = [
            self._part(role, reading, key)
            for role, reading in readings
            if self._evaluator.why_absent(reading.quantity) is None
        ]
        group = self._evaluator.named(key)
        used = [p for p in parameters if p.name in _parameter_names(self._indicator)]
        months = self._months(group)
        return Explanation(self._indicator, group, result, self._trails, parts, used, months)

    def _months(self, group: Group) -> list[tuple[int, int, int]]:
        if all(reading.quantity.table != _CASELOAD for reading in self._indicator.reads()):
            return []
        caseload = self._scene.summary.tables.get(_CASELOAD)
        if caseload is None:
            return []
        by_month = caseload.filter(in_group(group)).group_by("month")
        return by_month.agg(pl.col("beneficiaries", "workers").sum()).sort("month").rows()

    def _part(self, role: Role, reading: Reading, key: Key) -> Part:
        quantity = reading.quantity
        number = self._evaluator.value(reading, self._indicator, key)
        if quantity.table in (PARAMETERS, PRICES):
            return Part(role, reading, {}, number, [], [])
        group = self._evaluator.group_read(reading, self._indicator, key)
        places, rows, made = [], [], []
        for source in behind(quantity):
            place = self._trail(source, group)
            population = self._trails[place].population
            chosen = self._chosen(population, source, quantity)
            places.append(place)
            rows.append(chosen)
            made.append(population.number(chosen, quantity.measure, quantity.column))
        if quantity.measure is not Measure.OTHER:
            _check(quantity, number, made)
        return Part(role, reading, group, number, places, rows)

    def _trail(self, source: Behind, group: Group) -> int:
        name = source.name, tuple(group.items())
        if name not in self._places:
            population = source.find(self._scene, group)
            self._places[name] = len(self._trails)
            self._trails.append(trail(self._scene.summary.ledger, population, group))
        return self._places[name]

    def _chosen(self, population: Population, source: Behind, quantity: Quantity) -> pl.DataFrame:
        chosen = population.chosen(source.fate, source.where)
        if quantity.where is None:
            return chosen
        return self._evaluator.with_parameters(chosen).filter(quantity.where)


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

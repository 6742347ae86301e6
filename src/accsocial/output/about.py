"""What is needed to defend results, as one JSON-ready object.

It goes into every format that can hold it. It holds no time, host, user or
absolute path: the same results give the same object.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from accsocial.model import Form
from accsocial.output.accounts import file_name
from accsocial.output.plain_ledger import plain_account

if TYPE_CHECKING:
    from accsocial.model import Indicator, PublishedFigure, Quantity, Source
    from accsocial.results import FileRead, Results, Run


def about(results: Results) -> dict[str, object]:
    """Version, groups, definitions, units, rules, parameters, references, sources and ledger.

    Results of a command also tell the run: what was read, with digests, and how.
    """
    whole: dict[str, object] = {
        "accsocial": results.version,
        "groups": list(results.groups),
        "units": {indicator.id: str(indicator.unit) for indicator in results.indicators},
        "indicators": [_indicator(indicator) for indicator in results.indicators],
        "quantities": [_quantity(quantity) for quantity in quantities(results)],
        "rules": dict(results.rules),
        "parameters": [
            {"name": used.name, "value": used.value, "unit": used.unit, "source": used.source}
            for used in results.parameters
        ],
        "references": [_figure(figure) for figure in used_figures(results)],
        "sources": [
            {"id": s.id, "title": s.title, "publisher": s.publisher, "date": s.date}
            for s in used_sources(results)
        ],
        "ledger": [plain_account(account) for account in results.ledger.accounts],
        "ignored_files": [file_name(file) for file in results.ledger.ignored],
    }
    return whole | {"run": run_plain(results.run)} if results.run else whole


def run_plain(run: Run) -> dict[str, object]:
    """A run as JSON-ready values."""
    return {
        "command": list(run.command),
        "settings": dict(run.settings),
        "polars": run.polars,
        "code": run.code,
        "files": [_file(file) for file in run.files],
        "layouts": [_file(file) for file in run.layouts],
        "prices": _file(run.prices) if run.prices else None,
    }


def _file(file: FileRead) -> dict[str, object]:
    return {"file": file_name(file.name), "bytes": file.size, "sha256": file.sha256}


def formula(indicator: Indicator) -> str:
    """The formula in words: "appointments x beneficiaries / workers"."""
    numerator, denominator = str(indicator.numerator), str(indicator.denominator)
    if " x " in denominator:
        denominator = f"({denominator})"
    value = numerator if denominator == "1" else f"{numerator} / {denominator}"
    if indicator.form is Form.ROOT:
        return f"square root of ({value})"
    if indicator.form is Form.MEDIAN:
        return f"{numerator} / 2, over {denominator}"
    return f"{value} - 1" if indicator.form is Form.GROWTH else value


def quantities(results: Results) -> list[Quantity]:
    """The quantities that the formulas read, each once, in the order they are met."""
    found: dict[str, Quantity] = {}
    for indicator in results.indicators:
        for reading in indicator.reads():
            found.setdefault(reading.quantity.id, reading.quantity)
        if indicator.unknown is not None:
            found.setdefault(indicator.unknown.id, indicator.unknown)
    return list(found.values())


def used_figures(results: Results) -> list[PublishedFigure]:
    """The published figures that a result stands beside or a formula rests on, by id."""
    ids = set(results.frame["reference"].drop_nulls())
    for indicator in results.indicators:
        ids.update(indicator.references, indicator.basis)
    return [results.figures[id_] for id_ in sorted(ids) if id_ in results.figures]


def used_sources(results: Results) -> list[Source]:
    """The publications of the indicators and figures, each once, by id."""

    def named() -> Iterator[Source]:
        for indicator in results.indicators:
            yield indicator.source
        for figure in used_figures(results):
            yield figure.source

    by_id = {source.id: source for source in named()}
    return [by_id[id_] for id_ in sorted(by_id)]


def _indicator(indicator: Indicator) -> dict[str, object]:
    return {
        "id": indicator.id,
        "theme": indicator.theme,
        "label": indicator.label.as_plain(),
        "unit": str(indicator.unit),
        "meaning": indicator.meaning.as_plain(),
        "form": str(indicator.form),
        "formula": formula(indicator),
        "unknown": indicator.unknown.id if indicator.unknown else None,
        "source": {"id": indicator.source.id, "page": indicator.source.page},
        "references": list(indicator.references),
        "basis": list(indicator.basis),
    }


def _quantity(quantity: Quantity) -> dict[str, object]:
    return {
        "id": quantity.id,
        "label": quantity.label.as_plain(),
        "table": quantity.table,
    }


def _figure(figure: PublishedFigure) -> dict[str, object]:
    return {
        "id": figure.id,
        "indicator": figure.indicator,
        "body": figure.body,
        "territory": figure.territory,
        "base_year": figure.base_year,
        "year": figure.year,
        # As published: 2.10 would lose its last digit as a float.
        "low": str(figure.low),
        "high": str(figure.high),
        "unit": figure.unit,
        "kind": figure.kind,
        "wording_fr": figure.wording_fr,
        "source": figure.source.id,
        "page": figure.page,
        "note": figure.note,
    }

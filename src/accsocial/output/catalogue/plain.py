"""The catalogue and its pages as JSON: words in both languages, exact numbers as text."""

from __future__ import annotations

from accsocial.indicators import CATALOGUE, depends
from accsocial.indicators.sheet import BODY, TERRITORY, Example, sheet_of
from accsocial.model import Indicator
from accsocial.output.catalogue.formula import formula
from accsocial.output.references import references_rows
from accsocial.rules import CountingRules


def list_json() -> list[dict[str, object]]:
    """One object per indicator, in the order of the catalogue."""
    return [_short(indicator) for indicator in CATALOGUE]


def page_json(indicator: Indicator) -> dict[str, object]:
    """All that is known of an indicator. Published figures are as in `accsocial references`."""
    sheet = sheet_of(indicator.id)
    defaults = CountingRules().as_plain()
    return _short(indicator) | {
        "meaning": indicator.meaning.as_plain(),
        "form": str(indicator.form),
        "formula": {lang: formula(indicator, lang) for lang in ("en", "fr")},
        "unknown": indicator.unknown.label.as_plain() if indicator.unknown else None,
        "summary_tables": depends.summary_tables(indicator),
        "columns": depends.extract_columns(indicator),
        "columns_if_there": depends.extract_columns_if_there(indicator),
        "needs_groups": list(indicator.needs_groups),
        "compares": list(indicator.compares),
        "rules": {name: defaults[name] for name in depends.rules_of(indicator)},
        "settings": depends.settings_of(indicator),
        "constants": [
            {
                "name": number.name,
                "value": str(number.value),
                "unit": number.unit,
                "source": number.source.id,
                "page": number.source.page,
            }
            for number in depends.constants_of(indicator)
        ],
        "source": {
            "id": indicator.source.id,
            "title": indicator.source.title,
            "publisher": indicator.source.publisher,
            "date": indicator.source.date,
            "page": indicator.source.page,
        },
        "figures": _figures(indicator),
        "pitfalls": sheet.pitfalls.model_dump(mode="json"),
        "example": _example(sheet.example),
    }


def _short(indicator: Indicator) -> dict[str, object]:
    return {
        "id": indicator.id,
        "theme": indicator.theme,
        "label": indicator.label.as_plain(),
        "unit": str(indicator.unit),
        "references": list(indicator.references),
        "basis": list(indicator.basis),
    }


def _figures(indicator: Indicator) -> list[dict[str, object]]:
    beside = (*indicator.references, *indicator.basis)
    return [row for row in references_rows() if row["id"] in beside]


def _example(example: Example) -> dict[str, object]:
    return {
        "text": example.text.model_dump(),
        "body": BODY,
        "territory": TERRITORY,
        "rules": dict(example.given_rules),
        "by": list(example.by),
        "base_year": example.base_year,
        "tables": {name: table.model_dump(mode="json") for name, table in example.tables.items()},
        "expect": example.expect.model_dump(mode="json"),
    }

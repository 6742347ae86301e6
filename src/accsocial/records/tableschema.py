"""The canonical tables as Table Schema, so that a producer can test a file before sending it.

Table Schema (https://specs.frictionlessdata.io/table-schema/) is the form in which
schema.data.gouv.fr publishes schemas of French administrations.
"""

from __future__ import annotations

from collections.abc import Mapping

from accsocial import __version__
from accsocial.errors import UsageError, right_name
from accsocial.model import Text
from accsocial.records.layout_files import load_layout
from accsocial.records.schema import TABLES, Column, Kind, TableSchema

SPECIFICATION = "https://specs.frictionlessdata.io/schemas/table-schema.json"

TERRITORY_PATTERN = "^(0[1-9]|1[0-9]|2[AB1-9]|[3-8][0-9]|9[0-5]|97[1-6])$"

_TYPES = {
    Kind.IDENTIFIER: "string",
    Kind.TEXT: "string",
    Kind.BODY: "string",
    Kind.TERRITORY: "string",
    Kind.LABEL: "string",
    Kind.DATE: "date",
    Kind.BOOLEAN: "boolean",
    Kind.INTEGER: "integer",
    Kind.DECIMAL: "number",
    Kind.YEAR: "year",
}
_EXAMPLES: Mapping[str, str] = {
    "appointment_id": "00255",
    "site": "Nord",
    "worker_id": "M01",
    "beneficiary_id": "0001509",
    "date": "2022-03-14",
    "duration_min": "45",
    "year": "2022",
    "fte": "0.80",
    "category": "Personnel",
    "amount": "1234.50",
    "eligible_households": "3393",
    "poor_households": "4000",
    "exit_reason": "Objectifs atteints",
}
_EXAMPLES_OF_KIND = {
    Kind.TERRITORY: "94",
    Kind.BOOLEAN: "true",
    Kind.DATE: "2022-03-14",
    Kind.INTEGER: "12",
    Kind.YEAR: "2022",
    Kind.DECIMAL: "12.50",
    Kind.IDENTIFIER: "A0001",
    Kind.TEXT: "Nord",
}
_ENCODING = Text(
    "CSV in UTF-8, separated by commas or semicolons, decimal points, dates as yyyy-mm-dd. "
    "Identifiers and codes are text: leading zeros stay.",
    "CSV en UTF-8, séparé par des virgules ou des points-virgules, décimales avec un point, dates "
    "en aaaa-mm-jj. Identifiants et codes sont du texte\u00a0: les zéros de tête restent.",
)


def schema_of(name: str) -> TableSchema:
    """The canonical table of that name. Raises UsageError naming the nearest one."""
    if name not in TABLES:
        raise UsageError(f"no table {name!r}; {right_name(name, [*TABLES])}")
    return TABLES[name]


def table_schema(table: TableSchema, lang: str) -> dict[str, object]:
    """One table as a Table Schema descriptor, titles and descriptions in "en" or "fr"."""
    descriptor: dict[str, object] = {
        "$schema": SPECIFICATION,
        "name": f"accsocial-{table.name}",
        "title": f"accsocial: {table.name}",
        "description": f"{_sentence(table.meaning[lang])} {_ENCODING[lang]}",
        "version": __version__,
        "encoding": "utf-8",
        "missingValues": [""],
        "fields": [_field(table, column, lang) for column in table.columns],
    }
    # A primary key may hold no empty cell; a key with optional columns is unique all the same.
    required = {column.name for column in table.columns if column.required}
    if required.issuperset(table.key):
        descriptor["primaryKey"] = list(table.key)
    else:
        descriptor["uniqueKeys"] = [list(table.key)]
    return descriptor


def table_schemas(lang: str) -> list[dict[str, object]]:
    """All tables, in the order of their definition."""
    return [table_schema(table, lang) for table in TABLES.values()]


def column_title(table: TableSchema, column: Column, lang: str) -> str:
    """A heading for people: in French the usual header, in English the name in words."""
    if lang == "fr":
        layout = load_layout("gesica").tables.get(table.name)
        if layout is not None and column.name in layout.columns:
            return layout.columns[column.name][0]
    return column.name.replace("_", " ").capitalize()


def _field(table: TableSchema, column: Column, lang: str) -> dict[str, object]:
    constraints: dict[str, object] = {"required": column.required}
    field: dict[str, object] = {
        "name": column.name,
        "title": column_title(table, column, lang),
        "description": _sentence(column.meaning[lang]),
        "type": _TYPES[column.kind],
        "format": "default",
        "example": example(column),
        "constraints": constraints,
    }
    if column.labels:
        constraints["enum"] = list(column.labels)
    if column.kind is Kind.TERRITORY:
        constraints["pattern"] = TERRITORY_PATTERN
    if column.kind is Kind.BOOLEAN:
        field |= {"trueValues": ["true"], "falseValues": ["false"]}
    if column.kind is Kind.DECIMAL:
        field["decimalChar"] = "."
    return field


def example(column: Column) -> str:
    """An invented value that the column may hold."""
    if column.labels:
        return column.labels[0]
    return _EXAMPLES.get(column.name) or _EXAMPLES_OF_KIND[column.kind]


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + "."

"""Layouts as files: those that ship, and a user's own.

A layout is a TOML file (see `layouts/`): for each table `columns` (canonical
name -> headers, in order of preference), and where needed `labels` (column ->
canonical value -> labels; the label "*" stands for any other text), `split`
(column -> separator of several people of an appointment in one cell) and
`pseudonymise` (columns that hold names). One header may feed several columns.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

from accsocial.errors import UsageError, right_name
from accsocial.records.files.filenames import shown
from accsocial.records.layout import ANY_OTHER, Layout, TableLayout, known_values
from accsocial.records.names import fold, fold_label
from accsocial.records.schema import TABLES, Kind, TableSchema

SHIPPED = ("canonical", "gesica", "rdv-service-public", "rdv-service-public-participations")
"""The layouts that ship, in the order in which they are tried."""

_PARTS = {"columns", "labels", "split", "pseudonymise"}
_LABELLED = {Kind.BODY, Kind.TERRITORY, Kind.LABEL, Kind.BOOLEAN}


def shipped_layouts() -> list[Layout]:
    """The layouts that ship with accsocial."""
    return [_shipped(name) for name in SHIPPED]


@cache
def _shipped(name: str) -> Layout:
    resource = files("accsocial.records") / "layouts" / f"{name}.toml"
    return parse_layout(resource.read_text(encoding="utf-8"), origin=name)


def load_layout(name_or_path: str) -> Layout:
    """A shipped layout by name, or a user's own by path.

    Raises UsageError if there is neither, or if the file is not a layout.
    """
    if name_or_path in SHIPPED:
        return _shipped(name_or_path)
    path = Path(name_or_path)
    if path.is_fifo():
        # Outputs tell its digest.
        raise UsageError(f"layout {name_or_path!r}: is a pipe, and is read twice. Name a file")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise UsageError(
            f"layout {name_or_path!r}: no such file, and not a shipped layout "
            f"({', '.join(SHIPPED)})"
        ) from error
    except OSError as error:
        raise UsageError(f"layout {name_or_path!r}: cannot be opened ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"layout {name_or_path!r}: is not UTF-8. Save it as UTF-8") from error
    layout = parse_layout(text, origin=path.name)
    if layout.name in SHIPPED:
        # Outputs would say that the one that ships was used.
        raise UsageError(
            f"layout {path.name}: {layout.name!r} is the name of a layout that ships. Give it "
            'another one: name = "..."'
        )
    return layout


def parse_layout(text: str, origin: str) -> Layout:
    """Reads and validates the text of a layout file.

    Raises UsageError naming the first key that is wrong and the nearest right one.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"layout {origin}: not valid TOML: {error}") from error
    name = _text(data.pop("name", shown(Path(origin).stem)), f"{origin}, name")
    if not (name.strip() and name.isprintable()):
        # The ledger shows it, on terminals too.
        raise UsageError(f"layout {origin}, name: must be one line of text that can be shown")
    description = _text(data.pop("description", ""), f"{origin}, description")
    tables = {}
    for table_name, content in data.items():
        if table_name in _PARTS:
            raise UsageError(
                f"layout {origin}: {table_name} stands outside a table. Write it below [TABLE], "
                f"such as [{next(iter(TABLES))}]"
            )
        schema = TABLES.get(table_name)
        if schema is None:
            raise UsageError(f"layout {origin}: {_unknown('table', table_name, list(TABLES))}")
        if not isinstance(content, dict):
            raise UsageError(f"layout {origin}: {table_name} must be a table, [{table_name}]")
        tables[table_name] = _parse_table(name, schema, content, f"{origin}, table {table_name}")
    if not tables:
        raise UsageError(f"layout {origin}: describes no table; known tables: {', '.join(TABLES)}")
    return Layout(name, description, tables)


def _unknown(what: str, name: str, known: Sequence[str]) -> str:
    return f"no {what} {name!r}; {right_name(name, known)}"


def _parse_table(
    layout: str, schema: TableSchema, content: Mapping[str, object], where: str
) -> TableLayout:
    for part in content:
        if part not in _PARTS:
            raise UsageError(f"layout {where}: {_unknown('part', part, sorted(_PARTS))}")
    columns = {
        column: _headers(headers, f"{where}, column {column}")
        for column, headers in _mapping(content.get("columns"), f"{where}, columns").items()
        if _known_column(schema, column, where)
    }
    if not columns:
        raise UsageError(
            f"layout {where}: names no column. Name some below [{schema.name}.columns]"
        )
    split = {
        column: _text(separator, f"{where}, split.{column}")
        for column, separator in _mapping(content.get("split"), f"{where}, split").items()
        if _is_one_of(_several_of_a_row(schema), schema, column, f"{where}, split")
    }
    for column, separator in split.items():
        if not separator:
            raise UsageError(f"layout {where}, split.{column}: the separator is empty. Fill it")
    labels = {
        column: _parse_labels(schema, column, mapping, f"{where}, labels.{column}")
        for column, mapping in _mapping(content.get("labels"), f"{where}, labels").items()
        if _is_one_of(_of_kinds(schema, _LABELLED), schema, column, f"{where}, labels")
    }
    pseudonymise = tuple(_texts(content.get("pseudonymise", []), f"{where}, pseudonymise"))
    for column in pseudonymise:
        personal = _of_kinds(schema, {Kind.IDENTIFIER, Kind.TEXT})
        _is_one_of(personal, schema, column, f"{where}, pseudonymise")
    for part, named in (("split", split), ("labels", labels), ("pseudonymise", pseudonymise)):
        for column in named:
            if column not in columns:
                raise UsageError(
                    f"layout {where}, {part}: {column} has no header. Name it below "
                    f"[{schema.name}.columns]"
                )
    return TableLayout(layout, schema, columns, labels, split, pseudonymise)


def _known_column(schema: TableSchema, column: str, where: str) -> bool:
    if column not in schema.names:
        raise UsageError(f"layout {where}: {_unknown('column', column, schema.names)}")
    return True


def _of_kinds(schema: TableSchema, kinds: Collection[Kind]) -> list[str]:
    return [column.name for column in schema.columns if column.kind in kinds]


def _several_of_a_row(schema: TableSchema) -> list[str]:
    """Who may be several in one row: an appointment has people, beside its number.

    A support is one row; of a worker's row each would have the whole fte.
    """
    beside = {*schema.key} - {*schema.key_needs}
    return [name for name in _of_kinds(schema, {Kind.IDENTIFIER}) if name in beside]


def _is_one_of(fit: Sequence[str], schema: TableSchema, column: str, where: str) -> bool:
    _known_column(schema, column, where)
    if column not in fit:
        of = f"only of {', '.join(fit)}" if fit else f"nor of any other column of {schema.name}"
        raise UsageError(f"layout {where}: cannot be said of {column}, {of}")
    return True


def _headers(value: object, where: str) -> tuple[str, ...]:
    headers = _texts(value, where)
    if not headers or not all(map(fold, headers)):
        raise UsageError(f"layout {where}: a header is empty. Name one, or leave the column out")
    return tuple(headers)


def _text(value: object, where: str) -> str:
    if not isinstance(value, str):
        raise UsageError(f"layout {where}: must be a text, in quotes")
    return value


def _mapping(value: object, where: str) -> Mapping[str, object]:
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise UsageError(f"layout {where}: must be a table of keys and values")
    return value


def _texts(value: object, where: str) -> list[str]:
    if isinstance(value, str):
        return [value]
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise UsageError(f"layout {where}: must be a list of texts")
    return value


def _parse_labels(
    schema: TableSchema, column: str, mapping: object, where: str
) -> Mapping[str, str]:
    known = known_values(schema, column)
    labels: dict[str, str] = {}
    for value, texts in _mapping(mapping, where).items():
        if value not in known:
            raise UsageError(f"layout {where}: {_unknown('value', value, list(known))}")
        for text in _texts(texts, f"{where}.{value}"):
            label = text if text == ANY_OTHER else fold_label(text)
            # Which of two is meant nobody knows.
            if labels.setdefault(label, value) != value:
                raise UsageError(
                    f"layout {where}: {text!r} means {labels[label]}, and {value} too. "
                    "Take one away"
                )
    return labels

"""What `accsocial schema` shows: the columns of a table, for the terminal and as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text as Line

from accsocial.model import Text
from accsocial.output.paragraphs import print_paragraph
from accsocial.records.schema import TABLES, Column, Kind, TableSchema
from accsocial.records.tableschema import example

if TYPE_CHECKING:
    from rich.console import Console

_WORDS = {
    "column": Text("Column", "Colonne"),
    "type": Text("Type", "Type"),
    "required": Text("Required", "Obligatoire"),
    "meaning": Text("Meaning", "Signification"),
    "example": Text("Example", "Exemple"),
    "yes": Text("yes", "oui"),
    "no": Text("no", "non"),
    "key": Text("One row for each: {key}", "Une ligne pour chaque\u00a0: {key}"),
    "files": Text("Files named: {names}", "Fichiers nommés\u00a0: {names}"),
    "values": Text("Values: {values}", "Valeurs\u00a0: {values}"),
    "more": Text(
        "accsocial schema TABLE shows the columns of one table; --format tableschema gives the "
        "same for a validator, md as a page.",
        "accsocial schema TABLE montre les colonnes d'une table\u00a0; --format tableschema les "
        "donne à un validateur, md en fait une page.",
    ),
}
_TYPES = {
    Kind.IDENTIFIER: Text("identifier", "identifiant"),
    Kind.TEXT: Text("text", "texte"),
    Kind.BODY: Text("label", "libellé"),
    Kind.TERRITORY: Text("code", "code"),
    Kind.LABEL: Text("label", "libellé"),
    Kind.DATE: Text("date", "date"),
    Kind.BOOLEAN: Text("true/false", "vrai/faux"),
    Kind.INTEGER: Text("whole number", "entier"),
    Kind.DECIMAL: Text("number", "nombre"),
    Kind.YEAR: Text("year", "année"),
}


def render_list(console: Console, lang: str) -> None:
    """Prints the tables, one paragraph each."""
    for table in TABLES.values():
        console.print(Line(table.name, style="bold"))
        print_paragraph(console, table.meaning[lang], indent=2)
        names = _WORDS["files"][lang].format(names=", ".join(table.file_names))
        print_paragraph(console, names, indent=2, style="dim")
    console.print()
    print_paragraph(console, _WORDS["more"][lang])


def render(table: TableSchema, console: Console, lang: str) -> None:
    """Prints the columns of a table; made for 80 columns."""
    console.print(Line(table.name, style="bold"))
    print_paragraph(console, table.meaning[lang], indent=2)
    print_paragraph(
        console, _WORDS["files"][lang].format(names=", ".join(table.file_names)), indent=2
    )
    print_paragraph(console, _WORDS["key"][lang].format(key=", ".join(table.key)), indent=2)
    console.print()
    grid = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="dim")
    for name in ("column", "type", "required"):
        grid.add_column(_WORDS[name][lang], no_wrap=True)
    grid.add_column(_WORDS["meaning"][lang])
    for column in table.columns:
        required = _WORDS["yes"][lang] if column.required else ""
        grid.add_row(column.name, _TYPES[column.kind][lang], required, _about(column, lang))
    console.print(grid)


def _about(column: Column, lang: str) -> str:
    text = column.meaning[lang]
    if column.labels:
        text += "\n" + _WORDS["values"][lang].format(values=", ".join(column.labels))
    return text


def markdown(table: TableSchema | None, lang: str) -> str:
    """The columns of a table, or of all tables, as Markdown."""
    tables = [table] if table is not None else list(TABLES.values())
    return "\n".join(_markdown(one, lang) for one in tables)


def _markdown(table: TableSchema, lang: str) -> str:
    names = ("column", "type", "required", "meaning", "example")
    meaning = table.meaning[lang]
    lines = [
        f"## {table.name}",
        "",
        f"{meaning[:1].upper()}{meaning[1:]}.",
        _WORDS["key"][lang].format(key=", ".join(f"`{name}`" for name in table.key)) + ".",
        "",
        "| " + " | ".join(_WORDS[name][lang] for name in names) + " |",
        "|" + "---|" * len(names),
    ]
    for column in table.columns:
        values = f" ({', '.join(f'`{label}`' for label in column.labels)})" if column.labels else ""
        cells = (
            f"`{column.name}`",
            _TYPES[column.kind][lang],
            _WORDS["yes" if column.required else "no"][lang],
            column.meaning[lang] + values,
            f"`{example(column)}`",
        )
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"

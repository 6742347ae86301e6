"""Small extracts in every kind of file, all invented, and how they come out when they are read."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import xlwt

from accsocial import read
from accsocial.records import Records
from accsocial.records.ledger import FileAccount
from accsocial.records.table import collect

HEADER = [
    "appointment_id",
    "body",
    "territory",
    "worker_id",
    "beneficiary_id",
    "date",
    "status",
]
ROWS = [
    ["r1", "caf", "46", "w1", "b1", "2022-03-01", "held"],
    ["r2", "caf", "46", "w1", "b2", "2022-03-02", "no_show"],
    ["r3", "caf", "46", "w2", "b3", "2022-03-03", "held"],
]
WORKERS_HEADER = ["worker_id", "body", "territory", "year", "fte"]
WORKERS = [["w1", "caf", "46", 2022, 0.8], ["w2", "caf", "46", 2022, 1]]

Cells = Sequence[Sequence[Any]]


def csv_text(rows: Cells, header: Sequence[str] = HEADER) -> str:
    return "".join(";".join(map(str, row)) + "\n" for row in [header, *rows])


CSV = csv_text(ROWS).encode()


def xlsx(path: Path, sheets: Mapping[str, Cells], hidden: Sequence[str] = ()) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        if name in hidden:
            sheet.sheet_state = "hidden"
    book.save(path)
    return path


def xls(path: Path, sheets: Mapping[str, Cells], hidden: Sequence[str] = ()) -> Path:
    book = xlwt.Workbook()
    day = xlwt.easyxf(num_format_str="DD/MM/YYYY")
    for name, rows in sheets.items():
        sheet = book.add_sheet(name)
        sheet.visibility = int(name in hidden)
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                sheet.write(r, c, value, day) if hasattr(value, "year") else sheet.write(
                    r, c, value
                )
    buffer = io.BytesIO()
    book.save(buffer)
    path.write_bytes(buffer.getvalue())
    return path


def ods(path: Path, sheets: Mapping[str, Cells]) -> Path:
    tables = "".join(
        f'<table:table table:name="{escape(name)}">'
        + "".join(
            f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows
        )
        + "</table:table>"
        for name, rows in sheets.items()
    )
    spaces = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    mime = "application/vnd.oasis.opendocument.spreadsheet"
    return zipped(
        path,
        {
            "mimetype": mime,
            "META-INF/manifest.xml": '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:'
            'opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" '
            f'manifest:media-type="{mime}"/></manifest:manifest>',
            "content.xml": f"<office:document-content{spaces}><office:body><office:spreadsheet>"
            f"{tables}</office:spreadsheet></office:body></office:document-content>",
        },
    )


@dataclass(frozen=True)
class Spanned:
    """A cell of an .ods file that is merged with those below it, which are None."""

    value: Any
    rows: int


def _ods_cell(value: Any) -> str:
    if value is None:
        return "<table:covered-table-cell/>"
    if isinstance(value, Spanned):
        start = "<table:table-cell"
        span = f' table:number-columns-spanned="1" table:number-rows-spanned="{value.rows}"'
        return _ods_cell(value.value).replace(start, start + span, 1)
    if hasattr(value, "year"):
        kind = f'office:value-type="date" office:date-value="{value.isoformat()}"'
    elif isinstance(value, int | float):
        kind = f'office:value-type="float" office:value="{value}"'
    else:
        kind = 'office:value-type="string"'
    return f"<table:table-cell {kind}><text:p>{escape(str(value))}</text:p></table:table-cell>"


def zipped(path: Path, members: Mapping[str, bytes | str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def columns(rows: Cells = ROWS, header: Sequence[str] = HEADER) -> dict[str, list[Any]]:
    """The rows as columns, for Parquet and Arrow."""
    return {name: [row[i] for row in rows] for i, name in enumerate(header)}


def parquet(path: Path, **other: Any) -> Path:
    """The rows as Parquet; `other` columns replace those of the same name, or are added."""
    path.parent.mkdir(parents=True, exist_ok=True)
    pl.DataFrame({**columns(), **other}).write_parquet(path)
    return path


def table(records: Records, name: str = "appointments") -> pl.DataFrame:
    """The accepted rows; fills the ledger."""
    return collect(records.tables[name], records.ledger, records.rejects)


def ids(*paths: Path) -> list[str]:
    """The appointments that are read."""
    found: list[str] = table(read(*paths))["appointment_id"].to_list()
    return found


def days(*paths: Path) -> list[str]:
    """The days of the appointments that are read."""
    return [day.isoformat() for day in table(read(*paths))["date"].to_list()]


def account(*paths: Path, name: str = "appointments") -> FileAccount:
    """The account of the one file of a table."""
    records = read(*paths)
    table(records, name)
    (found,) = records.ledger.of_table(name)
    return found

"""The rows behind a figure as a file: csv, parquet or xlsx, with what they prove beside them."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from itertools import chain
from pathlib import PurePath
from typing import TYPE_CHECKING, BinaryIO

import polars as pl

from accsocial.errors import ExportRefused, UsageError
from accsocial.output.files import write_file, write_stdout

if TYPE_CHECKING:
    import pyarrow as pa

    from accsocial.tracing.evidence import Evidence

ENDINGS = (".csv", ".parquet", ".xlsx")
STREAM = "-"


def evidence_format(target: str) -> str:
    """The ending of the file; csv on standard output. Raises UsageError if it is no known one."""
    if target == STREAM:
        return ".csv"
    ending = PurePath(target).suffix.lower()
    if ending not in ENDINGS:
        raise UsageError(f"--output {target}: the file must end in {', '.join(ENDINGS)}")
    return ending


def write_evidence(evidence: Evidence, about: Mapping[str, object], target: str) -> None:
    """Writes the rows; `about` goes into the formats that can hold it. Same rows, same bytes."""
    from accsocial.output.delimited import escape_text

    ending = evidence_format(target)

    def fill(file: BinaryIO) -> None:
        if ending == ".csv":
            for place, rows in enumerate(evidence.parts()):
                # Texts first: the minus of an amount is no formula.
                text = _readable(escape_text(rows)).write_csv(include_header=place == 0)
                file.write(text.encode())
        elif ending == ".parquet":
            _write_parquet(evidence, about, file)
        else:
            _write_xlsx(evidence, about, file)

    if target == STREAM:
        write_stdout(fill)
    else:
        write_file(target, fill)


def _readable(rows: pl.DataFrame) -> pl.DataFrame:
    """Decimals as texts without the zeros at their end."""
    text = pl.selectors.decimal().cast(pl.String)
    return rows.with_columns(text.str.strip_chars_end("0").str.strip_chars_end("."))


def _write_parquet(evidence: Evidence, about: Mapping[str, object], file: BinaryIO) -> None:
    import pyarrow.parquet as pq

    from accsocial.output.columnar import METADATA_KEY

    account = {METADATA_KEY: json.dumps(about, ensure_ascii=False).encode()}
    parts = map(_arrow, evidence.parts())
    first = next(parts)
    schema = first.schema.with_metadata(account)
    with pq.ParquetWriter(file, schema, compression="zstd") as writer:
        for table in chain([first], parts):
            writer.write_table(table.replace_schema_metadata(account))


def _arrow(rows: pl.DataFrame) -> pa.Table:
    return rows.rechunk().to_arrow(compat_level=pl.CompatLevel.oldest())


def _write_xlsx(evidence: Evidence, about: Mapping[str, object], file: BinaryIO) -> None:
    import xlsxwriter

    from accsocial.output.workbook import CREATED, MOST_ROWS

    if evidence.height > MOST_ROWS:
        raise ExportRefused(
            f"{evidence.height} rows, and an Excel sheet holds {MOST_ROWS}. Write csv or parquet, "
            "or ask for fewer groups with --where"
        )
    rows = pl.concat(evidence.parts())
    memory = io.BytesIO()
    with xlsxwriter.Workbook(memory, {"in_memory": True}) as book:
        book.set_properties({"title": "accsocial", "created": CREATED})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet = book.add_worksheet("Evidence")
        sheet.freeze_panes(1, 0)
        for place, column in enumerate(rows.columns):
            sheet.write_string(0, place, column)
        for line, row in enumerate(rows.iter_rows(), start=1):
            for place, (cell, dtype) in enumerate(zip(row, rows.dtypes, strict=True)):
                if cell is None:
                    continue
                if dtype == pl.Date:
                    sheet.write_datetime(line, place, cell, day)
                elif dtype == pl.Boolean:
                    sheet.write_boolean(line, place, cell)
                elif dtype.is_numeric():
                    sheet.write_number(line, place, cell)
                else:
                    sheet.write_string(line, place, str(cell))
        notes = book.add_worksheet("About")
        for line, (name, value) in enumerate(about.items()):
            notes.write_string(line, 0, name)
            text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
            notes.write_string(line, 1, text)
    file.write(memory.getvalue())

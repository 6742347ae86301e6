"""A file as INSEE exports one series: metadata lines, then period, value, status code.

CSV with `;` (every field quoted, newest period first), or the zip that holds it
beside `caractéristiques.csv`. Nothing of the content is echoed in a message:
the file may be another one than the user meant.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from accsocial.errors import DataRefused, UsageError
from accsocial.parameters.insee_label import plain_words

HOW_TO_GET_IT = (
    "Export the series from insee.fr as CSV, one series, one period a line, "
    "and give that file or its zip."
)
_MAX_BYTES = 10_000_000
_METADATA = {
    "libelle": "label",
    "idbank": "number",
    "derniere mise a jour": "updated",
    "periode": "period",
}
_PERIOD = re.compile(r"\d{4}(-(0[1-9]|1[0-2]))?")
_NUMBER = re.compile(r"\d{1,9}([.,]\d{1,12})?")


@dataclass(frozen=True)
class InseeFile:
    """One series as text and numbers; `label`, `number`, `updated` are "" if not in the file.

    `values` maps periods to index values: all are years ("2022"), or all are
    months ("2022-12"). Periods without a value are left out.
    """

    name: str
    label: str
    number: str
    updated: str
    values: dict[str, Decimal]

    @property
    def is_monthly(self) -> bool:
        """Whether the periods are months."""
        return any("-" in period for period in self.values)


def read_insee_file(path: Path) -> InseeFile:
    """Reads a CSV or zip export of one series.

    Raises UsageError if the file cannot be opened, DataRefused (file, line,
    what to do) if it is not such an export.
    """
    if path.is_fifo():
        # Outputs tell its digest.
        raise UsageError(f"{path}: is a pipe, and is read twice. Name a file")
    data = _read_bytes(path)
    about: dict[str, str] = {}
    if data.startswith(b"PK"):
        data, about = _unzip(data, path.name)
    return _parse(_decode(data, path.name), path.name, about)


def _read_bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(_MAX_BYTES + 1)
    except OSError as error:
        raise UsageError(f"{path}: cannot be opened ({error.strerror})") from error
    if len(data) > _MAX_BYTES:
        raise DataRefused(f"{path.name}: far too large for a price series. {HOW_TO_GET_IT}")
    return data


def _unzip(data: bytes, name: str) -> tuple[bytes, dict[str, str]]:
    """The bytes of the values file, and what caractéristiques.csv says of the series."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [info for info in archive.infolist() if _is_csv(info)]
            # The accent in the name is often damaged, so only its beginning is looked at.
            about = [info for info in members if _stem(info).startswith("caract")]
            values = [info for info in members if info not in about]
            if len(values) != 1:
                raise DataRefused(
                    f"{name}: {len(values)} files of values in the zip instead of one. "
                    f"{HOW_TO_GET_IT}"
                )
            texts = [_member(archive, info, name) for info in (*values, *about[:1])]
    except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError) as error:
        raise DataRefused(
            f"{name}: the zip is damaged, encrypted or of an unknown kind. {HOW_TO_GET_IT}"
        ) from error
    return texts[0], _characteristics(_decode(texts[1], name)) if about else {}


def _is_csv(info: zipfile.ZipInfo) -> bool:
    # A Mac adds a "._name.csv" beside each file it zips.
    return _stem(info).endswith(".csv") and not _stem(info).startswith("._")


def _stem(info: zipfile.ZipInfo) -> str:
    return info.filename.rsplit("/", 1)[-1].lower()


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> bytes:
    with archive.open(info) as file:
        data = file.read(_MAX_BYTES + 1)
    if len(data) > _MAX_BYTES:
        raise DataRefused(f"{name}: far too large for a price series. {HOW_TO_GET_IT}")
    return data


def _decode(data: bytes, name: str) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise DataRefused(f"{name}: is no text in UTF-8 or cp1252. {HOW_TO_GET_IT}")


def _characteristics(text: str) -> dict[str, str]:
    """One header line and one line a series; only a file of one series says something."""
    try:
        rows = [row for row in csv.reader(io.StringIO(text), delimiter=";") if row]
    except csv.Error:
        return {}
    if len(rows) != 2:
        return {}
    pairs = zip(rows[0], rows[1], strict=False)
    found = {_METADATA.get(plain_words(key)): value.strip() for key, value in pairs}
    return {key: value for key, value in found.items() if key}


def _parse(text: str, name: str, about: dict[str, str]) -> InseeFile:
    known = dict(about)
    periods: dict[str, Decimal | None] = {}
    for where, cells in _lines(text, name):
        key = _METADATA.get(plain_words(cells[0]))
        if key is None:
            period, value = _read_row(cells, where)
            _check_period(period, periods, where)
            periods[period] = value
        elif len(cells) > 3:
            raise DataRefused(f"{where}: periods or series stand side by side. {HOW_TO_GET_IT}")
        elif len(cells) > 1 and cells[1]:
            known[key] = cells[1]
    values = {period: value for period, value in periods.items() if value is not None}
    if not values:
        raise DataRefused(f"{name}: holds no price. {HOW_TO_GET_IT}")
    return InseeFile(
        name=name,
        label=known.get("label", ""),
        number=known.get("number", ""),
        updated=known.get("updated", ""),
        values=values,
    )


def _lines(text: str, name: str) -> Iterator[tuple[str, list[str]]]:
    """File and line for messages, and the cells, of each line that is not blank."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";", strict=True)
    try:
        for row in reader:
            cells = [cell.strip() for cell in row]
            if any(cells):
                yield f"{name}, line {reader.line_num}", cells
    except csv.Error as error:
        raise DataRefused(
            f"{name}, line {reader.line_num}: a quote is wrong. {HOW_TO_GET_IT}"
        ) from error


def _check_period(period: str, earlier: Mapping[str, object], where: str) -> None:
    if period in earlier:
        raise DataRefused(f"{where}: period {period} stands twice. {HOW_TO_GET_IT}")
    if len(period) != len(next(iter(earlier), period)):
        raise DataRefused(
            f"{where}: years and months in one file, so more than one series. {HOW_TO_GET_IT}"
        )


def _read_row(cells: list[str], where: str) -> tuple[str, Decimal | None]:
    """Period and value of one line; a period that INSEE leaves empty has no value."""
    if len(cells) not in (2, 3) or not _PERIOD.fullmatch(cells[0]):
        raise DataRefused(
            f"{where}: expected a period (2022 or 2022-12), a value and a status code, "
            f"separated by semicolons. {HOW_TO_GET_IT}"
        )
    if not cells[1]:
        return cells[0], None
    if not _NUMBER.fullmatch(cells[1]):
        raise DataRefused(
            f"{where}: the value is not a positive number such as 112.01. {HOW_TO_GET_IT}"
        )
    value = Decimal(cells[1].replace(",", "."))
    if not value:
        raise DataRefused(f"{where}: a price index cannot be 0. {HOW_TO_GET_IT}")
    return cells[0], value

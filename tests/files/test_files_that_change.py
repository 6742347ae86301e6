"""A file that changes between the first byte and the last is refused, whatever is in it then."""

from __future__ import annotations

import gzip
import os
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pyarrow.feather
import pytest
from made_files import CSV, HEADER, ROWS, columns, parquet, table, xlsx, zipped

from accsocial import read
from accsocial.conversion import convert
from accsocial.errors import DataRefused

Change = Callable[[Path], object]


def text(path: Path) -> Path:
    path.write_bytes(CSV)
    return path


def compressed(path: Path) -> Path:
    path.write_bytes(gzip.compress(CSV))
    return path


def feather(path: Path) -> Path:
    pyarrow.feather.write_feather(pl.DataFrame(columns()).to_arrow(), path)
    return path


def workbook(path: Path) -> Path:
    return xlsx(path, {"rdv": [HEADER, *ROWS]})


WRITERS: dict[str, Callable[[Path], Path]] = {
    "rdv.csv": text,
    "rdv.csv.gz": compressed,
    "rdv.parquet": parquet,
    "rdv.feather": feather,
    "rdv.xlsx": workbook,
}


def grow(path: Path) -> None:
    with path.open("ab") as file:
        file.write(b"r4;caf;46;w2;b4;2022-03-04;held\n")


def shrink(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def empty(path: Path) -> None:
    os.truncate(path, 0)


def replace(path: Path) -> None:
    other = path.with_name("other")
    other.write_bytes(path.read_bytes())
    status = path.stat()
    # Alike in size and time: it is another file all the same.
    os.utime(other, ns=(status.st_atime_ns, status.st_mtime_ns))
    other.replace(path)


def rewrite(path: Path) -> None:
    content, later = path.read_bytes(), path.stat().st_mtime_ns + 1_000_000
    path.write_bytes(content)
    os.utime(path, ns=(later, later))


CHANGES: list[Change] = [grow, shrink, empty, replace, rewrite, Path.unlink]


CASES = [(name, change) for name in ("rdv.csv", "rdv.parquet") for change in CHANGES] + [
    (name, grow) for name in WRITERS if name not in ("rdv.csv", "rdv.parquet")
]
each_case = pytest.mark.parametrize(
    ("name", "change"), CASES, ids=lambda part: getattr(part, "__name__", part)
)


@each_case
def test_a_change_before_the_rows_are_read(tmp_path: Path, name: str, change: Change) -> None:
    path = WRITERS[name](tmp_path / name)
    records = read(path)
    change(path)
    with pytest.raises(DataRefused, match="changed while it was read"):
        table(records)


@each_case
def test_a_change_while_the_rows_are_read(tmp_path: Path, name: str, change: Change) -> None:
    path = WRITERS[name](tmp_path / name)
    records = read(path)
    changed: list[bool] = []

    def heard(*_: object) -> None:
        if not changed:
            changed.append(True)
            change(path)

    records.listen(heard)
    with pytest.raises(DataRefused) as error:
        table(records)
    assert str(error.value) == f"{name}: changed while it was read. Run again when it is complete"
    assert changed


def test_a_file_that_is_gone_is_no_fault_of_the_target(tmp_path: Path) -> None:
    paths = [text(tmp_path / "rdv_1.csv"), text(tmp_path / "rdv_2.csv")]
    records = read(*paths)
    paths[1].unlink()
    with pytest.raises(DataRefused, match=r"rdv_2\.csv: changed while it was read"):
        convert(records, tmp_path / "converted")
    assert [path.name for path in tmp_path.iterdir()] == ["rdv_1.csv"]


@pytest.mark.parametrize("change", [grow, rewrite], ids=lambda change: change.__name__)
def test_a_change_before_the_rejected_rows_are_looked_up(tmp_path: Path, change: Change) -> None:
    path = tmp_path / "rdv.csv"
    path.write_bytes(CSV + b"r4;caf;46;w2;b4;soon;held\n")
    records = read(path)
    table(records)
    change(path)
    with pytest.raises(DataRefused, match="changed while it was read"):
        records.rejects.with_text()


def test_what_is_done_to_other_files_is_no_change(tmp_path: Path) -> None:
    path = text(tmp_path / "rdv.csv")
    records = read(path)
    (tmp_path / "another.csv").write_bytes(CSV)
    path.chmod(0o400)
    assert table(records).height == len(ROWS)


def test_what_was_unpacked_stays_what_it_was(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"rdv.csv": CSV})
    records = read(path)
    path.unlink()
    assert table(records).height == len(ROWS)

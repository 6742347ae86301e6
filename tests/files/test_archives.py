"""Zip archives, good ones and hostile ones; nothing of them stays (see conftest)."""

from __future__ import annotations

import errno
import io
import random
import stat
import struct
import subprocess
import sys
import warnings
import zipfile
from pathlib import Path

import pytest
from made_files import CSV, HEADER, ROWS, ids, parquet, table, xlsx, zipped

from accsocial import read
from accsocial.errors import DataRefused
from accsocial.records.files import archive, inflation

WORKERS_CSV = b"worker_id;body;territory;year;fte\nw1;caf;46;2022;0,8\n"


def test_every_kind_of_file_in_an_archive(tmp_path: Path) -> None:
    path = zipped(
        tmp_path / "extraction.zip",
        {
            "2021/rdv.parquet": parquet(tmp_path / "p.parquet").read_bytes(),
            "2022/rdv.csv": CSV.replace(b"\nr", b"\nq"),
            "2023/rdv.xlsx": xlsx(
                tmp_path / "x.xlsx", {"F": [HEADER, ["s1", *ROWS[0][1:]]]}
            ).read_bytes(),
            "agents.csv": WORKERS_CSV,
            "lisez-moi.md": "Bonjour",
            "__MACOSX/._agents.csv": b"\x00\x05",
            "Thumbs.db": b"\x00",
        },
    )
    records = read(path)
    assert table(records)["appointment_id"].to_list() == ["r1", "r2", "r3", "q1", "q2", "q3", "s1"]
    assert table(records, "workers").height == 1
    assert [account.file for account in records.ledger.accounts] == [
        "extraction.zip/2021/rdv.parquet",
        "extraction.zip/2022/rdv.csv",
        "extraction.zip/2023/rdv.xlsx",
        "extraction.zip/agents.csv",
    ]
    assert records.ledger.ignored == ["extraction.zip/lisez-moi.md"]


def test_an_archive_in_a_folder_and_rejects_with_their_text(tmp_path: Path) -> None:
    bad = b"r9;caf;46;w1;b1;31/02/2022;held\n"
    zipped(tmp_path / "rdv.zip", {"rdv.csv": CSV + bad})
    records = read(tmp_path)
    table(records)
    assert records.rejects.with_text().select("file", "line", "text").rows() == [
        ("rdv.zip/rdv.csv", 5, bad.decode().strip())
    ]


def test_partitions_in_an_archive(tmp_path: Path) -> None:
    rows = CSV.replace(b"body;", b"").replace(b"caf;", b"")
    assert ids(zipped(tmp_path / "a.zip", {"rdv/body=caf/a.csv": rows})) == ["r1", "r2", "r3"]


def test_names_from_windows_and_macos(tmp_path: Path) -> None:
    costs = b"body;territory;year;category;amount\ncaf;46;2022;salaires;12,5\n"
    path = zipped(tmp_path / "a.zip", {"d?penses.csv": costs, "autre/d??penses.csv": costs})
    raw = path.read_bytes()
    # "dépenses" as DOS wrote it, and as macOS writes it without saying that it is UTF-8.
    raw = raw.replace(b"d??penses", "dépenses".encode()).replace(b"d?penses", b"d\x82penses")
    path.write_bytes(raw)
    records = read(path)
    table(records, "costs")
    assert [account.file for account in records.ledger.accounts] == [
        "a.zip/autre/dépenses.csv",
        "a.zip/dépenses.csv",
    ]


def test_a_second_archive_inside_is_left_aside_and_said(tmp_path: Path) -> None:
    inner = zipped(tmp_path / "inner.zip", {"rdv.csv": CSV}).read_bytes()
    path = zipped(tmp_path / "a.zip", {"rdv.csv": CSV, "inner.zip": inner, "lie.csv": inner})
    records = read(path)
    assert records.ledger.ignored == [
        "a.zip/inner.zip (an archive in the archive: unpack it)",
        "a.zip/lie.csv (an archive in the archive: unpack it)",
    ]


def test_links_in_an_archive_are_left_aside_and_said(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"rdv.csv": CSV})
    with zipfile.ZipFile(path, "a") as writer:
        link = zipfile.ZipInfo("link.csv")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        writer.writestr(link, "/etc/passwd")
    assert read(path).ledger.ignored == ["a.zip/link.csv (a link)"]


@pytest.mark.parametrize(
    "name", ["../rdv.csv", "a/../../rdv.csv", "/etc/rdv.csv", "C:\\rdv.csv", "..\\rdv.csv"]
)
def test_names_that_lead_out_of_the_archive(tmp_path: Path, name: str) -> None:
    with pytest.raises(DataRefused, match=r"a\.zip: holds a file whose name leads out"):
        read(zipped(tmp_path / "a.zip", {name: CSV}))


def test_two_files_with_one_name(tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # zipfile warns the one who writes
        with zipfile.ZipFile(tmp_path / "a.zip", "w") as writer:
            writer.writestr("rdv.csv", CSV)
            writer.writestr("rdv.csv", CSV + b"more")
    with pytest.raises(DataRefused, match=r"several files with one name \(rdv\.csv\)"):
        read(tmp_path / "a.zip")


def changed(path: Path, **fields: int) -> Path:
    """Changes fields of the directory entry and the header of the one member."""
    raw = bytearray(path.read_bytes())
    places = {"flags": (8, 6, "<H"), "method": (10, 8, "<H"), "crc": (16, 14, "<L")}
    places["size"] = (24, 22, "<L")
    at = raw.find(b"PK\x01\x02")
    for name, value in fields.items():
        in_directory, in_header, form = places[name]
        struct.pack_into(form, raw, at + in_directory, value)
        struct.pack_into(form, raw, in_header, value)
    path.write_bytes(raw)
    return path


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("flags", 1, r"a\.zip/rdv\.csv: is encrypted"),
        ("method", 9, r"a\.zip/rdv\.csv: is compressed in a way that is not read"),
        ("crc", 1, r"a\.zip/rdv\.csv: is damaged in the archive"),
        ("size", 10, r"a\.zip/rdv\.csv: is damaged in the archive"),
        ("size", 10_000, r"a\.zip/rdv\.csv: is damaged in the archive"),
    ],
)
def test_members_that_cannot_be_read(tmp_path: Path, field: str, value: int, message: str) -> None:
    path = changed(zipped(tmp_path / "a.zip", {"rdv.csv": CSV}), **{field: value})
    with pytest.raises(DataRefused, match=message):
        read(path)


@pytest.mark.parametrize("share", [0.2, 0.5, 0.95])
def test_an_archive_that_was_cut_off(tmp_path: Path, share: float) -> None:
    raw = zipped(tmp_path / "a.zip", {"rdv.csv": CSV}).read_bytes()
    (tmp_path / "a.zip").write_bytes(raw[: int(len(raw) * share)])
    with pytest.raises(DataRefused, match=r"a\.zip: is not a whole zip archive"):
        read(tmp_path / "a.zip")


@pytest.mark.parametrize("members", [{}, {"a.pdf": b"%PDF"}, {"rdv/": b""}])
def test_an_archive_without_a_table(tmp_path: Path, members: dict[str, bytes]) -> None:
    with pytest.raises(DataRefused, match=r"a\.zip: holds no file of a known format"):
        read(zipped(tmp_path / "a.zip", members))


def test_a_declared_bomb_is_refused_before_anything_is_written(
    tmp_path: Path, nothing_stays: Path
) -> None:
    path = changed(zipped(tmp_path / "a.zip", {"rdv.csv": CSV}), size=(1 << 30) + 1)
    with pytest.raises(DataRefused, match=r"a\.zip: would unpack to 1,073,741,825 bytes"):
        read(path)
    assert list(nothing_stays.rglob("*.csv")) == []


@pytest.mark.parametrize("name", ["a.zip", "rdv.xlsx"])
def test_a_real_bomb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(inflation, "MOST_BYTES", 1 << 20)
    part = "xl/workbook.xml" if name == "rdv.xlsx" else "rdv.csv"
    path = zipped(tmp_path / name, {part: b"\n" * (2 << 20)})
    with pytest.raises(DataRefused, match="looks like a zip bomb"):
        read(path)


def test_members_that_share_their_bytes_count_each(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inflation, "MOST_BYTES", 1 << 20)
    content = b"0123456789abcdef\n" * 12_000
    zipped(tmp_path / "a.zip", {f"rdv_{i}.csv": content for i in range(10)})
    with pytest.raises(DataRefused, match="looks like a zip bomb"):
        read(tmp_path / "a.zip")


def test_an_archive_that_needs_more_than_the_disk_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inflation, "DISK_RESERVE", 1 << 60)
    with pytest.raises(DataRefused, match="more than the temporary folder has room for"):
        read(zipped(tmp_path / "a.zip", {"rdv.csv": CSV}))


def test_a_disk_that_fills_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(archive, "_copy", full)
    with pytest.raises(DataRefused, match=r"a\.zip/rdv\.csv: there is no room to unpack it"):
        read(zipped(tmp_path / "a.zip", {"rdv.csv": CSV}))


def test_changed_bytes_never_end_in_a_crash(tmp_path: Path) -> None:
    members = {"rdv.csv": CSV, "2022/rdv.parquet": parquet(tmp_path / "p.parquet").read_bytes()}
    good = zipped(tmp_path / "a.zip", members).read_bytes()
    refused = 0
    for seed in range(200):
        chance = random.Random(seed)  # noqa: S311 - no secret
        bad = bytearray(good)
        for _ in range(chance.randint(1, 4)):
            bad[chance.randrange(len(bad))] = chance.randrange(256)
        (tmp_path / "a.zip").write_bytes(bad)
        try:
            assert read(tmp_path / "a.zip").layouts
        except DataRefused:
            refused += 1
    assert 0 < refused < 200


def test_an_archive_of_many_small_repetitions_is_no_bomb(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"rdv.csv": CSV + b"\n" * 1_000_000})
    assert path.stat().st_size * inflation.MOST_TIMES < 1_000_000
    assert ids(path) == ["r1", "r2", "r3"]


@pytest.mark.parametrize("end", ["", "raise KeyboardInterrupt", "raise SystemExit(3)"])
def test_nothing_stays_when_the_program_ends(tmp_path: Path, nothing_stays: Path, end: str) -> None:
    path = zipped(tmp_path / "a.zip", {"rdv.csv": CSV})
    program = (
        "import os, sys, tempfile\n"
        f"tempfile.tempdir = {str(nothing_stays)!r}\n"
        "from accsocial import read\n"
        f"records = read({str(path)!r})\n"
        f"print(len(os.listdir(tempfile.tempdir)))\n{end}\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert done.stdout == b"1\n" or done.stdout == b"1\r\n"
    assert list(nothing_stays.iterdir()) == []


def test_the_folder_stays_while_a_table_is_used(tmp_path: Path) -> None:
    lazy = read(zipped(tmp_path / "a.zip", {"rdv.csv": CSV})).lazy("appointments")
    assert lazy.collect().height == 3


def test_an_archive_in_memory_is_the_same(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_LZMA) as writer:
        writer.writestr("rdv.csv", CSV)
    (tmp_path / "a.bin").write_bytes(buffer.getvalue())
    assert ids(tmp_path / "a.bin") == ["r1", "r2", "r3"]

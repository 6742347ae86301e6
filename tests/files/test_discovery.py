"""Folders, links, pipes, devices, names, endings that lie, files given twice."""

from __future__ import annotations

import gzip
import os
import socket
import threading
import tracemalloc
from collections.abc import Callable
from decimal import Decimal
from itertools import product
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
import pytest
from made_files import (
    CSV,
    HEADER,
    ROWS,
    account,
    columns,
    csv_text,
    ids,
    ods,
    parquet,
    table,
    xls,
    xlsx,
)

from accsocial import compute, read, summarise, write
from accsocial.errors import AccsocialError, DataRefused, UsageError
from accsocial.records.files.filenames import table_of_name, told_apart
from accsocial.records.text import encoding

IDS = ["r1", "r2", "r3"]
SHEET = {"F": [HEADER, *ROWS]}


# --- endings that lie ---------------------------------------------------------------


def as_csv(path: Path) -> None:
    path.write_bytes(CSV)


def as_tabs(path: Path) -> None:
    path.write_bytes(CSV.replace(b";", b"\t").decode().encode("utf-16"))


def as_parquet(path: Path) -> None:
    parquet(path)


def as_arrow(path: Path) -> None:
    pl.DataFrame(columns()).write_ipc(path)


def as_xlsx(path: Path) -> None:
    xlsx(path.with_suffix(".xlsx"), SHEET).rename(path)


def as_xls(path: Path) -> None:
    xls(path, SHEET)


def as_ods(path: Path) -> None:
    ods(path, SHEET)


@pytest.mark.parametrize(
    ("write", "name", "note"),
    [
        (as_csv, "rdv.xls", "delimited text, though its name ends in .xls"),
        (as_tabs, "rdv.xls", "delimited text, though its name ends in .xls"),
        (as_csv, "rdv.parquet", "delimited text, though its name ends in .parquet"),
        (as_parquet, "rdv.csv", "Parquet, though its name ends in .csv"),
        (as_parquet, "rdv.arrow", "Parquet, though its name ends in .arrow"),
        (as_arrow, "rdv.parquet", "Arrow file, though its name ends in .parquet"),
        (as_xlsx, "rdv.xls", "Excel workbook (.xlsx), though its name ends in .xls"),
        (as_xls, "rdv.xlsx", "Excel 97 workbook (.xls), though its name ends in .xlsx"),
        (as_xls, "rdv.csv", "Excel 97 workbook (.xls), though its name ends in .csv"),
        (as_ods, "rdv.xlsx", "OpenDocument spreadsheet (.ods), though its name ends in .xlsx"),
        (as_csv, "rdv.CSV", None),
        (as_csv, "rdv.dat", None),
        (as_csv, "rdv", None),
        (as_arrow, "rdv.feather", None),
    ],
)
def test_the_content_decides(
    tmp_path: Path, write: Callable[[Path], None], name: str, note: str | None
) -> None:
    write(tmp_path / name)
    assert ids(tmp_path / name) == IDS
    assert account(tmp_path / name).notes.get("content") == note


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"<html><body><table><tr><td>date", "is a web page.*save it as .xlsx or CSV"),
        (b"\xef\xbb\xbf\r\n<TABLE border=1>", "is a web page"),
        ("<html xmlns:x='urn:excel'>".encode("utf-16"), "is a web page"),
        (b"MIME-Version: 1.0\r\nX-Document-Type: Workbook", "is a saved web page"),
        (b'<?xml version="1.0"?><Workbook>', "is an XML file"),
        (b"%PDF-1.4", "is a PDF document"),
        (b"{\\rtf1", "is a text document"),
        (b"7z\xbc\xaf\x27\x1c", "is a 7z archive"),
        (b"Rar!\x1a\x07", "is a RAR archive"),
        (b"SQLite format 3\x00", "is an SQLite database"),
        (b"BZh91AY", "is compressed with bzip2"),
        (b"\xfd7zXZ\x00", "is compressed with xz"),
        (b"x" * 257 + b"ustar\x00", "is a tar archive"),
        (b"\x00\x01\x02", "is not a whole .xls file"),
        (b"", "the file is empty"),
        (gzip.compress(b"PK\x03\x04", mtime=0), "decompress it first"),
        (gzip.compress(b"x" * 257 + b"ustar\x00", mtime=0), "is a tar archive"),
    ],
)
def test_what_is_no_table_is_refused_with_advice(
    tmp_path: Path, content: bytes, message: str
) -> None:
    (tmp_path / "rdv.xls").write_bytes(content)
    with pytest.raises(DataRefused, match=f"rdv.xls: .*{message}|rdv.xls: {message}"):
        read(tmp_path / "rdv.xls")


# --- compressed text ----------------------------------------------------------------


def zstd(content: bytes) -> bytes:
    return bytes(pa.compress(content, codec="zstd", asbytes=True))


@pytest.mark.parametrize(("ending", "compress"), [("gz", gzip.compress), ("zst", zstd)])
def test_compressed_text(tmp_path: Path, ending: str, compress: Callable[[bytes], bytes]) -> None:
    path = tmp_path / f"rdv.csv.{ending}"
    path.write_bytes(compress(CSV))
    assert ids(path) == IDS
    assert account(path).notes.get("content") is None
    many = compress(CSV + b"".join(b"q%d;caf;46;w;b;2022-01-01;held\n" % i for i in range(9_999)))
    path.write_bytes(many[: len(many) * 2 // 3])
    with pytest.raises(DataRefused, match=rf"rdv\.csv\.{ending}: cannot be decompressed"):
        account(path)


def test_a_bomb_of_compressed_text_is_not_held_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encoding, "BLOCK", 1 << 18)
    blank = b" " * ((1 << 16) - 1) + b"\n"
    with gzip.open(tmp_path / "rdv.csv.gz", "wb") as file:
        file.write(CSV)
        for _ in range(1536):
            file.write(blank)
    tracemalloc.start()
    found = account(tmp_path / "rdv.csv.gz")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (found.accepted, found.blank) == (3, 1536)
    assert peak < 1536 * len(blank) / 2


# --- folders, links, special files ------------------------------------------------------


def test_what_is_left_aside_is_said(tmp_path: Path) -> None:
    (tmp_path / "rdv.csv").write_bytes(CSV)
    for name in ("notes.docx", "_rdv.csv", ".rdv.csv", "Thumbs.db", ".DS_Store", "~$rdv.xlsx"):
        (tmp_path / name).write_bytes(CSV)
    (tmp_path / ".~lock.rdv.ods#").write_bytes(b",someone")
    (tmp_path / "__MACOSX").mkdir()
    (tmp_path / "__MACOSX" / "rdv.csv").write_bytes(CSV)
    records = read(tmp_path)
    assert table(records)["appointment_id"].to_list() == IDS
    assert records.ledger.ignored == [
        ".rdv.csv (its name hides it)",
        "_rdv.csv (its name hides it)",
        "notes.docx",
    ]


@pytest.mark.parametrize(
    ("folder", "file", "told"),
    [
        ("_2021", "rdv.csv", ["_2021 (its name hides it)"]),
        ("~2021", "caf/94/rdv.xlsx", ["~2021 (its name hides it)"]),
        # Nothing in it could be read, or a program keeps it for itself.
        ("_2021", "rdv.docx", []),
        (".counts", "rdv.parquet", []),
    ],
)
def test_a_folder_that_its_name_hides_is_said(
    tmp_path: Path, folder: str, file: str, told: list[str]
) -> None:
    (tmp_path / "rdv.csv").write_bytes(CSV)
    hidden = tmp_path / folder / file
    hidden.parent.mkdir(parents=True)
    hidden.write_bytes(CSV)
    records = read(tmp_path)
    assert table(records)["appointment_id"].to_list() == IDS
    assert records.ledger.ignored == told


def test_results_of_a_former_run_are_no_table(tmp_path: Path) -> None:
    (tmp_path / "rdv.csv").write_bytes(CSV)
    results = compute(summarise(read(tmp_path), by=["territory"]))
    for ending in ("csv", "parquet", "xlsx"):
        write(results, tmp_path / f"figures.{ending}")
    records = read(tmp_path)
    assert list(records.tables) == ["appointments"]
    assert sorted(records.ledger.ignored) == ["figures.csv", "figures.parquet", "figures.xlsx"]
    with pytest.raises(DataRefused, match=r"figures\.csv: has columns of places and years, and no"):
        read(tmp_path / "figures.csv")


def test_places_and_years_are_a_table_if_the_name_of_the_file_says_so(tmp_path: Path) -> None:
    (tmp_path / "agents.csv").write_text("body;territory;year\ncaf;46;2022\n", encoding="utf-8")
    assert list(read(tmp_path).tables) == ["workers"]


@pytest.mark.parametrize(
    ("name", "announced"),
    [
        ("rdv_agents.csv", "appointments"),
        ("agents_rdv.csv", "workers"),
        ("depenses_des_agents_2022.csv", "costs"),
        ("export_suivis_et_rendez_vous.csv", "supports"),
        ("rendez-vous.suivis.csv", "appointments"),
        ("rendez_2022_vous.csv", None),
        ("2022.csv", None),
    ],
)
def test_of_two_tables_a_name_announces_the_first(name: str, announced: str | None) -> None:
    assert table_of_name(name) == announced


def test_folders_below_the_root_tell_files_apart() -> None:
    files = [(Path(f"/{folder}/rdv.csv"), "rdv.csv") for folder in ("a", "b")]
    assert told_apart(files) == ["a/rdv.csv", "b/rdv.csv"]


def test_one_pipe_given_again_and_again_is_numbered() -> None:
    pipe = (Path("/pipes/rdv"), "rdv")
    assert told_apart([pipe, pipe, pipe]) == ["pipes/rdv", "pipes/rdv (2)", "pipes/rdv (3)"]


def test_the_same_file_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "rdv.csv").write_bytes(CSV)
    (tmp_path / "rdv_link.csv").symlink_to("rdv.csv")
    os.link(tmp_path / "rdv.csv", tmp_path / "rdv_zz.csv")
    records = read(tmp_path / "rdv.csv", tmp_path, tmp_path / "rdv.csv")
    assert table(records)["appointment_id"].to_list() == IDS
    assert records.ledger.ignored == [
        "rdv.csv (the same file as rdv.csv)",
        "rdv_link.csv (the same file as rdv.csv)",
        "rdv_zz.csv (the same file as rdv.csv)",
        "rdv.csv (the same file as rdv.csv)",
    ]


def test_two_files_that_are_called_the_same(tmp_path: Path) -> None:
    bad = b"r9;caf;46;w1;b1;31/02/2022;held\n"
    for year, text in (("2021", CSV.replace(b"\nr", b"\nq")), ("2022", CSV + bad)):
        (tmp_path / year).mkdir()
        (tmp_path / year / "rdv.csv").write_bytes(text)
    records = read(tmp_path / "2021" / "rdv.csv", tmp_path / "2022" / "rdv.csv")
    table(records)
    assert [a.file for a in records.ledger.accounts] == ["2021/rdv.csv", "2022/rdv.csv"]
    assert records.rejects.with_text()["text"].to_list() == [bad.decode().strip()]


def test_links_are_followed_but_not_in_circles(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "rdv.csv").write_bytes(CSV)
    extract = tmp_path / "extract"
    extract.mkdir()
    (extract / "a").symlink_to(tmp_path / "elsewhere")
    (extract / "b").symlink_to(extract)
    (extract / "c.csv").symlink_to(tmp_path / "gone.csv")
    (extract / "d.csv").symlink_to(extract / "d.csv")
    records = read(extract)
    assert table(records)["appointment_id"].to_list() == IDS
    assert records.ledger.ignored == [
        "b (a link back to a folder above it)",
        "c.csv (a link that leads nowhere)",
        "d.csv (a link that leads nowhere)",
    ]


def test_a_link_to_an_extract_is_one(tmp_path: Path) -> None:
    (tmp_path / "rdv.csv").write_bytes(CSV)
    (tmp_path / "latest").symlink_to("rdv.csv")
    assert ids(tmp_path / "latest") == IDS


@pytest.mark.parametrize("target", ["gone", "self"])
def test_a_link_that_leads_nowhere(tmp_path: Path, target: str) -> None:
    (tmp_path / "self").symlink_to(target)
    with pytest.raises(UsageError, match="self: a link that leads nowhere"):
        read(tmp_path / "self")


@pytest.mark.parametrize("device", ["/dev/null", "/dev/zero", "/dev/random"])
def test_devices_are_refused(device: str) -> None:
    with pytest.raises(UsageError, match=f"{device}: is a device, not a file"):
        read(device)


def test_sockets_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # the path of a socket must be short
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("s")
        with pytest.raises(UsageError, match="s: is a socket, not a file"):
            read("s")
        (tmp_path / "rdv.csv").write_bytes(CSV)
        assert read(tmp_path).ledger.ignored == ["s (no ordinary file)"]


def test_a_pipe_that_is_named_is_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "rdv.csv")
    writer = threading.Thread(target=(tmp_path / "rdv.csv").write_bytes, args=(CSV,))
    writer.start()
    assert ids(tmp_path / "rdv.csv") == IDS
    writer.join()


def test_pipes_of_one_name_are_told_apart(tmp_path: Path) -> None:
    """The text of a rejected row is looked up by the name of its file."""
    pipes = [tmp_path / folder / "rdv.csv" for folder in ("a", "b")]
    writers = []
    for pipe in pipes:
        pipe.parent.mkdir()
        os.mkfifo(pipe)
        wrong = csv_text([[*ROWS[0][:5], f"jour {pipe.parent.name}", "held"]]).encode()
        writers.append(threading.Thread(target=pipe.write_bytes, args=(wrong,)))
        writers[-1].start()
    records = read(*pipes, max_rejected=1)
    table(records)
    for writer in writers:
        writer.join()
    told = records.rejects.with_text().select("file", "text").rows()
    assert [(file, text.split(";")[5]) for file, text in told] == [
        ("a/rdv.csv", "jour a"),
        ("b/rdv.csv", "jour b"),
    ]


def test_files_of_one_name_are_told_apart_whatever_their_order(tmp_path: Path) -> None:
    """By as many folders as it takes: their names tell the year where no column does."""
    header = "body;territory;category;amount"
    for year, body in product(("2021", "2022"), ("caf", "departement")):
        folder = tmp_path / year / body
        folder.mkdir(parents=True)
        (folder / "costs.csv").write_text(f"{header}\n{body};94;staff;{year}\n", "utf-8")
    expected = {
        f"{year}/{body}/costs.csv": (int(year), Decimal(year))
        for year, body in product(("2021", "2022"), ("caf", "departement"))
    }
    folders = [
        tmp_path / year / body for body in ("caf", "departement") for year in ("2022", "2021")
    ]
    for given in (folders, folders[::-1], [tmp_path / "2022", tmp_path / "2021"]):
        records = read(*given)
        found = table(records, "costs").select("year", "amount").rows()
        assert sorted(found) == sorted(expected.values())
        assert {account.file for account in records.ledger.accounts} == {*expected}


def test_partitions_named_one_by_one_are_all_read(tmp_path: Path) -> None:
    folders = [tmp_path / "costs" / f"year={year}" for year in (2021, 2022)]
    for folder in folders:
        folder.mkdir(parents=True)
        (folder / "part-0.csv").write_text(
            "body;territory;category;amount\ncaf;94;staff;1\n", encoding="utf-8"
        )
    records = read(*folders)
    assert table(records, "costs")["year"].to_list() == [2021, 2022]


def test_a_pipe_in_a_folder_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    (tmp_path / "rdv.csv").write_bytes(CSV)
    records = read(tmp_path)
    assert table(records)["appointment_id"].to_list() == IDS
    assert records.ledger.ignored == ["pipe.csv (no ordinary file)"]


@pytest.mark.parametrize("function", ["open", "stat"])
def test_a_file_that_may_not_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, function: str
) -> None:
    (tmp_path / "rdv.csv").write_bytes(CSV)
    denied(monkeypatch, Path, function, "rdv.csv")
    with pytest.raises(AccsocialError, match=r"rdv\.csv: cannot be opened .*Permission denied"):
        read(tmp_path / "rdv.csv")


def test_a_folder_that_may_not_be_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "closed").mkdir()
    (tmp_path / "rdv.csv").write_bytes(CSV)
    denied(monkeypatch, os, "scandir", "closed")
    with pytest.raises(AccsocialError, match=r"closed: cannot be listed .*Permission denied"):
        read(tmp_path)


def denied(monkeypatch: pytest.MonkeyPatch, where: Any, function: str, name: str) -> None:
    """As the system does for another user: the tests may run as root, who may do all."""
    real = getattr(where, function)

    def may_not(path: Any, *arguments: Any, **named: Any) -> Any:
        if Path(path).name == name:
            raise PermissionError(13, "Permission denied", str(path))
        return real(path, *arguments, **named)

    monkeypatch.setattr(where, function, may_not)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("rdv été [2022] *?.csv", "rdv été [2022] *?.csv"),
        ("rdv\n\x1b[31m.csv", "rdv\ufffd\ufffd[31m.csv"),
        (os.fsdecode(b"rdv_\xe9t\xe9.csv"), "rdv_\ufffdt\ufffd.csv"),
        ("rdv " + "x" * 200 + ".csv", "rdv " + "x" * 200 + ".csv"),
        ("-rdv.csv", "-rdv.csv"),
    ],
)
@pytest.mark.parametrize("write", [as_csv, as_parquet])
def test_names_with_odd_characters(
    tmp_path: Path, write: Callable[[Path], None], name: str, shown: str
) -> None:
    write(tmp_path / "plain")
    (tmp_path / "plain").rename(tmp_path / name)
    assert ids(tmp_path) == IDS
    assert account(tmp_path).file == shown


def test_a_workbook_with_an_odd_name(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"-rdv \xe9\n.xls")
    as_xls(path)
    assert ids(path) == IDS

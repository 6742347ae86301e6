"""`accsocial convert`: the same figures from the converted folder, and nothing personal in it."""

from __future__ import annotations

import hashlib
import json
import os
import random
from pathlib import Path

import polars as pl
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from accsocial import compute, read, summarise, write
from accsocial.cli import whole
from accsocial.conversion import convert, tables
from accsocial.errors import AccsocialError, DataRefused, ExportRefused, UsageError
from accsocial.inspection.survey import survey
from accsocial.records.schema import CHANNELS, EVENTS, STATUSES

SAMPLES = Path(__file__).resolve().parents[2] / "data" / "samples"
PLACE = {"body": "departement", "territory": "64"}

HEADER = "appointment_id,body,territory,worker_id,beneficiary_id,date,status\n"
ROWS = (
    HEADER + "2,caf,94,W2,1234568,2022-03-14,held\n"
    "1,caf,94,W1,1234567,2022-01-10,held\n"
    "1,caf,94,W1,1234567,2022-01-10,held\n"
    ",caf,2A,W1,1234567,2022-01-10,Reporté\n"
    "9,caf,2A,W1,1234567,99/99/2022,held\n"
)
WORKERS = "worker_id,body,territory,year,fte\nW1,caf,94,2022,0.8\nW2,caf,94,2022,1\n"


def figures(path: Path, target: Path, by: tuple[str, ...] = ("territory",), **place: str) -> bytes:
    """The bytes of all indicators of an extract as JSON."""
    summary = summarise(read(path, max_rejected=1, **place), by=by)  # type: ignore[arg-type]
    write(compute(summary), target)
    return target.read_bytes()


def made(folder: Path, **files: str) -> Path:
    folder.mkdir()
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("sample", "place", "keep"),
    [
        ("gesica", {}, False),
        ("canonical", {}, True),
        ("rdv-service-public/rdv", PLACE, False),
        ("rdv-service-public/rdv", PLACE, True),
        ("rdv-service-public/participations", PLACE, False),
    ],
)
def test_samples_give_the_same_bytes(
    tmp_path: Path, sample: str, place: dict[str, str], *, keep: bool
) -> None:
    original = SAMPLES / sample
    convert(read(original, **place), tmp_path / "c", keep_identifiers=keep)  # type: ignore[arg-type]
    by = ("territory", "site")
    before = figures(original, tmp_path / "a.json", by, **place)
    assert figures(tmp_path / "c", tmp_path / "b.json", by) == before


def random_appointments(rng: random.Random, rows: int) -> str:
    """Rows with repeated numbers, missing identifiers, unknown labels and duplicates."""
    lines = [HEADER.strip() + ",channel,event,collective,site"]
    for _ in range(rows):
        cells = [
            rng.choice(["", "", str(rng.randrange(rows))]),
            rng.choice(["caf", "departement"]),
            rng.choice(["94", "2A", "01"]),
            rng.choice(["", "W1", "W2", "W3"]),
            rng.choice(["", *(f"{n:07d}" for n in range(20))]),
            f"{rng.choice([2020, 2021])}-{rng.randrange(1, 13):02d}-{rng.randrange(1, 29):02d}",
            rng.choice([*STATUSES, "Reporté"]),
            rng.choice([*CHANNELS, ""]),
            rng.choice([*EVENTS, ""]),
            rng.choice(["true", "false", ""]),
            rng.choice(["Nord", "Sud", ""]),
        ]
        lines.append(",".join(cells))
        if rng.random() < 0.1:
            lines.append(lines[rng.randrange(1, len(lines))])
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("seed", range(4))
def test_random_extracts_give_the_same_bytes(
    tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = random.Random(seed)  # noqa: S311 - no secret
    # Small runs and row groups, so that the sort on disk is what is tested.
    monkeypatch.setattr(tables, "RUN_ROWS", 40)
    monkeypatch.setattr(tables, "ROW_GROUP", 25)
    original = made(
        tmp_path / "x",
        rdv_1=random_appointments(rng, 150),
        rdv_2=random_appointments(rng, 150),
        workers=WORKERS,
    )
    convert(read(original, max_rejected=1), tmp_path / "c")
    by = ("territory", "site", "event")
    before = figures(original, tmp_path / "a.json", by)
    assert figures(tmp_path / "c", tmp_path / "b.json", by) == before


def test_a_column_that_only_one_file_has_gives_the_same_bytes(tmp_path: Path) -> None:
    with_channel = HEADER.strip() + ",channel,site\n8,caf,94,W1,1234567,2022-05-10,held,home,Nord\n"
    original = made(tmp_path / "x", rdv_1=ROWS, rdv_2=with_channel)
    convert(read(original, max_rejected=1), tmp_path / "c")
    for by in (("territory",), ("site", "channel")):
        before = figures(original, tmp_path / "a.json", by)
        assert figures(tmp_path / "c", tmp_path / "b.json", by) == before


def test_supports_are_sorted_by_their_first_day(tmp_path: Path) -> None:
    rows = (
        "support_id,body,territory,beneficiary_id,opened_on,closed_on\n"
        "S1,caf,94,7,2022-03-01,2022-09-01\n"
        "S2,caf,94,8,,2021-12-31\n"
        "S3,caf,94,9,,\n"
        "S1,caf,94,7,2022-03-01,2022-09-01\n"
    )
    original = made(tmp_path / "x", supports=rows)
    convert(read(original, max_rejected=1), tmp_path / "c", keep_identifiers=True)
    frame = pl.read_parquet(tmp_path / "c" / "supports.parquet")
    assert frame["support_id"].to_list() == ["S3", "S2", "S1"]


def test_rows_are_canonical_sorted_and_without_duplicates(tmp_path: Path) -> None:
    original = made(tmp_path / "x", appointments=ROWS, workers=WORKERS)
    rows = convert(read(original, max_rejected=1), tmp_path / "c", keep_identifiers=True)
    assert rows == {"appointments": 3, "workers": 2}
    frame = pl.read_parquet(tmp_path / "c" / "appointments.parquet")
    assert frame.columns == HEADER.strip().split(",")
    assert [(r[0], r[2], str(r[5]), r[6]) for r in frame.rows()] == [
        (None, "2A", "2022-01-10", "unknown"),
        ("1", "94", "2022-01-10", "held"),
        ("2", "94", "2022-03-14", "held"),
    ]
    converted = read(tmp_path / "c")
    summarise(converted)
    assert all(account.rejected_rows == 0 for account in converted.ledger.accounts)


def test_households_that_are_delivered_apart_are_kept_by_every_pass(tmp_path: Path) -> None:
    rows = "body,territory,year,eligible_households,poor_households\n"
    rows += "caf,94,2022,100,\ncaf,94,2022,,40\ncaf,94,2022,,41\ncaf,2A,2022,7,\n"
    original = made(tmp_path / "x", households=rows)
    by_count, by_survey, by_conversion = (read(original, max_rejected=1) for _ in range(3))
    summarise(by_count)
    survey(by_survey)
    convert(by_conversion, tmp_path / "c")
    for records in (by_count, by_survey, by_conversion):
        assert [each.rejected for each in records.ledger.accounts] == [{"duplicate": 1}]
    frame = pl.read_parquet(tmp_path / "c" / "households.parquet")
    assert set(frame.rows()) == {
        ("caf", "94", 2022, 100, None),
        ("caf", "94", 2022, None, 40),
        ("caf", "2A", 2022, 7, None),
    }
    scanned = read(original, max_rejected=1).lazy("households").collect()
    assert scanned.height == frame.height


def test_the_parquet_is_compressed_with_statistics_and_row_groups(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "ROW_GROUP", 2)
    convert(read(made(tmp_path / "x", appointments=ROWS), max_rejected=1), tmp_path / "c")
    meta = pq.read_metadata(tmp_path / "c" / "appointments.parquet")
    assert [meta.row_group(i).num_rows for i in range(meta.num_row_groups)] == [2, 1]
    column = meta.row_group(0).column(1)
    assert column.compression == "ZSTD"
    assert column.statistics.has_min_max


def test_identifiers_become_pseudonyms_that_join(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ACCSOCIAL_KEY", "a key for this test only")
    original = made(tmp_path / "x", appointments=ROWS, workers=WORKERS)
    convert(read(original, max_rejected=1), tmp_path / "c")
    seen = pl.read_parquet(tmp_path / "c" / "appointments.parquet")
    staff = pl.read_parquet(tmp_path / "c" / "workers.parquet")
    assert set(seen["worker_id"]) == set(staff["worker_id"])
    assert all(len(worker) == 32 for worker in staff["worker_id"])
    # A worker and a beneficiary with the same number must not be seen to have it.
    same = made(tmp_path / "y", appointments=HEADER + "5,caf,94,5,5,2022-01-10,held\n")
    convert(read(same), tmp_path / "d")
    row = pl.read_parquet(tmp_path / "d" / "appointments.parquet").row(0, named=True)
    assert len({row["appointment_id"], row["worker_id"], row["beneficiary_id"]}) == 3


def test_the_free_text_of_an_exit_is_hidden_and_an_empty_one_stays_empty(tmp_path: Path) -> None:
    rows = (
        "support_id,body,territory,beneficiary_id,closed_on,exit_reason\n"
        "S1,caf,94,7,2022-09-01,a emménagé chez Mme DURANDAL\n"
        "S2,caf,94,8,2022-10-01,\n"
    )
    convert(read(made(tmp_path / "x", supports=rows)), tmp_path / "c")
    reasons = pl.read_parquet(tmp_path / "c" / "supports.parquet")["exit_reason"]
    assert "DURANDAL" not in reasons[0]
    assert reasons[1] is None


def test_nothing_personal_is_in_any_file(tmp_path: Path) -> None:
    text = ROWS.replace("Reporté", "dossier 7654321")
    original = made(tmp_path / "x", appointments=text)
    convert(read(original, max_rejected=1), tmp_path / "c")
    everything = b"".join(path.read_bytes() for path in (tmp_path / "c").iterdir())
    for name in ("appointments", "rejects"):
        frame = pl.read_parquet(tmp_path / "c" / f"{name}.parquet")
        everything += frame.write_csv().encode()
    for number in (b"1234567", b"1234568", b"7654321", b"99/99/2022", str(tmp_path).encode()):
        assert number not in everything
    rejects = pl.read_parquet(tmp_path / "c" / "rejects.parquet")
    assert rejects.rows() == [
        ("appointments", "appointments.csv", 4, "duplicate", ""),
        ("appointments", "appointments.csv", 6, "date_invalid", "date"),
    ]


def test_the_text_of_rejected_rows_is_kept_only_when_asked_for(tmp_path: Path) -> None:
    original = made(tmp_path / "x", appointments=ROWS)
    convert(read(original, max_rejected=1), tmp_path / "c", keep_identifiers=True)
    rejects = pl.read_parquet(tmp_path / "c" / "rejects.parquet")
    assert "1234567" in rejects["text"][1]


def test_rows_split_from_one_cell_stay_one_appointment(tmp_path: Path) -> None:
    original = SAMPLES / "rdv-service-public" / "rdv"
    convert(read(original, **PLACE), tmp_path / "c", keep_identifiers=True)  # type: ignore[arg-type]
    frame = pl.read_parquet(tmp_path / "c" / "appointments.parquet")
    numbered = frame.filter(pl.col("appointment_id").is_not_null())
    assert numbered.height > numbered["appointment_id"].n_unique() > 0
    assert (
        frame["appointment_id"].drop_nulls().n_unique() + frame["appointment_id"].null_count()
        == 780
    )


def test_rows_of_several_files_on_one_line_stay_without_number(tmp_path: Path) -> None:
    rows = HEADER + ",caf,94,W1,1234567,2022-01-10,held\n5,caf,94,W1,1234567,2022-01-11,held\n"
    original = made(tmp_path / "x", rdv_1=rows, rdv_2=rows.replace("5,", "6,"))
    convert(read(original), tmp_path / "c", keep_identifiers=True)
    frame = pl.read_parquet(tmp_path / "c" / "appointments.parquet")
    assert frame["appointment_id"].to_list() == [None, None, "5", "6"]


def test_the_manifest_says_what_was_read_and_written(tmp_path: Path) -> None:
    original = made(tmp_path / "x", appointments=ROWS)
    convert(read(original, max_rejected=1), tmp_path / "c")
    folder = tmp_path / "c"
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["sources"] == [
        {"file": "appointments.csv", "table": "appointments", "layout": "canonical"}
    ]
    assert manifest["rows"] == {"appointments": 3}
    assert manifest["identifiers"] == "pseudonyms"
    assert sorted(manifest["files"]) == ["appointments.parquet", "ledger.json", "rejects.parquet"]
    for name, told in manifest["files"].items():
        assert told["sha256"] == hashlib.sha256((folder / name).read_bytes()).hexdigest()
    assert {path.name for path in folder.iterdir()} == {*manifest["files"], "manifest.json"}
    assert {path.name for path in tmp_path.iterdir()} == {"x", "c"}


def test_two_runs_with_one_key_give_the_same_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ACCSOCIAL_KEY", "a key for this test only")
    original = made(tmp_path / "x", appointments=ROWS, workers=WORKERS)
    for target in ("c", "d"):
        convert(read(original, max_rejected=1), tmp_path / target)
    for path in (tmp_path / "c").iterdir():
        assert path.read_bytes() == (tmp_path / "d" / path.name).read_bytes()


def test_too_many_rejected_rows_leave_nothing_behind(tmp_path: Path) -> None:
    original = made(tmp_path / "x", appointments=ROWS)
    with pytest.raises(DataRefused, match="2 of 5 rows rejected"):
        convert(read(original), tmp_path / "c")
    assert [path.name for path in tmp_path.iterdir()] == ["x"]


def test_an_earlier_conversion_is_replaced_only_when_asked_for(tmp_path: Path) -> None:
    original = made(tmp_path / "x", appointments=ROWS, workers=WORKERS)
    target = tmp_path / "c"
    convert(read(original, max_rejected=1), target)
    with pytest.raises(ExportRefused, match="--overwrite"):
        convert(read(original, max_rejected=1), target)
    (original / "workers.csv").unlink()
    convert(read(original, max_rejected=1), target, overwrite=True)
    assert not (target / "workers.parquet").exists()
    assert {path.name for path in tmp_path.iterdir()} == {"x", "c"}


def test_a_folder_with_anything_else_is_never_replaced(tmp_path: Path) -> None:
    original = made(tmp_path / "x", appointments=ROWS)
    target = tmp_path / "c"
    convert(read(original, max_rejected=1), target)
    (target / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(ExportRefused, match="holds other files"):
        convert(read(original, max_rejected=1), target, overwrite=True)
    assert (target / "notes.txt").read_text(encoding="utf-8") == "mine"


def test_the_extract_itself_is_no_target(tmp_path: Path) -> None:
    original = made(tmp_path / "x", appointments=ROWS)
    for target in (original, tmp_path):
        with pytest.raises(UsageError, match="holds the extract itself"):
            convert(read(original, max_rejected=1), target, extract=[original], overwrite=True)


def test_a_target_that_cannot_be_written(tmp_path: Path) -> None:
    original = made(tmp_path / "x", appointments=ROWS)
    with pytest.raises(ExportRefused, match="does not exist"):
        convert(read(original, max_rejected=1), tmp_path / "no" / "c")
    with pytest.raises(ExportRefused, match="is a file"):
        convert(read(original, max_rejected=1), original / "appointments.csv")


def test_an_empty_folder_is_taken_and_the_mask_of_the_user_is_kept(tmp_path: Path) -> None:
    original = made(tmp_path / "x", appointments=ROWS)
    (tmp_path / "c").mkdir()
    mask = os.umask(0o027)
    try:
        convert(read(original, max_rejected=1), tmp_path / "c")
    finally:
        os.umask(mask)
    assert (tmp_path / "c").stat().st_mode & 0o777 == 0o750


def test_the_command_talks_on_stderr_only_and_prints_no_identifier(tmp_path: Path) -> None:
    original = made(tmp_path / "x", appointments=ROWS)
    arguments = ["convert", str(original), "-o", str(tmp_path / "c"), "--max-rejected", "1"]
    result = CliRunner().invoke(whole(), [*arguments, "--lang", "en"])
    assert (result.exit_code, result.stdout) == (0, "")
    assert "appointments.csv: appointments (canonical), 5 rows: 3 accepted" in result.stderr
    assert "1234567" not in result.stderr
    again = CliRunner().invoke(whole(), [*arguments, "--quiet"])
    assert isinstance(again.exception, AccsocialError)
    assert again.exception.exit_code == 4

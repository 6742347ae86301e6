"""Counts beside a conversion: they give the bytes of the rows, or are not used."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from accsocial import cli
from accsocial.commands import producing
from accsocial.errors import DataRefused
from accsocial.summary.rows.memory import Memory

SAMPLES = Path(__file__).resolve().parents[2] / "data" / "samples"
COUNTS = Path("converted") / ".counts"
Figures = Callable[..., bytes]


class RowsWereCounted(Exception):
    pass


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "converted"
    run("convert", SAMPLES / "gesica", "-o", folder, "--quiet", "--extracted-on", "2023-01-31")
    return folder


@pytest.fixture(autouse=True)
def _converted(plain_surroundings: Path, made: Path) -> None:
    shutil.copytree(made, plain_surroundings / "converted")


def run(*words: object) -> int:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["accsocial", *map(str, words)])
        try:
            cli.main()
        except SystemExit as ended:
            return int(ended.code or 0)
    return 0


@pytest.fixture
def figures(capfdbinary: pytest.CaptureFixture[bytes]) -> Figures:
    """What `accsocial indicators converted` prints, account and all."""

    def printed(*words: object) -> bytes:
        assert run("indicators", "converted", "--format", "json", *words) == 0
        captured = capfdbinary.readouterr()
        return captured.err + captured.out

    return printed


def no_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    def counted(*_: object) -> None:
        raise RowsWereCounted

    monkeypatch.setattr(producing, "_counted", counted)


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("--by", "territory"),
        ("--year", "2022", "--working-days", "220", "--only", "appointments_per_working_day"),
        ("--extracted-on", "2023-01-31"),
        ("--max-rejected", "0"),
    ],
    ids=" ".join,
)
def test_they_give_the_bytes_of_the_rows(
    monkeypatch: pytest.MonkeyPatch, figures: Figures, words: tuple[str, ...]
) -> None:
    with monkeypatch.context() as patch:
        no_rows(patch)
        kept = figures(*words)
    shutil.rmtree(COUNTS)
    assert kept == figures(*words)


def test_exports_are_the_same_too(monkeypatch: pytest.MonkeyPatch) -> None:
    command = ["indicators", "converted", "--quiet", "--by", "territory", "-o", "figures.parquet"]
    with monkeypatch.context() as patch:
        no_rows(patch)
        assert run(*command) == 0
    kept = Path("figures.parquet").read_bytes()
    shutil.rmtree(COUNTS)
    assert run(*command) == 0
    assert kept == Path("figures.parquet").read_bytes()


@pytest.mark.parametrize(
    "words",
    [
        ("--by", "site"),
        ("--counted-statuses", "held,no_show"),
        ("--id-scope", "national"),
        ("--layout", "canonical"),
        ("--extracted-on", "2022-06-30"),
        ("--rejects", "rejects.csv"),
    ],
    ids=" ".join,
)
def test_what_they_cannot_tell_is_counted_of_the_rows(
    figures: Figures, words: tuple[str, ...]
) -> None:
    kept = figures(*words)
    shutil.rmtree(COUNTS)
    assert kept == figures(*words)


def one_row_less() -> None:
    path = Path("converted/appointments.parquet")
    rows = pl.read_parquet(path)
    rows.head(rows.height - 1).write_parquet(path)


def a_table_more() -> None:
    shutil.copy(SAMPLES / "gesica" / "foyers.csv", "converted")


def a_table_less() -> None:
    Path("converted/costs.parquet").unlink()


def counts_cut_short() -> None:
    path = COUNTS / "intensity.parquet"
    path.write_bytes(path.read_bytes()[:-40])


def counts_of_another_conversion() -> None:
    """As `cp another/* converted` leaves them, the other way round."""
    assert run("convert", SAMPLES / "gesica" / "agents.csv", "-o", "another", "--quiet") == 0
    shutil.rmtree(COUNTS)
    shutil.move("another/.counts", COUNTS)


def no_counts() -> None:
    shutil.rmtree(COUNTS)
    COUNTS.mkdir()


def with_manifest(change: Callable[[dict[str, Any]], object]) -> None:
    path = Path("converted/manifest.json")
    told = json.loads(path.read_text(encoding="utf-8"))
    change(told)
    path.write_text(json.dumps(told), encoding="utf-8")


def other_code() -> None:
    with_manifest(lambda told: told["counts"].update(code="0" * 64))


def no_day() -> None:
    with_manifest(lambda told: told["counts"].update(extracted_on="some day"))


def no_rows_told() -> None:
    with_manifest(lambda told: told.pop("rows"))


def no_digests() -> None:
    with_manifest(lambda told: told.update(files={name: {} for name in told["files"]}))


def files_in_a_list() -> None:
    with_manifest(lambda told: told.update(files=[*told["files"]]))


def no_end() -> None:
    Path("converted/manifest.json").write_text("[" * 100_000, encoding="utf-8")


@pytest.mark.parametrize(
    "change",
    [
        one_row_less,
        a_table_more,
        a_table_less,
        counts_cut_short,
        counts_of_another_conversion,
        no_counts,
        other_code,
        no_day,
        no_rows_told,
        no_digests,
        files_in_a_list,
        no_end,
    ],
)
def test_they_are_not_used_when_anything_changed(
    monkeypatch: pytest.MonkeyPatch, figures: Figures, change: Callable[[], None]
) -> None:
    change()
    changed = figures("--max-rejected", "1")
    with monkeypatch.context() as patch:
        no_rows(patch)
        assert run("indicators", "converted", "--max-rejected", "1") == 70
    shutil.rmtree(COUNTS)
    capture = figures("--max-rejected", "1")
    assert changed == capture[len(capture) - len(changed) :]


def test_they_hold_nothing_personal_and_are_replaced_with_the_conversion() -> None:
    rows = pl.read_parquet("converted/appointments.parquet")
    people = {*rows["beneficiary_id"].drop_nulls(), *rows["worker_id"].drop_nulls()}
    for path in COUNTS.iterdir():
        content = path.read_bytes()
        assert not any(person.encode() in content for person in people)
    again = ["convert", SAMPLES / "gesica", "-o", "converted", "--quiet"]
    assert run(*again) == 4
    assert run(*again, "--overwrite") == 0


def test_a_conversion_is_whole_without_them(
    monkeypatch: pytest.MonkeyPatch, figures: Figures
) -> None:
    def too_large(*_: object) -> int:
        raise DataRefused(
            "9 appointments must be counted together, which takes about 2.00 GB of memory, and "
            "--memory-limit allows 1.00 GB. Allow more, or give fewer years at a time"
        )

    counted = figures()
    command = ["convert", SAMPLES / "gesica", "-o", "converted", "--quiet", "--overwrite"]
    with monkeypatch.context() as patch:
        patch.setattr(Memory, "at_once", too_large)
        assert run(*command, "--extracted-on", "2023-01-31") == 0
    assert not COUNTS.exists()
    assert figures() == counted

"""Files that are cut, damaged, odd or changed: right figures, or exit code 3 in words."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import polars as pl
import pyarrow.parquet as pq
import pytest
from command_line import GOOD_ROWS, Outcome, Run

Damaged = Callable[[bytes], Outcome]
Open = Callable[..., object]


def rows(number: int) -> pl.DataFrame:
    """Appointments of one year, of texts and days as a system writes them."""
    return pl.DataFrame(
        {
            "appointment_id": [f"r{i}" for i in range(number)],
            "body": ["caf"] * number,
            "territory": ["94"] * number,
            "worker_id": [f"w{i % 7}" for i in range(number)],
            "beneficiary_id": [f"b{i % 50}" for i in range(number)],
            "date": [f"2022-{i % 12 + 1:02}-01" for i in range(number)],
            "status": ["no_show" if i % 5 == 0 else "held" for i in range(number)],
        }
    ).with_columns(pl.col("date").str.to_date())


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A good Parquet file of several row groups."""
    path = tmp_path_factory.mktemp("good") / "rdv.parquet"
    rows(400).write_parquet(path, row_group_size=100)
    return path.read_bytes()


@pytest.fixture
def damaged(run: Run) -> Damaged:
    """Runs over a Parquet file with that content."""

    def damaged(content: bytes) -> Outcome:
        Path("rdv.parquet").write_bytes(content)
        return run("indicators", "rdv.parquet", "--format", "json")

    return damaged


def test_a_parquet_file_cut_anywhere_is_refused(good: bytes, damaged: Damaged) -> None:
    places = {1, 4, 8, 11, 12, *range(13, len(good), len(good) // 25), len(good) - 8, len(good) - 1}
    for place in sorted(places):
        outcome = damaged(good[:place])
        assert (outcome.code, outcome.out) == (3, ""), place
        assert "rdv.parquet: " in outcome.message


def test_a_parquet_file_with_a_hole_is_refused_or_read_whole(good: bytes, damaged: Damaged) -> None:
    """Bytes that a failed copy left as zeros, in the pages and in the footer."""
    for start in range(4, len(good), len(good) // 20):
        hole = good[:start] + bytes(64) + good[start + 64 :]
        outcome = damaged(hole[: len(good)])
        assert outcome.code in (0, 3), start
        if outcome.code == 0:
            assert "400 rows: 400 accepted" in outcome.err, start
        else:
            assert "rdv.parquet: " in outcome.message


@pytest.mark.parametrize("part", ["pages", "footer"])
def test_flipped_bytes_end_in_words(good: bytes, damaged: Damaged, part: str) -> None:
    footer = len(good) - 8 - int.from_bytes(good[-8:-4], "little")
    places = range(4, footer) if part == "pages" else range(footer, len(good))
    chance = random.Random(5)  # noqa: S311 - no secret
    codes = set()
    for _ in range(30):
        bad = bytearray(good)
        bad[chance.choice(places)] ^= 1 << chance.randrange(8)
        outcome = damaged(bytes(bad))
        assert "Traceback" not in outcome.err
        if outcome.code == 0:
            # No row is lost in silence: each is in the account.
            assert "400 rows: " in outcome.err
        codes.add(outcome.code)
    assert codes == {0, 3}


def test_row_groups_of_one_row_change_no_figure(run: Run) -> None:
    rows(300).write_parquet("one.parquet", row_group_size=1)
    rows(300).write_parquet("all.parquet")
    assert pq.ParquetFile("one.parquet").metadata.num_row_groups == 300
    one, together = (
        run("indicators", name, "--format", "json", "--quiet")
        for name in ("one.parquet", "all.parquet")
    )
    assert (one.code, one.out) == (0, together.out)


@contextmanager
def changing(path: Path, change: Callable[[Path], object]) -> Iterator[None]:
    """What stands in the place of the progress bar: the file changes as its reading begins."""
    change(path)
    yield


@pytest.mark.parametrize(
    "command",
    [
        ["indicators", "--format", "json"],
        ["indicators", "-o", "out.csv"],
        ["explain", "no_show_rate"],
        ["evidence", "no_show_rate", "-o", "out.csv"],
        ["summarise", "-o", "out"],
        ["sensitivity"],
        ["coherence"],
    ],
    ids=" ".join,
)
def test_a_file_that_changes_is_refused_by_every_command(
    run: Run, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    def grow(path: Path) -> None:
        path.write_text(GOOD_ROWS + "caf,94,2022-03-03,held,b3,w1\n", encoding="utf-8")

    monkeypatch.setattr(
        "accsocial.output.progress.reading", lambda *_, **__: changing(Path("good.csv"), grow)
    )
    name, *rest = command
    at = 1 if rest and not rest[0].startswith("-") else 0
    outcome = run(name, *rest[:at], "good.csv", *rest[at:])
    assert (outcome.code, outcome.out) == (3, "")
    assert outcome.message == (
        "accsocial: good.csv: changed while it was read. Run again when it is complete"
    )
    assert sorted(path.name for path in Path().iterdir()) == ["good.csv"]

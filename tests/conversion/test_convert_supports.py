"""Converted supports give the same figures, and join with the appointments of their people."""

from __future__ import annotations

import random
from pathlib import Path

import polars as pl
import pytest

from accsocial import compute, read, summarise, write
from accsocial.conversion import convert, tables

STEPS = ("detected_on", "contacted_on", "opened_on", "diagnosis_on", "review_on", "closed_on")


def day(rng: random.Random) -> str:
    if rng.random() < 0.25:
        return ""
    return f"{rng.choice([2020, 2021])}-{rng.randrange(1, 13):02d}-{rng.randrange(1, 29):02d}"


def extract(folder: Path, rng: random.Random, rows: int) -> Path:
    """Supports in any order of steps, some twice, some without any date; their appointments."""
    folder.mkdir()
    lines = [",".join(["support_id", "body", "territory", "beneficiary_id", *STEPS, "exit_reason"])]
    visits = ["body,territory,worker_id,beneficiary_id,date,status"]
    for number in range(rows):
        place = f"{rng.choice(['caf', 'departement'])},{rng.choice(['94', '2A'])}"
        who = rng.choice(["", *(f"{n:07d}" for n in range(15))])
        number_of = rng.choice(["", str(number), str(number)])
        dates = [day(rng) if rng.random() < 0.9 else "" for _ in STEPS]
        lines.append(",".join([number_of, place, who, *dates, rng.choice(["", "done"])]))
        if rng.random() < 0.1:
            lines.append(lines[-1])
        visits.append(f"{place},W1,{who},{rng.choice([2020, 2021])}-{1 + number % 12:02d}-11,held")
    lines.append(f",caf,94,0000001{',' * len(STEPS)},moved")
    (folder / "supports.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "rdv.csv").write_text("\n".join(visits) + "\n", encoding="utf-8")
    return folder


def figures(path: Path, target: Path) -> bytes:
    write(compute(summarise(read(path, max_rejected=1), by=["territory"])), target)
    return target.read_bytes()


@pytest.mark.parametrize("keep", [True, False])
@pytest.mark.parametrize("seed", range(3))
def test_the_same_bytes(
    tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch, *, keep: bool
) -> None:
    monkeypatch.setattr(tables, "RUN_ROWS", 40)
    monkeypatch.setattr(tables, "ROW_GROUP", 25)
    original = extract(tmp_path / "x", random.Random(seed), 150)  # noqa: S311 - no secret
    convert(read(original, max_rejected=1), tmp_path / "c", keep_identifiers=keep)
    before = figures(original, tmp_path / "a.json")
    assert b'"reentry_rate"' in before
    assert figures(tmp_path / "c", tmp_path / "b.json") == before


def test_supports_are_sorted_by_their_first_date_and_hidden(tmp_path: Path) -> None:
    folder = tmp_path / "x"
    folder.mkdir()
    (folder / "supports.csv").write_text(
        "support_id,beneficiary_id,detected_on,opened_on\n"
        "s3,0000001,,2022-03-01\ns1,0000001,2022-01-01,2022-05-01\ns0,0000001,,\n"
    )
    records = read(folder, body="caf", territory="94")
    assert convert(records, tmp_path / "c", keep_identifiers=True) == {"supports": 3}
    rows = pl.read_parquet(tmp_path / "c" / "supports.parquet")
    assert rows["support_id"].to_list() == ["s0", "s1", "s3"]
    assert rows.schema["opened_on"] == pl.Date
    convert(read(folder, body="caf", territory="94"), tmp_path / "h")
    hidden = (tmp_path / "h" / "supports.parquet").read_bytes()
    assert b"0000001" not in hidden

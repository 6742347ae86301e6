"""A summary in a folder: the same bytes each time, nobody in it, and no change goes unseen."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow.parquet as pq
import pytest
from folders import SAMPLES, counted, extract, figures

from accsocial import compute, read
from accsocial.errors import AccsocialError, DataRefused, ExportRefused, UsageError
from accsocial.exchange import load, save
from accsocial.exchange.description import digest_of
from accsocial.exchange.saving import check_folder
from accsocial.exchange.stored import FORMAT
from accsocial.output.about import about
from accsocial.output.accounts import ledger_lines
from accsocial.records.schema import BODIES, CHANNELS, EVENTS, STATUSES, TERRITORIES
from accsocial.results import FileRead
from accsocial.rules import CountingRules
from accsocial.summary import Part, count_part, gather, settle

APPOINTMENTS = """
body territory date       status     beneficiary_id worker_id
caf  94        2022-01-10 held       secret-person  secret-worker
caf  94        2022-02-10 Mme_Doe_42 secret-person  secret-worker
"""
COSTS = "body territory year category amount\ncaf 94 2022 pay 1000.50"


@pytest.fixture
def part(tmp_path: Path) -> Part:
    return counted(extract(tmp_path / "extract", appointments=APPOINTMENTS, costs=COSTS))


@pytest.fixture
def folder(part: Part, tmp_path: Path) -> Path:
    save(part, [FileRead("appointments.csv", 3, "0" * 64)], tmp_path / "summary")
    return tmp_path / "summary"


def description(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "summary.json").read_bytes())
    return found


def rewrite(folder: Path, sealed: bool = False, **changes: Any) -> None:
    """Changes the description; `sealed` as somebody would who also corrects its digest."""
    changed = {**description(folder), **changes}
    if sealed:
        changed["sha256"] = digest_of(changed)
    (folder / "summary.json").write_text(json.dumps(changed, indent=1), encoding="utf-8")


# --- what is in it ----------------------------------------------------------------------


@pytest.mark.parametrize("by", [[], ["territory"], ["site"], ["event", "channel"]])
def test_the_same_figures_as_from_the_extract(tmp_path: Path, by: list[str]) -> None:
    made = count_part(gather(read(SAMPLES / "gesica"), by=by), CountingRules(support_threshold=4))
    save(made, [], tmp_path / "summary")
    again = load(tmp_path / "summary").part
    assert figures(again) == figures(made)
    assert (again.rules, again.groups, again.columns) == (made.rules, made.groups, made.columns)


def test_the_same_counts_give_the_same_bytes(part: Part, tmp_path: Path) -> None:
    sources = [FileRead("appointments.csv", 3, "0" * 64)]
    for name in ("one", "two"):
        save(part, sources, tmp_path / name)
    shuffled = {name: part.tables[name].reverse() for name in reversed(list(part.tables))}
    save(Part(**{**vars(part), "tables": shuffled}), sources, tmp_path / "three")
    files = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert len(files) > 10
    for other in ("two", "three"):
        assert files == sorted(path.name for path in (tmp_path / other).iterdir())
        for name in files:
            assert (tmp_path / "one" / name).read_bytes() == (tmp_path / other / name).read_bytes()


def test_no_identifier_and_no_withheld_label_is_in_any_file(folder: Path) -> None:
    for path in folder.iterdir():
        content = path.read_bytes()
        if path.suffix == ".parquet":
            frame = pl.read_parquet(path)
            content += frame.write_csv().encode() + str(pq.read_schema(path).metadata).encode()
        assert b"secret" not in content, path
        assert b"Doe" not in content, path
    labels = description(folder)["ledger"]["files"][0]["unmapped"]
    assert labels == {"status": {"(label withheld)": 1}}


def test_the_first_and_the_last_day_of_a_group_are_told(tmp_path: Path) -> None:
    days = ["2022-11-30 no_show", "2022-03-01 held", "2022-06-01 held"]
    rows = extract(tmp_path / "extract", appointments="\n".join(["date status", *days]))
    coverage = counted(rows, body="caf", territory="94").tables["coverage"]
    assert coverage["first_date"].to_list() == [dt.date(2022, 3, 1)]
    assert coverage["last_date"].to_list() == [dt.date(2022, 11, 30)]


def test_texts_of_the_tables_are_places_labels_and_categories(tmp_path: Path) -> None:
    save(counted(SAMPLES / "gesica"), [], tmp_path / "summary")
    known = {*BODIES, *TERRITORIES, *STATUSES, *CHANNELS, *EVENTS}
    for path in (tmp_path / "summary").glob("*.parquet"):
        frame = pl.read_parquet(path)
        for name in frame.select(pl.col(pl.String)).columns:
            if name != "category":
                assert {*frame[name].unique()} <= known, (path.name, name)


def test_each_table_says_where_it_comes_from(folder: Path) -> None:
    for path in folder.glob("*.parquet"):
        told = json.loads(pq.read_schema(path).metadata[b"accsocial"])
        assert told == {
            n: v for n, v in description(folder).items() if n not in ("files", "sha256")
        }
        assert told["rules"]["counted_statuses"] == ["held"]
        assert told["sources"] == [{"file": "appointments.csv", "bytes": 3, "sha256": "0" * 64}]


def test_the_ledger_comes_back_as_it_was_told(tmp_path: Path) -> None:
    made = counted(SAMPLES / "gesica")
    save(made, [], tmp_path / "summary")
    again = load(tmp_path / "summary").part
    for lang in ("en", "fr"):
        assert ledger_lines(again.ledger, lang) == ledger_lines(made.ledger, lang)
    told = [about(compute(settle(each))) for each in (made, again)]
    assert told[0] == told[1]


# --- changes ----------------------------------------------------------------------------


def cut_off(folder: Path) -> None:
    path = folder / "intensity.parquet"
    path.write_bytes(path.read_bytes()[:-20])


def another_number(folder: Path) -> None:
    frame = pl.read_parquet(folder / "intensity.parquet")
    frame.with_columns(pl.col("beneficiaries") + 1).write_parquet(folder / "intensity.parquet")


def gone(folder: Path) -> None:
    (folder / "intensity.parquet").unlink()


def description_cut_off(folder: Path) -> None:
    path = folder / "summary.json"
    path.write_bytes(path.read_bytes()[:-20])


def another_rule(folder: Path) -> None:
    rules = {**description(folder)["rules"], "count_collective": True}
    rewrite(folder, rules=rules)


@pytest.mark.parametrize(
    ("change", "file", "told"),
    [
        (cut_off, "intensity.parquet", "is cut off, or was changed after it was written"),
        (another_number, "intensity.parquet", "is cut off, or was changed after it was written"),
        (gone, "intensity.parquet", "is missing"),
        (description_cut_off, "summary.json", "cannot be read as JSON"),
        (another_rule, "summary.json", "was changed after it was written"),
        (
            lambda f: rewrite(f, format=FORMAT + 1, version="9.0"),
            "summary.json",
            "Update accsocial",
        ),
        (lambda f: rewrite(f, format=0), "summary.json", "Make the summary again"),
        (lambda f: rewrite(f, sealed=True, rules={"held": 1}), "summary.json", "is not as"),
        (lambda f: rewrite(f, sealed=True, files=[]), "summary.json", "is not as"),
        (lambda f: rewrite(f, sealed=True, ledger={}), "summary.json", "is not as"),
        (lambda f: rewrite(f, kind="conversion"), "summary.json", "is no summary"),
    ],
)
def test_a_changed_summary_is_refused_and_the_file_named(
    folder: Path, change: Callable[[Path], None], file: str, told: str
) -> None:
    load(folder)
    change(folder)
    with pytest.raises(DataRefused, match=told) as refused:
        load(folder)
    assert str(folder / file) in str(refused.value)


def test_the_description_may_be_laid_out_otherwise(folder: Path) -> None:
    before = load(folder)
    content = json.dumps(description(folder), ensure_ascii=True)
    (folder / "summary.json").write_text(content, encoding="utf-8")
    assert load(folder).digest == before.digest


# --- where it may be written ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("target", "error", "told"),
    [
        ("extract", UsageError, "holds the extract itself"),
        ("extract/summary", UsageError, "would be read as part of it"),
        ("nowhere/summary", ExportRefused, "does not exist"),
        ("full", ExportRefused, "holds other files"),
        ("earlier", ExportRefused, "--overwrite"),
        ("file", ExportRefused, "is a file"),
    ],
)
def test_where_a_summary_may_not_be_written(
    part: Part, tmp_path: Path, target: str, error: type[AccsocialError], told: str
) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "thesis.txt").write_text("years of work")
    (tmp_path / "file").write_text("")
    save(part, [], tmp_path / "earlier")
    with pytest.raises(error, match=told):
        check_folder(tmp_path / target, [tmp_path / "extract"], overwrite=False)


def test_an_earlier_summary_is_replaced_if_asked_for(part: Part, tmp_path: Path) -> None:
    save(part, [], tmp_path / "summary")
    with pytest.raises(ExportRefused, match="--overwrite"):
        save(part, [], tmp_path / "summary")
    save(part, [FileRead("other.csv", 1, "1" * 64)], tmp_path / "summary", overwrite=True)
    assert load(tmp_path / "summary").sources[0].name == "other.csv"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["extract", "summary"]


def test_a_summary_with_a_file_beside_it_is_not_replaced(part: Part, tmp_path: Path) -> None:
    save(part, [], tmp_path / "summary")
    (tmp_path / "summary" / "notes.txt").write_text("mine")
    with pytest.raises(ExportRefused, match="holds other files"):
        save(part, [], tmp_path / "summary", overwrite=True)
    assert (tmp_path / "summary" / "notes.txt").read_text() == "mine"


def test_a_writing_that_fails_leaves_nothing(
    part: Part, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("accsocial.exchange.saving.write_frame", full)
    with pytest.raises(ExportRefused, match="No space left"):
        save(part, [], tmp_path / "summary")
    assert [path.name for path in tmp_path.iterdir()] == ["extract"]

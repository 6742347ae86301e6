"""Causes are told from two manifests; hashing says when it cannot vouch for a file."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from regressed import Runner, change

import accsocial
from accsocial.errors import DataRefused
from accsocial.model import Text
from accsocial.regression import fingerprint
from accsocial.regression.causes import Cause, Kind, causes
from accsocial.regression.fingerprint import Hashing, code_digest, file_read
from accsocial.regression.manifest import Manifest


@pytest.fixture
def manifest() -> Manifest:
    return Manifest.model_validate(json.loads(Path("baseline.json").read_text("utf-8"))["manifest"])


def updated(manifest: Manifest, **keys: Any) -> Manifest:
    return Manifest.model_validate({**manifest.model_dump(), **keys})


def test_the_same_manifest_has_no_cause(manifest: Manifest) -> None:
    assert causes(manifest, manifest) == []


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({"accsocial": "9.0"}, (Kind.CODE, "accsocial", "9.0")),
        ({"polars": "9.0"}, (Kind.CODE, "polars", "9.0")),
        ({"code": "0123456789"}, (Kind.CODE, "accsocial", "0.1.0, source 01234567")),
        ({"rules": {"id_scope": "national"}}, (Kind.RULE, "id_scope", "national")),
    ],
)
def test_versions_and_rules(
    manifest: Manifest, keys: dict[str, Any], expected: tuple[Kind, str, str]
) -> None:
    if "rules" in keys:
        keys = {"rules": {**manifest.rules, **keys["rules"]}}
    (found,) = causes(manifest, updated(manifest, **keys))
    assert (found.kind, found.subject, found.new) == expected


def test_a_list_in_another_order_is_no_cause(manifest: Manifest) -> None:
    one = updated(manifest, settings={**manifest.settings, "only": ["cost_growth", "inflation"]})
    other = updated(manifest, settings={**manifest.settings, "only": ["inflation", "cost_growth"]})
    assert causes(one, other) == []
    fewer = updated(manifest, settings={**manifest.settings, "only": ["inflation"]})
    expected = [Cause(Kind.SETTING, "only", "cost_growth,inflation", "inflation")]
    assert causes(one, fewer) == expected


def test_a_rule_that_is_a_parameter_is_told_once(manifest: Manifest) -> None:
    used = [
        {**each.model_dump(), "value": "228" if each.name == "working_days" else each.value}
        for each in manifest.parameters
    ]
    changed = updated(manifest, parameters=used, rules={**manifest.rules, "working_days": "228"})
    assert causes(manifest, changed) == [Cause(Kind.RULE, "working_days", "198", "228")]


def test_what_a_part_has_no_use_for_has_not_changed(run: Runner) -> None:
    # Without costs and staff there is neither a price series nor a base year.
    part = ("check", "extract", "--baseline", "baseline.json", "--only", "no_show_rate")
    found = json.loads(run(*part, "--format", "json").out)["causes"]
    assert [cause["subject"] for cause in found] == ["only"]
    costs = ("--only", "cost_growth", "--base-year", "2022", "--format", "json")
    found = json.loads(run(*part[:-2], *costs).out)["causes"]
    assert [cause["subject"] for cause in found] == ["base_year", "only"]


def test_another_vintage_of_prices(manifest: Manifest) -> None:
    used = [each.model_dump() for each in manifest.parameters]
    for each in used:
        each["source"] = each["source"].replace("vintage 20", "vintage 19")
    (found,) = causes(manifest, updated(manifest, parameters=used))
    assert (found.kind, found.subject) == (Kind.PARAMETER, "price_series")
    assert "vintage 19" in str(found.new)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("0" * 64, "0" * 64, []),
        ("0" * 64, "1" * 64, [("prices.csv", "SHA-256 " + "0" * 16, "SHA-256 " + "1" * 16)]),
        # The setting, and the series that it gives, tell so.
        (None, "1" * 64, []),
        ("0" * 64, None, []),
    ],
)
def test_another_file_of_prices(
    manifest: Manifest, old: str | None, new: str | None, told: list[tuple[str, str, str]]
) -> None:
    before, after = (
        updated(manifest, prices=digest and {"file": "prices.csv", "bytes": 9, "sha256": digest})
        for digest in (old, new)
    )
    found = [(cause.subject, cause.old, cause.new) for cause in causes(before, after)]
    assert found == told


def test_another_layout(manifest: Manifest) -> None:
    layouts = [{**layout.model_dump(), "sha256": "0" * 64} for layout in manifest.layouts]
    (found,) = causes(manifest, updated(manifest, layouts=layouts))
    assert (found.kind, found.subject, found.new) == (
        Kind.LAYOUT,
        "canonical",
        "SHA-256 0000000000000000",
    )
    ledger = [{**account.model_dump(), "layout": "own"} for account in manifest.ledger]
    found, *_ = causes(manifest, updated(manifest, ledger=ledger))
    assert (found.kind, found.subject, found.new) == (
        Kind.LAYOUT,
        "rdv_2021.csv",
        "appointments (own)",
    )


def test_rows_are_told_where_they_are_not_as_many(
    manifest: Manifest, run: Runner, kept: Path
) -> None:
    change(kept, "costs.csv", "caf,94,2022,staff,1100.20\n", "")
    assert run("baseline", "extract", "-o", "again.json").code == 0
    again = json.loads(Path("again.json").read_text("utf-8"))["manifest"]
    assert causes(manifest, Manifest.model_validate(again)) == [
        Cause(
            Kind.DATA,
            "costs.csv",
            Text("2 rows, 2 accepted, 0 rejected", "2 lignes, 2 acceptées, 0 rejetée"),
            Text("1 row, 1 accepted, 0 rejected", "1 ligne, 1 acceptée, 0 rejetée"),
        )
    ]


def test_other_rows_of_the_same_file_are_told(manifest: Manifest) -> None:
    ledger = [account.model_dump() for account in manifest.ledger]
    ledger[0].update(accepted=2, rejected={"date_invalid": 1})
    (found,) = causes(manifest, updated(manifest, ledger=ledger))
    assert found.plain() == {
        "kind": "account",
        "subject": "rdv_2021.csv",
        "old": "3 rows, 3 accepted, 0 rejected, 0 blank",
        "new": "3 rows, 2 accepted, 1 rejected, 0 blank, 1 date_invalid",
    }


def test_rows_are_told_in_french_too(run: Runner, kept: Path) -> None:
    change(kept, "costs.csv", "caf,94,2022,staff,1100.20\n", "")
    done = run("check", "extract", "--baseline", "baseline.json", "--lang", "fr", "--format", "md")
    assert "2 lignes, 2 acceptées, 0 rejetée → 1 ligne, 1 acceptée, 0 rejetée" in done.out


def test_a_summary_tells_of_which_rows_it_was_made(run: Runner, kept: Path) -> None:
    assert run("summarise", "extract", "-o", "summary").code == 0
    assert run("baseline", "summary", "-o", "summary.json").code == 0
    change(kept, "rdv_2022.csv", "8,caf,94,Sud,W2,B3,2022-05-11,held,home\n", "")
    assert run("summarise", "extract", "-o", "new").code == 0
    done = run("check", "new", "--baseline", "summary.json", "--format", "json")
    assert ("account", "rdv_2022.csv") in {
        (cause["kind"], cause["subject"]) for cause in json.loads(done.out)["causes"]
    }


def test_a_file_that_changes_while_it_is_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "growing.csv"
    path.write_text("a\n", encoding="utf-8")
    stat = Path.stat
    sizes = iter((2, 4))

    def growing(self: Path, **options: Any) -> os.stat_result:
        found = list(stat(self, **options))
        found[6] = next(sizes)
        return os.stat_result(found)

    monkeypatch.setattr(Path, "stat", growing)
    with pytest.raises(DataRefused, match=r"growing\.csv: changed while it was read"):
        file_read("growing.csv", path)


def test_hashing_raises_what_went_wrong(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Hashing({"gone.csv": tmp_path / "gone.csv"}).result()


def test_no_error_of_hashing_is_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(name: str, path: Path) -> None:
        raise MemoryError(name, path)

    monkeypatch.setattr(fingerprint, "file_read", failing)
    with pytest.raises(MemoryError):
        Hashing({"a.csv": tmp_path}).result()


def test_sheets_of_one_file_have_one_digest(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(b"abc")
    first, second = Hashing({"book.xlsx!A": path, "book.xlsx!B": path}).result()
    assert (first.name, second.name) == ("book.xlsx!A", "book.xlsx!B")
    assert (first.size, first.sha256) == (second.size, second.sha256)
    assert first.sha256.startswith("ba7816bf")


def test_the_code_has_one_digest() -> None:
    assert len(code_digest()) == 64


def test_the_digest_of_the_code_tells_files_apart_and_no_line_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "below").mkdir()
    monkeypatch.setattr(accsocial, "__file__", str(tmp_path / "__init__.py"))
    states = [
        {"__init__.py": b"a\nb\n"},
        {"__init__.py": b"a\nb\n", "below/data.csv": b"1\n"},
        {"below/data.csv": b"2\n"},
    ]
    digests = []
    for state in states:
        for name, content in state.items():
            (tmp_path / name).write_bytes(content)
        digests.append(code_digest.__wrapped__())
    assert len(set(digests)) == len(states)
    (tmp_path / "__init__.py").write_bytes(b"a\r\nb\r\n")
    (tmp_path / "below" / "compiled.pyc").write_bytes(b"3")
    assert code_digest.__wrapped__() == digests[-1]


@pytest.mark.usefixtures("kept")
def test_the_source_of_a_parameter_is_french_in_french(run: Runner) -> None:
    options = ("--baseline", "baseline.json", "--base-year", "2022", "--format", "md")
    said = run("check", "extract", *options, "--lang", "fr").out
    assert "→ 2022 (option, ou première année de la table)" in said
    assert "or first year" not in said

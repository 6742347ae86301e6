"""`replay`: the same bytes are proved, or what differs first is named."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from regressed import CELL, Outcome, Runner, change

from accsocial.regression import fingerprint
from accsocial.regression.fingerprint import file_read
from accsocial.results import FileRead

REPLAY = ("replay", "manifest.json", "--extract", "extract")
MANIFEST = Path("manifest.json")


@pytest.fixture(params=["figures.json", "figures.parquet", "figures.xlsx", None], autouse=True)
def _recorded(request: pytest.FixtureRequest, run: Runner, kept: Path) -> None:
    output = ("-o", request.param) if request.param else ()
    assert kept.is_dir()
    assert run("indicators", "extract", *output, "--manifest", MANIFEST).code == 0


def first(done: Outcome) -> str:
    """What is named as the first difference."""
    assert done.code == 1
    said = done.err.removeprefix("accsocial: the run is not the same: ")
    assert said != done.err
    return said.strip()


def test_the_same_run_is_proved(run: Runner) -> None:
    done = run(*REPLAY)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("The same run: same input, same bytes.")
    assert json.loads(MANIFEST.read_text())["results"]["sha256"] in done.out


def test_elsewhere_and_under_other_settings_it_is_still_the_same(
    run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "other"
    folder.mkdir()
    shutil.copytree("extract", folder / "extract")
    shutil.copy(MANIFEST, folder)
    monkeypatch.chdir(folder)
    assert run(*REPLAY, "--lang", "fr").code == 0


def test_the_same_rules_written_otherwise_are_the_same_run(run: Runner) -> None:
    assert run(*REPLAY, "--counted-statuses", "held,held", "--working-days", "198.0").code == 0
    channels = "unknown,video,phone,outside,home,office"
    units = "departement=household,caf=household"
    assert run(*REPLAY, "--counted-channels", channels, "--beneficiary-unit", units).code == 0


def test_an_input_that_changed_is_named_and_the_values(run: Runner, kept: Path) -> None:
    change(kept, *CELL)
    done = run(*REPLAY)
    assert first(done).startswith("the data changed: rdv_2022.csv, SHA-256 ")
    assert "a value differs: no_show_rate, Caf, 2022" in done.out.replace("\n  ", " ")


def test_without_the_right_to_read_the_earlier_figures_digests_tell(
    run: Runner, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(name: str, path: Path) -> FileRead:
        if path.suffix != ".csv":
            raise PermissionError(13, "Permission denied", str(path))
        return file_read(name, path)

    monkeypatch.setattr(fingerprint, "file_read", refused)
    assert run(*REPLAY).code == 0
    change(kept, *CELL)
    assert first(run(*REPLAY)).startswith("the data changed: rdv_2022.csv")


def test_an_input_that_is_gone_and_one_that_is_new_are_named(run: Runner, kept: Path) -> None:
    (kept / "rdv_2021.csv").rename(kept / "rdv_2020.csv")
    found = json.loads(run(*REPLAY, "--format", "json").out)
    assert [(c["subject"], c["new"] is None) for c in found["causes"]] == [
        ("rdv_2021.csv", True),
        ("rdv_2020.csv", False),
    ]
    assert found["same_results"]
    assert not found["same"]


def test_a_rule_is_named(run: Runner) -> None:
    assert first(run(*REPLAY, "--working-days", "228")) == (
        "a rule changed: working_days, 198 → 228"
    )


def rewritten(change_it: Callable[[dict[str, Any]], object]) -> None:
    found = json.loads(MANIFEST.read_text(encoding="utf-8"))
    change_it(found)
    MANIFEST.write_text(json.dumps(found), encoding="utf-8")


def test_a_parameter_is_named(run: Runner) -> None:
    rewritten(lambda found: found["parameters"][2].update(value="9"))
    assert first(run(*REPLAY)).startswith(
        "a parameter changed: expected_appointments, 9 (S1, p. 9)"
    )


def test_an_account_of_rows_that_does_not_fit_is_named(run: Runner) -> None:
    rewritten(lambda found: found["ledger"][0].update(accepted=2))
    assert first(run(*REPLAY)).startswith("the account of rows changed: rdv_2021.csv, 3 rows, 2 ac")


def test_a_value_is_named_where_nothing_else_differs(run: Runner) -> None:
    def another(found: dict[str, Any]) -> None:
        results = found["results"]
        results["sha256"] = "0" * 64
        results["indicators"]["no_show_rate"] = "0"
        results["by_group"]["body=caf year=2022"] = "0"
        found["output"] = None

    rewritten(another)
    assert first(run(*REPLAY)) == "a value differs: no_show_rate, Caf, 2022, now 0.2"


def test_another_version_with_the_same_bytes_is_no_difference(run: Runner) -> None:
    rewritten(lambda found: found.update(polars="2.0.9", output=None))
    done = run(*REPLAY)
    assert done.code == 0
    assert "the code changed: polars, 2.0.9 → " in done.out


def test_another_version_is_named_where_bytes_differ(run: Runner) -> None:
    def another(found: dict[str, Any]) -> None:
        found["accsocial"] = "0.0.9"
        found["results"]["sha256"] = "0" * 64

    rewritten(another)
    assert first(run(*REPLAY)).startswith("the code changed: accsocial, 0.0.9 → ")


DAMAGES: dict[str, tuple[Callable[[str], str], int, str]] = {
    "brackets alone": (lambda text: "[" * len(text) * 10, 3, "is nested without an end"),
    "half of it": (lambda text: text[: len(text) // 2], 3, "is not complete JSON"),
    "an unknown key": (lambda text: text.replace("{", '{"more": 1,', 1), 3, "more: unknown key"),
    "a wrong type": (lambda text: text.replace('"rows": ', '"rows": "x", "x": ', 1), 3, "results."),
    "another version": (
        lambda text: text.replace("accsocial manifest 1", "accsocial manifest 7"),
        3,
        "of version 7",
    ),
    "an unknown setting": (
        lambda text: text.replace('"territory": null', '"teritory": null', 1),
        2,
        "did you mean territory?",
    ),
    "an unknown rule": (
        lambda text: text.replace('"id_scope"', '"id_scop"', 1),
        2,
        "did you mean id_scope?",
    ),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_manifest_is_refused(run: Runner, damage: str) -> None:
    change_it, code, message = DAMAGES[damage]
    text = change_it(MANIFEST.read_text(encoding="utf-8"))
    MANIFEST.write_text(text, encoding="utf-8")
    done = run(*REPLAY)
    assert (done.code, done.out) == (code, "")
    assert message in done.err


def test_a_manifest_or_an_extract_that_is_not_there(run: Runner) -> None:
    assert run("replay", "none.json", "--extract", "extract").code == 2
    assert run("replay", MANIFEST, "--extract", "none").code == 2


def test_a_baseline_is_replayed_too(run: Runner, kept: Path) -> None:
    assert run("replay", "baseline.json", "--extract", "extract").code == 0
    change(kept, *CELL)
    done = run("replay", "baseline.json", "--extract", "extract")
    assert "20.0% → 0.0%" in done.out.replace("\n  ", " ")


def test_a_year_that_has_gone_is_named_as_what_differs(kept: Path, run: Runner) -> None:
    options = ("--year", "2022", "--manifest", MANIFEST)
    assert run("indicators", "extract", *options).code == 0
    (kept / "rdv_2022.csv").unlink()
    change(kept, "costs.csv", "caf,94,2022,staff,1100.20\n", "")
    assert "rdv_2022.csv is gone" in first(run(*REPLAY))
    assert run(*REPLAY, "--year", "2023").code == 2

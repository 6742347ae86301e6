"""The baseline's file: readable in a diff, and refused when it is not what was written."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from regressed import CELL, Runner, change

FILE = Path("baseline.json")


def test_one_line_per_value_sorted() -> None:
    text = FILE.read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.startswith('  {"indicator":')]
    values = json.loads(text)["values"]
    assert [json.loads(line.rstrip(",")) for line in lines] == values
    keys = [(value["indicator"], value["body"], value["year"]) for value in values]
    assert keys == sorted(keys)
    assert len(keys) > 100


def test_one_cell_changes_few_lines(kept: Path, run: Runner) -> None:
    before = FILE.read_text(encoding="utf-8").splitlines()
    change(kept, *CELL)
    assert run("baseline", "extract", "-o", FILE).code == 0
    after = FILE.read_text(encoding="utf-8").splitlines()
    assert len(before) == len(after)
    others = [line for line, old in zip(after, before, strict=True) if line != old]
    values = [line for line in others if line.startswith('  {"indicator":')]
    assert any('"no_show_rate"' in line for line in values)
    assert all('"year": 2022' in line for line in values)


def test_the_same_bytes_twice(run: Runner) -> None:
    assert run("baseline", "extract", "-o", "again.json").code == 0
    assert Path("again.json").read_bytes() == FILE.read_bytes()


def edited(text: str) -> str:
    return re.sub(r'"numerator": (\d+)\.0', r'"numerator": \1.5', text, count=1)


def changed(**keys: Any) -> Callable[[str], str]:
    return lambda text: json.dumps({**json.loads(text), **keys})


def signed(text: str, change_it: Callable[[dict[str, Any]], object]) -> str:
    """Changed, and with the digest of what it is then: by hand, or by another accsocial."""
    found = json.loads(text)
    change_it(found)
    rest = {name: found[name] for name in ("manifest", "history", "values")}
    plain = json.dumps(rest, ensure_ascii=False, sort_keys=True)
    return json.dumps({**found, "sha256": hashlib.sha256(plain.encode()).hexdigest()})


DAMAGES: dict[str, tuple[Callable[[str], str], str]] = {
    "a value by hand": (edited, "was edited after it was written"),
    "the digest alone": (changed(sha256="0" * 64), "was edited after it was written"),
    "half of it": (lambda text: text[: len(text) // 2], "is not complete JSON"),
    "empty": (lambda _: "", "is not complete JSON"),
    "another version": (
        changed(format="accsocial baseline 2"),
        "is a baseline of version 2, and this accsocial reads version 1",
    ),
    "no baseline": (changed(format="accsocial manifest 1"), "is no baseline of accsocial"),
    "a list": (lambda _: "[]", "is no JSON object"),
    "an unknown key": (changed(extra=1), "extra: unknown key"),
    "an unknown key of a value": (
        lambda text: signed(text, lambda found: found["values"][0].update(site="Nord")),
        "value 1: unknown key 'site'",
    ),
    "half of a character": (
        lambda text: text.replace('"encoding": "ascii"', r'"encoding": "\ud83d"', 1),
        "holds half of a character",
    ),
    "a missing key": (
        lambda text: json.dumps({k: v for k, v in json.loads(text).items() if k != "history"}),
        "history: is missing",
    ),
    "not a number": (
        lambda text: re.sub(r'"value": [\d.]+', '"value": NaN', text, count=1),
        "holds NaN, which is no number",
    ),
    "null for a value": (
        lambda text: re.sub(r'"value": [\d.]+', '"value": null', text, count=1),
        "was edited after it was written",
    ),
    "a name twice": (
        lambda text: text.replace('"history":', '"history": [], "history":', 1),
        "holds the name 'history' twice",
    ),
    "another encoding": (
        lambda text: "\udcff" + text,
        "is not UTF-8 text, so neither a manifest nor a baseline",
    ),
}


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("update", [(), ("--update", "--reason", "x")], ids=["check", "update"])
def test_a_damaged_baseline_is_refused(run: Runner, damage: str, update: tuple[str, ...]) -> None:
    change_it, message = DAMAGES[damage]
    text = change_it(FILE.read_text(encoding="utf-8"))
    content = text.encode("utf-8", errors="surrogateescape")
    FILE.write_bytes(content)
    done = run("check", "extract", "--baseline", FILE, *update)
    assert (done.code, done.out) == (3, "")
    assert message in done.err
    assert FILE.read_bytes() == content


def test_settings_that_were_not_recorded_are_their_defaults(run: Runner) -> None:
    text = signed(
        FILE.read_text(encoding="utf-8"), lambda found: found["manifest"]["settings"].pop("year")
    )
    FILE.write_text(text, encoding="utf-8")
    assert run("check", "extract", "--baseline", FILE).code == 0
    assert run("check", "extract", "--baseline", FILE, "--update", "--reason", "x").code == 0


def test_a_missing_baseline_is_wrong_usage(run: Runner) -> None:
    done = run("check", "extract", "--baseline", "none.json")
    assert done.code == 2
    assert "--baseline none.json: no such file" in done.err


def test_a_formatter_may_lay_the_file_out_anew(run: Runner) -> None:
    FILE.write_text(json.dumps(json.loads(FILE.read_text("utf-8")), indent=4), encoding="utf-8")
    assert run("check", "extract", "--baseline", FILE).code == 0


def test_a_baseline_is_json(run: Runner) -> None:
    assert run("baseline", "extract", "-o", "baseline.csv").code == 4


def test_a_mark_of_an_editor_before_the_text_changes_nothing(run: Runner) -> None:
    FILE.write_bytes(b"\xef\xbb\xbf" + FILE.read_bytes())
    assert run("check", "extract", "--baseline", FILE).code == 0

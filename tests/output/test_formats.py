from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from made_results import sample

from accsocial.errors import ExportRefused
from accsocial.output import FORMATS, write
from accsocial.output.formats import OutputFormat

every_format = pytest.mark.parametrize("known", FORMATS, ids=lambda known: known.name)


def test_names_and_endings_are_the_promised_ones_and_unique() -> None:
    assert [known.name for known in FORMATS] == ["json", "jsonl", "csv", "parquet", "xlsx", "md"]
    assert [known.ending for known in FORMATS] == [f".{known.name}" for known in FORMATS]


@every_format
def test_each_format_has_a_documented_writer(known: OutputFormat) -> None:
    assert known.writer().__doc__


@every_format
def test_the_ending_chooses_what_the_name_chooses(known: OutputFormat, tmp_path: Path) -> None:
    by_ending, by_name = tmp_path / f"a{known.ending.upper()}", tmp_path / "b.out"
    write(sample(), by_ending)
    write(sample(), by_name, format=known.name)
    assert by_ending.read_bytes() == by_name.read_bytes()


@every_format
def test_standard_output_gets_the_bytes_of_the_file(
    known: OutputFormat, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    write(sample(), tmp_path / "r", format=known.name, lang="fr")
    write(sample(), "-", format=known.name, lang="fr")
    assert capfdbinary.readouterr().out == (tmp_path / "r").read_bytes()


@pytest.mark.parametrize(
    ("target", "name"),
    [("r.ods", None), ("r", None), ("r.csv.gz", None), ("-", None), ("r.csv", "ods")],
)
def test_an_unknown_format_names_the_known_ones(
    target: str, name: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ExportRefused, match=r"\.json, \.jsonl, .* json, jsonl, csv, parquet"):
        write(sample(), target, format=name)
    assert list(tmp_path.iterdir()) == []


def _run(code: str, **environment: str) -> str:
    here = {"PYTHONPATH": os.pathsep.join([*sys.path, str(Path(__file__).parent)])}
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | here | environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def test_an_unknown_language_names_the_known_ones(tmp_path: Path) -> None:
    target = tmp_path / "results.md"
    with pytest.raises(ExportRefused, match=r"language 'de': must be one of en, fr"):
        write(sample(), target, lang="de")
    assert not target.exists()


def test_the_same_results_give_the_same_bytes_in_any_process(tmp_path: Path) -> None:
    code = (
        "import hashlib, pathlib\n"
        "from made_results import sample\n"
        "from accsocial.output import FORMATS, write\n"
        "for known in FORMATS:\n"
        f"    target = pathlib.Path({str(tmp_path)!r}, 'r' + known.ending)\n"
        "    write(sample(), target)\n"
        "    print(known.name, hashlib.sha256(target.read_bytes()).hexdigest())\n"
    )
    one = _run(code, POLARS_MAX_THREADS="1", PYTHONHASHSEED="1", TZ="UTC")
    two = _run(code, POLARS_MAX_THREADS="4", PYTHONHASHSEED="2", TZ="Asia/Tokyo")
    assert len(one.splitlines()) == len(FORMATS)
    assert one == two


@pytest.mark.parametrize(
    ("name", "unwanted"),
    [
        ("json", ["rich", "xlsxwriter", "pyarrow"]),
        ("csv", ["rich", "xlsxwriter", "pyarrow"]),
        ("md", ["rich", "xlsxwriter", "pyarrow"]),
        ("parquet", ["rich", "xlsxwriter"]),
    ],
)
def test_a_format_loads_no_library_of_another(name: str, unwanted: list[str]) -> None:
    code = (
        "import sys, json, io\n"
        "from made_results import sample\n"
        "from accsocial.output.formats import format_for\n"
        f"format_for('-', {name!r}).writer()(sample(), 'en', io.BytesIO())\n"
        "print(json.dumps(sorted(sys.modules)))\n"
    )
    loaded = json.loads(_run(code))
    assert "accsocial.output" in loaded
    assert [module for module in unwanted if module in loaded] == []


def test_the_door_is_open_without_any_heavy_library() -> None:
    loaded = json.loads(
        _run("import sys, json, accsocial.output; print(json.dumps(sorted(sys.modules)))")
    )
    heavy = {"polars", "pyarrow", "rich", "xlsxwriter", "pydantic"}
    assert "accsocial.output" in loaded
    assert heavy & set(loaded) == set()

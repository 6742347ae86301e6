"""Measuring, taking turns, and the page that comes of it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from benchmarks.extracts import CP1252, UTF_8, Extract, as_text, extract
from benchmarks.process import Failed, measure
from benchmarks.report import page
from benchmarks.rounds import Different, Taken, rounds
from benchmarks.ways import ACCSOCIAL, Way

BY = ("body", "year")
NOTHING = Extract(Path(), 0, 0)


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def way(name: str, value: float, *, ends: str = "") -> Way:
    """A way that gives one figure."""
    place = {"indicator": "no_show_rate", "body": "caf", "year": 2022}
    printed = json.dumps([{**place, "value": value, "numerator": value, "denominator": 1}])
    return Way(name, lambda _folder, _by: python(f"print({printed!r}); {ends}"))


def run(runs: int, *ways: Way) -> tuple[dict[str, Taken], list[str]]:
    """What the ways took, and what was said meanwhile."""
    said: list[str] = []
    return rounds(NOTHING, BY, runs, said.append, ways), said


def test_a_process_is_measured() -> None:
    idle = measure(python("import time; time.sleep(0.2)"))
    busy = measure(python("print(sum(range(5_000_000)))"))
    assert idle.wall >= 0.2
    assert busy.cpu > idle.cpu
    assert busy.printed == b"12499997500000\n"


PEAKS = """
import sys
from benchmarks.process import measure
for code in ("pass", "b'x' * 100_000_000"):
    print(measure([sys.executable, "-c", code]).peak)
"""


def test_the_peak_of_memory_is_that_of_the_process() -> None:
    # From a process of its own: no peak is measured below the memory of who measures.
    printed = measure(python(PEAKS)).printed
    idle, large = map(int, printed.split())
    assert 0 < idle < 50_000_000
    assert 100_000_000 < large < 150_000_000


def test_a_process_that_fails_says_why() -> None:
    with pytest.raises(Failed, match="exit code 3: no room"):
        measure(python("import sys; print('no room', file=sys.stderr); sys.exit(3)"))
    with pytest.raises(Failed, match="exit code -9: no word"):
        measure(python("import os; os.kill(os.getpid(), 9)"))


def test_ways_take_turns() -> None:
    taken, said = run(2, way("accsocial", 0.5), way("other", 0.5))
    assert [text.partition(":")[0] for text in said] == ["accsocial", "other", "other", "accsocial"]
    assert taken["other"].wall > 0


def test_another_figure_stops_the_run() -> None:
    with pytest.raises(Different, match=r"other differs from accsocial: no_show_rate body=caf"):
        run(1, way("accsocial", 0.5), way("other", 0.25))


def test_a_way_that_fails_is_left_out() -> None:
    fails = "raise SystemExit(1)"
    taken, said = run(2, way("accsocial", 0.5), way("other", 0.5, ends=fails))
    assert taken["other"].failed == "exit code 1: no word"
    assert taken["accsocial"].failed is None
    assert [text for text in said if text.startswith("other")] == ["other: exit code 1: no word"]
    with pytest.raises(Failed):
        run(1, way("accsocial", 0.5, ends=fails))


def test_an_extract_is_made_once(tmp_path: Path) -> None:
    made = extract(tmp_path, 0.0002, "2022")
    assert made.folder.parent == tmp_path
    assert made.rows > 1000
    (made.folder / "manifest.json").write_text('{"rows": {"appointments": 5}}')
    assert extract(tmp_path, 0.0002, "2022").rows == 5


def test_the_text_of_an_extract_has_accents_in_two_encodings(tmp_path: Path) -> None:
    made = as_text(tmp_path, 0.0002, "2022")
    assert made.rows == extract(tmp_path, 0.0002, "2022").rows
    one, other = (
        (made.folder / encoding / "appointments_2022.csv").read_bytes()
        for encoding in (CP1252, UTF_8)
    )
    assert one.decode("cp1252") == other.decode("utf-8")
    assert made.size == len(one)
    assert one.count(b"P\xe9rim\xe8tre") == made.rows
    assert as_text(tmp_path, 0.0002, "2022") == made
    # Nothing that was needed on the way is left.
    assert len(list(tmp_path.iterdir())) == 2


def test_the_page_has_ratios_growth_and_what_failed() -> None:
    small = {ACCSOCIAL.name: Taken(1, 1, 100e6), "pandas": Taken(3, 4, 200e6)}
    large = {ACCSOCIAL.name: Taken(4, 5, 300e6), "pandas": Taken(0, 0, 0, failed="exit code -9")}
    extracts = [Extract(Path(), 1000, 2_000_000), Extract(Path(), 4000, 8_000_000)]
    taken = {"By body": [small, large], "By body, all figures": [small, large]}
    text = page("a command", "2026-11-22", 3, extracts, taken)
    assert "Written by `a command` on 2026-11-22." in text
    assert "| Large | 4,000 rows of appointments, 8.0 MB |" in text
    assert "| accsocial | 1.00 | 1.00 | 1.00 | 100 MB | 300 MB | 4.00 |" in text
    assert "| pandas | 3.00 | – | – | 200 MB | – | – |" in text
    assert "## By body, all figures" in text
    assert "pandas did not end for the large extract (exit code -9)." in text
    assert " on " not in page("c", None, 3, extracts, {}).split("\n\n")[1]


def test_what_was_taken_for_one_size_has_no_growth() -> None:
    few = {ACCSOCIAL.name: Taken(0.4, 0.5, 100e6), "importing Polars": Taken(0.2, 0.1, 50e6)}
    extracts = [Extract(Path(), 1000, 2_000_000), Extract(Path(), 4000, 8_000_000)]
    text = page("a command", None, 3, extracts, {"Few rows": [few]})
    assert text.endswith(
        "## Few rows\n\n"
        "| Way | Time | Processor time | Peak memory |\n"
        "| --- | ---: | ---: | ---: |\n"
        "| accsocial | 1.00 | 1.00 | 100 MB |\n"
        "| importing Polars | 0.50 | 0.20 | 50 MB |\n\n"
        "accsocial took 0.40 s.\n"
    )

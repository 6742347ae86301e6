"""What is made of an extract is never written into it: the next run would count it, too."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from command_line import Run

SAMPLE = Path(__file__).resolve().parents[2] / "data" / "samples" / "gesica"


@pytest.mark.parametrize("folder", ["gesica", "."])
@pytest.mark.parametrize(
    "words",
    [
        ("evidence", "cost_growth", "--where", "body=caf", "--where", "year=2022", "-o"),
        ("convert", "-o"),
        ("summarise", "-o"),
    ],
    ids=lambda words: words[0],
)
def test_outputs_inside_the_extract_are_refused(
    run: Run, tmp_path: Path, words: tuple[str, ...], folder: str
) -> None:
    shutil.copytree(SAMPLE, tmp_path / "gesica")
    before = sorted(tmp_path.rglob("*"))
    target = "gesica/new.csv"
    extract = ["gesica"] if folder == "gesica" else ["."]
    command, *rest = words
    place = [rest.pop(0)] if command == "evidence" else []
    outcome = run(command, *place, *extract, *rest, target)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.message.endswith(
        f"--output {target}: is inside {folder}, and would be read as part of it. "
        "Choose a folder elsewhere"
    )
    assert sorted(tmp_path.rglob("*")) == before

"""The generated pages are what the code says, and the check can tell."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from written import ROOT, SAMPLES


def check(root: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, root / "scripts" / "make_docs.py", "--check"],
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what the script reads and writes, with one page changed and one removed."""
    root = tmp_path_factory.mktemp("copy")
    for folder in ("scripts", "docs"):
        shutil.copytree(ROOT / folder, root / folder)
    shutil.copytree(SAMPLES / "gesica", root / "data" / "samples" / "gesica")
    page = root / "docs" / "columns.md"
    page.write_text(page.read_text(encoding="utf-8") + "one more line\n", encoding="utf-8")
    (root / "docs" / "fr" / "indicateurs.md").unlink()
    return root


def test_the_pages_are_current() -> None:
    done = check(ROOT)
    assert (done.stdout, done.stderr, done.returncode) == ("", "", 0)


def test_pages_that_differ_or_are_gone_are_named_and_fail(copy: Path) -> None:
    done = check(copy)
    assert [line.split()[0] for line in done.stdout.splitlines()] == [
        "docs/columns.md",
        "docs/fr/indicateurs.md",
    ]
    assert done.returncode == 1


def test_the_picture_fetches_nothing() -> None:
    picture = (ROOT / "docs" / "images" / "indicators.svg").read_text(encoding="utf-8")
    assert "url(http" not in picture
    assert 'url("http' not in picture
    assert "P02" in picture

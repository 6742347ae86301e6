"""The pages as tests see them: blocks of code, tables and links, read from their text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "data" / "samples"
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), SAMPLES / "README.md"])

MAIN_COMMAND = (
    "python3 -m venv .venv && .venv/bin/pip install -q -c constraints.txt . "
    "&& .venv/bin/accsocial indicators data/samples/gesica"
)
TEST_COMMAND = (
    'python3 -m venv .venv && .venv/bin/pip install -q -c constraints.txt -e ".[dev]" '
    "&& .venv/bin/python -m pytest"
)


@dataclass(frozen=True)
class Block:
    """A block of code: its page relative to the root, its language, its first line and text."""

    page: str
    language: str
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"


def name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def text(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def blocks(*languages: str) -> Iterator[Block]:
    """All blocks in one of the languages, page by page."""
    for page in PAGES:
        content = page.read_text(encoding="utf-8")
        for match in re.finditer(r"^```(\w+)\n(.*?)^```$", content, re.MULTILINE | re.DOTALL):
            if match[1] in languages:
                line = content.count("\n", 0, match.start()) + 2
                yield Block(name(page), match[1], line, match[2])


def shell_lines() -> Iterator[tuple[Block, str]]:
    """Every command that a page shows, with its block."""
    for block in blocks("bash", "console", "sh", "shell"):
        for line in block.text.splitlines():
            if line.strip():
                yield block, line.strip()


def tables(content: str) -> Iterator[list[dict[str, str]]]:
    """The Markdown tables of a text: rows by heading."""
    for match in re.finditer(r"(?:^\|.*\n)+", content, re.MULTILINE):
        lines = [_cells(line) for line in match[0].splitlines()]
        yield [dict(zip(lines[0], row, strict=True)) for row in lines[2:]]


def table(page: str, *headings: str) -> list[dict[str, str]]:
    """The one table of a page that has these headings."""
    found = [rows for rows in tables(text(page)) if rows and set(headings) <= rows[0].keys()]
    assert len(found) == 1, f"{page} has {len(found)} tables with {headings}"
    return found[0]


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip())[1:-1]]

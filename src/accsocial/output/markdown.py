"""Markdown: the blocks of the terminal as tables, then rules, parameters and sources."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from accsocial.model import Text
from accsocial.output import words
from accsocial.output.about import used_figures, used_sources
from accsocial.output.arrange import block, grouped
from accsocial.output.notes import figure_text, rule_texts, source_text
from accsocial.output.origin import FILES, TITLE, file_rows, origin_rows
from accsocial.output.parameters import in_words

if TYPE_CHECKING:
    from accsocial.output.blocks import Block, Cell, Line
    from accsocial.results import Results

_TITLE = Text("Indicators of social accompaniment", "Indicateurs de l'accompagnement social")
_MADE_BY = Text("Computed by accsocial {version}.", "Calculé par accsocial {version}.")
_INDICATOR = Text("Indicator", "Indicateur")
_REFERENCE = Text("Reference", "Référence")
_GAP = Text("Gap", "Écart")
_REFERENCES = Text("Published figures", "Chiffres publiés")
_RULES = Text("Counting rules", "Règles de comptage")
_PARAMETERS = Text("Parameters", "Paramètres")
_SOURCES = Text("Sources", "Sources")

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~])")


def write_markdown(results: Results, lang: str, file: BinaryIO) -> None:
    """A document in "en" or "fr" that stands on its own: tables, notes, rules, sources."""
    file.write("\n".join(_document(results, lang)).encode() + b"\n")


def _document(results: Results, lang: str) -> Iterator[str]:
    yield f"# {_TITLE[lang]}"
    yield ""
    yield _MADE_BY[lang].format(version=_escape(results.version))
    for group in grouped(results, lang):
        yield from _block(block(results, group, lang), lang)
    colon = words.colon(lang)
    figures = [f"**{f.id}**{colon}{_escape(figure_text(f, lang))}" for f in used_figures(results)]
    yield from _list(_REFERENCES[lang], figures)
    if figures:
        yield ""
        yield words.NOT_A_PASS_MARK[lang]
    yield from _list(_RULES[lang], map(_escape, rule_texts(results, lang)))
    yield from _list(
        _PARAMETERS[lang],
        (
            _escape(f"{used.name}{colon}{used.value} {used.unit} ({used.source})")
            for used in (in_words(each, lang) for each in results.parameters)
        ),
    )
    sources = (f"**{s.id}**{colon}{_escape(source_text(s))}" for s in used_sources(results))
    yield from _list(_SOURCES[lang], sources)
    origin = (
        f"{_escape(name)}{colon}{_escape(value)}" for name, value in origin_rows(results, lang)
    )
    yield from _list(TITLE[lang], origin)
    files = (f"{_escape(name)}{colon}{size}, {digest}" for name, size, digest in file_rows(results))
    yield from _list(f"{FILES[lang]} (SHA-256)", files)


def _block(shown: Block, lang: str) -> Iterator[str]:
    compared = any(line.comparison for section in shown.sections for line in section.lines)
    headings = [_INDICATOR[lang], *shown.columns]
    if compared:
        headings += [_REFERENCE[lang], _GAP[lang]]
    yield ""
    yield f"## {_escape(shown.title)}"
    yield ""
    yield _row(headings)
    yield _row(["---", *["---:"] * (len(headings) - 1)])
    for section in shown.sections:
        yield _row([f"**{_escape(section.title)}**", *[""] * (len(headings) - 1)])
        for line in section.lines:
            yield _row(_line(line, compared=compared))
    remarks = [f"{note.mark} {_escape(note.text)}" for note in shown.notes]
    if shown.unplaced:
        remarks.append(_escape(shown.unplaced))
    for remark in remarks:
        yield ""
        yield remark


def _line(line: Line, *, compared: bool) -> list[str]:
    row = [_escape(line.label), *map(_cell, line.cells)]
    if not compared:
        return row
    if line.comparison is None:
        return [*row, "", ""]
    figure = f"{line.comparison.figure} {line.comparison.id}".strip()
    return [*row, figure, line.comparison.gap]


def _cell(cell: Cell | None) -> str:
    return "" if cell is None else cell.text + _escape(cell.mark)


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _list(title: str, items: Iterator[str] | list[str]) -> Iterator[str]:
    lines = [f"* {item}" for item in items]
    if lines:
        yield from ("", f"## {title}", "", *lines)


def _escape(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", words.clean(text))

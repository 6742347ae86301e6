"""Markdown: the blocks of the terminal as tables, then rules, parameters and sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, BinaryIO

from accsocial.model import Text
from accsocial.output import words
from accsocial.output.about import used_figures, used_sources
from accsocial.output.arrange import block, grouped
from accsocial.output.markdown_tables import bullets, document, escape, table
from accsocial.output.notes import figure_text, rule_texts, source_text
from accsocial.output.origin import FILES, TITLE, file_rows, origin_rows
from accsocial.output.parameters import in_words, with_source

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
_BYTES = Text("bytes", "octets")


def write_markdown(results: Results, lang: str, file: BinaryIO) -> None:
    """A document in "en" or "fr" that stands on its own: tables, notes, rules, sources."""
    file.write(document(_blocks(results, lang)).encode())


def _blocks(results: Results, lang: str) -> Iterator[str]:
    yield f"# {_TITLE[lang]}"
    yield _MADE_BY[lang].format(version=escape(results.version))
    for group in grouped(results, lang):
        yield from _group(block(results, group, lang), lang)
    colon = words.colon(lang)
    figures = [f"**{f.id}**{colon}{escape(figure_text(f, lang))}" for f in used_figures(results)]
    yield from _list(_REFERENCES[lang], figures)
    if figures:
        yield words.NOT_A_PASS_MARK[lang]
    yield from _list(_RULES[lang], map(escape, rule_texts(results, lang)))
    yield from _list(
        _PARAMETERS[lang],
        (
            escape(f"{used.name}{colon}{with_source(used)}")
            for used in (in_words(each, lang) for each in results.parameters)
        ),
    )
    sources = (f"**{s.id}**{colon}{escape(source_text(s, lang))}" for s in used_sources(results))
    yield from _list(_SOURCES[lang], sources)
    origin = (f"{escape(name)}{colon}{escape(value)}" for name, value in origin_rows(results, lang))
    yield from _list(TITLE[lang], origin)
    files = (
        f"{escape(name)}{colon}{size} {_BYTES[lang]}, {digest}"
        for name, size, digest in file_rows(results)
    )
    yield from _list(f"{FILES[lang]} (SHA-256)", files)


def _group(shown: Block, lang: str) -> Iterator[str]:
    compared = any(line.comparison for section in shown.sections for line in section.lines)
    headings = [_INDICATOR[lang], *shown.columns]
    if compared:
        headings += [_REFERENCE[lang], _GAP[lang]]
    rows = []
    for section in shown.sections:
        rows.append([f"**{escape(section.title)}**", *[""] * (len(headings) - 1)])
        rows += [_line(line, compared=compared) for line in section.lines]
    yield f"## {escape(shown.title)}"
    yield table(headings, rows)
    yield from (f"{note.mark} {escape(note.text)}" for note in shown.notes)
    if shown.unplaced:
        yield escape(shown.unplaced)


def _line(line: Line, *, compared: bool) -> list[str]:
    row = [escape(line.label), *map(_cell, line.cells)]
    if not compared:
        return row
    if line.comparison is None:
        return [*row, "", ""]
    figure = f"{line.comparison.figure} {line.comparison.id}".strip()
    return [*row, figure, line.comparison.gap]


def _cell(cell: Cell | None) -> str:
    return "" if cell is None else cell.text + escape(cell.mark)


def _list(title: str, items: Iterable[str]) -> Iterator[str]:
    """A heading and its points; nothing if there are none."""
    if points := bullets(items):
        yield from (f"## {title}", points)

"""The catalogue and its pages as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from accsocial.indicators import CATALOGUE
from accsocial.model import Indicator
from accsocial.output.catalogue.page import Grid, Page, page_of
from accsocial.output.catalogue.words import MORE, TITLES, unit_text
from accsocial.output.markdown_tables import document, table
from accsocial.output.words import NOT_A_PASS_MARK, semicolon, theme


def list_markdown(lang: str) -> str:
    """All indicators as one table, under a heading."""
    titles = [TITLES[name][lang] for name in ("theme", "id", "label", "unit")]
    rows = (
        (theme(i.theme, lang), f"`{i.id}`", i.label[lang], unit_text(i.unit, lang))
        for i in CATALOGUE
    )
    return document([f"# {TITLES['indicators'][lang]}", _table(titles, rows), MORE[lang]])


def page_markdown(indicator: Indicator, lang: str) -> str:
    """The whole page of an indicator, under a heading."""
    page = page_of(indicator, lang)
    blocks = [
        block if isinstance(block, str) else _table(block.header, block.rows)
        for block in blocks_of(page, lang)
    ]
    return document([f"# {page.id}", *blocks, NOT_A_PASS_MARK[lang]])


def blocks_of(page: Page, lang: str) -> Iterator[str | Grid]:
    """The parts of a page in their order: paragraphs, and tables to be laid out."""
    yield page.meaning
    facts = tuple((fact.title, _in_a_cell(fact.points, lang)) for fact in page.facts)
    yield Grid("", (TITLES["label"][lang], page.label), facts)
    yield f"**{page.pitfalls.title}**"
    yield from (f"* {point}" for point in page.pitfalls.points)
    yield f"**{page.example.title}**"
    for grid in page.grids:
        yield f"`{grid.name}`"
        yield grid
    yield from page.example.points


def _in_a_cell(points: Sequence[str], lang: str) -> str:
    return (" " if points[0].endswith(".") else semicolon(lang)).join(points)


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of texts, whose words between backticks stay as they are."""
    head, *body = ([cell.replace("|", "\\|") for cell in row] for row in (header, *rows))
    return table(head, body, texts=len(head))

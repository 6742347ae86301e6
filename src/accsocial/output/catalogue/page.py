"""One indicator explained, as parts that the terminal, Markdown and the docs lay out alike.

Texts hold names of columns, tables and rules between backticks, as in Markdown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from accsocial.indicators import depends
from accsocial.indicators.sheet import sheet_of
from accsocial.model import Indicator
from accsocial.output.catalogue import words
from accsocial.output.catalogue.example import example_points
from accsocial.output.catalogue.formula import formula
from accsocial.output.catalogue.sources import figure_text, place_text, source_text
from accsocial.output.words import colon, setting
from accsocial.rules import CountingRules


@dataclass(frozen=True)
class Section:
    """A heading and the points under it."""

    title: str
    points: tuple[str, ...]


@dataclass(frozen=True)
class Grid:
    """A small table: its name, its columns and its rows."""

    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Page:
    """All that is to be said of an indicator: `facts` are short, the rest is read in order."""

    id: str
    label: str
    meaning: str
    facts: tuple[Section, ...]
    pitfalls: Section
    grids: tuple[Grid, ...]
    example: Section


def page_of(indicator: Indicator, lang: str, *, brief: bool = False) -> Page:
    """The page of an indicator in "en" or "fr"; if `brief`, counting rules are only named."""
    sheet = sheet_of(indicator.id)
    return Page(
        id=indicator.id,
        label=indicator.label[lang],
        meaning=indicator.meaning[lang],
        facts=tuple(_facts(indicator, lang, brief=brief)),
        pitfalls=_section("pitfalls", lang, sheet.pitfalls[lang]),
        grids=tuple(
            Grid(name, table.header, table.rows) for name, table in sheet.example.tables.items()
        ),
        example=_section("example", lang, example_points(indicator, sheet.example, lang)),
    )


def _section(title: str, lang: str, points: Iterable[str]) -> Section:
    return Section(words.TITLES[title][lang], tuple(points))


def _facts(indicator: Indicator, lang: str, *, brief: bool) -> Iterator[Section]:
    """The sections that have something to say."""
    facts = {
        "value": [formula(indicator, lang)],
        "unit": [words.unit_text(indicator.unit, lang)],
        "unknown": [_unknown(indicator, lang)],
        "partial": _partial(indicator, lang),
        "needs": _columns(depends.extract_columns(indicator), lang),
        "if_there": _columns(depends.extract_columns_if_there(indicator), lang),
        "tables": _codes(depends.summary_tables(indicator)),
        "groups": _codes(indicator.needs_groups),
        "compares": [words.COMPARES[lang].format(across=name) for name in indicator.compares],
        "rules": _rules(indicator, lang, brief=brief),
        "settings": [words.SETTINGS[name][lang] for name in depends.settings_of(indicator)],
        "constants": _constants(indicator, lang),
        "source": [source_text(indicator, lang)],
    }
    for title, points in facts.items():
        if points:
            yield _section(title, lang, points)
    for title, ids in (("compared", indicator.references), ("basis", indicator.basis)):
        for figure_id in ids:
            heading = words.TITLES[title][lang].format(id=figure_id)
            yield Section(heading, (figure_text(figure_id, lang),))


def _unknown(indicator: Indicator, lang: str) -> str:
    if indicator.unknown is None:
        return words.NO_UNKNOWN[lang]
    return words.IN_NEITHER[lang].format(what=indicator.unknown.label[lang])


def _partial(indicator: Indicator, lang: str) -> list[str]:
    return [words.PARTIAL[lang]] if "appointments" in depends.extract_tables(indicator) else []


def _codes(names: Sequence[str]) -> list[str]:
    return [", ".join(f"`{name}`" for name in names)] if names else []


def _columns(columns: Mapping[str, Sequence[str]], lang: str) -> list[str]:
    return [
        f"`{table}`{colon(lang)}{', '.join(f'`{name}`' for name in names)}"
        for table, names in columns.items()
        if names
    ]


def _rules(indicator: Indicator, lang: str, *, brief: bool) -> list[str]:
    names = depends.rules_of(indicator)
    if brief or not names:
        return _codes(names) or [words.NO_RULES[lang]]
    defaults = CountingRules().as_plain()
    return [f"`{name} = {setting(defaults[name])}`. {words.RULES[name][lang]}" for name in names]


def _constants(indicator: Indicator, lang: str) -> list[str]:
    return [
        f"`{number.name} = {number.value}` "
        f"({number.source.id}, {place_text(number.source.page, lang)})"
        for number in depends.constants_of(indicator)
    ]

"""What stands in the sheets Method and Ledger of the workbook, as plain tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from accsocial.model import Text
from accsocial.output import words
from accsocial.output.about import quantities, used_figures, used_sources
from accsocial.output.accounts import counts_text, file_name, shown_labels
from accsocial.output.catalogue.formula import formula
from accsocial.output.catalogue.sources import place_text
from accsocial.output.catalogue.words import unit_text as words_of_unit
from accsocial.output.notes import kind_text, perimeter_text, source_text, title_text
from accsocial.output.origin import (
    FILE_HEADINGS,
    FILES,
    HEADINGS,
    TITLE,
    file_rows,
    origin_rows,
)
from accsocial.output.parameters import in_words
from accsocial.output.reading_notes import note_text
from accsocial.output.references import unit_text
from accsocial.output.refusals import left_aside_text
from accsocial.parameters.published import note_of

if TYPE_CHECKING:
    from accsocial.model import Indicator
    from accsocial.records.ledger import FileAccount
    from accsocial.results import Results


@dataclass(frozen=True)
class SheetTable:
    """A table of a sheet; a cell is a text or a whole number, `widths` are in characters."""

    title: str
    headings: tuple[str, ...]
    rows: list[tuple[str | int, ...]]
    widths: tuple[int, ...] = ()


_INDICATORS = Text("Indicators", "Indicateurs")
_INDICATOR_HEADINGS = Text(
    "id;theme;label (en);label (fr);meaning;unit;formula;source;published figures",
    "identifiant;thème;libellé (en);libellé (fr);signification;unité;formule;source;"
    "chiffres publiés",
)
_INDICATOR_WIDTHS = (40, 16, 44, 44, 60, 20, 44, 44, 30)
_QUANTITIES = Text("Quantities of the formulas", "Grandeurs des formules")
_QUANTITY_HEADINGS = Text(
    "quantity;table;label (en);label (fr)", "grandeur;table;libellé (en);libellé (fr)"
)
_FIGURES = Text("Published figures", "Chiffres publiés")
_FIGURE_HEADINGS = Text(
    "id;kind;wording;perimeter;note;unit;low to high;source;page",
    "identifiant;nature;citation;périmètre;note;unité;de … à;source;page",
)
_RULES = Text("Counting rules", "Règles de comptage")
_RULE_HEADINGS = Text("rule;setting", "règle;valeur")
_PARAMETERS = Text("Parameters", "Paramètres")
_PARAMETER_HEADINGS = Text("parameter;value;unit;source", "paramètre;valeur;unité;source")
_SOURCES = Text("Sources", "Sources")
_SOURCE_HEADINGS = Text("id;publisher;title;date", "identifiant;éditeur;titre;date")
_LEDGER_HEADINGS = Text(
    "file;table;layout;read;accepted;rejected;rejected by rule;blank;warnings;labels not mapped;"
    "how it was read",
    "fichier;table;format de fichier;lues;acceptées;rejetées;rejets par règle;vides;à regarder;"
    "libellés inconnus;lecture",
)
_LEDGER_WIDTHS = (40, 16, 30, 11, 11, 11, 40, 11, 40, 40, 60)


def method_tables(results: Results, lang: str) -> list[SheetTable]:
    """Definitions, published figures, rules, parameters and sources; no table without rows."""
    tables = [
        SheetTable(
            _INDICATORS[lang],
            _split(_INDICATOR_HEADINGS, lang),
            [_indicator(indicator, lang) for indicator in results.indicators],
            _INDICATOR_WIDTHS,
        ),
        SheetTable(
            _QUANTITIES[lang],
            _split(_QUANTITY_HEADINGS, lang),
            [
                (q.id.replace("_", " "), q.table, q.label.en, q.label.fr)
                for q in quantities(results)
            ],
        ),
        SheetTable(
            _FIGURES[lang],
            _split(_FIGURE_HEADINGS, lang),
            [_figure(id_, results, lang) for id_ in (f.id for f in used_figures(results))],
        ),
        SheetTable(
            _RULES[lang],
            _split(_RULE_HEADINGS, lang),
            [(name, words.setting(value)) for name, value in results.rules.items()],
        ),
        SheetTable(
            _PARAMETERS[lang],
            _split(_PARAMETER_HEADINGS, lang),
            [
                (used.name, used.value, used.unit, used.source)
                for used in (in_words(each, lang) for each in results.parameters)
            ],
        ),
        SheetTable(
            _SOURCES[lang],
            _split(_SOURCE_HEADINGS, lang),
            [(s.id, s.publisher, title_text(s, lang), s.date) for s in used_sources(results)],
        ),
    ]
    origin = SheetTable(
        TITLE[lang], _split(HEADINGS, lang), [*map(tuple, origin_rows(results, lang))]
    )
    files = SheetTable(FILES[lang], _split(FILE_HEADINGS, lang), [*file_rows(results)])
    return [tables[0], *(table for table in (*tables[1:], origin, files) if table.rows)]


def ledger_table(results: Results, lang: str) -> SheetTable:
    """One row for each file that was read, then the files that were not."""
    rows = [_account(account, lang) for account in results.ledger.accounts]
    unread = Text("not read", "non lu")[lang]
    rows += [(left_aside_text(file_name(file), lang), unread) for file in results.ledger.ignored]
    return SheetTable("", _split(_LEDGER_HEADINGS, lang), rows, _LEDGER_WIDTHS)


def _split(headings: Text, lang: str) -> tuple[str, ...]:
    return tuple(headings[lang].split(";"))


def _indicator(indicator: Indicator, lang: str) -> tuple[str | int, ...]:
    source = indicator.source
    publication = source_text(source, lang)
    return (
        indicator.id,
        words.theme(indicator.theme, lang),
        indicator.label.en,
        indicator.label.fr,
        indicator.meaning[lang],
        words_of_unit(indicator.unit, lang),
        formula(indicator, lang),
        f"{publication}, {place_text(source.page, lang)}" if source.page else publication,
        ", ".join((*indicator.references, *indicator.basis)),
    )


def _figure(id_: str, results: Results, lang: str) -> tuple[str | int, ...]:
    figure = results.figures[id_]
    bounds = " – ".join(dict.fromkeys((str(figure.low), str(figure.high))))
    return (
        figure.id,
        kind_text(figure, lang),
        figure.wording_fr,
        perimeter_text(figure, lang),
        note_of(figure, lang),
        unit_text(figure, lang),
        bounds.replace(".", ",") if lang == "fr" else bounds,
        f"{figure.source.publisher}, {figure.source.title}",
        figure.page,
    )


def _account(account: FileAccount, lang: str) -> tuple[str | int, ...]:
    unmapped = (
        f"{column}{words.colon(lang)}{counts_text(labels, lang)}"
        for column, labels in shown_labels(account, lang).items()
    )
    said = (note_text(name, note, lang) for name, note in sorted(account.notes.items()))
    notes = (f"{name}{words.colon(lang)}{note}" for name, note in said)
    return (
        file_name(account.file),
        account.table,
        account.layout,
        account.read,
        account.accepted,
        account.rejected_rows,
        counts_text(account.rejected, lang),
        account.blank,
        counts_text(account.warnings, lang),
        words.semicolon(lang).join(unmapped),
        words.semicolon(lang).join(notes),
    )

"""docs/published-figures.md, from the published figures, constants and price series."""

from __future__ import annotations

from accsocial.output.catalogue.sources import quoted
from accsocial.output.notes import perimeter_text
from accsocial.output.references import value_text
from accsocial.output.words import NOT_A_PASS_MARK
from accsocial.parameters.constants import DatedValue, constants
from accsocial.parameters.prices import shipped_series
from accsocial.parameters.published import figures, note_of, sources
from docpages.markdown import code, codes, page, table


def published_page() -> str:
    """Published figures with their caveat, then the dated constants, prices and sources."""
    return page(
        "Published figures, constants and prices",
        "What other people published, as data: `accsocial references` lists the figures, "
        "`accsocial prices` shows the price index. Wordings are quoted in French, as printed.",
        NOT_A_PASS_MARK["en"],
        "## Figures",
        table(
            ("Id", "Figure", "About", "Kind", "Quantity", "Wording and page", "To know"),
            (
                (
                    figure.id,
                    value_text(figure, "en"),
                    perimeter_text(figure, "en"),
                    figure.kind,
                    code(figure.indicator),
                    quoted(figure),
                    note_of(figure, "en") or "–",
                )
                for figure in figures().values()
            ),
        ),
        "## Constants",
        "Numbers that stand in formulas or rules. Each holds from a day on. Formulas take "
        "the latest for every year of an extract, also for years before that day.",
        table(
            ("Name", "Value", "Unit", "From", "Until", "Source", "Figures", "To know"),
            (_constant(value) for values in constants().values() for value in values),
        ),
        "## Prices",
        "INSEE's consumer price index, annual means. The first series is the default.",
        table(
            ("Series", "Area", "Items", "Base", "Years", "Copied"),
            (
                (
                    series.number,
                    series.area,
                    series.items,
                    series.base,
                    f"{min(series.annual)}–{max(series.annual)}",
                    series.vintage,
                )
                for series in shipped_series().values()
            ),
        ),
        "## Sources",
        table(
            ("Id", "Publisher", "Date", "Title"),
            ((s.id, s.publisher, s.date, s.title) for s in sources().values()),
        ),
    )


def _constant(value: DatedValue) -> tuple[str, ...]:
    return (
        code(value.name),
        str(value.value),
        value.unit,
        value.valid_from.isoformat(),
        value.valid_to.isoformat() if value.valid_to else "open",
        f"{value.source.id}, {value.source.page}",
        codes(value.figures),
        value.note or "–",
    )

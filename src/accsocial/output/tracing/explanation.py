"""An explanation on a terminal: the ledger of a value, made for 80 columns."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from rich.text import Text as Line

from accsocial.indicators.depends import rules_of
from accsocial.model import Form
from accsocial.output.catalogue.formula import formula
from accsocial.output.catalogue.words import unit_text
from accsocial.output.notes import figure_text, source_text
from accsocial.output.numbers import format_count, format_decimal, format_gap, format_value
from accsocial.output.paragraphs import print_paragraph
from accsocial.output.parameters import in_words, with_source
from accsocial.output.reasons import reason_text
from accsocial.output.tracing import explanation_words as say
from accsocial.output.words import (
    NOT_A_PASS_MARK,
    STATUSES,
    clean,
    colon,
    place_title,
    semicolon,
    setting,
)
from accsocial.results import Status
from accsocial.tracing.explanation import Sign

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.console import Console

    from accsocial.model import Number, PublishedFigure, Unit
    from accsocial.tracing.explanation import Explanation, Part, Step, Trail

_SIGNS = {Sign.START: " ", Sign.LESS: "−", Sign.MORE: "+", Sign.EQUALS: "="}
_NUMBER = 14
_TEXT = _NUMBER + 4


def render(
    explanations: Sequence[Explanation],
    rules: Mapping[str, object],
    figures: Mapping[str, PublishedFigure],
    console: Console,
    lang: str,
) -> None:
    """Prints each value, the steps of each table, the formula's parts and what it rests on."""
    for place, explanation in enumerate(explanations):
        if place:
            console.print()
        _print_explanation(explanation, rules, figures, console, lang)


def _print_explanation(
    explanation: Explanation,
    rules: Mapping[str, object],
    figures: Mapping[str, PublishedFigure],
    console: Console,
    lang: str,
) -> None:
    indicator = explanation.indicator
    _heading(console, f"{indicator.label[lang]}{colon(lang)}{place_title(explanation.group, lang)}")
    _print_value(explanation, console, lang)
    print_paragraph(console, indicator.meaning[lang], indent=2, style="dim")
    for place, trail in enumerate(explanation.trails):
        roles = dict.fromkeys(part.role for part in explanation.parts if place in part.trails)
        purpose = ", ".join(say.ROLES[role][lang].lower() for role in roles)
        _print_trail(trail, explanation, purpose, console, lang)
    console.print()
    formula_text = f"{say.FORMULA[lang]}{colon(lang)}{formula(indicator, lang)}"
    print_paragraph(console, formula_text, indent=2)
    for part in explanation.parts:
        _print_part(part, explanation, console, lang)
    _print_months(explanation, console, lang)
    _print_rest(explanation, rules, figures, console, lang)


def _print_value(explanation: Explanation, console: Console, lang: str) -> None:
    value = explanation.result["value"]
    if isinstance(value, float):
        unit = explanation.indicator.unit
        growth = explanation.indicator.form is Form.GROWTH
        shown = format_value(value, unit, lang, signed=growth)
        _print(console, Line(f"  {shown}", style="bold cyan").append(_exactly(value, unit, lang)))
    status = status_text(explanation, lang)
    if status:
        print_paragraph(console, status, indent=2)


def status_text(explanation: Explanation, lang: str) -> str:
    """Why there is no value, or why it is to be read with care; "" if it is as it should be."""
    status, reason = Status(str(explanation.result["status"])), explanation.result["reason"]
    if reason is None:
        return "" if status is Status.OK else STATUSES[status][lang]
    return STATUSES[status][lang] + colon(lang) + clean(reason_text(str(reason), lang))


def _exactly(value: float, unit: Unit, lang: str) -> str:
    # The shortest text that is this very number, as programs write it.
    exact = repr(value).replace(".", ",") if lang == "fr" else repr(value)
    return f"  ({exact}, {unit_text(unit, lang)})"


def _print_trail(
    trail: Trail, explanation: Explanation, purpose: str, console: Console, lang: str
) -> None:
    title = say.TABLE[lang].format(table=trail.table) + colon(lang) + purpose
    if trail.group != explanation.group:
        title += f" ({place_title(trail.group, lang)})"
    console.print()
    _heading(console, title)
    for step in trail.steps:
        _print_step(step, console, lang)


def _print_step(step: Step, console: Console, lang: str) -> None:
    style = "bold" if step.sign is Sign.EQUALS else ""
    number = format_count(step.rows, lang).rjust(_NUMBER)
    _print(console, Line(f"{_SIGNS[step.sign]} {number}  {step.label[lang]}", style=style))
    if step.details:
        details = ", ".join(f"{name} {format_count(n, lang)}" for name, n in step.details.items())
        print_paragraph(console, details, indent=_TEXT, style="dim")


def _print_part(part: Part, explanation: Explanation, console: Console, lang: str) -> None:
    text = part_text(part, explanation, lang)
    print_paragraph(console, f"{say.ROLES[part.role][lang]}{colon(lang)}{text}", indent=2)


def part_text(part: Part, explanation: Explanation, lang: str) -> str:
    """A number of the formula, what it is, and how many rows are behind it.

    The number stands behind: labels are plural, and it may be 1.
    """
    quantity = part.reading.quantity
    label = quantity.label[lang]
    if part.reading.place in say.PLACES:
        label += f" ({say.PLACES[part.reading.place][lang]})"
    rows = ", ".join(
        say.BEHIND[lang].format(
            rows=format_count(chosen.height, lang), table=explanation.trails[trail].table
        )
        for trail, chosen in zip(part.trails, part.chosen, strict=True)
    )
    return f"{label} = {_number(part.number, lang)}" + (f" [{rows}]" if rows else "")


def _number(number: Number | None, lang: str) -> str:
    if number is None:
        return "–"
    if number == int(number):
        return format_count(int(number), lang)
    if isinstance(number, Decimal):
        return format_decimal(number, -int(number.normalize().as_tuple().exponent), lang)
    decimals = next((d for d in (1, 2, 3) if Fraction(number) * 10**d % 1 == 0), 3)
    return format_decimal(Fraction(number), decimals, lang)


def _print_months(explanation: Explanation, console: Console, lang: str) -> None:
    if not explanation.months:
        return
    console.print()
    _heading(console, say.MONTHS[lang])
    months = (
        say.MONTH[lang].format(
            month=month,
            beneficiaries=format_count(people, lang),
            workers=format_count(workers, lang),
        )
        for month, people, workers in explanation.months
    )
    print_paragraph(console, semicolon(lang).join(months), indent=2)


def _print_rest(
    explanation: Explanation,
    rules: Mapping[str, object],
    figures: Mapping[str, PublishedFigure],
    console: Console,
    lang: str,
) -> None:
    console.print()
    moving = [f"{name} = {setting(rules[name])}" for name in rules_of(explanation.indicator)]
    if moving:
        _labelled(console, say.RULES[lang], moving, lang)
    used = [
        f"{p.name} = {with_source(p)}"
        for p in (in_words(each, lang) for each in explanation.parameters)
    ]
    if used:
        _labelled(console, say.PARAMETERS[lang], used, lang)
    reference = explanation.result["reference"]
    if reference is None:
        _labelled(console, say.REFERENCE[lang], [say.NO_REFERENCE[lang]], lang)
        return
    figure = figures[str(reference)]
    texts = [f"{figure.id} {figure_text(figure, lang)}", source_text(figure.source, lang)]
    gap = explanation.result["gap"]
    if isinstance(gap, float):
        shown = format_gap(gap, explanation.indicator.unit, lang)
        texts.insert(0, say.GAP[lang].format(gap=shown))
    _labelled(console, say.REFERENCE[lang], texts, lang)
    print_paragraph(console, NOT_A_PASS_MARK[lang], indent=2, style="dim")


def _labelled(console: Console, label: str, texts: Sequence[str], lang: str) -> None:
    print_paragraph(console, f"{label}{colon(lang)}{semicolon(lang).join(texts)}", indent=2)


def _heading(console: Console, text: str) -> None:
    print_paragraph(console, text, style="bold")


def _print(console: Console, line: Line) -> None:
    console.print(line, soft_wrap=True)

"""What `accsocial prices` shows: a price series and its growth under both conventions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text as Line

from accsocial.model import Text
from accsocial.output.numbers import MISSING, format_decimal, format_percent
from accsocial.output.paragraphs import print_paragraph
from accsocial.output.words import clean, colon
from accsocial.parameters.prices import (
    CONVENTIONS,
    Convention,
    PriceSeries,
    annual_rate,
    inflation_factors,
)

_WORDS = {
    "title": Text("Consumer prices", "Prix à la consommation"),
    "series": Text("Series", "Série"),
    "area": Text("Area", "Champ"),
    "items": Text("Items", "Produits"),
    "base": Text("Base", "Base"),
    "vintage": Text("Vintage", "Millésime"),
    "link": Text("Chained", "Raccordement"),
    "year": Text("Year", "Année"),
    "mean": Text("Annual mean", "Moyenne annuelle"),
    "rate": Text("Rate as published", "Taux publié"),
    "growth": Text("Growth of prices", "Hausse des prix"),
    "not_computable": Text("not computable", "non calculable"),
    "not_stated": Text("not stated by the file", "non précisé par le fichier"),
    "before_rounding": Text("unrounded", "avant arrondi"),
}
_VALUES = {
    "France": Text("France", "France"),
    "metropolitan France": Text("metropolitan France", "France métropolitaine"),
    "all items": Text("all items", "ensemble"),
    "excluding tobacco": Text("excluding tobacco", "ensemble hors tabac"),
    "not said by the file": _WORDS["not_stated"],
}
_HOW: Mapping[Convention, Text] = {
    "mean-to-mean": Text("like for like, annual means", "à période égale, moyennes annuelles"),
    "published-rates": Text("published rates, compounded", "taux publiés, composés"),
}
_DECIMALS: Mapping[Convention, int] = {"mean-to-mean": 2, "published-rates": 1}
_WHY = Text(
    "{Years} against {rates}: from mean to mean, {base} to {year} spans {years}, but the "
    "published rate of {base} already is the rise since {before}.",
    "{Years} contre {rates}\u00a0: de moyenne à moyenne, l'écart de {base} à {year} est de "
    "{years}, mais le taux publié de {base} mesure déjà la hausse depuis {before}.",
)
_COUNTS = {
    "en": ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"],
    "fr": ["zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix"],
}


@dataclass(frozen=True)
class PricesReport:
    """A series, and its growth from `base_year` to `year` (exact; None if not computable).

    `why` says in one sentence why the two growths differ; "" unless both are there.
    """

    series: PriceSeries
    base_year: int
    year: int
    growth: Mapping[Convention, Fraction | None]
    why: str

    def as_plain(self) -> dict[str, object]:
        """JSON-ready: growths as shares, rates in percent, years as text keys."""
        series = self.series
        return {
            "series": series.number,
            "publisher": series.publisher,
            "area": series.area,
            "items": series.items,
            "base": series.base,
            "vintage": series.vintage,
            "chained": None
            if series.link is None
            else {
                "year": series.link.year,
                "series": series.link.number,
                "old_mean": float(series.link.old_mean),
                "new_mean": float(series.link.new_mean),
            },
            "annual_means": {str(year): float(mean) for year, mean in series.annual.items()},
            "annual_rates": {
                str(year): float(rate)
                for year in series.annual
                if (rate := annual_rate(series, year)) is not None
            },
            "base_year": self.base_year,
            "year": self.year,
            "growth": {
                convention: None if growth is None else float(growth)
                for convention, growth in self.growth.items()
            },
            "why": self.why,
        }


def prices_report(
    series: PriceSeries, base_year: int = 2018, year: int = 2022, lang: str = "en"
) -> PricesReport:
    """The growth of `series` under both conventions; `lang` is the language of `why`."""
    growth: dict[Convention, Fraction | None] = {}
    for convention in CONVENTIONS:
        factors = inflation_factors(series, convention, base_year, year)
        growth[convention] = (
            None if factors is None else Fraction(factors[0]) / Fraction(factors[1]) - 1
        )
    both = all(value is not None for value in growth.values())
    return PricesReport(
        series, base_year, year, growth, _why(base_year, year, lang) if both else ""
    )


def _why(base_year: int, year: int, lang: str) -> str:
    span = year - base_year
    if lang == "fr":
        years = f"{_count(span, lang)} an{'s' if span > 1 else ''}"
        rates = f"{_count(span + 1, lang)} taux annuel{'s' if span > 0 else ''}"
    else:
        years = f"{_count(span, lang)} year{'' if span == 1 else 's'}"
        rates = f"{_count(span + 1, lang)} annual rate{'s' if span > 0 else ''}"
    return _WHY[lang].format(
        Years=years.capitalize(),
        years=years,
        rates=rates,
        base=base_year,
        year=year,
        before=base_year - 1,
    )


def _count(number: int, lang: str) -> str:
    words = _COUNTS["fr" if lang == "fr" else "en"]
    return words[number] if number < len(words) else str(number)


def render(report: PricesReport, lang: str, console: Console) -> None:
    """Prints the report; made for 80 columns."""
    series = report.series
    console.print(Line(f"{_WORDS['title'][lang]}, {series.publisher}", style="bold"))
    console.print(Padding(_about(series, lang), (0, 0, 1, 2)))
    console.print(Padding(_means(report, lang), (0, 0, 1, 2)))
    console.print(Line(f"{_WORDS['growth'][lang]}, {report.base_year}–{report.year}", style="bold"))
    console.print(Padding(_growths(report, lang), (0, 0, 0, 2)))
    if report.why:
        console.print()
        print_paragraph(console, report.why, indent=2)


def _about(series: PriceSeries, lang: str) -> Table:
    rows = {
        "series": series.number,
        "area": series_word(series.area, lang),
        "items": series_word(series.items, lang),
        "base": f"{series.base} = 100",
        "vintage": series.vintage or _WORDS["not_stated"][lang],
    }
    if series.link is not None:
        link = series.link
        old, new = (format_decimal(mean, 2, lang) for mean in (link.old_mean, link.new_mean))
        rows["link"] = f"{link.number}, {link.year}{colon(lang)}{old} / {new}"
    table = _grid()
    for name, text in rows.items():
        table.add_row(Line(_WORDS[name][lang], style="dim"), Line(clean(text)))
    return table


def series_word(text: str, lang: str) -> str:
    """What a price series covers, in words: its area, or its items."""
    return _VALUES[text][lang] if text in _VALUES else text


def _means(report: PricesReport, lang: str) -> Table:
    table = Table(box=None, padding=(0, 3, 0, 0), pad_edge=False)
    for name in ("year", "mean", "rate"):
        table.add_column(_WORDS[name][lang], justify="left" if name == "year" else "right")
    for year, mean in report.series.annual.items():
        rate = annual_rate(report.series, year)
        table.add_row(
            str(year),
            format_decimal(mean, 2, lang),
            MISSING if rate is None else format_percent(Fraction(rate) / 100, 1, lang, signed=True),
            style="bold" if year in (report.base_year, report.year) else "",
        )
    return table


def _growths(report: PricesReport, lang: str) -> Table:
    table = _grid()
    for convention, growth in report.growth.items():
        if growth is None:
            shown, detail = _WORDS["not_computable"][lang], _reason(report, convention, lang)
        else:
            shown = format_percent(growth, _DECIMALS[convention], lang, signed=True)
            detail = _HOW[convention][lang]
            if convention == "published-rates":
                exact = format_percent(growth, 2, lang, signed=True)
                detail += f" ({exact} {_WORDS['before_rounding'][lang]})"
        table.add_row(convention, Line(shown, style="bold"), Line(detail))
    return table


def _reason(report: PricesReport, convention: Convention, lang: str) -> str:
    if convention == "mean-to-mean":
        needed = {report.base_year, report.year}
    elif report.year < report.base_year:
        return Text("not defined backwards in time", "non défini en remontant le temps")[lang]
    else:
        needed = set(range(report.base_year - 1, report.year + 1))
    missing = sorted(needed - report.series.annual.keys())
    years = ", ".join(map(str, missing[:4])) + (" …" if len(missing) > 4 else "")
    return Text("no annual mean for {}", "pas de moyenne annuelle pour {}")[lang].format(years)


def _grid() -> Table:
    return Table(box=None, padding=(0, 3, 0, 0), pad_edge=False, show_header=False)

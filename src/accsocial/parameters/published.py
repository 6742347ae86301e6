"""Figures that somebody published, as data, and which of them applies to a group."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache

from accsocial.model import Incomplete, PublishedFigure, Source
from accsocial.parameters.files import read_rows


@cache
def sources() -> dict[str, Source]:
    """Every publication that a figure, a constant or a price is taken from, by id."""
    rows = read_rows("sources.csv") + read_rows("more_sources.csv")
    return {
        row["id"]: Source(
            id=row["id"], title=row["title"], publisher=row["publisher"], date=row["date"]
        )
        for row in rows
    }


@cache
def figures() -> dict[str, PublishedFigure]:
    """The published figures by id, in the order of the file.

    `low` and `high` have the decimals that were published; shares are 0 to 1.
    `source` carries its page ("p. 10"), `page` is the bare number.
    """
    return {row["id"]: _figure(row) for row in read_rows("published_figures.csv")}


@cache
def _notes_fr() -> dict[str, str]:
    return {row["id"]: row["note"] for row in read_rows("published_notes_fr.csv")}


def note_of(figure: PublishedFigure, lang: str) -> str:
    """The caveat on a figure in the language asked for; "" if it has none."""
    return _notes_fr().get(figure.id, figure.note) if lang == "fr" else figure.note


def _figure(row: Mapping[str, str]) -> PublishedFigure:
    source = sources().get(row["source"])
    if source is None:
        raise Incomplete(f"published figure {row['id']} needs a source that is known")
    return PublishedFigure(
        id=row["id"],
        indicator=row["indicator"],
        body=row["body"] or None,
        territory=row["territory"] or None,
        base_year=int(row["base_year"]) if row["base_year"] else None,
        year=int(row["year"]) if row["year"] else None,
        low=Decimal(row["low"]),
        high=Decimal(row["high"]),
        unit=row["unit"],
        kind=row["kind"],
        wording_fr=row["exact_wording_fr"],
        source=source.at(f"p. {row['page']}") if row["page"] else source,
        page=row["page"],
        note=row["note"],
    )


def figure_for(
    figure_ids: Sequence[str],
    *,
    body: str | None,
    territory: str | None,
    year: int | None,
    base_year: int | None,
) -> PublishedFigure | None:
    """The published figure that applies to a group, among the ids given, or None.

    Body, territory, year and base year must each be the group's, or be left
    open by the figure; None says that results are not grouped by it, and then
    only a figure that leaves it open applies. Of several, the one that fixes
    most of the four is taken, then the first listed: that is how a territory
    that a range excepts gets its own figure. Raises KeyError for an id that
    does not exist.
    """
    group = (body, territory, year, base_year)
    best, most = None, -1
    for figure in (figures()[figure_id] for figure_id in figure_ids):
        perimeter = (figure.body, figure.territory, figure.year, figure.base_year)
        fixed = len(perimeter) - perimeter.count(None)
        if fixed > most and all(map(_applies, perimeter, group)):
            best, most = figure, fixed
    return best


def _applies(wanted: object, given: object) -> bool:
    return wanted is None or wanted == given

"""Territories that one table has and another lacks, or one year and not another.

Where territories are added up, the costs of one are divided by the beneficiaries of two, or a
growth goes from one to two. No figure tells it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

import polars as pl

from accsocial.summary import Summary

_TABLES = {"workers": "staffing", "costs": "spending", "households": "households"}
_SCOPE = ("body", "territory")
_NAMED = 3

_Place = tuple[str, str, int]
"""A body, a territory, a year."""


def unlike_perimeters(summary: Summary) -> list[str]:
    """Remarks on each table of a body that lacks a territory in years in which it has others.

    None for results by territory: each stands alone, and what lacks is told of its figures.
    """
    if "territory" in summary.groups:
        return []
    places = _places(summary)
    known = sorted({place[:2] for found in places.values() for place in found})
    return [
        f"{table} of {body}: no rows for {_shown(gone)}, though other tables or years have some. "
        "Figures of the body, and growths, then compare unlike territories: see --by territory"
        for table, found in places.items()
        for body, gone in _lacking(found, known)
    ]


def _places(summary: Summary) -> dict[str, set[_Place]]:
    frames = {"appointments": summary.months}
    frames |= {name: summary.tables.get(made, pl.DataFrame()) for name, made in _TABLES.items()}
    columns = (*_SCOPE, "year")
    return {
        name: {(body, territory, year) for body, territory, year in frame.select(columns).rows()}
        for name, frame in frames.items()
        if set(columns) <= set(frame.columns)
    }


def _lacking(
    found: set[_Place], known: list[tuple[str, str]]
) -> Iterator[tuple[str, Mapping[str, list[int]]]]:
    """By body, the territories that lack in years in which it has others, and these years."""
    for body, scopes in groupby(known, key=lambda scope: scope[0]):
        years = sorted({year for of, _, year in found if of == body})
        gone = {
            territory: lacking
            for _, territory in scopes
            if (lacking := [year for year in years if (body, territory, year) not in found])
        }
        if gone:
            yield body, gone


def _shown(gone: Mapping[str, list[int]]) -> str:
    """`34 (2021, 2022), 46 (2022)`, and how many more there are."""
    named = [f"{name} ({', '.join(map(str, gone[name]))})" for name in [*gone][:_NAMED]]
    more = len(gone) - len(named)
    return ", ".join(named) + (f" and {more} more" if more else "")

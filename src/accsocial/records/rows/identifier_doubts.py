"""Identifiers that a program has spoilt, or that seem to be several: told, never changed."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import polars as pl

from accsocial.model import Text
from accsocial.records.rows.joined import may_hold
from accsocial.records.rows.short_texts import ShortTexts
from accsocial.records.schema import PERSONS, Column

_ROUNDED = r"^[0-9]([.,][0-9]+)?[Ee]\+[0-9]+$"
"""How a spreadsheet shows, and writes as CSV, a number of twelve digits or more."""

_SEVERAL = r"[;,&+\n]| / | et "
"""What people put between two of them; a slash alone is in many numbers of files."""

_MARKS = [";", ",", "&", "+", "\n", " / ", " et "]
"""One of these is in whatever one of the patterns finds."""

MEANINGS: Mapping[str, Text] = {
    "identifier_rounded": Text(
        "identifiers that a program rounded (1,23E+12, or floats too large to be exact): several "
        "may be one; have them written as text",
        "identifiants arrondis par un logiciel (1,23E+12, ou flottants trop grands pour être "
        "exacts) : plusieurs peuvent n'en faire qu'un ; les faire écrire en texte",
    ),
    "identifiers_in_one_cell": Text(
        "cells that seem to hold several identifiers: each counts as one; if they do, a layout "
        "names what separates them (split)",
        "cellules qui semblent contenir plusieurs identifiants : chacune compte pour un ; le cas "
        "échéant, un format de fichier indique leur séparateur (split)",
    ),
}


def doubts(
    column: Column, texts: pl.Series, *, is_split: bool, short: ShortTexts | None = None
) -> dict[str, npt.NDArray[np.int64]]:
    """By warning, the places of some identifiers (String) of a column that are in doubt.

    `short` are these texts, if they are known to be short. What a layout splits is split.
    """
    if short.have_no_signs() if short is not None else not may_hold(texts, _MARKS):
        return {}
    places = np.flatnonzero(_true(texts.str.contains_any(_MARKS)))
    if not len(places):
        return {}
    marked = texts.gather(pl.Series(places))
    rounded = _true(marked.str.contains(_ROUNDED))
    found = {"identifier_rounded": places[rounded]}
    if column.name in PERSONS and not is_split:
        several = _true(marked.str.contains(_SEVERAL)) & ~rounded
        found["identifiers_in_one_cell"] = places[several]
    return found


def _true(found: pl.Series) -> npt.NDArray[np.bool_]:
    return found.fill_null(value=False).to_numpy()

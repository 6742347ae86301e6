"""A sensitivity for machines: one JSON document, or CSV rows. Words only where they are data."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import polars as pl

from accsocial.contesting.flips import FLIPS
from accsocial.summary.codes.groups import GROUP_DTYPES

if TYPE_CHECKING:
    from accsocial.contesting.contested import Contested, Flipped, Sensitivity

_OF_FIGURE = ("unit", "status", "reason", "reference", "reference_low", "reference_high")
_CSV_NUMBERS = (
    "value",
    "flipped_value",
    "change",
    "relative_change",
    "reference_low",
    "reference_high",
)
_CSV_TEXTS = (
    "unit",
    "status",
    "reason",
    "flipped_status",
    "flipped_reason",
    "reference",
    "side",
    "flipped_side",
)


def as_plain(found: Sensitivity) -> dict[str, object]:
    """JSON-ready: the rules of the run, the choices that were flipped, and the figures."""
    tried = {f.flip.name for each in found.figures for f in _all(each)}
    return {
        "accsocial": found.results.version,
        "groups": list(found.results.groups),
        "rules": dict(found.results.rules),
        "inflation_convention": found.convention,
        "flips": [
            {"flip": flip.name, "label": flip.label.as_plain()}
            for flip in FLIPS
            if flip.name in tried
        ],
        "figures": [_figure(each, found) for each in found.figures],
    }


def _all(figure: Contested) -> tuple[Flipped, ...]:
    return (*figure.moved, *figure.unanswered, *figure.unmoved)


def _figure(figure: Contested, found: Sensitivity) -> dict[str, object]:
    row = figure.row
    return {
        "indicator": figure.indicator.id,
        **{name: row[name] for name in found.results.groups},
        "value": row["value"],
        **{name: row[name] for name in _OF_FIGURE},
        "side": figure.side,
        "flips": [_flipped(each) for each in (*figure.moved, *figure.unanswered)],
        "unmoved": [each.flip.name for each in figure.unmoved],
    }


def _flipped(flipped: Flipped) -> dict[str, object]:
    settings = flipped.settings.items()
    return {
        "flip": flipped.flip.name,
        # As in the rules of the run: numbers that must stay exact are texts.
        "settings": {n: str(v) if isinstance(v, Decimal) else v for n, v in settings},
        "value": flipped.value,
        "status": flipped.status,
        "reason": flipped.reason,
        "change": flipped.change,
        "relative_change": flipped.relative,
        "side": flipped.side,
        "crosses": flipped.crosses,
    }


def as_frame(found: Sensitivity) -> pl.DataFrame:
    """One row per figure as it stands (`flip` null), then one per choice that moves it.

    Columns: indicator, the group columns, flip, then numbers and texts of both values;
    `crosses` is null without a published figure.
    """
    names = found.results.groups
    schema: dict[str, pl.DataType] = {
        "indicator": pl.String(),
        **{name: GROUP_DTYPES[name] for name in names},
        "flip": pl.String(),
        **dict.fromkeys(_CSV_NUMBERS, pl.Float64()),
        **dict.fromkeys(_CSV_TEXTS, pl.String()),
        "crosses": pl.Boolean(),
    }
    rows = [row for figure in found.figures for row in _rows(figure, names)]
    return pl.DataFrame(rows, schema=schema, orient="row")


def _rows(figure: Contested, names: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    of_figure = {
        "indicator": figure.indicator.id,
        **{name: figure.row[name] for name in (*names, "value", *_OF_FIGURE)},
        "side": figure.side,
    }
    yield of_figure
    for flipped in (*figure.moved, *figure.unanswered):
        yield {
            **of_figure,
            "flip": flipped.flip.name,
            "flipped_value": flipped.value,
            "flipped_status": flipped.status,
            "flipped_reason": flipped.reason,
            "change": flipped.change,
            "relative_change": flipped.relative,
            "flipped_side": flipped.side,
            "crosses": flipped.crosses if figure.figure is not None else None,
        }

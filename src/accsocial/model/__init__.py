"""What an indicator is: frozen objects that cannot exist incomplete.

Nothing here reads or computes. `indicators/` writes these objects down,
`computation` evaluates them, `output/` and the docs print them.
"""

from __future__ import annotations

from accsocial.model.indicator import Form, Indicator
from accsocial.model.terms import (
    Constant,
    Key,
    Measure,
    Number,
    Place,
    Quantity,
    Read,
    Reading,
    Term,
)
from accsocial.model.texts import Incomplete, PublishedFigure, Source, Text, Unit

__all__ = [
    "Constant",
    "Form",
    "Incomplete",
    "Indicator",
    "Key",
    "Measure",
    "Number",
    "Place",
    "PublishedFigure",
    "Quantity",
    "Read",
    "Reading",
    "Source",
    "Term",
    "Text",
    "Unit",
]

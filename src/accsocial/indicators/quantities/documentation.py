"""Rows of appointments by filled fields (`documentation`)."""

from __future__ import annotations

from accsocial.indicators.quantities import making
from accsocial.model import Measure, Quantity, Text
from accsocial.summary.counting.documentation import with_field

_TABLE = "documentation"


def rows_with(field: str) -> Quantity:
    """The rows of appointments that have a field filled."""
    return making.column(
        f"appointment_rows_with_{field}",
        _TABLE,
        with_field(field),
        Text(f"rows that have {field}", f"lignes où {field} est renseigné"),
    )


def _cells(name: str, en: str, fr: str) -> Quantity:
    return making.column(f"cells_{name}", _TABLE, name, Text(en, fr), Measure.SUM)


rows = making.column(
    "appointment_rows",
    _TABLE,
    "rows",
    Text("rows of the table appointments", "lignes de la table appointments"),
)
required_filled = _cells(
    "required_filled", "filled cells of required fields", "cellules obligatoires renseignées"
)
required_cells = _cells(
    "required_cells", "cells of required fields", "cellules des champs obligatoires"
)
optional_filled = _cells(
    "optional_filled",
    "filled cells of the optional fields that the extract has",
    "cellules renseignées des champs facultatifs que l'extraction comporte",
)
optional_cells = _cells(
    "optional_cells",
    "cells of the optional fields that the extract has",
    "cellules des champs facultatifs que l'extraction comporte",
)
optional_not_delivered = _cells(
    "optional_not_delivered",
    "cells of optional fields that the extract lacks",
    "cellules des champs facultatifs absents de l'extraction",
)

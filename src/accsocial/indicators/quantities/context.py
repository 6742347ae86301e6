"""Money, households and prices."""

from __future__ import annotations

from accsocial.indicators.quantities import making
from accsocial.indicators.quantities.making import PRICES
from accsocial.model import Quantity, Text

amount = making.recorded(
    "amount", "spending", "amount", Text("spending in euros", "dépenses en euros")
)
eligible_households = making.recorded(
    "eligible_households",
    "households",
    "eligible_households",
    Text("eligible households", "foyers éligibles"),
)
poor_households = making.recorded(
    "poor_households",
    "households",
    "poor_households",
    Text("poor households", "foyers pauvres"),
)
price_index = Quantity("price_index", Text("price index", "indice des prix"), PRICES)

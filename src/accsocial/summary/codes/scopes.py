"""Scopes: the body and territory in which an identifier means something, as one number."""

from __future__ import annotations

import polars as pl

from accsocial.records.schema import BODIES, TERRITORIES

_TERRITORIES = 256
"""Room for the territories of a body."""

SCOPE_BITS = 16
"""Bits of a scope in a packed number."""


def scope() -> pl.Expr:
    """The scope (UInt16) of rows that have body and territory."""
    body, territory = (pl.col(c).to_physical().cast(pl.UInt16) for c in ("body", "territory"))
    return body * _TERRITORIES + territory


def scope_of(body: object, territory: object) -> int:
    """The scope of a body and a territory by their names."""
    return BODIES.index(str(body)) * _TERRITORIES + TERRITORIES.index(str(territory))

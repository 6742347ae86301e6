"""Which texts are the name of a total: a pattern, not compiled before some row needs it."""

from __future__ import annotations

A_TOTAL = (
    r"^\W*(sous[ -]?total|total|totaux|ensemble|cumuls?|"
    r"(montants?|d[ée]penses?|charges?|co[ûu]ts?) tota(l|ux|les?))\b|^\W*sommes? *(:|d(e|es|u)\b)"
)
"""Never `Somme` alone, which is a département."""

"""Which numbers tell the decimal mark of their column: patterns of their digits and marks alone."""

from __future__ import annotations

BESIDE = r"[^0-9.,]"
"""What stands beside digits and marks: signs, spaces, currencies."""

OF_COMMA = r"^[^,]*,[0-9]{0,2}$|^[^,]*,[0-9]{4,}$|^0+,|\..*,|^[^,]*\.[^,]*\.[0-9]{3}$"
OF_POINT = r"^[^.]*\.[0-9]{0,2}$|^[^.]*\.[0-9]{4,}$|^0+\.|,.*\.|^[^.]*,[^.]*,[0-9]{3}$"
"""Numbers in which the comma, or the point, is the decimal mark.

It is if it is the last of both marks, or alone and not followed by three digits (unless `0` stands
before it), or if the other mark stands twice, which is then the one between thousands.
"""

"""Which numbers tell the decimal mark of their column: patterns of their digits and marks alone."""

from __future__ import annotations

BESIDE = r"[^0-9.,]"
"""What stands beside digits and marks: signs, spaces, currencies."""

OF_COMMA = r"^[^,]*,[0-9]{0,2}$|^[^,]*,[0-9]{4,}$|^0+,|\..*,|^[^,]*\.[^,]*\.[0-9]{3}$"
OF_POINT = r"^[^.]*\.[0-9]{0,2}$|^[^.]*\.[0-9]{4,}$|^0+\.|,.*\.|^[^.]*,[^.]*,[0-9]{3}$"
"""Both marks, the last one; one mark and other than three digits after it, or three after `0`; and
the other mark twice, which then stands between thousands."""

"""Cells written `="0012"`, which keeps Excel from making numbers of codes: read as 0012."""

from __future__ import annotations

import re
from functools import cache

_GUARD = b'="'


def unguarded(text: bytes, separator: str) -> bytes:
    """Whole lines whose guarded cells hold what stands between the quotes; as many lines."""
    # Nearly no file has one, and to look for a single byte is ten times faster.
    if b'"' not in text or _GUARD not in text:
        return text
    bare, quoted = _guarded(separator)
    return quoted.sub(rb'"\1"', bare.sub(rb"\1", text))


@cache
def _guarded(separator: str) -> tuple[re.Pattern[bytes], re.Pattern[bytes]]:
    """A guarded cell as it is; and one in quotes of its own, which may hold a separator."""
    sep = re.escape(separator.encode())
    cell = rb"(?m)(?:^|(?<=%b))%b(?=%b|$)"
    bare = rb'="([^"\n%b]*)"' % sep
    quoted = rb'"=""([^"\n]*)"""'
    return re.compile(cell % (sep, bare, sep)), re.compile(cell % (sep, quoted, sep))

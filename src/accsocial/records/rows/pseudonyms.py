"""Names become keyed pseudonyms before anything else sees them."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets

from accsocial.errors import UsageError

KEY_VARIABLE = "ACCSOCIAL_KEY"
DIGITS = 32
"""Hexadecimal digits kept of the 64 of SHA-256: 128 bits, beyond any chance of a collision."""


def pseudonym_key() -> bytes:
    """The key of the environment, or one drawn for this run.

    With a key of the run, pseudonyms cannot be linked from one run to the next;
    counts are the same. Raises UsageError if the key given is too short to protect.
    """
    given = os.environ.get(KEY_VARIABLE, "")
    if not given:
        return secrets.token_bytes(32)
    if len(given) < 16:
        raise UsageError(
            f"{KEY_VARIABLE} is shorter than 16 characters: names could be guessed back. "
            "Give a longer one"
        )
    return given.encode()


class Pseudonyms:
    """HMAC-SHA-256 of names, remembered so that each name is hashed once."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._known: dict[str, str] = {}

    def of(self, name: str) -> str:
        known = self._known.get(name)
        if known is None:
            message = " ".join(name.split()).encode()
            digest = hmac.new(self._key, message, hashlib.sha256).hexdigest()
            known = self._known[name] = digest[:DIGITS]
        return known

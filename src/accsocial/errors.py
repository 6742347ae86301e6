"""What can go wrong for a user, each with the exit code of the command line.

Every message says what is wrong, where, and what to do. No message carries a
value from the data: an extract holds names and numbers of persons.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence


class AccsocialError(Exception):
    """Base of all errors a user can cause or meet; never shown with a traceback."""

    exit_code = 1


class UsageError(AccsocialError):
    """A wrong option, configuration or path."""

    exit_code = 2


class DataRefused(AccsocialError):
    """The data cannot be used: unreadable, unrecognised, empty or not accounted for."""

    exit_code = 3


class ExportRefused(AccsocialError):
    """The result cannot be written where or how it was asked for."""

    exit_code = 4


def nearest(wrong: str, known: Iterable[str], least: float = 0.6) -> str | None:
    """The name in `known` that is most like a wrong one; None if none is as like as `least`.

    Likeness goes from 0, nothing in common, to 1, the same.
    """
    # Most runs name nothing wrong.
    from difflib import get_close_matches

    return next(iter(get_close_matches(wrong, list(known), n=1, cutoff=least)), None)


def right_name(wrong: str, known: Sequence[str], where: str | None = None) -> str:
    """What to do about a name that does not exist: the nearest right one, else all of them.

    `where` to look stands for all of them where they are too many to find one's own among.
    """
    near = nearest(wrong, known, least=0.4)
    return f"did you mean {near}?" if near else where or f"known: {', '.join(known)}"

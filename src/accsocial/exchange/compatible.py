"""Which summaries can be put together: alike in what they count, apart in what they hold."""

from __future__ import annotations

from accsocial.errors import UsageError
from accsocial.exchange.stored import Stored
from accsocial.given import as_given
from accsocial.rules import CountingRules

_PLACE = ("body", "territory")


def check_territorial(summary: Stored) -> None:
    """Raises UsageError for identifiers that mean something outside their territory."""
    if summary.part.rules.id_scope == "national":
        raise UsageError(
            f"{summary.folder}: was made with id_scope national, where a person of two territories "
            "is one: two summaries cannot tell who that is. Make it with --id-scope territory"
        )


def check_apart(one: Stored, other: Stored) -> None:
    """Raises UsageError for two summaries that hold the same rows."""
    both = f"{one.folder} and {other.folder}"
    if one.digest == other.digest:
        raise UsageError(f"{both} are the same summary. Name it once")
    shared = sorted(_places(one) & _places(other))
    if shared:
        named = ", ".join(" ".join(place) for place in shared)
        raise UsageError(
            f"{both} both hold {named}. A territory of a body can be in one summary only: leave "
            "one out, or make one summary of both extracts"
        )
    files = {file.sha256: file.name for file in one.sources}
    twice = sorted(file.name for file in other.sources if file.sha256 in files)
    if twice:
        raise UsageError(
            f"{both} were made from one file, {twice[0]}, under two places. Look which of the two "
            "it belongs to, and make the other again"
        )


def check_alike(one: Stored, other: Stored) -> None:
    """Raises UsageError for two summaries that count by other rules, units or groups."""
    for name in CountingRules.model_fields:
        mine, others = (getattr(each.part.rules, name) for each in (one, other))
        if mine != others:
            raise UsageError(
                f"{name} is {as_given(mine)} in {one.folder}, {as_given(others)} in "
                f"{other.folder}. Make one of them again under the rules of the other"
            )
    if one.part.groups != other.part.groups:
        raise UsageError(
            f"{one.folder} is by {', '.join(one.part.groups)}, {other.folder} by "
            f"{', '.join(other.part.groups)}. Make one of them again with the --by of the other"
        )


def _places(summary: Stored) -> set[tuple[str, ...]]:
    """The bodies and territories that any table has."""
    return {
        place
        for frame in summary.part.tables.values()
        for place in frame.select(_PLACE).unique().rows()
    }

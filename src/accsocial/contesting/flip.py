"""What a flip is: one choice of a run made otherwise."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from accsocial.model import Quantity, Text
from accsocial.parameters.prices import Convention
from accsocial.rules import CountingRules

Settings = Mapping[str, object]
"""Counting rules by name, those that a flip sets."""


class NoSetting(LookupError):
    """A flip has no value of a rule to set for a year; the text is the reason, for people."""

    def __init__(self, rule: str, reason: str) -> None:
        super().__init__(reason)
        self.rule = rule


def _nothing(rules: CountingRules, year: int) -> Settings:  # noqa: ARG001 - one shape for all
    return {}


@dataclass(frozen=True)
class Flip:
    """One choice made otherwise than in the run.

    `settings` gives the rules to set, from those of the run and the year of the group (which
    raises NoSetting if there is nothing to set); rules that are so already are no flip.
    `convention` is another inflation convention. `instead` puts quantities in the place of
    others in the formulas of the indicators `of`, where the definition permits it.
    """

    name: str
    label: Text
    settings: Callable[[CountingRules, int], Settings] = _nothing
    convention: Convention | None = None
    instead: Mapping[Quantity, Quantity] = field(default_factory=dict)
    of: tuple[str, ...] = ()


def differing(rules: CountingRules, settings: Settings) -> Settings:
    """The settings that differ from the rules."""
    flipped = rules.model_copy(update=settings)
    kept = {name: getattr(flipped, name) for name in settings}
    return {name: value for name, value in kept.items() if value != getattr(rules, name)}

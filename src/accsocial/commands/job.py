"""What a command that computes is asked for, in the form in which the steps hand it on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from accsocial.config import Settings


@dataclass(frozen=True)
class Job:
    """What to compute. `targets` are the files that will be written, by option.

    `command` are the words that results tell as their origin; without any, results do not
    tell their run, and nothing is hashed for it. The years of an earlier run are `recorded`: that
    one of them has gone is a difference, no mistake.
    """

    extract: Sequence[str]
    chosen: Settings
    command: Sequence[str] = ()
    targets: Mapping[str, str | None] = field(default_factory=dict)
    rejects: str | None = None
    quiet: bool = False
    recorded: bool = False

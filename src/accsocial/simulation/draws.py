"""The weighted draws of a profile, made ready once for a year: codes by their shares.

A code is the place of a label among those of the schema, from 1 on; 0 is an empty cell.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from accsocial.records.schema import CHANNELS, EVENTS
from accsocial.simulation.calendar import day_table
from accsocial.simulation.chance import Codes, lookup
from accsocial.simulation.profile import Profile


@dataclass(frozen=True)
class Draws:
    """Tables for `Chance.pick`. `days` holds days from the 1st of January."""

    days: Codes
    channels: Codes
    uncounted: Codes
    events: Codes
    durations: Codes
    entries: Codes
    exit_reasons: Codes
    fte: Codes


def draws(profile: Profile, year: int) -> Draws:
    """The tables of a year."""
    settings = profile.appointments
    return Draws(
        days=day_table(year, settings.months),
        channels=_labelled(settings.channels, CHANNELS),
        uncounted=_labelled(settings.uncounted_channels, CHANNELS),
        events=_labelled(settings.events, EVENTS),
        durations=_numbered(list(settings.durations.values())),
        entries=_numbered(list(settings.entered_after.values())),
        exit_reasons=_numbered(list(profile.supports.exit_reasons.values())),
        fte=_numbered(list(profile.staff.fte.values())),
    )


def _numbered(weights: Sequence[float]) -> Codes:
    return (lookup(weights) + 1).astype(np.uint8)


def _labelled(weights: Mapping[str, float], labels: Sequence[str]) -> Codes:
    return _numbered([weights.get(label, 0.0) for label in labels])

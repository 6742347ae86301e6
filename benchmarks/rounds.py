"""All ways in alternation, and whether they agree."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

from benchmarks.comparing import difference
from benchmarks.extracts import Extract
from benchmarks.process import Failed, Measured, measure
from benchmarks.question import Answers
from benchmarks.ways import Way

Listener = Callable[[str], None]


class Different(Exception):
    """Two ways do not give the same figures; the message names the first that differs."""


@dataclass(frozen=True)
class Taken:
    """What a way took: medians over its runs, in seconds and bytes; `failed` if it ended badly."""

    wall: float
    cpu: float
    peak: float
    failed: str | None = None


def rounds(
    made: Extract,
    by: Sequence[str],
    runs: int,
    tell: Listener,
    ways: Sequence[Way],
) -> dict[str, Taken]:
    """What each way (accsocial first) took for one question, by its name.

    Each way runs once in each round, and each round begins with another way. A way that ends
    badly (pandas, out of memory) is left out of the rounds that follow. Raises Different, and
    Failed if it is accsocial that fails: there is nothing to compare with then.
    """
    accsocial = ways[0]
    measured: dict[str, list[Measured]] = {way.name: [] for way in ways}
    failed: dict[str, str] = {}
    expected: Answers = []
    for number in range(runs):
        first = number % len(ways)
        for way in (*ways[first:], *ways[:first]):
            if way.name in failed:
                continue
            try:
                one = measure(way.command(made.folder, by))
            except Failed as error:
                if way is accsocial:
                    raise
                failed[way.name] = str(error)
                tell(f"{way.name}: {error}")
                continue
            if way is accsocial:
                # The first round begins with it.
                expected = expected or _answers(way, one)
            if way.answers:
                _check(way, expected, _answers(way, one), by)
            measured[way.name].append(one)
            tell(f"{way.name}: {one.wall:.1f} s")
    return {name: _taken(ran, failed.get(name)) for name, ran in measured.items()}


def _answers(way: Way, one: Measured) -> Answers:
    try:
        answers: Answers = json.loads(one.printed)
    except ValueError as error:
        raise Failed(f"{way.name} printed no answers") from error
    return answers


def _check(way: Way, expected: Answers, found: Answers, by: Sequence[str]) -> None:
    if not expected:
        raise Different("there are no figures to compare")
    differs = difference(expected, found, by)
    if differs is not None:
        raise Different(f"{way.name} differs from accsocial: {differs}")


def _taken(ran: Sequence[Measured], failed: str | None) -> Taken:
    if failed is not None or not ran:
        return Taken(0, 0, 0, failed or "did not run")
    return Taken(
        median(one.wall for one in ran),
        median(one.cpu for one in ran),
        median(one.peak for one in ran),
    )

"""Whether a run that was repeated gave the same bytes, or what differs first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from accsocial.regression.causes import Cause, Kind, causes
from accsocial.regression.checked import Checked, State, What, check_values
from accsocial.regression.manifest import Manifest, group_name
from accsocial.regression.values import Values, in_order


@dataclass(frozen=True)
class Replay:
    """What two runs have in common.

    `moved` are the values that differ. Where the earlier ones were not kept, their `old` is
    None, and they are those of the indicators and groups whose digests differ.
    """

    recorded: Manifest
    again: Manifest
    causes: Sequence[Cause]
    moved: Sequence[Checked]

    @property
    def same_results(self) -> bool:
        """Whether the results are the same bytes."""
        return self.recorded.results.sha256 == self.again.results.sha256

    @property
    def same_output(self) -> bool:
        """Whether the file that was written is the same bytes; true if none was."""
        old, new = self.recorded.output, self.again.output
        return old is None or (new is not None and old.sha256 == new.sha256)

    @property
    def same(self) -> bool:
        """Whether the run is proved: same input, rules and parameters, same bytes.

        Another version that gives the same bytes proves it as well.
        """
        others = [cause for cause in self.causes if cause.kind is not Kind.CODE]
        return not others and self.same_results and self.same_output


def replay(recorded: Manifest, again: Manifest, new: Values, old: Values | None) -> Replay:
    """The recorded run beside its repetition; `old` are its values if they were kept."""
    moved = [*_moved(recorded, again, new, old)] if recorded.results != again.results else []
    return Replay(recorded, again, causes(recorded, again), moved)


def _moved(
    recorded: Manifest, again: Manifest, new: Values, old: Values | None
) -> Iterator[Checked]:
    if old is not None and old.groups == new.groups:
        checked = check_values(old, new, {}, {})
        yield from (each for each in checked if each.what is not What.SAME)
        return
    indicators = _others(recorded.results.indicators, again.results.indicators)
    groups = _others(recorded.results.by_group, again.results.by_group)
    for key in in_order(new.rows):
        named = new.named(key)
        if key[0] in indicators and group_name(named) in groups:
            yield Checked(key[0], named, What.MOVED, State.FAILED, None, new.rows[key])


def _others(old: dict[str, str], new: dict[str, str]) -> set[str]:
    """The names whose digests differ."""
    return {name for name in {*old, *new} if old.get(name) != new.get(name)}

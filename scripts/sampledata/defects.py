"""Planting defects in the lines of a file, and keeping the account of them."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Spoiler:
    """One defect: a row added to the file that readers must reject by `rule`.

    The row is a good one with `values` put in by position, its last `drop`
    fields cut or an `extra` one added. With neither it is an exact copy of an
    earlier line, or of one of the lines of another file, `copy_of`.
    """

    rule: str
    values: Mapping[int, str] = field(default_factory=dict)
    drop: int = 0
    extra: str | None = None
    copy_of: Sequence[str] = ()

    def spoil(self, line: str) -> str:
        """The good line with this defect."""
        fields = line.split(";")
        for position, value in self.values.items():
            fields[position] = value
        if self.drop:
            fields = fields[: -self.drop]
        if self.extra is not None:
            fields.append(self.extra)
        return ";".join(fields)


@dataclass
class Account:
    """What a reader must find in one file, the header line apart.

    `unmapped` counts, by canonical column, labels that no layout maps; their
    rows are accepted.
    """

    accepted: int
    rejected: Counter[str]
    blank: int
    unmapped: dict[str, dict[str, int]] = field(default_factory=dict)

    def as_plain(self) -> dict[str, object]:
        """JSON-ready; `read` is accepted + rejected + blank."""
        return {
            "read": self.accepted + self.rejected.total() + self.blank,
            "accepted": self.accepted,
            "rejected": dict(sorted(self.rejected.items())),
            "blank": self.blank,
            "unmapped": self.unmapped,
        }


def plant(
    rng: random.Random,
    good: Sequence[str],
    spoilers: Sequence[Spoiler],
    *,
    blank: int,
    avoid: str,
) -> tuple[list[str], Account]:
    """The good lines in their order with the spoiled and blank ones among them.

    Lines that hold the text `avoid` are left alone: one defect per row.
    """
    after: dict[int, list[str]] = {}

    def put(line: str, earliest: int) -> None:
        after.setdefault(rng.randrange(earliest, len(good) - 1), []).append(line)

    sound = [position for position, line in enumerate(good) if avoid not in line]
    originals = rng.sample(sound[: len(sound) // 2], len(spoilers))
    for spoiler, original in zip(spoilers, originals, strict=True):
        if spoiler.copy_of:
            put(rng.choice([line for line in spoiler.copy_of if avoid not in line]), 0)
        elif spoiler.rule == "duplicate":
            put(good[original], original)
        else:
            put(spoiler.spoil(good[original]), 0)
    for _ in range(blank):
        put("", 0)
    lines = [
        line for position, text in enumerate(good) for line in [text, *after.get(position, ())]
    ]
    rejected = Counter(spoiler.rule for spoiler in spoilers)
    return lines, Account(accepted=len(good), rejected=rejected, blank=blank)

"""Good files with their bytes mutated: refused in words or read, and every row accounted for."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from small_files import HEADER, Read, lines

from accsocial.errors import AccsocialError, DataRefused
from accsocial.records.text import encoding
from accsocial.records.text.delimited import Delimited
from accsocial.records.text.encoding import line_blocks

MUTATIONS = int(os.environ.get("ACCSOCIAL_TEST_MUTATIONS", "60"))
"""Mutations per good file that are read whole; a longer run finds more."""

CUT = 8 * MUTATIONS
"""Mutations per good file that are only cut into rows: that is eight times as fast."""

BLOCKS = (64, 300, 300, *[1 << 20] * 7)
NAMES = ("Zyxowska", "Quenneville-Brx")
_ROWS = [
    f'{n};Caf;09;{NAMES[n % 2]} {n};{n % 28 + 1:02d}/02/2022;"Honoré";"Bureau {n % 3}"'
    for n in range(12)
]
_LONG = '12;Caf;09;0012345;01/03/2022;Honoré;"Téléphone, ""portable""\nou fixe"'
GOOD = {
    "utf-8": lines(HEADER, *_ROWS, _LONG).encode(),
    "cp1252": lines("Extraction du 3 mars", "", HEADER, *_ROWS, end="\r\n").encode("cp1252"),
    "utf-16": lines(HEADER, *_ROWS).encode("utf-16"),
    "comma": lines(*(t.replace(";", ",") for t in (HEADER, *_ROWS, "Total,,,,13"))).encode(),
    "tab": lines(*(t.replace(";", "\t") for t in (HEADER, *_ROWS)), end="\r").encode("utf-8-sig"),
}
_SPECIAL = (b'"', b";", b"\n", b"\r", b"\x00", b"\xff", b"\xc3", b",", b"\t", b"  ", b'""', b"\x1a")


def _flip(data: bytearray, chance: random.Random) -> None:
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def _delete(data: bytearray, chance: random.Random) -> None:
    start = chance.randrange(len(data))
    del data[start : start + chance.randrange(1, 60)]


def _insert(data: bytearray, chance: random.Random) -> None:
    start = chance.randrange(len(data))
    data[start:start] = chance.choice(_SPECIAL)


def _duplicate(data: bytearray, chance: random.Random) -> None:
    start = chance.randrange(len(data))
    data[start:start] = data[start : start + chance.randrange(1, 300)]


def _truncate(data: bytearray, chance: random.Random) -> None:
    del data[chance.randrange(len(data) // 2, len(data)) :]


KINDS: tuple[Callable[[bytearray, random.Random], None], ...] = (
    _flip,
    _delete,
    _insert,
    _insert,
    _duplicate,
    _truncate,
)


def _mutated(good: bytes, chance: random.Random) -> bytes:
    data = bytearray(good)
    for _ in range(chance.randrange(1, 5)):
        if data:
            chance.choice(KINDS)(data, chance)
    return bytes(data)


@pytest.mark.parametrize("name", GOOD)
def test_a_mutated_file_is_read_or_refused(
    name: str, read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`read` checks that every row is accounted for."""
    assert read(GOOD[name]).account.accepted >= 12
    chance = random.Random(name)  # noqa: S311 - the same mutations on every run
    refusals: list[str] = []
    for number in range(MUTATIONS):
        data = _mutated(GOOD[name], chance)
        # Small blocks put their borders everywhere, and cost more.
        monkeypatch.setattr(encoding, "BLOCK", chance.choice(BLOCKS))
        try:
            read(data)
        except AccsocialError as error:
            refusals.append(str(error))
        except Exception as error:
            pytest.fail(f"mutation {number} of {name} ({data!r}): {error!r}")
    assert len(refusals) < MUTATIONS, "no mutation was read: the test tests nothing"
    assert not [text for text in refusals if any(part in text for part in NAMES)]


@pytest.mark.parametrize("name", GOOD)
def test_a_mutated_file_is_cut_into_rows_each_line_once(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(name)  # noqa: S311 - the same mutations on every run
    path, cut = tmp_path / "rdv.csv", 0
    for number in range(CUT):
        path.write_bytes(_mutated(GOOD[name], chance))
        monkeypatch.setattr(encoding, "BLOCK", chance.choice(BLOCKS))
        try:
            source = Delimited(path)
            batches = list(source.batches(0, [0, 1]))
        except DataRefused:
            continue
        cut += 1
        good = [line for batch in batches for line in batch.frame["line"]]
        bad = [line for batch in batches for line in batch.malformed]
        assert good == sorted(good), number
        assert bad == sorted(bad), number
        assert len({*good, *bad}) == len(good) + len(bad), number
        # What is no row and not blank can only be the inside of a text that spans lines.
        whole = b"".join(line_blocks(path, source.encoding, "rdv.csv"))
        told = len(good) + len(bad) + sum(batch.blank for batch in batches) + 1
        assert told <= whole.count(b"\n"), number
        assert told == whole.count(b"\n") or b'"' in whole, number
    assert cut > CUT / 2

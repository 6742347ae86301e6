"""Good files with their bytes mutated: refused in words or read, and every row accounted for."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from reading import HEADER, Read, lines

from accsocial.errors import AccsocialError
from accsocial.records import encoding

MUTATIONS = int(os.environ.get("ACCSOCIAL_TEST_MUTATIONS", "500"))
"""Mutations per good file; a longer run finds more."""

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


@pytest.mark.parametrize("name", GOOD)
def test_a_mutated_file_is_read_or_refused(
    name: str, read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert read(GOOD[name]).account.accepted >= 12
    chance = random.Random(name)  # noqa: S311 - the same mutations on every run
    refused = 0
    for number in range(MUTATIONS):
        data = bytearray(GOOD[name])
        for _ in range(chance.randrange(1, 5)):
            if data:
                chance.choice(KINDS)(data, chance)
        # Small blocks put their borders everywhere.
        monkeypatch.setattr(encoding, "BLOCK", chance.choice((7, 64, 300, 1 << 20)))
        try:
            read(bytes(data))
        except AccsocialError as error:
            refused += 1
            assert not any(part in str(error) for part in NAMES), number
        except Exception as error:
            Path(f"/tmp/h9/mutation-{name}-{number}").write_bytes(data)
            pytest.fail(f"mutation {number} of {name}: {error!r}")
    assert refused < MUTATIONS, "no mutation was read: the test tests nothing"

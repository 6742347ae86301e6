"""Long identifiers are told by hashes: two that share one are found out, and told apart anew."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from accsocial import read, summarise
from accsocial.errors import DataRefused
from accsocial.summary.codes import hashes as module
from accsocial.summary.codes.hashes import ATTEMPTS, MARK, Hashes, SharedHash
from accsocial.summary.codes.packed import Numbers

ROWS = """appointment_id;body;territory;beneficiary_id;worker_id;date;status
1;caf;46;allocataire-1;agent-00001;01/03/2022;held
2;caf;46;allocataire-2;agent-00001;02/03/2022;held
3;caf;46;allocataire-1;agent-00002;03/03/2022;held
4;caf;46;;agent-00002;03/03/2022;held
"""


@pytest.fixture
def extract(tmp_path: Path) -> Path:
    path = tmp_path / "rendez-vous_2022.csv"
    path.write_text(ROWS, encoding="utf-8")
    return path


def weak(seeds: int) -> Callable[[pl.Series, int], Numbers]:
    """Hashes of which the first of each pair is the same for all texts, for that many pairs."""

    def of(texts: pl.Series, seed: int) -> Numbers:
        found = texts.hash(seed).to_numpy()
        return np.zeros_like(found) if seed < 2 * seeds and seed % 2 == 0 else found

    return of


@given(st.lists(st.lists(st.text(max_size=3), min_size=1)), st.integers(0, 3))
def test_each_text_has_one_number_and_no_other_has_it(batches: list[list[str]], seed: int) -> None:
    hashes = Hashes(seed)
    numbers: dict[str, set[int]] = {}
    for batch in batches:
        for text, number in zip(batch, hashes.of(pl.Series(batch)).tolist(), strict=True):
            assert number >= MARK
            numbers.setdefault(text, set()).add(number)
    hashes.check()
    assert all(len(each) == 1 for each in numbers.values())
    assert len(set().union(*numbers.values())) == len(numbers)


@pytest.mark.parametrize(
    "batches",
    [
        [["Anne", "Bela"]],
        [["Anne"], ["Bela"]],
        [["Anne"], ["Anne"], ["Bela"] * 3, ["Anne"]],
    ],
)
@pytest.mark.parametrize("at_once", [0, 2, 100])
def test_two_texts_of_one_hash_are_found_out(
    monkeypatch: pytest.MonkeyPatch, batches: list[list[str]], at_once: int
) -> None:
    monkeypatch.setattr(module, "_AT_ONCE", at_once)
    monkeypatch.setattr(module, "_hash", weak(1))
    hashes = Hashes(0)
    for batch in batches:
        hashes.of(pl.Series(batch))
    with pytest.raises(SharedHash):
        hashes.check()


def test_one_text_again_and_again_shares_its_hash_with_no_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "_hash", weak(1))
    hashes = Hashes(0)
    for _ in range(3):
        hashes.of(pl.Series(["Anne", "Anne"]))
        hashes.check()


SUPPORTS = """support_id;body;territory;beneficiary_id;kind;opened_on;closed_on
1;caf;46;allocataire-1;support;01/02/2022;01/05/2022
2;caf;46;allocataire-3;support;01/02/2022;
3;caf;46;allocataire-4;support;01/06/2022;
"""


@pytest.mark.parametrize("seeds", [1, ATTEMPTS])
@pytest.mark.parametrize("supports", ["", "beside", "alone"])
def test_other_seeds_tell_apart_what_the_first_did_not(
    extract: Path, monkeypatch: pytest.MonkeyPatch, seeds: int, supports: str
) -> None:
    if supports:
        extract.with_name("accompagnements_2022.csv").write_text(SUPPORTS, encoding="utf-8")
    if supports == "alone":
        extract.unlink()
    extract = extract.parent
    expected = summarise(read(extract))
    monkeypatch.setattr(module, "_hash", weak(seeds))
    found = summarise(read(extract))
    assert found.tables.keys() == expected.tables.keys()
    for name, table in expected.tables.items():
        assert found.tables[name].equals(table), name
    assert found.ledger.as_plain() == expected.ledger.as_plain()
    if supports != "alone":
        assert found.tables["intensity"]["beneficiaries"].sum() == 2


def test_identifiers_that_no_seed_tells_apart_are_refused(
    extract: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_hash", weak(ATTEMPTS + 1))
    with pytest.raises(DataRefused, match="two identifiers of persons cannot be told apart"):
        summarise(read(extract))

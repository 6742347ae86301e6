"""However rows are kept and parted, in memory or on disk, the same tables are counted of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from threading import get_ident
from typing import Any, Literal

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from accsocial import read
from accsocial.errors import DataRefused
from accsocial.records.files import columnar
from accsocial.records.schema import BODIES, TERRITORIES
from accsocial.rules import CountingRules
from accsocial.summary import count, gather
from accsocial.summary.codes.groups import GroupCodes
from accsocial.summary.codes.identifiers import NOBODY
from accsocial.summary.codes.shares import shares
from accsocial.summary.gathered import Gathered
from accsocial.summary.rows import arranged, gathering, portions
from accsocial.summary.rows import memory as memory_module
from accsocial.summary.rows import shelves as shelves_module
from accsocial.summary.rows.memory import Memory
from accsocial.summary.rows.origins import Origins
from accsocial.summary.rows.shelves import ROW, Shelves

SAMPLES = Path(__file__).resolve().parents[2] / "data" / "samples"
ROOMY = Memory()


class Tight(Memory):
    """No row may be held: each batch goes to disk."""

    @property
    def of_rows(self) -> int:
        return 0


class Shared(Memory):
    """Rows are counted, and traced, in shares of all units, however few they are."""

    def shares(self, portions: Sequence[int], read: int, per_row: int) -> int:
        assert read <= per_row
        return 5 if sum(portions) else 1


def gathered(by: list[str], memory: Memory = ROOMY) -> Gathered:
    return gather(read(SAMPLES / "gesica"), by=by, memory=memory)


def rows_of(extract: Gathered) -> pl.DataFrame:
    """All rows of the appointments, in the order of reading."""
    assert extract.activity is not None
    return pl.concat(extract.activity.rows()).sort(ROW)


@pytest.mark.parametrize("by", [["territory"], ["site", "channel"]])
@pytest.mark.parametrize(
    "rules",
    [
        CountingRules(),
        CountingRules(id_scope="national"),
        CountingRules(workers_counted="qualified", count_collective=True),
    ],
    ids=["default", "national", "qualified"],
)
@pytest.mark.parametrize(
    ("memory", "rows"),
    [(ROOMY, 1), (Tight(), 1), (Tight(), 1_000_000), (Shared(), 1), (Shared(), 1_000_000)],
    ids=["portions", "portions on disk", "on disk", "portions and shares", "shares"],
)
def test_the_same_tables(
    monkeypatch: pytest.MonkeyPatch, memory: Memory, rows: int, rules: CountingRules, by: list[str]
) -> None:
    whole = gathered(by)
    assert whole.activity is not None
    assert len(whole.activity.portions) == 1
    expected = count(whole, rules)
    monkeypatch.setattr(memory_module, "_ROWS_OF_PORTION", rows)
    parted = gathered(by, memory)
    assert parted.activity is not None
    assert (len(parted.activity.portions) > 10) == (rows == 1)
    assert bool(parted.activity.shelves.stored) == isinstance(memory, Tight)
    found = count(parted, rules)
    for name, table in expected.tables.items():
        assert_frame_equal(found.tables[name], table)
    assert_frame_equal(rows_of(parted), rows_of(whole))
    assert parted.records.ledger.as_plain() == whole.records.ledger.as_plain()


APPOINTMENTS = """body,territory,date,status,channel,beneficiary_id,worker_id,appointment_id
caf,94,2022-01-10,held,office,b1,w1,a1
caf,94,2022-01-10,held,office,b2,w1,a1
caf,94,2022-01-10,held,office,,w2,a1
caf,94,2022-01-10,held,office,,w3,a1
caf,94,2022-02-10,held,office,b3,,a2
caf,95,2022-03-01,held,office,b1,w1,a1
caf,95,2022-04-01,held,office,b1,w2,a2
departement,75,2022-05-05,held,office,b4,w9,a1
departement,75,2070-05-05,held,office,b4,w9,a2
departement,75,2070-05-05,no_show,office,b5,w9,a3
"""
SUPPORTS = """body,territory,beneficiary_id,opened_on,closed_on
caf,94,b1,2022-01-02,
caf,94,b2,2022-01-03,2022-12-01
caf,94,b9,2022-01-04,
caf,95,b1,2022-03-01,
caf,95,,2022-03-02,
caf,93,b3,2022-01-05,
departement,75,b4,2022-01-06,
departement,75,b5,2022-01-07,
"""


@pytest.mark.parametrize("scope", ["territory", "national"])
def test_the_same_tables_of_few_persons_in_several_places(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, scope: Literal["territory", "national"]
) -> None:
    # Days until 2059 are numbers of two bytes, those of the last rows of four.
    (tmp_path / "supports.csv").write_text(SUPPORTS)
    head, *lines = APPOINTMENTS.splitlines()
    for place, some in enumerate((lines[:7], lines[7:])):
        (tmp_path / f"appointments_{place}.csv").write_text("\n".join([head, *some]))
    monkeypatch.setattr(memory_module, "_ROWS_OF_PORTION", 1)
    expected, found = (
        count(
            gather(read(tmp_path), by=["territory"], memory=memory), CountingRules(id_scope=scope)
        ).tables
        for memory in (ROOMY, Shared())
    )
    assert found.keys() == expected.keys()
    for name, table in expected.items():
        assert_frame_equal(found[name], table)
    delays = expected["first_appointment_delays"]
    assert delays["supports"].sum() == 8
    assert delays["days"].drop_nulls().sort().to_list()[:3] == [0, 7, 8]


def test_rows_on_disk_are_private_and_removed() -> None:
    tight = gathered(["territory"], Tight())
    assert tight.activity is not None
    folder = next(iter(tight.activity.shelves.stored.values()))[0].parents[1]
    assert folder.stat().st_mode & 0o077 == 0
    del tight
    assert not folder.exists()


def test_a_full_disk_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pl.DataFrame, "write_ipc", full)
    with pytest.raises(DataRefused, match=r"the temporary folder is full\. Set TMPDIR"):
        gathered(["territory"], Tight())


@pytest.mark.parametrize(
    ("limit", "side_by_side", "held"),
    [
        pytest.param(2_000_000_000, 2, 2, id="room for all"),
        pytest.param(550_100_048, 2, 2, id="just enough"),
        pytest.param(550_100_047, 2, 1, id="one byte too little for what is held"),
        pytest.param(550_098_023, 2, 0, id="too little for the rest of it"),
        pytest.param(550_095_999, 1, 2, id="one at a time"),
        pytest.param(550_048_000, 1, 0, id="one at a time, and nothing held"),
    ],
)
def test_how_much_is_done_at_once(
    monkeypatch: pytest.MonkeyPatch, limit: int, side_by_side: int, held: int
) -> None:
    monkeypatch.setattr(shelves_module, "_AT_ONCE", 0)
    kept = Shelves(room=10**9)
    # A row is 4 bytes, and 8 tell where a run was read; 120 are made of a row while it is counted.
    for first in (0, 500):
        rows = np.arange(first, first + 500, dtype=np.uint32)
        kept.add(pl.DataFrame({"value": rows}), np.repeat([0, 1, 2], [200, 100, 200]).astype("u1"))
    assert kept.size == 2 * (2_000 + 3 * 8)
    assert Memory(limit).at_once(kept, [400, 200, 400], 120) == side_by_side
    assert kept.size == held * 2_024
    found = kept.read([0, 1, 2], ["value", ROW])
    assert found["value"].to_list() == found[ROW].to_list()
    assert found[ROW].to_list() == [
        *range(200),
        *range(500, 700),
        *range(200, 300),
        *range(700, 800),
        *range(300, 500),
        *range(800, 1000),
    ]


@pytest.mark.parametrize(
    ("limit", "rows", "held", "together", "is_tight"),
    [
        # Two portions at a time, for whose rows 160 bytes each are made.
        (550_000_320, 10**8, 0, 1, True),
        (710_000_000, 10**8, 0, 500_000, True),
        (710_000_000, 10**8, 64_000_000, 300_000, True),
        (10**10, 10**8, 10**9, 1_000_000, False),
        # Both threads have something to do, if it is worth one.
        (10**10, 1_600_000, 0, 900_000, False),
        (10**10, 400_000, 0, 250_000, False),
    ],
)
def test_how_many_rows_are_put_together(
    limit: int, rows: int, held: int, together: int, *, is_tight: bool
) -> None:
    kept = Shelves(room=10**9)
    kept.heights, kept.size = {0: rows}, held
    assert Memory(limit).rows_of_portion(kept) == together
    assert Memory(limit).is_tight == is_tight
    # Other tables take twice what they are held in.
    assert Memory(limit + 2_000, beside=1_000).rows_of_portion(kept) == together
    assert Memory(limit + 2_000, beside=1_000).of_rows == Memory(limit).of_rows


@pytest.mark.parametrize(("limit", "heights"), [(1_000_000_000, [2, 2, 1]), (2 * 10**9, [4, 1])])
def test_batches_are_small_where_memory_is_short(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: int, heights: list[int]
) -> None:
    monkeypatch.setattr(columnar, "BATCH_ROWS", 4)
    monkeypatch.setattr(columnar, "SMALL_ROWS", 2)
    appointments = pl.DataFrame({"appointment_id": ["1", "2", "3", "4", "5"]}).with_columns(
        body=pl.lit("caf"),
        territory=pl.lit("46"),
        date=pl.lit("2022-03-01"),
        status=pl.lit("held"),
        beneficiary_id=pl.lit("b1"),
        worker_id=pl.lit("w1"),
    )
    appointments.write_parquet(tmp_path / "appointments.parquet")
    records = read(tmp_path)
    seen: list[int] = []
    records.listen(lambda _, rows, __: seen.append(rows))
    gather(records, memory=Memory(limit))
    assert [rows for rows in seen if rows] == heights


def test_what_does_not_fit_is_refused_with_the_size_that_does() -> None:
    kept = Shelves(room=10**9)
    kept.add(pl.DataFrame({"value": range(1000)}), np.zeros(1000, np.uint8))
    with pytest.raises(DataRefused, match=r"1,000 appointments .* 0\.55 GB .* Allow more"):
        Memory(550_000_001).at_once(kept, [1000], 120)


@pytest.mark.parametrize(
    ("room", "portions", "shares"),
    [
        pytest.param(160_000_000, [400_000, 600_000], 1, id="room for all"),
        # Beside a share, 60 bytes of each row of the larger portion: 124 million are left.
        pytest.param(159_999_999, [400_000, 600_000], 2, id="room for all but one"),
        pytest.param(100_000_000, [500_000, 500_000], 4, id="shares are somewhat smaller"),
        # A share of fewer rows is not worth reading everything once more.
        pytest.param(10_000_000, [400_000, 600_000], 4, id="hardly any room"),
        pytest.param(-1, [400_000, 600_000], 4, id="no room"),
    ],
)
def test_in_how_many_shares_rows_are_counted(room: int, portions: list[int], shares: int) -> None:
    assert Memory(550_000_000 + room).shares(portions, 60, 160) == shares


@given(st.lists(st.integers(0, 30), max_size=60), st.integers(1, 6))
def test_all_rows_of_a_unit_are_in_one_share(numbers: list[int], of: int) -> None:
    units, otherwise = np.array(numbers, np.uint64), np.arange(len(numbers)) // 2
    found = np.array([each.has(units, otherwise) for each in shares(of)], bool)
    assert (found.sum(axis=0) == 1).all()
    share = found.argmax(axis=0)
    for row, unit in enumerate(numbers):
        same = otherwise == otherwise[row] if unit == NOBODY else units == unit
        assert len({*share[same & ((units == NOBODY) == (unit == NOBODY))]}) == 1


def test_shares_are_nearly_even() -> None:
    found = [each.has(np.arange(1, 10_001), np.zeros(10_000, int)).sum() for each in shares(5)]
    assert 1_800 < min(found) <= max(found) < 2_200


@pytest.mark.parametrize("scattered", [0, 8], ids=["moved by runs", "moved row by row"])
@given(
    batches=st.lists(st.lists(st.integers(0, 5), max_size=20), max_size=6),
    room=st.integers(0, 200),
    at_once=st.integers(0, 200),
)
def test_shelves_keep_the_order_of_their_rows(
    batches: list[list[int]], room: int, at_once: int, scattered: int
) -> None:
    kept, expected, row = Shelves(room), dict[int, list[int]](), 0
    for batch in batches:
        for shelf in batch:
            expected.setdefault(shelf, []).append(row)
            row += 1
        rows = pl.DataFrame({"value": range(row - len(batch), row)}, schema={"value": pl.UInt32})
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(arranged, "_SCATTERED", scattered)
            patch.setattr(shelves_module, "_AT_ONCE", at_once)
            kept.add(rows, np.array(batch, np.uint8))
    for shelf, rows_of in expected.items():
        found = kept.read([shelf], [ROW, "value"])
        assert found[ROW].to_list() == found["value"].to_list() == rows_of
    everything = kept.read([*expected], [ROW])[ROW].to_list()
    assert everything == [row for rows_of in expected.values() for row in rows_of]
    assert kept.heights == {shelf: len(rows_of) for shelf, rows_of in expected.items()}
    assert kept.height == row


@given(st.lists(st.lists(st.tuples(st.integers(0, 1), st.integers(1, 6)), max_size=12), max_size=4))
def test_rows_are_found_by_their_place(batches: list[list[tuple[int, int]]]) -> None:
    origins, every = Origins(), list[tuple[int, int]]()
    for batch in batches:
        frame = pl.DataFrame(batch, schema={"file": pl.UInt16, "line": pl.UInt32}, orient="row")
        origins.add(frame)
        every += batch
    wanted = pl.Series(range(len(every)), dtype=pl.UInt32)
    assert origins.of(wanted.reverse()).rows() == every[::-1]


@pytest.mark.parametrize("runs", [0, arranged._RUNS], ids=["moved", "left as they stand"])
def test_no_body_and_territory_is_in_two_slices(monkeypatch: pytest.MonkeyPatch, runs: int) -> None:
    monkeypatch.setattr(arranged, "_RUNS", runs)
    monkeypatch.setattr(memory_module, "_ROWS_OF_PORTION", 1)
    activity = gathered(["site"]).activity
    assert activity is not None
    scopes = activity.codes.groups.scopes()
    found = [
        {*scopes[activity.slice(each[0]).rows["group"].to_numpy()].tolist()}
        for each in activity.slices(national=False)
    ]
    assert len(found) > 10
    assert sum(map(len, found)) == len(set.union(*found))


def test_new_bodies_and_territories_of_a_batch_are_spread_over_the_shelves() -> None:
    codes, batches = GroupCodes(["body", "territory", "year"]), (TERRITORIES[:30], TERRITORIES[:50])
    sorter = portions.Sorter(codes)
    for territories in batches:
        rows = pl.DataFrame({"territory": territories * 10}).select(
            pl.lit("caf").cast(pl.Enum(BODIES)).alias("body"),
            pl.col("territory").cast(pl.Enum(TERRITORIES)),
            pl.date(2022, 1, 1).alias("date"),
        )
        placed = sorter.shelves(pl.Series(codes.encode(rows)))
        of_territory = dict(zip(rows["territory"].to_list(), placed.tolist(), strict=True))
        assert [of_territory[name] for name in rows["territory"]] == placed.tolist()
        assert len({*of_territory.values()}) == len(territories)


def test_one_thread_alone_gives_out_the_codes_of_groups(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Two would see half of what the other writes: rows would be put on wrong shelves.
    at_work: set[int] = set()

    def noted(method: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any) -> Any:
            at_work.add(get_ident())
            return method(*args)

        return call

    for name in ("encode", "scopes"):
        monkeypatch.setattr(GroupCodes, name, noted(getattr(GroupCodes, name)))
    while_read: set[int] = set()

    def portions_of(*args: Any) -> list[list[int]]:
        while_read.update(at_work)
        return portions.portions_of(*args)

    monkeypatch.setattr(gathering, "portions_of", portions_of)
    gathered(["site"])
    assert len(while_read) == 1

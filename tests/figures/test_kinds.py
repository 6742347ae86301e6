"""What rows say as one number: the table of kinds says the same again."""

from __future__ import annotations

import datetime as dt
from typing import Any

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from accsocial.records.schema import CHANNELS, EVENTS, STATUSES
from accsocial.summary.codes.filled import FIELDS
from accsocial.summary.codes.kinds import Kinds

LABELS = {"status": STATUSES, "channel": CHANNELS, "event": EVENTS}
DAY = dt.date(2022, 3, 1)
CELLS: dict[str, Any] = {
    **{name: st.sampled_from(labels) for name, labels in LABELS.items()},
    "collective": st.sampled_from([None, True, False]),
    "appointment_id": st.sampled_from([None, "A1"]),
    "site": st.sampled_from([None, "Foix"]),
    "worker_id": st.sampled_from([None, "W1"]),
    "beneficiary_id": st.sampled_from([None, "B1"]),
    "duration_min": st.sampled_from([None, 30]),
    "entered_on": st.sampled_from([None, DAY]),
}
DTYPES = {
    **{name: pl.Enum(labels) for name, labels in LABELS.items()},
    "collective": pl.Boolean(),
    "duration_min": pl.Int64(),
    "entered_on": pl.Date(),
}
BATCHES = st.lists(st.lists(st.fixed_dictionaries(CELLS), min_size=1, max_size=8), max_size=3)


def said(row: dict[str, Any], columns: set[str]) -> dict[str, object]:
    """What a row says, in plain Python; a column that is not there says nothing."""
    cells = {name: row[name] if name in columns else None for name in row}
    labels = {name: cells[name] or "unknown" for name in LABELS}
    lacking = {None, "unknown"}
    return {
        **{name: LABELS[name].index(label) for name, label in labels.items()},
        "collective": cells["collective"],
        "has_id": cells["appointment_id"] is not None,
        "filled": sum(
            1 << place for place, name in enumerate(FIELDS) if cells[name] not in lacking
        ),
    }


@given(BATCHES, st.sets(st.sampled_from(sorted(CELLS))))
def test_the_table_says_what_the_rows_said(
    batches: list[list[dict[str, Any]]], absent: set[str]
) -> None:
    kinds = Kinds()
    columns = set(CELLS) - absent
    encoded: list[int] = []
    for batch in batches:
        frame = pl.DataFrame(batch, schema={n: DTYPES.get(n, pl.String()) for n in CELLS})
        encoded += kinds.encode(frame.select(sorted(columns))).tolist() if columns else []
    rows = [row for batch in batches for row in batch] if columns else []
    table = kinds.table().rows(named=True)
    assert [{**table[kind]} for kind in encoded] == [
        {"kind": kind, **said(row, columns)} for kind, row in zip(encoded, rows, strict=True)
    ]
    assert len({(*sorted(row.items()),) for row in table}) == len({*encoded})

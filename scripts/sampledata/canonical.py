"""The accepted rows as typed Parquet under the canonical names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import astuple
from pathlib import Path
from typing import Any

import polars as pl

from sampledata.activity import AppointmentRow
from sampledata.resources import CostRow, HouseholdRow, WorkerRow
from sampledata.supports import SupportRow

Row = AppointmentRow | SupportRow | WorkerRow | CostRow | HouseholdRow

SCHEMAS: Mapping[str, Mapping[str, Any]] = {
    "appointments": {
        "appointment_id": pl.String,
        "body": pl.String,
        "territory": pl.String,
        "site": pl.String,
        "worker_id": pl.String,
        "beneficiary_id": pl.String,
        "date": pl.Date,
        "status": pl.String,
        "channel": pl.String,
        "event": pl.String,
        "collective": pl.Boolean,
        "duration_min": pl.Int32,
    },
    "supports": {
        "support_id": pl.String,
        "body": pl.String,
        "territory": pl.String,
        "site": pl.String,
        "beneficiary_id": pl.String,
        "worker_id": pl.String,
        "event": pl.String,
        "kind": pl.String,
        "detected_on": pl.Date,
        "contacted_on": pl.Date,
        "response": pl.String,
        "opened_on": pl.Date,
        "diagnosis_on": pl.Date,
        "contract_on": pl.Date,
        "review_on": pl.Date,
        "closed_on": pl.Date,
        "exit_reason": pl.String,
    },
    "workers": {
        "worker_id": pl.String,
        "body": pl.String,
        "territory": pl.String,
        "site": pl.String,
        "year": pl.Int32,
        "fte": pl.Decimal(6, 2),
        "qualified": pl.Boolean,
    },
    "costs": {
        "body": pl.String,
        "territory": pl.String,
        "year": pl.Int32,
        "category": pl.String,
        "amount": pl.Decimal(14, 2),
    },
    "households": {
        "body": pl.String,
        "territory": pl.String,
        "year": pl.Int32,
        "eligible_households": pl.Int32,
        "poor_households": pl.Int32,
    },
}


def write_canonical(
    folder: Path,
    appointments: Sequence[AppointmentRow],
    supports: Sequence[SupportRow],
    workers: Sequence[WorkerRow],
    costs: Sequence[CostRow],
    households: Sequence[HouseholdRow],
) -> None:
    """Writes one Parquet file per table, rows in the order of the CSV files."""
    by_year = sorted(appointments, key=lambda row: row.date.year)
    tables: Mapping[str, Sequence[Row]] = {
        "appointments": by_year,
        "supports": supports,
        "workers": workers,
        "costs": costs,
        "households": households,
    }
    for name, rows in tables.items():
        frame = pl.DataFrame(
            [astuple(row) for row in rows], schema=dict(SCHEMAS[name]), orient="row"
        )
        frame.write_parquet(folder / f"{name}.parquet", compression="zstd", compression_level=19)

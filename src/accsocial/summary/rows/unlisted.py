"""Appointments by a worker who is in no row of the workers table."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import polars as pl

from accsocial.summary.codes.identifiers import NOBODY
from accsocial.summary.codes.packed import among, local_codes
from accsocial.summary.codes.scopes import scope
from accsocial.summary.codes.worker_codes import WorkerCodes


def listed_workers(staff: pl.DataFrame, workers: WorkerCodes) -> pl.DataFrame | None:
    """Columns scope and worker of those who are in the workers table; None if it has no names."""
    if "worker_id" not in staff.columns:
        return None
    worker = workers.codes(staff["worker_id"]).alias("worker")
    return staff.select(scope().alias("scope"), worker).drop_nulls()


def unlisted(
    rows: pl.DataFrame, scopes: npt.NDArray[np.uint16], listed: pl.DataFrame
) -> npt.NDArray[np.int64]:
    """The places of rows (group, worker) whose worker is not `listed` in the scope of the row.

    `scopes` are those of the groups. Nobody is missed where the worker is unknown.
    """
    workers, place = local_codes(rows["worker"].to_numpy())
    groups, of_group = local_codes(rows["group"].to_numpy())
    here, of_here = np.unique(scopes[groups], return_inverse=True)
    # A table of all pairs of scope and worker that there may be.
    pair = (of_here * len(workers)).take(of_group)
    pair += place
    is_known = np.zeros((len(here), len(workers)), bool)
    is_known[:, workers == NOBODY] = True
    scope_at, is_here = among(here, listed["scope"].to_numpy())
    worker_at, is_met = among(workers, listed["worker"].to_numpy())
    met = is_here & is_met
    is_known[scope_at[met], worker_at[met]] = True
    return np.flatnonzero(~is_known.reshape(-1).take(pair))

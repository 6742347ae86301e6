"""Appointments by a worker who is in no row of the workers table."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import polars as pl

from accsocial.summary.identifiers import NOBODY, Identifiers
from accsocial.summary.packed import places_of
from accsocial.summary.scopes import scope


def listed_workers(staff: pl.DataFrame, workers: Identifiers) -> pl.DataFrame | None:
    """Columns scope and worker of those who are in the workers table; None if it has no names."""
    if "worker_id" not in staff.columns:
        return None
    return staff.select(scope().alias("scope"), workers.numbers(staff["worker_id"]).alias("worker"))


def unlisted(
    rows: pl.DataFrame, scopes: npt.NDArray[np.uint16], listed: pl.DataFrame
) -> npt.NDArray[np.int64]:
    """The places of rows (group, worker) whose worker is not `listed` in the scope of the row.

    `scopes` are those of the groups. Nobody is missed where the worker is unknown.
    """
    workers, place = places_of(rows["worker"].to_numpy())
    group = rows["group"].to_numpy()
    groups = np.flatnonzero(np.bincount(group))
    here, of_here = np.unique(scopes[groups], return_inverse=True)
    of_group = np.zeros(len(scopes), np.int64)
    of_group[groups] = of_here
    # A table of all pairs of scope and worker: few of them are compared with those listed.
    pair = (of_group * len(workers)).take(group)
    pair += place
    met = np.zeros(len(here) * len(workers), bool)
    met[pair] = True
    pairs = np.flatnonzero(met)
    seen = pl.DataFrame(
        {"scope": here[pairs // len(workers)], "worker": workers[pairs % len(workers)], "at": pairs}
    )
    unknown = seen.filter(pl.col("worker") != NOBODY).join(
        listed, on=["scope", "worker"], how="anti"
    )
    if unknown.is_empty():
        return np.zeros(0, np.int64)
    met[:] = False
    met[unknown["at"].to_numpy()] = True
    return np.flatnonzero(met.take(pair))

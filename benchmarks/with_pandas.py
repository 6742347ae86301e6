"""The figures with pandas, as most people would write them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

import pandas as pd

from benchmarks.question import COLUMNS, COUNTED_CHANNELS, LAST_SETTLED, STATUS_RANKS, Answers

_SCOPE = ["body", "territory", "year"]
"""What an identifier means something in, and the year."""


def figures(folder: Path, by: Sequence[str]) -> Answers:
    """The figures of an extract of canonical Parquet files, in groups of the columns `by`."""
    groups = list(by)
    rows = _table(folder, "appointments", COLUMNS)
    rows["year"] = rows["date"].dt.year
    held = (rows["status"] == "held") & ~rows["collective"].fillna(value=False)
    counted = rows[held & rows["channel"].fillna("unknown").isin(COUNTED_CHANNELS)]
    beneficiaries = _seen(counted, "beneficiary_id").groupby(groups)
    workers = _seen(counted, "worker_id").groupby(groups)
    ranks = _ranks(rows)
    found = {
        "appointments_per_beneficiary": _divided(beneficiaries.sum(), beneficiaries.size()),
        "median_appointments_per_beneficiary": _median(beneficiaries),
        "share_of_beneficiaries_advice_only": _share(beneficiaries, lambda n: n < 3),
        "share_of_beneficiaries_8_or_more": _share(beneficiaries, lambda n: n >= 8),
        "appointments_per_worker": _divided(workers.sum(), workers.size()),
        "median_appointments_per_worker": _median(workers),
        "share_of_workers_below_416": _share(workers, lambda n: n < 416),
        "no_show_rate": _divided(
            (ranks == STATUS_RANKS["no_show"]).groupby(groups).sum(),
            (ranks <= LAST_SETTLED).groupby(groups).sum(),
        ),
        **_of_money(folder, groups, beneficiaries.size()),
    }
    named = [frame.reset_index().assign(indicator=name) for name, frame in found.items()]
    return cast("Answers", pd.concat(named).dropna(subset="value").to_dict("records"))


def _table(folder: Path, table: str, columns: Sequence[str]) -> Any:
    files = sorted(folder.glob(f"{table}_*.parquet"))
    # Without Arrow's types a day is a Python object each, and pandas several times slower.
    read = (pd.read_parquet(f, columns=list(columns), dtype_backend="pyarrow") for f in files)
    return pd.concat(read, ignore_index=True)


def _seen(counted: Any, who: str) -> Any:
    """By who was seen in a year: in how many counted appointments."""
    counted = counted.dropna(subset=who)
    groups = counted.groupby([*_SCOPE, who])["appointment_id"]
    # A row without a number is an appointment of its own.
    return groups.nunique() + groups.size() - groups.count()


def _ranks(rows: Any) -> Any:
    """The rank of the status of each appointment, once."""
    ranks = rows.assign(rank=rows["status"].fillna("unknown").map(STATUS_RANKS).astype("int64"))
    several = ranks.groupby([*_SCOPE, "appointment_id"])["rank"].min()
    alone = ranks[ranks["appointment_id"].isna()].set_index([*_SCOPE, "appointment_id"])["rank"]
    return pd.concat([several, alone])


def _share(units: Any, belongs: Any) -> Any:
    return _divided(units.agg(lambda n: belongs(n).sum()), units.size())


def _median(units: Any) -> Any:
    return pd.DataFrame({"value": units.median(), "denominator": units.size()})


def _divided(numerator: Any, denominator: Any) -> Any:
    parts = pd.DataFrame({"numerator": numerator, "denominator": denominator}).astype("float64")
    parts = parts[parts["denominator"] != 0]
    return parts.assign(value=parts["numerator"] / parts["denominator"])


def _of_money(folder: Path, groups: list[str], beneficiaries: Any) -> dict[str, Any]:
    costs = _table(folder, "costs", ["body", "territory", "year", "amount"])
    spent = costs.groupby(groups)["amount"].sum()
    place = [name for name in groups if name != "year"]
    first = costs[costs["year"] == costs["year"].min()]
    at_base = first.groupby(place)["amount"].sum().rename("at_base")
    base = spent.reset_index().merge(at_base.reset_index(), on=place).set_index(groups)
    growth = _divided(base["amount"], base["at_base"])
    return {
        "cost_per_beneficiary": _divided(spent, beneficiaries),
        "cost_growth": growth.assign(value=growth["value"] - 1),
    }

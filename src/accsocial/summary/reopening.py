"""When the beneficiary of a support that closed opens another one."""

from __future__ import annotations

import polars as pl

from accsocial.rules import CountingRules


def person_columns(rules: CountingRules) -> list[str]:
    """The columns that say who a beneficiary is."""
    if rules.id_scope == "national":
        return ["beneficiary_id"]
    return ["body", "territory", "beneficiary_id"]


def with_reopening(rows: pl.DataFrame, person: list[str]) -> pl.DataFrame:
    """Adds `reopened_on`: when another support of the person opens, on the closing day or after.

    Another support is another row: rows that repeat a support were rejected.
    """
    named = rows.filter(pl.col("beneficiary_id").is_not_null(), pl.col("closed_on").is_not_null())
    openings = (
        rows.filter(pl.col("opened_on").is_not_null())
        .group_by(*person, pl.col("opened_on").alias("opening"))
        .len("openings")
        .sort("opening")
        .with_columns(pl.col("opening").shift(-1).over(person).alias("next_opening"))
    )
    found = named.sort("closed_on").join_asof(
        openings,
        left_on="closed_on",
        right_on="opening",
        by=person,
        strategy="forward",
        check_sortedness=False,
    )
    # Opened on or after its own closing, the support itself is the first that is found.
    itself = (pl.col("opening") == pl.col("opened_on")) & (pl.col("openings") == 1)
    reopened = pl.when(itself.fill_null(value=False)).then("next_opening").otherwise("opening")
    found = found.with_columns(reopened.alias("reopened_on")).select(*rows.columns, "reopened_on")
    others = rows.filter(
        ~(pl.col("beneficiary_id").is_not_null() & pl.col("closed_on").is_not_null())
    )
    return pl.concat([found, others], how="diagonal")

"""Accepted rows that deserve a look: counted by rule, never dropped."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import polars as pl

from accsocial.model import Text
from accsocial.records.rows import chains, identifier_doubts, rounded_numbers
from accsocial.records.schema import SUPPORT_DATES, SUPPORTS
from accsocial.records.totals import A_TOTAL

FIRST_DAY = dt.date(1990, 1, 1)
HIGH_FTE = 1.5
_WORKER = ("body", "territory", "worker_id", "year")
_HAPPENED = ("held", "no_show")
_DAYS = ("date", "entered_on", *(column.name for column in SUPPORT_DATES))

MEANINGS: Mapping[str, Text] = {
    "date_before_1990": Text("dated before 1990", "datés d'avant 1990"),
    "date_after_extraction": Text(
        "dated after the day of extraction", "datés d'après le jour de l'extraction"
    ),
    "held_in_future": Text(
        "held or not honoured after the day of extraction",
        "honorés ou manqués après le jour de l'extraction",
    ),
    "entered_before_appointment": Text(
        "entered before the day of the appointment: the delay of entry is unknown",
        "saisis avant le jour du rendez-vous : délai de saisie inconnu",
    ),
    "worker_without_row": Text(
        "by a worker who is not in the table workers",
        "d'un travailleur social absent du tableau des effectifs",
    ),
    "number_on_several_days": Text(
        "of an appointment whose number stands on an earlier day, too: one number is one "
        "appointment; if numbers begin anew, leave out their column",
        "d'un rendez-vous dont le numéro figure aussi un jour plus tôt : un numéro est un seul "
        "rendez-vous ; si la numérotation recommence, ôtez sa colonne",
    ),
    "fte_high": Text("fte above 1.5", "ETPT au-dessus de 1,5"),
    "fte_of_worker_high": Text(
        "of a worker whose fte of several sites are above 1.5 together: all of them count; if each "
        "is the whole of it, deliver one",
        "d'un agent dont les ETPT de plusieurs sites font ensemble plus de 1,5 : tous sont "
        "comptés ; si chacun est le total, n'en livrez qu'un",
    ),
    "worker_total": Text(
        "workers whose identifier is a total: counted like the others",
        "agents dont l'identifiant est un total : comptés comme les autres",
    ),
    "worker_missing": Text(
        "rows of workers without an identifier, as subtotals are: their fte counts",
        "lignes d'agents sans identifiant, comme les sous-totaux : leurs ETPT sont comptés",
    ),
    "category_total": Text(
        "costs whose category is a total: counted, so twice if their parts are there, too",
        "dépenses dont le poste est un total : comptées, donc deux fois si le détail y est",
    ),
    "category_missing": Text(
        "costs without a category, where a total cannot be told from its parts: all are counted",
        "dépenses sans poste, où un total ne se distingue pas du détail : toutes sont comptées",
    ),
    "support_undated": Text(
        "supports without a day of detection, contact, opening or closing: in no year, hence in no "
        "figure",
        "accompagnements sans jour de repérage, de contact, d'ouverture ni de clôture : d'aucune "
        "année, donc dans aucun chiffre",
    ),
    **chains.MEANINGS,
    **identifier_doubts.MEANINGS,
    **rounded_numbers.MEANINGS,
    "number_unread": Text("optional number that cannot be read", "nombre facultatif illisible"),
    "word_for_nothing": Text(
        "cells read as empty: NULL, #N/A, NC, - and the like",
        "cellules lues comme vides : NULL, #N/A, NC, - et autres",
    ),
}
"""Every warning, and what its count is a count of."""


def warnings(rows: pl.DataFrame, extracted_on: dt.date) -> dict[str, int]:
    """Counts by rule over accepted rows of any canonical table; those of 0 are left out."""
    found: dict[str, pl.Expr] = {}
    days = [pl.col(name) for name in _DAYS if name in rows.columns]
    if days:
        found["date_before_1990"] = pl.any_horizontal(day < FIRST_DAY for day in days)
        found["date_after_extraction"] = pl.any_horizontal(day > extracted_on for day in days)
    if "status" in rows.columns:
        late = pl.col("date") > extracted_on
        found["held_in_future"] = late & pl.col("status").is_in(list(_HAPPENED))
    if "entered_on" in rows.columns:
        found["entered_before_appointment"] = pl.col("entered_on") < pl.col("date")
    steps = [pl.col(name) for name in SUPPORTS.needs_one if name in rows.columns]
    if steps:
        found["support_undated"] = pl.all_horizontal(step.is_null() for step in steps)
    found |= chains.out_of_order(rows.columns)
    if "fte" in rows.columns:
        found["fte_high"] = pl.col("fte").cast(pl.Float64) > HIGH_FTE
    if {"worker_id", "year"} <= set(rows.columns):
        found["worker_total"] = _is_total("worker_id")
        found["worker_missing"] = pl.col("worker_id").is_null()
    if "category" in rows.columns:
        found["category_total"] = _is_total("category")
        found["category_missing"] = pl.col("category").is_null()
    elif "amount" in rows.columns:
        # One amount of a year may be all that was spent; several may have their total among them.
        found["category_missing"] = pl.len().over("body", "territory", "year") > 1
    if not found:
        return {}
    counts = rows.select(rule.sum().alias(name) for name, rule in found.items()).row(0, named=True)
    return {name: int(count) for name, count in counts.items() if count}


def of_several_rows(rows: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Rows by rule that deserve a look beside others: of all rows of a small table that count."""
    if not {"worker_id", "fte"} <= set(rows.columns):
        return {}
    together = pl.col("fte").sum().over(_WORKER).cast(pl.Float64) > HIGH_FTE
    alone = pl.col("fte").cast(pl.Float64) > HIGH_FTE
    named = pl.col("worker_id").is_not_null()
    return {"fte_of_worker_high": rows.filter(together & ~alone & named)}


def _is_total(column: str) -> pl.Expr:
    return pl.col(column).cast(pl.String).str.contains(f"(?i){A_TOTAL}")

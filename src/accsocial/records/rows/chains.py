"""Impossible chains of dates: steps of a support that came before what they follow.

Each is counted as a warning; the row stays. A last review may precede the contract (a
support has several of both), so that those two are not compared.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

import polars as pl

from accsocial.model import Text

_FORMAL = ("diagnosis_on", "contract_on")

CHAINS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "support_closed_before_opened": (("opened_on", "closed_on"),),
    "support_contacted_before_detected": (("detected_on", "contacted_on"),),
    "support_opened_before_contact": (("detected_on", "opened_on"), ("contacted_on", "opened_on")),
    "support_step_before_opening": tuple(("opened_on", step) for step in (*_FORMAL, "review_on")),
    "support_step_after_closing": tuple((step, "closed_on") for step in _FORMAL),
    "support_review_after_closing": (("review_on", "closed_on"),),
    "support_dates_out_of_order": (
        *(
            (first, later)
            for first in ("detected_on", "contacted_on")
            for later in (*_FORMAL, "review_on", "closed_on")
        ),
        _FORMAL,
    ),
}
"""Warning -> (earlier step, later step): one of these pairs is the wrong way round."""

MEANINGS: Mapping[str, Text] = {
    "support_closed_before_opened": Text(
        "supports closed before they were opened: their duration is unknown",
        "accompagnements clos avant leur ouverture : durée inconnue",
    ),
    "support_contacted_before_detected": Text(
        "supports contacted before they were detected: they count as contacted",
        "accompagnements contactés avant leur repérage : comptés comme contactés",
    ),
    "support_opened_before_contact": Text(
        "supports opened before their detection or contact: they count as opened",
        "accompagnements ouverts avant leur repérage ou contact : comptés comme ouverts",
    ),
    "support_step_before_opening": Text(
        "supports with a diagnosis, contract or review before the opening: counted anyway",
        "accompagnements avec diagnostic, contrat ou bilan avant l'ouverture : compté quand même",
    ),
    "support_step_after_closing": Text(
        "supports with a diagnosis or contract after the closing: counted anyway",
        "accompagnements avec diagnostic ou contrat après la clôture : compté quand même",
    ),
    "support_review_after_closing": Text(
        "supports with a review after the closing: it does not count for the exit",
        "accompagnements avec bilan après la clôture : il ne compte pas pour la sortie",
    ),
    "support_dates_out_of_order": Text(
        "supports whose other dates contradict the order of the steps: each counts on its own",
        "accompagnements dont d'autres dates contredisent l'ordre des étapes : chacune compte à "
        "part",
    ),
}
"""What each count is a count of, and what becomes of these supports in the indicators."""


def out_of_order(columns: Collection[str]) -> dict[str, pl.Expr]:
    """Warning -> whether a row has it; those that the columns can tell."""
    found = {}
    for name, pairs in CHAINS.items():
        wrong = [
            pl.col(later) < pl.col(earlier)
            for earlier, later in pairs
            if {earlier, later} <= {*columns}
        ]
        if wrong:
            found[name] = pl.any_horizontal(wrong)
    return found

"""The quantities that part two counts of the same appointments or workers."""

from __future__ import annotations

from accsocial.indicators.quantities import making
from accsocial.model import Quantity, Text

LEFT_OUT, LISTED, SEVERAL = "left_out", "listed_or_seen", "several"
"""Summary tables that are made for coherence alone, see `crossings`."""


def _left_out(column: str, en: str, fr: str) -> Quantity:
    return making.column(f"appointments_left_out_{column}", LEFT_OUT, column, Text(en, fr))


all_appointments = making.rows(
    "all_appointments",
    "attendance",
    "appointments",
    Text("appointments of any status, each once", "rendez-vous de tout statut, chacun une fois"),
)
left_out_by_status = _left_out("by_status", "left out by their status", "écartés par leur statut")
left_out_by_channel = _left_out("by_channel", "left out by their channel", "écartés par leur mode")
left_out_by_session = _left_out(
    "by_session", "group sessions left out", "séances collectives écartées"
)
listed_never_seen = making.column(
    "workers_listed_never_seen",
    LISTED,
    "listed_never_seen",
    Text("listed, but without an appointment", "au tableau, sans rendez-vous"),
)
seen_not_listed = making.column(
    "workers_seen_not_listed",
    LISTED,
    "seen_not_listed",
    Text("with an appointment, but not listed", "ayant un rendez-vous, hors tableau"),
)


def _several(column: str, en: str, fr: str) -> Quantity:
    return making.column(f"appointments_counted_{column}", SEVERAL, column, Text(en, fr))


without_beneficiary = _several("without_beneficiary", "without a beneficiary", "sans bénéficiaire")
further_beneficiary = _several(
    "further_beneficiary",
    "again for a further beneficiary",
    "de nouveau, pour un autre bénéficiaire",
)
without_worker = _several(
    "without_worker", "without a worker who counts", "sans travailleur social qui compte"
)
further_worker = _several(
    "further_worker", "again for a further worker", "de nouveau, pour un autre agent"
)

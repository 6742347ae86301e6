"""How long supports last, how they end, and whether people come back."""

from __future__ import annotations

from accsocial.indicators.quantities import supports
from accsocial.indicators.sources import COUR, DEFINITION
from accsocial.model import Form, Indicator, Quantity, Text, Unit

THEME = "exits"

share_of_exits_with_review = Indicator(
    id="share_of_exits_with_review",
    theme=THEME,
    label=Text("Exits with a review", "Sorties précédées d'un bilan"),
    unit=Unit.SHARE,
    meaning=Text(
        "Supports whose last review is on or before the day of closing, among those closed in the "
        "year. A review after the closing does not count for the exit.",
        "Accompagnements dont le dernier bilan est au plus tard le jour de la clôture, parmi ceux "
        "clos dans l'année. Un bilan après la clôture ne compte pas.",
    ),
    numerator=supports.closed_with_review,
    denominator=supports.closed,
    source=COUR.at("recommendation 4"),
)

share_of_exits_with_reason = Indicator(
    id="share_of_exits_with_reason",
    theme=THEME,
    label=Text("Exits with a reason", "Sorties avec motif"),
    unit=Unit.SHARE,
    meaning=Text(
        "Supports with a reason for the exit, in any words, among those closed in the year.",
        "Accompagnements ayant un motif de sortie, quel qu'il soit, parmi ceux clos dans l'année.",
    ),
    numerator=supports.closed_with_reason,
    denominator=supports.closed,
    source=COUR.at("recommendation 4"),
)

median_support_days = Indicator(
    id="median_support_days",
    theme=THEME,
    label=Text(
        "Duration of supports in days, median", "Durée des accompagnements en jours, médiane"
    ),
    unit=Unit.DAYS,
    meaning=Text(
        "Days from opening to closing of the supports closed in the year: half last at most so "
        "long. Opened and closed on one day is 0 days. Supports without a day of opening, or "
        "closed before it, are left out and counted as unknown.",
        "Jours entre l'ouverture et la clôture des accompagnements clos dans l'année : la moitié "
        "dure au plus ce temps. Ouvert et clos le même jour : 0 jour. Les accompagnements sans "
        "date d'ouverture, ou clos avant elle, sont laissés de côté et comptés comme inconnus.",
    ),
    form=Form.MEDIAN,
    numerator=supports.twice_median_days,
    denominator=supports.closed_of_known_days,
    unknown=supports.closed_of_unknown_days,
    source=DEFINITION,
)

days_to_first_appointment = Indicator(
    id="days_to_first_appointment",
    theme=THEME,
    label=Text(
        "Days to the first appointment, median", "Jours jusqu'au premier rendez-vous, médiane"
    ),
    unit=Unit.DAYS,
    meaning=Text(
        "Days from the opening to the first counted appointment of the beneficiary on that day or "
        "after it, whatever its worker, site or event; median over the supports opened in the "
        "year. Supports without such an appointment in the extract, or without beneficiary, are "
        "unknown: it may be still to come, so that the last year reads too short.",
        "Jours entre l'ouverture et le premier rendez-vous compté du bénéficiaire, ce jour-là ou "
        "ensuite, quels qu'en soient l'agent, le site ou le fait générateur ; médiane des "
        "accompagnements ouverts dans l'année. Sans un tel rendez-vous dans l'extraction, ou sans "
        "bénéficiaire, le délai est inconnu : il peut être à venir, et la dernière année paraît "
        "trop courte.",
    ),
    form=Form.MEDIAN,
    numerator=supports.twice_median_delay,
    denominator=supports.opened_with_appointment,
    unknown=supports.opened_without_appointment,
    source=DEFINITION,
)

reentry_rate = Indicator(
    id="reentry_rate",
    theme=THEME,
    label=Text("Re-entries within 365 days", "Retours sous 365 jours"),
    unit=Unit.SHARE,
    meaning=Text(
        "Supports closed in the year whose beneficiary opens another one within 365 days: on the "
        "day of closing, or up to 365 days after it. Closings less than 365 days before the end "
        "of the extract (the last date of any appointment, planned ones included, or support) "
        "are unknown, even if a re-entry was seen already; so are those without beneficiary.",
        "Accompagnements clos dans l'année dont le bénéficiaire en ouvre un autre sous 365 jours : "
        "le jour de la clôture, ou jusqu'à 365 jours après. Les clôtures à moins de 365 jours de "
        "la fin de l'extraction (la dernière date d'un rendez-vous, même à venir, ou d'un "
        "accompagnement) sont inconnues, même si un retour est déjà connu ; de même celles sans "
        "bénéficiaire.",
    ),
    numerator=supports.reentered,
    denominator=supports.followed_up,
    unknown=supports.not_followed_up,
    source=COUR.at("recommendation 5"),
)

share_of_sustained_exits = Indicator(
    id="share_of_sustained_exits",
    theme=THEME,
    label=Text("Exits without re-entry in 365 days", "Sorties sans retour sous 365 jours"),
    unit=Unit.SHARE,
    meaning=Text(
        "Supports closed in the year whose beneficiary opens no other on the day of closing or "
        "in the 365 days after it: what reentry_rate leaves. Closings less than 365 days before "
        "the end of the extract (the last date of any appointment, planned ones included, or "
        "support) are unknown, even if a re-entry was seen already; so are those without "
        "beneficiary. A support elsewhere is not seen.",
        "Accompagnements clos dans l'année dont le bénéficiaire n'en ouvre pas d'autre le jour de "
        "la clôture ni dans les 365 jours suivants : le complément de reentry_rate. Les clôtures à "
        "moins de 365 jours de la fin de l'extraction (la dernière date d'un rendez-vous, même à "
        "venir, ou d'un accompagnement) sont inconnues, même si un retour est déjà connu ; de même "
        "celles sans bénéficiaire. Un accompagnement ouvert ailleurs n'est pas vu.",
    ),
    numerator=supports.sustained,
    denominator=supports.followed_up,
    unknown=supports.not_followed_up,
    source=COUR.at("recommendation 5"),
)


def _open_after(months: int, still: Quantity, known: Quantity, unknown: Quantity) -> Indicator:
    """The supports still open on the day so many calendar months after their opening."""
    return Indicator(
        id=f"share_of_supports_open_after_{months}_months",
        theme=THEME,
        label=Text(
            f"Supports still open after {months} months",
            f"Accompagnements ouverts après {months} mois",
        ),
        unit=Unit.SHARE,
        meaning=Text(
            f"Supports opened in the year that are not closed {months} calendar months later: no "
            "closing, or one after that day (the 28th for a 29 February). Those opened less than "
            f"{months} months before the end of the extract (the last date of any appointment, "
            "planned ones included, or support) are unknown, even if closed already: counting only "
            "the closed ones of them would bias the share. A closing before the opening is unknown "
            "too.",
            f"Accompagnements ouverts dans l'année et non clos {months} mois après, jour pour jour "
            "(le 28 pour un 29 février) : sans clôture, ou clos après ce jour. Ceux ouverts moins "
            f"de {months} mois avant la fin de l'extraction (la dernière date d'un rendez-vous, "
            "même à venir, ou d'un accompagnement) sont inconnus, même déjà clos : ne compter que "
            "les clos fausserait la part. Une clôture antérieure à l'ouverture est aussi inconnue.",
        ),
        numerator=still,
        denominator=known,
        unknown=unknown,
        source=DEFINITION,
    )


share_of_supports_open_after_12_months = _open_after(
    12,
    supports.open_after_12_months,
    supports.known_after_12_months,
    supports.not_known_after_12_months,
)
share_of_supports_open_after_24_months = _open_after(
    24,
    supports.open_after_24_months,
    supports.known_after_24_months,
    supports.not_known_after_24_months,
)

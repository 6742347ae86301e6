"""The counting rules set otherwise, one at a time: to add a flip, write one line in `FLIPS`."""

from __future__ import annotations

from collections.abc import Callable

from accsocial.contesting.flip import Flip, NoSetting, Settings
from accsocial.indicators.quantities import people, workers
from accsocial.model import Text
from accsocial.parameters.constants import constant
from accsocial.rules import CountingRules


def _set(**settings: object) -> Callable[[CountingRules, int], Settings]:
    return lambda rules, year: settings  # noqa: ARG005 - the shape that `Flip.settings` has


def _with(rule: str, *labels: str) -> Callable[[CountingRules, int], Settings]:
    def added(rules: CountingRules, year: int) -> Settings:  # noqa: ARG001 - as above
        counted = getattr(rules, rule)
        return {rule: (*counted, *(label for label in labels if label not in counted))}

    return added


def _without(rule: str, label: str) -> Callable[[CountingRules, int], Settings]:
    def removed(rules: CountingRules, year: int) -> Settings:  # noqa: ARG001 - as above
        left = tuple(each for each in getattr(rules, rule) if each != label)
        # Rules that count nothing are none.
        return {rule: left} if left else {}

    return removed


def _calendar_days(rules: CountingRules, year: int) -> Settings:  # noqa: ARG001 - as above
    try:
        return {"working_days": constant("calendar_working_days", year).value}
    except LookupError:
        raise NoSetting("working_days", f"no calendar of working days for {year}") from None


def _threshold(number: int) -> Flip:
    return Flip(
        f"support_threshold_{number}",
        Text(f"support from {number} a year on", f"accompagnement dès {number} par an"),
        _set(support_threshold=number),
    )


def _days(name: str, en: str, fr: str) -> Flip:
    days = constant(name).value
    label = Text(f"{days} working days: {en}", f"{days} jours par an\u00a0: {fr}")
    return Flip(f"working_days_{days}", label, _set(working_days=days))


_DEFAULT = CountingRules()
_STATUSES, _CHANNELS = "counted_statuses", "counted_channels"

FLIPS: tuple[Flip, ...] = (
    Flip(
        "with_no_shows",
        Text("no-shows count too", "absences comptées aussi"),
        _with(_STATUSES, "no_show"),
    ),
    Flip(
        "with_cancelled_by_beneficiary",
        Text("cancelled by beneficiaries count too", "annulations du bénéficiaire comptées"),
        _with(_STATUSES, "cancelled_by_beneficiary"),
    ),
    Flip(
        "with_unknown_statuses",
        Text("unknown statuses count too", "statuts inconnus comptés aussi"),
        _with(_STATUSES, "unknown"),
    ),
    Flip(
        "held_only",
        Text("only those held count", "rendez-vous honorés seulement"),
        _set(counted_statuses=_DEFAULT.counted_statuses),
    ),
    Flip(
        "with_mail_and_third_parties",
        Text("mail, e-mail and third parties count", "courriers, courriels, tiers comptés"),
        _with(_CHANNELS, "mail", "email", "third_party"),
    ),
    Flip(
        "face_to_face_only",
        Text("only office, home and outside count", "bureau/domicile/hors les murs seuls"),
        _set(counted_channels=("office", "home", "outside")),
    ),
    Flip(
        "without_unknown_channels",
        Text("unknown channels do not count", "modes inconnus non comptés"),
        _without(_CHANNELS, "unknown"),
    ),
    Flip(
        "all_but_mail_and_third_parties",
        Text("all but mail and third parties count", "tout mode, sauf courriers et tiers"),
        _set(counted_channels=_DEFAULT.counted_channels),
    ),
    Flip(
        "with_group_sessions",
        Text("group sessions count", "séances collectives comptées"),
        _set(count_collective=True),
    ),
    Flip(
        "without_group_sessions",
        Text("group sessions do not count", "séances collectives non comptées"),
        _set(count_collective=False),
    ),
    *map(_threshold, (1, 2, 3, 4)),
    Flip(
        "without_advice_only",
        Text("without those advised only", "sans les bénéficiaires en conseil"),
        instead={
            people.beneficiaries: people.supported_beneficiaries,
            people.appointments_of_beneficiaries: people.appointments_of_supported,
        },
        of=(
            "appointments_per_beneficiary",
            "beneficiaries_per_worker",
            "cost_per_beneficiary",
            "share_of_households_supported",
        ),
    ),
    Flip(
        "with_advice_only",
        Text("with those advised only", "avec les bénéficiaires en conseil"),
        instead={
            people.supported_beneficiaries: people.beneficiaries,
            people.appointments_of_supported: people.appointments_of_beneficiaries,
        },
        of=("appointments_per_supported_beneficiary",),
    ),
    Flip(
        "qualified_workers",
        Text("qualified workers only", "diplômés d'État seulement"),
        _set(workers_counted="qualified"),
    ),
    Flip(
        "all_workers",
        Text("all workers, qualified or not", "tous les agents, diplômés ou non"),
        _set(workers_counted="all"),
    ),
    Flip(
        "fte_for_workers",
        Text("fte in the place of workers", "ETPT au lieu des agents"),
        instead={
            workers.workers_seen: workers.fte,
            workers.staff: workers.fte,
            workers.staff_of_body: workers.fte,
        },
        of=(
            "appointments_per_worker",
            "share_of_416_standard",
            "appointments_per_working_day",
            "beneficiaries_per_worker",
            "worker_growth",
            "workers_per_1000_poor_households",
            "staffing_gap",
        ),
    ),
    Flip(
        "workers_for_fte",
        Text("workers listed in the place of fte", "agents du tableau au lieu des ETPT"),
        instead={workers.fte: workers.staff},
        of=("appointments_per_fte", "cost_per_fte", "fte_growth"),
    ),
    _days("working_days", "416 / 2.10", "416 / 2,10"),
    _days("legal_working_days", "legal full time", "temps plein légal"),
    Flip(
        "working_days_of_calendar",
        Text("all days from Monday to Friday", "tous les jours ouvrés du calendrier"),
        _calendar_days,
    ),
    Flip(
        "national_identifiers",
        Text("one number, one person everywhere", "un n° = une personne, partout"),
        _set(id_scope="national"),
    ),
    Flip(
        "identifiers_by_territory",
        Text("one number, one person by territory", "un n° = une personne, par territoire"),
        _set(id_scope="territory"),
    ),
    Flip(
        "published_rates",
        Text("inflation: compounded annual rates", "inflation\u00a0: taux annuels composés"),
        convention="published-rates",
    ),
    Flip(
        "mean_to_mean",
        Text("inflation: annual means", "inflation\u00a0: moyennes annuelles"),
        convention="mean-to-mean",
    ),
)
"""All flips. Each rule but `beneficiary_unit`, which moves no number, is in one of them; those
that set a rule as it is by default are for runs with other rules."""

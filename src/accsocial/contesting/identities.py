"""Figures that should fit together: to add an identity, write one object in `IDENTITIES`."""

from __future__ import annotations

from accsocial.contesting import parted
from accsocial.contesting.identity import Counted, Factor, Identity, Relation, Side
from accsocial.indicators import cost, intensity, workload
from accsocial.indicators.quantities import appointments, context, people, workers
from accsocial.model import Quantity, Text


def _one(factor: Factor) -> Side:
    return Side(factor.label, ((factor,),))


def _product(*factors: Factor) -> Side:
    labels = [factor.label for factor in factors]
    text = Text(" × ".join(t.en for t in labels), " × ".join(t.fr for t in labels))
    return Side(text, (factors,))


_INTENSITY = _product(people.beneficiaries, intensity.appointments_per_beneficiary)
_WORKLOAD = _product(workers.workers_seen, workload.appointments_per_worker)
_UNIT_COST = _product(people.beneficiaries, cost.cost_per_beneficiary)
_FTE_COST = _product(workers.fte, cost.cost_per_fte)
_BY_DEFINITION = Text(
    "No gap: the unit cost is this spending divided by this number. Read the factors: another "
    "unit cost with this number of units is another spending.",
    "Pas d'écart\u00a0: le coût unitaire est cette dépense divisée par ce nombre. Lire les "
    "facteurs\u00a0: un autre coût unitaire, pour ce nombre d'unités, est une autre dépense.",
)

IDENTITIES: tuple[Identity, ...] = (
    Identity(
        id="appointments_and_intensity",
        label=Text(
            "Appointments = beneficiaries × intensity", "Rendez-vous = bénéficiaires × intensité"
        ),
        counted=Counted.APPOINTMENTS,
        left=_one(appointments.counted_appointments),
        right=_INTENSITY,
        parts=((-1, parted.without_beneficiary), (+1, parted.further_beneficiary)),
        explanation=Text(
            "An appointment counts once on the left, and once for each of its beneficiaries on the "
            "right: couples and families make the right larger. One without beneficiary is on the "
            "left alone.",
            "Un rendez-vous compte une fois à gauche, et une fois par bénéficiaire à "
            "droite\u00a0: les couples et les familles augmentent la droite. Sans bénéficiaire, il "
            "reste à gauche.",
        ),
    ),
    Identity(
        id="appointments_and_workload",
        label=Text("Appointments = workers × workload", "Rendez-vous = agents × charge"),
        counted=Counted.APPOINTMENTS,
        left=_one(appointments.counted_appointments),
        right=_WORKLOAD,
        parts=((-1, parted.without_worker), (+1, parted.further_worker)),
        explanation=Text(
            "An appointment held by two workers counts once on the left and twice on the right. "
            "One without worker is on the left alone, and so are those of workers who do not "
            "count (workers_counted).",
            "Un rendez-vous tenu à deux compte une fois à gauche et deux fois à droite. Sans "
            "travailleur social, ou si celui-ci ne compte pas (workers_counted), il n'est qu'à "
            "gauche.",
        ),
    ),
    Identity(
        id="intensity_and_workload",
        label=Text(
            "Beneficiaries × intensity = workers × workload",
            "Bénéficiaires × intensité = agents × charge",
        ),
        counted=Counted.APPOINTMENTS,
        left=_INTENSITY,
        right=_WORKLOAD,
        parts=(
            (+1, parted.without_beneficiary),
            (-1, parted.further_beneficiary),
            (-1, parted.without_worker),
            (+1, parted.further_worker),
        ),
        explanation=Text(
            "The left counts appointments once per beneficiary, the right once per worker: several "
            "beneficiaries, several workers and unknown ones part the two.",
            "La gauche compte les rendez-vous par bénéficiaire, la droite par travailleur "
            "social\u00a0: plusieurs bénéficiaires, plusieurs agents ou des inconnus les "
            "séparent.",
        ),
    ),
    Identity(
        id="attendance_and_left_out",
        label=Text(
            "All appointments = counted + left out", "Tous les rendez-vous = comptés + écartés"
        ),
        counted=Counted.APPOINTMENTS,
        left=_one(parted.all_appointments),
        right=Side(
            Text("counted + left out by each rule", "comptés + écartés par chaque règle"),
            (
                (appointments.counted_appointments,),
                (parted.left_out_by_status,),
                (parted.left_out_by_channel,),
                (parted.left_out_by_session,),
            ),
        ),
        explanation=Text(
            "Counted, or left out by the first rule that leaves it out, in the order status, "
            "channel, group session. A gap would be a defect of accsocial: report it.",
            "Compté, ou écarté par la première règle qui l'écarte, dans l'ordre statut, mode, "
            "séance collective. Un écart serait un défaut d'accsocial\u00a0: le signaler.",
        ),
    ),
    Identity(
        id="cost_and_beneficiaries",
        label=Text("Cost = beneficiaries × unit cost", "Coût = bénéficiaires × coût unitaire"),
        counted=Counted.EUROS,
        left=_one(context.amount),
        right=_UNIT_COST,
        explanation=_BY_DEFINITION,
    ),
    Identity(
        id="cost_and_fte",
        label=Text("Cost = fte × cost per fte", "Coût = ETPT × coût par ETPT"),
        counted=Counted.EUROS,
        left=_one(context.amount),
        right=_FTE_COST,
        explanation=_BY_DEFINITION,
    ),
    Identity(
        id="listed_and_seen_workers",
        label=Text("Workers on the staff list = workers seen", "Agents du tableau = agents vus"),
        counted=Counted.WORKERS,
        left=_one(workers.staff),
        right=_one(workers.workers_seen),
        parts=((-1, parted.listed_never_seen), (+1, parted.seen_not_listed)),
        explanation=Text(
            "Listed but not seen: long absences, managers, workers who enter nothing. Seen but not "
            "listed: replacements, other services, another number in the software.",
            "Au tableau mais pas vus\u00a0: longues absences, encadrement, activité non saisie. "
            "Vus mais hors tableau\u00a0: remplaçants, autres services, autre numéro dans le "
            "logiciel.",
        ),
    ),
    Identity(
        id="beneficiaries_and_eligible_households",
        label=Text("Beneficiaries ≤ eligible households", "Bénéficiaires ≤ foyers éligibles"),
        counted=Counted.HOUSEHOLDS,
        left=_one(people.beneficiaries),
        right=_one(context.eligible_households),
        relation=Relation.AT_MOST,
        explanation=Text(
            "The ratio is the share of households supported. More beneficiaries than households: "
            "persons counted against households (beneficiary_unit), or eligible households of "
            "another perimeter.",
            "Le rapport est la part des foyers accompagnés. Plus de bénéficiaires que de "
            "foyers\u00a0: des personnes rapportées à des foyers (beneficiary_unit), ou un autre "
            "périmètre.",
        ),
    ),
)
"""The identities of an extract, in the order of the output."""

_TERRITORY_EXPLANATION = Text(
    "With id_scope territory both are the same. With id_scope national who is seen in several "
    "territories is one for the body and several in the sum: people who move, workers who serve "
    "two territories, or one number given twice.",
    "Avec id_scope territory, les deux sont égaux. Avec id_scope national, qui est vu dans "
    "plusieurs territoires compte une fois pour l'organisme et plusieurs dans la somme\u00a0: "
    "déménagements, agents sur deux territoires, ou un numéro attribué deux fois.",
)


def _adding_up(quantity: Quantity, counted: Counted) -> Identity:
    what, product = quantity.label, ((quantity,),)
    return Identity(
        id=f"territories_{quantity.id}",
        label=Text(
            f"The body = the sum of its territories: {what.en}",
            f"L'organisme = la somme de ses territoires\u00a0: {what.fr}",
        ),
        counted=counted,
        left=Side(Text("counted for the whole body", "comptés pour tout l'organisme"), product),
        right=Side(Text("added up over territories", "additionnés par territoire"), product),
        explanation=_TERRITORY_EXPLANATION,
    )


TERRITORY_SUMS: tuple[Identity, ...] = (
    _adding_up(appointments.counted_appointments, Counted.APPOINTMENTS),
    _adding_up(people.beneficiaries, Counted.BENEFICIARIES),
    _adding_up(workers.workers_seen, Counted.WORKERS),
    _adding_up(workers.staff, Counted.WORKERS),
    _adding_up(workers.fte, Counted.FTE),
    _adding_up(context.amount, Counted.EUROS),
    _adding_up(context.eligible_households, Counted.HOUSEHOLDS),
    _adding_up(context.poor_households, Counted.HOUSEHOLDS),
)
"""Identities whose left is read for a body, and whose right is added up over its territories."""

"""Published figures that do not fit together: data, computed from what was published.

To add one, write one object in `CONTRADICTIONS`. Numbers are named, never typed: those of the
published figures (P01 ...), and the dated constants.
"""

from __future__ import annotations

from dataclasses import dataclass

from accsocial.contesting.ranges import Expression, Leaf, Range
from accsocial.model import Text


@dataclass(frozen=True)
class Reckoning:
    """A number made of published ones, and what it is.

    `scale` is a power of ten that it is divided by to be written (6: millions), `decimals` how
    many are written; fewer than 0 round to tens, hundreds ...
    """

    label: Text
    of: Expression
    decimals: int = 0
    scale: int = 0


@dataclass(frozen=True)
class Contradiction:
    """Two numbers that should be one. `right` None: what should stand there was not published.

    `also` are other numbers that show it; `follows` says what an auditor makes of it.
    """

    id: str
    label: Text
    left: Reckoning
    right: Reckoning | None
    also: tuple[Reckoning, ...]
    follows: Text

    @property
    def ratio(self) -> Range | None:
        """The left number by the right one."""
        return None if self.right is None else self.left.of.value.by(self.right.of.value)


_PERSONS, _INTENSITY, _DEPARTEMENT_WORKERS = Leaf("P16"), Leaf("P01"), Leaf("P13")
_PER_DAY, _STANDARD, _EXPECTED = Leaf("P04"), Leaf("P05"), Leaf("P03")
_FAMILIES, _CAF_INTENSITY, _CAF_WORKERS = Leaf("P17"), Leaf("P02"), Leaf("P14")
_DAYS, _LEGAL_DAYS = Leaf("working_days"), Leaf("legal_working_days")
_UNIT_COST, _CAF_UNIT_COST, _TOTAL_COST = Leaf("P07"), Leaf("P08"), Leaf("P20")
_CAF_COST = _FAMILIES * _CAF_UNIT_COST
_DEPARTEMENT_COST = _TOTAL_COST - _CAF_COST
_CAF_WORKLOAD = _FAMILIES * _CAF_INTENSITY / _CAF_WORKERS

CONTRADICTIONS: tuple[Contradiction, ...] = (
    Contradiction(
        id="appointments_of_departements",
        label=Text(
            "Appointments of the départements in a year",
            "Rendez-vous des départements dans l'année",
        ),
        left=Reckoning(
            Text("persons followed × appointments each", "personnes suivies × rendez-vous"),
            _PERSONS * _INTENSITY,
            1,
            6,
        ),
        right=Reckoning(
            Text("workers × days × appointments a day", "agents × jours × rendez-vous par jour"),
            _DEPARTEMENT_WORKERS * _DAYS * _PER_DAY,
            2,
            6,
        ),
        also=(
            Reckoning(
                Text("a day, that the first needs", "par jour, pour atteindre le premier"),
                _PERSONS * _INTENSITY / (_DEPARTEMENT_WORKERS * _DAYS),
                2,
            ),
        ),
        follows=Text(
            "Either fewer persons are seen than are followed, or the mean is not about persons, or "
            "workers see more people a day than was published. Ask for the unit of each figure.",
            "Soit moins de personnes sont vues que suivies, soit la moyenne ne porte pas sur des "
            "personnes, soit les journées sont plus chargées que publié. Demander l'unité de "
            "chaque chiffre.",
        ),
    ),
    Contradiction(
        id="cost_of_departements",
        label=Text("Cost of the départements in a year", "Coût des départements dans l'année"),
        left=Reckoning(
            Text(
                "persons followed × cost per beneficiary (€)",
                "personnes suivies × coût par bénéficiaire (€)",
            ),
            _PERSONS * _UNIT_COST,
            1,
            9,
        ),
        right=Reckoning(
            Text("total cost − that of the Caf (€)", "coût total − celui des Caf (€)"),
            _DEPARTEMENT_COST,
            1,
            9,
        ),
        also=(
            Reckoning(
                Text("beneficiaries that this cost pays for", "bénéficiaires que ce coût permet"),
                _DEPARTEMENT_COST / _UNIT_COST,
                2,
                6,
            ),
        ),
        follows=Text(
            "Persons followed and beneficiaries are two units (persons, households): say which one "
            "is counted before a cost is multiplied or divided (beneficiary_unit). The total is "
            "called a low estimate, which does not double it.",
            "Personnes suivies et bénéficiaires sont deux unités (personnes, foyers)\u00a0: dire "
            "laquelle est comptée avant de multiplier ou diviser un coût (beneficiary_unit). Le "
            "total est dit estimation basse, ce qui ne le double pas.",
        ),
    ),
    Contradiction(
        id="cost_per_worker",
        label=Text("Cost per worker", "Coût par travailleur social"),
        left=Reckoning(
            Text("Caf: families × cost / workers (€)", "Caf\u00a0: familles × coût / agents (€)"),
            _CAF_COST / _CAF_WORKERS,
            -2,
        ),
        right=Reckoning(
            Text("départements: cost / workers (€)", "départements\u00a0: coût / agents (€)"),
            _DEPARTEMENT_COST / _DEPARTEMENT_WORKERS,
            -3,
        ),
        also=(
            Reckoning(
                Text(
                    "Caf: families × cost per beneficiary (€)",
                    "Caf\u00a0: familles × coût par bénéficiaire (€)",
                ),
                _CAF_COST,
                0,
                6,
            ),
        ),
        follows=Text(
            "Salaries alone do not double: the costs of the Caf hold more than those of the "
            "départements, or more workers than those counted. Compare what each is made of.",
            "Les salaires seuls ne vont pas du simple au double\u00a0: les coûts des Caf couvrent "
            "davantage, ou plus d'agents que ceux comptés. Comparer leur composition.",
        ),
    ),
    Contradiction(
        id="workload_of_caf",
        label=Text("Appointments a day of a Caf worker", "Rendez-vous par jour d'un agent de Caf"),
        left=Reckoning(
            Text(
                "families × appointments / workers / days",
                "familles × rendez-vous / agents / jours",
            ),
            _CAF_WORKLOAD / _DAYS,
            2,
        ),
        right=Reckoning(Text("as published", "publié"), _PER_DAY, 1),
        also=(
            Reckoning(Text("appointments a year", "rendez-vous par an"), _CAF_WORKLOAD),
            Reckoning(
                Text("a day, on the legal year", "par jour, sur l'année légale"),
                _CAF_WORKLOAD / _LEGAL_DAYS,
                2,
            ),
        ),
        follows=Text(
            "Outside the range on the days of the Cour's standard, inside it on the legal year: "
            "the number of working days decides, and was not published.",
            "Hors de la fourchette sur les jours de la norme, dedans sur l'année légale\u00a0: le "
            "nombre de jours travaillés décide, et n'est pas publié.",
        ),
    ),
    Contradiction(
        id="families_per_worker",
        label=Text("Families per Caf worker in a year", "Familles par agent de Caf dans l'année"),
        left=Reckoning(
            Text("families / workers, today", "familles / agents, aujourd'hui"),
            _FAMILIES / _CAF_WORKERS,
        ),
        right=Reckoning(
            Text("standard / appointments expected", "norme / rendez-vous attendus"),
            _STANDARD / _EXPECTED,
        ),
        also=(
            Reckoning(
                Text("standard / appointments observed", "norme / rendez-vous constatés"),
                _STANDARD / _CAF_INTENSITY,
            ),
        ),
        follows=Text(
            "The standard of a worker, the appointments expected for a family and today's number "
            "of families exclude each other: at most two of the three can hold.",
            "La norme par agent, les rendez-vous attendus pour une famille et le nombre actuel de "
            "familles s'excluent\u00a0: deux des trois au plus peuvent tenir.",
        ),
    ),
    Contradiction(
        id="households_behind_the_share",
        label=Text(
            "Households behind the share supported", "Les foyers derrière la part accompagnée"
        ),
        left=Reckoning(
            Text("families / share supported", "familles / part accompagnée"),
            _FAMILIES / Leaf("P19"),
            1,
            6,
        ),
        right=None,
        also=(),
        follows=Text(
            "That is about the families that draw allocations familiales, not all foyers "
            "allocataires, though these are what the wording names. Ask what a share is a share "
            "of.",
            "C'est à peu près le nombre de familles percevant les allocations familiales, non "
            "celui de tous les foyers allocataires, que nomme pourtant le texte. Demander de quoi "
            "une part est une part.",
        ),
    ),
    Contradiction(
        id="who_is_in_the_mean",
        label=Text("Who is in the mean of the Caf", "Qui entre dans la moyenne des Caf"),
        left=Reckoning(
            Text("appointments per beneficiary", "rendez-vous par bénéficiaire"),
            _CAF_INTENSITY,
            1,
        ),
        right=Reckoning(
            Text("the fewest of a support", "le moins pour un accompagnement"), Leaf("P21")
        ),
        also=(),
        follows=Text(
            "The Cour does not say whether the mean holds all interventions, or only those that "
            "are a support. Both are possible and far apart: compare "
            "appointments_per_beneficiary and appointments_per_supported_beneficiary.",
            "La Cour ne dit pas si la moyenne porte sur toutes les interventions, ou seulement "
            "sur les accompagnements. Les deux sont possibles et éloignées\u00a0: comparer "
            "appointments_per_beneficiary et appointments_per_supported_beneficiary.",
        ),
    ),
)
"""The contradictions, in the order of the output."""

"""The canonical tables: their columns, types, keys and the file names that hold them.

Everything about the shape of the data stands here once; reading, layouts, docs
and tests take it from here.
"""

from __future__ import annotations

from accsocial.model import Text
from accsocial.records.shape import Column, Kind, TableSchema
from accsocial.records.vocabulary import (
    BODIES,
    CHANNELS,
    DECIMAL_PLACES,
    EVENTS,
    RESPONSES,
    STATUSES,
    SUPPORT_KINDS,
    TERRITORIES,
)

__all__ = [
    "APPOINTMENTS",
    "BODIES",
    "CHANNELS",
    "COSTS",
    "DECIMAL_PLACES",
    "EVENTS",
    "HOUSEHOLDS",
    "PERSONS",
    "RESPONSES",
    "STATUSES",
    "SUPPORTS",
    "SUPPORT_DATES",
    "SUPPORT_KINDS",
    "TABLES",
    "TERRITORIES",
    "WORKERS",
    "Column",
    "Kind",
    "TableSchema",
]

_BODY = Column(
    "body",
    Kind.BODY,
    Text("the organisation: caf or departement", "l'organisme : caf ou departement"),
    required=True,
    labels=BODIES,
    rule="body_invalid",
)
_TERRITORY = Column(
    "territory",
    Kind.TERRITORY,
    Text(
        "code of the département in the official geographic code",
        "code du département dans le code officiel géographique",
    ),
    required=True,
    rule="territory_invalid",
)
_SITE = Column("site", Kind.TEXT, Text("place of work, as the body names it", "site ou secteur"))
_WORKER = Column("worker_id", Kind.IDENTIFIER, Text("the social worker", "le travailleur social"))
_BENEFICIARY = Column(
    "beneficiary_id",
    Kind.IDENTIFIER,
    Text("the household or person that is followed", "le foyer ou la personne suivie"),
)
PERSONS = (_BENEFICIARY.name, _WORKER.name)
"""The columns that tell who somebody is, in every table that has them."""

_EVENT = Column(
    "event", Kind.LABEL, Text("the triggering event", "le fait générateur"), labels=EVENTS
)
_YEAR = Column(
    "year", Kind.YEAR, Text("calendar year", "année civile"), required=True, rule="year_invalid"
)


def _day(name: str, en: str, fr: str) -> Column:
    return Column(name, Kind.DATE, Text(en, fr), rule="date_invalid")


APPOINTMENTS = TableSchema(
    name="appointments",
    file_names=("appointments", "rendez_vous", "rdv"),
    meaning=Text(
        "one row per appointment, beneficiary and worker",
        "une ligne par rendez-vous, bénéficiaire et travailleur social",
    ),
    key=("body", "territory", "appointment_id", "beneficiary_id", "worker_id"),
    key_needs=("appointment_id",),
    period=("date",),
    columns=(
        Column(
            "appointment_id",
            Kind.IDENTIFIER,
            Text(
                "rows with one id are one appointment; without it each row is one",
                "les lignes de même numéro sont un seul rendez-vous ; à défaut, chacune en est un",
            ),
        ),
        _BODY,
        _TERRITORY,
        _SITE,
        _WORKER,
        _BENEFICIARY,
        Column(
            "date",
            Kind.DATE,
            Text(
                "the day of the appointment, never the day of booking",
                "le jour du rendez-vous, jamais celui de la prise de rendez-vous",
            ),
            required=True,
            rule="date_invalid",
        ),
        Column(
            "status",
            Kind.LABEL,
            Text("what became of the appointment", "ce qu'il est advenu du rendez-vous"),
            required=True,
            labels=STATUSES,
        ),
        Column(
            "channel",
            Kind.LABEL,
            Text("how it took place", "le mode du rendez-vous"),
            labels=CHANNELS,
        ),
        _EVENT,
        Column("collective", Kind.BOOLEAN, Text("group session", "séance collective")),
        Column("duration_min", Kind.INTEGER, Text("duration in minutes", "durée en minutes")),
        _day(
            "entered_on",
            "the day on which the appointment was entered, never the day of booking",
            "le jour de saisie du rendez-vous, jamais celui de la prise de rendez-vous",
        ),
    ),
)

SUPPORT_DATES = (
    _day("detected_on", "day of the detection", "jour du repérage"),
    _day("contacted_on", "day of the contact", "jour de la prise de contact"),
    _day("opened_on", "day of the opening", "jour de l'ouverture"),
    _day("diagnosis_on", "day of the diagnosis", "jour du diagnostic"),
    _day("contract_on", "day of the contract", "jour du contrat"),
    _day("review_on", "day of the last review", "jour du dernier bilan"),
    _day("closed_on", "day of the closing", "jour de la clôture"),
)
"""The steps of a support, in the order in which they are to come."""

SUPPORTS = TableSchema(
    name="supports",
    file_names=("supports", "accompagnements", "suivis"),
    meaning=Text(
        "one row per support (accompagnement), from its detection to its exit",
        "une ligne par accompagnement, du repérage à la sortie",
    ),
    key=("body", "territory", "support_id"),
    key_needs=("support_id",),
    period=tuple(column.name for column in SUPPORT_DATES),
    needs_one=("opened_on", "closed_on", "detected_on", "contacted_on"),
    columns=(
        Column(
            "support_id",
            Kind.IDENTIFIER,
            Text(
                "the number of the support; without it each row is one",
                "le numéro de l'accompagnement ; à défaut, chaque ligne en est un",
            ),
        ),
        _BODY,
        _TERRITORY,
        _SITE,
        _BENEFICIARY,
        _WORKER,
        _EVENT,
        Column(
            "kind",
            Kind.LABEL,
            Text("advice, or support over time", "conseil ou accompagnement"),
            labels=SUPPORT_KINDS,
        ),
        *SUPPORT_DATES[:2],
        Column(
            "response",
            Kind.LABEL,
            Text("the answer to the contact", "la réponse à la prise de contact"),
            labels=RESPONSES,
        ),
        *SUPPORT_DATES[2:],
        Column(
            "exit_reason",
            Kind.TEXT,
            Text("why it ended, in any words", "le motif de sortie, en toutes lettres"),
        ),
    ),
)

WORKERS = TableSchema(
    name="workers",
    file_names=("workers", "travailleurs_sociaux", "agents"),
    meaning=Text(
        "one row per worker and year (and site, where one worker has several)",
        "une ligne par travailleur social et par année (et par site s'il en a plusieurs)",
    ),
    key=("body", "territory", "worker_id", "site", "year"),
    key_needs=("worker_id",),
    columns=(
        _WORKER,
        _BODY,
        _TERRITORY,
        _SITE,
        _YEAR,
        Column(
            "fte",
            Kind.DECIMAL,
            Text(
                "full-time equivalents over the year (80 % for six months = 0.40)",
                "équivalents temps plein travaillés (80 % pendant six mois = 0,40)",
            ),
            rule="fte_invalid",
        ),
        Column(
            "qualified",
            Kind.BOOLEAN,
            Text("state-qualified social worker", "travailleur social diplômé d'État"),
        ),
    ),
)

COSTS = TableSchema(
    name="costs",
    file_names=("costs", "depenses", "couts"),
    meaning=Text(
        "spending, one row per body, territory, year and category",
        "dépenses, une ligne par organisme, territoire, année et poste",
    ),
    # Two postings of one category are legitimate: only a row that repeats another whole is double.
    key=("body", "territory", "year", "category", "amount"),
    key_needs=(),
    columns=(
        _BODY,
        _TERRITORY,
        _YEAR,
        Column("category", Kind.TEXT, Text("kind of spending", "poste de dépense")),
        Column(
            "amount",
            Kind.DECIMAL,
            Text("euros, exact decimals", "montant en euros"),
            required=True,
            rule="amount_invalid",
        ),
    ),
)

HOUSEHOLDS = TableSchema(
    name="households",
    file_names=("households", "foyers", "contexte"),
    meaning=Text(
        "context, one row per body, territory and year",
        "contexte, une ligne par organisme, territoire et année",
    ),
    key=("body", "territory", "year"),
    key_needs=(),
    # The Caf counts those that it may support, the statistical office the poor ones.
    delivered_apart=("eligible_households", "poor_households"),
    columns=(
        _BODY,
        _TERRITORY,
        _YEAR,
        Column(
            "eligible_households",
            Kind.INTEGER,
            Text("households that could be supported", "foyers éligibles"),
            rule="amount_invalid",
        ),
        Column(
            "poor_households",
            Kind.INTEGER,
            Text("households below the poverty line", "foyers pauvres"),
            rule="amount_invalid",
        ),
    ),
)

TABLES = {table.name: table for table in (APPOINTMENTS, SUPPORTS, WORKERS, COSTS, HOUSEHOLDS)}


def names_of_tables() -> str:
    """The names of files that announce each table, in words."""
    return "; ".join(f"{t.name}: {', '.join(t.file_names)}" for t in TABLES.values())

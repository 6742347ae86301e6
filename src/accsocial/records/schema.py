"""The canonical tables: their columns, types, keys and the file names that hold them.

Everything about the shape of the data stands here once; reading, layouts, docs
and tests take it from here.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import get_args

from accsocial.model import Text
from accsocial.rules import Channel, Status

BODIES = ("caf", "departement")
TERRITORIES = (
    *(f"{n:02d}" for n in range(1, 20)),
    "2A",
    "2B",
    *(str(n) for n in range(21, 96)),
    *(str(n) for n in range(971, 977)),
)
"""Official geographic codes of the départements: 01 to 95 with 2A and 2B for 20, 971 to 976."""

STATUSES: tuple[str, ...] = get_args(Status)
CHANNELS: tuple[str, ...] = get_args(Channel)
EVENTS = (
    "separation",
    "child_death",
    "partner_death",
    "rent_arrears",
    "single_parent",
    "other",
    "unknown",
)

DECIMAL_PLACES = 18
"""Decimals kept of amounts and fte: enough for any float that a producer has written."""


class Kind(StrEnum):
    """How the text of a column is read."""

    IDENTIFIER = "identifier"
    TEXT = "text"
    BODY = "body"
    TERRITORY = "territory"
    DATE = "date"
    LABEL = "label"
    BOOLEAN = "boolean"
    INTEGER = "integer"
    DECIMAL = "decimal"
    YEAR = "year"


@dataclass(frozen=True)
class Column:
    """One canonical column. `rule` is the rejection rule of a value that cannot be read."""

    name: str
    kind: Kind
    meaning: Text
    required: bool = False
    labels: tuple[str, ...] = ()
    rule: str | None = None


@dataclass(frozen=True)
class TableSchema:
    """One canonical table.

    `key` says what a row is: a later row with the same key is a duplicate. Rows
    in which a column of `key_needs` is null have no key.
    """

    name: str
    file_names: tuple[str, ...]
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    key_needs: tuple[str, ...]
    meaning: Text

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    @property
    def required(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns if column.required)


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
_YEAR = Column(
    "year", Kind.YEAR, Text("calendar year", "année civile"), required=True, rule="year_invalid"
)

APPOINTMENTS = TableSchema(
    name="appointments",
    file_names=("appointments", "rendez_vous", "rdv"),
    meaning=Text(
        "one row per appointment, beneficiary and worker",
        "une ligne par rendez-vous, bénéficiaire et travailleur social",
    ),
    key=("body", "territory", "appointment_id", "beneficiary_id", "worker_id"),
    key_needs=("appointment_id",),
    columns=(
        Column(
            "appointment_id",
            Kind.IDENTIFIER,
            Text(
                "rows with one id are one appointment; without it each row is one",
                "les lignes de même numéro sont un seul rendez-vous ; à défaut, une ligne = un",
            ),
        ),
        _BODY,
        _TERRITORY,
        _SITE,
        _WORKER,
        Column(
            "beneficiary_id",
            Kind.IDENTIFIER,
            Text("the household or person that is followed", "le foyer ou la personne suivie"),
        ),
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
            Text("how it took place", "les modalités de l'entretien"),
            labels=CHANNELS,
        ),
        Column(
            "event",
            Kind.LABEL,
            Text("the triggering event", "le fait générateur"),
            labels=EVENTS,
        ),
        Column("collective", Kind.BOOLEAN, Text("group session", "séance collective")),
        Column("duration_min", Kind.INTEGER, Text("duration in minutes", "durée en minutes")),
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

TABLES = {table.name: table for table in (APPOINTMENTS, WORKERS, COSTS, HOUSEHOLDS)}

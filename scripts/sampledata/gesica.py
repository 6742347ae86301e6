"""The samples as French text: cp1252, `;`, CRLF, dd/mm/yyyy, decimal comma, French labels."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from sampledata.activity import AppointmentRow
from sampledata.chance import generator
from sampledata.defects import Account, Spoiler, plant
from sampledata.profile import YEARS
from sampledata.resources import CostRow, HouseholdRow, WorkerRow
from sampledata.supports import SupportRow

BODIES = {"caf": "Caf", "departement": "Département"}
STATUSES = {
    "held": "Honoré",
    "no_show": "Absence",
    "cancelled_by_beneficiary": "Annulé par l'allocataire",
    "cancelled_by_service": "Annulé par le service",
    "planned": "Planifié",
    "unknown": "Reporté",
}
"""Reporté is a label that no layout maps: readers take it as unknown and count it."""
CHANNELS = {
    "office": "Bureau",
    "home": "Domicile",
    "outside": "Extérieur",
    "phone": "Téléphone",
    "video": "Visioconférence",
    "mail": "Courrier",
    "email": "Courriel",
    "third_party": "Tiers",
}
EVENTS = {
    "separation": "Séparation",
    "child_death": "Décès d'un enfant",
    "partner_death": "Décès du conjoint ou d'un parent",
    "rent_arrears": "Impayés de loyer",
    "single_parent": "Monoparentalité",
    "other": "Autre",
}
KINDS = {"advice": "Conseil", "support": "Accompagnement"}
RESPONSES = {
    "accepted": "Acceptée",
    "refused": "Refusée",
    "no_answer": "Sans réponse",
    "unknown": "En attente",
}
"""En attente is such a label too."""
HEADERS = {
    "accompagnements": (
        "N° accompagnement;Organisme;Département;Site;N° allocataire;Matricule agent;Offre;Nature;"
        "Date de détection;Date de contact;Réponse;Date d'ouverture;Date de diagnostic;"
        "Date de contrat;Date de bilan;Date de clôture;Motif de sortie"
    ),
    "rendez_vous": (
        "N° rendez-vous;Organisme;Département;Site;Matricule agent;N° allocataire;"
        "Date du rendez-vous;Statut;Mode;Offre;Collectif;Durée (min)"
    ),
    "agents": "Organisme;Département;Site;Matricule agent;Année;ETPT;Diplômé d'État",
    "depenses": "Organisme;Département;Année;Poste;Montant (€)",
    "foyers": "Organisme;Département;Année;Foyers éligibles;Foyers pauvres",
}

NBSP = "\N{NO-BREAK SPACE}"


def write_gesica(
    folder: Path,
    appointments: Sequence[AppointmentRow],
    supports: Sequence[SupportRow],
    workers: Sequence[WorkerRow],
    costs: Sequence[CostRow],
    households: Sequence[HouseholdRow],
) -> dict[str, Account]:
    """Writes the CSV files and defects.json; returns the account of each file by name."""
    accounts: dict[str, Account] = {}
    before: list[str] = []
    for year in YEARS:
        lines = [_appointment(row) for row in appointments if row.date.year == year]
        name = f"rendez_vous_{year}.csv"
        spoilers = _appointment_spoilers(year, before)
        accounts[name] = _write(folder / name, "rendez_vous", lines, spoilers)
        moved = sum(line.split(";")[7] == STATUSES["unknown"] for line in lines)
        accounts[name].unmapped["status"] = {STATUSES["unknown"]: moved}
        before = lines
    waiting = sum(row.response == "unknown" for row in supports)
    tables = {
        "accompagnements": [_support(row) for row in supports],
        "agents": [_worker(row) for row in workers],
        "depenses": [_cost(n, row) for n, row in enumerate(costs)],
        "foyers": [_household(row) for row in households],
    }
    for table, lines in tables.items():
        name = f"{table}.csv"
        accounts[name] = _write(folder / name, table, lines, TABLE_SPOILERS[table])
    accounts["accompagnements.csv"].unmapped["response"] = {RESPONSES["unknown"]: waiting}
    account = {name: accounts[name].as_plain() for name in sorted(accounts)}
    (folder / "defects.json").write_bytes(
        (json.dumps(account, ensure_ascii=False, indent=2) + "\n").encode()
    )
    return accounts


def _write(path: Path, table: str, lines: Sequence[str], spoilers: Sequence[Spoiler]) -> Account:
    rng = generator("defects", path.name)
    blank = 3 if table == "rendez_vous" else 1
    avoid = (RESPONSES if table == "accompagnements" else STATUSES)["unknown"]
    spoiled, account = plant(rng, lines, spoilers, blank=blank, avoid=avoid)
    path.write_bytes("".join(f"{line}\r\n" for line in [HEADERS[table], *spoiled]).encode("cp1252"))
    return account


def _appointment(row: AppointmentRow) -> str:
    return _join(
        row.appointment_id,
        BODIES[row.body],
        row.territory,
        row.site,
        row.worker_id,
        row.beneficiary_id,
        _day(row.date),
        STATUSES[row.status],
        _label(CHANNELS, row.channel),
        _label(EVENTS, row.event),
        "Oui" if row.collective else "Non",
        row.duration_min,
    )


def _support(row: SupportRow) -> str:
    return _join(
        row.support_id,
        BODIES[row.body],
        row.territory,
        row.site,
        row.beneficiary_id,
        row.worker_id,
        _label(EVENTS, row.event),
        _label(KINDS, row.kind),
        _day(row.detected_on),
        _day(row.contacted_on),
        _label(RESPONSES, row.response),
        _day(row.opened_on),
        _day(row.diagnosis_on),
        _day(row.contract_on),
        _day(row.review_on),
        _day(row.closed_on),
        row.exit_reason,
    )


def _day(day: date | None) -> str | None:
    return None if day is None else f"{day:%d/%m/%Y}"


def _worker(row: WorkerRow) -> str:
    return _join(
        BODIES[row.body],
        row.territory,
        row.site,
        row.worker_id,
        row.year,
        str(row.fte).replace(".", ","),
        "Oui" if row.qualified else "Non",
    )


def _cost(n: int, row: CostRow) -> str:
    # Some systems write a no-break space between thousands: a third of the lines do.
    space = NBSP if n % 3 == 0 else " "
    return _join(
        BODIES[row.body], row.territory, row.year, row.category, french_amount(row.amount, space)
    )


def _household(row: HouseholdRow) -> str:
    return _join(
        BODIES[row.body], row.territory, row.year, row.eligible_households, row.poor_households
    )


def french_amount(amount: Decimal, space: str) -> str:
    """`Decimal("123456.78")` as `123 456,78` with the given space."""
    return f"{amount:,.2f}".replace(",", space).replace(".", ",")


def _label(labels: Mapping[str, str], value: str | None) -> str | None:
    return None if value is None else labels[value]


def _join(*values: object) -> str:
    return ";".join("" if value is None else str(value) for value in values)


def _appointment_spoilers(year: int, year_before: Sequence[str]) -> list[Spoiler]:
    """What goes wrong in a year's file. Spoiled rows get numbers that no other row has."""
    number = iter(f"9{year % 100}{n:02d}" for n in range(100))

    def put(rule: str, column: int, value: str) -> Spoiler:
        return Spoiler(rule, values={0: next(number), column: value})

    spoilers = [
        Spoiler("malformed", values={0: next(number)}, drop=4),
        Spoiler("malformed", values={0: next(number)}, drop=1),
        Spoiler("malformed", values={0: next(number)}, extra="voir dossier"),
        *(put("date_missing", 6, "") for _ in range(3)),
        put("date_invalid", 6, f"31/02/{year}"),
        put("date_invalid", 6, f"31/02/{year}"),
        put("date_invalid", 6, "n.c."),
        *(put("territory_invalid", 2, "99") for _ in range(2)),
        *(put("body_invalid", 1, "Ville") for _ in range(2)),
        *(Spoiler("duplicate") for _ in range(3)),
    ]
    if year_before:
        spoilers.append(Spoiler("duplicate", copy_of=year_before))
    return spoilers


TABLE_SPOILERS = {
    "accompagnements": [
        Spoiler("date_invalid", values={0: "9001", 8: "31/02/2021"}),
        Spoiler("date_invalid", values={0: "9002", 11: "à fixer"}),
        Spoiler("date_invalid", values={0: "9003", 15: "31/11/2022"}),
        Spoiler("territory_invalid", values={0: "9004", 2: "99"}),
        Spoiler("body_invalid", values={0: "9005", 1: "Ville"}),
        Spoiler("malformed", values={0: "9006"}, drop=3),
        Spoiler("duplicate"),
        Spoiler("duplicate"),
    ],
    "agents": [
        Spoiler("fte_invalid", values={3: "M90", 5: "abc"}),
        Spoiler("year_invalid", values={3: "M91", 4: "20x1"}),
        Spoiler("malformed", values={3: "M92"}, drop=2),
        Spoiler("duplicate"),
    ],
    "depenses": [
        Spoiler("amount_invalid", values={3: "Divers", 4: "n.c."}),
        Spoiler("amount_invalid", values={3: "Divers", 4: "n.c."}),
        Spoiler("year_invalid", values={2: "20x1", 3: "Divers"}),
        Spoiler("territory_invalid", values={1: "99", 3: "Divers"}),
        Spoiler("body_invalid", values={0: "Ville", 3: "Divers"}),
        Spoiler("malformed", values={3: "Divers"}, extra="à vérifier"),
        Spoiler("duplicate"),
        Spoiler("duplicate"),
    ],
    "foyers": [
        Spoiler("year_invalid", values={2: "20x1"}),
        Spoiler("body_invalid", values={0: "Ville"}),
        Spoiler("duplicate"),
    ],
}

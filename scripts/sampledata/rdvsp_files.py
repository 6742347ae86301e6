"""The two .xls that RDV Service Public exports, with the export's own headers."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import xlwt

from sampledata.rdvsp import Rdv, appointments, truth

APPOINTMENT_HEADERS = (
    "année",
    "date prise rdv",
    "heure prise rdv",
    "origine",
    "date rdv",
    "heure rdv",
    "service",
    "motif",
    "contexte",
    "statut",
    "lieu",
    "professionnel.le(s)",
    "usager(s)",
    "commune du premier responsable",
    "au moins un usager mineur ?",
    "résultat des notifications",
    "Organisation",
    "date naissance",
    "code postal du premier responsable",
    "créé par",
    "email(s) professionnel.le(s)",
    "rdv collectif",
)
PARTICIPATION_HEADERS = (
    "usager",
    "rdv_id",
    "année",
    "date prise rdv",
    "heure prise rdv",
    "origine",
    "date rdv",
    "heure rdv",
    "service",
    "motif",
    "contexte",
    "statut",
    "lieu",
    "professionnel.le(s)",
    "commune du responsable",
    "usager mineur ?",
    "résultat des notifications",
    "Organisation",
    "date naissance",
    "code postal du responsable",
    "créé par",
    "email(s) professionnel.le(s)",
    "rdv collectif",
    "inscription au rdv collectif par",
)

STATUSES = {
    "held": "Rendez-vous honoré",
    "no_show": "Absence non excusée",
    "cancelled_by_beneficiary": "Annulé (excusé)",
    "cancelled_by_service": "Annulé (par le service)",
    "unknown": "À renseigner",
    "planned": "Rendez-vous à venir",
}
COLLECTIVE_STATUSES = {"held": "Effectué", "cancelled_by_service": "Annulé"}

APPOINTMENTS_PER_YEAR = 390
PARTICIPATIONS_PER_YEAR = 120

Cell = str | int


def write_rdv_service_public(folder: Path) -> None:
    """Writes rdv/, participations/ (one export each) and truth.json."""
    rdvs = appointments("rdv", APPOINTMENTS_PER_YEAR)
    participants = appointments("participations", PARTICIPATIONS_PER_YEAR)
    _write_xls(
        folder / "rdv" / "export_rdv.xls", APPOINTMENT_HEADERS, [_appointment(rdv) for rdv in rdvs]
    )
    _write_xls(
        folder / "participations" / "export_participations.xls",
        PARTICIPATION_HEADERS,
        [_participation(rdv, user) for rdv in participants for user in rdv.users],
    )
    known = {
        "rdv/export_rdv.xls": truth(rdvs),
        "participations/export_participations.xls": truth(participants),
    }
    (folder / "truth.json").write_bytes((json.dumps(known, indent=2) + "\n").encode())


def _booking(rdv: Rdv) -> list[Cell]:
    return [
        rdv.booked.year,
        f"{rdv.booked:%d/%m/%Y}",
        f"{9 + rdv.number % 8}h{rdv.number % 60:02d}",
        "Créé par un agent" if rdv.number % 4 else "Créé par un usager",
        f"{rdv.day:%d/%m/%Y}",
        rdv.time,
        "Service social",
        "Atelier budget" if rdv.collective else "Accompagnement social",
        "Contexte inventé" if rdv.number % 9 == 0 else "",
    ]


def _appointment(rdv: Rdv) -> list[Cell]:
    """One row per appointment: its workers and its users are joined in one cell."""
    return [
        *_booking(rdv),
        (COLLECTIVE_STATUSES if rdv.collective else STATUSES)[rdv.status],
        rdv.place,
        ", ".join(rdv.workers),
        ", ".join(rdv.users),
        "Exempleville",
        "non",
        "Traité" if rdv.number % 3 else "",
        _organisation(rdv),
        ", ".join(_birth_date(user) for user in rdv.users),
        "64000",
        rdv.workers[0],
        ", ".join(_email(worker) for worker in rdv.workers),
        "oui" if rdv.collective else "non",
    ]


def _participation(rdv: Rdv, user: str) -> list[Cell]:
    """One row per person: the status is the person's own, worded as for any appointment."""
    return [
        user,
        rdv.number,
        *_booking(rdv),
        STATUSES[rdv.status],
        rdv.place,
        ", ".join(rdv.workers),
        "Exempleville",
        "non",
        "Traité" if rdv.number % 3 else "",
        _organisation(rdv),
        _birth_date(user),
        "64000",
        rdv.workers[0],
        ", ".join(_email(worker) for worker in rdv.workers),
        "oui" if rdv.collective else "non",
        rdv.workers[0] if rdv.collective else "",
    ]


def _organisation(rdv: Rdv) -> str:
    return "MDS d'Exempleville" if rdv.number % 3 else "MDS de Fictiville"


def _birth_date(user: str) -> str:
    return f"{date(1960 + sum(map(ord, user)) % 40, 1, 1):%d/%m/%Y}"


def _email(worker: str) -> str:
    plain = unicodedata.normalize("NFKD", worker).encode("ascii", "ignore").decode()
    return plain.lower().replace(" ", ".") + "@example.org"


def _write_xls(path: Path, headers: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Worksheet1")
    for line, row in enumerate([headers, *rows]):
        for column, value in enumerate(row):
            # An empty cell is left out, as the exporter does for a missing value.
            if value != "":
                sheet.write(line, column, value)
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(str(path))

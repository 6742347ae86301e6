"""Appointments as RDV Service Public holds them, invented, and the truth about them."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import product

from sampledata.activity import working_day
from sampledata.chance import draw, generator

YEARS = (2022, 2023)

FIRST_NAMES = (
    "Agathe",
    "Basile",
    "Clémence",
    "Désiré",
    "Élodie",
    "Firmin",
    "Gaëlle",
    "Honoré",
    "Inès",
    "Joël",
    "Katia",
    "Léonce",
    "Maëlle",
    "Noé",
    "Océane",
    "Prosper",
    "Quentin",
    "Régine",
    "Sidonie",
    "Théophile",
)
USER_NAMES = (
    "EXEMPLE",
    "FICTIF",
    "FACTICE",
    "SPÉCIMEN",
    "BIDON",
    "MODÈLE",
    "INVENTÉ",
    "MAQUETTE",
    "ESSAI",
    "ÉCHANTILLON",
)
WORKERS = tuple(
    f"{first} {last}"
    for first, last in zip(
        ("Aline", "Bruno", "Célia", "Dorian", "Ève", "Fabien"),
        ("PROTOTYPE", "GABARIT", "ÉBAUCHE", "CANEVAS", "DÉMONSTRATION", "BROUILLON"),
        strict=True,
    )
)
OFFICES = (
    "MDS d'Exempleville (1 rue de l'Exemple, Exempleville, 64000)",
    "MDS de Fictiville (12 place du Modèle, Fictiville, 64100)",
)
HOME, PHONE, VIDEO = "À domicile", "Par téléphone", "Par visioconférence"
PLACES = {OFFICES[0]: 34, OFFICES[1]: 18, HOME: 21, PHONE: 22, VIDEO: 5}
STATUSES = {
    "held": 73,
    "no_show": 12,
    "cancelled_by_beneficiary": 5,
    "cancelled_by_service": 3,
    "unknown": 5,
    "planned": 2,
}


@dataclass(frozen=True)
class Rdv:
    """One appointment; `status` is canonical, names stand as the export writes them."""

    number: int
    booked: date
    day: date
    time: str
    place: str
    status: str
    collective: bool
    workers: tuple[str, ...]
    users: tuple[str, ...]


def appointments(purpose: str, per_year: int) -> list[Rdv]:
    """`per_year` appointments of each year, by day of booking as the export has them."""
    rng = generator("rdv-service-public", purpose)
    people = [f"{first} {last}" for first, last in product(FIRST_NAMES, USER_NAMES)]
    rdvs = []
    for year in YEARS:
        # Fewer people than appointments: most of them come several times.
        regulars = rng.sample(people, max(12, per_year // 4))
        for n in range(per_year):
            day = working_day(rng, year, n % 12 + 1)
            rdvs.append(_rdv(rng, day, regulars))
    rdvs.sort(key=lambda rdv: (rdv.booked, rdv.day, rdv.time, rdv.users))
    return [replace(rdv, number=4001 + n) for n, rdv in enumerate(rdvs)]


def _rdv(rng: random.Random, day: date, people: Sequence[str]) -> Rdv:
    collective = rng.random() < 0.04
    if collective:
        status = draw(rng, {"held": 4, "cancelled_by_service": 1})
        users = rng.sample(people, rng.randint(3, 5))
        place = OFFICES[0]
    else:
        status = draw(rng, STATUSES)
        users = rng.sample(people, draw(rng, {1: 88, 2: 10, 3: 2}))
        place = draw(rng, PLACES)
    return Rdv(
        number=0,
        # Up to six weeks ahead: bookings of December for January are in the year before.
        booked=day - timedelta(days=rng.randint(0, 42)),
        day=day,
        time=f"{rng.randint(9, 16)}h{rng.choice(('00', '30'))}",
        place=place,
        status=status,
        collective=collective,
        workers=tuple(rng.sample(WORKERS, draw(rng, {1: 90, 2: 10}))),
        users=tuple(users),
    )


def truth(rdvs: Sequence[Rdv]) -> dict[str, dict[str, int]]:
    """By year of the appointment, what a right reader of the export must count.

    Held ones leave out group sessions; attendance counts every appointment once.
    """
    return {str(year): _truth_of([rdv for rdv in rdvs if rdv.day.year == year]) for year in YEARS}


def _truth_of(rdvs: Sequence[Rdv]) -> dict[str, int]:
    held = [rdv for rdv in rdvs if rdv.status == "held" and not rdv.collective]
    per_user = Counter(user for rdv in held for user in rdv.users)
    per_worker = Counter(worker for rdv in held for worker in rdv.workers)
    statuses = Counter(rdv.status for rdv in rdvs)
    return {
        "held_appointments": len(held),
        "beneficiaries": len(per_user),
        "sum_over_beneficiaries": per_user.total(),
        "workers": len(per_worker),
        "sum_over_workers": per_worker.total(),
        "held_at_home": sum(rdv.place == HOME for rdv in held),
        "attendance_held": statuses["held"],
        "attendance_no_show": statuses["no_show"],
        "attendance_cancelled_by_beneficiary": statuses["cancelled_by_beneficiary"],
        "attendance_cancelled_by_service": statuses["cancelled_by_service"],
        "attendance_planned": statuses["planned"],
        "attendance_unknown": statuses["unknown"],
    }

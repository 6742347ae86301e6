"""The samples read again in plain Python, with nothing of accsocial and nothing of the script.

Only what these files need: it is a second opinion, not a reader.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path

FIELDS = {"rendez_vous": 12, "accompagnements": 17, "agents": 7, "depenses": 5, "foyers": 5}
BODIES = {"Caf": "caf", "Département": "departement"}
TERRITORIES = {"34", "46", "54", "80", "94", "95"}
STATUSES = {
    "Honoré": "held",
    "Absence": "no_show",
    "Annulé par l'allocataire": "cancelled_by_beneficiary",
    "Annulé par le service": "cancelled_by_service",
    "Planifié": "planned",
}
CHANNELS = {
    "": None,
    "Bureau": "office",
    "Domicile": "home",
    "Extérieur": "outside",
    "Téléphone": "phone",
    "Visioconférence": "video",
    "Courrier": "mail",
    "Courriel": "email",
    "Tiers": "third_party",
}
EVENTS = {
    "": None,
    "Séparation": "separation",
    "Décès d'un enfant": "child_death",
    "Décès du conjoint ou d'un parent": "partner_death",
    "Impayés de loyer": "rent_arrears",
    "Monoparentalité": "single_parent",
    "Autre": "other",
}
KINDS = {"": None, "Conseil": "advice", "Accompagnement": "support"}
RESPONSES = {"": None, "Acceptée": "accepted", "Refusée": "refused", "Sans réponse": "no_answer"}
YES_NO = {"Oui": True, "Non": False}

Row = tuple[object, ...]


@dataclass
class FileRead:
    """Accepted rows in canonical order and type, and the account of the rest."""

    rows: list[Row] = field(default_factory=list)
    rejected: Counter[str] = field(default_factory=Counter)
    blank: int = 0
    unmapped: Counter[str] = field(default_factory=Counter)
    """Labels of the one column of the file that has some."""
    read: int = 0


class RejectedRowError(Exception):
    """Carries the rule."""


def read_gesica(folder: Path) -> dict[str, FileRead]:
    """Every CSV of the folder by name, in alphabetical order: duplicates are seen across files."""
    seen: set[tuple[str, object]] = set()
    return {path.name: _read(path, seen) for path in sorted(folder.glob("*.csv"))}


def _read(path: Path, seen: set[tuple[str, object]]) -> FileRead:
    table = path.stem.rstrip("_0123456789")
    result = FileRead()
    lines = path.read_bytes().decode("cp1252").removesuffix("\r\n").split("\r\n")[1:]
    for line in lines:
        result.read += 1
        if not line:
            result.blank += 1
            continue
        try:
            key, row = _row(table, line.split(";"), result.unmapped)
        except RejectedRowError as rule:
            result.rejected[str(rule)] += 1
            continue
        if (table, key) in seen:
            result.rejected["duplicate"] += 1
            continue
        seen.add((table, key))
        result.rows.append(row)
    return result


def _row(table: str, cells: list[str], unmapped: Counter[str]) -> tuple[object, Row]:
    if len(cells) != FIELDS[table]:
        raise RejectedRowError("malformed")
    if table == "rendez_vous":
        (
            number,
            body,
            territory,
            site,
            worker,
            person,
            day,
            status,
            channel,
            event,
            group,
            length,
        ) = cells
        if status not in STATUSES:
            unmapped[status] += 1
        row: Row = (
            number,
            _body(body),
            _territory(territory),
            site,
            worker or None,
            person or None,
            _day(day),
            STATUSES.get(status, "unknown"),
            CHANNELS[channel],
            EVENTS[event],
            YES_NO[group],
            int(length) if length else None,
        )
        return (body, territory, number, person, worker), row
    if table == "accompagnements":
        return _support(cells, unmapped)
    if table == "agents":
        body, territory, site, worker, year, fte, qualified = cells
        row = (
            worker,
            _body(body),
            _territory(territory),
            site,
            _year(year),
            _number(fte, "fte_invalid"),
            YES_NO[qualified],
        )
        return (body, territory, worker, site, year), row
    body, territory, year, *rest = cells
    group_row = (_body(body), _territory(territory), _year(year))
    if table == "depenses":
        return tuple(cells), (*group_row, rest[0], _number(rest[1], "amount_invalid"))
    return (body, territory, year), (*group_row, int(rest[0]), int(rest[1]))


def _support(cells: list[str], unmapped: Counter[str]) -> tuple[object, Row]:
    number, body, territory, site, person, worker, event, kind = cells[:8]
    detected, contacted, response, *steps, reason = cells[8:]
    if response not in RESPONSES:
        unmapped[response] += 1
    days = [None if not text else _day(text) for text in (detected, contacted, *steps)]
    row: Row = (
        number,
        _body(body),
        _territory(territory),
        site,
        person or None,
        worker or None,
        EVENTS[event],
        KINDS[kind],
        *days[:2],
        RESPONSES.get(response, "unknown"),
        *days[2:],
        reason or None,
    )
    return (body, territory, number), row


def _body(text: str) -> str:
    if text not in BODIES:
        raise RejectedRowError("body_invalid")
    return BODIES[text]


def _territory(text: str) -> str:
    if text not in TERRITORIES:
        raise RejectedRowError("territory_invalid")
    return text


def _day(text: str) -> date:
    if not text:
        raise RejectedRowError("date_missing")
    try:
        return datetime.strptime(text, "%d/%m/%Y").date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        raise RejectedRowError("date_invalid") from None


def _year(text: str) -> int:
    if not text.isdigit():
        raise RejectedRowError("year_invalid")
    return int(text)


def _number(text: str, rule: str) -> Decimal:
    try:
        return Decimal(text.replace(" ", "").replace("\N{NO-BREAK SPACE}", "").replace(",", "."))
    except InvalidOperation:
        raise RejectedRowError(rule) from None

"""Every layout that ships reads a small invented file in its headers, without being named."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_files import Read

from accsocial.records import read as read_extract
from accsocial.records.layout import SHIPPED

EXPORTED = {
    "Rendez-vous honoré": "held",
    "Effectué": "held",
    "Absence non excusée": "no_show",
    "Annulé (excusé)": "cancelled_by_beneficiary",
    "Annulé (par le service)": "cancelled_by_service",
    "Annulé": "cancelled_by_service",
    "Rendez-vous à venir": "planned",
    "Rendez-vous aujourd'hui": "planned",
    "À renseigner": "unknown",
    "État indéterminé": "unknown",
}
"""The statuses of RDV Service Public, and what they mean."""

HEADERS = {
    "canonical": "appointment_id;body;territory;beneficiary_id;date;status",
    "gesica": "N° rendez-vous;Organisme;Département;N° allocataire;Date du rendez-vous;Statut",
    "rdv-service-public": "année;date rdv;heure rdv;statut;professionnel.le(s);usager(s)",
    "rdv-service-public-participations": "usager;rdv_id;année;date rdv;statut",
}
ROWS = {
    "canonical": {
        "held": "1;caf;09;B1;2022-03-01;held",
        "planned": "2;caf;09;B1;2022-03-02;planned",
    },
    "gesica": {
        "held": "1;Caf;09;B1;01/03/2022;Honoré",
        "no_show": "2;Caf;9;B1;02/03/2022;Absence",
        "cancelled_by_service": "3;Caf;09;B1;03/03/2022;Annulé par le service",
    },
    "rdv-service-public": {
        label: f"2021;01/03/2022;14h30;{label};Agent Exemple, Agent Modèle;Usager Fictif"
        for label in EXPORTED
    },
    "rdv-service-public-participations": {
        label: f"Usager Fictif;{number};2021;01/03/2022;{label}"
        for number, label in enumerate(EXPORTED)
    },
}
"""By layout: rows by the status that each has, or by its label."""


def test_every_layout_that_ships_is_here() -> None:
    assert [*HEADERS] == [*ROWS] == [*SHIPPED]


@pytest.mark.parametrize("layout", SHIPPED)
def test_it_is_recognised_and_its_labels_are_known(layout: str, tmp_path: Path, read: Read) -> None:
    text = "\n".join([HEADERS[layout], *ROWS[layout].values(), ""])
    given = {"body": "departement", "territory": "64"} if "rdv" in layout else {}
    (tmp_path / "rdv.csv").write_text(text, encoding="utf-8")
    assert read_extract(tmp_path, **given).layouts == [("rdv.csv", "appointments", layout)]  # type: ignore[arg-type]  # texts only
    found = read(text, **given)
    assert (found.rejected, found.account.unmapped) == ([], {})
    by_line = dict(zip(found.column("line"), found.column("status"), strict=True))
    assert [*by_line.values()] == [EXPORTED.get(label, label) for label in ROWS[layout]]

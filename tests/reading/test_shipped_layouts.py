"""Every layout that ships reads a small invented file in its headers, without being named."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_files import Read

from accsocial.records import read as read_extract
from accsocial.records.layout_files import SHIPPED, load_layout

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
        "held": "2021;01/03/2022;14h30;Effectué;Agent Exemple, Agent Modèle;Usager Fictif",
        "planned": "2021;02/03/2022;14h30;Rendez-vous aujourd'hui;Agent Exemple;Usager Fictif",
        "unknown": "2021;03/03/2022;14h30;État indéterminé;Agent Exemple;Usager Fictif",
    },
    "rdv-service-public-participations": {
        "held": "Usager Fictif;1;2021;01/03/2022;Effectué",
        "planned": "Usager Fictif;2;2021;02/03/2022;Rendez-vous aujourd'hui",
        "unknown": "Usager Fictif;3;2021;03/03/2022;État indéterminé",
    },
}
"""By layout: rows by the status that each has. Other labels are in the samples."""


def test_every_layout_that_ships_is_here() -> None:
    assert [*HEADERS] == [*ROWS] == [*SHIPPED]


@pytest.mark.parametrize("layout", SHIPPED)
def test_it_is_recognised_and_its_labels_are_known(layout: str, tmp_path: Path, read: Read) -> None:
    text = "\n".join([HEADERS[layout], *ROWS[layout].values(), ""])
    lacks_place = "body" not in load_layout(layout).tables["appointments"].columns
    given = {"body": "departement", "territory": "64"} if lacks_place else {}
    (tmp_path / "rdv.csv").write_text(text, encoding="utf-8")
    assert read_extract(tmp_path, **given).layouts == [("rdv.csv", "appointments", layout)]  # type: ignore[arg-type]  # texts only
    found = read(text, **given)
    assert (found.rejected, found.account.unmapped) == ([], {})
    by_line = dict(zip(found.column("line"), found.column("status"), strict=True))
    assert [*by_line.values()] == [*ROWS[layout]]


def test_usual_words_of_french_systems(read: Read) -> None:
    said = {
        ("held", "home"): "Effectué;À domicile",
        ("no_show", "phone"): "Absent non excusé;Tél.",
        ("cancelled_by_beneficiary", "video"): "Excusé;En visioconférence",
        ("held", "office"): "HONORE;AU BUREAU",
    }
    rows = (f"{n};Caf;09;B1;01/03/2022;{words}" for n, words in enumerate(said.values()))
    found = read("\n".join([f"{HEADERS['gesica']};Mode", *rows, ""]))
    assert [*zip(found.column("status"), found.column("channel"), strict=True)] == [*said]

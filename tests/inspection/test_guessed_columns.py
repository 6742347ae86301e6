"""What inspect takes a column for, and does not, of extracts as systems export them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from made_extracts import Outcome, extract

from accsocial.records import read
from accsocial.records.layout_files import parse_layout
from accsocial.summary import summarise


def layout_of(folder: Path) -> Any:
    """The suggested layout of an extract."""
    layout = json.loads(Outcome("inspect", folder, "--format", "json").out)["layout"]
    return parse_layout(layout, origin="suggested")


def guessed(folder: Path) -> dict[str, Any]:
    """Header -> the columns that it may be, of the only file of a folder."""
    (file,) = json.loads(Outcome("inspect", folder, "--format", "json").out)["unread"]
    return {header["header"]: header["may_be"] for header in file["headers"]}


@pytest.mark.parametrize(
    "day",
    [
        "2022-06-15T09:00:00.000Z",
        "15/06/2022T09:00",
        "20220615",
    ],
)
def test_a_day_is_one_however_a_program_writes_it(tmp_path: Path, day: str) -> None:
    text = f"Usager;Date RDV prévue;Statut\nB1;{day};Honoré\nB2;{day};Absent\n"
    assert guessed(extract(tmp_path / "x", rdv=text))["Date RDV prévue"] == "date"


@pytest.mark.parametrize(
    ("header", "value", "column"),
    [
        ("DT_RDV", "15/06/2022", "date"),
        ("DateRdvPrévu", "15/06/2022", "date"),
        ("Dépt", "46", "territory"),
        ("NbMinutesDuree", "30", "duration_min"),
    ],
)
def test_databases_shorten_and_join_words(
    tmp_path: Path, header: str, value: str, column: str
) -> None:
    # The other day keeps the values alone from telling which of the two it is.
    text = f"Issue;Relance;{header}\nHonoré;01/06/2022;{value}\nAbsent;02/06/2022;{value}\n"
    assert guessed(extract(tmp_path / "x", rdv=text))[header] == column


@pytest.mark.parametrize(
    ("values", "column"),
    [
        (("1", "2", "8"), None),
        (("30", "45", "60"), None),
        (("1", "0,8", "0,5"), None),
        (("09", "46", "2A"), "territory"),
        (("Lot", "Somme", "Ariège"), "territory"),
        (("46 - Lot", "80 - Somme", "09 - Ariège"), "territory"),
    ],
)
def test_numbers_are_no_territories(
    tmp_path: Path, values: tuple[str, ...], column: str | None
) -> None:
    rows = "".join(f"1{n}/06/2022;Honoré;{value}\n" for n, value in enumerate(values))
    folder = extract(tmp_path / "x", rdv="Jour du rdv;Issue;Machin\n" + rows)
    assert guessed(folder)["Machin"] == column


def test_one_column_may_tell_a_body_and_its_territory(tmp_path: Path) -> None:
    text = """\
Structure;Jour du rdv;Issue
Caf du Lot;15/06/2022;Honoré
CD80;16/06/2022;Absent
"""
    folder = extract(tmp_path / "x", rdv=text)
    assert guessed(folder)["Structure"] == "body, territory"
    layout = json.loads(Outcome("inspect", folder, "--format", "json").out)["layout"]
    path = tmp_path / "my-layout.toml"
    path.write_text(layout, encoding="utf-8")
    # Reading takes `Caf du Lot` for a Caf, and needs to know what a `CD` is.
    table = parse_layout(layout, origin="suggested").tables["appointments"]
    assert table.labels["body"] == {"cd": "departement"}
    results = summarise(read(folder, layout=str(path)), by=["territory"]).tables["attendance"]
    assert results.select("body", "territory").rows() == [("caf", "46"), ("departement", "80")]


def test_a_file_that_lacks_a_body_by_name_alone_has_a_layout(tmp_path: Path) -> None:
    text = "Structure;Matricule;Année;ETP\nCaf du Lot;A1;2022;1\nCaf de la Somme;A2;2022;0,8\n"
    table = layout_of(extract(tmp_path / "x", agents=text)).tables["workers"]
    assert table.columns == {
        "worker_id": ("Matricule",),
        "body": ("Structure",),
        "territory": ("Structure",),
        "year": ("Année",),
        "fte": ("ETP",),
    }


@pytest.mark.parametrize(
    ("header", "rows", "table", "columns"),
    [
        (
            "Date;Agent;N° alloc;Type;Venu ?",
            ("03/01/2022;A1;0012;Bureau;Oui", "04/01/2022;A1;0013;VAD;Non"),
            "appointments",
            {"date": "Date", "worker_id": "Agent", "beneficiary_id": "N° alloc", "channel": "Type"},
        ),
        (
            "Département;Année;Code TS;Numéro foyer;Date de l'acte;Action collective",
            ("54;2022;A1;0012;03/01/2022;O", "54;2022;A1;0013;04/01/2022;N"),
            "appointments",
            {
                "territory": "Département",
                "beneficiary_id": "Numéro foyer",
                "date": "Date de l'acte",
                "collective": "Action collective",
            },
        ),
        (
            "An;NbFoyers;NbFoyersPauvres",
            ("2021;45000;9000", "2022;46000;9100"),
            "households",
            {"year": "An", "poor_households": "NbFoyersPauvres"},
        ),
        (
            "IDAgent;An;TpsTrav",
            ("1;2021;0,8", "1;2022;1"),
            "workers",
            {"worker_id": "IDAgent", "year": "An"},
        ),
    ],
)
def test_the_table_is_the_one_that_the_columns_speak_of(
    tmp_path: Path, header: str, rows: tuple[str, ...], table: str, columns: dict[str, str]
) -> None:
    text = "\n".join((header, *rows)) + "\n"
    (found,) = layout_of(extract(tmp_path / "x", export=text)).tables.values()
    assert found.table.name == table
    assert {name: headers[0] for name, headers in found.columns.items()} == columns


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("Réf. usager", "beneficiary_id"),
        ("Numéro foyer", "beneficiary_id"),
        ("NUM_ENT", None),
    ],
)
def test_a_person_is_called_alike_in_all_tables(
    tmp_path: Path, header: str, column: str | None
) -> None:
    text = f"Début mesure;{header}\n03/01/2022;0012\n04/01/2022;0013\n"
    assert guessed(extract(tmp_path / "x", suivis=text))[header] == column


def test_places_and_years_alone_are_refused_for_what_they_lack(tmp_path: Path) -> None:
    text = "Département;Année;Résultat\n54;2022;Venu\n54;2021;Non venu\n"
    folder = extract(tmp_path / "x", rapport=text)
    for given in ((), ("--body", "caf")):
        told = Outcome("indicators", folder, *given).message
        assert "columns of places and years" in told
        assert "accsocial inspect suggests one" in told
    assert guessed(folder) == {"Département": "territory", "Année": "year", "Résultat": None}


def workbook(path: Path, sheets: dict[str, Sequence[str]]) -> Path:
    """A workbook of texts: the rows of each sheet, with `;` between their cells."""
    with xlsxwriter.Workbook(path) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row.split(";"))
    return path


def test_a_layout_for_all_sheets_of_a_workbook(tmp_path: Path) -> None:
    agenda = "Jour du rdv;Issue;N° alloc;Mode de contact"
    path = workbook(
        tmp_path / "service.xlsx",
        {
            "Janvier": (agenda, "03/01/2022;Honoré;0012;Bureau"),
            # This label stands in no other month.
            "Février": (agenda, "03/02/2022;Honoré;0012;VAD"),
            "Dépenses": ("Année;Nature;Montant TTC", "2022;Personnel;1000,50"),
            "Bilan": ("Année;Département;Nombre", "2022;46;2"),
        },
    )
    layout = layout_of(path)
    assert layout.tables.keys() == {"appointments", "costs"}
    assert layout.tables["costs"].columns["amount"] == ("Montant TTC",)
    channels = layout.tables["appointments"].labels["channel"]
    assert channels == {"bureau": "office", "vad": "home"}


def test_a_layout_that_lacks_a_column_is_told_which(tmp_path: Path) -> None:
    text = "Département;Année;Jour;Résultat\n54;2022;03/01/2022;Venu\n54;2022;04/01/2022;Non\n"
    folder = extract(tmp_path / "x", rapport=text)
    path = tmp_path / "my-layout.toml"
    path.write_text(
        """\
name = "my-layout"
[appointments.columns]
territory = ["Département"]
date = ["Jour"]
""",
        encoding="utf-8",
    )
    told = Outcome("indicators", folder, "--body", "caf", "--layout", path).message
    assert "with layout my-layout, these columns were not found: status" in told

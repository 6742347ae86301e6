"""Supports in French headers and labels; which column a rejected date is in; what is no support."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from accsocial import read
from accsocial.errors import DataRefused
from accsocial.records.ledger import FileAccount
from accsocial.records.table import collect

HEADER = (
    "N° accompagnement;Organisme;Département;Site;N° allocataire;Matricule agent;Offre;Nature;"
    "Date de détection;Date de contact;Réponse;Date d'ouverture;Date de diagnostic;Date de contrat;"
    "Date de bilan;Date de clôture;Motif de sortie"
)
PLACE = {"body": "caf", "territory": "94"}


def supports(path: Path, **options: Any) -> tuple[list[dict[str, Any]], FileAccount, Any]:
    """The accepted rows, the account of the file, and the rejected rows."""
    records = read(path, max_rejected=1.0, **options)
    rows = collect(records.tables["supports"], records.ledger, records.rejects)
    return rows.to_dicts(), records.ledger.accounts[0], records.rejects.places


def test_a_row_in_the_manner_of_gesica(tmp_path: Path) -> None:
    path = tmp_path / "accompagnements.csv"
    cells = (
        "0001;Caf;94;Nord;0001234;M01;Impayés de loyer;Conseil;01/02/2022;05/02/2022;"
        "Sans réponse;10/02/2022;11/02/2022;12/02/2022;13/02/2022;14/02/2022;Déménagement"
    )
    path.write_bytes(f"{HEADER}\n{cells}\n".encode("cp1252"))
    ((row,), account, _) = supports(path)
    assert account.layout == "gesica"
    assert {name: value for name, value in row.items() if name not in ("file", "line")} == {
        "support_id": "0001",
        "body": "caf",
        "territory": "94",
        "site": "Nord",
        "beneficiary_id": "0001234",
        "worker_id": "M01",
        "event": "rent_arrears",
        "kind": "advice",
        "detected_on": date(2022, 2, 1),
        "contacted_on": date(2022, 2, 5),
        "response": "no_answer",
        "opened_on": date(2022, 2, 10),
        "diagnosis_on": date(2022, 2, 11),
        "contract_on": date(2022, 2, 12),
        "review_on": date(2022, 2, 13),
        "closed_on": date(2022, 2, 14),
        "exit_reason": "Déménagement",
    }


def test_an_unknown_answer_is_counted_and_an_empty_one_is_unknown(tmp_path: Path) -> None:
    path = tmp_path / "suivis.csv"
    path.write_text("opened_on,response\n2022-01-01,En attente\n2022-01-02,\n", encoding="utf-8")
    rows, account, _ = supports(path, **PLACE)
    assert [row["response"] for row in rows] == ["unknown", "unknown"]
    assert account.unmapped == {"response": {"En attente": 1}}


def test_a_rejected_date_is_told_by_its_own_column_the_first_of_several(tmp_path: Path) -> None:
    path = tmp_path / "supports.csv"
    path.write_text(
        "detected_on,opened_on,closed_on,body\n"
        "2022-01-01,2022-02-30,,caf\n"
        ",2022-01-01,soon,caf\n"
        "never,2022-01-01,soon,caf\n"
        "2022-01-01,,,ville\n"
        ",,,caf\n",
        encoding="utf-8",
    )
    rows, account, rejected = supports(path, territory="94")
    assert len(rows) == 1
    assert account.rejected == {"date_invalid": 3, "body_invalid": 1}
    assert rejected.sort("line").select("line", "rule", "column").rows() == [
        (2, "date_invalid", "opened_on"),
        (3, "date_invalid", "closed_on"),
        (4, "date_invalid", "detected_on"),
        (5, "body_invalid", "body"),
    ]


def test_the_second_of_two_numbers_is_told_by_its_own_column(tmp_path: Path) -> None:
    path = tmp_path / "foyers.csv"
    path.write_text("year,eligible_households,poor_households\n2022,5,many\n", encoding="utf-8")
    records = read(path, max_rejected=1.0, **PLACE)  # type: ignore[arg-type]  # body, territory
    collect(records.tables["households"], records.ledger, records.rejects)
    assert records.rejects.places["column"].to_list() == ["poor_households"]


@pytest.mark.parametrize("name", ["donnees.csv", "supports.csv"])
def test_a_file_without_any_step_is_no_table_of_supports(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text("body,territory,beneficiary_id,site\ncaf,94,1,Nord\n", encoding="utf-8")
    with pytest.raises(DataRefused, match="not found"):
        read(path)


def test_a_row_without_number_is_a_support_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "supports.csv"
    path.write_text("support_id,opened_on\n,2022-01-01\n,2022-01-01\n1,2022-01-01\n1,2022-05-05\n")
    rows, account, _ = supports(path, **PLACE)
    assert (len(rows), account.rejected) == (3, {"duplicate": 1})

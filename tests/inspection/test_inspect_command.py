"""`accsocial inspect`: what is in an extract, also where no layout fits."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from made_extracts import APPOINTMENTS, COSTS, Outcome, extract

from accsocial.indicators import CATALOGUE
from accsocial.records import read
from accsocial.records.layout_files import parse_layout
from accsocial.summary import summarise

ODD = """\
Num RDV;Caisse;Dept;Travailleur social;No allocataire;Jour du rdv;Etat du rdv;Mémo
1;Caf;94;DURANDAL Alix;7000001;10/01/2022;Honoré;rappelle au 0600000000
2;Caf;94;MARTINET Sacha;7000002;14/03/2022;Absent;
3;Caf;94;DURANDAL Alix;7000001;15/03/2022;Reprogrammé;
"""
PERSONAL = ("DURANDAL", "MARTINET", "Alix", "7000001", "7000002", "0600000000")


def inspected(*arguments: object) -> Any:
    return json.loads(Outcome("inspect", *arguments, "--format", "json", "--lang", "en").out)


def test_the_files_columns_and_rows_of_a_table(tmp_path: Path) -> None:
    folder = extract(
        tmp_path / "x", appointments=APPOINTMENTS + "5,departement,94,,,2022-04-01,held,\n"
    )
    seen = Outcome("inspect", folder, "--lang", "en", "--quiet")
    assert seen.code == 0
    wanted = [
        "Appointments (appointments)",
        "appointments.csv     8         6  2022-01-10  2022-04-01",
        "  Layout: canonical",
        "Column          Header in the file  Empty or unknown",
        "beneficiary_id  beneficiary_id                 14.3%",
        "channel         channel                        57.1%",
        "Caf: 4 rows, 2022-01-10 to 2022-03-31; territories 94, 95",
        "  Months without a row: 2022-02, 2022-04",
        "Département: 2 rows, 2022-02-01 to 2022-04-01; territory 94",
        "  Months without a row: 2022-01, 2022-03",
        "  appointments.channel: (label withheld) 1",
        "  appointments.status: (label withheld) 1",
    ]
    assert [line for line in seen.lines if line in wanted] == wanted


def test_a_label_that_comes_back_is_shown_with_its_count(tmp_path: Path) -> None:
    more = "".join(f"{n},caf,94,W1,1234567,2022-04-01,Reporté,\n" for n in range(6, 10))
    folder = extract(tmp_path / "x", appointments=APPOINTMENTS + more)
    seen = Outcome("inspect", folder, "--lang", "en")
    assert "  appointments.status: Reporté 4, (label withheld) 1" in seen.lines


def test_files_that_are_alike_show_their_columns_once(tmp_path: Path) -> None:
    folder = extract(tmp_path / "x", rdv_1=APPOINTMENTS, rdv_2=APPOINTMENTS)
    seen = Outcome("inspect", folder, "--lang", "en")
    assert sum(line.startswith("worker_id") for line in seen.lines) == 1


def test_indicators_and_what_is_missing_as_compute_would_say(tmp_path: Path) -> None:
    folder = extract(tmp_path / "x", appointments=APPOINTMENTS.replace("worker_id", "agent x"))
    found = {i["indicator"]: i for i in inspected(folder)["indicators"]}
    assert found["appointments_per_beneficiary"]["computable"] is True
    assert found["appointments_per_worker"]["missing"] == {
        "appointments has no column worker_id": found["appointments_per_worker"]["groups"]
    }
    assert list(found["cost_per_beneficiary"]["missing"]) == ["the extract has no table costs"]
    assert found["staffing_gap"]["needs_by"] == ["territory"]


def test_indicators_that_compare_territories_are_those_of_whole_bodies(tmp_path: Path) -> None:
    folder = extract(tmp_path / "x", appointments=APPOINTMENTS)
    found = {i["indicator"]: i for i in inspected(folder)["indicators"]}
    compared = [each for each in CATALOGUE if each.compares]
    assert {found[each.id]["groups"] for each in compared} == {2}
    ratio = found["intensity_ratio_of_highest_to_lowest_territory"]
    assert (ratio["computable"], ratio["missing"]) == (True, {})
    assert found["appointments_per_beneficiary"]["groups"] == 3


def test_a_support_is_in_a_group_of_each_year_that_one_of_its_counts_is_about(
    tmp_path: Path,
) -> None:
    supports = """\
body,territory,detected_on,contacted_on,opened_on,diagnosis_on,closed_on
caf,94,2019-12-30,2020-01-02,2020-01-09,2021-02-01,2022-05-01
caf,95,,,,2018-02-01,
"""
    folder = extract(tmp_path / "x", supports=supports)
    found = {i["indicator"]: i for i in inspected(folder)["indicators"]}
    # A day of diagnosis says of no count which year it belongs to.
    assert found["contact_rate"]["groups"] == 3
    results = summarise(read(folder), by=["territory"])
    assert sorted(set(results.tables["supports"]["year"])) == [2019, 2020, 2022]


def test_a_year_without_a_price_is_missing_for_that_year_only(tmp_path: Path) -> None:
    folder = extract(tmp_path / "x", costs=COSTS + "caf,94,2099,Personnel,5\n")
    found = {i["indicator"]: i for i in inspected(folder)["indicators"]}
    assert found["real_cost_growth"]["computable"] is True
    assert list(found["real_cost_growth"]["missing"].values()) == [1]
    text = " ".join(Outcome("inspect", folder, "--lang", "en").out.split())
    assert "Missing for 1/3 of body, territory and year, no price for 2099" in text


def test_growths_of_costs_start_from_the_first_year_of_the_costs(tmp_path: Path) -> None:
    folder = extract(
        tmp_path / "x", appointments=APPOINTMENTS.replace("2022-01-10", "1922-01-10"), costs=COSTS
    )
    found = {i["indicator"]: i for i in inspected(folder)["indicators"]}
    for name in ("inflation", "real_cost_growth"):
        assert found[name]["computable"] is True
        assert found[name]["missing"] == {"no price for 1922 in series 001764363": 1}


def test_what_compares_territories_is_inspected_as_for_whole_bodies(tmp_path: Path) -> None:
    folder = extract(tmp_path / "x", appointments=APPOINTMENTS)
    found = {i["indicator"]: i for i in inspected(folder)["indicators"]}
    intensity = found["intensity_ratio_of_highest_to_lowest_territory"]
    assert (intensity["computable"], intensity["missing"]) == (True, {})
    gini = found["gini_of_workers_against_need"]
    assert gini["missing"] == {"the extract has no table workers": gini["groups"]}


def test_unused_headers_are_listed_with_what_they_may_be(tmp_path: Path) -> None:
    text = APPOINTMENTS.replace("channel", "Mode de rdv", 1).replace("worker_id", "Couleur", 1)
    folder = extract(tmp_path / "x", appointments=text)
    seen = Outcome("inspect", folder, "--lang", "en")
    assert "  Headers not used: Couleur, Mode de rdv (channel?)" in seen.lines


def test_a_file_that_no_layout_knows_is_guessed(tmp_path: Path) -> None:
    folder = extract(tmp_path / "x", rdv_2022=ODD)
    seen = Outcome("inspect", folder, "--lang", "en")
    assert seen.code == 0
    wanted = [
        "rdv_2022.csv is not read",
        "  Best guesses: headers in row 1, a table of Appointments (appointments).",
        "Num RDV             appointment_id",
        "Caisse              body",
        "Dept                territory",
        "Travailleur social  worker_id",
        "No allocataire      beneficiary_id",
        "Jour du rdv         date",
        "Etat du rdv         status",
        "Mémo                –",
        "A layout for these files",
    ]
    assert [line for line in seen.lines if line in wanted] == wanted


def test_the_suggested_layout_reads_the_file_as_it_is(tmp_path: Path) -> None:
    folder = extract(tmp_path / "x", rdv_2022=ODD)
    layout = inspected(folder)["layout"]
    table = parse_layout(layout, origin="suggested").tables["appointments"]
    assert table.columns["date"] == ("Jour du rdv",)
    assert table.pseudonymise == ("worker_id",)
    assert table.labels["status"] == {"honore": "held", "absent": "no_show"}
    path = tmp_path / "my-layout.toml"
    path.write_text(layout, encoding="utf-8")
    records = read(folder, layout=str(path))
    summarise(records)
    (account,) = records.ledger.accounts
    assert (account.accepted, account.rejected_rows) == (3, 0)
    assert account.unmapped == {"status": {"Reprogrammé": 1}}


def test_names_in_one_cell_are_split_once_two_signs_are_taken_away(tmp_path: Path) -> None:
    header = "Num RDV;Caisse;Dept;Travailleur social;Jour du rdv;Etat du rdv"
    rows = [
        "1;Caf;46;Anne Martin, Léa Petit;03/04/2022;Honoré",
        "2;Caf;46;Léa Petit;04/04/2022;Absent",
    ]
    folder = extract(tmp_path / "x", rdv_2022="\n".join([header, *rows]))
    layout = inspected(folder)["layout"]
    told = layout[layout.index("# If a cell holds several persons") :].splitlines()[:3]
    assert told[1:] == ["# [appointments.split]", '# worker_id = ", "']
    taken = layout.replace("\n".join(told), "\n".join(line.removeprefix("# ") for line in told[1:]))
    table = parse_layout(taken, origin="suggested").tables["appointments"]
    assert (table.split, table.pseudonymise) == ({"worker_id": ", "}, ("worker_id",))


@pytest.mark.parametrize("day", ["10-janv.-22", "lundi 10 janvier 2022", "10 janvier 2022 14h30"])
def test_days_whose_month_is_a_word_are_guessed(tmp_path: Path, day: str) -> None:
    days = re.sub(r"\d\d/\d\d/2022", day, ODD.replace("Jour du rdv", "Passage"))
    layout = inspected(extract(tmp_path / "x", rdv_2022=days))["layout"]
    table = parse_layout(layout, origin="suggested").tables["appointments"]
    assert table.columns["date"] == ("Passage",)


@pytest.mark.parametrize("year", ["Exercice 2022", "2022 (exercice)", "2 022"])
def test_named_years_and_minuses_behind_amounts_are_guessed(tmp_path: Path, year: str) -> None:
    costs = f"Caisse;Dept;Budget;Poste;Montant net payé\nCaf;09;{year};Avoir;1 234,50-\n"
    layout = inspected(extract(tmp_path / "x", depenses=costs))["layout"]
    table = parse_layout(layout, origin="suggested").tables["costs"]
    assert (table.columns["year"], table.columns["amount"]) == (("Budget",), ("Montant net payé",))


def test_years_with_other_headers_make_one_layout(tmp_path: Path) -> None:
    old = ODD.replace("Jour du rdv", "Date du rendez vous (jour)").replace("Num RDV", "Numero rdv")
    folder = extract(tmp_path / "x", rdv_2021=old, rdv_2022=ODD)
    table = parse_layout(inspected(folder)["layout"], origin="suggested").tables["appointments"]
    assert table.columns["date"] == ("Date du rendez vous (jour)", "Jour du rdv")


def test_what_is_needed_and_not_found_is_said(tmp_path: Path) -> None:
    folder = extract(tmp_path / "x", rdv="Jour du rdv;Machin\n10/01/2022;x\n11/01/2022;y\n")
    seen = Outcome("inspect", folder, "--lang", "en")
    assert "  Needed, but not found: body, territory, status" in seen.lines
    assert any("body: NOT FOUND, but needed (here, or as --body)" in line for line in seen.lines)
    given = Outcome("inspect", folder, "--lang", "en", "--body", "caf", "--territory", "09")
    assert "  Needed, but not found: status" in given.lines


def test_the_suggested_layout_is_explained_in_french_and_is_the_same(tmp_path: Path) -> None:
    folder = extract(tmp_path / "x", rdv_2022=ODD)
    suggested = {}
    for lang in ("en", "fr"):
        printed = Outcome("inspect", folder, "--lang", lang).out
        suggested[lang] = printed[printed.index("\n# ") + 1 :]
    # No line breaks before a colon, nor within "rendez-vous".
    assert re.findall(r"(?m)^#\s*[:;]|-$", suggested["fr"]) == []
    assert re.findall(r"(?m)^# \w+: ", suggested["fr"]) == []
    tables = [parse_layout(text, origin="suggested").tables for text in suggested.values()]
    assert tables[0] == tables[1]
    lines = suggested["fr"].replace("\u00a0", " ").splitlines()
    said = [line for line in lines if line.startswith("#")]
    assert any(' : deviné, comme "' in line for line in said)
    assert "# En-têtes pour lesquels rien n'a été deviné :" in said
    assert "# Lignes aux libellés dont rien n'est connu : 1. inspect les listera quand ce" in said
    assert [line for line in said if re.search(r"\b(the|guessed|found|rows|like)\b", line)] == []
    assert max(map(len, lines)) <= 80
    # What programs read is the same in every language.
    plain = [
        Outcome("inspect", folder, "--format", "json", "--lang", lang) for lang in ("en", "fr")
    ]
    assert len({json.loads(seen.out)["layout"] for seen in plain}) == 1


def test_why_a_file_is_not_read_is_said_in_french(tmp_path: Path) -> None:
    folder = extract(tmp_path / "x", rdv="Jour du rdv;Machin\n10/01/2022;x\n11/01/2022;y\n")
    seen = Outcome("inspect", folder, "--lang", "fr")
    said = " ".join(seen.out.replace("\u00a0", " ").split())
    assert "rdv.csv n'est pas lu lu comme table appointments avec le format de fichier" in said
    assert "were not found" not in said
    assert "# body : NON TROUVÉ, mais requis (ici, ou par --body)" in said
    beside = extract(tmp_path / "y", costs=COSTS, notes="Alpha;Beta\n1;2\n3;4\n")
    seen = Outcome("inspect", beside, "--lang", "fr")
    assert "  ni son nom ni ses colonnes ne sont ceux d'une table connue" in seen.lines


def test_years_run_from_one_to_another_in_french(tmp_path: Path) -> None:
    costs = "Organisme;Département;Année;Poste;Montant\nCaf;09;2022;Avoir;5\n"
    seen = Outcome("inspect", extract(tmp_path / "x", depenses=costs), "--lang", "fr")
    assert "Caf\u00a0: 1 ligne, de 2022 à 2022\u00a0; territoire 09" in seen.lines


def test_a_file_that_lacks_only_constants_needs_no_layout(tmp_path: Path) -> None:
    text = "usager(s);date rdv;heure rdv;statut\nA;10/01/2022;14h30;Effectué\n"
    folder = extract(tmp_path / "x", rdv=text)
    found = inspected(folder)
    assert found["layout"] is None
    (file,) = found["unread"]
    assert [h["may_be"] for h in file["headers"]] == [
        "beneficiary_id",
        "date",
        None,
        "status, collective",
    ]
    assert "--body and --territory" in file["reason"]


def test_a_good_file_beside_a_bad_one_is_read(tmp_path: Path) -> None:
    folder = extract(tmp_path / "x", rdv_2022=ODD, costs=COSTS)
    found = inspected(folder)
    assert [table["table"] for table in found["tables"]] == ["costs"]
    assert [file["file"] for file in found["unread"]] == ["rdv_2022.csv"]


def test_that_both_are_numbers_makes_a_person_no_worker(tmp_path: Path) -> None:
    supports = "Début;Identifiant usager;Dept\n03/01/2022;B1;09\n"
    layout = inspected(extract(tmp_path / "x", suivis=supports))["layout"]
    assert "worker_id" not in parse_layout(layout, origin="suggested").tables["supports"].columns


def test_two_columns_of_days_are_not_told_apart_by_their_values(tmp_path: Path) -> None:
    text = "Alpha;Beta;Statut\n10/01/2022;11/01/2022;Honoré\n12/01/2022;13/01/2022;Absent\n"
    folder = extract(tmp_path / "x", rdv=text)
    (file,) = inspected(folder)["unread"]
    assert [h["may_be"] for h in file["headers"]] == [None, None, "status"]


def test_years_may_be_headers_beside_known_ones(tmp_path: Path) -> None:
    text = "Organisme;Secteur;Poste;2018;2022\nCaf;Nord;Personnel;100;110\n"
    (file,) = inspected(extract(tmp_path / "x", depenses=text))["unread"]
    assert [h["may_be"] for h in file["headers"]] == ["body", None, "category", None, None]
    # A row of names, the year of a birth and that of an entry is no header.
    nobody = "DUPONT;Jeanne;1980;2022\nMARTIN;Paul;1975;2021\n"
    seen = Outcome("inspect", extract(tmp_path / "y", depenses=nobody))
    assert "DUPONT" not in seen.everything


def test_a_file_without_headers_shows_none_of_its_first_row(tmp_path: Path) -> None:
    rows = "\n".join(ODD.splitlines()[1:]) + "\n"
    folder = extract(tmp_path / "x", rdv=rows)
    seen = Outcome("inspect", folder, "--lang", "en")
    assert "No row looks like headers" in seen.out
    assert not [word for word in PERSONAL if word in seen.everything]


@pytest.mark.parametrize("form", ["table", "json"])
@pytest.mark.parametrize("text", [ODD, ODD.replace("Jour du rdv", "Date du rendez-vous")])
def test_nothing_personal_is_printed(tmp_path: Path, form: str, text: str) -> None:
    folder = extract(tmp_path / "x", rdv_2022=text, costs=COSTS)
    seen = Outcome("inspect", folder, "--format", form)
    assert seen.code == 0
    assert not [word for word in PERSONAL if word in seen.everything]


def test_json_and_table_say_the_same(tmp_path: Path) -> None:
    folder = extract(tmp_path / "x", appointments=APPOINTMENTS, costs=COSTS)
    (appointments, costs) = inspected(folder)["tables"]
    (file,) = appointments["files"]
    assert file["columns"]["channel"] == {"header": "channel", "empty": 3, "empty_share": 0.5}
    assert (file["read"], file["accepted"], file["layout"]) == (7, 5, "canonical")
    assert file["unmapped"]["status"] == {"(label withheld)": 1}
    assert appointments["bodies"][0]["months_without_rows"] == ["2022-02"]
    assert costs["bodies"][0]["first"] == 2021


def test_it_fits_80_columns(tmp_path: Path) -> None:
    folder = extract(tmp_path / "x", rdv_2022=ODD, costs=COSTS)
    for lang in ("en", "fr"):
        lines = Outcome("inspect", folder, "--lang", lang).lines
        assert [line for line in lines if len(line) > 80] == []


def test_a_path_that_does_not_exist_is_exit_code_2(tmp_path: Path) -> None:
    assert Outcome("inspect", tmp_path / "nothing").code == 2


def test_inspect_tells_remarks_too(tmp_path: Path) -> None:
    table = "body,territory,beneficiary_id,date,status\ncaf,94,b1,2022-01-01,held\n"
    folder = extract(tmp_path / "x", rdv_1=table, rdv_2=table)
    told = "rdv_2.csv has the same content as rdv_1.csv: its rows are read once more. If it is a"
    assert told in " ".join(Outcome("inspect", folder, "--lang", "en").out.split())
    (remark,) = json.loads(Outcome("inspect", folder, "--format", "json").out)["remarks"]
    assert remark.startswith(told)


def test_what_an_archive_holds_stays_while_it_is_read(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "sent.zip", "w") as sent:
        sent.writestr("rdv_2022.csv", APPOINTMENTS)
        sent.writestr("rdv_2023.parquet", b"PAR1 damaged PAR1")
    seen = Outcome("inspect", tmp_path / "sent.zip", "--lang", "en")
    assert seen.code == 0
    assert "sent.zip/rdv_2023.parquet is not read" in seen.out
    assert "rdv_2022.csv     7         5  2022-01-10  2022-03-31" in seen.lines

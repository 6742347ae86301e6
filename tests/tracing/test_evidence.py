"""The rows behind a figure: where they stand, what is shown of them, and their SHA-256."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import shutil
from functools import cache
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest
from by_hand import APPOINTMENTS, COSTS, EVERYTHING, SUPPORTS
from test_by_hand import SPLIT
from traced import GESICA, Command, written

from accsocial.tracing.found import PLACE, ROLES

HERE = ["--where", "territory=94", "--where", "year=2022", "--max-rejected", "1", "--quiet"]
FIGURE = "appointments_per_beneficiary"


@pytest.fixture
def extract(tmp_path: Path) -> Path:
    return written(tmp_path / "extract", **EVERYTHING)


def read_csv(path: str) -> list[dict[str, str]]:
    with Path(path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# --- where a row stands -----------------------------------------------------------------


def test_file_and_line_are_those_that_an_editor_shows(run: Command) -> None:
    where = ["--where", "body=caf", "--where", "territory=94", "--where", "year=2022"]
    done = run("evidence", FIGURE, GESICA, *where, "-o", "rows.csv", "-q")
    rows = read_csv("rows.csv")
    assert done.code == 0
    assert len(rows) > 400
    texts = {
        path.name: path.read_text(encoding="cp1252").splitlines() for path in GESICA.glob("*.csv")
    }
    header = texts["rendez_vous_2022.csv"][0].split(";")
    for row in rows:
        original = texts[row["file"]][int(row["line"]) - 1].split(";")
        cells = dict(zip(header, original, strict=True))
        day = "/".join(reversed(row["date"].split("-")))
        assert cells["Date du rendez-vous"] == day
        assert (cells["Organisme"], cells["Département"]) == ("Caf", "94")
        assert (cells["Site"], cells["Statut"]) == (row["site"], "Honoré")
        assert bool(cells["N° allocataire"]) == (row["unknown"] == "false")


def test_several_files_and_a_quoted_cell_over_two_lines(run: Command, tmp_path: Path) -> None:
    folder = tmp_path / "extract"
    head = "body,territory,date,status,site,beneficiary_id\n"
    written(
        folder,
        rdv_2021=head + 'caf,94,2021-05-01,held,"Nord\nEst",b1\ncaf,94,2022-05-02,held,Nord,b2\n',
        rdv_2022=head + "\ncaf,94,2022-05-01,held,Nord,b1\n",
    )
    done = run("evidence", FIGURE, folder, "-o", "rows.csv", "-q")
    assert done.code == 0
    assert [(r["for_year"], r["file"], r["line"], r["site"]) for r in read_csv("rows.csv")] == [
        ("2021", "rdv_2021.csv", "2", "Nord\nEst"),
        ("2022", "rdv_2021.csv", "4", "Nord"),
        ("2022", "rdv_2022.csv", "3", "Nord"),
    ]


def test_the_columns_say_the_group_the_place_and_the_role(run: Command, extract: Path) -> None:
    run("evidence", "cost_growth", extract, *HERE, "-o", "rows.csv")
    rows = read_csv("rows.csv")
    groups = ["for_body", "for_territory", "for_year"]
    own = ["body", "territory", "year", "category", "amount"]
    assert list(rows[0]) == [*groups, *PLACE, *ROLES, *own]
    # The row of the base year stands behind the figure of 2022.
    assert [(r["for_year"], r["year"], r["numerator"], r["denominator"]) for r in rows] == [
        ("2022", "2021", "false", "true"),
        ("2022", "2022", "true", "false"),
        ("2022", "2022", "true", "false"),
    ]


# --- the SHA-256 ------------------------------------------------------------------------


def digest(run: Command, extract: Path, *options: str, figure: str = FIGURE) -> str:
    target = options[options.index("-o") + 1] if "-o" in options else "rows.csv"
    others = [o for o in options if o not in ("-o", target)]
    return run("evidence", figure, extract, *HERE, *others, "-o", target).digest


def test_a_second_run_confirms_it_in_any_format_and_under_any_key(
    run: Command, extract: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = digest(run, extract)
    assert digest(run, extract, "-o", "rows.parquet") == first
    assert digest(run, extract, "-o", "rows.xlsx") == first
    for key in ("one key of the tests", "another key of the tests"):
        monkeypatch.setenv("ACCSOCIAL_KEY", key)
        assert digest(run, extract, "--expect", first.upper()) == first


SET = """\
for_body,for_year,table,file,line,part,numerator,denominator,unknown,body,territory,worker_id,\
beneficiary_id,date,status
caf,2022,appointments,rdv.csv,2,1,true,true,false,caf,94,0,0,2022-05-01,held
caf,2022,appointments,rdv.csv,3,1,true,true,false,caf,94,1,1,2022-05-02,held
caf,2022,appointments,rdv.csv,4,1,true,true,false,caf,94,0,0,2022-05-03,held
caf,2022,appointments,rdv.csv,5,1,false,false,true,caf,94,0,,2022-05-04,held
"""


def test_a_digest_that_was_noted_is_confirmed_by_later_versions(
    run: Command, tmp_path: Path
) -> None:
    rows = (
        "body,territory,worker_id,beneficiary_id,date,status\n"
        "caf,94,w1,b7,2022-05-01,held\n"
        "caf,94,w2,b5,2022-05-02,held\n"
        "caf,94,w1,b7,2022-05-03,held\n"
        "caf,94,w1,,2022-05-04,held\n"
    )
    # In place of a person stands the number of the first row that has the same one.
    by_hand = hashlib.sha256(SET.encode()).hexdigest()
    extract = written(tmp_path / "extract", rdv=rows)
    assert run("evidence", FIGURE, extract, "-o", "rows.csv", "-q").digest == by_hand


def test_split_cells_have_one_digest_under_any_key(
    run: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    extract = written(tmp_path / "extract", rdv=SPLIT)
    arguments = ["evidence", FIGURE, extract, "--body", "departement", "--territory", "64"]
    found = set()
    for key in ("one key of the tests", "another key of the tests"):
        monkeypatch.setenv("ACCSOCIAL_KEY", key)
        found.add(run(*arguments, "-o", "rows.csv", "-q").digest)
    assert len(found) == 1


def test_files_in_another_order_have_the_same_digest(run: Command, tmp_path: Path) -> None:
    head = "body,territory,date,status,beneficiary_id\n"
    one = head + "caf,94,2022-05-01,held,b1\n"
    two = head + "caf,94,2022-05-02,held,b2\ncaf,94,2022-05-03,held,b1\n"
    folder = written(tmp_path / "extract", rdv_1=one, rdv_2=two)
    paths = [folder / "rdv_1.csv", folder / "rdv_2.csv"]
    options = ["-o", "rows.csv", "-q"]
    forth = run("evidence", FIGURE, *paths, *options).digest
    assert run("evidence", FIGURE, *reversed(paths), *options).digest == forth


@pytest.mark.parametrize(
    ("table", "old", "new", "same"),
    [
        # A row behind the figure: another day, another place, another person, another worker.
        ("appointments", "b1,2022-02-10,held,home,\na3", "b1,2022-02-11,held,home,\na3", False),
        ("appointments", "b1,2022-02-10,held,home,\na3", "b1,2022-02-10,held,,\na3", False),
        ("appointments", "b1,2022-02-10,held,home,\na3", "b2,2022-02-10,held,home,\na3", False),
        ("appointments", "a2,caf,94,w1,b1,2022-02-10,held,home,\na3",
         "a2,caf,94,w7,b1,2022-02-10,held,home,\na3", False),
        # A row that is left out comes in; one that was in is left out.
        ("appointments", "no_show", "held", False),
        ("appointments", "b2,2022-08-10,held", "b2,2022-08-10,no_show", False),
        # A line more above: the rows stand elsewhere.
        ("appointments", "a1,caf,94,w1", "\na1,caf,94,w1", False),
        # Rows of another territory, of another table, and what is left out.
        ("appointments", "a9,caf,95,w1,b1,2022-08-10", "a9,caf,95,w1,b1,2022-08-11", True),
        ("costs", "200.25", "200.26", True),
        ("appointments", "Reporté", "Remis", True),
        # Numbers of persons are not in it: everybody may be called otherwise.
        ("appointments", "b1", "c1", True),
    ],
)  # fmt: skip
def test_what_changes_the_digest(
    run: Command, extract: Path, table: str, old: str, new: str, same: bool
) -> None:
    before = digest(run, extract)
    path = extract / f"{table}.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    assert (digest(run, extract) == before) == same


def test_expecting_other_rows_fails_the_check(run: Command, extract: Path) -> None:
    arguments = ["evidence", FIGURE, extract, *HERE, "-o", "rows.csv"]
    expected = run(*arguments).digest
    assert run(*arguments, "--expect", expected).code == 0
    failed = run(*arguments, "--count-collective", "--expect", expected)
    assert failed.code == 1
    assert "not those of the earlier run" in failed.message
    # The rows of this run are there to be compared with those of the earlier one.
    assert Path("rows.csv").is_file()
    assert run(*arguments, "--expect", "abc").code == 2


# --- columns ----------------------------------------------------------------------------


def test_columns_stand_in_the_order_that_was_asked_for(run: Command, extract: Path) -> None:
    done = run("evidence", FIGURE, extract, *HERE, "-o", "rows.csv", "--columns", "status, date")
    assert done.code == 0
    assert list(read_csv("rows.csv")[0])[-3:] == ["unknown", "status", "date"]


@pytest.mark.parametrize(
    ("columns", "hint"),
    [
        ("benefciary", "did you mean beneficiary_id?"),
        ("date,statut", "did you mean status?"),
        ("amount", "no such column"),
        ("", "known: appointment_id, body"),
    ],
)
def test_an_unknown_column_names_the_nearest(
    run: Command, extract: Path, columns: str, hint: str
) -> None:
    done = run("evidence", FIGURE, extract, *HERE, "-o", "rows.csv", "--columns", columns)
    assert done.code == 2
    assert hint in done.message
    assert not Path("rows.csv").exists()


def test_columns_of_two_tables(run: Command, extract: Path) -> None:
    options = ["-o", "rows.csv", "--columns", "amount,date"]
    assert run("evidence", "cost_per_beneficiary", extract, *HERE, *options).code == 0
    rows = [(r["table"], r["amount"], r["date"]) for r in read_csv("rows.csv")]
    assert rows[0] == ("appointments", "", "2022-01-10")
    assert rows[-1] == ("costs", "-50.05", "")


# --- nothing personal -------------------------------------------------------------------


def test_no_identifier_is_ever_in_clear(run: Command, extract: Path) -> None:
    """Numbers and words that cannot be anything else, in each column that names somebody."""
    marked = {
        "appointments": re.sub(r"\b([abw])(\d)\b", r"ZZ\1\2", APPOINTMENTS),
        "supports": re.sub(r"\b([sb])(\d+)\b", r"ZZ\1\2", SUPPORTS).replace("moved", "ZZ moved"),
    }
    written(extract, **marked)
    for figure in ("appointments_per_worker", "reentry_rate"):
        for target in ("rows.csv", "rows.parquet", "rows.xlsx", "-"):
            arguments = ["--max-rejected", "1", "-o", target]
            done = run("evidence", figure, extract, *arguments)
            assert done.code == 0
            assert "ZZ" not in done.out + done.err
            if target != "-":
                assert "ZZ" not in content(target)
        for form in ("table", "json"):
            done = run("explain", figure, extract, "--max-rejected", "1", "--format", form)
            assert done.code == 0
            assert "ZZ" not in done.out + done.err
    assert "ZZ" in (extract / "supports.csv").read_text(encoding="utf-8")


def content(path: str) -> str:
    """Every cell and note of a file of evidence."""
    if path.endswith(".parquet"):
        table = pq.read_table(path)
        return str(table.to_pylist()) + str(table.schema.metadata)
    if path.endswith(".xlsx"):
        return str([[*sheet.values] for sheet in openpyxl.load_workbook(path)])
    return Path(path).read_text(encoding="utf-8")


@cache
def identifiers_of_the_sample() -> frozenset[str]:
    """Those that no count or line could be: with a letter, or a zero before."""
    columns = ("N° rendez-vous", "N° accompagnement", "Matricule agent", "N° allocataire")
    found: set[str] = set()
    for path in GESICA.glob("*.csv"):
        with path.open(encoding="cp1252", newline="") as file:
            rows = csv.DictReader(file, delimiter=";")
            found.update(row[name] or "" for row in rows for name in columns if name in row)
    return frozenset(each for each in found if not re.fullmatch(r"|[1-9]\d*", each))


@pytest.mark.parametrize(
    ("figure", "columns"),
    [
        (FIGURE, ["appointment_id", "beneficiary_id", "worker_id"]),
        ("share_of_exits_with_reason", ["support_id", "beneficiary_id", "exit_reason"]),
        ("worker_growth", ["worker_id"]),
    ],
)
def test_no_identifier_of_the_sample_is_in_its_evidence(
    run: Command, figure: str, columns: list[str]
) -> None:
    where = ["--where", "body=caf", "--where", "year=2021"]
    said = [run("evidence", figure, GESICA, *where, "-o", target) for target in ("rows.csv", "-")]
    said += [run("explain", figure, GESICA, *where, "--format", f) for f in ("table", "json")]
    assert {each.code for each in said} == {0}
    rows = read_csv("rows.csv")
    shown = [row[column] for row in rows for column in columns if row[column]]
    assert len(shown) >= len(rows) > 5
    assert [cell for cell in shown if not re.fullmatch("[0-9a-f]{32}", cell)] == []
    words = re.findall(r"\w+", "".join([content("rows.csv"), *(e.out + e.err for e in said)]))
    assert len(identifiers_of_the_sample()) > 1000
    assert {*words} & identifiers_of_the_sample() == set()


def test_equal_identifiers_are_equal_across_tables(
    run: Command, extract: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ACCSOCIAL_KEY", "one key of the tests")
    seen = {}
    for figure in (FIGURE, "days_to_first_appointment"):
        assert run("evidence", figure, extract, *HERE, "-o", "rows.csv").code == 0
        rows = read_csv("rows.csv")
        seen[rows[0]["table"]] = {row["beneficiary_id"] for row in rows} - {""}
    # b1 and b2, in both tables.
    assert seen["appointments"] == seen["supports"]
    assert len(seen["supports"]) == 2


# --- formats ----------------------------------------------------------------------------

FORMULAS = """\
body,territory,year,category,amount
caf,94,2022,=1+1,-100.50
caf,94,2022,+33,1
caf,94,2022,-5,0.10
caf,94,2022,@SUM(A1),10
"""
"""Texts that a spreadsheet would run, and an amount that is below nothing."""


@pytest.fixture
def formulas(tmp_path: Path) -> Path:
    return written(tmp_path / "formulas", costs=FORMULAS)


def test_csv_runs_no_formula_and_keeps_numbers(run: Command, formulas: Path) -> None:
    assert run("evidence", "cost_growth", formulas, "-o", "rows.csv", "-q").code == 0
    assert [(r["category"], r["amount"]) for r in read_csv("rows.csv")] == [
        ("'=1+1", "-100.5"),
        ("'+33", "1"),
        ("'-5", "0.1"),
        ("'@SUM(A1)", "10"),
    ]


def test_xlsx_runs_no_formula_and_keeps_numbers(run: Command, formulas: Path) -> None:
    assert run("evidence", "cost_growth", formulas, "-o", "rows.xlsx", "-q").code == 0
    book = openpyxl.load_workbook("rows.xlsx")
    header, *rows = book["Evidence"].iter_rows()
    at = [cell.value for cell in header].index("category")
    assert [(row[at].value, row[at].data_type, row[at + 1].value) for row in rows] == [
        ("=1+1", "s", -100.5),
        ("+33", "s", 1),
        ("-5", "s", 0.1),
        ("@SUM(A1)", "s", 10),
    ]


def test_parquet_keeps_types_and_says_what_it_proves(run: Command, extract: Path) -> None:
    done = run("evidence", "cost_per_beneficiary", extract, *HERE, "-o", "rows.parquet")
    table = pq.read_table("rows.parquet")
    types = {field.name: str(field.type) for field in table.schema}
    assert {types[name] for name in ROLES} == {"bool"}
    assert types["date"] == "date32[day]"
    assert types["amount"].startswith("decimal")
    (about,) = [json.loads(v) for k, v in table.schema.metadata.items() if k == b"accsocial"]
    assert about["indicator"] == "cost_per_beneficiary"
    assert about["where"] == ["territory=94", "year=2022"]
    assert about["sha256_of_the_set"] == done.digest
    assert about["rows"] == table.num_rows
    assert about["rules"]["counted_statuses"] == ["held"]


def test_xlsx_says_what_it_proves_and_has_dates(run: Command, extract: Path) -> None:
    done = run("evidence", "cost_growth", extract, *HERE, "-o", "rows.xlsx")
    notes = dict(openpyxl.load_workbook("rows.xlsx")["About"].values)
    assert notes["sha256_of_the_set"] == done.digest
    assert json.loads(str(notes["parameters"])) == {"base_year": "2021"}
    run("evidence", FIGURE, extract, *HERE, "-o", "days.xlsx", "--columns", "date")
    header, first, *_ = openpyxl.load_workbook("days.xlsx")["Evidence"].iter_rows()
    assert (header[-1].value, first[-1].is_date) == ("date", True)


@pytest.mark.parametrize("ending", ["csv", "parquet", "xlsx"])
def test_the_same_bytes_on_every_run(
    run: Command, extract: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    monkeypatch.setenv("ACCSOCIAL_KEY", "one key of the tests")
    for name in ("one", "two"):
        assert run("evidence", FIGURE, extract, *HERE, "-o", f"{name}.{ending}").code == 0
    assert Path(f"one.{ending}").read_bytes() == Path(f"two.{ending}").read_bytes()


def test_more_rows_than_a_sheet_has(
    run: Command, extract: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("accsocial.output.workbook.MOST_ROWS", 4)
    assert run("evidence", FIGURE, extract, *HERE, "-o", "rows.xlsx").code == 0
    monkeypatch.setattr("accsocial.output.workbook.MOST_ROWS", 3)
    before = Path("rows.xlsx").read_bytes()
    done = run("evidence", FIGURE, extract, *HERE, "-o", "rows.xlsx")
    assert done.code == 4
    assert "4 rows, and an Excel sheet holds 3" in done.message
    assert "csv or parquet" in done.message
    assert Path("rows.xlsx").read_bytes() == before


# --- targets ----------------------------------------------------------------------------


def test_standard_output_holds_the_rows_alone(run: Command, extract: Path) -> None:
    done = run("evidence", FIGURE, extract, *HERE[:-1], "-o", "-")
    rows = list(csv.DictReader(io.StringIO(done.out)))
    assert [row["line"] for row in rows] == ["2", "4", "9", "10"]
    assert "SHA-256 of the set: " in done.err


@pytest.mark.parametrize("target", ["appointments.csv", "../extract/appointments.csv"])
def test_a_file_of_the_extract_is_never_overwritten(
    run: Command, extract: Path, monkeypatch: pytest.MonkeyPatch, target: str
) -> None:
    monkeypatch.chdir(extract)
    done = run("evidence", FIGURE, extract, *HERE, "-o", target)
    assert done.code == 2
    assert "a file of the extract" in done.message
    assert (extract / "appointments.csv").read_text(encoding="utf-8") == APPOINTMENTS


@pytest.mark.parametrize(
    ("target", "code"),
    [("rows.json", 2), ("rows", 2), ("nowhere/rows.csv", 4), ("extract.csv", 4)],
)
def test_a_target_that_cannot_be_written(
    run: Command, extract: Path, target: str, code: int
) -> None:
    Path("extract.csv").mkdir()
    done = run("evidence", FIGURE, extract, *HERE, "-o", target)
    assert (done.code, done.out) == (code, "")
    assert target in done.message


# --- nothing behind a figure ------------------------------------------------------------

NOBODY = "body,territory,date,status\ncaf,94,2022-01-01,held\n"
NOT_HELD = "body,territory,date,status,beneficiary_id\ncaf,94,2022-01-01,no_show,b1\n"


@pytest.mark.parametrize(
    ("figure", "tables", "reason"),
    [
        # No table: not computable; prices alone: no row of an extract is behind them.
        (FIGURE, {"costs": COSTS}, "not computable: the extract has no table appointments"),
        ("inflation", {"costs": COSTS}, ""),
        (
            "cost_per_beneficiary",
            {"costs": COSTS, "appointments": NOBODY},
            "not computable: appointments has no column beneficiary_id",
        ),
        (
            FIGURE,
            {"appointments": NOT_HELD},
            "empty: no beneficiaries with a counted appointment",
        ),
    ],
)  # fmt: skip
def test_no_rows_are_a_header_and_a_reason(
    run: Command, tmp_path: Path, figure: str, tables: dict[str, str], reason: str
) -> None:
    extract = written(tmp_path / "little", **tables)
    options = ["--where", "year=2022", "--max-rejected", "1"]
    for target in ("rows.csv", "rows.parquet", "rows.xlsx"):
        done = run("evidence", figure, extract, *options, "-o", target)
        assert done.code == 0
        assert f"{target}: 0 rows" in done.err
        assert reason in done.err
    assert read_csv("rows.csv") == []
    table = pq.read_table("rows.parquet")
    assert table.column_names[:6] == ["for_body", "for_year", *PLACE]
    types = [str(table.schema.field(name).type) for name in ("for_year", "line", "numerator")]
    assert types == ["int32", "uint32", "bool"]


def test_an_extract_in_which_nothing_has_a_year_is_refused(run: Command, tmp_path: Path) -> None:
    head = "support_id,body,territory,opened_on,diagnosis_on\n"
    extract = written(tmp_path / "little", supports=head + "s1,caf,94,,2022-01-01\n")
    for command in (["explain"], ["evidence", "-o", "rows.csv"]):
        done = run(command[0], "reentry_rate", extract, *command[1:])
        assert done.code == 3
        assert "no row of the extract falls in a year" in done.message


def test_a_copy_of_the_extract_has_the_same_digest(run: Command, extract: Path) -> None:
    first = digest(run, extract)
    copy = shutil.copytree(extract, extract.parent / "elsewhere")
    assert digest(run, copy) == first

"""Extracts that cannot be used: exit 2 for a wrong path, 3 for data that are refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import GOOD_ROWS, Run

REQUIRED = "body,territory,date,status"

REFUSED: dict[str, tuple[dict[str, str], list[str], int, list[str]]] = {
    "no such file": ({}, ["nowhere.csv"], 2, ["nowhere.csv", "no such file"]),
    "an empty file": ({"rdv.csv": ""}, ["rdv.csv"], 3, ["rdv.csv", "is empty"]),
    "blank lines alone": ({"rdv.csv": "\n \n\n"}, ["rdv.csv"], 3, ["rdv.csv", "no text"]),
    "a header alone": ({"rdv.csv": f"{REQUIRED}\n"}, ["rdv.csv"], 3, ["rdv.csv", "no row"]),
    "an empty folder": ({"folder/": ""}, ["folder"], 3, ["folder", ".csv", ".parquet", ".xlsx"]),
    "a folder without a known table": (
        {"folder/a.csv": "x;y\n1;2\n", "folder/b.csv": "x;y\n1;2\n"},
        ["folder"],
        3,
        ["no file looks like a known table", "appointments: ", "rdv", "depenses"],
    ),
    "a folder of other files": ({"folder/note.doc": "x"}, ["folder"], 3, ["folder", "no file"]),
    "columns that are not there": (
        {"rdv.csv": "territory,date,status\n94,2022-03-01,held\n"},
        ["rdv.csv"],
        3,
        ["rdv.csv", "body", "--body"],
    ),
    "a text file that is none": ({"rdv.csv": "a\0b\0"}, ["rdv.csv"], 3, ["rdv.csv", "zero bytes"]),
    "a Parquet file that is none": ({"rdv.parquet": "PAR1"}, ["rdv.parquet"], 3, ["rdv.parquet"]),
    "a workbook that is none": ({"rdv.xlsx": "PK\3\4x"}, ["rdv.xlsx"], 3, ["rdv.xlsx"]),
    "rows with one field more than the header": (
        {"rdv.csv": f"{REQUIRED}\n1,caf,94,2022-03-01,held\n2,caf,94,2022-03-02,held\n"},
        ["rdv.csv"],
        3,
        ["2 of 2 rows", "malformed 2, damaged: the wrong number of fields", "--rejects"],
    ),
    "a device": ({}, ["/dev/null"], 2, ["/dev/null", "device, not a file"]),
}


def written(files: dict[str, str]) -> None:
    for name, text in files.items():
        path = Path(name)
        if name.endswith("/"):
            path.mkdir()
            continue
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("files", "extract", "code", "words"), REFUSED.values(), ids=REFUSED.keys()
)
def test_refused(
    run: Run, files: dict[str, str], extract: list[str], code: int, words: list[str]
) -> None:
    written(files)
    outcome = run("indicators", *extract)
    assert (outcome.code, outcome.out) == (code, "")
    assert [word for word in words if word not in outcome.message] == []


NEARLY = (
    "N° rendez-vous;Organism;Départment;Datte du rendez-vous;Estatut\n1;CAF;94;01/03/2022;Honoré\n"
)
NOTHING = "alpha;beta;gamma\n1;2;3\n"

LAYOUTS: dict[str, tuple[str, str, str, int, list[str]]] = {
    "headers that are nearly right": (
        NEARLY,
        "gesica",
        "",
        3,
        ["gesica", "'Organisme' (nearest in the file: 'Organism')", "'Datte du rendez-vous'"],
    ),
    "headers that fit nothing": (
        NOTHING,
        "gesica",
        "",
        3,
        ["rdv.csv", "gesica", "'Date du rendez-vous'", "'Statut'", "--layout"],
    ),
    "a user's own that fits nothing": (
        GOOD_ROWS,
        "mine.toml",
        '[appointments.columns]\ndate = "Jour du RDV"\nstatus = "Dates"\n',
        3,
        ["mine", "'Jour du RDV'", "status as 'Dates' (nearest in the file: 'date')"],
    ),
    "columns that the layout leaves out": (
        GOOD_ROWS,
        "mine.toml",
        '[appointments.columns]\ndate = "date"\nstatus = "status"\n',
        3,
        ["body (no header in the layout; nearest in the file: 'body'), territory (no header in"],
    ),
    "no such layout": (GOOD_ROWS, "nowhere.toml", "", 2, ["nowhere.toml", "gesica"]),
    "a layout that is no TOML": (
        GOOD_ROWS,
        "mine.toml",
        "name = ",
        2,
        ["mine.toml", "not valid TOML"],
    ),
    "an unknown part": (
        GOOD_ROWS,
        "mine.toml",
        '[appointments.colums]\ndate = "D"\n',
        2,
        ["mine.toml", "'colums'", "did you mean columns?"],
    ),
    "an unknown column": (
        GOOD_ROWS,
        "mine.toml",
        '[appointments.columns]\ndates = "D"\n',
        2,
        ["mine.toml", "'dates'", "did you mean date?"],
    ),
    "an unknown table": (
        GOOD_ROWS,
        "mine.toml",
        '[appointement.columns]\ndate = "D"\n',
        2,
        ["mine.toml", "'appointement'", "did you mean appointments?"],
    ),
}


@pytest.mark.parametrize(
    ("rows", "layout", "text", "code", "words"), LAYOUTS.values(), ids=LAYOUTS.keys()
)
def test_layouts(run: Run, rows: str, layout: str, text: str, code: int, words: list[str]) -> None:
    written({"rdv.csv": rows, **({layout: text} if text else {})})
    outcome = run("indicators", "rdv.csv", "--layout", layout)
    assert (outcome.code, outcome.out) == (code, "")
    assert [word for word in words if word not in outcome.message] == []


def test_what_only_lacks_a_constant_is_not_told_to_write_a_layout(run: Run) -> None:
    written({"rdv.csv": "date,status\n2022-03-01,held\n"})
    message = run("indicators", "rdv.csv").message
    assert message.endswith("Give what the file lacks with --body and --territory")


BAD_THIRD = "body,territory,date,status\n" + "caf,94,2022-03-01,held\ncaf,94,soon,held\n" * 3


@pytest.mark.parametrize("ending", [".csv", ".parquet"])
def test_too_many_rejected_rows_stop_the_run_and_are_written(run: Run, ending: str) -> None:
    written({"rdv.csv": BAD_THIRD})
    rejects = Path(f"rejects{ending}")
    outcome = run("indicators", "rdv.csv", "--rejects", str(rejects), "-o", "figures.json")
    assert (outcome.code, outcome.out) == (3, "")
    for words in ("appointments: 3 of 6 rows", "date_invalid 3", "5.0%", "--max-rejected"):
        assert words in outcome.message
    assert rejects.stat().st_size > 0
    assert not Path("figures.json").exists()


@pytest.mark.parametrize(("allowed", "code"), [("0.49", 3), ("0.5", 0), ("1", 0)])
def test_the_share_of_rejected_rows_is_the_users_to_set(run: Run, allowed: str, code: int) -> None:
    written({"rdv.csv": BAD_THIRD})
    assert run("indicators", "rdv.csv", "--max-rejected", allowed).code == code


@pytest.mark.parametrize(
    ("allowed", "words"), [("0.35", ""), ("0.3499", "more than the 34.99% allowed")]
)
def test_the_share_that_is_allowed_is_exact(run: Run, allowed: str, words: str) -> None:
    # 0.35 x 180 in floats is a little less than 63.
    good, bad = "caf,94,2022-03-01,held\n", "caf,94,soon,held\n"
    written({"rdv.csv": "body,territory,date,status\n" + good * 117 + bad * 63})
    outcome = run("indicators", "rdv.csv", "--max-rejected", allowed, "--quiet")
    assert (outcome.code == 3) == bool(words)
    assert words in outcome.err

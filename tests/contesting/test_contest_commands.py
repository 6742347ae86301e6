"""`sensitivity` and `coherence` as a user meets them."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from small_extracts import RICH, extract, run

from accsocial.commands.run_contest import indicators_and_extract
from accsocial.errors import UsageError

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _folder(plain_surroundings: Path) -> None:
    extract(plain_surroundings / "rich", **RICH)


def sensitivity(capture: Capture, *arguments: object) -> tuple[int, str, str]:
    return run(capture, "sensitivity", *arguments)


def coherence(capture: Capture, *arguments: object) -> tuple[int, str, str]:
    return run(capture, "coherence", *arguments)


# --- indicators, then the extract ----------------------------------------------------


@pytest.mark.parametrize(
    ("words", "indicators", "paths"),
    [
        (["rich"], [], ["rich"]),
        (["no_show_rate", "rich"], ["no_show_rate"], ["rich"]),
        (["no_show_rate", "cost_growth", "rich"], ["no_show_rate", "cost_growth"], ["rich"]),
        (["no_show_rate", "-"], ["no_show_rate"], ["-"]),
        (["rich/costs.csv", "rich/workers.csv"], [], ["rich/costs.csv", "rich/workers.csv"]),
        # A file of that name wins, wherever it stands.
        (["inflation", "rich"], [], ["inflation", "rich"]),
    ],
)
def test_leading_ids_are_indicators(
    words: list[str], indicators: list[str], paths: list[str]
) -> None:
    Path("inflation").mkdir()
    assert indicators_and_extract(words) == (indicators, paths)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            ["no_show_rat", "rich"],
            "no_show_rat: neither an indicator nor a file or folder; did you mean no_show_rate?",
        ),
        (
            ["no_show_rate", "ritch"],
            "ritch: neither an indicator nor a file or folder; did you mean rich?",
        ),
        (["rich/cost.csv"], "did you mean rich/costs.csv?"),
        (["qqqqqq"], "qqqqqq: neither an indicator nor a file or folder"),
        (["no_show_rate"], "name the files or folders of the extract after it"),
        (["rich", "no_show_rate"], "Indicators stand before the extract"),
    ],
)
def test_words_that_are_neither(words: list[str], message: str) -> None:
    with pytest.raises(UsageError) as raised:
        indicators_and_extract(words)
    assert message in str(raised.value)


def test_only_and_leading_ids_are_taken_together(capsys: Capture) -> None:
    code, out, _ = sensitivity(
        capsys, "no_show_rate", "rich", "--only", "cost_growth", "--format", "json"
    )
    figures = json.loads(out)["figures"]
    assert (code, {figure["indicator"] for figure in figures}) == (
        0,
        {"no_show_rate", "cost_growth"},
    )


def test_an_empty_only_is_refused(capsys: Capture) -> None:
    code, out, err = sensitivity(capsys, "no_show_rate", "rich", "--only", ",")
    assert (code, out) == (2, "")
    assert "--only: the value is empty" in err


# --- sensitivity ----------------------------------------------------------------------

TABLE = """\
Caf, 2022                                 value   change        %  crosses
────────────────────────────────────────────────────────────────────────────────
Appointments per beneficiary                2.0  P02 3.9: below
  without those advised only                3.5     +1.5   +75.0%
  only office, home and outside count       1.4     −0.6   −30.0%
  one number, one person everywhere         2.5     +0.5   +25.0%
  no-shows count too                        2.2     +0.2   +10.0%
"""


def test_the_table(capsys: Capture) -> None:
    code, out, err = sensitivity(capsys, "appointments_per_beneficiary", "rich", "-q")
    assert (code, err) == (0, "")
    assert out.startswith(TABLE)
    assert "  7 other choices leave it as it is\n" in out
    assert "Shown is the last year of each figure." in out


def test_a_year_that_is_asked_for_is_shown(capsys: Capture) -> None:
    for option in (["--year", 2021], ["--where", "year=2021"]):
        _, out, _ = sensitivity(capsys, "appointments_per_beneficiary", "rich", "-q", *option)
        assert out.startswith("Caf, 2021 ")
        assert "last year" not in out


def test_where_groups_by_what_it_names(capsys: Capture) -> None:
    _, out, _ = sensitivity(
        capsys, "cost_per_beneficiary", "rich", "-q", "--where", "territory=95", "--format", "csv"
    )
    header, *rows = (line.split(",") for line in out.splitlines())
    assert {row[header.index("territory")] for row in rows} == {"95"}


def test_what_cannot_be_computed_is_said(capsys: Capture) -> None:
    arguments = ("appointments_per_worker", "rich/appointments.csv", "-q", "--year", 2022)
    _, out, _ = sensitivity(capsys, *arguments)
    assert "no value with “qualified workers only”: the extract has no table workers" in out
    _, french, _ = sensitivity(capsys, *arguments, "--lang", "fr")
    assert (
        "pas de valeur avec «\u00a0diplômés d'État seulement\u00a0»\u00a0: l'extraction" in french
    )


def test_what_nothing_moves_is_one_line(capsys: Capture) -> None:
    _, out, _ = sensitivity(capsys, "no_show_rate", "reentry_rate", "rich", "-q", "--year", 2022)
    assert "No choice moves: No-shows (7.1%)" in out
    assert "Without a value: Re-entries within 365 days (the extract has no table supports)" in (
        " ".join(out.split())
    )


def test_a_crossing_is_shown_however_small_it_is(capsys: Capture) -> None:
    # Ten workers with 2,079 appointments hold 1.05 a day, which is 1.1; with one fewer it is 1.0.
    rows = [f"2022-01-03 held W{number % 10} office" for number in range(2078)]
    text = "\n".join(["date status worker_id channel", *rows, "2022-01-03 held W0 -"])
    extract(Path("steady"), appointments=text)
    options = ("-q", "--body", "caf", "--territory", "94")
    _, out, _ = sensitivity(capsys, "appointments_per_working_day", "steady", *options)
    (line,) = [line for line in out.splitlines() if "unknown channels" in line]
    assert line.split()[-6:] == ["1.05", "0.00", "0.0%", "P04", "→", "below"]


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("command", ["sensitivity", "coherence"])
@pytest.mark.parametrize("by", [[], ["--by", "territory"]], ids=["body", "territory"])
def test_it_fits_80_columns(capsys: Capture, command: str, lang: str, by: list[str]) -> None:
    code, out, _ = run(capsys, command, "rich", "-q", "--lang", lang, *by)
    assert code == 0
    assert max(map(len, out.splitlines())) <= 80
    assert ("écart" in out) == (lang == "fr")


def test_json_holds_every_choice(capsys: Capture) -> None:
    _, out, _ = sensitivity(
        capsys, "appointments_per_beneficiary", "rich", "-q", "--format", "json"
    )
    found = json.loads(out)
    assert found["groups"] == ["body", "year"]
    assert found["rules"]["working_days"] == "198"
    (figure,) = [each for each in found["figures"] if each["year"] == 2022]
    assert (figure["value"], figure["status"], figure["side"]) == (2.0, "partial", "below")
    tried = [flip["flip"] for flip in figure["flips"]] + figure["unmoved"]
    assert sorted(tried) == sorted(flip["flip"] for flip in found["flips"])
    (moved,) = [flip for flip in figure["flips"] if flip["flip"] == "face_to_face_only"]
    assert moved == {
        "flip": "face_to_face_only",
        "settings": {"counted_channels": ["office", "home", "outside"]},
        "value": 1.4,
        "status": "partial",
        "reason": figure["reason"],
        "change": 1.4 - 2.0,
        "relative_change": (1.4 - 2.0) / 2.0,
        "side": "below",
        "crosses": False,
    }


def test_csv_has_a_row_per_choice_that_moves(capsys: Capture) -> None:
    _, out, _ = sensitivity(
        capsys, "cost_per_fte", "no_show_rate", "rich", "-q", "--format", "csv", "--year", "2022"
    )
    shown = list(csv.DictReader(io.StringIO(out)))
    keys = ("indicator", "flip", "value", "flipped_value", "crosses")
    assert [tuple(row[key] for key in keys) for row in shown] == [
        ("no_show_rate", "", "0.07142857142857142", "", ""),
        ("cost_per_fte", "", "652.304347826087", "", ""),
        ("cost_per_fte", "qualified_workers", "652.304347826087", "1154.076923076923", ""),
        ("cost_per_fte", "workers_for_fte", "652.304347826087", "500.1", ""),
    ]


def test_markdown_has_all_years(capsys: Capture) -> None:
    _, out, _ = sensitivity(capsys, "appointments_per_beneficiary", "rich", "-q", "--format", "md")
    assert out.startswith("# What moves the figures\n\n## Caf, 2021\n")
    assert "| no-shows count too | 2.2 | +0.2 | +10.0% |  |" in out


# --- coherence -------------------------------------------------------------------------


def test_a_gap_is_no_failure(capsys: Capture) -> None:
    code, out, err = coherence(capsys, "rich", "-q", "--where", "year=2022")
    assert (code, err) == (0, "")
    assert "Workers on the staff list = workers seen" in out
    assert "A gap is no failure" in out


def test_coherence_names_what_is_missing_once(capsys: Capture) -> None:
    _, out, _ = coherence(capsys, "rich/appointments.csv", "-q")
    assert out.count("the extract has no table costs") == 1


def test_coherence_as_json(capsys: Capture) -> None:
    _, out, _ = coherence(capsys, "rich", "-q", "--year", 2022, "--format", "json")
    identities = {each["identity"]: each for each in json.loads(out)["identities"]}
    (listed,) = identities["listed_and_seen_workers"]["comparisons"]
    assert (listed["left"], listed["right"], listed["gap"]) == (3, 4, -1)
    assert listed["parts"] == {"workers_listed_never_seen": 0, "workers_seen_not_listed": 1}
    (cost,) = identities["cost_and_fte"]["comparisons"]
    assert (cost["left"], cost["gap"], cost["right_of"][0]["fte"]) == (1500.3, 0, 2.3)


def test_coherence_as_markdown(capsys: Capture) -> None:
    _, out, _ = coherence(capsys, "rich", "-q", "--format", "md")
    assert out.startswith("# Do the figures fit together?\n")
    assert (
        "| Caf, 2022 | left → right: +1 with an appointment, but not listed | 3 | 4 | −1 |" in out
    )


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_published_figures_side_by_side(capsys: Capture, lang: str) -> None:
    code, out, err = coherence(capsys, "--published", "--lang", lang)
    assert (code, err) == (0, "")
    assert max(map(len, out.splitlines())) <= 80
    assert [line for line in out.splitlines() if line.startswith("7. ")]
    assert ("16,300 (P13) × 198 (working_days)" in out) == (lang == "en")


def test_published_as_json_and_markdown(capsys: Capture) -> None:
    _, out, _ = coherence(capsys, "--published", "--format", "json")
    assert len(json.loads(out)) == 7
    _, out, _ = coherence(capsys, "--published", "--format", "md")
    assert "## 7. " in out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["rich", "--published"], "leave the extract out"),
        (["--published", "--working-days", "228"], "leave --working-days out"),
        (["--published", "--where", "year=2022"], "leave --where out"),
        (["--published", "--config", "a.toml"], "leave --config out"),
        ([], "no extract: name its files or folders, or ask for --published"),
        (["rich", "--by", "site"], "site: coherence compares whole bodies, or territories"),
        (["rich", "--where", "channel=office"], "channel: coherence compares"),
        (["rich", "--where", "territory=49"], "no such group; did you mean 9"),
        (["rich", "--format", "csv"], "--format csv: must be one of table, json, md"),
    ],
)
def test_wrong_use_of_coherence(capsys: Capture, arguments: list[str], message: str) -> None:
    code, out, err = coherence(capsys, *arguments, *(["-q"] if "rich" in arguments else []))
    assert (code, out) == (2, "")
    assert message in err


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (["--where", "event=other"], "--where event=other: no table of the extract has a column"),
        (["--by", "event"], "--by event: no table of the extract has a column event"),
    ],
)
def test_a_group_that_no_table_has_is_told_under_the_option_that_asked(
    capsys: Capture, asked: list[str], message: str
) -> None:
    code, out, err = sensitivity(capsys, "rich", "-q", *asked)
    assert (code, out) == (2, "")
    assert message in err


# --- both ------------------------------------------------------------------------------

COMMANDS = {
    "sensitivity": (["sensitivity", "rich"], ["json", "csv", "md"]),
    "coherence": (["coherence", "rich"], ["json", "md"]),
    "published": (["coherence", "--published"], ["json", "md"]),
}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_file_is_what_stdout_is_and_the_same_each_time(capsys: Capture, name: str) -> None:
    command, formats = COMMANDS[name]
    for ending in formats:
        code, printed, _ = run(capsys, *command, "-q", "--format", ending)
        assert code == 0
        for target in (f"a.{ending}", f"b.{ending}"):
            assert run(capsys, *command, "-q", "-o", target) == (0, "", "")
            assert Path(target).read_text(encoding="utf-8") == printed


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize(
    ("options", "code", "message"),
    [
        (["-o", "a.pdf"], 4, "a.pdf: the ending tells no format"),
        (["-o", "a.json", "--format", "md"], 2, "the ending says another format"),
        (["-o", "a.md", "--format", "table"], 2, "--format table is for the terminal"),
        (["-o", "nowhere/a.json"], 4, "nowhere"),
        (["--format", "xlsx"], 2, "--format xlsx: must be one of"),
        (["--lang", "de"], 2, "--lang de"),
    ],
)
def test_wrong_targets(
    capsys: Capture, name: str, options: list[str], code: int, message: str
) -> None:
    ended, out, err = run(capsys, *COMMANDS[name][0], "-q", *options)
    assert (ended, out) == (code, "")
    assert message in err


@pytest.mark.parametrize("command", ["sensitivity", "coherence"])
def test_the_extract_is_not_overwritten(capsys: Capture, command: str) -> None:
    before = Path("rich/costs.csv").read_bytes()
    options = ["-o", "rich/costs.csv", "--format", "md"]
    if command == "sensitivity":
        options = ["-o", "rich/costs.csv"]
    code, _, err = run(capsys, command, "rich", *options)
    assert code == 2
    assert "it is a file of the extract" in err or "says another format" in err
    assert Path("rich/costs.csv").read_bytes() == before


@pytest.mark.parametrize("command", ["sensitivity", "coherence"])
def test_stdin_is_an_extract(command: str) -> None:
    data = Path("rich/appointments.csv").read_bytes()
    done = process(command, "-", "-q", "--format", "json", data=data)
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["rules"]["id_scope"] == "territory"


@pytest.mark.parametrize("command", ["sensitivity", "coherence"])
def test_a_reader_that_has_gone_is_no_failure(command: str) -> None:
    code = f"{sys.executable} -m accsocial {command} rich -q | head -c 10"
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {code}"], capture_output=True, check=False, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, b"")


def process(*arguments: Any, data: bytes) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "accsocial", *arguments]
    return subprocess.run(command, input=data, capture_output=True, check=False, timeout=60)


def test_the_account_of_the_reading_goes_to_stderr(capsys: Capture) -> None:
    for command in ("sensitivity", "coherence"):
        _, _, err = run(capsys, command, "rich")
        assert "costs.csv: costs (canonical), 4 rows: 4 accepted" in err


PAIR = """
appointment_id body territory worker_id beneficiary_id date status
1 caf 94 W1 B1 2022-01-10 held
1 caf 94 W2 B1 2022-01-10 held
"""


@pytest.mark.parametrize(
    ("command", "shown"),
    [
        (["coherence", "pair"], "−1 −100,0\u202f%"),
        (["sensitivity", "share_of_beneficiaries_advice_only", "pair"], "% −100,0\u202fpt −100,0"),
    ],
    ids=lambda each: each[0] if isinstance(each, list) else "",
)
def test_numbers_that_fill_their_columns_stand_apart(
    capsys: Capture, command: list[str], shown: str
) -> None:
    extract(Path("pair"), appointments=PAIR)
    code, out, _ = run(capsys, *command, "--lang", "fr", "-q")
    assert (code, shown in out) == (0, True)
    assert max(map(len, out.splitlines())) <= 80


def test_a_number_stands_before_what_it_counts_in_brackets(capsys: Capture) -> None:
    """Labels are plural, and the number may be 1."""
    _, out, _ = coherence(capsys, "rich", "-q", "--lang", "en")
    assert re.search(r"= \d[\d,]* \(counted appointments, each once\)", " ".join(out.split()))

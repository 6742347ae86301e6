from __future__ import annotations

import io
from dataclasses import replace

import pytest
from made_results import (
    ADVICE_ONLY,
    COST,
    COST_GROWTH,
    MEDIAN,
    MONTHS_MISSING,
    PER_BENEFICIARY,
    results,
    row,
    sample,
)
from rich.console import Console

from accsocial.output.lines import Plain, may_have_colours
from accsocial.output.terminal import render
from accsocial.results import Results

N = "\u202f"


def printed(of: Results, lang: str = "en", width: int = 80) -> list[str]:
    file = io.StringIO()
    render(of, Console(file=file, width=width), lang)
    return file.getvalue().splitlines()


def part(lines: list[str], title: str) -> list[str]:
    """The lines of one block, its title first."""
    start = lines.index(title)
    return lines[start : lines.index("", start)]


def test_one_block_reads_well_at_80_columns_in_english() -> None:
    assert part(printed(sample()), "Département") == [
        "Département",
        "                                                                       Reference",
        "                             2018     2019   2020   2021    2022         gap",
        "─" * 80,
        "Intensity",
        "  Appointments per            3.5~¹    3.6    3.6    3.7     3.7         3.7 P01",
        "    beneficiary per year                                                 0.0",
        "  Median appointments         3.0      3.0    3.0    3.0     3.0",
        "    per beneficiary",
        "  Share of beneficiaries    45.2%       –²  47.2%  48.2%   49.2%",
        "    with advice only",
        "Workload",
        "  Appointments per worker    1.20     1.22   1.24   1.26    1.28     1.1–1.6 P04",
        "    and working day                                                     0.00",
        "  Appointments per          256.3    257.3  258.3  259.3   260.3",
        "    worker per year",
        "Cost",
        "  Cost per beneficiary\u00a0(€)     n/c³   n/c³  1,350  1,372   1,398       1,200 P07",
        "                                                                        +198",
        "  Cost growth since            n/c³   n/c³  −0.4%  +6.1%  +14.1%  11.6–13.6% P10",
        f"    the base year                                                    +0.5{N}pt",
        "  ¹ partial year: no rows in months 1, 2 and 3",
        "  ² empty",
        "  ³ not computable: the table costs is missing",
        "  Not placed in 2022, hence not counted: appointments without a beneficiary (14)",
    ]


def test_french_has_french_words_and_numbers() -> None:
    lines = part(printed(sample(), "fr", width=120), "Caf")
    assert lines[1].split() == ["2018", "2019", "2020", "2021", "2022", "Référence", "écart"]
    assert lines[-2].split("  ")[-2:] == [f"8,5{N}% P09", f"+5,6{N}pt"]
    assert any(f"1{N}398" in line and "Coût par bénéficiaire" in line for line in lines)
    unplaced = "Non placés en 2022, donc non comptés\u00a0: rendez-vous sans bénéficiaire (14)"
    assert unplaced in lines[-1]


def test_with_room_each_indicator_takes_one_line() -> None:
    lines = part(printed(sample(), width=120), "Caf")
    assert len(lines) == 1 + 2 + 3 + 7 + 1


@pytest.mark.parametrize("width", [40, 60, 80, 100, 200])
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_no_line_is_wider_than_the_terminal_or_ends_in_spaces(width: int, lang: str) -> None:
    lines = printed(sample(), lang, width)
    assert [line for line in lines if len(line) > max(width, 44)] == []
    assert [line for line in lines if line != line.rstrip()] == []


def test_years_without_room_are_left_out_and_named() -> None:
    at = [{"body": "caf", "year": year} for year in range(2008, 2023)]
    lines = printed(results([row(PER_BENEFICIARY, group, 3.5) for group in at]), width=60)
    assert lines[1].split() == [str(year) for year in range(2015, 2023)]
    left_out = " ".join(line.strip() for line in lines)
    assert "for want of room: 2008, 2009, 2010, 2011, 2012, 2013, 2014. A" in left_out


def test_notes_of_years_left_out_are_left_out_too() -> None:
    rows = [
        row(PER_BENEFICIARY, {"body": "caf", "year": year}, 3.5, status="partial",
            reason=f"no rows in month 1 of {year}")
        for year in range(2008, 2023)
    ]  # fmt: skip
    lines = printed(results(rows), width=60)
    shown = lines[1].split()
    notes = [line for line in lines if "no rows in" in line]
    assert notes[0] == f"  ¹ partial year: no rows in month 1 of {shown[0]}"
    assert len(notes) == len(shown) < len(rows)


def test_notes_are_numbered_in_the_order_in_which_they_are_read() -> None:
    at = {"body": "caf", "year": 2022}
    rows = [
        row(PER_BENEFICIARY, at, 3.5),
        row(COST, at, None, status="empty", reason="no worker"),
        row(ADVICE_ONLY, at, None, status="empty", reason="no beneficiary"),
    ]
    # The catalogue comes back to a theme that it has left; the table does not.
    made = replace(results(rows), indicators=(PER_BENEFICIARY, COST, ADVICE_ONLY))
    notes = [line for line in printed(made) if "empty:" in line]
    assert notes == ["  ¹ empty: no beneficiary", "  ² empty: no worker"]


def test_the_same_reason_is_explained_once() -> None:
    at = {"body": "caf", "year": 2022}
    lines = printed(
        results(
            [
                row(PER_BENEFICIARY, at, 3.5, status="partial", reason=MONTHS_MISSING),
                row(MEDIAN, at, 3.0, status="partial", reason=MONTHS_MISSING),
                row(ADVICE_ONLY, at, None, status="empty", reason="no beneficiary"),
                row(COST, at, None, status="not_computable", reason="no table costs"),
                row(COST_GROWTH, at, 0.1, reason="the first year has no base"),
            ]
        )
    )
    assert [line.split()[-1] for line in lines if line.startswith("  ") and "~" in line] == [
        "3.5~¹",
        "3.0~¹",
    ]
    assert lines[10:14] == [
        f"  ¹ partial year: {MONTHS_MISSING}",
        "  ² empty: no beneficiary",
        "  ³ not computable: no table costs",
        "  ⁴ to be read with care: the first year has no base",
    ]


def test_a_reference_of_an_earlier_year_says_its_year() -> None:
    rows = [
        row(PER_BENEFICIARY, {"body": "caf", "year": 2022}, 4.0, reference="P02"),
        row(PER_BENEFICIARY, {"body": "caf", "year": 2023}, 4.5),
    ]
    line = next(line for line in printed(results(rows)) if "Appointments" in line)
    assert line.split()[-6:] == ["4.0", "4.5", "2022:", "3.9", "P02", "+0.1"]


def test_a_figure_of_another_quantity_is_only_named() -> None:
    one = row(ADVICE_ONLY, {"body": "caf", "year": 2022}, 0.45, reference="P21")
    one |= {"reference_low": None, "reference_high": None, "gap": None}
    line = next(line for line in printed(results([one])) if "Share" in line)
    assert line.split()[-2:] == ["45.0%", "P21"]


def test_references_are_explained_and_said_to_be_no_pass_mark() -> None:
    lines = printed(sample())
    end = lines[lines.index("References") :]
    assert "  P05 Caf, 2022: «\u00a0416 par an\u00a0» (standard, S1, p.\u00a010)" in end
    assert "  S1: Cour d'exemple, Rapport d'exemple, 2025-01" in end
    assert not any("P21" in line or "P99" in line for line in lines)
    assert sum("no pass mark" in line for line in end) == 1


def test_a_figure_that_stands_nowhere_in_the_table_is_not_explained() -> None:
    rows = [
        row(PER_BENEFICIARY, {"body": "caf", "year": 2021}, 4.0, reference="P01"),
        row(PER_BENEFICIARY, {"body": "caf", "year": 2022}, 4.5, reference="P02"),
    ]
    lines = printed(results(rows))
    assert any(line.startswith("  P02 Caf") for line in lines)
    assert not any("P01" in line for line in lines)


def test_the_counting_rules_are_said() -> None:
    lines = printed(sample())
    assert "counted_statuses: held;" in " ".join(lines[lines.index("Counting rules") :])


def test_groups_stand_in_the_title_and_in_order() -> None:
    groups = ("body", "territory", "year", "site")
    rows = [
        row(PER_BENEFICIARY, {"body": b, "territory": t, "year": 2022, "site": s}, 3.5)
        for b, t, s in [("departement", "94", "A"), ("caf", "2A", "B"), ("caf", "2A", None)]
    ]
    titles = [line for line in printed(results(rows, groups)) if "territory" in line]
    assert titles == [
        "Caf, territory 2A, site not given",
        "Caf, territory 2A, site B",
        "Département, territory 94, site A",
    ]


def test_without_years_there_is_one_column() -> None:
    lines = printed(results([row(PER_BENEFICIARY, {"body": "caf"}, 3.5, unknown=2)], ("body",)))
    assert lines[1].split() == ["Value"]
    assert "  Not placed, hence not counted: appointments without a beneficiary (2)" in lines


def test_a_year_that_one_indicator_lacks_stays_blank() -> None:
    rows = [
        row(PER_BENEFICIARY, {"body": "caf", "year": 2021}, 3.5),
        row(PER_BENEFICIARY, {"body": "caf", "year": 2022}, 3.6),
        row(MEDIAN, {"body": "caf", "year": 2022}, 3.0),
    ]
    median = next(line for line in printed(results(rows)) if "Median" in line)
    assert median.split()[-2:] == ["beneficiary", "3.0"]


def test_no_result_is_said() -> None:
    assert printed(results([])) == ["No result."]
    assert printed(results([]), "fr") == ["Aucun résultat."]


@pytest.mark.parametrize("site", ["[red]x[/red]", "[/]", "a\x1b[2Jb\nc", ":smile:"])
def test_a_name_from_the_data_is_printed_and_never_obeyed(site: str) -> None:
    one = row(PER_BENEFICIARY, {"year": 2022, "site": site}, 3.5, reason=site)
    lines = printed(results([one], ("year", "site")))
    safe = site.replace("\x1b", "\ufffd").replace("\n", "\ufffd")
    assert lines[0] == f"site {safe}"
    assert f"  ¹ to be read with care: {safe}" in lines


@pytest.mark.parametrize(
    ("environment", "colours"), [({}, True), ({"NO_COLOR": "1"}, False)], ids=["plain", "NO_COLOR"]
)
def test_no_color_is_obeyed(environment: dict[str, str], colours: bool) -> None:
    file = io.StringIO()
    terminal = {"TERM": "xterm-256color", **environment}
    console = Console(file=file, width=80, force_terminal=True, _environ=terminal)
    render(sample(), console, "en")
    assert ("\x1b[36m" in file.getvalue()) is colours


@pytest.mark.parametrize("width", [50, 80, 120])
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_lines_without_rich_are_those_that_rich_prints(
    monkeypatch: pytest.MonkeyPatch, width: int, lang: str
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    file = io.StringIO()
    render(sample(), Plain(file), lang)
    assert file.getvalue().splitlines() == printed(sample(), lang, width)


@pytest.mark.parametrize(
    ("variables", "may"),
    [({}, False), ({"FORCE_COLOR": ""}, False), ({"FORCE_COLOR": "1"}, True)],
)
def test_a_file_has_colours_only_where_a_variable_says_so(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], may: bool
) -> None:
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert may_have_colours(io.StringIO()) is may


def test_a_pipe_gets_plain_text_80_columns_wide() -> None:
    file = io.StringIO()
    render(sample(), Console(file=file, _environ={}), "en")
    assert "\x1b" not in file.getvalue()
    assert file.getvalue().splitlines() == printed(sample())

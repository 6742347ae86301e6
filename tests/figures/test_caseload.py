"""The caseload: who was seen in the six months that end with a month, by worker."""

from __future__ import annotations

from typing import Any

import pytest
from small import NOTHING, figure, results, value

from accsocial.errors import UsageError


def appointments(*rows: str, header: str = "date status beneficiary_id worker_id") -> str:
    return "\n".join([header, *rows])


def sides(year: int, *rows: str, **extract: Any) -> tuple[Any, ...]:
    extract = {"where": {"year": year}, **extract}
    found = figure("caseload_per_worker", appointments=appointments(*rows), **extract)
    return found["numerator"], found["denominator"], found["value"]


def test_a_month_counts_from_the_sixth_on() -> None:
    """July to December 2021: b1 is in all windows until December's, b2 in that one alone."""
    rows = ["2021-02-01 held b1 w1", "2021-07-31 held b1 w1", "2021-12-01 held b2 w1"]
    assert sides(2021, *rows) == (1 * 5 + 2, 6, 7 / 6)


def test_a_window_is_six_months_also_over_the_end_of_a_year() -> None:
    """August 2021 is in the window of January 2022, and not in that of February."""
    rows = [
        "2021-01-10 held b1 w1",
        "2021-08-31 held b2 w1",
        "2021-09-01 held b3 w1",
        "2022-03-31 held b1 w1",
    ]
    # January: b2 and b3; February: b3; March: b1.
    assert sides(2022, *rows) == (2 + 1 + 1, 3, 4 / 3)


def test_the_mean_is_that_of_the_months_and_exact() -> None:
    rows = [
        "2021-01-01 no_show b9 w9",
        "2021-06-01 held b1 w1",
        "2021-07-01 held b2 w2",
        "2021-07-01 held b3 w3",
        "2021-08-01 held b4 w1",
    ]
    # June 1 / 1, July 3 / 3, August 4 / 3.
    assert sides(2021, *rows) == (10 / 3, 3, 10 / 9)


def test_somebody_counts_once_in_a_window_however_often_seen() -> None:
    rows = [f"2021-0{month}-01 held b1 w1" for month in range(1, 7)]
    assert sides(2021, *rows, "2021-06-20 held b1 w1") == (1, 1, 1)


def test_only_counted_appointments_are_seen_but_any_that_happened_begins_the_extract() -> None:
    rows = ["2021-01-01 cancelled_by_service b1 w1", "2021-06-01 held b1 w1"]
    assert sides(2021, *rows) == (1, 1, 1)
    rows = ["2021-01-01 planned b1 w1", "2021-06-01 held b1 w1"]
    assert sides(2021, *rows) == (0, 0, None)


def test_planned_appointments_do_not_make_the_extract_longer() -> None:
    rows = ["2021-01-01 held b1 w1", "2021-06-01 held b1 w1", "2021-09-01 planned b2 w1"]
    assert sides(2021, *rows) == (1, 1, 1)


def test_planned_appointments_that_the_rules_count_are_seen_and_cover() -> None:
    rows = ["2021-01-01 held b1 w1", "2021-06-01 planned b2 w1"]
    rules = {"counted_statuses": ["held", "planned"]}
    assert sides(2021, *rows, rules=rules) == (2, 1, 2)
    assert sides(2021, *rows) == (0, 0, None)


def test_a_territory_that_starts_late_comes_in_after_six_months_of_its_own() -> None:
    header = "date status territory beneficiary_id worker_id"
    rows = appointments(
        "2021-01-01 held 94 b1 w1",
        "2021-12-01 held 94 b1 w1",
        "2021-07-01 held 95 b1 w1",
        "2021-07-01 held 95 b2 w1",
        "2021-12-01 held 95 b3 w1",
        header=header,
    )
    extract: dict[str, Any] = {"appointments": rows, "by": ["territory"]}
    late = figure("caseload_per_worker", where={"territory": "95"}, **extract)
    early = figure("caseload_per_worker", where={"territory": "94"}, **extract)
    assert (late["numerator"], late["denominator"]) == (3, 1)
    # June: b1; from July to November nobody; December: b1.
    assert (early["numerator"], early["denominator"]) == (2, 2)
    # The body's December: four people (b1 is two) of two workers.
    body = figure("caseload_per_worker", appointments=rows)
    assert (body["numerator"], body["denominator"]) == (1 + 4 / 2, 2)


def test_people_of_national_numbers_are_one_in_two_territories() -> None:
    rows = appointments(
        "2021-01-01 held 94 b1 w1",
        "2021-06-01 held 94 b1 w1",
        "2021-06-01 held 95 b1 w2",
        header="date status territory beneficiary_id worker_id",
    )
    national = {"id_scope": "national"}
    assert value("caseload_per_worker", appointments=rows, rules=national) == 1 / 2


def test_months_without_a_worker_are_left_out() -> None:
    rows = [
        "2021-01-01 held b1 w1",
        f"2021-06-01 held b1 {NOTHING}",
        f"2021-07-01 held b2 {NOTHING}",
    ]
    # June: b1 and w1 of January; July: nobody knows a worker.
    assert sides(2021, *rows) == (1, 1, 1)


def test_people_of_a_territory_without_workers_are_of_those_of_the_body() -> None:
    rows = appointments(
        "2021-01-01 held 94 b1 w1",
        "2021-06-01 held 94 b1 w1",
        f"2021-01-01 held 95 b1 {NOTHING}",
        f"2021-06-01 held 95 b2 {NOTHING}",
        header="date status territory beneficiary_id worker_id",
    )
    # June: three people (b1 is two) and one worker.
    assert value("caseload_per_worker", appointments=rows) == 3 / 1


def test_unknown_people_are_not_people() -> None:
    rows = [
        "2021-01-01 held b1 w1",
        f"2021-06-01 held {NOTHING} w1",
        f"2021-06-02 held {NOTHING} w1",
    ]
    assert sides(2021, *rows) == (1, 1, 1)
    found = figure("caseload_per_worker", appointments=appointments(*rows))
    assert found["unknown"] == 2


def test_by_site_each_site_has_its_own_people() -> None:
    rows = appointments(
        "2021-01-01 held b1 w1 Nord",
        "2021-06-01 held b2 w1 Nord",
        "2021-06-01 held b1 w1 Sud",
        header="date status beneficiary_id worker_id site",
    )
    extract: dict[str, Any] = {"appointments": rows, "by": ["site"]}
    assert value("caseload_per_worker", where={"site": "Nord"}, **extract) == 2
    assert value("caseload_per_worker", where={"site": "Sud"}, **extract) == 1


def test_only_qualified_workers_if_the_rules_say_so() -> None:
    rows = appointments("2021-01-01 held b1 w1", "2021-06-01 held b2 w2", "2021-06-01 held b3 w3")
    staff = "worker_id year qualified\nw1 2021 yes\nw2 2021 yes\nw3 2021 no"
    extract: dict[str, Any] = {"appointments": rows, "workers": staff}
    assert value("caseload_per_worker", **extract) == 3 / 3
    assert value("caseload_per_worker", rules={"workers_counted": "qualified"}, **extract) == 3 / 2


@pytest.mark.parametrize("lacks", ["beneficiary_id", "worker_id"])
def test_a_missing_column_is_named(lacks: str) -> None:
    header = " ".join({"beneficiary_id", "worker_id"} - {lacks})
    rows = appointments("2021-01-01 held x", header=f"date status {header}")
    found = figure("caseload_per_worker", appointments=rows)
    assert found["reason"] == f"appointments has no column {lacks}"


def test_months_and_people_are_in_the_summary_alone() -> None:
    """The first and last year that are given are those that have rows."""
    rows = appointments("2021-11-01 held b1 w1", "2022-04-01 held b2 w1")
    frame = results(appointments=rows).frame.filter(indicator="caseload_per_worker")
    assert frame["year"].to_list() == [2021, 2022]
    assert frame["value"].to_list() == [None, 2]


def test_a_year_without_rows_in_which_windows_end_is_one_of_the_results() -> None:
    rows = appointments("2021-12-01 held b1 w1", "2023-01-02 held b1 w1")
    there = "no result for that year; there are some for 2021, 2022, 2023"
    with pytest.raises(UsageError, match=f"^--year 2030: there is {there}$"):
        results(appointments=rows, options={"years": [2022, 2030]})


def test_where_no_row_has_a_year_there_is_none_to_name() -> None:
    rows = "support_id beneficiary_id opened_on\n1 b1 -"
    with pytest.raises(UsageError, match=r"^--year 2022: there is no result for that year or any$"):
        results(supports=rows, options={"years": [2022]})

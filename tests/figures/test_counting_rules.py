"""What is counted, and how often: a few rows in, one figure out."""

from __future__ import annotations

from typing import Any

import pytest
from small import figure, ledger, value

BENEFICIARY = "appointments_per_beneficiary"
WORKER = "appointments_per_worker"


def sides(indicator: str, **extract: Any) -> tuple[float | None, float | None, int | None]:
    """Numerator, denominator, unknown."""
    found = figure(indicator, **extract)
    return found["numerator"], found["denominator"], found["unknown"]


# --- an appointment counts once per beneficiary, once per worker, once in all ------------

TWO_WORKERS = """
appointment_id beneficiary_id worker_id date       status channel
1              b1             w1        2022-03-01 held   home
1              b1             w2        2022-03-01 held   home
2              b1             w1        2022-04-01 held   office
"""
TWO_BENEFICIARIES = """
appointment_id beneficiary_id worker_id date       status  channel
1              b1             w1        2022-03-01 held    home
1              b2             w1        2022-03-01 held    home
2              b1             w1        2022-04-01 no_show office
"""


def test_two_workers_are_one_appointment_of_the_beneficiary_and_one_of_each_worker() -> None:
    assert sides(BENEFICIARY, appointments=TWO_WORKERS) == (2, 1, 0)
    assert sides(WORKER, appointments=TWO_WORKERS) == (3, 2, 0)


def test_two_beneficiaries_are_one_appointment_of_the_worker_and_one_of_each() -> None:
    assert sides(BENEFICIARY, appointments=TWO_BENEFICIARIES) == (2, 2, 0)
    assert sides(WORKER, appointments=TWO_BENEFICIARIES) == (1, 1, 0)


def test_in_all_other_counts_an_appointment_counts_once() -> None:
    assert sides("home_visit_share", appointments=TWO_WORKERS) == (1, 2, 0)
    assert sides("no_show_rate", appointments=TWO_BENEFICIARIES) == (1, 2, 0)
    costs = "year amount\n2022 300"
    assert sides("cost_per_appointment", appointments=TWO_WORKERS, costs=costs) == (300, 2, 0)


def test_a_row_that_does_not_count_never_stands_for_one_that_does() -> None:
    rows = """
    appointment_id beneficiary_id worker_id date       status  channel
    1              b1             w1        2022-03-01 no_show home
    1              b2             w1        2022-03-01 held    home
    2              b3             w1        2022-04-01 held    mail
    2              b3             w2        2022-04-01 held    home
    """
    # w1 held the first, for b2 alone; w2 the second: what w1 did then was a letter.
    assert sides(WORKER, appointments=rows) == (2, 2, 0)
    assert sides(BENEFICIARY, appointments=rows) == (2, 2, 0)


def test_without_the_column_of_numbers_each_row_is_an_appointment() -> None:
    rows = """
    beneficiary_id date       status
    b1             2022-03-01 held
    b1             2022-03-01 held
    """
    assert sides(BENEFICIARY, appointments=rows) == (2, 1, 0)


def test_a_row_without_a_number_is_an_appointment_of_its_own() -> None:
    rows = """
    appointment_id beneficiary_id date       status
    -              b1             2022-03-01 held
    -              b1             2022-03-01 held
    1              b1             2022-03-01 held
    """
    assert sides(BENEFICIARY, appointments=rows) == (3, 1, 0)


def test_a_row_with_the_key_of_an_earlier_one_is_a_duplicate() -> None:
    rows = """
    appointment_id beneficiary_id worker_id date       status
    1              b1             w1        2022-03-01 held
    1              b1             w1        2022-03-02 no_show
    """
    assert sides("no_show_rate", appointments=rows) == (0, 1, 0)
    assert ledger(appointments=rows).accounts[0].rejected == {"duplicate": 1}


def test_the_same_row_in_two_files_is_a_duplicate_of_the_first() -> None:
    rows = """
    appointment_id beneficiary_id worker_id date       status
    1              b1             w1        2022-03-01 held
    """
    assert sides(BENEFICIARY, appointments=[rows, rows]) == (1, 1, 0)
    first, second = ledger(appointments=[rows, rows]).accounts
    assert (first.rejected, second.rejected) == ({}, {"duplicate": 1})


@pytest.mark.parametrize(
    ("one", "other", "counts_as"),
    [
        ("no_show", "held", "held"),
        ("cancelled_by_beneficiary", "no_show", "no_show"),
        ("cancelled_by_service", "cancelled_by_beneficiary", "cancelled_by_beneficiary"),
        ("unknown", "planned", "planned"),
    ],
)
def test_an_appointment_of_several_statuses_has_the_first_of_them_in_order(
    one: str, other: str, counts_as: str
) -> None:
    rows = f"""
    appointment_id beneficiary_id date       status
    1              b1             2022-03-01 {one}
    1              b2             2022-03-01 {other}
    2              b3             2022-03-01 held
    """
    absences = {"no_show": 1}.get(counts_as, 0)
    settled = 1 if counts_as == "planned" else 2
    assert sides("no_show_rate", appointments=rows) == (absences, settled, 0)


# --- whose identifier -----------------------------------------------------------------

SAME_NUMBERS = """
appointment_id body        territory beneficiary_id worker_id date       status
1              caf         94        7              3         2022-03-01 held
1              caf         95        7              3         2022-03-01 held
1              departement 94        7              3         2022-03-01 held
2              caf         94        7              3         2022-03-02 held
"""


def test_a_number_of_one_territory_means_nothing_in_another() -> None:
    caf: dict[str, Any] = {"appointments": SAME_NUMBERS, "where": {"body": "caf"}}
    assert sides(BENEFICIARY, **caf) == (3, 2, 0)
    assert sides(WORKER, **caf) == (3, 2, 0)
    assert sides("no_show_rate", **caf) == (0, 3, 0)
    departement = {"body": "departement"}
    assert sides(BENEFICIARY, appointments=SAME_NUMBERS, where=departement) == (1, 1, 0)


def test_identifiers_are_texts_of_any_length_and_letters() -> None:
    identifiers = ["1", "01", "001", "a", "A", "é", "è", "é2", "N°12", "1234567", "12345678"]
    identifiers += ["123456789", "123456780", "matricule-1", "matricule-2", "ÀÉÎÕÜ", "人", "🙂"]
    rows = "beneficiary_id worker_id date status\n" + "\n".join(
        f"{who} {who} 2022-03-01 held" for who in identifiers * 2
    )
    many = len(identifiers)
    assert sides(BENEFICIARY, appointments=rows) == (2 * many, many, 0)
    assert sides(WORKER, appointments=rows) == (2 * many, many, 0)


def test_national_identifiers_are_one_person_everywhere_in_a_body() -> None:
    national: dict[str, Any] = {
        "appointments": SAME_NUMBERS,
        "rules": {"id_scope": "national"},
        "where": {"body": "caf"},
    }
    assert sides(BENEFICIARY, **national) == (3, 1, 0)
    assert sides(WORKER, **national) == (3, 1, 0)
    # The number of an appointment stays that of its territory: its key says so.
    assert sides("no_show_rate", **national) == (0, 3, 0)


def test_staff_of_two_territories_with_one_number_are_two_workers() -> None:
    staff = """
    worker_id territory year fte
    3         94        2021 1
    3         94        2022 0.5
    3         95        2022 0.5
    """
    assert sides("worker_growth", workers=staff, where={"year": 2022}) == (2, 1, 0)
    national = {"id_scope": "national"}
    assert sides("worker_growth", workers=staff, rules=national, where={"year": 2022}) == (1, 1, 0)


def test_a_worker_of_two_sites_is_one_head_with_two_shares_of_time() -> None:
    staff = """
    worker_id site year fte
    w1        Nord 2022 0.4
    w1        Sud  2022 0.4
    """
    costs = "year amount\n2022 80"
    assert sides("cost_per_fte", workers=staff, costs=costs) == (80, 0.8, 0)
    assert sides("worker_growth", workers=staff) == (1, 1, 0)


# --- missing identifiers ---------------------------------------------------------------

MISSING = """
appointment_id beneficiary_id worker_id date       status
1              b1             w1        2022-03-01 held
2              -              w1        2022-03-01 held
3              -              -         2022-03-01 held
3              -              w2        2022-03-01 held
4              -              -         2022-03-01 no_show
"""


def test_missing_identifiers_are_nobody_and_are_told() -> None:
    assert sides(BENEFICIARY, appointments=MISSING) == (1, 1, 2)
    assert sides(WORKER, appointments=MISSING) == (3, 2, 1)
    assert sides("no_show_rate", appointments=MISSING) == (1, 4, 0)


# --- which rows are counted ------------------------------------------------------------


@pytest.mark.parametrize("channel", ["mail", "email", "third_party"])
def test_mail_and_third_parties_are_no_appointments(channel: str) -> None:
    rows = f"""
    beneficiary_id date       status channel
    b1             2022-03-01 held   {channel}
    b1             2022-03-01 held   phone
    """
    assert value(BENEFICIARY, appointments=rows) == 1
    assert value(BENEFICIARY, appointments=rows, rules={"counted_channels": [channel]}) == 1
    both = {"counted_channels": [channel, "phone"]}
    assert value(BENEFICIARY, appointments=rows, rules=both) == 2


@pytest.mark.parametrize("channel", ["office", "home", "outside", "phone", "video", "unknown", "-"])
def test_visits_calls_and_unknown_channels_are_counted(channel: str) -> None:
    rows = f"beneficiary_id date status channel\nb1 2022-03-01 held {channel}"
    assert value(BENEFICIARY, appointments=rows) == 1


def test_a_file_without_channels_beside_one_that_has_them_is_counted() -> None:
    with_channel = "beneficiary_id date status channel\nb1 2022-03-01 held home"
    without = "beneficiary_id date status\nb1 2022-03-02 held"
    both = [with_channel, without]
    assert sides(BENEFICIARY, appointments=both) == (2, 1, 0)
    assert sides("home_visit_share", appointments=both) == (1, 1, 1)


def test_group_sessions_are_left_out_and_what_nobody_called_one_is_not() -> None:
    rows = """
    beneficiary_id date       status collective
    b1             2022-03-01 held   true
    b1             2022-03-02 held   false
    b1             2022-03-03 held   -
    """
    assert value(BENEFICIARY, appointments=rows) == 2
    assert value(BENEFICIARY, appointments=rows, rules={"count_collective": True}) == 3
    assert sides("no_show_rate", appointments=rows) == (0, 3, 0)


def test_only_held_appointments_count_unless_told_otherwise() -> None:
    rows = """
    beneficiary_id date       status
    b1             2022-03-01 held
    b1             2022-03-02 no_show
    b1             2022-03-03 planned
    """
    assert value(BENEFICIARY, appointments=rows) == 1
    rules = {"counted_statuses": ["held", "no_show"]}
    assert value(BENEFICIARY, appointments=rows, rules=rules) == 2


def test_planned_and_unknown_are_in_neither_side_of_attendance() -> None:
    rows = """
    date       status
    2022-03-01 held
    2022-03-02 no_show
    2022-03-03 cancelled_by_beneficiary
    2022-03-04 cancelled_by_service
    2022-03-05 planned
    2022-03-06 unknown
    """
    assert sides("no_show_rate", appointments=rows) == (1, 4, 1)
    assert sides("cancellation_rate", appointments=rows) == (2, 4, 1)


def test_the_year_is_that_of_the_day() -> None:
    rows = """
    beneficiary_id date       status
    b1             2021-12-31 held
    b1             2022-01-01 held
    b1             2022-12-31 held
    """
    assert sides(BENEFICIARY, appointments=rows, where={"year": 2021}) == (1, 1, 0)
    assert sides(BENEFICIARY, appointments=rows, where={"year": 2022}) == (2, 1, 0)


# --- thresholds, days, qualified workers -----------------------------------------------

SIX = "beneficiary_id date status\n" + "\n".join(
    f"b{b} 2022-03-{day:02d} held" for b, n in ((1, 2), (2, 3), (3, 8)) for day in range(1, n + 1)
)
"""Beneficiaries with 2, 3 and 8 appointments."""


def test_fewer_than_three_appointments_are_advice() -> None:
    assert sides("share_of_beneficiaries_advice_only", appointments=SIX) == (1, 3, 0)
    assert sides("appointments_per_supported_beneficiary", appointments=SIX) == (11, 2, 0)
    rules = {"support_threshold": 4}
    assert sides("share_of_beneficiaries_advice_only", appointments=SIX, rules=rules) == (2, 3, 0)


def test_eight_are_eight_or_more() -> None:
    assert sides("share_of_beneficiaries_8_or_more", appointments=SIX) == (1, 3, 0)


def test_working_days_divide_the_workload() -> None:
    assert sides("appointments_per_working_day", appointments=MISSING) == (3, 2 * 198, 1)
    rules = {"working_days": 228}
    assert sides("appointments_per_working_day", appointments=MISSING, rules=rules) == (3, 456, 1)


@pytest.mark.parametrize(("held", "below"), [(415, 1), (416, 0)])
def test_416_reaches_the_standard(held: int, below: int) -> None:
    rows = "worker_id date status\n" + "w1 2022-03-01 held\n" * held
    assert sides("share_of_workers_below_416", appointments=rows) == (below, 1, 0)
    assert value("share_of_416_standard", appointments=rows) == held / 416


STAFF = """
worker_id year fte qualified
w1        2022 0.5 true
w2        2022 1   false
w3        2022 -   -
"""


def test_qualified_workers_are_those_the_staff_list_calls_so() -> None:
    rules = {"workers_counted": "qualified"}
    extract = {"appointments": MISSING, "workers": STAFF}
    assert sides(WORKER, **extract) == (3, 2, 1)
    assert sides(WORKER, **extract, rules=rules) == (2, 1, 1)
    assert sides("appointments_per_fte", **extract) == (3, 1.5, 1)
    assert sides("appointments_per_fte", **extract, rules=rules) == (2, 0.5, 1)
    assert sides("worker_growth", **extract, rules=rules) == (1, 1, 0)


def test_a_list_that_calls_nobody_qualified_has_none() -> None:
    extract = {
        "workers": """
            worker_id territory year fte qualified
            w1        94        2021 1   true
            w1        94        2022 1   false
            w2        95        2021 1   true
            w2        95        2022 1   true
            w3        34        2021 1   true
            w3        34        2022 1   -
        """,
        "households": "territory year poor_households\n94 2022 100\n95 2022 100\n34 2022 100",
        "rules": {"workers_counted": "qualified"},
    }
    here = {**extract, "by": ["territory"], "where": {"territory": "94", "year": 2022}}
    assert value("worker_growth", **here) == -1
    assert value("fte_growth", **here) == -1
    assert value("workers_per_1000_poor_households", **here) == 0
    assert value("staffing_gap", **here) == -1 / 3
    # Of the third territory nothing is known: it is left out.
    there = {**here, "where": {"territory": "34", "year": 2022}}
    assert value("worker_growth", **there) is None
    body = {**extract, "where": {"year": 2022}}
    assert sides("gini_of_workers_against_need", **body) == (100, 200, 1)


def test_a_worker_whom_a_later_row_calls_qualified_is_one_of_the_body() -> None:
    extract = {
        "workers": "worker_id site year qualified\nw1 A 2022 false\nw1 B 2022 true",
        "households": "year poor_households\n2022 100",
        "by": ["territory"],
    }
    rules = {"workers_counted": "qualified"}
    assert value("workers_implied_by_need", **extract, rules=rules) == 1


@pytest.mark.parametrize(
    ("body", "territory"), [("caf", "95"), ("departement", "94"), ("departement", "95")]
)
@pytest.mark.parametrize("by", [[], ["territory"]], ids=["body", "territory"])
def test_a_national_worker_is_qualified_wherever_the_list_says_so(
    body: str, territory: str, by: list[str]
) -> None:
    # The list is that of the Caf 94: one number is one person everywhere, in the other body too.
    rows = f"body territory worker_id date status\n{body} {territory} w1 2022-03-01 held"
    rules = {"workers_counted": "qualified", "id_scope": "national"}
    where = {"body": body, "year": 2022, **({"territory": territory} if by else {})}
    extract = {"appointments": rows, "workers": STAFF, "by": by, "where": where}
    assert sides(WORKER, **extract, rules=rules) == (1, 1, 0)
    assert sides(WORKER, **extract, rules={"workers_counted": "qualified"}) == (0, 0, 0)


def test_staff_without_fte_is_told_and_not_taken_for_zero() -> None:
    costs = "year amount\n2022 300"
    assert sides("cost_per_fte", workers=STAFF, costs=costs) == (300, 1.5, 1)


def test_staff_rows_without_numbers_are_not_each_others_duplicates() -> None:
    staff = """
    year fte
    2022 0.5
    2022 0.5
    """
    costs = "year amount\n2022 300"
    assert sides("cost_per_fte", workers=staff, costs=costs) == (300, 1, 0)


ELIGIBLE = "year eligible_households\n2022 100"
POOR = "year poor_households\n2022 40"


def test_households_may_be_counted_by_two_producers() -> None:
    both = [ELIGIBLE, POOR]
    rows: dict[str, Any] = {"appointments": TWO_WORKERS, "workers": STAFF, "households": both}
    assert sides("share_of_households_supported", **rows) == (1, 100, 0)
    assert sides("workers_per_1000_poor_households", **rows) == (3000, 40, 0)
    accounts = ledger(households=both).accounts
    assert [each.rejected for each in accounts] == [{}, {}]


@pytest.mark.parametrize(
    ("rows", "rejected"),
    [
        ("2022 100 40 | 2022 -   40", 1),
        ("2022 100 -  | 2022 100 40", 1),
        ("2022 100 -  | 2022 -   -", 1),
        ("2022 -   -  | 2022 100 -  | 2022 - 40", 0),
        # The second was rejected, so what it says is not there yet.
        ("2022 100 -  | 2022 100 40 | 2022 - 40", 1),
        ("2022 100 -  | 2021 100 40 | 2022 - 40 | 2022 - 40", 1),
    ],
)
def test_households_counted_twice_are_duplicates(rows: str, rejected: int) -> None:
    table = "\n".join(["year eligible_households poor_households", *rows.split(" | ")])
    (account,) = ledger(households=table).accounts
    assert account.rejected.get("duplicate", 0) == rejected


def test_money_adds_up_exactly_and_a_row_twice_whole_is_a_duplicate() -> None:
    costs = """
    year category amount
    2022 pay      0.10
    2022 pay      0.20
    2022 pay      0.20
    2022 rent     0.20
    2022 rent     -
    """
    rows = "date status\n2022-03-01 held"
    assert sides("cost_per_appointment", appointments=rows, costs=costs) == (0.5, 1, 0)
    assert ledger(costs=costs).accounts[0].rejected == {"duplicate": 1, "amount_invalid": 1}


# --- medians ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("numbers", "median"),
    [([1], 1), ([1, 4], 2.5), ([1, 4, 9], 4), ([2, 2, 3, 9], 2.5), ([5, 1, 1, 1], 1)],
)
def test_median_is_the_mean_of_the_two_middle_ones(numbers: list[int], median: float) -> None:
    rows = "beneficiary_id worker_id date status\n" + "\n".join(
        f"b{who} w{who} 2022-03-01 held" for who, n in enumerate(numbers) for _ in range(n)
    )
    found = figure("median_appointments_per_beneficiary", appointments=rows)
    assert (found["value"], found["numerator"], found["denominator"]) == (
        median,
        None,
        len(numbers),
    )
    assert value("median_appointments_per_worker", appointments=rows) == median


def test_the_median_of_a_body_is_over_the_beneficiaries_of_all_its_territories() -> None:
    rows = """
    territory beneficiary_id date       status
    94        b1             2022-03-01 held
    94        b2             2022-03-01 held
    95        b1             2022-03-01 held
    95        b1             2022-03-02 held
    95        b1             2022-03-03 held
    """
    assert value("median_appointments_per_beneficiary", appointments=rows) == 1


# --- groups ----------------------------------------------------------------------------

GROUPED = """
appointment_id beneficiary_id worker_id site date       status  channel event
1              b1             w1        Nord 2022-03-01 held    home    separation
2              b1             w1        Sud  2022-03-01 held    office  -
3              b2             w1        -    2022-03-01 no_show mail    other
"""


def test_a_beneficiary_of_two_sites_is_one_of_each_site_and_one_of_the_body() -> None:
    for site, expected in (("Nord", (1, 1, 0)), ("Sud", (1, 1, 0)), (None, (0, 0, 0))):
        where = {"site": site}
        assert sides(BENEFICIARY, appointments=GROUPED, by=["site"], where=where) == expected
    assert sides(BENEFICIARY, appointments=GROUPED) == (2, 1, 0)


@pytest.mark.parametrize(
    ("channel", "counted", "settled"), [("home", 1, 1), ("office", 1, 1), ("mail", 0, 1)]
)
def test_by_channel(channel: str, counted: int, settled: int) -> None:
    by: dict[str, Any] = {"by": ["channel"], "where": {"channel": channel}}
    assert sides(BENEFICIARY, appointments=GROUPED, **by)[0] == counted
    assert sides("no_show_rate", appointments=GROUPED, **by)[1] == settled


def test_no_event_is_the_group_unknown() -> None:
    by: dict[str, Any] = {"by": ["event"], "where": {"event": "unknown"}}
    assert sides(BENEFICIARY, appointments=GROUPED, **by) == (1, 1, 0)

"""Dates, numbers, codes and labels as administrations write them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from small_files import HEADER, Read, lines, row

from accsocial.records.rows import short_texts
from accsocial.records.rows.conventions import date_order, decimal_mark
from accsocial.records.rows.values import (
    UNITS,
    to_date,
    to_decimal,
    to_integer,
    to_year,
    without_point,
)

FEBRUARY = dt.date(2022, 2, 14)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("14/02/2022", FEBRUARY),
        ("14/02/22", FEBRUARY),
        ("14-02-2022", FEBRUARY),
        ("14.02.2022", FEBRUARY),
        ("2022-02-14", FEBRUARY),
        ("2022/02/14", FEBRUARY),
        ("20220214", FEBRUARY),
        # As pandas writes a column of numbers that lacks some.
        ("20220214.0", FEBRUARY),
        ("14/02/2022 14:30", FEBRUARY),
        ("14/02/2022 14h30", FEBRUARY),
        ("14/02/2022\u00a014h30", FEBRUARY),
        ("2022-02-14T14:30:00+01:00", FEBRUARY),
        # Midnight here is the evening before in UTC: at 11 p.m. in winter, 10 p.m. in summer.
        ("2022-02-13T23:00:00Z", FEBRUARY),
        ("2022-02-13 23:00:00.000 UTC", FEBRUARY),
        ("13/02/2022 23:00+00:00", FEBRUARY),
        # As PostgreSQL and Ruby write them.
        ("2022-02-13 23:00:00+00", FEBRUARY),
        ("2022-02-13 23:00:00.000001+00", FEBRUARY),
        ("2022-02-13 23:00:00 +0000", FEBRUARY),
        ("2022-02-13 23:00:00 GMT", FEBRUARY),
        ("2022-02-13T23:00:00z", FEBRUARY),
        ("2022-02-13 23:00:00+01", dt.date(2022, 2, 13)),
        ("2022-02-14T22:59:59.999Z", FEBRUARY),
        ("2022-02-13T23:00:00", dt.date(2022, 2, 13)),
        ("2021-12-31T23:00:00Z", dt.date(2022, 1, 1)),
        ("2022-06-30T22:00:00Z", dt.date(2022, 7, 1)),
        ("2022-06-30T21:59:00Z", dt.date(2022, 6, 30)),
        ("2022-02-13T99:00:00Z", dt.date(2022, 2, 13)),
        (" 14/02/2022\u202f", FEBRUARY),
        # As SAS writes days and moments.
        ("14FEB2022", FEBRUARY),
        ("14feb22", FEBRUARY),
        ("14FEB2022:10:30:00.000", FEBRUARY),
        # As Oracle and SPSS write them in English.
        ("14-FEB-2022", FEBRUARY),
        ("14-FEB-22", FEBRUARY),
        ("14-Feb-22 10.30.00.000000 AM", FEBRUARY),
        ("14 Feb 2022", FEBRUARY),
        ("4-February-2022", dt.date(2022, 2, 4)),
        ("Mon, 14 Feb 2022 10:30:00 +0100", FEBRUARY),
        ("Sun, 13 Feb 2022 23:00:00 GMT", FEBRUARY),
        # As SQL Server and Java write them.
        ("Feb 14 2022 12:00AM", FEBRUARY),
        ("Feb  4 2022 10:30:00:000PM", dt.date(2022, 2, 4)),
        ("February 14, 2022", FEBRUARY),
        ("Mon Feb 14 10:30:00 CET 2022", FEBRUARY),
        ("Mon Feb 14 10:30:00 2022", FEBRUARY),
        ("Sun Feb 13 23:00:00 UTC 2022", FEBRUARY),
        ("Tue Feb 14 10:30:00 CET 2022", None),
        ("Tue, 14 Feb 2022 10:30:00 +0100", None),
        ("Feb 30 2022 12:00AM", None),
        ("Feb 14 22", None),
        ("Feb 14 2022 and 15", None),
        # Moments without a blank: SAP, XML, DB2.
        ("20220214103000", FEBRUARY),
        ("202202141030", FEBRUARY),
        ("20220214103000.0", FEBRUARY),
        ("20220231103000", None),
        ("20220214993000", None),
        ("2022021410", None),
        ("2022-02-14+01:00", FEBRUARY),
        ("2022-02-14Z", FEBRUARY),
        ("2022-02-14-10.30.00.000000", FEBRUARY),
        ("2022-02-14-15", None),
        ("31-FEB-2022", None),
        ("14-FEB-2022 au 15", None),
        ("31FEB2022", None),
        ("14FEB202", None),
        ("14FEV2022", None),
        ("4/2/2022", dt.date(2022, 2, 4)),
        ("03/04/2022", dt.date(2022, 4, 3)),
        ("29/02/2024", dt.date(2024, 2, 29)),
        ("29/02/2023", None),
        ("31/04/2022", None),
        ("00/01/2022", None),
        ("02/14/2022", None),
        ("14/02", None),
        ("14/02/20222", None),
        ("14/02/0022", None),
        ("44606", None),
        ("hier", None),
        ("", None),
    ],
)
def test_dates(text: str, day: dt.date | None) -> None:
    assert to_date(pl.Series([text])).to_list() == [day]


@pytest.mark.parametrize("form", ["14{}2022", "14-{}-22"])
def test_english_days_in_every_month(form: str) -> None:
    months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
    texts = pl.Series([form.format(month) for month in months])
    assert to_date(texts).to_list() == [dt.date(2022, month, 14) for month in range(1, 13)]


def test_days_in_several_forms_are_read_side_by_side() -> None:
    # Two of one form and two of another: each is looked at in every form.
    texts = ["2022-02-14", "14FEB2022", "20220214", "2022-02-14"]
    assert to_date(pl.Series(texts)).to_list() == [FEBRUARY] * len(texts)
    assert to_date(pl.Series(["2022-02-14", "20220214"])).to_list() == [FEBRUARY, FEBRUARY]


@pytest.mark.parametrize(
    ("texts", "day_first", "evidence"),
    [
        (["14/02/2022", "01/02/2022"], True, "day/month/year"),
        (["02/14/2022", "02/01/2022"], False, "month/day/year"),
        (["03/04/2022", "12/12/2022"], True, "ambiguous"),
        (["2022-02-14", None], True, ""),
        ([None], True, ""),
    ],
)
def test_order_of_day_and_month(texts: list[str | None], day_first: bool, evidence: str) -> None:
    order = date_order(pl.Series(texts, dtype=pl.String))
    assert order.day_first is day_first
    assert order.evidence.startswith(evidence)
    assert bool(order.evidence) == bool(evidence)


def test_the_order_is_found_in_the_file_and_said(read: Read) -> None:
    american = read(lines(HEADER, row(1, "02/14/2022"), row(2, "02/03/2022")))
    assert american.column("date") == [FEBRUARY, dt.date(2022, 2, 3)]
    assert american.notes["date order"].startswith("month/day/year")
    ambiguous = read(lines(HEADER, row(1, "03/04/2022"), row(2, "05/06/2022")))
    assert ambiguous.column("date") == [dt.date(2022, 4, 3), dt.date(2022, 6, 5)]
    assert ambiguous.notes["date order"].startswith("ambiguous")


def test_a_mixture_of_orders_is_rejected_not_guessed(read: Read) -> None:
    reading = read(lines(HEADER, row(1, "14/02/2022"), row(2, "02/14/2022"), row(3, "")))
    assert reading.rejected == [(3, "date_invalid"), (4, "date_missing")]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1 234,50 €", "1234.50"),
        ("1\u00a0234,50\u00a0€", "1234.50"),
        ("1\u202f234,50", "1234.50"),
        ("1.234,50", "1234.50"),
        ("1,234.50", "1234.50"),
        ("1.234.567", "1234567"),
        ("1'234.50", "1234.50"),
        ("1234,5 EUR", "1234.5"),
        ("1234,5 euros", "1234.5"),
        ("1234,5 ¤", "1234.5"),
        ("(1 234)", "-1234"),
        ("(1 234,50 €)", "-1234.50"),
        # As SAP writes them.
        ("1 234,50-", "-1234.50"),
        ("1.234,50-", "-1234.50"),
        ("1,234.50-", "-1234.50"),
        ("1234.50 -", "-1234.50"),
        ("1\u202f234,50\u2212", "-1234.50"),
        ("1 234,50- EUR", "-1234.50"),
        ("1 234,50-€", "-1234.50"),
        ("0,00-", "0"),
        # The half of a span, a sign in the middle, two signs: nothing tells what is meant.
        ("12-", None),
        ("1 234-", None),
        ("12,5-", None),
        ("1,234-", None),
        ("1 234-50", None),
        ("1 234,50-60", None),
        ("1 234,50--", None),
        ("-1 234,50-", None),
        ("+1 234,50-", None),
        ("(1 234,50-)", None),
        ("(-5)", None),
        ("(+5)", None),
        ("(5)", "-5"),
        ("(1 234,50)-", None),
        ("1,234,50-", None),
        ("1 234,50 -5", None),
        ("(-12,5)", None),
        ("-12,5-", None),
        ("(12,5-)", None),
        ("-", None),
        ("-12,5", "-12.5"),
        ("\u221212,5", "-12.5"),
        ("+3", "3"),
        (",5", "0.5"),
        ("12,", "12"),
        ("1e3", "1000"),
        ("0", "0"),
        ("1,5 k€", None),
        ("12-5", None),
        ("1.2.3", None),
        ("1,2,3", None),
        ("1e400", None),
        ("9" * 60, None),
        ("999 999 999 999,99", "999999999999.99"),
        ("1 000 000 000 000", None),
        ("(1 000 000 000 000)", None),
        ("NaN", None),
        ("()", None),
        ("€", None),
        ("néant", None),
    ],
)
def test_amounts(text: str, number: str | None) -> None:
    assert to_decimal(pl.Series([text])).to_list() == [None if number is None else Decimal(number)]


@pytest.mark.parametrize(
    ("texts", "mark", "said"),
    [
        (["1.234", "1,5"], ",", "decimal comma"),
        (["1,234", "1.5"], ".", "decimal point"),
        (["1.234", "12.000"], None, "ambiguous"),
        (["1,5", "1.5"], None, "decimal comma and decimal point mixed"),
        (["0,8", "0.125"], None, "decimal comma and decimal point mixed"),
        (["1.234", "-0,125"], ",", "decimal comma"),
        (["1,000", "0.500"], ".", "decimal point"),
        (["473.124", "2.345.678"], ",", "decimal comma"),
        (["473,124", "2,345,678"], ".", "decimal point"),
        (["2.345.678", "0.5"], None, "decimal comma and decimal point mixed"),
        (["1.234,50-"], ",", "decimal comma"),
        (["1.234", "2,50-"], ",", "decimal comma"),
        (["12"], None, ""),
    ],
)
def test_decimal_mark_of_a_column(texts: list[str], mark: str | None, said: str) -> None:
    found = decimal_mark(pl.Series(texts))
    assert found.mark == mark
    assert found.evidence.startswith(said)


def test_the_mark_of_the_column_decides_on_thousands() -> None:
    assert to_decimal(pl.Series(["1.234"]), mark=",").to_list() == [Decimal(1234)]
    assert to_decimal(pl.Series(["1,234"]), mark=".").to_list() == [Decimal(1234)]
    assert to_decimal(pl.Series(["1.234"])).to_list() == [Decimal("1.234")]


@pytest.mark.parametrize("text", ["12", "007", "+7", "-0.10", ".5", "5.", "1e3", "1.234", "9" * 13])
@pytest.mark.parametrize("mark", [None, ".", ","])
def test_a_number_is_the_same_beside_one_that_only_people_write(
    text: str, mark: str | None
) -> None:
    # A column of plain numbers is read at once; one with spaces between thousands is not.
    [alone] = to_decimal(pl.Series([text]), mark=mark)
    [beside, _] = to_decimal(pl.Series([text, "1 000"]), mark=mark)
    assert alone == beside


@pytest.mark.parametrize(
    ("column", "text", "number"),
    [
        ("amount", "1 234,5 k€", "1234500"),
        ("amount", "-2 K€", "-2000"),
        ("amount", "12 keuros", "12000"),
        ("amount", "1,25 M€", "1250000"),
        # More than anybody can mean, milli-euros, another unit's, none.
        ("amount", "99 999 999 999 999 999 999 k€", None),
        ("amount", "1 000 000 M€", None),
        ("amount", "12 m€", None),
        ("amount", "80 %", None),
        ("fte", "80 %", "0.80"),
        ("fte", "33,5%", "0.335"),
        ("fte", "%", None),
    ],
)
def test_a_number_with_its_unit(column: str, text: str, number: str | None) -> None:
    [read_as] = to_decimal(pl.Series([text]), units=UNITS[column])
    assert read_as == (None if number is None else Decimal(number))


@pytest.mark.parametrize(("text", "mark"), [("0.125", ","), ("0,125", "."), ("0.125", None)])
def test_no_thousands_begin_with_0(text: str, mark: str | None) -> None:
    # An eighth of a working time is not a hundred and twenty-five workers.
    assert to_decimal(pl.Series([text]), mark=mark).to_list() == [Decimal("0.125")]
    assert to_decimal(pl.Series([f"-{text}"]), mark=mark).to_list() == [Decimal("-0.125")]
    assert to_integer(pl.Series([text])).to_list() == [None]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("45", 45),
        ("1 234", 1234),
        ("1.234", 1234),
        ("45,5", None),
        ("x", None),
        ("-999 999 999", -999_999_999),
        ("1 000 000 000", None),
        ("9000000000000000000", None),
    ],
)
def test_whole_numbers(text: str, number: int | None) -> None:
    assert to_integer(pl.Series([text])).to_list() == [number]


@pytest.mark.parametrize("dtype", [pl.Int64, pl.UInt64, pl.Float64, pl.Decimal(38, 0)])
def test_stored_numbers_that_nobody_can_mean_are_none(dtype: pl.DataType) -> None:
    stored = pl.Series([10**9 - 1, 10**9, 10**12, None]).cast(dtype)
    assert to_integer(stored).to_list() == [10**9 - 1, None, None, None]
    assert to_decimal(stored).to_list() == [10**9 - 1, 10**9, None, None]


def test_a_number_of_households_is_not_negative(read: Read) -> None:
    reading = read(
        "body;territory;year;eligible_households;poor_households\n"
        "caf;46;2022;20;0\ncaf;47;2022;-5;10\ncaf;48;2022;5;-10\n",
        "foyers.csv",
    )
    assert reading.rejected == [(3, "amount_invalid"), (4, "amount_invalid")]
    assert reading.column("poor_households") == [0]


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2022", 2022),
        (" 2022.0", 2022),
        ("Exercice 2022", 2022),
        ("EXERCICE\u00a02022", 2022),
        ("Année 2022", 2022),
        ("ANNÉE  2022", 2022),
        ("annee 2022", 2022),
        ("2022 (exercice)", 2022),
        ("2022 (Année)", 2022),
        # As a number of thousands.
        ("2 022", 2022),
        ("2\u202f022", 2022),
        ("Exercice 2 022", 2022),
        ("202 2", None),
        ("2,022", None),
        ("2 0222", None),
        ("22", None),
        ("1022", None),
        ("x", None),
        # Two years, a part of one, one that is not of the calendar, and one in doubt.
        ("Exercice 2021-2022", None),
        ("Exercice 2021/2022", None),
        ("Exercice 2021 2022", None),
        ("2021-2022 (exercice)", None),
        ("Exercice 22", None),
        ("Exercice 20222", None),
        ("Exercice 1022", None),
        ("Exercice", None),
        ("Année scolaire 2022", None),
        ("Exercice 2022 (provisoire)", None),
        ("Exercices 2022", None),
        ("Hors exercice 2022", None),
    ],
)
def test_years(text: str, year: int | None) -> None:
    assert to_year(pl.Series([text])).to_list() == [year]


@pytest.mark.parametrize("label", ["honore", "HONORÉ", " Honoré\u00a0", "Hon-oré."])
def test_labels_are_compared_as_a_reader_does(label: str, read: Read) -> None:
    assert read(lines(HEADER, row(1, status=label))).column("status") == ["held"]


@pytest.mark.parametrize(
    ("told", "is_so"),
    [
        # French and English words and their first letters; t and f are those of PostgreSQL.
        *((word, True) for word in ("Oui", "O", "Vrai", "V", "true", "t", "1", "x")),
        *((word, False) for word in ("Non", "N", "Faux", "F", "false", "f", "0")),
        *((word, None) for word in ("", "oui et non", "B")),
    ],
)
def test_what_is_true_and_what_is_false(told: str, *, is_so: bool | None, read: Read) -> None:
    reading = read(lines(f"{HEADER};Collectif", f"{row(1)};{told}"))
    assert reading.column("collective") == [is_so]


@pytest.mark.parametrize("sign", ["°", "º", "ᵒ", ""])
def test_the_sign_of_a_number_is_none_of_its_letters(sign: str, read: Read) -> None:
    assert read(lines(HEADER.replace("°", sign), row(1))).column("appointment_id") == ["1"]


@pytest.mark.parametrize(
    ("code", "territory"),
    [("1.0", "01"), ("01,0", "01"), ("94.0", "94"), ("974.00", "974"), ("10", "10")],
)
def test_a_code_that_was_taken_for_a_number_is_the_same_code(
    code: str, territory: str, read: Read
) -> None:
    reading = read(lines(HEADER, row(1).replace(";09;", f";{code};")))
    assert reading.column("territory") == [territory]


@pytest.mark.parametrize("code", ["(54)", "54.", " 5 4 ", "54 -"])
def test_a_code_with_something_around_it(code: str, read: Read) -> None:
    assert read(lines(HEADER, row(1).replace(";09;", f";{code};"))).column("territory") == ["54"]


@pytest.mark.parametrize(("code", "territory"), [("2-A", "2A"), ("2-b", "2B"), ("97-1", "971")])
def test_a_code_whose_parts_are_none(code: str, territory: str, read: Read) -> None:
    reading = read(lines(HEADER, row(1).replace(";09;", f";{code};")))
    assert reading.column("territory") == [territory]


@pytest.mark.parametrize("text", ["1/2", "1, 2", "5.4", "-1", "1-2", "2-C", "97-7", "0,1"])
def test_two_codes_and_what_a_program_writes_for_none_are_no_code(text: str, read: Read) -> None:
    reading = read(lines(HEADER, row(1).replace(";09;", f";{text};")))
    assert reading.rejected == [(2, "territory_invalid")]


@pytest.mark.parametrize("label", ["75 - Paris", "PARIS (75)", "75"])
def test_a_layout_says_which_territory_a_label_means(
    label: str, read: Read, tmp_path: Path
) -> None:
    layout = tmp_path / "own.toml"
    layout.write_text(
        '[appointments.columns]\nbody = ["Organisme"]\nterritory = ["Département"]\n'
        'date = ["Date du rendez-vous"]\nstatus = ["Statut"]\n'
        '[appointments.labels.territory]\n"75" = ["75 - Paris", "Paris (75)"]\n',
        encoding="utf-8",
    )
    reading = read(lines(HEADER, row(1).replace(";09;", f";{label};")), layout=str(layout))
    assert reading.column("territory") == ["75"]


@pytest.mark.parametrize(
    ("text", "identifier"),
    [
        ("12.0", "12"),
        ("0.0", "0"),
        ("1780575123456.0", "1780575123456"),
        # No program makes these of numbers.
        ("0012.0", "0012.0"),
        ("12.5", "12.5"),
        ("12.00", "12.00"),
        ("A.0", "A.0"),
        ("1.2.0", "1.2.0"),
    ],
)
def test_an_identifier_that_was_taken_for_a_number_is_the_same(
    text: str, identifier: str, read: Read
) -> None:
    reading = read(lines(HEADER, row(text), row(f" {text} "), row(7)))
    assert reading.column("appointment_id") == [identifier, identifier, "7"]


@pytest.mark.parametrize("others", [[], ["A.1"], ["100.0"], ["7"], ["x" * 20 + ".0"], [None]])
def test_points_of_many_identifiers(
    others: list[str | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(short_texts, "WORTH", 1)
    texts = pl.Series(["12.0", "20.0", *others], dtype=pl.String)
    expected = ["12", "20", *("100" if text == "100.0" else text for text in others)]
    found = without_point(texts, short_texts.short_texts(texts))
    assert found.to_list() == expected


def test_a_boolean_that_was_taken_for_a_number_is_the_same(read: Read) -> None:
    values = ("1.0", "0.0", "", "1", "0")
    texts = (f"{row(n)};{value}" for n, value in enumerate(values))
    reading = read(lines(f"{HEADER};Collectif", *texts))
    assert reading.column("collective") == [True, False, None, True, False]
    assert not reading.account.unmapped

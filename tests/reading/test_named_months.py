"""Days whose month is a word, as French spreadsheets and people write them."""

from __future__ import annotations

import datetime as dt
import re

import polars as pl
import pytest
from small_files import HEADER, Read, lines, row

from accsocial.records.rows.named_months import NAMED_DAY, named_days
from accsocial.records.rows.values import to_date

MONDAY = dt.date(2022, 1, 3)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1er janvier 2022", dt.date(2022, 1, 1)),
        ("1ER JANVIER 2022", dt.date(2022, 1, 1)),
        ("1 janvier 2022", dt.date(2022, 1, 1)),
        ("3 janvier 2022", MONDAY),
        ("03  janvier\u00a02022", MONDAY),
        ("3 janvier 22", MONDAY),
        ("lundi 3 janvier 2022", MONDAY),
        ("Lundi, 3 Janvier 2022", MONDAY),
        ("lun. 3 janv. 2022", MONDAY),
        ("29 février 2024", dt.date(2024, 2, 29)),
        # As Excel shows days in French.
        ("03-janv-22", MONDAY),
        ("03-janv.-22", MONDAY),
        ("3-janv-2022", MONDAY),
        ("03-JANV-22", MONDAY),
        ("03/janv/2022", MONDAY),
        ("01/janv/2022", dt.date(2022, 1, 1)),
        ("15-févr-22", dt.date(2022, 2, 15)),
        ("15-fe\u0301vr.-22", dt.date(2022, 2, 15)),
        # With a time, as other days may have.
        ("3 janvier 2022 14:30", MONDAY),
        ("3 janvier 2022 à 14h30", MONDAY),
        ("lundi 3 janvier 2022, 14 h", MONDAY),
        ("03-janv-22 14:30:00.000", MONDAY),
        ("2 janvier 2022 23:00:00Z", MONDAY),
        ("03-janv-22 23:00:00+01:00", MONDAY),
        # With the day of the week before numbers, as agendas do.
        ("lundi 03/01/2022", MONDAY),
        ("lun. 03/01/2022", MONDAY),
        ("Lun. 3/1/22 14:30", MONDAY),
        ("lundi, 03-01-2022 à 9h", MONDAY),
        ("lun 03.01.2022", MONDAY),
        ("mardi 03/01/2022", None),
        ("lundi 01/03/2022", None),
        ("lundi 03/01", None),
        ("lundi 03/01-2022", None),
        ("mon 03/01/2022", None),
        # Days that do not exist, and words that are no month of a French calendar.
        ("31 février 2022", None),
        ("29-févr-22", None),
        ("0 janvier 2022", None),
        ("32-janv-22", None),
        ("03-janvi-22", None),
        # In English: see program_days.
        ("3-jan-22", dt.date(2022, 1, 3)),
        ("3 January 2022", dt.date(2022, 1, 3)),
        ("3 ventôse 2022", None),
        ("2er janvier 2022", None),
        # Another day of the week: which of the two is wrong?
        ("mardi 3 janvier 2022", None),
        ("lundi 03-janv-23", None),
        # A part of a day, or two of them.
        ("janvier 2022", None),
        ("3 janvier", None),
        ("janv-22", None),
        ("3 janvier 202", None),
        ("3 janvier 20222", None),
        ("3 janvier 0022", None),
        ("3 janvier 1899", None),
        ("3 janvier 2022 au 5 janvier 2022", None),
        ("3 janvier 2022 5 janvier 2022", None),
        ("3 janvier 2022 14h30 - 5 janvier 2022", None),
        ("3-4 janvier 2022", None),
        ("3 janvier 2022 ou 2023", None),
        ("Foix, le 3 janvier 2022", None),
        ("03-janv 22", None),
        ("03-janv/22", None),
        ("2022-janv-03", None),
        ("janvier 3 2022", None),
    ],
)
def test_days(text: str, day: dt.date | None) -> None:
    assert to_date(pl.Series([text])).to_list() == [day]
    # Its place is before the year, whatever the other values of the column tell.
    assert to_date(pl.Series([text, None, "02/14/2022"]), day_first=False).to_list() == [
        day,
        None,
        dt.date(2022, 2, 14),
    ]


@pytest.mark.parametrize(
    ("names", "month"),
    [
        ("janvier janv janv.", 1),
        ("février fevrier févr fevr févr. fév fev", 2),
        ("mars mars.", 3),
        ("avril avr avr.", 4),
        ("mai mai.", 5),
        ("juin juin.", 6),
        ("juillet juil juil. juill.", 7),
        ("août aout AOÛT Août.", 8),
        ("septembre sept sept.", 9),
        ("octobre oct oct.", 10),
        ("novembre nov nov.", 11),
        ("décembre decembre déc dec déc. DÉC", 12),
    ],
)
def test_names_of_months(names: str, month: int) -> None:
    texts = pl.Series([f"5-{name}-22" for name in names.split()])
    assert named_days(texts).unique().to_list() == [dt.date(2022, month, 5)]
    # `accsocial inspect` has the same look of such a text.
    assert all(re.match(NAMED_DAY, text) for text in texts)


def test_years_of_two_digits_are_those_of_other_days() -> None:
    years = [f"{year:02}" for year in range(100)]
    named = to_date(pl.Series([f"03-août-{year}" for year in years]))
    assert named.to_list() == to_date(pl.Series([f"03/08/{year}" for year in years])).to_list()


def test_they_ask_nothing_of_the_order_of_other_days(read: Read) -> None:
    named = read(lines(HEADER, row(1, "3 janvier 2022"), row(2, "03-janv.-22")))
    assert named.column("date") == [MONDAY, MONDAY]
    assert "date order" not in named.notes
    beside = read(lines(HEADER, row(1, "3 janvier 2022"), row(2, "02/14/2022")))
    assert beside.column("date") == [MONDAY, dt.date(2022, 2, 14)]


def test_moments_that_are_all_midnights_in_utc_are_the_days_in_france(read: Read) -> None:
    reading = read(lines(HEADER, row(1, "2 janvier 2022 23:00"), row(2, "30-juin-22 22:00:00")))
    assert reading.column("date") == [MONDAY, dt.date(2022, 7, 1)]
    assert reading.notes["date moments"].startswith("all at 22 or 23 h")


def test_what_cannot_be_read_is_rejected_and_told(read: Read) -> None:
    near = ("31 février 2022", "03-janvi-22", "mardi 3 janvier 2022")
    reading = read(lines(HEADER, *(row(n, day) for n, day in enumerate((*near, "3 mars 2022")))))
    assert reading.rejected == [(line, "date_invalid") for line in (2, 3, 4)]
    assert reading.column("date") == [dt.date(2022, 3, 3)]

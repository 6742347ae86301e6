"""Columns that a figure takes where the extract has them are named with it."""

from __future__ import annotations

import pytest

from accsocial.indicators import CATALOGUE
from accsocial.indicators.depends import extract_columns_if_there

FIELDS = {
    "site",
    "worker_id",
    "beneficiary_id",
    "channel",
    "event",
    "collective",
    "duration_min",
    "entered_on",
}


@pytest.mark.parametrize(
    ("indicator", "expected"),
    [
        ("documentation_rate_of_optional_fields", FIELDS | {"appointment_id"}),
        ("documentation_rate_of_required_fields", {"appointment_id"}),
        ("median_days_to_entry", {"appointment_id", "channel", "collective"}),
    ],
)
def test_the_columns_that_a_figure_takes_if_they_are_there(
    indicator: str, expected: set[str]
) -> None:
    (found,) = (each for each in CATALOGUE if each.id == indicator)
    assert set(extract_columns_if_there(found)["appointments"]) == expected

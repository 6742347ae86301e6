"""Figures of the extract, as this project expects them."""

import pytest

from accsocial.testing import AccsocialResults


def test_intensity_is_that_of_the_report(accsocial_results: AccsocialResults) -> None:
    value = accsocial_results.value("appointments_per_beneficiary", body="caf", year=2022)
    assert value == pytest.approx(3.9, abs=0.05)


def test_nearly_every_appointment_has_a_worker(accsocial_results: AccsocialResults) -> None:
    row = accsocial_results.row("appointments_per_worker", body="caf", year=2022)
    assert (row.status, row.unknown) == ("ok", 21)


def test_few_stay_away_in_94(accsocial_results: AccsocialResults) -> None:
    here = accsocial_results.under(by="territory")
    assert here.value("no_show_rate", body="departement", territory=94, year=2022) < 0.25

from __future__ import annotations

import json
from io import BytesIO

from made_results import COST, PER_BENEFICIARY, results, row, sample

from accsocial.output.structured import write_json, write_jsonl
from accsocial.results import Results


def as_json(of: Results) -> str:
    file = BytesIO()
    write_json(of, "en", file)
    return file.getvalue().decode()


def test_json_is_an_array_with_one_result_a_line() -> None:
    two = results(
        [
            row(PER_BENEFICIARY, {"site": "Créteil", "year": 2022}, 3.7, numerator=37.0,
                denominator=10.0, unknown=2, reference="P01"),
            row(COST, {"site": None, "year": 2022}, None, status="empty"),
        ],
        groups=("year", "site"),
    )  # fmt: skip
    assert as_json(two) == (
        "[\n"
        '{"indicator":"appointments_per_beneficiary","year":2022,"site":"Créteil",'
        '"value":3.7,"numerator":37.0,"denominator":10.0,"unknown":2,"unit":"per year",'
        '"status":"ok","reason":null,"reference":"P01","reference_low":3.7,'
        '"reference_high":3.7,"gap":0.0},\n'
        '{"indicator":"cost_per_beneficiary","year":2022,"site":null,"value":null,'
        '"numerator":null,"denominator":null,"unknown":0,"unit":"euros",'
        '"status":"empty","reason":null,"reference":null,"reference_low":null,'
        '"reference_high":null,"gap":null}\n'
        "]\n"
    )


def test_floats_come_back_as_they_were() -> None:
    third = results([row(PER_BENEFICIARY, {"body": "caf", "year": 2022}, 1 / 3)])
    assert json.loads(as_json(third))[0]["value"] == 1 / 3
    assert '"value":0.3333333333333333,' in as_json(third)


def test_a_text_with_line_breaks_stays_on_its_line() -> None:
    site = 'Mer,\n"Sud"\r\n'
    one = results([row(COST, {"site": site, "year": 2022}, 1.0)], groups=("year", "site"))
    assert json.loads(as_json(one))[0]["site"] == site
    assert len(as_json(one).splitlines()) == 3


def test_json_lines_hold_the_same_objects() -> None:
    file = BytesIO()
    write_jsonl(sample(), "en", file)
    text = file.getvalue().decode()
    assert text.endswith("}\n")
    assert [json.loads(line) for line in text.splitlines()] == json.loads(as_json(sample()))


def test_no_result_is_an_empty_array_and_no_line() -> None:
    file = BytesIO()
    write_jsonl(results([]), "en", file)
    assert as_json(results([])) == "[]\n"
    assert file.getvalue() == b""

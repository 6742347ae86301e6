"""Settings: flag, then variable, then accsocial.toml, then default; each mistake is located."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from accsocial.config import Settings, settings
from accsocial.errors import UsageError


@pytest.fixture(autouse=True)
def _empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def chosen(toml: str = "", flags: dict[str, object] | None = None, **variables: str) -> Settings:
    """Settings with a text as accsocial.toml in the working folder."""
    if toml:
        Path("accsocial.toml").write_text(toml, encoding="utf-8")
    named = {f"ACCSOCIAL_{name.upper()}": value for name, value in variables.items()}
    return settings(flags or {}, environment=named)


def test_defaults() -> None:
    assert chosen() == Settings()


@pytest.mark.parametrize(
    ("toml", "variable", "flag", "threshold"),
    [
        (None, None, None, 3),
        (4, None, None, 4),
        (4, "5", None, 5),
        (4, "5", 6, 6),
        (4, None, 6, 6),
        (None, "5", 6, 6),
        (4, "", None, 4),
    ],
)
def test_the_nearest_place_wins(
    toml: int | None, variable: str | None, flag: int | None, threshold: int
) -> None:
    got = chosen(
        f"[rules]\nsupport_threshold = {toml}\n" if toml else "",
        {"support_threshold": flag},
        **({} if variable is None else {"support_threshold": variable}),
    )
    assert got.rules.support_threshold == threshold


def test_places_add_up() -> None:
    got = chosen(
        'lang = "fr"\nby = ["site"]\n[rules]\nid_scope = "national"\n',
        {"count_collective": False},
        year="2021,2022",
        count_collective="true",
    )
    assert (got.lang, got.by, got.year) == ("fr", ("site",), (2021, 2022))
    assert (got.rules.id_scope, got.rules.count_collective) == ("national", False)


@pytest.mark.parametrize(
    ("toml", "year"),
    [("year = 2022", (2022,)), ("year = [2021, 2022]", (2021, 2022)), ('year = "2022"', (2022,))],
)
def test_one_year_or_several(toml: str, year: tuple[int, ...]) -> None:
    assert chosen(toml).year == year


@pytest.mark.parametrize(
    ("flag", "units"),
    [
        (None, {"caf": "household", "departement": "household"}),
        ("person", {"caf": "person", "departement": "person"}),
        ("departement=person", {"caf": "household", "departement": "person"}),
        ("caf = person, departement = person", {"caf": "person", "departement": "person"}),
    ],
)
def test_the_unit_of_each_body(flag: str | None, units: dict[str, str]) -> None:
    assert chosen(flags={"beneficiary_unit": flag}).rules.beneficiary_unit == units


def test_a_table_of_units_in_the_file() -> None:
    got = chosen('[rules.beneficiary_unit]\ncaf = "person"\n')
    assert got.rules.beneficiary_unit == {"caf": "person", "departement": "household"}


@pytest.mark.parametrize("toml", ["2024-01-31", '"2024-01-31"'])
def test_the_day_of_the_extraction(toml: str) -> None:
    assert chosen(f"extracted_on = {toml}\n").extracted_on == dt.date(2024, 1, 31)


@pytest.mark.parametrize(
    "day", ["2024-01-31T00:00:00", "20240131", "31/01/2024", "2024-02-30", "1706659200", "true"]
)
def test_what_is_no_day(day: str) -> None:
    with pytest.raises(UsageError) as error:
        chosen(flags={"extracted_on": day})
    assert str(error.value) == f"--extracted-on {day}: must be a day, YYYY-MM-DD"


def test_working_days_stay_exact() -> None:
    assert chosen(flags={"working_days": "198.10"}).rules.working_days == Decimal("198.10")


WRONG = {
    'lang = "de"': "accsocial.toml: lang de: must be 'en' or 'fr'",
    "max_rejected = 2": "accsocial.toml: max_rejected 2: must be at most 1",
    'bye = "site"': "accsocial.toml: no setting bye; did you mean by?",
    "support_threshold = 3": "support_threshold is a counting rule. Write it below [rules]",
    # Python would take it for 1: every row may be rejected.
    "max_rejected = true": "accsocial.toml: max_rejected True: must be a number",
    "year = [true]": "must be a number",
    "base_year = true": "accsocial.toml: base_year True: must be a number",
    "base_year = 0": "accsocial.toml: base_year 0: must be at least 1900",
    "base_year = 20188": "accsocial.toml: base_year 20188: must be at most 2155",
    "[rules]\nsupport_threshold = true": "support_threshold True: must be a number",
    'layout = ""': "accsocial.toml: layout is empty. Leave it out, or fill it",
    "[rules]\nsuport_threshold = 3": "[rules]: no setting suport_threshold; did you mean support_",
    "[rules]\ncounted_statuses = []": "counted_statuses []: must name at least one",
    'year = "20x2"': "accsocial.toml: year 20x2: must be a whole number",
    "extracted_on = 20240131": "extracted_on 20240131: must be a day, YYYY-MM-DD",
    "extracted_on = 2024-01-31T00:00:00": "must be a day, YYYY-MM-DD",
    "layout = 3": "accsocial.toml: layout 3: must be a text, in quotes",
    'by = ["site", "town"]': "accsocial.toml: by town: groups are body, territory, year, site,",
    "rules = 3": "accsocial.toml: rules must be a table",
    "lang = ": "accsocial.toml: cannot be read as TOML",
}


def test_a_link_that_leads_nowhere_is_not_ignored() -> None:
    Path("accsocial.toml").symlink_to("elsewhere.toml")
    with pytest.raises(UsageError, match=r"accsocial\.toml: is a link that leads nowhere"):
        chosen()


@pytest.mark.parametrize("toml", WRONG)
def test_a_mistake_in_the_file(toml: str) -> None:
    with pytest.raises(UsageError) as error:
        chosen(toml)
    assert WRONG[toml] in str(error.value)


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("LANGUE", "fr", "environment: no setting ACCSOCIAL_LANGUE; did you mean ACCSOCIAL_LANG?"),
        ("LANG", "de", "ACCSOCIAL_LANG de: must be 'en' or 'fr'"),
        ("WORKING_DAYS", "x", "ACCSOCIAL_WORKING_DAYS x: must be a number"),
        (
            "BY",
            "site,town",
            (
                "ACCSOCIAL_BY town: groups are body, territory, year, site, event, channel (body "
                "and year always)"
            ),
        ),
        ("RULES", "x", "environment: no setting ACCSOCIAL_RULES"),
    ],
)
def test_a_mistake_in_a_variable(name: str, value: str, message: str) -> None:
    with pytest.raises(UsageError) as error:
        chosen("", None, **{name: value})
    assert str(error.value) == message


@pytest.mark.parametrize("name", ["KEY", "DEBUG"])
def test_variables_that_are_no_settings(name: str) -> None:
    assert chosen("", None, **{name: "x"}) == Settings()


def test_a_file_that_is_no_utf8() -> None:
    Path("accsocial.toml").write_bytes("# réglages\n".encode("cp1252"))
    with pytest.raises(UsageError, match=r"accsocial\.toml: is not UTF-8"):
        settings({}, environment={})


def test_a_byte_order_mark_is_no_mistake() -> None:
    Path("accsocial.toml").write_text('lang = "fr"\n', encoding="utf-8-sig")
    assert settings({}, environment={}).lang == "fr"


@pytest.fixture
def three_files() -> None:
    """One accsocial.toml beside the extract, one in the working folder, one elsewhere."""
    for folder, base_year in (("extract", 2001), (".", 2002), ("elsewhere", 2003)):
        Path(folder).mkdir(exist_ok=True)
        Path(folder, "accsocial.toml").write_text(f"base_year = {base_year}\n", encoding="utf-8")


@pytest.mark.usefixtures("three_files")
@pytest.mark.parametrize(
    ("config", "beside", "base_year"),
    [
        ("elsewhere/accsocial.toml", ["extract"], 2003),
        (None, ["extract"], 2001),
        (None, ["extract/rdv.csv"], 2001),
        (None, ["elsewhere", "extract"], 2003),
        (None, [], 2002),
    ],
)
def test_which_file_is_read(config: str | None, beside: list[str], base_year: int) -> None:
    paths = [Path(path) for path in beside]
    assert settings({}, config=config, beside=paths, environment={}).base_year == base_year


@pytest.mark.parametrize(
    ("line", "name", "value"),
    [
        ('layout = "mine.toml"', "layout", "extract/mine.toml"),
        ('layout = "gesica"', "layout", "gesica"),
        ('prices = "ipc.csv"', "prices", "extract/ipc.csv"),
    ],
)
def test_a_file_that_is_named_in_the_file_stands_beside_it(
    line: str, name: str, value: str
) -> None:
    Path("extract").mkdir()
    Path("extract/accsocial.toml").write_text(line, encoding="utf-8")
    assert getattr(settings({}, beside=[Path("extract")], environment={}), name) == value

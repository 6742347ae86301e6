"""Price files as INSEE exports them: read right, chained, or refused with a reason."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from accsocial.errors import DataRefused, UsageError
from accsocial.parameters.insee import read_prices
from accsocial.parameters.prices import default_series, inflation_factors, shipped_months

LABEL = "Indice des prix à la consommation - Base 2015 - Ensemble des ménages - France - Ensemble"
LABEL_2025 = LABEL.replace("2015", "2025")
YEARS = {"2023": "117.47", "2022": "112.01", "2018": "103.09"}
BASE_2025 = {"2027": "103.50", "2026": "101.50", "2025": "100.00"}

Write = Callable[..., Path]


def export(
    values: Mapping[str, str], label: str = LABEL, number: str = "001764363", *, meta: bool = True
) -> str:
    """A file in INSEE's own form."""
    lines = [f'"{period}";"{value}";"A"' for period, value in values.items()]
    if meta:
        lines = [
            f'"Libellé";"{label}";"Codes"',
            f'"idBank";"{number}";""',
            '"Dernière mise à jour";"13/03/2026 08:45";""',
            '"Période";"";""',
            *lines,
        ]
    return "\n".join(lines) + "\n"


def months(year: int, value: str, count: int = 12) -> dict[str, str]:
    return {f"{year}-{month:02}": value for month in range(count, 0, -1)}


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write_text(text: str | bytes, name: str = "valeurs_annuelles.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write_text


def zipped(members: Mapping[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return buffer.getvalue()


# --- what is read ------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_annual_file(write: Write, encoding: str, line_end: str) -> None:
    series = read_prices(write(export(YEARS).replace("\n", line_end).encode(encoding)))
    assert (series.number, series.area, series.items) == ("001764363", "France", "all items")
    assert (series.base, series.vintage) == ("2015", "2026-03-13")
    assert list(series.annual.items()) == [
        (2018, Decimal("103.09")),
        (2022, Decimal("112.01")),
        (2023, Decimal("117.47")),
    ]
    assert inflation_factors(series, "mean-to-mean", 2018, 2022) == (
        Decimal("112.01"),
        Decimal("103.09"),
    )
    assert inflation_factors(series, "mean-to-mean", 2018, 2021) is None


def test_monthly_file_gives_means_of_complete_years_only(write: Write) -> None:
    values = months(2023, "117.40", 11) | months(2022, "112.01") | months(2021, "106.00")
    values["2021-12"] = "106.18"
    series = read_prices(write(export(values, number="001759970")))
    # 106 + 0.18 / 12 = 106.015
    assert series.annual == {2021: Decimal("106.02"), 2022: Decimal("112.01")}


def test_a_period_that_insee_leaves_empty_has_no_price(write: Write) -> None:
    series = read_prices(write(export({"2024": ""} | YEARS)))
    assert max(series.annual) == 2023


def test_decimal_comma_blank_lines_no_quotes_no_status(write: Write) -> None:
    text = export(YEARS).replace('"', "").replace(".", ",").replace(";A", "") + "\n\n"
    assert read_prices(write(text)).annual[2022] == Decimal("112.01")


@pytest.mark.parametrize(
    "base",
    ["Base 2015", "base 100 en 2015", "Base 100 en moyenne annuelle 2015", "Base 2015=100"],
)
def test_wordings_of_the_base(write: Write, base: str) -> None:
    # Values that no series that ships has: the base is told by the label alone.
    values = {"2019": "101.00", "2018": "100.00"}
    assert read_prices(write(export(values, LABEL.replace("Base 2015", base)))).base == "2015"


@pytest.mark.parametrize(
    ("end", "area", "items"),
    [
        ("Ensemble des ménages - France - Ensemble", "France", "all items"),
        (
            "Ensemble des ménages - France - Nomenclature Coicop : 00 - Ensemble",
            "France",
            "all items",
        ),
        (
            "Ensemble des ménages - France métropolitaine - Ensemble hors tabac",
            "metropolitan France",
            "excluding tobacco",
        ),
        ("Ensemble des ménages - France - Alimentation", "France", "Alimentation"),
        (
            "Ménages urbains - France - Ensemble",
            "France",
            "all items, Ménages urbains",
        ),
        ("Ensemble", "not said by the file", "not said by the file"),
    ],
)
def test_area_and_items_of_the_label(write: Write, end: str, area: str, items: str) -> None:
    label = f"Indice des prix à la consommation - Base 2015 - {end}"
    series = read_prices(write(export(YEARS, label)))
    assert (series.area, series.items) == (area, items)


@pytest.mark.parametrize("folder", ["", "serie_001764363/"])
def test_zip(write: Write, folder: str) -> None:
    members = {
        f"{folder}caractéristiques.csv": '"Libellé";"idBank"\n"x";"1"\n',
        f"{folder}valeurs_annuelles.csv": export(YEARS),
        "__MACOSX/._valeurs_annuelles.csv": "binary",
    }
    series = read_prices(write(zipped(members), "serie.zip"))
    assert (series.number, series.annual[2022]) == ("001764363", Decimal("112.01"))


def test_zip_whose_values_lack_the_metadata_lines(write: Write) -> None:
    members = {
        "valeurs_annuelles.csv": export(BASE_2025, meta=False),
        "caractéristiques.csv": (
            '"Libellé";"idBank";"Dernière mise à jour"\n'
            f'"{LABEL_2025}";"011814630";"13/03/2027 08:45"\n'
        ),
    }
    series = read_prices(write(zipped(members), "serie.zip"))
    assert (series.number, series.vintage) == ("001764363+011814630", "2027-03-13")


# --- the base, when the file does not say it -----------------------------------


def test_a_byte_order_mark_before_the_first_period(write: Write) -> None:
    text = export(YEARS, meta=False).encode("utf-8-sig")
    assert read_prices(write(text)).annual[2023] == Decimal("117.47")


@pytest.mark.parametrize("meta", [False, True])
def test_equal_values_tell_base_2015(write: Write, meta: bool) -> None:
    text = export({"2026": "122.00"} | YEARS, LABEL.replace("Base 2015 - ", ""), meta=meta)
    series = read_prices(write(text))
    assert (series.number, series.base) == ("001764363", "2015")
    # The file is taken as it is, with what is new in it and without what it lacks.
    assert sorted(series.annual) == [2018, 2022, 2023, 2026]


def test_equal_months_tell_base_2015_and_the_series(write: Write) -> None:
    mainland = shipped_months()["001765178"]
    values = {month: str(index) for month, index in mainland.items() if month >= "2022"}
    series = read_prices(write(export(values, meta=False)))
    assert (series.area, series.annual[2022]) == ("metropolitan France", Decimal("112.09"))


@pytest.mark.parametrize(
    "values",
    [
        {"2022": "112.01", "2018": "103.10"},  # one of the common years differs
        {"2025": "100.00", "2024": "99.07"},  # base 2025
        {"2015": "100.00"},  # one value proves nothing
        {"2031": "130.00", "2030": "128.00"},  # nothing in common
    ],
)
def test_a_base_that_cannot_be_told_is_refused(write: Write, values: dict[str, str]) -> None:
    with pytest.raises(DataRefused, match="does not say its base"):
        read_prices(write(export(values, meta=False)))


# --- two bases -------------------------------------------------------------------


def test_base_2025_is_chained_on_2025(write: Write) -> None:
    series = read_prices(write(export(BASE_2025, LABEL_2025, "011814630")))
    assert (series.number, series.base) == ("001764363+011814630", "2015")
    assert series.link is not None
    assert series.link.factor == Fraction(Decimal("120.95")) / 100
    assert series.annual[2018] == Decimal("103.09")
    assert series.annual[2025] == Decimal("120.95")
    assert series.annual[2026] == Decimal("122.764250")
    numerator, denominator = inflation_factors(series, "mean-to-mean", 2018, 2026) or (0, 1)
    assert Fraction(numerator) / Fraction(denominator) == Fraction(12276425, 10309000)


def test_the_factor_is_exact_when_the_new_mean_is_not_100(write: Write) -> None:
    values = months(2026, "102.00") | months(2025, "99.97")
    series = read_prices(write(export(values, LABEL_2025, "011814630")))
    assert series.annual[2026] == Fraction(10200, 9997) * Fraction(Decimal("120.95"))


def test_where_both_bases_have_a_year_the_published_value_stands(write: Write) -> None:
    values = BASE_2025 | {"2022": "92.61", "2018": "85.23"}
    series = read_prices(write(export(values, LABEL_2025)))
    assert (series.annual[2018], series.annual[2022]) == (Decimal("103.09"), Decimal("112.01"))


@pytest.mark.parametrize(
    ("values", "label", "message"),
    [
        ({"2027": "103.50", "2026": "101.50"}, LABEL_2025, "whole year 2025"),
        (
            months(2026, "101.00") | months(2025, "100.00", 11),
            LABEL_2025,
            "whole year 2025",
        ),
        (BASE_2025, LABEL_2025 + " hors tabac", "no mean of 2025"),
        (BASE_2025, LABEL_2025.replace("France", "France métropolitaine"), "no mean of 2025"),
        (BASE_2025, LABEL_2025.replace("France - Ensemble", "France - Tabac"), "no mean of 2025"),
        (BASE_2025 | {"2022": "80.00"}, LABEL_2025, "another series"),
        (YEARS, LABEL.replace("2015", "1998"), "base 1998 cannot be chained"),
    ],
)
def test_bases_are_never_mixed(
    write: Write, values: dict[str, str], label: str, message: str
) -> None:
    with pytest.raises(DataRefused, match=message):
        read_prices(write(export(values, label, "011814630")))


# --- other series ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("label", "number", "reason"),
    [
        (LABEL, "011812231", "harmonised"),
        (LABEL, "001759971", "harmonised"),
        (LABEL, "001769682", "seasonally adjusted"),
        (LABEL, "001761313", "rate of change"),
        (LABEL.replace("consommation", "consommation harmonisé"), "1", "harmonised"),
        ("IPCH - Base 2015 - France - Ensemble", "1", "harmonised"),
        (LABEL + " - Série CVS", "1", "seasonally adjusted"),
        (LABEL + " corrigé des variations saisonnières", "1", "seasonally adjusted"),
        (LABEL.replace("- Ensemble des", "- Glissement annuel - Ensemble des"), "1", "rate"),
        (LABEL.replace("- Ensemble des", "- Variation mensuelle - Ensemble des"), "1", "rate"),
        ("Évolution des prix à la consommation - Base 2015 - France", "1", "rate"),
        ("Pondération de l'indice des prix à la consommation - Base 2015", "1", "weights"),
        ("Indice des prix des logements anciens - Base 2015 - France", "1", "not that of a consum"),
    ],
)
def test_a_series_that_is_no_consumer_price_level_is_refused(
    write: Write, label: str, number: str, reason: str
) -> None:
    with pytest.raises(DataRefused, match=reason):
        read_prices(write(export(YEARS, label, number)))


# --- wrong files ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", r"valeurs_annuelles\.csv: holds no price"),
        (export({}), "holds no price"),
        (export({"2025": ""}), "holds no price"),
        (export({"2022": "n.d."}), r"line 5: the value is not a positive number"),
        (export(YEARS | {"2017": "NaN"}), r"line 8: the value is not a positive number"),
        (export({"2022": "-1.2"}), r"line 5: the value is not a positive number"),
        (export({"2022": "0.00"}), r"line 5: a price index cannot be 0"),
        (export({"2022-T4": "112.01"}), r"line 5: expected a period"),
        (export({"2022-13": "112.01"}), r"line 5: expected a period"),
        (export(YEARS | {"2022-12": "113.4"}), r"line 8: years and months"),
        (export(YEARS) + '"2022";"112.01";"A"\n', r"line 8: period 2022 stands twice"),
        ("idbank,area,items,year,index\n", r"line 1: expected a period"),
        ('"2022";"112.01";"A";"x"\n', r"line 1: expected a period"),
        ('"Libellé";"idBank";"Dernière mise à jour";"Période";"2022"\n', r"line 1: .*side by side"),
        ('"2022";"112.01"x;"A"\n', r"line 1: a quote is wrong"),
        (b'"2022";"\x81\xff";"A"\n', "no text in UTF-8 or cp1252"),
        (b"PK\x03\x04 not a zip", "the zip is damaged"),
        (zipped({"a.csv": "", "b.csv": ""}), "2 files of values"),
        (zipped({"readme.txt": ""}), "0 files of values"),
        (b"1" * 10_000_001, "far too large"),
        (zipped({"a.csv": "1" * 10_000_001}), "far too large"),
    ],
)
def test_a_wrong_file_is_refused_with_what_to_do(
    write: Write, text: str | bytes, message: str
) -> None:
    with pytest.raises(DataRefused, match=message) as refused:
        read_prices(write(text))
    assert "Export the series from insee.fr" in str(refused.value)


def test_a_message_never_repeats_what_the_file_holds(write: Write) -> None:
    with pytest.raises(DataRefused) as refused:
        read_prices(write("matricule;nom\n0000001;EXEMPLE Zoé\n"))
    assert "matricule" not in str(refused.value)
    assert "EXEMPLE" not in str(refused.value)


@pytest.mark.parametrize("name", ["", "absent.csv"])
def test_a_path_that_is_no_file_is_a_wrong_use(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match="cannot be opened"):
        read_prices(tmp_path / name)


def test_the_default_series_written_as_an_export_comes_back_equal(write: Write) -> None:
    shipped = default_series()
    values = {str(year): str(mean) for year, mean in sorted(shipped.annual.items(), reverse=True)}
    assert read_prices(write(export(values))).annual == shipped.annual

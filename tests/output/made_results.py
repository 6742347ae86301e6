"""Results made by hand: invented figures of two bodies, with every status and unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import polars as pl

from accsocial.model import Form, Indicator, PublishedFigure, Quantity, Source, Text, Unit
from accsocial.records.ledger import FileAccount, Ledger
from accsocial.results import VALUE_COLUMNS, Parameter, Results

REPORT = Source("S1", "Rapport d'exemple", "Cour d'exemple", "2025-01")


def quantity(id_: str, table: str = "intensity") -> Quantity:
    return Quantity(id_, Text(f"{id_} (en)", f"{id_} (fr)"), table, when_absent=0)


APPOINTMENTS = quantity("appointments")
BENEFICIARIES = quantity("beneficiaries")
WORKERS = quantity("workers", "workload")
AMOUNT = quantity("amount", "spending")
UNKNOWN_BENEFICIARIES = Quantity(
    "unknown_beneficiaries",
    Text("appointments without a beneficiary", "rendez-vous sans bénéficiaire"),
    "coverage",
)


def _indicator(id_: str, theme: str, en: str, fr: str, unit: Unit, **more: Any) -> Indicator:
    return Indicator(
        **{
            "id": id_,
            "theme": theme,
            "label": Text(en, fr),
            "unit": unit,
            "meaning": Text(f"What {id_} means.", f"Ce que {id_} veut dire."),
            "numerator": APPOINTMENTS,
            "denominator": BENEFICIARIES,
            "source": REPORT.at("p. 9"),
            **more,
        }
    )


PER_BENEFICIARY = _indicator(
    "appointments_per_beneficiary",
    "intensity",
    "Appointments per beneficiary per year",
    "Rendez-vous par bénéficiaire et par an",
    Unit.PER_YEAR,
    unknown=UNKNOWN_BENEFICIARIES,
    references=("P01", "P02"),
)
MEDIAN = _indicator(
    "median_appointments_per_beneficiary",
    "intensity",
    "Median appointments per beneficiary",
    "Nombre médian de rendez-vous par bénéficiaire",
    Unit.PER_YEAR,
    form=Form.MEDIAN,
)
ADVICE_ONLY = _indicator(
    "share_of_beneficiaries_advice_only",
    "intensity",
    "Share of beneficiaries with advice only",
    "Part des bénéficiaires en simple conseil",
    Unit.SHARE,
    basis=("P21",),
)
PER_DAY = _indicator(
    "appointments_per_working_day",
    "workload",
    "Appointments per worker and working day",
    "Rendez-vous par agent et par jour travaillé",
    Unit.PER_DAY,
    denominator=WORKERS * quantity("working_days", "parameters"),
    references=("P04",),
)
PER_WORKER = _indicator(
    "appointments_per_worker",
    "workload",
    "Appointments per worker per year",
    "Rendez-vous par agent et par an",
    Unit.PER_YEAR,
    denominator=WORKERS,
    references=("P05",),
)
COST = _indicator(
    "cost_per_beneficiary",
    "cost",
    "Cost per beneficiary",
    "Coût par bénéficiaire",
    Unit.EUROS,
    numerator=AMOUNT,
    references=("P07", "P08"),
)
COST_GROWTH = _indicator(
    "cost_growth",
    "cost",
    "Cost growth since the base year",
    "Évolution du coût depuis l'année de base",
    Unit.SHARE,
    numerator=AMOUNT,
    denominator=AMOUNT.at_base_year,
    form=Form.GROWTH,
    references=("P09", "P10"),
)
CATALOGUE = (PER_BENEFICIARY, MEDIAN, ADVICE_ONLY, PER_DAY, PER_WORKER, COST, COST_GROWTH)


def _figure(
    id_: str, indicator: str, body: str | None, low: str, high: str, wording: str, **more: Any
) -> PublishedFigure:
    return PublishedFigure(
        **{
            "id": id_,
            "indicator": indicator,
            "body": body,
            "territory": None,
            "base_year": None,
            "year": 2022,
            "low": Decimal(low),
            "high": Decimal(high),
            "unit": "unit as published",
            "kind": "observed",
            "wording_fr": wording,
            "source": REPORT,
            "page": "10",
            "note": "",
            **more,
        }
    )


_CAF, _DEPARTEMENT = "caf", "departement"

FIGURES = {
    figure.id: figure
    for figure in (
        _figure("P01", PER_BENEFICIARY.id, _DEPARTEMENT, "3.7", "3.7", "3,7 par an"),
        _figure("P02", PER_BENEFICIARY.id, _CAF, "3.9", "3.9", "3,9 par an en moyenne"),
        _figure("P04", PER_DAY.id, None, "1.1", "1.6", "entre 1,1 et 1,6 par jour"),
        _figure("P05", PER_WORKER.id, _CAF, "416", "416", "416 par an", kind="standard"),
        _figure("P07", COST.id, _DEPARTEMENT, "1200", "1200", "environ 1 200 €"),
        _figure("P08", COST.id, _CAF, "1400", "1400", "1400 €"),
        _figure("P09", COST_GROWTH.id, _CAF, "0.085", "0.085", "+8,5 %", base_year=2018),
        _figure("P10", COST_GROWTH.id, _DEPARTEMENT, "0.116", "0.136", "+11,6 % à +13,6 %"),
        _figure("P21", "advice_threshold", _CAF, "3", "3", "moins de trois rendez-vous"),
        _figure("P99", "not_used", None, "1", "1", "jamais cité"),
    )
}

RULES = {"counted_statuses": ["held"], "count_collective": False, "support_threshold": 3,
         "beneficiary_unit": {"caf": "household", "departement": "household"}}  # fmt: skip
PARAMETERS = (Parameter("working_days", "198", "days", "S1, p. 10: 416 / 2.10"),)


def row(
    indicator: Indicator,
    group: Mapping[str, object],
    value: float | None,
    *,
    numerator: float | None = None,
    denominator: float | None = None,
    unknown: int = 0,
    status: str = "ok",
    reason: str | None = None,
    reference: str | None = None,
) -> dict[str, object]:
    """A row of results; the gap follows from value and reference as the contract says."""
    low = high = gap = None
    if reference is not None:
        low, high = float(FIGURES[reference].low), float(FIGURES[reference].high)
        if value is not None:
            gap = min(value - low, 0.0) + max(value - high, 0.0)
    cells = (value, numerator, denominator, unknown, str(indicator.unit), status, reason,
             reference, low, high, gap)  # fmt: skip
    return {"indicator": indicator.id, **group, **dict(zip(VALUE_COLUMNS, cells, strict=True))}


def results(
    rows: Sequence[Mapping[str, object]],
    groups: tuple[str, ...] = ("body", "year"),
    ledger: Ledger | None = None,
) -> Results:
    """Results with these rows and the contract's types."""
    types: dict[str, Any] = {"indicator": pl.String}
    types |= {group: pl.Int32 if group == "year" else pl.String for group in groups}
    types |= dict.fromkeys(VALUE_COLUMNS, pl.Float64)
    types |= dict.fromkeys(("unit", "status", "reason", "reference"), pl.String)
    types["unknown"] = pl.Int64
    return Results(
        frame=pl.DataFrame(list(rows), schema=types, orient="row"),
        groups=groups,
        indicators=CATALOGUE,
        figures=FIGURES,
        rules=RULES,
        parameters=PARAMETERS,
        ledger=ledger or Ledger(),
        version="0.0.1",
    )


def ledger() -> Ledger:
    """Two files, one with every kind of trouble."""
    return Ledger(
        [
            FileAccount(
                "rendez_vous_2022.csv",
                "appointments",
                "gesica",
                read=5012,
                accepted=4990,
                blank=10,
                rejected=Counter(duplicate=8, date_missing=4),
                warnings=Counter(future_date=2),
                unmapped={
                    "status": Counter(
                        {"Reporté": 12, "M. Exemple, tél. 01 02": 3, "a@example.org": 2}
                    ),
                },
                notes={"encoding": "cp1252"},
            ),
            FileAccount("agents.csv", "workers", "gesica", read=40, accepted=40),
        ],
        ignored=["lisez-moi.txt"],
    )


MONTHS_MISSING = "no rows in months 1, 2 and 3"
NO_COSTS = "the table costs is missing"


def sample() -> Results:
    """Two bodies over five years with every status, in catalogue order."""
    rows: list[dict[str, object]] = []
    years = range(2018, 2023)
    for body, shift in (("caf", 0.2), ("departement", 0.0)):
        last = {"caf": ("P02", "P05", "P08", "P09"), "departement": ("P01", None, "P07", "P10")}[
            body
        ]

        def at(year: int, body: str = body) -> dict[str, object]:
            return {"body": body, "year": year}

        def reference(year: int, id_: str | None) -> str | None:
            return id_ if year == 2022 else None

        for year in years:
            value = 3.5 + shift + (year - 2018) * 0.05
            partial = body == "departement" and year == 2018
            rows.append(
                row(PER_BENEFICIARY, at(year), value, numerator=value * 1000, denominator=1000,
                    unknown=14 if year == 2022 else 0,
                    status="partial" if partial else "ok",
                    reason=MONTHS_MISSING if partial else None,
                    reference=reference(year, last[0]))
            )  # fmt: skip
        rows += [row(MEDIAN, at(year), 3.0, denominator=2) for year in years]
        rows += [
            row(ADVICE_ONLY, at(year), None, numerator=0, denominator=0, status="empty")
            if body == "departement" and year == 2019
            else row(
                ADVICE_ONLY, at(year), 0.4321 + year % 7 / 100, numerator=432, denominator=1000
            )
            for year in years
        ]
        rows += [
            row(
                PER_DAY,
                at(year),
                1.2 + shift + (year - 2018) / 50,
                numerator=240,
                denominator=198,
                reference=reference(year, "P04"),
            )
            for year in years
        ]
        rows += [
            row(
                PER_WORKER,
                at(year),
                256.25 + year - 2018,
                numerator=2560,
                denominator=10,
                reference=reference(year, last[1]),
            )
            for year in years
        ]
        for indicator, id_, values in (
            (COST, last[2], (1301.4, 1322.0, 1350.49, 1371.5, 1398.2)),
            (COST_GROWTH, last[3], (0.0, 0.0123, -0.0041, 0.061, 0.1405)),
        ):
            for year, value in zip(years, values, strict=True):
                missing = body == "departement" and year < 2020
                rows.append(
                    row(indicator, at(year), None if missing else value,
                        status="not_computable" if missing else "ok",
                        reason=NO_COSTS if missing else None, reference=reference(year, id_))
                )  # fmt: skip
    order = [indicator.id for indicator in CATALOGUE]
    rows.sort(key=lambda r: (order.index(str(r["indicator"])), str(r["body"]), str(r["year"])))
    return results(rows, ledger=ledger())

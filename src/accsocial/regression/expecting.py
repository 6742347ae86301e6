"""Expectations held against the values and the ledger of a run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from accsocial.computation.coverage import NO_PERIOD
from accsocial.model import Text
from accsocial.regression.checked import Expected, State
from accsocial.regression.expectations import Bound, Expectations
from accsocial.regression.manifest import group_name
from accsocial.regression.values import Group, Key, Values, exact, in_order
from accsocial.results import Status

if TYPE_CHECKING:
    from accsocial.records.ledger import Ledger
    from accsocial.summary import Summary

Months = Mapping[str, int]
"""Group by name -> how many months of its year have rows."""

_NO_VALUE = Text("no value ({status})", "aucune valeur ({status})")
_NO_GROUP = Text("no such group", "aucun groupe de ce nom")
_NOT_ASKED = Text("not among those asked for (--only)", "absent de ceux demandés (--only)")


def months_of(summary: Summary, years: Sequence[int]) -> Months | None:
    """How many months have rows, by group with appointments; of `years` alone, if any are named.

    By those group columns that appointments have: None only if the extract has no appointments.
    """
    rows = summary.months
    if not rows.columns:
        return None
    groups = [name for name in summary.groups if name in rows.columns and name not in NO_PERIOD]
    bits: dict[Group, int] = {}
    for *group, months in rows.select(*groups, "months").iter_rows():
        if not years or group[groups.index("year")] in years:
            bits[tuple(group)] = bits.get(tuple(group), 0) | (months or 0)
    return {
        group_name(dict(zip(groups, group, strict=True))): bits[group].bit_count()
        for group in sorted(bits, key=lambda parts: [str(part) for part in parts])
    }


def hold(
    expected: Expectations, values: Values, months: Months | None, ledger: Ledger
) -> list[Expected]:
    """Every expectation with what was found. What cannot be looked at has failed.

    `months` is None if the extract has no appointments.
    """
    return [
        *(held for bound in expected.bounds for held in _bound(bound, values)),
        *(_computable(name, values) for name in expected.computable),
        *_months(expected.min_months, months),
        *_rejected(expected.max_rejected, ledger),
    ]


def _bound(bound: Bound, values: Values) -> Iterator[Expected]:
    named = " ".join(f"{name}={part}" for name, part in bound.where.items())
    asked = _number(" ".join(_limits(bound)))
    keys = [key for key in in_order(values.rows) if _meant(bound, values, key)]
    if not keys:
        why = _why_none(bound.indicator, values)
        yield _expected(f"{bound.indicator} {named}".strip(), asked, why, good=False)
    for key in keys:
        value = values.rows[key]
        name = f"{bound.indicator} {group_name(values.named(key))}"
        if value.value is None:
            yield _expected(name, asked, _filled(_NO_VALUE, status=value.status), good=False)
        else:
            good = _within(bound, exact(value.value))
            yield _expected(name, asked, _number(repr(value.value)), good=good)


def _limits(bound: Bound) -> Iterator[str]:
    if bound.least is not None:
        yield f"≥ {bound.least}"
    if bound.most is not None:
        yield f"≤ {bound.most}"


def _within(bound: Bound, value: Decimal) -> bool:
    return (bound.least is None or value >= bound.least) and (
        bound.most is None or value <= bound.most
    )


def _meant(bound: Bound, values: Values, key: Key) -> bool:
    named = values.named(key)
    texts = {name: "" if part is None else str(part) for name, part in named.items()}
    return key[0] == bound.indicator and all(
        texts.get(name) == wanted for name, wanted in bound.where.items()
    )


def _computable(indicator: str, values: Values) -> Expected:
    keys = [key for key in in_order(values.rows) if key[0] == indicator]
    lacking = [k for k in keys if values.rows[k].status == Status.NOT_COMPUTABLE]
    asked = Text("computable in every group", "calculable dans chaque groupe")
    reason = None
    if lacking:
        reason = values.rows[lacking[0]].reason
        found = _same(group_name(values.named(lacking[0])))
    elif not keys:
        found = _why_none(indicator, values)
    elif all(values.rows[key].value is None for key in keys):
        found = _filled(_NO_VALUE, status=values.rows[keys[0]].status)
    else:
        return _expected(indicator, asked, Text("it is", "il l'est"), good=True)
    return Expected(indicator, State.FAILED, asked, found, reason)


def _why_none(indicator: str, values: Values) -> Text:
    """Why there is no value: --only leaves the indicator out, or no group is meant."""
    return _NO_GROUP if any(key[0] == indicator for key in values.rows) else _NOT_ASKED


def _months(least: int | None, months: Months | None) -> Iterator[Expected]:
    if least is None:
        return
    asked = Text(f"at least {least} months with rows", f"au moins {least} mois avec des lignes")
    if not months:
        none = Text("no appointments", "pas de rendez-vous")
        yield _expected("months", asked, none, good=False)
        return
    for name, count in months.items():
        found = Text(f"{count} month{'' if count == 1 else 's'}", f"{count} mois")
        yield _expected(f"months {name}", asked, found, good=count >= least)


def _rejected(most: Decimal | None, ledger: Ledger) -> Iterator[Expected]:
    if most is None:
        return
    for table in ledger.tables:
        accounts = ledger.of_table(table)
        rows = sum(account.data_rows for account in accounts)
        rejected = sum(account.rejected_rows for account in accounts)
        share = _number(str(most))
        asked = Text(
            f"at most {share.en} of rows rejected",
            f"une part de lignes rejetées d'au plus {share.fr}",
        )
        found = Text(f"{rejected} of {rows}", f"{rejected} sur {rows}")
        yield _expected(f"rejected {table}", asked, found, good=rejected <= most * rows)


def _expected(name: str, asked: Text, found: Text, *, good: bool) -> Expected:
    return Expected(name, State.OK if good else State.FAILED, asked, found)


def _same(text: str) -> Text:
    return Text(text, text)


def _number(text: str) -> Text:
    return Text(text, text.replace(".", ","))


def _filled(text: Text, **parts: str) -> Text:
    return Text(text.en.format(**parts), text.fr.format(**parts))

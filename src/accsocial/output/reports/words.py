"""What every report says of a check, in words: the headline, a move, a cause."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from accsocial.indicators import GROWTHS
from accsocial.model import Text, Unit
from accsocial.output.numbers import format_gap, format_value
from accsocial.output.parameters import recorded
from accsocial.output.reasons import reason_text
from accsocial.output.words import clean, colon, place_title, semicolon
from accsocial.regression.causes import Cause, Kind
from accsocial.regression.checked import Check, Checked, Expected, State, What

if TYPE_CHECKING:
    from accsocial.regression.values import Value

STATES = {
    State.OK: Text("ok", "conforme"),
    State.WARNING: Text("warning", "alerte"),
    State.FAILED: Text("failed", "échec"),
}
CAUSES = Text("What differs from the run of the baseline", "Ce qui diffère du calcul de référence")
NO_CAUSE = Text(
    "Nothing that is recorded differs: neither files, layouts, rules, parameters, settings nor "
    "versions. The same input should give the same figures: please report it.",
    "Rien de ce qui est enregistré ne diffère\u00a0: ni fichiers, ni formats de fichier, ni "
    "règles, ni paramètres, ni réglages, ni versions. Les mêmes données devraient "
    "donner les mêmes chiffres\u00a0: merci de le signaler.",
)
EXPECTATIONS = Text("Expectations", "Attentes")
NOTHING = Text(
    "nothing was compared: this is no pass", "rien n'a été comparé\u00a0: ce n'est pas une réussite"
)

_HEADLINE = Text(
    "Check {state}: {failed} failed, {warning} with a warning, {ok} ok",
    "Contrôle, {state}\u00a0: en échec {failed}, avec alerte {warning}, conformes {ok}",
)
_STRICT = Text("warnings fail (--strict)", "les alertes sont des échecs (--strict)")
_NEW = Text("new: {value}", "nouveau\u00a0: {value}")
_GONE = Text("gone: it was {value}", "disparu\u00a0: c'était {value}")
_STATUS = Text("status {old} → {new}", "statut {old} → {new}")
_UNIT = Text("unit {old} → {new}", "unité {old} → {new}")
_BASIS = Text("the value is the same; {parts}", "la valeur est la même\u00a0; {parts}")
_PARTS = {
    "numerator": Text("numerator", "numérateur"),
    "denominator": Text("denominator", "dénominateur"),
    "unknown": Text("not placed", "non placés"),
}
_KINDS = {
    Kind.DATA: Text("the data changed", "les données ont changé"),
    Kind.ACCOUNT: Text("the account of rows changed", "le décompte des lignes a changé"),
    Kind.LAYOUT: Text("the layout changed", "le format de fichier a changé"),
    Kind.RULE: Text("a rule changed", "une règle a changé"),
    Kind.PARAMETER: Text("a parameter changed", "un paramètre a changé"),
    Kind.SETTING: Text("a setting changed", "un réglage a changé"),
    Kind.CODE: Text("the code changed", "le programme a changé"),
}
_MOST_DECIMALS = 17
_UNSET = Text("not set", "non précisé")
_ADDED = Text("{subject} is new ({new})", "{subject} est nouveau ({new})")
_LOST = Text("{subject} is gone ({old})", "{subject} a disparu ({old})")
_CHANGED = Text("{subject}, {old} → {new}", "{subject}, {old} → {new}")
_EXPECTED = Text("expected {asked}, found {found}", "attendu {asked}, trouvé {found}")


def headline(check: Check, lang: str) -> str:
    """The outcome in one line."""
    counts = {str(state): count for state, count in check.counts.items()}
    text = _HEADLINE[lang].format(state=STATES[check.state][lang], **counts)
    if check.compared_nothing:
        text += semicolon(lang) + NOTHING[lang]
    elif check.strict and check.counts[State.WARNING]:
        text += semicolon(lang) + _STRICT[lang]
    return text


def place(checked: Checked, lang: str) -> str:
    """The group of a value: "Caf, territory 94, 2022"."""
    return place_title(checked.group, lang)


def move_text(checked: Checked, lang: str) -> str:
    """What became of a value: "3.9 → 4.1, +0.2 (+5.1%)"."""
    old, new = checked.old, checked.new
    if old is None or new is None:
        there, text = (new, _NEW) if old is None else (old, _GONE)
        return text[lang].format(value=_value(checked, there, lang))
    if checked.what is What.STATUS:
        reason = f" ({clean(reason_text(new.reason, lang))})" if new.reason else ""
        return _STATUS[lang].format(old=old.status, new=new.status) + reason
    if checked.what is What.UNIT:
        return _UNIT[lang].format(old=old.unit, new=new.unit)
    if checked.what is What.BASIS:
        return _BASIS[lang].format(parts=", ".join(_basis(old, new, lang)))
    return _moved(checked, old, new, lang)


def _moved(checked: Checked, old: Value, new: Value, lang: str) -> str:
    if checked.change is None:
        return f"{_value(checked, old, lang)} → {_value(checked, new, lang)}"
    more = _decimals_apart(checked, old, new, checked.change, lang)
    gap = format_gap(checked.change, new.unit, lang, more=more)
    text = f"{_value(checked, old, lang, more)} → {_value(checked, new, lang, more)}, {gap}"
    if checked.relative is None or new.unit == Unit.SHARE or more:
        return text
    return f"{text} ({format_value(checked.relative, Unit.SHARE, lang, signed=True)})"


def _decimals_apart(checked: Checked, old: Value, new: Value, change: float, lang: str) -> int:
    """Decimals beyond the usual ones that a reader needs to see that two values differ.

    Two values may be rounded to different digits while their difference still rounds to 0.
    """
    for more in range(_MOST_DECIMALS):
        apart = _value(checked, old, lang, more) != _value(checked, new, lang, more)
        if apart and not _is_nothing(format_gap(change, new.unit, lang, more=more)):
            return more
    return _MOST_DECIMALS


def _is_nothing(number: str) -> bool:
    return not any(digit in number for digit in "123456789")


def _value(checked: Checked, value: Value | None, lang: str, more: int = 0) -> str:
    if value is None or value.value is None:
        return "–" if value is None else value.status
    growth = checked.indicator in GROWTHS
    return format_value(value.value, value.unit, lang, signed=growth, more=more)


def _basis(old: Value, new: Value, lang: str) -> Iterator[str]:
    for name, label in _PARTS.items():
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            yield f"{label[lang]} {_plain(before)} → {_plain(after)}"


def _plain(number: float | None) -> str:
    return "–" if number is None else f"{number:.12g}"


def cause_text(cause: Cause, lang: str) -> str:
    """One thing that differs: "the data changed: rdv_2022.csv, 10 rows ... → 9 rows ..."."""
    parts = {
        "subject": clean(cause.subject),
        "old": _side(cause, cause.old, lang),
        "new": _side(cause, cause.new, lang),
    }
    text = _CHANGED
    if cause.kind is Kind.DATA and cause.old is None:
        text = _ADDED
    elif cause.kind is Kind.DATA and cause.new is None:
        text = _LOST
    return f"{_KINDS[cause.kind][lang]}{colon(lang)}{text[lang].format(**parts)}"


def _side(cause: Cause, side: str | Text | None, lang: str) -> str:
    if side is None:
        return _UNSET[lang]
    text = side[lang] if isinstance(side, Text) else side
    return clean(recorded(text, lang) if cause.kind is Kind.PARAMETER else text)


def causes_of(check: Check, lang: str) -> list[str]:
    """Why values moved; says so if nothing that is recorded can be the reason."""
    if not check.causes and any(each.old and each.new for each in check.moved):
        return [NO_CAUSE[lang]]
    return [cause_text(cause, lang) for cause in check.causes]


def expected_text(expected: Expected, lang: str) -> str:
    """An expectation by name and what was found."""
    return f"{clean(expected.name)}{colon(lang)}{found_text(expected, lang)}"


def found_text(expected: Expected, lang: str) -> str:
    """What was asked for, and what was found: "expected ≤ 0.25, found 0.3"."""
    found = clean(what_was_found(expected, lang))
    return _EXPECTED[lang].format(asked=expected.asked[lang], found=found)


def what_was_found(expected: Expected, lang: str) -> str:
    """What was found, and the reason of a result if it has one, in the language asked for."""
    found = expected.found[lang]
    if expected.reason is None:
        return found
    return found + colon(lang) + reason_text(expected.reason, lang)


def unmet(check: Check) -> list[Expected]:
    """The expectations that do not hold."""
    return [each for each in check.expected if each.state is not State.OK]

"""A check as annotations of a GitHub job: workflow commands on standard output."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from accsocial.output.reports.words import (
    causes_of,
    expected_text,
    headline,
    move_text,
    place,
    unmet,
)
from accsocial.output.words import clean
from accsocial.regression.checked import Check, State

_LEVELS = {State.OK: "notice", State.WARNING: "warning", State.FAILED: "error"}
MOST = 50
"""Annotations: a job shows ten of a kind, a run fifty."""


def report(check: Check, lang: str) -> bytes:
    """The headline and the causes first: GitHub leaves out what comes after the tenth of a kind."""
    lines = [*_lines(check, lang)]
    return "".join(f"{line}\n" for line in lines[: MOST + 1]).encode()


def _lines(check: Check, lang: str) -> Iterator[str]:
    place_of_all = {"file": check.baseline or check.settings}
    summary = "\n".join([headline(check, lang), *causes_of(check, lang)])
    yield _command(_LEVELS[check.state], place_of_all, "accsocial", summary)
    worst_first = sorted(check.moved, key=lambda checked: checked.state is not State.FAILED)
    for expected in unmet(check):
        properties: Mapping[str, object] = {"file": check.settings}
        text = expected_text(expected, lang)
        yield _command(_LEVELS[expected.state], properties, "accsocial: expectation", text)
    for checked in worst_first:
        properties = {"file": check.baseline, "line": checked.line}
        title = f"{checked.indicator}, {place(checked, lang)}"
        yield _command(_LEVELS[checked.state], properties, title, move_text(checked, lang))


def _command(level: str, properties: Mapping[str, object], title: str, text: str) -> str:
    given = {**properties, "title": title}
    listed = ",".join(f"{k}={_property(str(v))}" for k, v in given.items() if v is not None)
    return f"::{level} {listed}::{_data(text)}"


def _data(text: str) -> str:
    """Escaped as the runner unescapes; a line end stays one, other control characters do not."""
    lines = "\n".join(clean(line) for line in text.split("\n"))
    return lines.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")

"""A check as GitLab code quality: a JSON array of findings at lines of the baseline."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from accsocial.output.reports.words import (
    NOTHING,
    causes_of,
    expected_text,
    move_text,
    place,
    unmet,
)
from accsocial.output.words import colon, semicolon
from accsocial.regression.checked import Check, State
from accsocial.regression.fingerprint import sha256

_SEVERITIES = {State.WARNING: "minor", State.FAILED: "major"}


def report(check: Check, lang: str) -> bytes:
    """One finding per value that moved and per expectation that does not hold."""
    findings = [*_findings(check, lang)]
    return (json.dumps(findings, ensure_ascii=False, indent=1) + "\n").encode()


def _findings(check: Check, lang: str) -> Iterator[dict[str, object]]:
    causes = causes_of(check, lang)
    where = check.baseline or check.settings
    for checked in check.moved:
        name = f"{checked.indicator}, {place(checked, lang)}"
        text = semicolon(lang).join([f"{name}{colon(lang)}{move_text(checked, lang)}", *causes])
        what: Sequence[object] = [checked.indicator, *checked.group.items(), checked.what]
        severity = _SEVERITIES[State.FAILED if check.strict else checked.state]
        yield _finding(checked.indicator, what, text, severity, where, checked.line)
    for expected in unmet(check):
        text = expected_text(expected, lang)
        what = ["expectation", expected.name, expected.asked.en]
        severity = _SEVERITIES[expected.state]
        yield _finding("expectation", what, text, severity, check.settings, None)
    if check.compared_nothing:
        yield _finding("compared", ["compared"], NOTHING[lang], "major", where, None)


def _finding(
    name: str, what: Sequence[object], text: str, severity: str, path: str, line: int | None
) -> dict[str, object]:
    """The fingerprint tells the same finding of two runs: it holds no number that moves."""
    return {
        "description": text,
        "check_name": f"accsocial.{name}",
        "fingerprint": sha256(json.dumps(what, ensure_ascii=False).encode()),
        "severity": severity,
        "location": {"path": path, "lines": {"begin": line or 1}},
    }

"""A check as JUnit XML: one test case per value and per expectation."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from accsocial.output.reports.words import (
    NOTHING,
    STATES,
    causes_of,
    expected_text,
    move_text,
    place,
)
from accsocial.output.words import clean
from accsocial.regression.checked import Check, State, What


def report(check: Check, lang: str) -> bytes:
    """A `testsuites` document. A warning is a case that passes, with its text as output."""
    root = ET.Element("testsuites", name="accsocial")
    if check.baseline is not None:
        causes = causes_of(check, lang)
        suite = ET.SubElement(root, "testsuite", name="baseline")
        for checked in check.checked:
            case = _case(suite, checked.indicator, place(checked, lang))
            if checked.what is not What.SAME:
                text = move_text(checked, lang)
                _outcome(case, check, checked.state, [text, *causes], lang)
    if check.expected:
        suite = ET.SubElement(root, "testsuite", name="expectations")
        for expected in check.expected:
            case = _case(suite, "expectations", expected.name)
            _outcome(case, check, expected.state, [expected_text(expected, lang)], lang)
    if check.compared_nothing:
        case = _case(ET.SubElement(root, "testsuite", name="check"), "check", "compared")
        _outcome(case, check, State.FAILED, [NOTHING[lang]], lang)
    for suite in root:
        _count(suite)
    _count(root)
    ET.indent(root, " ")
    document: str = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{document}\n'.encode()


def _case(suite: ET.Element, group: str, name: str) -> ET.Element:
    return ET.SubElement(
        suite, "testcase", classname=f"accsocial.{_safe(group)}", name=_safe(name), time="0"
    )


def _outcome(case: ET.Element, check: Check, state: State, texts: list[str], lang: str) -> None:
    if state is State.OK:
        return
    lines = [_safe(text) for text in texts]
    if state is State.FAILED or check.strict:
        failure = ET.SubElement(case, "failure", message=lines[0], type=str(state))
        failure.text = "\n".join(lines)
    else:
        output = ET.SubElement(case, "system-out")
        output.text = "\n".join([f"{STATES[state][lang]}: {lines[0]}", *lines[1:]])


def _safe(text: str) -> str:
    """Text without the two characters that XML has no way to write and `clean` leaves."""
    return clean(text).replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")


def _count(element: ET.Element) -> None:
    """The counts that viewers read; what a check does not know (errors, skipped, time) is 0."""
    element.set("tests", str(sum(1 for _ in element.iter("testcase"))))
    element.set("failures", str(sum(1 for _ in element.iter("failure"))))
    for name in ("errors", "skipped", "time"):
        element.set(name, "0")

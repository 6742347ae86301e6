"""A check as OpenMetrics text: the values of the run, which merge requests show as metrics."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from accsocial.output.words import clean
from accsocial.regression.checked import Check, State
from accsocial.regression.values import in_order


def report(check: Check, lang: str) -> bytes:  # noqa: ARG001 - names and numbers alone
    """Gauges; a value that is missing has no sample. Ends with # EOF, as the format demands."""
    return "".join(f"{line}\n" for line in [*_lines(check), "# EOF"]).encode()


def _lines(check: Check) -> Iterator[str]:
    yield from _family("accsocial_value", "Value of an indicator, in its unit; shares are 0 to 1.")
    for key in in_order(check.values.rows):
        value = check.values.rows[key]
        if value.value is not None:
            labels = {"indicator": key[0], **check.values.named(key), "unit": value.unit}
            yield f"accsocial_value{_labels(labels)} {value.value!r}"
    help_text = "Values and expectations of the check, by what they are and by state."
    yield from _family("accsocial_checked", help_text)
    for kind, found in (("value", check.checked), ("expectation", check.expected)):
        states = Counter(each.state for each in found)
        for state in State:
            yield f"accsocial_checked{_labels({'kind': kind, 'state': state})} {states[state]}"


def _family(name: str, text: str) -> Iterator[str]:
    yield f"# TYPE {name} gauge"
    yield f"# HELP {name} {text}"


def _labels(labels: Mapping[str, object]) -> str:
    return "{" + ",".join(f'{name}="{_escaped(part)}"' for name, part in labels.items()) + "}"


def _escaped(part: object) -> str:
    text = "" if part is None else clean(str(part))
    return text.replace("\\", "\\\\").replace('"', '\\"')

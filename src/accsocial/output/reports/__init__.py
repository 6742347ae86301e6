"""The reports of a check: each format is one module and one line here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from accsocial.regression.checked import Check

Writer = Callable[["Check", str], bytes]
"""A check and "en" or "fr" -> the bytes of the report; the same check gives the same bytes."""

REPORTS: Mapping[str, str] = {
    "json": "plain",
    "md": "markdown",
    "junit": "junit",
    "github": "github",
    "gitlab": "gitlab",
    "openmetrics": "openmetrics",
}
"""Format -> the module of this package that writes it, with a function `report`."""


def report(format: str, check: Check, lang: str) -> bytes:  # noqa: A002
    """A check as the bytes of a report; what it needs is loaded now."""
    home = import_module(f"accsocial.output.reports.{REPORTS[format]}")
    return cast(Writer, home.report)(check, lang)

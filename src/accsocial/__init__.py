"""accsocial: the Cour des comptes' indicators on social accompaniment, from activity extracts.

The job in four calls: `read`, `summarise`, `compute`, `write`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from accsocial.computation.compute import compute
    from accsocial.output import write
    from accsocial.records import read
    from accsocial.summary.summarise import summarise

__version__ = "0.1.0"
__all__ = ["__version__", "compute", "read", "summarise", "write"]

_HOMES = {
    "read": "accsocial.records",
    "summarise": "accsocial.summary",
    "compute": "accsocial.computation",
    "write": "accsocial.output",
}


def __getattr__(name: str) -> object:
    # Polars takes most of a second to import: not before somebody asks for a call that needs it.
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

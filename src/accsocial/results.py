"""The results: one long table, and what is needed to defend it.

Columns of `Results.frame`, in this order (one row per indicator and group):

    indicator        String   id in the catalogue
    <group columns>  String   body, territory, site, event, channel as asked; year Int32
    value            Float64  null unless status is ok or partial
    numerator        Float64  null for medians
    denominator      Float64
    unknown          Int64    units that could not be placed: in neither of the two
    unit             String   see model.Unit; shares are 0 to 1
    status           String   see Status
    reason           String   null, or why the value is missing, partial or to be read with care
    reference        String   id of the published figure that applies to the group, or null
    reference_low    Float64  null where the figure is of another quantity
    reference_high   Float64
    gap              Float64  value minus the nearer bound, 0 inside the range

Rows stand in catalogue order, then by group ascending.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from accsocial.errors import UsageError

if TYPE_CHECKING:
    import polars as pl

    from accsocial.model import Indicator, PublishedFigure
    from accsocial.records.ledger import Ledger

GROUP_COLUMNS = ("body", "territory", "year", "site", "event", "channel")
"""Every column a result can be grouped by, in the order of the output."""

DEFAULT_GROUPS = ("body", "year")


def check_group_columns(names: Iterable[str], where: str = "--by") -> None:
    """Raises UsageError for a name that is no group column, saying `where` it was given."""
    for name in names:
        if name not in GROUP_COLUMNS:
            raise UsageError(
                f"{where} {name}: groups are {', '.join(GROUP_COLUMNS)} (body and year always)"
            )


VALUE_COLUMNS = (
    "value",
    "numerator",
    "denominator",
    "unknown",
    "unit",
    "status",
    "reason",
    "reference",
    "reference_low",
    "reference_high",
    "gap",
)


class Status(StrEnum):
    """Whether a value can be read, and why not."""

    OK = "ok"
    PARTIAL = "partial"
    EMPTY = "empty"
    NOT_COMPUTABLE = "not_computable"


@dataclass(frozen=True)
class Parameter:
    """A number that a formula used: its value, unit, source and date or vintage."""

    name: str
    value: str
    unit: str
    source: str


@dataclass(frozen=True)
class FileRead:
    """A file that a run read: its name in the outputs, its bytes and their SHA-256."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Run:
    """How results were made, so that the run can be repeated: no host, user, path or time.

    `files` are those of the extract by the name that the ledger gives them, `layouts` those
    that were used, `prices` the file of a price index that does not ship. `code` is the
    digest of accsocial's own source.
    """

    command: tuple[str, ...]
    settings: Mapping[str, object]
    polars: str
    code: str
    files: tuple[FileRead, ...]
    layouts: tuple[FileRead, ...]
    prices: FileRead | None


@dataclass(frozen=True)
class Results:
    """What `compute` returns and every output is a view of; the commands add the run."""

    frame: pl.DataFrame
    groups: tuple[str, ...]
    indicators: tuple[Indicator, ...]
    figures: Mapping[str, PublishedFigure]
    rules: Mapping[str, object]
    parameters: Sequence[Parameter]
    ledger: Ledger
    version: str
    run: Run | None = None

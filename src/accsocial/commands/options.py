"""Options that several commands take, said once."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from typing import Annotated, Any, TypeVar

import typer

READING = "Reading"
COUNTING = "Counting rules"

Command = TypeVar("Command", bound=Callable[..., None])


def taking(*groups: Mapping[str, Any]) -> Callable[[Command], Command]:
    """Adds options, by name, to a command that takes them as keyword arguments `**given`."""

    def add(command: Command) -> Command:
        signature = inspect.signature(command, eval_str=True)
        own = [p for p in signature.parameters.values() if p.kind is not p.VAR_KEYWORD]
        added = [
            inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=option)
            for group in groups
            for name, option in group.items()
        ]
        command.__signature__ = signature.replace(parameters=[*own, *added])  # type: ignore[attr-defined]  # what inspect looks for first
        return command

    return add


Extract = Annotated[
    list[str], typer.Argument(help="Files or folders of the extract; - is standard input.")
]
By = Annotated[
    str | None,
    typer.Option(help="Group also by: territory, site, event, channel (with commas)."),
]
Only = Annotated[str | None, typer.Option(help="Only these indicators or themes (with commas).")]
Year = Annotated[str | None, typer.Option(help="Only these years (with commas).")]
Output = Annotated[
    str | None, typer.Option("--output", "-o", help="File to write; its ending chooses the format.")
]
Folder = Annotated[str, typer.Option("--output", "-o", help="Folder to write: new, or empty.")]
_Layout = Annotated[
    str | None,
    typer.Option(help="Layout: a shipped one by name, or a TOML file.", rich_help_panel=READING),
]
_Body = Annotated[
    str | None,
    typer.Option(
        help="Body, where the files lack it: caf or departement.", rich_help_panel=READING
    ),
]
_Territory = Annotated[
    str | None,
    typer.Option(
        help="Territory, where the files lack it: code of the département.",
        rich_help_panel=READING,
    ),
]
_ExtractedOn = Annotated[
    str | None,
    typer.Option(
        help="Day of the extraction, YYYY-MM-DD; default: today. Later dates are warned about.",
        rich_help_panel=READING,
    ),
]
_Config = Annotated[
    str | None,
    typer.Option(
        help="Settings file; default: accsocial.toml beside the extract or here.",
        rich_help_panel=READING,
    ),
]
_MaxRejected = Annotated[
    float | None,
    typer.Option(
        help="Share of rows of each table that may be rejected; default 0.05.",
        rich_help_panel=READING,
    ),
]
_MemoryLimit = Annotated[
    str | None,
    typer.Option(
        help="Memory that may be taken, such as 4GB; default 2GB. What does not fit goes to disk.",
        rich_help_panel=READING,
    ),
]
Rejects = Annotated[
    str | None,
    typer.Option(
        help="File (.csv or .parquet) for the rejected rows, with their text.",
        rich_help_panel=READING,
    ),
]
Lang = Annotated[
    str | None, typer.Option("--lang", help="Language of words and numbers: en or fr.")
]

PLACES = {
    "layout": _Layout,
    "body": _Body,
    "territory": _Territory,
    "extracted_on": _ExtractedOn,
    "config": _Config,
}
"""Options of every command that reads an extract."""

ROWS = {"max_rejected": _MaxRejected}
"""Options of those that refuse an extract with too many rejected rows."""

COUNTED_ROWS = {**ROWS, "memory_limit": _MemoryLimit}
"""Options of those that count the rows of an extract."""

RULES = {
    "counted_statuses": Annotated[
        str | None,
        typer.Option(help="Statuses that count; default: held.", rich_help_panel=COUNTING),
    ],
    "counted_channels": Annotated[
        str | None,
        typer.Option(
            help="Channels that count; default: all but mail, email, third_party.",
            rich_help_panel=COUNTING,
        ),
    ],
    "count_collective": Annotated[
        bool | None,
        typer.Option(
            "--count-collective/--no-count-collective",
            help="Count group sessions; default: no.",
            rich_help_panel=COUNTING,
        ),
    ],
    "support_threshold": Annotated[
        int | None,
        typer.Option(
            help="Appointments a year from which it is support; default 3.",
            rich_help_panel=COUNTING,
        ),
    ],
    "working_days": Annotated[
        str | None, typer.Option(help="Working days a year; default 198.", rich_help_panel=COUNTING)
    ],
    "workers_counted": Annotated[
        str | None,
        typer.Option(
            help="Workers that count: all, or the state-qualified (qualified); default: all.",
            rich_help_panel=COUNTING,
        ),
    ],
    "id_scope": Annotated[
        str | None,
        typer.Option(
            help="Where identifiers are unique: territory or national; default: territory.",
            rich_help_panel=COUNTING,
        ),
    ],
    "beneficiary_unit": Annotated[
        str | None,
        typer.Option(
            help="What a beneficiary is: household or person, or by body, such as "
            "caf=household,departement=person; default: household.",
            rich_help_panel=COUNTING,
        ),
    ],
}
"""The counting rules as options."""

Base = Annotated[
    int | None, typer.Option(help="Year that growths are measured from; default: the first.")
]
Index = Annotated[str | None, typer.Option(help="Price index: a file as INSEE exports it.")]
Convention = Annotated[
    str | None,
    typer.Option(
        help="Inflation: mean-to-mean (between annual means, the default) or published-rates "
        "(from the published annual rates)."
    ),
]

GROWTH = {"base_year": Base, "prices": Index, "inflation_convention": Convention}
"""Options of what growths are measured against."""

Where = Annotated[
    list[str] | None,
    typer.Option(help="Only groups with this value, such as territory=94; may be repeated."),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Nothing on stderr but errors.")]

"""The register of output formats: a new format is one module and one line here."""

from __future__ import annotations

import os
from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePath
from typing import TYPE_CHECKING, BinaryIO, Protocol, cast

from accsocial.errors import ExportRefused
from accsocial.model import Text

if TYPE_CHECKING:
    from accsocial.results import Results


class Writer(Protocol):
    """Writes results to a binary file: all of them, or raises."""

    def __call__(self, results: Results, lang: str, file: BinaryIO) -> None:
        """Headings and notes are in `lang`, if the format has any."""


@dataclass(frozen=True)
class OutputFormat:
    """A format that results can be written in.

    `name` is what `--format` takes, `ending` what tells it from a file name,
    and `function` the `Writer`, found in `module` of this package when it is
    needed and not before. `tells_run` says that it has room for the origin of the results.
    """

    name: str
    ending: str
    label: Text
    module: str
    function: str
    tells_run: bool = False

    def writer(self) -> Writer:
        """The function that writes this format; its libraries are loaded now."""
        home = import_module(f"accsocial.output.{self.module}")
        return cast(Writer, getattr(home, self.function))


FORMATS: tuple[OutputFormat, ...] = (
    OutputFormat("json", ".json", Text("JSON array", "tableau JSON"), "structured", "write_json"),
    OutputFormat("jsonl", ".jsonl", Text("JSON lines", "lignes JSON"), "structured", "write_jsonl"),
    OutputFormat("csv", ".csv", Text("CSV, commas", "CSV, virgules"), "delimited", "write_csv"),
    OutputFormat(
        "parquet", ".parquet", Text("Parquet", "Parquet"), "columnar", "write_parquet", True
    ),
    OutputFormat("xlsx", ".xlsx", Text("Excel", "Excel"), "workbook", "write_xlsx", True),
    OutputFormat("md", ".md", Text("Markdown", "Markdown"), "markdown", "write_markdown", True),
)


def format_for(target: str | os.PathLike[str], name: str | None) -> OutputFormat:
    """The format called `name`, or without a name the one of the ending of `target`.

    Raises ExportRefused, naming the known formats, if there is none.
    """
    if name is not None:
        found = [known for known in FORMATS if known.name == name.lower()]
        problem = f"unknown output format {name!r}"
    else:
        ending = "" if target == "-" else PurePath(target).suffix.lower()
        found = [known for known in FORMATS if known.ending == ending]
        problem = f"{os.fspath(target)}: the ending {ending!r} tells no known output format"
        if target == "-":
            problem = "standard output has no ending that tells the format"
    if not found:
        names = ", ".join(known.name for known in FORMATS)
        endings = ", ".join(known.ending for known in FORMATS)
        raise ExportRefused(
            f"{problem}. Use a file name that ends in {endings}, or give the format: {names}."
        )
    return found[0]

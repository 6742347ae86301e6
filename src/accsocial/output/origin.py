"""Where results come from, as rows for the formats made for reading: command, versions, files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accsocial.model import Text
from accsocial.output.accounts import file_name
from accsocial.output.words import clean, setting

if TYPE_CHECKING:
    from accsocial.results import Results

TITLE = Text("Origin", "Origine")
HEADINGS = Text("what;value", "quoi;valeur")
FILES = Text("Files read", "Fichiers lus")
FILE_HEADINGS = Text("file;bytes;SHA-256", "fichier;octets;SHA-256")

_COMMAND = Text("command", "commande")
_SETTING = Text("setting {name}", "réglage {name}")


def origin_rows(results: Results, lang: str) -> list[tuple[str, str]]:
    """Command, versions and the settings that were made; none for results without a run."""
    run = results.run
    if run is None:
        return []
    settings = [
        (_SETTING[lang].format(name=name), setting(value))
        for name, value in run.settings.items()
        if value not in (None, [])
    ]
    return [
        (_COMMAND[lang], clean(" ".join(run.command))),
        ("accsocial", f"{results.version}, SHA-256 {run.code}"),
        ("polars", run.polars),
        *settings,
    ]


def file_rows(results: Results) -> list[tuple[str, int, str]]:
    """Name, bytes and SHA-256 of each file that the run read: data, layouts, prices."""
    run = results.run
    if run is None:
        return []
    files = [*run.files, *run.layouts, *([run.prices] if run.prices else [])]
    return [(clean(file_name(file.name)), file.size, file.sha256) for file in files]

"""What results say of the run that made them: command, settings, files and layouts, by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from accsocial.commands.steps import STREAM
from accsocial.config import names_a_file
from accsocial.records.files.filenames import shown
from accsocial.records.layout_files import SHIPPED

if TYPE_CHECKING:
    from accsocial.commands.job import Job
    from accsocial.config import Settings
    from accsocial.results import FileRead, Results

_NOT_OF_FIGURES = ("lang", "memory_limit")
"""Settings that change no figure: a run is told without them."""


def told_command(name: str, extract: Sequence[str], flags: Mapping[str, Any]) -> list[str]:
    """The command as outputs tell it: files by their names alone, and what changes figures."""
    words = ["accsocial", name, *map(bare_name, extract)]
    for option, value in flags.items():
        if value is None or option in _NOT_OF_FIGURES:
            continue
        spelt = f"--{option.replace('_', '-')}"
        if isinstance(value, bool):
            words.append(spelt if value else spelt.replace("--", "--no-", 1))
        else:
            words += [spelt, _told(option, str(value))]
    return words


def told_settings(chosen: Settings) -> dict[str, object]:
    """The settings of a run, without counting rules and words: those are told apart, or nowhere."""
    plain = chosen.as_plain(without=("rules", *_NOT_OF_FIGURES))
    return {n: _told(n, v) if isinstance(v, str) else v for n, v in plain.items()}


def _told(option: str, value: str) -> str:
    return bare_name(value) if names_a_file(option, value) else value


def bare_name(path: str) -> str:
    """The last part of a path: the rest says where somebody works, and differs by machine.

    It is written into files of UTF-8, which a name need not be.
    """
    return shown(path if path == STREAM else Path(path).name or Path(path).resolve().name or path)


def with_run(
    results: Results, job: Job, used: Sequence[tuple[str, str, str]], read: tuple[FileRead, ...]
) -> Results:
    """The results with the run that made them; `used` and `read` are its layouts and files."""
    import polars as pl

    from accsocial.regression.fingerprint import code_digest, file_read
    from accsocial.results import Run

    prices = job.chosen.prices
    run = Run(
        command=tuple(job.command),
        settings=told_settings(job.chosen),
        polars=pl.__version__,
        code=code_digest(),
        files=read,
        layouts=tuple(_layouts(job.chosen, {layout for _, _, layout in used})),
        prices=None if prices is None else file_read(bare_name(prices), Path(prices)),
    )
    return replace(results, run=run)


def _layouts(chosen: Settings, used: Set[str]) -> list[FileRead]:
    """The layouts that files were read with; one that ships by its name."""
    from accsocial.regression.fingerprint import file_read, sha256
    from accsocial.results import FileRead

    found = []
    for name in SHIPPED:
        if name in used:
            resource = files("accsocial.records") / "layouts" / f"{name}.toml"
            content = resource.read_bytes().replace(b"\r\n", b"\n")
            found.append(FileRead(name, len(content), sha256(content)))
    if chosen.layout is not None and chosen.layout not in SHIPPED:
        found.append(file_read(bare_name(chosen.layout), Path(chosen.layout)))
    return found

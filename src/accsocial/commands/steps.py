"""Steps that several commands take: settings, the extract, tables on stdout."""

from __future__ import annotations

import sys
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from contextlib import ExitStack, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

from accsocial.config import Settings, settings
from accsocial.errors import DataRefused, UsageError
from accsocial.language import speak
from accsocial.output.files import check_place, real_path

if TYPE_CHECKING:
    from rich.console import Console

    from accsocial.output.lines import Plain
    from accsocial.parameters.prices import PriceSeries
    from accsocial.records import Records

TABLE = "table"
STREAM = "-"
"""Standard input as an extract, standard output as a target."""

SELECTION = ("by", "only", "year")
GROWTH = ("base_year", "prices", "inflation_convention")
"""Settings that commands of other figures, or of none, do not use."""


def settings_for(
    extract: Sequence[str],
    flags: Mapping[str, Any],
    config: str | None,
    recorded: Mapping[str, Any] | None = None,
    *,
    quiet: bool,
    unused: Container[str] = (),
) -> Settings:
    """The settings of a run over an extract: a settings file may stand beside it.

    `recorded` are those of an earlier run, which hold where nothing else is said. What comes from
    a file is told: it may have come with the data, and changes figures. What is `unused` in the
    command is not told.
    """
    chosen = settings(flags, config=config, beside=named_paths(extract), recorded=recorded)
    speak(chosen.language)
    if not quiet:
        tell_file(chosen, unused)
    return chosen


def language_of(lang: str | None) -> str:
    """The language of a command that reads no extract, if `lang` is what it was given."""
    language = settings({"lang": lang}).language
    speak(language)
    return language


def tell_file(chosen: Settings, unused: Container[str]) -> None:
    """Tells which settings a file gave, without those that are unused."""
    if chosen.file is None:
        return
    taken = [name for name in chosen.file.taken if name not in unused]
    if not taken:
        return
    from accsocial.commands.consoles import tell
    from accsocial.output.settings_file import file_line

    plain = {**chosen.as_plain(), **chosen.rules.as_plain()}
    values = {name: plain[name] for name in taken}
    tell([file_line(chosen.file.path.name, values, chosen.language)])


def named_paths(extract: Sequence[str]) -> list[Path]:
    """The paths of an extract that are there; standard input has none."""
    named = [Path(name) for name in extract if name != STREAM]
    return [path for path in named if path.exists()]


def opened(extract: Sequence[str], chosen: Settings, stack: ExitStack) -> Records:
    """The records of an extract; standard input is kept in a file until `stack` closes."""
    from accsocial.records import read

    return read(*extract_paths(extract, stack), **reading_options(chosen))


def reading_options(chosen: Settings) -> dict[str, Any]:
    """The settings that `read` takes."""
    return {
        "layout": chosen.layout,
        "body": chosen.body,
        "territory": chosen.territory,
        "max_rejected": chosen.max_rejected,
        "extracted_on": chosen.extracted_on,
        "settings_file": None if chosen.file is None else chosen.file.path,
    }


def extract_paths(extract: Sequence[str], stack: ExitStack) -> list[Path]:
    """The paths of an extract; standard input and pipes are kept in files until `stack` closes."""
    from accsocial.records.files.stdin import spooled

    if extract.count(STREAM) > 1:
        raise UsageError("-: standard input can be read once only. Give - once")
    paths = []
    for name in extract:
        path = Path(name)
        if name == STREAM and sys.stdin is None:
            raise UsageError("-: standard input is closed. Name a file, or pipe one in")
        if name != STREAM and not path.is_fifo():
            paths.append(path)
            continue
        what = "standard input" if name == STREAM else "the pipe"
        try:
            with nullcontext(sys.stdin.buffer) if name == STREAM else path.open("rb") as stream:
                kept = spooled(stream, "stdin" if name == STREAM else path.name)
                paths.append(stack.enter_context(kept))
        except OSError as error:
            raise DataRefused(
                f"{name}: {what} cannot be read, or not be kept for a second reading: "
                f"{error.strerror}. Name the file instead, or set TMPDIR to a folder with room"
            ) from error
    return paths


def refuse_overwriting(
    extract: Sequence[str], records: Records, targets: Mapping[str, str | None]
) -> None:
    """No target may be a file of the extract, nor one target the other."""
    read = [file.source.path for table in records.tables.values() for file in table.files]
    # A zip is named in the extract; what is read are copies of its members.
    refuse_targets([*read, *(Path(name) for name in extract if name != STREAM)], targets)


def refuse_targets(
    read: Iterable[Path],
    targets: Mapping[str, str | None],
    why: str = "it is a file of the extract",
) -> None:
    """No target may be a file that is read, nor one target the other, nor lie in no folder.

    That is known before rows are read, which may take minutes.
    """
    taken = {real_path(path): why for path in read}
    for option, target in targets.items():
        if target is None or target == STREAM:
            continue
        path = real_path(target)
        if path in taken:
            raise UsageError(f"{option} {target}: {taken[path]}. Choose another name")
        taken[path] = f"{option} names it too"
        check_place(target)


def one_of(format: str | None, known: Sequence[str]) -> None:  # noqa: A002
    """Raises UsageError for a format that is not known."""
    if format is not None and format not in known:
        raise UsageError(f"--format {format}: must be one of {', '.join(known)}")


def price_series(path: str | None) -> PriceSeries:
    """The price index of a file, or the one that ships."""
    if path is None:
        from accsocial.parameters.prices import default_series

        return default_series()
    from accsocial.parameters.insee import read_prices

    return read_prices(Path(path))


def show(render: Callable[[Console], None]) -> None:
    """Prints for reading: `render` gets the console of stdout."""
    from accsocial.commands.consoles import stdout_console

    with stdout_console() as console:
        render(console)


def show_lines(render: Callable[[Console | Plain], None]) -> None:
    """As `show`, for what is printed line by line."""
    from accsocial.commands.consoles import stdout_lines

    with stdout_lines() as console:
        render(console)

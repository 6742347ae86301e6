"""How the process ends: one message on stderr and an exit code, never a traceback."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from io import TextIOWrapper
from typing import NoReturn

from accsocial.errors import AccsocialError, DataRefused, ExportRefused
from accsocial.language import spoken

INTERRUPTED = 130
DEFECT = 70
"""Exit codes outside the contract: Ctrl-C, and a defect of accsocial itself."""

_INTERRUPTED_WORDS = {
    "en": "interrupted; no result was written",
    "fr": "interrompu\u00a0; aucun résultat n'a été écrit",
}
"""Not among the refusals in French: nothing is imported for them where a signal is answered."""

_NO_MEMORY = (
    "not enough memory for this extract. Give fewer files at a time, or use a machine that has more"
)
_OF_NO_MEMORY = ("can't start new thread", "failed to map segment", "Cannot allocate memory")
"""What Python says where the system gives no memory for a thread or a library."""


class Interrupted(BaseException):
    """Ctrl-C in a command; typer would end the process without a word."""


class ReaderGone(BaseException):
    """The reader of a pipe has what it wanted (| head); typer would call that a failure."""


@contextmanager
def writing_stdout() -> Iterator[None]:
    """What the system refuses to write to stdout is an ExportRefused; a closed pipe stays one."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise ExportRefused(
            f"standard output cannot be written: {error.strerror}. "
            "Free some space, or write elsewhere"
        ) from error


def replace_what_stdout_lacks() -> None:
    """An old encoding lacks accents, or the minus sign and the narrow space of our numbers."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")


def guarded(call: Callable[[], object], leaving: Callable[[], bool] = lambda: False) -> None:
    """Calls the command line and turns whatever it raises into a message and an exit code.

    `leaving` is called before the message, and tells whether the run was interrupted; it does not
    return if somebody else has the last word.
    """
    stop = partial(_stop, leaving)
    try:
        try:
            call()
        finally:
            # What cannot leave is known here, not at exit, where nobody can be told in words.
            _flush()
    except ReaderGone:
        sys.exit(0)
    except (Interrupted, KeyboardInterrupt):
        stop(INTERRUPTED)
    except AccsocialError as error:
        stop(error.exit_code, str(error))
    except MemoryError:
        stop(DataRefused.exit_code, _NO_MEMORY)
    except OSError as error:
        if os.environ.get("ACCSOCIAL_DEBUG"):
            raise
        stop(DataRefused.exit_code, _of_the_system(error))
    except BaseException as error:
        # A panic of polars is no Exception.
        if isinstance(error, SystemExit) or os.environ.get("ACCSOCIAL_DEBUG"):
            raise
        if any(words in str(error) for words in _OF_NO_MEMORY):
            stop(DataRefused.exit_code, _NO_MEMORY)
        # The text of the error may hold values from the data: only its kind and place are shown.
        stop(
            DEFECT,
            f"a defect of accsocial, not of your data: {type(error).__name__} {_place(error)}. "
            "Please report it. ACCSOCIAL_DEBUG=1 shows the details, which may hold personal data",
        )


def _of_the_system(error: OSError) -> str:
    place = f"{os.path.basename(str(error.filename))}: " if error.filename else ""  # noqa: PTH119
    if isinstance(error, FileNotFoundError):
        # What is not there from the beginning is told where it is looked for.
        return f"{place}was there, and is gone. Run again while nobody moves or deletes files"
    reason = error.strerror or type(error).__name__
    return f"{place}the system refused: {reason}. Check the files and the disk, and try again"


def _stop(leaving: Callable[[], bool], code: int, message: str | None = None) -> NoReturn:
    """Says why, and ends; without a message, or where `leaving` says so, it was interrupted."""
    if leaving() or message is None:
        # What was broken off may have failed in any way.
        say_interrupted()
        sys.exit(INTERRUPTED)
    if spoken() != "en":
        # Where there is no memory for it, English is better than nothing.
        with suppress(MemoryError):
            from accsocial.output.refusals import refusal_text

            message = refusal_text(message, spoken())
    say(message)
    sys.exit(code)


def _place(error: BaseException) -> str:
    """Module, function and line of accsocial's last step before the error."""
    place, trace = "", error.__traceback__
    while trace is not None:
        module = str(trace.tb_frame.f_globals.get("__name__"))
        if module.split(".", 1)[0] == "accsocial":
            place = f"in {module}.{trace.tb_frame.f_code.co_name}, line {trace.tb_lineno}"
        trace = trace.tb_next
    return place


def _flush() -> None:
    """Sends off what is left for stdout; what it cannot take is dropped.

    Raises ExportRefused if the system refuses, ReaderGone if nobody reads any more.
    """
    if sys.stdout is None:
        return
    try:
        with writing_stdout():
            sys.stdout.flush()
    except (BrokenPipeError, ExportRefused) as error:
        # Python would try again when it exits, and complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(error, BrokenPipeError):
            raise ReaderGone from error
        raise


def say_interrupted() -> None:
    """That the run was interrupted, on stderr."""
    say(_INTERRUPTED_WORDS[spoken()])


def say(message: str) -> None:
    """The one message of a run that ends before its time, on stderr."""
    if sys.stderr is not None:
        try:
            sys.stderr.write(f"accsocial: {message}\n")
            sys.stderr.flush()
        except OSError:
            # Nobody can be told; the exit code still says it.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())

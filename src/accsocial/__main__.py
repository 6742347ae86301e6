"""The program: `accsocial`, and the same as `python -m accsocial`.

What holds for the whole process is settled here, before anything heavy is imported.
"""

from __future__ import annotations

import atexit
import ctypes
import gc
import os
import sys
from collections.abc import Callable
from typing import NoReturn

_BEGINNING = 256
"""Bytes of what Linux says of the first core: who made it stands first."""

_OBJECTS_BEFORE_SEARCH = 200_000
"""New objects after which Python looks for circular garbage; importing alone makes as many."""

_MEMORY_OF_POLARS = ("_RJEM_MALLOC_CONF", "narenas:2,dirty_decay_ms:10000,muzzy_decay_ms:0")
"""Polars keeps memory that it has used for the next batch, in two stocks and for ten seconds.

By itself it gives it back after half a second: a third of the system's work was to clear it anew.
"""

_INTERVALS_OF_POLARS = ("POLARS_IMPORT_INTERVAL_AS_STRUCT", "1")
"""Without it Polars panics, in so many words on stderr, for a column that nobody asked for."""

_ZONES_OF_POLARS = ("POLARS_IGNORE_TIMEZONE_PARSE_ERROR", "1")
"""Likewise for moments in a time zone that it does not know, such as those of Windows."""

_SORTS_OF_NUMPY = ("NPY_DISABLE_CPU_FEATURES", "X86_V4 AVX512_ICL AVX512_SPR")
"""On a processor of AMD numpy sorts numbers four to six times as fast without AVX-512.

Its AVX-512 sorts write to memory by an instruction (compress) that is slow there: 54 ns for a
number of 64 bits, and 11 with AVX2 (Zen 4, two million numbers). Elsewhere AVX-512 is faster.
"""

_MALLOC = {
    "M_ARENA_MAX": (-8, 1),
    "M_MMAP_THRESHOLD": (-3, 64 << 20),
    "M_TRIM_THRESHOLD": (-1, 256 << 20),
}
"""What GNU's C library is told for numpy: all threads take memory from one stock, which is kept.

By itself it asks the system for each large array, or gives it back at once: a quarter of the
system's work.
"""


def start() -> NoReturn:
    """Runs the command line as a process of its own."""
    # numpy would start a thread per core for products of matrices, of which there are none here:
    # half of the time that its import takes.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    os.environ.setdefault(*_MEMORY_OF_POLARS)
    os.environ.setdefault(*_INTERVALS_OF_POLARS)
    os.environ.setdefault(*_ZONES_OF_POLARS)
    if _is_of_amd():
        os.environ.setdefault(*_SORTS_OF_NUMPY)
    gc.set_threshold(_OBJECTS_BEFORE_SEARCH)
    _set_up_malloc()
    from accsocial.commands.exits import INTERRUPTED, guarded, say_interrupted
    from accsocial.commands.interrupting import Watch

    watch = Watch()
    code: object = INTERRUPTED
    try:
        watch.begin()
        try:
            guarded(_command_line, watch.leaving)
            code = 0
        except SystemExit as end:
            code = end.code
        watch.leaving()
    except KeyboardInterrupt:
        # Between two steps of the end. A run that had come to its end keeps its code.
        watch.leaving()
        if code == INTERRUPTED:
            say_interrupted()
    _leave(watch.code(code))


def _is_of_amd() -> bool:
    """Whether the processor says that it is one of AMD."""
    maker = b"AuthenticAMD"
    try:
        with open("/proc/cpuinfo", "rb") as told:  # noqa: PTH123 - pathlib takes time to import
            return maker in told.read(_BEGINNING)
    except OSError:
        # No Linux: Windows says so in its environment.
        return maker.decode() in os.environ.get("PROCESSOR_IDENTIFIER", "")


def _set_up_malloc() -> None:
    if sys.platform == "linux":
        # Other C libraries have no such options.
        mallopt: Callable[[int, int], int] | None = getattr(ctypes.CDLL(None), "mallopt", None)
        if mallopt is not None:
            for option, value in _MALLOC.values():
                mallopt(option, value)


def _command_line() -> None:
    # Imported under guard: Ctrl-C is answered in words from here on.
    from accsocial.cli import prepared
    from accsocial.errors import UsageError
    from accsocial.language import asked, speak

    speak(asked(sys.argv[1:]))
    if os.environ.get("POLARS_MAX_THREADS") == "0":
        # Polars would end the process with a report of its own.
        raise UsageError("POLARS_MAX_THREADS=0: one thread is the least. Unset it, or set another")
    prepared(sys.argv[1:])()


def _leave(code: object) -> NoReturn:
    """Ends the process at once; what has to be said was said, and its streams were emptied.

    Taking down every module would take as long as a tenth of a small job. And after Ctrl-C, nobody
    waits for what other threads are still at.
    """
    atexit._run_exitfuncs()  # noqa: SLF001 - temporary folders are removed by these
    os._exit(code if isinstance(code, int) else int(code is not None))


if __name__ == "__main__":
    start()

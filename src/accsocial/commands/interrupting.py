"""Ctrl-C ends the process within a second, also while a library is at work in its own code.

So do SIGTERM (`timeout`, `docker stop`) and SIGHUP (a terminal that is closed), which would end it
at once and leave its temporary files behind.

Python hears of a signal when a library returns to it: of a hundred million numbers to sort, it
returns after a minute. The system tells a thread at once, and that one waits no longer than GRACE.
"""

from __future__ import annotations

import atexit
import os
import signal
import sys
import threading
from collections.abc import Container
from typing import TYPE_CHECKING, NoReturn

from accsocial.commands.exits import INTERRUPTED, say_interrupted

if TYPE_CHECKING:
    from types import FrameType

GRACE = 0.4
"""Seconds in which the process may end in the usual way."""


class Watch:
    """Looks after signals from a thread of its own."""

    def __init__(self) -> None:
        self._leaving = threading.Event()
        self._ending = threading.RLock()
        self._deaf = False
        self._heard: int | None = None

    def begin(self) -> None:
        """Starts the thread, if the system can tell one, for the signals that are not ignored."""
        if os.name == "nt":
            return
        if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
            # A shell does that to what it starts in the background. Polars would listen all the
            # same, and break off the file that it reads.
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        usual = {
            signal.SIGINT: signal.default_int_handler,
            signal.SIGTERM: signal.SIG_DFL,
            # Ignored under nohup.
            signal.SIGHUP: signal.SIG_DFL,
        }
        listening = [number for number in usual if signal.getsignal(number) == usual[number]]
        if not listening:
            return
        heard, told = os.pipe()
        os.set_blocking(told, False)
        signal.set_wakeup_fd(told, warn_on_full_buffer=False)
        threading.Thread(target=self._watch, args=(heard, listening), daemon=True).start()
        sys.unraisablehook = self._tell_unraisable
        for number in listening:
            signal.signal(number, self._hear)

    def leaving(self) -> bool:
        """The process is about to end, and whoever calls this ends it, deaf to further signals.

        Returns whether a signal has interrupted the run. Does not return if one ends it already:
        two at it would say so twice, and the first to leave would leave behind what the other still
        removes.
        """
        self._deaf = True
        self._leaving.set()
        while True:
            try:
                self._ending.acquire()
            except KeyboardInterrupt:
                continue
            return self._heard is not None

    def code(self, code: object) -> object:
        """The exit code of an end with this one: it tells which signal interrupted the run."""
        if code != INTERRUPTED or self._heard is None:
            return code
        return _code_of(self._heard)

    def _hear(self, number: int, frame: FrameType | None) -> None:
        """Interrupts once: a second interruption would break off what the first one tidies up."""
        if not self._deaf and self._heard is None:
            self._heard = number
            signal.default_int_handler(number, frame)

    def _tell_unraisable(self, unraisable: sys.UnraisableHookArgs) -> None:
        """Python's word on an error in a place that cannot fail, such as the end of a generator.

        An interrupt is such an error, and makes others. It was answered, or the thread answers it.
        """
        if self._heard is None and not isinstance(unraisable.exc_value, KeyboardInterrupt):
            sys.__unraisablehook__(unraisable)

    def _watch(self, heard: int, listening: Container[int]) -> None:
        number = 0
        while number not in listening:
            (number,) = os.read(heard, 1)
        if not self._leaving.wait(GRACE):
            with self._ending:
                _end(_code_of(number))


def _code_of(number: int) -> int:
    """What a shell says of a process that a signal ended."""
    return 128 + number


def _end(code: int) -> NoReturn:
    say_interrupted()
    # Temporary folders, and outputs that are half written, are removed by these.
    atexit._run_exitfuncs()  # noqa: SLF001 - there is no other way to call them
    os._exit(code)

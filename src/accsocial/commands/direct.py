"""Rich's console as the commands use it."""

from __future__ import annotations

from rich.console import Console


class Direct(Console):
    """A console that leaves a closed pipe to the caller; rich would end the process as failed."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError

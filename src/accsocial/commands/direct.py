"""Rich's console as the commands use it."""

from __future__ import annotations

from typing import Any

from rich.console import Console

from accsocial.output.lines import USUAL_WIDTH


class Direct(Console):
    """A console that leaves a closed pipe to the caller; rich would end the process as failed.

    It has columns: rich takes COLUMNS=0 at its word, and no text can be wrapped to nothing.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        if not self.width:
            self.width = USUAL_WIDTH

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError

"""docs/images/indicators.svg: what a real run prints, as a picture."""

from __future__ import annotations

import io
import re
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import SVG_EXPORT_THEME

from accsocial import compute, read, summarise
from accsocial.output.terminal import render

SHOWN = (
    "appointments_per_beneficiary",
    "appointments_per_working_day",
    "cost_per_beneficiary",
    "cost_growth",
)
EXTRACT = "data/samples/gesica"
COMMAND = f"accsocial indicators {EXTRACT} --only {','.join(SHOWN)}"
"""The command of the picture: the README shows it too."""

_WIDTH = 80


def picture(root: Path) -> str:
    """The picture of `COMMAND` run in the folder `root`, as SVG; the same bytes each time."""
    results = compute(summarise(read(root / EXTRACT)), only=SHOWN)
    console = Console(
        file=io.StringIO(),
        record=True,
        width=_WIDTH,
        force_terminal=True,
        color_system="truecolor",
        _environ={},
    )
    render(results, console, "en")
    svg = console.export_svg(
        title="accsocial indicators", theme=SVG_EXPORT_THEME, unique_id="accsocial"
    )
    # The fonts would be fetched from elsewhere by whoever looks at the picture.
    local = re.sub(r"\s*@font-face \{.*?\n    \}", "", svg, flags=re.DOTALL)
    return "\n".join(line.rstrip() for line in local.splitlines()) + "\n"

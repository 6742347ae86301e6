"""docs/images/indicators.svg: what a real run prints, as a picture."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import SVG_EXPORT_THEME

from accsocial import compute, read, summarise
from accsocial.output.terminal import render

SHOWN = (
    "appointments_per_beneficiary",
    "share_of_beneficiaries_advice_only",
    "appointments_per_working_day",
    "cost_per_beneficiary",
    "cost_growth",
    "inflation",
)
EXTRACT = "data/samples/gesica"

_WIDTH = 92


def picture(root: Path) -> str:
    """Some results of the Caf in the sample under `root`, as SVG; the same bytes each time."""
    results = compute(summarise(read(root / EXTRACT)), only=SHOWN)
    excerpt = replace(results, frame=results.frame.filter(body="caf"))
    console = Console(
        file=io.StringIO(),
        record=True,
        width=_WIDTH,
        force_terminal=True,
        color_system="truecolor",
        _environ={},
    )
    render(excerpt, console, "en")
    svg = console.export_svg(
        title=f"accsocial indicators {EXTRACT} (excerpt)",
        theme=SVG_EXPORT_THEME,
        unique_id="accsocial",
    )
    # The fonts would be fetched from elsewhere by whoever looks at the picture.
    local = re.sub(r"\s*@font-face \{.*?\n    \}", "", svg, flags=re.DOTALL)
    return "\n".join(line.rstrip() for line in local.splitlines()) + "\n"

"""The settings of an earlier run, so that a later one can be done alike."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from accsocial.records.files.filenames import shown
from accsocial.records.layout import SHIPPED

if TYPE_CHECKING:
    from accsocial.regression.manifest import Manifest


def recorded_settings(manifest: Manifest, beside: Path) -> dict[str, Any]:
    """The settings and rules of a manifest; files that they name are looked for `beside` it."""
    found = dict(manifest.settings)
    for name in ("layout", "prices"):
        file = found.get(name)
        if isinstance(file, str) and file not in SHIPPED and (beside / file).is_file():
            found[name] = str(beside / file)
    return {**found, "rules": dict(manifest.rules)}


def told_path(path: Path) -> str:
    """A path for reports: below the working folder it is relative, elsewhere the bare name."""
    relative = os.path.relpath(path)
    outside = relative.startswith("..") or Path(relative).is_absolute()
    return shown(path.name if outside else relative.replace(os.sep, "/"))

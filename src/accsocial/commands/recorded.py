"""The settings of an earlier run, so that a later one can be done alike."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from accsocial.config import names_a_file
from accsocial.records.files.filenames import shown

if TYPE_CHECKING:
    from accsocial.config import Settings
    from accsocial.regression.manifest import Manifest


def recorded_settings(manifest: Manifest, beside: Path) -> dict[str, Any]:
    """The settings and rules of a manifest; files that they name are looked for `beside` it."""
    found = dict(manifest.settings)
    for name, value in manifest.settings.items():
        if names_a_file(name, value) and (beside / str(value)).is_file():
            found[name] = str(beside / str(value))
    return {**found, "rules": dict(manifest.rules)}


def has_recorded_years(chosen: Settings, manifest: Manifest) -> bool:
    """Whether the years of a run are those of the manifest: then nobody has asked for others."""
    return [*chosen.year] == [*manifest.settings.get("year", ())]


def told_path(path: Path) -> str:
    """A path for reports: below the working folder it is relative, elsewhere the bare name."""
    relative = os.path.relpath(path)
    outside = relative.startswith("..") or Path(relative).is_absolute()
    return shown(path.name if outside else relative.replace(os.sep, "/"))

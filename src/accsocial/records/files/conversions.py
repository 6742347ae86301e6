"""Folders that `accsocial convert` wrote, told by their manifest."""

from __future__ import annotations

MANIFEST = "manifest.json"
TOOL, KIND = "accsocial", "conversion"
"""What the manifest says of itself: folders of extracts may hold a file of this name too."""

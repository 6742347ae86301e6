"""Figures in the tests of a project: the fixture `accsocial_results` of pytest."""

from __future__ import annotations

from accsocial.testing.asked import AccsocialResults

__all__ = ["AccsocialResults"]

"""Invented extracts of any size, whose figures are those of a profile."""

from accsocial.simulation.plan import Plan, parse_years
from accsocial.simulation.profile_file import load_profile
from accsocial.simulation.run import simulate, steps

__all__ = ["Plan", "load_profile", "parse_years", "simulate", "steps"]

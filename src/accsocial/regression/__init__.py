"""Runs that can be replayed, and figures that are held against earlier ones."""

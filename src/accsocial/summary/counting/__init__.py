"""Rows -> summary tables under some counting rules, which are told here and nowhere else."""

"""The quantities that indicators are made of: one module per kind of summary table."""

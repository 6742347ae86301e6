"""accsocial beside DuckDB, Polars and pandas: the same figures, in what time and memory.

`python -m benchmarks` from the folder above makes the data, measures, and writes RESULTS.md.
"""

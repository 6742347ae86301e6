"""RESULTS.md: the measures as ratios, with the machine and the versions."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import version

from benchmarks.extracts import Extract
from benchmarks.question import ALL_INDICATORS, PRICES
from benchmarks.rounds import Taken
from benchmarks.ways import ACCSOCIAL

PACKAGES = ("accsocial", "polars", "duckdb", "pandas", "numpy", "pyarrow")
_MEGA = 1_000_000
_GIBI = 1 << 30

_HEADER = (
    "Way",
    "Time, small",
    "Time, large",
    "Processor time, large",
    "Peak memory, small",
    "Peak memory, large",
    "Time, large / small",
)

_HEADER_OF_ONE_SIZE = ("Way", "Time", "Processor time", "Peak memory")

_ABOUT = """\
The same figures, answered by whole processes, each from its start to its last byte, on invented
extracts of canonical Parquet files (`accsocial simulate`). The ways take turns; shown are medians
of {runs} runs, and times are ratios to accsocial: 2.0 is twice as long. Before a time was taken
down, all figures were equal: counts exactly, quotients and money to 1e-12.

* **accsocial**: `accsocial indicators --only ...`. It also reads the other tables, checks every row
  and that no key is there twice, and keeps the account of what it read. The others trust the files.
* **DuckDB**: the best SQL found, [figures.sql](figures.sql).
* **all figures**: not ten but {all_figures}: all that the tables appointments, workers and costs
  give, without {prices}, which need price indices. DuckDB's SQL is
  [all_figures.sql](all_figures.sql); Polars and pandas are not asked.
* **Polars**: one lazy query per figure with `group_by` and `n_unique`, collected together, so that
  what they share is done once: [with_polars.py](with_polars.py).
* **pandas**: [with_pandas.py](with_pandas.py), with Arrow's types.
* **after `accsocial convert`**: both read the converted files. accsocial verifies each by its
  SHA-256, and takes the counts that the conversion keeps beside them.
* **decoding alone**: the floor. Polars decodes the columns that the figures need, some rows at a
  time, and drops them.
* **decoding into memory**: the same columns, all rows of them at once (`pl.read_parquet`): what
  whoever loads the files has before a figure is computed.
* **text files**: the same rows in CSV files with `;`: in cp1252 for accsocial, as French systems
  write them, in UTF-8 for DuckDB, which is told every type: [from_csv.sql](from_csv.sql).
* **a thousand rows**: what it takes to start. `python -c "import polars"` is what no run saves that
  reads with Polars.
"""


def page(
    command: str,
    day: str | None,
    runs: int,
    extracts: Sequence[Extract],
    taken: Mapping[str, Sequence[Mapping[str, Taken]]],
) -> str:
    """The page in Markdown.

    `extracts` are the small and the large one; `taken` has what each way took for each of them,
    by question, or for one of another size.
    """
    parts = [
        "# Benchmarks: results",
        f"Written by `{command}`{f' on {day}' if day else ''}.",
        _about(runs),
        "\n".join(_circumstances(extracts)),
    ]
    for question, sizes in taken.items():
        parts += [f"## {question}", "\n".join(_table(sizes))]
        parts += [
            f"{name} did not end for the {size} extract ({one.failed})."
            for size, ways in zip(("small", "large"), sizes, strict=False)
            for name, one in ways.items()
            if one.failed
        ]
    return "\n\n".join(parts) + "\n"


def _about(runs: int) -> str:
    prices = " and ".join(f"`{indicator}`" for indicator in PRICES)
    return _ABOUT.format(runs=runs, all_figures=len(ALL_INDICATORS), prices=prices).strip()


def _circumstances(extracts: Sequence[Extract]) -> Iterator[str]:
    small, large = extracts
    yield "| | |"
    yield "| --- | --- |"
    for name, made in (("Small", small), ("Large", large)):
        yield f"| {name} | {made.rows:,} rows of appointments, {made.size / _MEGA:,.1f} MB |"
    yield f"| Large / small | {large.rows / small.rows:.2f} times the rows |"
    yield f"| Machine | {_machine()} |"
    yield f"| Python | {platform.python_version()} |"
    yield f"| Packages | {', '.join(f'{name} {version(name)}' for name in PACKAGES)} |"


def _machine() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / _GIBI
    return f"{os.cpu_count()} cores, {memory:.0f} GiB, {platform.system()} {platform.machine()}"


def _table(sizes: Sequence[Mapping[str, Taken]]) -> Iterator[str]:
    header = _HEADER if len(sizes) > 1 else _HEADER_OF_ONE_SIZE
    yield f"| {' | '.join(header)} |"
    yield f"| --- |{' ---: |' * (len(header) - 1)}"
    units = [of[ACCSOCIAL.name] for of in sizes]
    for name in sizes[0]:
        ways = [of[name] for of in sizes]
        cells = _cells(*ways, *units) if len(sizes) > 1 else _cells_of_one_size(*ways, *units)
        yield f"| {' | '.join((name, *cells))} |"
    yield ""
    yield f"accsocial took {' and '.join(f'{unit.wall:.2f} s' for unit in units)}."


def _cells(small: Taken, large: Taken, unit_small: Taken, unit_large: Taken) -> list[str]:
    growth = 0 if small.failed else large.wall / small.wall
    return [
        _shown(small.wall / unit_small.wall, small),
        _shown(large.wall / unit_large.wall, large),
        _shown(large.cpu / unit_large.cpu, large),
        _shown(small.peak / _MEGA, small, unit=" MB"),
        _shown(large.peak / _MEGA, large, unit=" MB"),
        _shown(growth, small, large),
    ]


def _cells_of_one_size(way: Taken, unit: Taken) -> list[str]:
    return [
        _shown(way.wall / unit.wall, way),
        _shown(way.cpu / unit.cpu, way),
        _shown(way.peak / _MEGA, way, unit=" MB"),
    ]


def _shown(number: float, *needed: Taken, unit: str = "") -> str:
    places = 0 if unit else 2
    return "–" if any(one.failed for one in needed) else f"{number:,.{places}f}{unit}"

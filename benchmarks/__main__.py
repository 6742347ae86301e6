"""`python -m benchmarks`: makes the data, measures, and writes the results."""

from __future__ import annotations

import argparse
import shlex
import sys
from collections import defaultdict
from functools import partial
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.extracts import as_text, converted, extract, warm
from benchmarks.process import Failed
from benchmarks.question import QUESTIONS
from benchmarks.report import page
from benchmarks.rounds import Different, Taken, rounds
from benchmarks.ways import AFTER_CONVERSION, OF_ALL_FIGURES, OF_FEW_ROWS, OF_TEXT, WAYS

RESULTS = Path(__file__).with_name("RESULTS.md")
BY_TERRITORY = "By body, territory and year"
CONVERTED = f"{BY_TERRITORY}, after `accsocial convert`"
TEXT = f"{BY_TERRITORY}, all figures, of text files"
FEW_ROWS = f"{BY_TERRITORY}, all figures, of a thousand rows"
A_THOUSAND_ROWS = 0.0001, "2022"
"""The scale and the year that give as many."""

MORE_RUNS = 5
"""How many times as many runs those get that take but part of a second."""

ASKED = {"": WAYS, ", all figures": OF_ALL_FIGURES}
"""Who is asked for the ten figures, and for all, by what it adds to the name of a question."""
GROWTH = 10
"""How many times the small extract the large one is."""


def main() -> int:
    """Runs everything; returns the exit code: 1 if ways differ or accsocial fails."""
    options = _options()
    try:
        with TemporaryDirectory() as scratch:
            written = _measured(options, Path(options.data or scratch))
    except (Different, Failed) as error:
        print(f"benchmarks: {error}", file=sys.stderr)
        return 1
    Path(options.output).write_text(written, encoding="utf-8")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--scale", type=float, default=0.1, help="1 is the whole country")
    parser.add_argument("--years", default="2018-2022")
    parser.add_argument("--runs", type=int, default=3, help="of each way, for each size")
    parser.add_argument("--data", help="folder that keeps the extracts; default: they are removed")
    parser.add_argument("--day", help="the day to write into the results; default: none")
    parser.add_argument("--output", "-o", default=str(RESULTS), help="file to write")
    options = parser.parse_args()
    if options.runs < 1:
        parser.error("--runs: must be 1 or more")
    return options


def _measured(options: argparse.Namespace, folder: Path) -> str:
    scales = (options.scale / GROWTH, options.scale)
    extracts = [extract(folder, scale, options.years) for scale in scales]
    # First: a peak of memory cannot be measured below that of this process, which answers fill.
    few_rows = _of_few_rows(folder, MORE_RUNS * options.runs)
    taken: defaultdict[str, list[dict[str, Taken]]] = defaultdict(list)
    for made in extracts:
        warm(made)
        for (groups, by), (figures, ways) in product(QUESTIONS.items(), ASKED.items()):
            question = f"{groups}{figures}"
            tell = partial(_say, f"{made.rows:,} rows, {question}")
            taken[question].append(rounds(made, by, options.runs, tell, ways))
        after = converted(made)
        warm(after)
        by, tell = QUESTIONS[BY_TERRITORY], partial(_say, f"{made.rows:,} rows, {CONVERTED}")
        taken[CONVERTED].append(rounds(after, by, options.runs, tell, AFTER_CONVERSION))
    for scale in scales:
        made = as_text(folder, scale, options.years)
        warm(made)
        tell = partial(_say, f"{made.rows:,} rows, {TEXT}")
        taken[TEXT].append(rounds(made, by, options.runs, tell, OF_TEXT))
    taken[FEW_ROWS].append(few_rows)
    command = ["python", "-m", "benchmarks", "--scale", f"{options.scale:g}"]
    command += ["--years", options.years, "--runs", str(options.runs)]
    return page(shlex.join(command), options.day, options.runs, extracts, taken)


def _of_few_rows(folder: Path, runs: int) -> dict[str, Taken]:
    made = extract(folder, *A_THOUSAND_ROWS)
    warm(made)
    tell = partial(_say, f"{made.rows:,} rows, {FEW_ROWS}")
    return rounds(made, QUESTIONS[BY_TERRITORY], runs, tell, OF_FEW_ROWS)


def _say(head: str, said: str) -> None:
    print(f"{head}: {said}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())

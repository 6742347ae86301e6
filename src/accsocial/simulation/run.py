"""`simulate`: a whole invented extract, year by year, in a folder that appears when it is whole."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import polars as pl

from accsocial import __version__
from accsocial.output.files import in_memory
from accsocial.output.folders import check_target, whole_folder
from accsocial.records.files.conversions import MANIFEST
from accsocial.records.prefetch import prefetched
from accsocial.records.schema import TABLES
from accsocial.simulation import activity, money, staff, supports, tables
from accsocial.simulation.defects import Planter
from accsocial.simulation.draws import draws
from accsocial.simulation.gathered import Gathered
from accsocial.simulation.organisations import Population
from accsocial.simulation.plan import Plan
from accsocial.simulation.writing import table_file

KIND = "simulation"
DEFECTS = "defects.csv"
_NOTICE = "Invented data: none of these persons, workers, amounts or days exist."

Listener = Callable[[str, int, int], None]
"""Hears of progress: what is made, how many rows are written, and how many `steps` that was."""

_ROWS_PER_COUNTED = 1.3


def simulate(
    plan: Plan,
    target: str | Path,
    *,
    overwrite: bool = False,
    listener: Listener | None = None,
) -> dict[str, int]:
    """Writes the extract to the folder `target`; returns the rows of each table.

    One file for each table and year, manifest.json, and defects.csv if defects were asked for.
    The same plan gives the same bytes. Raises ExportRefused if the folder cannot be written or
    holds something else; whatever goes wrong, nothing is left behind.
    """
    folder = Path(target)
    check = partial(check_target, folder, (), overwrite=overwrite, kind=KIND)
    check()
    with whole_folder(folder, check) as new:
        return _Run(plan, new, listener).run()


def steps(plan: Plan) -> int:
    """About how many steps a simulation takes: each row is made, then written."""
    population = Population(plan.profile, plan.scale, plan.seed)
    counted = sum(
        cell.beneficiaries * cell.mean
        for body in population.bodies
        for year in plan.every_year
        for cell in population.cells(body, year)
    )
    return round(2 * _ROWS_PER_COUNTED * counted)


class _Run:
    def __init__(self, plan: Plan, folder: Path, listener: Listener | None) -> None:
        self.plan = plan
        self.folder = folder
        self.population = Population(plan.profile, plan.scale, plan.seed)
        self.labels = tables.Labels(self.population, free=bool(plan.defects))
        self.planter = Planter(plan.defects, plan.seed, plan.format, plan.period[1])
        self.rows = dict.fromkeys(TABLES, 0)
        self.files: dict[str, int] = {}
        self._listener = listener

    def run(self) -> dict[str, int]:
        for year in self.plan.every_year:
            self._write_year(year)
        if self.plan.defects:
            listed = in_memory(self.planter.planted.write_csv)
            (self.folder / DEFECTS).write_bytes(listed)
            self.files[DEFECTS] = self.planter.planted.height
        manifest = json.dumps(self._manifest(), ensure_ascii=False, indent=1)
        (self.folder / MANIFEST).write_text(manifest + "\n", encoding="utf-8")
        return self.rows

    def _write_year(self, year: int) -> None:
        held, followed, employed = self._gathered(year)
        frames: dict[str, Callable[[], Iterator[pl.DataFrame]]] = {
            "appointments": lambda: tables.appointments(
                held.columns(), year, self.labels, self.plan.period[1]
            ),
            "supports": lambda: tables.supports(followed.columns(), year, self.labels),
            "workers": lambda: tables.workers(employed.columns(), year, self.labels),
            "costs": lambda: iter([money.costs(self.population, year)]),
            "households": lambda: iter([money.households(self.population, year)]),
        }
        for table, make in frames.items():
            self._write(table, year, make)

    def _gathered(self, year: int) -> tuple[Gathered, Gathered, Gathered]:
        """Appointments, supports and workers of all organisations."""
        plan, profile = self.plan, self.plan.profile
        chances = draws(profile, year)
        held, followed, employed = map(Gathered, (activity.TYPES, supports.TYPES, staff.TYPES))
        for body in self.population.bodies:
            for cell in self.population.cells(body, year):
                year_of = activity.activity(cell, profile, chances, plan.seed)
                begun = supports.supports(cell, year_of, profile, chances, plan.period, plan.seed)
                rows = held.add(cell, year_of.rows) + followed.add(cell, begun)
                employed.add(cell, staff.staff(cell, profile, chances, plan.seed))
                self._tell(str(year), 0, rows)
        return held, followed, employed

    def _write(self, table: str, year: int, make: Callable[[], Iterator[pl.DataFrame]]) -> None:
        name = f"{table}_{year}.{self.plan.format}"
        with table_file(self.folder / name, self.plan.format) as file:
            # The next rows are given text while these are written.
            ready = prefetched(lambda: self.planter.spoiled(table, name, file.first_line, make()))
            with closing(ready) as frames:  # type: ignore[type-var]  # a generator can be closed
                for frame in frames:
                    file.write(frame)
                    self.files[name] = self.files.get(name, 0) + frame.height
                    self._tell(name, frame.height, frame.height)
        self.rows[table] += self.files[name]

    def _tell(self, what: str, rows: int, steps: int) -> None:
        if self._listener is not None:
            self._listener(what, rows, steps)

    def _manifest(self) -> dict[str, object]:
        plan = self.plan
        return {
            "tool": "accsocial",
            "kind": KIND,
            "version": __version__,
            "notice": _NOTICE,
            "profile": plan.profile.model_dump(mode="json"),
            "years": list(plan.years),
            "scale": plan.scale,
            "seed": plan.seed,
            "defects": plan.defects,
            "extracted_on": plan.period[1].isoformat(),
            "organisations": {b: len(self.population.territories(b)) for b in plan.profile.bodies},
            "rows": self.rows,
            "files": self.files,
        }

"""The fates of appointments in the caseload: those whose day is in a window of six months."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from accsocial.model import Text
from accsocial.summary.counting.caseload import month_number
from accsocial.summary.counting.seen import WINDOW
from accsocial.tracing.of_appointments import OF_OTHER_WORKER, after_rules
from accsocial.tracing.population import UNKNOWN, Population
from accsocial.tracing.scene import Group, Scene, in_group

_FIRST, _LAST = "first_month", "last_month"

_ELSEWHERE = Text("of other groups or other months", "d'autres groupes ou d'autres mois")
_INSIDE = Text("of the group, in windows of six months", "du groupe, dans des fenêtres de six mois")


def of_caseload(scene: Scene, group: Group) -> Population:
    """Appointments in the windows of the months of a group's year that the caseload tells.

    The window of January reaches back into the year before.
    """
    places = [name for name in scene.activity.codes.groups.columns if name != "year"]
    groups = scene.activity.codes.groups.table()
    windows = groups.join(_windows(scene, group, places), on=places, nulls_equal=True)
    windows = windows.select("group", _FIRST, _LAST)
    nobody = pl.col("beneficiary").is_null()
    fates = [
        (UNKNOWN, nobody & pl.col("worker").is_null()),
        ("workers_counted", nobody & OF_OTHER_WORKER),
    ]
    fate = after_rules(scene.rules, fates)

    def slices() -> Iterator[pl.DataFrame]:
        for rows in scene.activity.rows(windows["group"].to_numpy()):
            here = rows.join(windows, on="group").filter(
                month_number(pl.col("date")).is_between(_FIRST, _LAST)
            )
            yield scene.with_counts(here).with_columns(fate)

    every = scene.activity.height
    return Population("appointments", slices(), every, elsewhere=_ELSEWHERE, inside=_INSIDE)


def _windows(scene: Scene, group: Group, places: list[str]) -> pl.DataFrame:
    """By place the first month (years times twelve plus month) of its windows, and the last."""
    caseload = scene.summary.tables["caseload"].filter(in_group(group))
    month = month_number(pl.date("year", "month", 1))
    return caseload.group_by(places).agg(
        (month.min() - WINDOW + 1).alias(_FIRST), month.max().alias(_LAST)
    )

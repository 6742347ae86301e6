"""What a test asks of the results of an extract: one value, one row, other settings.

Imports are light: pytest loads this with every run of every project that has accsocial.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from accsocial.errors import AccsocialError, UsageError

if TYPE_CHECKING:
    from accsocial.config import Settings
    from accsocial.regression.values import Value
    from accsocial.results import Results

Given = ParamSpec("Given")
Found = TypeVar("Found")


def _told_at_the_test(method: Callable[Given, Found]) -> Callable[Given, Found]:
    """A mistake of a test is shown at its own line, not at the steps inside accsocial."""

    @wraps(method)
    def call(*args: Given.args, **kwargs: Given.kwargs) -> Found:
        __tracebackhide__ = True
        try:
            return method(*args, **kwargs)
        except (AccsocialError, AssertionError) as error:
            raise error.with_traceback(None) from None

    return call


class AccsocialResults:
    """The results of an extract, computed when they are first asked for, and once.

    Settings are found as on the command line: variables, then the file `config` or an
    accsocial.toml `beside`, then defaults. `given` stand before all of them, as options do.
    """

    def __init__(
        self,
        extract: Sequence[str],
        *,
        config: str | None = None,
        beside: Sequence[Path] = (),
        given: Mapping[str, Any] | None = None,
    ) -> None:
        self._extract = tuple(extract)
        self._config = config
        self._beside = tuple(beside)
        self._given = dict(given or {})
        self._others: dict[str, AccsocialResults] = {}

    def __repr__(self) -> str:
        names = [*(Path(name).name for name in self._extract), *_conditions(self._given)]
        return f"AccsocialResults({', '.join(names)})"

    @_told_at_the_test
    def value(self, indicator: str, **group: object) -> float:
        """The value of an indicator in the one group of these values, such as year=2022.

        Raises AssertionError if it has none: whatever was expected of it, it is not there.
        Otherwise as `row`.
        """
        row = self.row(indicator, **group)
        if row.value is None:
            reason = f": {row.reason}" if row.reason else ""
            raise AssertionError(f"{_named(indicator, group)} has no value ({row.status}{reason})")
        return row.value

    @_told_at_the_test
    def row(self, indicator: str, **group: object) -> Value:
        """The value with numerator, denominator, what could not be placed, status and reason.

        Raises UsageError for an indicator or group that does not exist, naming the nearest, and
        where several groups are meant.
        """
        from accsocial.computation.compute import one_indicator
        from accsocial.computation.selection import conditions, selected
        from accsocial.regression.values import values_of

        found = one_indicator(indicator)
        where = conditions(_conditions(group), option="")
        frame, groups = self.results.frame.filter(indicator=found.id), self.results.groups
        if frame.is_empty():
            raise UsageError(
                f"{indicator} is not among the results: the setting only leaves it out. Add it "
                "there, or ask under(only=...)"
            )
        rows = selected(frame, groups, where, option="")
        if rows.height > 1:
            more = " and ".join(name for name in groups if rows[name].n_unique() > 1)
            raise UsageError(
                f"{_named(indicator, group)} means {rows.height} groups, and there is one value "
                f"for each: say which {more}"
            )
        (value,) = values_of(rows, groups).rows.values()
        return value

    @_told_at_the_test
    def under(self, **settings: Any) -> AccsocialResults:
        """The results of the same extract under other settings, named as in accsocial.toml.

        Counting rules stand beside the others: under(by="territory", working_days=228). What
        was asked for once is not computed again. Raises UsageError for a setting that does not
        exist, naming the nearest.
        """
        from accsocial.config import setting_names
        from accsocial.regression.tables import only_known

        only_known(settings, setting_names(), "under()")
        other = AccsocialResults(
            self._extract,
            config=self._config,
            beside=self._beside,
            given={**self._given, **settings},
        )
        return self._others.setdefault(repr(other.settings), other)

    @cached_property
    def settings(self) -> Settings:
        """The settings of the run. Raises UsageError for one that is not valid."""
        from accsocial.commands.steps import named_paths
        from accsocial.config import settings

        beside = [*named_paths(self._extract), *self._beside]
        return settings(self._given, config=self._config, beside=beside)

    @cached_property
    def results(self) -> Results:
        """All results, with their frame, rules and ledger.

        Raises UsageError for a path or setting, DataRefused for data that cannot be used.
        """
        from accsocial.commands.job import Job
        from accsocial.commands.producing import produce

        results, _ = produce(Job(self._extract, self.settings, quiet=True))
        return results


def _named(indicator: str, group: Mapping[str, object]) -> str:
    return " ".join([indicator, *_conditions(group)])


def _conditions(group: Mapping[str, object]) -> list[str]:
    """`["body=caf", "site="]`; None means the rows without one, as in the frame."""
    return [f"{name}={'' if part is None else part}" for name, part in group.items()]

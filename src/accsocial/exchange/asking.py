"""What may be asked of a summary: its groups, its rules, and the parameters of formulas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from accsocial.computation.totals import RULE_PARAMETERS
from accsocial.errors import UsageError
from accsocial.exchange.stored import Stored
from accsocial.given import as_given
from accsocial.rules import CountingRules
from accsocial.summary import Part
from accsocial.summary.codes.groups import result_groups
from accsocial.summary.gathered import check_groups

_ADD_UP = "territory"


def asked_of(summary: Stored, by: Sequence[str], rules: CountingRules) -> Part:
    """The counts of a summary for some groups, and with other parameters.

    `by` adds group columns to body and year, as for an extract. Of `rules` those that were set
    (not left to their defaults) are looked at. Raises UsageError for groups that the summary
    lacks or cannot be made from, and for rules that it was not made with.
    """
    groups = _groups(summary, by)
    check_groups(summary.part.delivered, groups)
    changed = {}
    for name in CountingRules.model_fields:
        asked, made_with = getattr(rules, name), getattr(summary.part.rules, name)
        if name not in rules.model_fields_set or asked == made_with:
            continue
        if name not in RULE_PARAMETERS:
            raise UsageError(
                f"{name} {as_given(asked)}: {summary.folder} was made with {as_given(made_with)}, "
                "and its counts cannot be changed. Leave it out, or make the summary again"
            )
        changed[name] = asked
    return replace(summary.part, groups=groups, rules=summary.part.rules.model_copy(update=changed))


def _groups(summary: Stored, by: Sequence[str]) -> tuple[str, ...]:
    asked = result_groups(by)
    has = ", ".join(summary.part.columns)
    lacking = [name for name in asked if name not in summary.part.columns]
    if lacking:
        raise UsageError(
            f"--by {lacking[0]}: {summary.folder} is by {has}. Leave it out, or make the summary "
            f"again with --by {lacking[0]}"
        )
    apart = summary.part.rules.id_scope == "territory"
    left_out = [
        name
        for name in summary.part.columns
        if name not in asked and not (apart and name == _ADD_UP)
    ]
    if left_out:
        raise UsageError(
            f"{summary.folder} is by {has}: who is in two of them counts in both, so that they do "
            f"not add up. Ask for its own groups, --by {','.join(left_out)}"
        )
    return asked

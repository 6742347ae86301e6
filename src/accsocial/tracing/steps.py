"""A population as steps: read, rejected, left out by each rule, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from accsocial.model import Text
from accsocial.records.ledger import Ledger
from accsocial.tracing.explanation import Sign, Step, Trail
from accsocial.tracing.population import COUNTED, FATES, Population
from accsocial.tracing.scene import Group
from accsocial.tracing.walk import Walked

_READ = Text("rows read", "lignes lues")
_BLANK = Text("blank", "vides")
_REJECTED = Text("rejected: {}", "rejetées : {}")
_SPLIT = Text(
    "further rows of cells that name several persons",
    "autres lignes des cellules qui nomment plusieurs personnes",
)
_ACCEPTED = Text("accepted", "acceptées")


def trail(ledger: Ledger, population: Population, walked: Walked, group: Group) -> Trail:
    """The steps of a population that was `walked`, from the rows that were read."""
    accounts = ledger.of_table(population.table)
    rejected: Counter[str] = Counter()
    for account in accounts:
        rejected.update(account.rejected)
    steps = [
        Step(Sign.START, _READ, sum(account.read for account in accounts)),
        *_less(_BLANK, sum(account.blank for account in accounts)),
    ]
    for rule, rows in sorted(rejected.items()):
        steps += _less(Text(_REJECTED.en.format(rule), _REJECTED.fr.format(rule)), rows)
    accepted = sum(account.accepted for account in accounts)
    steps.append(Step(Sign.EQUALS, _ACCEPTED, accepted))
    if population.every != accepted:
        steps.append(Step(Sign.MORE, _SPLIT, population.every - accepted))
    for part in population.outside:
        steps += _less(part.label, part.rows)
    in_a_group = population.every - sum(part.rows for part in population.outside)
    steps += _less(population.elsewhere, in_a_group - walked.height)
    steps.append(Step(Sign.EQUALS, population.inside, walked.height))
    for fate, label in FATES.items():
        if fate in walked.fates and fate != COUNTED:
            details = _details(fate, walked)
            steps.append(Step(Sign.LESS, label, walked.fates[fate], details))
    steps.append(Step(Sign.EQUALS, FATES[COUNTED], walked.fates[COUNTED]))
    return Trail(population.table, group, steps)


def _less(label: Text, rows: int) -> list[Step]:
    return [Step(Sign.LESS, label, rows)] if rows else []


def _details(fate: str, walked: Walked) -> Mapping[str, int]:
    """The labels that tell the rows of a fate apart, those of most rows first."""
    counts = [(label, rows) for (of, label), rows in walked.details.items() if of == fate]
    return dict(sorted(counts, key=lambda each: (-each[1], each[0])))

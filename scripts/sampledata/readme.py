"""The page beside the samples, written with them so that its counts are theirs."""

from __future__ import annotations

from collections.abc import Mapping

from sampledata.defects import Account
from sampledata.profile import ORGANISATIONS, YEARS

PAGE = """\
# Samples: everything here is invented

No person, worker, appointment, amount or household in this folder exists. The names of the
territories are real, the data are not, and say nothing about the Caf or the département of
these territories. `scripts/make_samples.py` writes the whole folder, this page included, from
a fixed seed: the same bytes on every run (Parquet: the same rows). Change the script, never
these files:

    python scripts/make_samples.py

* `gesica/`: {organisations} organisations (the Caf and the département of {territories}),
  {first}-{last}, as French CSV: cp1252, `;`, CRLF, dd/mm/yyyy, decimal comma. Its headers are
  in the manner of Gesica, whose real field list is not public. With planted defects.
* `canonical/`: the accepted rows of the same as typed Parquet under the canonical names: the
  same figures.
* `rdv-service-public/`: two exports in the form of RDV Service Public, `rdv/` (one row per
  appointment) and `participations/` (one row per person), 2022-2023. Body and territory are
  not in such exports: whoever reads them supplies both.

## What the figures of `gesica/` come to, and why

The script is set so that 2022 comes out near what the Cour des comptes published in January
2025: 3.7 (départements) and 3.9 (Caf) appointments per beneficiary, about 1,200 and 1,400 euros
per beneficiary, 1.1 to 1.6 appointments per worker and working day, costs of the Caf up 8.5 %
since 2018, those of the département 94 down 5.5 %, of each other département up 11.6 to 13.6 %
(together with 94 they grow less than that), Caf workers 10 in 2018 and 9 in 2022, and 3 % of
eligible households followed by the Caf. That is a choice of the samples and proves nothing
about the Cour's figures. The scale is not that of real organisations: one or two workers each.

On purpose: numbers of appointments, workers and people start at 1 in every organisation, so the
same number is somebody else elsewhere; some appointments have two workers or two beneficiaries
and span several rows; some rows lack `N° allocataire`, `Matricule agent`, `Mode` or `Offre`;
mail, e-mail, third-party contacts and group sessions are among the held ones. Some supports lack
`N° allocataire`; some people come back on the day of closing, 365 days later or 400 days later.
Nothing in the supports is set after a published figure: there is none.

## Planted defects

Rows that a reader must reject, by rule, all of them added to the good ones; blank lines; and
rows with the status `Reporté` or the response `En attente`, which no layout maps (accepted as
unknown). A few supports are closed before they are opened: accepted, with a warning. Duplicates
are exact copies of an earlier line; from {second} on each file of appointments also repeats one
line of the year before. `gesica/defects.json` has the same counts for programs.

{defects}

## Truth beside the exports of RDV Service Public

`rdv-service-public/truth.json` has, for each file and each year of `date rdv`, what the script
knows because it invented the appointments. `held_appointments` to `held_at_home` are about held
appointments that are not group sessions, each once; the sums count an appointment once per
beneficiary and once per worker. `attendance_*` count all appointments, group sessions included,
once by status. Bookings of the end of a year for the next are in `année` of the year before.
Names are invented, addresses are at example.org.
"""


def readme(accounts: Mapping[str, Account]) -> str:
    """The page in Markdown; `accounts` are those of the files of gesica/, by name."""
    return PAGE.format(
        organisations=len(ORGANISATIONS),
        territories=", ".join(sorted({organisation.territory for organisation in ORGANISATIONS})),
        first=YEARS[0],
        second=YEARS[1],
        last=YEARS[-1],
        defects=_defects(accounts),
    )


def _defects(accounts: Mapping[str, Account]) -> str:
    names = sorted(accounts)
    rules = sorted({rule for account in accounts.values() for rule in account.rejected})
    lines = [["file", "rows read", "accepted", *rules, "blank", "unmapped labels"]]
    for name in names:
        account = accounts[name]
        plain = account.as_plain()
        unmapped = sum(sum(labels.values()) for labels in account.unmapped.values())
        lines.append(
            [
                name,
                str(plain["read"]),
                str(account.accepted),
                *(str(account.rejected[rule]) for rule in rules),
                str(account.blank),
                str(unmapped),
            ]
        )
    lines.insert(1, ["---"] * len(lines[0]))
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)

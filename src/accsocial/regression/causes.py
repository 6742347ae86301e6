"""Why two runs differ, by their manifests: the data, a rule, a parameter or the code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from enum import StrEnum

from accsocial.given import as_given
from accsocial.model import Text
from accsocial.regression.manifest import Account, Manifest, NamedFile


class Kind(StrEnum):
    """What differs between two runs."""

    DATA = "data"
    ACCOUNT = "account"
    LAYOUT = "layout"
    RULE = "rule"
    PARAMETER = "parameter"
    SETTING = "setting"
    CODE = "code"


@dataclass(frozen=True)
class Cause:
    """One thing that differs. `old` and `new` are as recorded; None where there is none.

    Words are there in both languages.
    """

    kind: Kind
    subject: str
    old: str | Text | None
    new: str | Text | None

    def plain(self) -> dict[str, str | None]:
        """JSON-ready, in English."""
        sides = ((name, getattr(self, name)) for name in ("old", "new"))
        texts = {name: part.en if isinstance(part, Text) else part for name, part in sides}
        return {"kind": self.kind, "subject": self.subject, **texts}


_PARAMETER_OF = {"base_year": "base_year", "prices": "price_series"}
"""Settings of which a parameter follows, which says more: the parameter by setting."""


def causes(old: Manifest, new: Manifest) -> list[Cause]:
    """Everything recorded that differs and can move a figure, the data first; empty if nothing."""
    rules = [*_pairs(Kind.RULE, old.rules, new.rules)]
    ruled = {cause.subject for cause in rules}
    parameters = [
        cause
        for cause in _pairs(Kind.PARAMETER, *_parameters(old, new))
        if cause.subject not in ruled
    ]
    named = {cause.subject for cause in parameters}
    settings = [
        cause
        for cause in _pairs(Kind.SETTING, old.settings, new.settings)
        if _PARAMETER_OF.get(cause.subject, cause.subject) not in named
    ]
    return [
        *(data := [*_data(old, new)]),
        *_accounts(old, new, {cause.subject for cause in data}),
        *_layouts(old, new),
        *rules,
        *parameters,
        *_prices(old.prices, new.prices),
        *settings,
        *_code(old, new),
    ]


def _data(old: Manifest, new: Manifest) -> Iterator[Cause]:
    before, after = ({file.file: file for file in run.files} for run in (old, new))
    rows, rows_now = _by_file(old), _by_file(new)
    for name in dict.fromkeys([*before, *after]):
        earlier, now = before.get(name), after.get(name)
        if earlier and now and earlier.sha256 == now.sha256:
            continue
        shown: list[str | Text] = [
            _account(found[name]) if name in found else _digest(file)
            for found, file in ((rows, earlier), (rows_now, now))
        ]
        if shown[0] == shown[1]:
            # Rows tell more than digests, but not where they are as many.
            shown = [_digest(earlier), _digest(now)]
        yield Cause(Kind.DATA, name, shown[0] if earlier else None, shown[1] if now else None)


def _accounts(old: Manifest, new: Manifest, named: Set[str]) -> Iterator[Cause]:
    """Files of which other rows were accepted, although they are the same.

    It is also how a summary, whose own files say nothing to people, tells what it was made of.
    """
    before, after = _by_file(old), _by_file(new)
    for name in before:
        if name not in named and name in after and _rows(before[name]) != _rows(after[name]):
            yield Cause(Kind.ACCOUNT, name, _rows(before[name]), _rows(after[name]))


def _rows(accounts: list[Account]) -> Text:
    """The account with the rules that rejected rows."""
    rules = [
        f"{count} {rule}"
        for account in accounts
        for rule, count in sorted(account.rejected.items())
        if count
    ]
    blank, counts = sum(account.blank for account in accounts), _account(accounts)
    return Text(
        ", ".join([counts.en, f"{blank} blank", *rules]),
        ", ".join([counts.fr, _french(blank, "vide"), *rules]),
    )


def _by_file(manifest: Manifest) -> dict[str, list[Account]]:
    """The accounts of each file: it may have been read as several tables."""
    found: dict[str, list[Account]] = {}
    for account in manifest.ledger:
        found.setdefault(account.file, []).append(account)
    return found


def _digest(file: NamedFile | None) -> str:
    return f"SHA-256 {file.sha256[:16]}" if file else ""


def _account(accounts: list[Account]) -> Text:
    counts = [(a.read, a.accepted, sum(a.rejected.values())) for a in accounts]
    return Text(
        ", ".join(
            f"{read:,} row{'' if read == 1 else 's'}, {accepted:,} accepted, {rejected:,} rejected"
            for read, accepted, rejected in counts
        ),
        ", ".join(
            f"{_french(read, 'ligne')}, {_french(accepted, 'acceptée')}, "
            f"{_french(rejected, 'rejetée')}"
            for read, accepted, rejected in counts
        ),
    )


def _french(count: int, word: str) -> str:
    """So many of a word: nothing is singular, too."""
    number = f"{count:,}".replace(",", "\u202f")
    return f"{number} {word}{'s' if count > 1 else ''}"


def _layouts(old: Manifest, new: Manifest) -> Iterator[Cause]:
    before, after = _by_file(old), _by_file(new)
    for name in before:
        used, using = (_used(found.get(name, [])) for found in (before, after))
        if used and using and used != using:
            yield Cause(Kind.LAYOUT, name, used, using)
    known = {layout.file: layout for layout in old.layouts}
    for layout in new.layouts:
        earlier = known.get(layout.file)
        if earlier is not None and earlier.sha256 != layout.sha256:
            yield Cause(Kind.LAYOUT, layout.file, _digest(earlier), _digest(layout))


def _used(accounts: list[Account]) -> str:
    return ", ".join(f"{account.table} ({account.layout})" for account in accounts)


def _prices(old: NamedFile | None, new: NamedFile | None) -> Iterator[Cause]:
    if old is not None and new is not None and old.sha256 != new.sha256:
        yield Cause(Kind.PARAMETER, new.file, _digest(old), _digest(new))


def _parameters(old: Manifest, new: Manifest) -> tuple[dict[str, str], dict[str, str]]:
    """The parameters of both runs, each with its source; one that has several values, with all."""
    before, after = _used_parameters(old), _used_parameters(new)
    if _set(old.settings.get("only")) != _set(new.settings.get("only")):
        # Other indicators use other parameters: what only one run used has not changed.
        for name in [*before, *after]:
            used, using = {*before.get(name, ())}, {*after.get(name, ())}
            if used <= using or using <= used:
                before.pop(name, None)
                after.pop(name, None)
    return _joined(before), _joined(after)


def _joined(used: Mapping[str, list[str]]) -> dict[str, str]:
    return {name: ", ".join(values) for name, values in used.items()}


def _used_parameters(manifest: Manifest) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for used in manifest.parameters:
        found.setdefault(used.name, []).append(f"{used.value} ({used.source})")
    return found


def _code(old: Manifest, new: Manifest) -> Iterator[Cause]:
    if old.accsocial != new.accsocial:
        yield Cause(Kind.CODE, "accsocial", old.accsocial, new.accsocial)
    elif old.code != new.code:
        source = (f"{m.accsocial}, source {m.code[:8]}" for m in (old, new))
        yield Cause(Kind.CODE, "accsocial", *source)
    if old.polars != new.polars:
        yield Cause(Kind.CODE, "polars", old.polars, new.polars)


def _pairs(kind: Kind, old: Mapping[str, object], new: Mapping[str, object]) -> Iterator[Cause]:
    for name in dict.fromkeys([*old, *new]):
        if _set(old.get(name)) != _set(new.get(name)):
            yield Cause(kind, name, _text(old.get(name)), _text(new.get(name)))


def _set(value: object) -> object:
    """A value of a setting without what says nothing: groups, years and labels have no order."""
    return {*value} if isinstance(value, list) else value


def _text(value: object) -> str | None:
    return None if value is None or value in ([], {}) else as_given(value)

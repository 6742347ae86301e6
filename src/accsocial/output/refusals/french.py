"""An English message is recognised by its fixed words, and said in French around its fields.

What is raised as `f"{name}: cannot be opened ({error.strerror})"` stands in a file of this folder
as `"{name}: cannot be opened ({why})" = "{name} : impossible à ouvrir ({why:parts})"`. Of a field,
`:parts` says that it has words of its own, one of the parts; other kinds of words have each their
table, and of some, such as `:columns` or `:advice`, there are lists. A name that a user gave has no
kind: it might be one of the parts.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files

from accsocial.language import unbroken

FILES = ("commands.toml", "data.toml", "parts.toml")
_FIELD = re.compile(r"\{(\w+)(?::(\w+))?\}")
_BETWEEN = {"faults": "; ", "problems": "; ", "rules": "; ", "columns": ", ", "advice": ". "}
"""What stands between the members of a list, for the kinds of which there are lists."""

_MOST_BEFORE = 30
"""How many of these one member holds at most: it may name thousands of files."""


@dataclass(frozen=True)
class Sentence:
    """A message in both languages, with fields in braces."""

    english: str
    french: str

    @cached_property
    def fixed(self) -> tuple[str, ...]:
        """The words around the fields, in their order."""
        return tuple(_FIELD.split(self.english)[::3])

    @cached_property
    def _names(self) -> tuple[str, ...]:
        return tuple(_FIELD.split(self.english)[1::3])

    def fields(self, message: str) -> Mapping[str, str] | None:
        """What stands in the fields of a message; None if it is another one.

        Fixed words are taken where they come first, those at the end excepted. A pattern would try
        all their places: minutes, where a long name repeats them.
        """
        if not self._names:
            return {} if message == self.english else None
        first, *between, last = self.fixed
        at, end = len(first), len(message) - len(last)
        if at > end or not (message.startswith(first) and message.endswith(last)):
            return None
        found = []
        for words in between:
            here = message.find(words, at, end)
            if here < 0:
                return None
            found.append(message[at:here])
            at = here + len(words)
        return dict(zip(self._names, [*found, message[at:end]], strict=True))

    def said(self, fields: Mapping[str, str]) -> str:
        """The message in French."""

        def value(field: re.Match[str]) -> str:
            given = fields[field[1]]
            return (_listed(field[2], given) if field[2] else None) or given

        return _FIELD.sub(value, unbroken(self.french))


def refusal_text(message: str, lang: str) -> str:
    """A refusal in `lang`; one whose French is not known stays as it is."""
    return (in_french(message) if lang == "fr" else None) or message


def left_aside_text(file: str, lang: str) -> str:
    """A file that is not read, with the reason that its ledger gives, in `lang`."""
    return (_one("left_aside", file) if lang == "fr" else None) or file


def in_french(message: str) -> str | None:
    """A refusal in French; None if its French is not known."""
    return _one("refusals", message) or _listed("faults", message)


def _listed(kind: str, text: str) -> str | None:
    """The French of a text of some kind, or of a list of such; None if it is none."""
    between = _BETWEEN.get(kind)
    return (_members(kind, text, between) if between else None) or _one(kind, text)


def _members(kind: str, text: str, between: str) -> str | None:
    """The French of a list whose members are as short as may be; None if one is not known."""
    said: list[str] = []
    start = 0
    while start < len(text):
        for end in _ends(text, between, start):
            if one := _one(kind, text[start:end]):
                said.append(one)
                start = end + len(between)
                break
        else:
            return None
    return unbroken(between.replace(";", " ;")).join(said)


def _ends(text: str, between: str, start: int) -> Iterator[int]:
    """Where a member may end that begins at `start`."""
    end = start
    for _ in range(_MOST_BEFORE):
        end = text.find(between, end)
        if end < 0:
            break
        yield end
        end += len(between)
    yield len(text)


def _one(kind: str, message: str) -> str | None:
    for sentence in _sentences(kind):
        fields = sentence.fields(message)
        if fields is not None:
            return sentence.said(fields)
    return None


@cache
def _sentences(kind: str) -> tuple[Sentence, ...]:
    """Those with a fixed beginning first, and most fixed words: what they fit needs no other."""
    found = [Sentence(*pair) for pair in catalogue(kind)]
    return tuple(sorted(found, key=lambda s: (not s.fixed[0], -sum(map(len, s.fixed)))))


def catalogue(kind: str) -> list[tuple[str, str]]:
    """All of a kind, in English and French: refusals, parts, the rules that reject rows."""
    folder = files(__package__)
    pairs: list[tuple[str, str]] = []
    for name in FILES:
        read = tomllib.loads((folder / name).read_text(encoding="utf-8"))
        pairs += read.get(kind, {}).items()
    if kind == "rules":
        # Who is told of them has read rows: for a wrong option, nothing heavy is imported.
        from accsocial.records.rows.rejections import MEANINGS

        pairs += (
            (f"{rule} {{count}}, {meaning['en']}", f"{rule} {{count}}, {meaning['fr']}")
            for rule, meaning in MEANINGS.items()
        )
    return pairs

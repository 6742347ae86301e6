"""An English message is recognised by its fixed words, and said in French around its fields.

What is raised as `f"{name}: cannot be opened ({error.strerror})"` stands in a file of this folder
as `"{name}: cannot be opened ({why})" = "{name} : impossible à ouvrir ({why:parts})"`. Of a field,
`:parts` says that it has words of its own, one of the parts or a list of them; other kinds of
words, such as `:columns` or `:advice`, have each their table.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from itertools import islice

FILES = ("commands.toml", "data.toml", "parts.toml")
_FIELD = re.compile(r"\{(\w+)(?::(\w+))?\}")
_BETWEEN = re.compile(r"\. |; |, ")
"""What stands between the sentences of a message, or the members of a list."""

_MOST_BEFORE = 30
"""How many of these one sentence holds at most: a field may name thousands of files."""

_SET_APART = re.compile(r" (?=[:;?!»])|(?<=«) ")
"""Spaces of French punctuation, at which no line is broken."""


@dataclass(frozen=True)
class Sentence:
    """A message in both languages, with fields in braces."""

    english: str
    french: str

    @cached_property
    def fixed(self) -> tuple[str, ...]:
        """The words between the fields, in their order."""
        return tuple(_FIELD.split(self.english)[::3])

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        pieces = _FIELD.split(self.english)
        found = [re.escape(pieces[0])]
        for name, after in zip(pieces[1::3], pieces[3::3], strict=True):
            found += [f"(?P<{name}>.*?)", re.escape(after)]
        return re.compile("".join(found), re.DOTALL)

    def fields(self, message: str) -> Mapping[str, str] | None:
        """What stands in the fields of a message; None if it is another one."""
        if not all(words in message for words in self.fixed):
            return None
        found = self._pattern.fullmatch(message)
        return None if found is None else found.groupdict()

    def said(self, fields: Mapping[str, str]) -> str:
        """The message in French."""

        def value(field: re.Match[str]) -> str:
            given = fields[field[1]]
            return (_listed(field[2], given) if field[2] else None) or given

        return _FIELD.sub(value, _SET_APART.sub("\u00a0", self.french))


def refusal_text(message: str, lang: str) -> str:
    """A refusal in `lang`; one whose French is not known stays as it is."""
    return (in_french(message) if lang == "fr" else None) or message


def left_aside_text(file: str, lang: str) -> str:
    """A file that is not read, with the reason that its ledger gives, in `lang`."""
    return (_one("left_aside", file) if lang == "fr" else None) or file


def in_french(message: str) -> str | None:
    """A refusal in French; None if its French is not known."""
    return _listed("refusals", message)


def _listed(kind: str, text: str) -> str | None:
    """The French of a text of some kind, or of a list of such; None if it is none."""
    for end in islice(_BETWEEN.finditer(text), _MOST_BEFORE):
        if first := _one(kind, text[: end.start()]):
            rest = _listed(kind, text[end.end() :])
            if rest:
                return first + _SET_APART.sub("\u00a0", end[0].replace(";", " ;")) + rest
    return _one(kind, text)


def _one(kind: str, message: str) -> str | None:
    for sentence in _sentences(kind):
        fields = sentence.fields(message)
        if fields is not None:
            return sentence.said(fields)
    return None


@cache
def _sentences(kind: str) -> tuple[Sentence, ...]:
    """Those with most fixed words first: what they fit needs no other."""
    found = [Sentence(*pair) for pair in catalogue(kind)]
    return tuple(sorted(found, key=lambda each: -sum(map(len, each.fixed))))


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

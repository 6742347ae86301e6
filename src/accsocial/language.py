"""The language in which a run speaks to people, English or French: its settings say which.

Until they are known, and where they are wrong, the words of the command line, the environment and
the locale tell.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence

LANGUAGES = ("en", "fr")
OPTION = "--lang"
VARIABLE = "ACCSOCIAL_LANG"

_SET_APART = re.compile(r" (?=[:;?!»])|(?<=«) ")
_run = {"language": "en"}


def speak(language: str) -> None:
    """What is said from now on is said in this language."""
    _run["language"] = language


def spoken() -> str:
    """The language of this run."""
    return _run["language"]


def asked(words: Sequence[str], environment: Mapping[str, str] = os.environ) -> str:
    """The language that the words of a command line ask for, the environment or the locale."""
    given = [environment.get(VARIABLE, "")]
    for word, following in zip(words, [*words[1:], ""], strict=False):
        option, equals, value = word.partition("=")
        if option == OPTION:
            given.append(value if equals else following)
    known = [language for language in given if language in LANGUAGES]
    return known[-1] if known else locale_language(environment)


def unbroken(french: str) -> str:
    """French whose punctuation keeps its spaces: no line is broken at them."""
    return _SET_APART.sub("\u00a0", french)


def locale_language(environment: Mapping[str, str] = os.environ) -> str:
    """`fr` for a French locale, else `en`."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environment.get(name):
            return "fr" if value.lower().startswith("fr") else "en"
    import locale

    return "fr" if (locale.getlocale()[0] or "").lower().startswith("fr") else "en"

"""What `accsocial replay` prints: the proof, or what differs, the first thing first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from accsocial.model import Text
from accsocial.output.numbers import MISSING
from accsocial.output.paragraphs import print_paragraph
from accsocial.output.reports.words import cause_text, move_text, place
from accsocial.output.words import clean
from accsocial.regression.checked import What

if TYPE_CHECKING:
    from rich.console import Console

    from accsocial.regression.checked import Checked
    from accsocial.regression.replay import Replay

_SAME = Text(
    "The same run: same input, same bytes.", "Le même calcul : mêmes données, mêmes octets."
)
_NOT_SAME = Text("Not the same run.", "Ce n'est pas le même calcul.")
_RESULTS = Text("Results: SHA-256 {sha256}", "Résultats : SHA-256 {sha256}")
_OUTPUT = Text("File {file}: SHA-256 {sha256}", "Fichier {file} : SHA-256 {sha256}")
_MOVED = Text("a value differs: {where}, {became}", "une valeur diffère : {where}, {became}")
_NOW = Text("now {value}", "désormais {value}")
_RESULTS_DIFFER = Text(
    "the results differ in what stands beside the values (reasons, references)",
    "les résultats diffèrent par ce qui accompagne les valeurs (motifs, références)",
)
_OUTPUT_DIFFERS = Text(
    "the file {file} has other bytes, although its results are the same",
    "le fichier {file} n'a pas les mêmes octets, bien que ses résultats soient les mêmes",
)
_MORE = Text(
    "values that differ beside these: {count}", "valeurs qui diffèrent, outre celles-ci : {count}"
)
MOST = 20
"""Values that are named on a terminal."""


def render(found: Replay, console: Console, lang: str) -> None:
    """Prints the outcome to `console`, in "en" or "fr"."""
    print_paragraph(console, (_SAME if found.same else _NOT_SAME)[lang], style="bold")
    for line in differences(found, lang):
        print_paragraph(console, line, indent=2)
    if found.same:
        results, output = found.again.results, found.again.output
        print_paragraph(console, _RESULTS[lang].format(sha256=results.sha256), indent=2)
        if output is not None:
            text = _OUTPUT[lang].format(file=clean(output.file), sha256=output.sha256)
            print_paragraph(console, text, indent=2)


def first_difference(found: Replay, lang: str) -> str:
    """What differs first: an input, a rule, a parameter, a version, a value, the file."""
    return next(differences(found, lang))


def differences(found: Replay, lang: str) -> Iterator[str]:
    """Everything that differs, the reasons before what follows from them."""
    for cause in found.causes:
        yield cause_text(cause, lang)
    for moved in found.moved[:MOST]:
        where = f"{moved.indicator}, {place(moved, lang)}"
        yield _MOVED[lang].format(where=where, became=_became(moved, lang))
    if len(found.moved) > MOST:
        yield _MORE[lang].format(count=len(found.moved) - MOST)
    if not found.same_results and not found.moved:
        yield _RESULTS_DIFFER[lang]
    elif not found.same_output and found.same_results and found.recorded.output:
        yield _OUTPUT_DIFFERS[lang].format(file=clean(found.recorded.output.file))


def _became(checked: Checked, lang: str) -> str:
    if checked.old is None and checked.what is What.MOVED:
        # The earlier value was not kept: there is only the one of now.
        value = checked.new.value if checked.new else None
        return _NOW[lang].format(value=MISSING if value is None else repr(value))
    return move_text(checked, lang)


def as_plain(found: Replay) -> dict[str, object]:
    """JSON-ready: whether it is the same run, and everything that differs."""
    return {
        "same": found.same,
        "same_results": found.same_results,
        "same_output": found.same_output,
        "differences": [*differences(found, "en")],
        "causes": [cause.plain() for cause in found.causes],
        "values": [
            {
                "indicator": moved.indicator,
                **moved.group,
                "old": None if moved.old is None else vars(moved.old),
                "new": None if moved.new is None else vars(moved.new),
            }
            for moved in found.moved
        ],
    }

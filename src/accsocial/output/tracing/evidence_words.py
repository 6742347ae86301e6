"""What is told about a file of evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from accsocial.model import Text
from accsocial.output.accounts import rows_text
from accsocial.output.tracing.explanation import part_text, status_text
from accsocial.output.tracing.explanation_words import ROLES
from accsocial.output.words import colon, place_title

if TYPE_CHECKING:
    from accsocial.tracing.evidence import Evidence
    from accsocial.tracing.explanation import Explanation

_DIGEST = Text("SHA-256 of the set: {digest}", "SHA-256 de l'ensemble : {digest}")


def evidence_lines(
    target: str, proof: Evidence, explanations: Sequence[Explanation], lang: str
) -> Iterator[str]:
    """By group, how many rows stand behind each number, or why there are none; the digest."""
    yield f"{target}{colon(lang)}{rows_text(proof.height, lang)}"
    for explanation in explanations:
        yield f"  {place_title(explanation.group, lang)}"
        if status := status_text(explanation, lang):
            yield f"    {status}"
        for part in explanation.parts:
            if part.trails:
                text = part_text(part, explanation, lang)
                yield f"    {ROLES[part.role][lang]}{colon(lang)}{text}"
    yield _DIGEST[lang].format(digest=proof.digest)

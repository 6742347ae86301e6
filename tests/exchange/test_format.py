"""The form of the files: a change of it needs another number, or old summaries are misread."""

from __future__ import annotations

import hashlib

from folders import SAMPLES, counted

from accsocial.exchange.description import described, digest_of
from accsocial.exchange.stored import FORMAT

FORM_3 = "3f833d9339bae746ced24c4f5a469760a054d4f599537093e74f5bd558019205"


def test_another_form_has_another_number() -> None:
    part = counted(SAMPLES / "canonical", by=["site"])
    columns = {name: dict(frame.schema) for name, frame in sorted(part.tables.items())}
    form = f"{columns} {sorted(described(part, []))}"
    digest = hashlib.sha256(form.encode()).hexdigest()
    assert {FORMAT: digest} == {3: FORM_3}, "give accsocial.exchange.stored.FORMAT another number"


def test_the_digest_of_a_description_stays_the_same() -> None:
    """Made another way, it would have every summary that was sent refused as changed."""
    # printf '{"file": "équipe.csv"}' | sha256sum
    expected = "02c847fb87b0ecd55d051cd49360924192def83ee24cbaf1013de977b65aada0"
    assert digest_of({"file": "équipe.csv"}) == expected

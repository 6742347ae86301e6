"""The form of the files: a change of it needs another number, or old summaries are misread."""

from __future__ import annotations

import hashlib

from folders import SAMPLES, counted

from accsocial.exchange.description import described
from accsocial.exchange.stored import FORMAT

FORM_3 = "3f833d9339bae746ced24c4f5a469760a054d4f599537093e74f5bd558019205"


def test_another_form_has_another_number() -> None:
    part = counted(SAMPLES / "canonical", by=["site"])
    columns = {name: dict(frame.schema) for name, frame in sorted(part.tables.items())}
    form = f"{columns} {sorted(described(part, []))}"
    digest = hashlib.sha256(form.encode()).hexdigest()
    assert {FORMAT: digest} == {3: FORM_3}, "give accsocial.exchange.stored.FORMAT another number"

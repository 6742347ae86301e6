"""The form of the files: a change of it needs another number, or old summaries are misread."""

from __future__ import annotations

import hashlib

from folders import SAMPLES, counted

from accsocial.exchange.description import described
from accsocial.exchange.stored import FORMAT

FORM_1 = "0e392e2301d909a7d2c298b8d30f94066c4bd24d94a6804bad2d38fd353c7f48"


def test_another_form_has_another_number() -> None:
    part = counted(SAMPLES / "canonical", by=["site"])
    columns = {name: dict(frame.schema) for name, frame in sorted(part.tables.items())}
    form = f"{columns} {sorted(described(part, []))}"
    digest = hashlib.sha256(form.encode()).hexdigest()
    assert {FORMAT: digest} == {1: FORM_1}, "give accsocial.exchange.stored.FORMAT another number"

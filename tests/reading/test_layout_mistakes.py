"""Mistakes in a user's own layout: told with file, place and what to do, never silently ignored."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest

from accsocial.errors import UsageError
from accsocial.records.layout_files import SHIPPED, load_layout, parse_layout

COLUMNS = """
[appointments.columns]
date = "Date entretien"
status = "Suite"
worker_id = "Intervenant"
site = "Lieu"
"""


@pytest.mark.parametrize(
    ("text", "words"),
    {
        "one word with two meanings": (
            COLUMNS + "[appointments.labels.status]\nheld = ['Venu']\nno_show = ['venu']",
            "labels.status: 'venu' means held, and no_show too",
        ),
        "any other word with two meanings": (
            COLUMNS + "[appointments.labels.status]\nheld = '*'\nno_show = '*'",
            "labels.status: '*' means held, and no_show too",
        ),
        "no header": (
            "[appointments.columns]\ndate = []",
            "column date: a header is empty",
        ),
        "an empty header": (
            "[appointments.columns]\ndate = ['Date', '']",
            "column date: a header is empty",
        ),
        "no column": (
            "[workers.columns]",
            "table workers: names no column. Name some below [workers.columns]",
        ),
        "a name that is no text": ("name = 3" + COLUMNS, "name: must be a text, in quotes"),
        "a name that moves the cursor": (
            'name = "mine\\u001b[2J"' + COLUMNS,
            "name: must be one line of text that can be shown",
        ),
        "a part outside a table": (
            "pseudonymise = ['worker_id']" + COLUMNS,
            "pseudonymise stands outside a table. Write it below [TABLE], such as [appointments]",
        ),
        "a table that is a list": ("appointments = ['date']", "must be a table, [appointments]"),
        "a separator that is no text": (
            COLUMNS + "[appointments.split]\nworker_id = 5",
            "split.worker_id: must be a text, in quotes",
        ),
        "an empty separator": (
            COLUMNS + "[appointments.split]\nworker_id = ''",
            "split.worker_id: the separator is empty",
        ),
        "days that are separated": (
            COLUMNS + "[appointments.split]\ndate = ','",
            "split: cannot be said of date, only of worker_id, beneficiary_id",
        ),
        "several workers of one fte": (
            "[workers.columns]\nworker_id = 'Agent'\n[workers.split]\nworker_id = ';'",
            "table workers, split: cannot be said of worker_id, nor of any other column of workers",
        ),
        "several workers of one support": (
            "[supports.columns]\nworker_id = 'Agent'\n[supports.split]\nworker_id = ';'",
            "table supports, split: cannot be said of worker_id, nor of any other column of",
        ),
        "pseudonyms of days": (
            "[appointments]\npseudonymise = ['date']" + COLUMNS,
            "pseudonymise: cannot be said of date, only of appointment_id, site, ",
        ),
        "words of a column of any words": (
            COLUMNS + "[appointments.labels.site]\na = ['b']",
            "labels: cannot be said of site, only of body, territory, status, ",
        ),
        "words of a column without a header": (
            COLUMNS + "[appointments.labels.channel]\nhome = ['Chez elle']",
            "labels: channel has no header. Name it below [appointments.columns]",
        ),
        "pseudonyms of a column without a header": (
            "[appointments]\npseudonymise = ['beneficiary_id']" + COLUMNS,
            "pseudonymise: beneficiary_id has no header",
        ),
    }.values(),
)
def test_mistakes_are_told(text: str, words: str) -> None:
    with pytest.raises(UsageError) as told:
        parse_layout(text, "mine.toml")
    assert str(told.value).startswith("layout mine.toml")
    assert words in str(told.value)


def test_a_word_may_stand_twice_with_one_meaning() -> None:
    labels = "[appointments.labels.status]\nheld = ['Venu', 'venu', 'VENU']"
    layout = parse_layout(COLUMNS + labels, "mine.toml")
    assert dict(layout.tables["appointments"].labels["status"]) == {"venu": "held"}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (codecs.BOM_UTF16_LE + COLUMNS.encode("utf-16-le"), "is not UTF-8. Save it as UTF-8"),
        ("name = 'présences'".encode("latin-1"), "is not UTF-8. Save it as UTF-8"),
        (None, "cannot be opened (Is a directory)"),
    ],
    ids=["UTF-16", "latin-1", "a folder"],
)
def test_files_that_are_no_text_say_so(tmp_path: Path, content: bytes | None, words: str) -> None:
    path = tmp_path / "mine.toml"
    if content is None:
        path.mkdir()
    else:
        path.write_bytes(content)
    with pytest.raises(UsageError, match=r"mine\.toml") as told:
        load_layout(str(path))
    assert words in str(told.value)


@pytest.mark.parametrize(("file", "name"), [("gesica.toml", ""), ("mine.toml", "name = 'gesica'")])
def test_a_name_that_ships_is_taken(tmp_path: Path, file: str, name: str) -> None:
    (tmp_path / file).write_text(name + COLUMNS, encoding="utf-8")
    with pytest.raises(UsageError, match=f"{file}: 'gesica' is the name of a layout that ships"):
        load_layout(str(tmp_path / file))


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_layouts_have_no_such_mistake(name: str) -> None:
    assert load_layout(name).tables

"""Two cells that look the same on paper are the same text, however they were typed."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_files import HEADER, Read, lines, row

from accsocial import compute, summarise
from accsocial import read as read_extract
from accsocial.records.rows import short_texts, stripping
from accsocial.records.rows.stripping import strip

ALIKE = {
    "white space around": ("\t Évry ", "Évry"),
    "a no-break space before": ("\u00a0Évry", "Évry"),
    "a narrow no-break space inside": ("Centre\u202fVille", "Centre Ville"),
    "a no-break space inside": ("Centre\u00a0Ville", "Centre Ville"),
    "an accent behind its letter": ("E\u0301vry", "Évry"),
    "an accent and a cedilla": ("Alenc\u0327on le Che\u0302ne", "Alençon le Chêne"),
    "a zero-width space": ("Mai\u200bson", "Maison"),
    "a soft hyphen": ("Mai\u00adson", "Maison"),
    "a byte order mark": ("\ufeffMaison", "Maison"),
    "a mark of direction": ("\u200eMaison\u200f", "Maison"),
}
DIFFERENT = [
    "Évry",
    "Evry",
    "évry",
    "Centre Ville",
    "Centre  Ville",
    "CentreVille",
    "L'Haÿ",
    "L’Haÿ",
]
NOTHING = ["", " ", "\u00a0", "\u200b", "\ufeff", "\u00ad\u202f\u200e"]

TEXTS = st.lists(
    st.none()
    | st.text(alphabet="eaZ09 É\t\u00a0\u202f\u200b\ufeff\u00ad\u0301\u0327\x00", max_size=14)
)


def as_seen(text: str) -> str | None:
    """The same, in plain Python: by the general categories of Unicode."""
    spaces = "".join(" " if unicodedata.category(char) == "Zs" else char for char in text)
    shown = "".join(char for char in spaces if unicodedata.category(char) != "Cf")
    return unicodedata.normalize("NFC", shown).strip() or None


@pytest.mark.parametrize("name", ALIKE)
def test_what_looks_the_same_is_the_same(name: str) -> None:
    typed, seen = ALIKE[name]
    assert strip(pl.Series([typed, seen, None])).to_list() == [seen, seen, None]


def test_what_looks_otherwise_is_kept() -> None:
    assert strip(pl.Series(DIFFERENT)).to_list() == DIFFERENT


def test_what_shows_nothing_is_nothing() -> None:
    assert strip(pl.Series(NOTHING)).null_count() == len(NOTHING)


@pytest.mark.parametrize(
    ("one_by_one", "worth"), [(200, 10**6), (0, 10**6), (0, 1)], ids=["few", "in a query", "many"]
)
@given(texts=TEXTS)
def test_any_texts(texts: list[str | None], one_by_one: int, worth: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stripping, "_ONE_BY_ONE", one_by_one)
        patch.setattr(short_texts, "WORTH", worth)
        found = strip(pl.Series(texts, dtype=pl.String)).to_list()
    assert found == [None if text is None else as_seen(text) for text in texts]


CELLS = """appointment_id;body;territory;site;beneficiary_id;worker_id;date;status
1;caf;46;Évry;b\u00e91;Zoé\u00a0A;01/03/2022;held
2;caf;46;E\u0301vry;be\u03011;Zoe\u0301 A;02/03/2022;held
3;caf;46;\ufeffÉvry;\u200b;Zoé\u200b A;03/03/2022;held
4;caf;46;Évry\u00a0;\ufeff;\u200b;04/03/2022;held
"""


@pytest.mark.parametrize("kind", ["csv", "parquet", "categories"])
def test_one_site_one_person_one_worker(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "appointments.csv"
    path.write_text(CELLS, encoding="utf-8")
    if kind != "csv":
        table = pl.read_csv(path, separator=";", infer_schema=False)
        path.unlink()
        path = path.with_suffix(".parquet")
        dtype = pl.Categorical if kind == "categories" else pl.String
        table.with_columns(pl.col("site", "beneficiary_id", "worker_id").cast(dtype)).write_parquet(
            path
        )
    shown = compute(summarise(read_extract(path), by=["site"])).frame
    parts = shown.select("indicator", "site", "numerator", "denominator", "unknown").rows()
    assert ("appointments_per_beneficiary", "Évry", 2, 1, 2) in parts
    assert ("appointments_per_worker", "Évry", 3, 1, 1) in parts
    assert {site for _, site, *_ in parts} == {"Évry"}


def test_in_a_usual_block_too(read: Read) -> None:
    reading = read(lines(HEADER, row("be\u0301"), row("b\u00e9"), row("B\u200b")))
    assert reading.column("appointment_id") == ["b\u00e9", "b\u00e9", "B"]

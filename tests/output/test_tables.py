from __future__ import annotations

import csv
import io
import json
from io import BytesIO

import polars as pl
import pyarrow.parquet as pq
import pytest
from made_results import PER_BENEFICIARY, results, row, sample

from accsocial.output.about import about
from accsocial.output.columnar import write_parquet
from accsocial.output.delimited import write_csv
from accsocial.results import Results


def as_csv(of: Results) -> str:
    file = BytesIO()
    write_csv(of, "fr", file)
    return file.getvalue().decode()


def of_site(site: str | None, value: float = 3.7) -> Results:
    one = row(PER_BENEFICIARY, {"year": 2022, "site": site}, value, reason="a, b")
    return results([one], groups=("year", "site"))


def test_csv_has_a_header_commas_and_decimal_points() -> None:
    assert as_csv(of_site("Créteil")) == (
        "indicator,year,site,value,numerator,denominator,unknown,unit,status,reason,reference,"
        "reference_low,reference_high,gap\n"
        'appointments_per_beneficiary,2022,Créteil,3.7,,,0,per year,ok,"a, b",,,,\n'
    )


@pytest.mark.parametrize(
    ("site", "cell"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+33", "'+33"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        ("\r=x", "'\r=x"),
        ("a=b", "a=b"),
        ("94", "94"),
        ('l"un', 'l"un'),
        ("two\nlines", "two\nlines"),
        (None, ""),
    ],
)
def test_a_text_that_would_run_as_a_formula_is_escaped(site: str | None, cell: str) -> None:
    rows = list(csv.DictReader(io.StringIO(as_csv(of_site(site)), newline="")))
    assert [row["site"] for row in rows] == [cell]


def test_a_null_is_an_empty_field_and_an_empty_text_is_quoted() -> None:
    assert as_csv(of_site(None)).splitlines()[1].startswith("appointments_per_beneficiary,2022,,")
    assert as_csv(of_site("")).splitlines()[1].startswith('appointments_per_beneficiary,2022,"",')


def test_a_negative_number_is_no_formula() -> None:
    assert ",-0.055," in as_csv(of_site("x", value=-0.055))


def parquet(of: Results) -> BytesIO:
    file = BytesIO()
    write_parquet(of, "en", file)
    file.seek(0)
    return file


def test_parquet_holds_the_frame_as_it_is() -> None:
    assert pl.read_parquet(parquet(sample())).equals(sample().frame)
    assert pl.read_parquet(parquet(sample())).schema == sample().frame.schema


def test_parquet_carries_what_defends_the_figures() -> None:
    metadata = pq.read_schema(parquet(sample())).metadata
    assert json.loads(metadata[b"accsocial"]) == about(sample())


def test_parquet_without_a_result_can_be_read() -> None:
    assert pl.read_parquet(parquet(results([]))).height == 0


def test_chunks_leave_no_trace_in_parquet() -> None:
    whole = sample()
    parts = pl.concat([whole.frame[:7], whole.frame[7:]], rechunk=False)
    assert parts.n_chunks() == 2
    chunked = Results(**{**vars(whole), "frame": parts})
    assert parquet(chunked).getvalue() == parquet(whole).getvalue()

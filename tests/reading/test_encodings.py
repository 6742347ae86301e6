"""One text in every encoding, whole and damaged, with block borders everywhere."""

from __future__ import annotations

import codecs
import gzip
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pytest
from small_files import HEADER, Read, lines, row

from accsocial.errors import DataRefused
from accsocial.records.text import encoding

TEXT = lines(HEADER, row(1), row(2, status="Annulé par l'agent"), row("été", status="Absence"))
EXPECTED = [("1", "held"), ("2", "cancelled_by_service"), ("été", "no_show")]
MULTILINE = lines(HEADER, row(1), '2;Caf;09;x;14/02/2022;"Annulé\npar l\'agent";Mél', row("été"))


def zstd(data: bytes) -> bytes:
    return bytes(pa.compress(data, codec="zstd", asbytes=True))


@pytest.mark.parametrize(
    ("data", "note"),
    [
        pytest.param(TEXT.encode(), "utf-8 (the whole file is valid)", id="utf-8"),
        pytest.param(TEXT.encode("utf-8-sig"), "utf-8 (byte order mark)", id="utf-8 with mark"),
        pytest.param(TEXT.encode("cp1252"), "cp1252 (byte 1 is not UTF-8)", id="cp1252"),
        pytest.param(
            (TEXT + "# 5 €\n").encode("iso8859-15"),
            "latin-9 (byte 1 is not UTF-8; a byte A4, none of 80 to 9F)",
            id="latin-9",
        ),
        pytest.param(
            TEXT.encode().decode("cp1252").encode(),
            "utf-8 encoded twice (it holds Ã and a sign)",
            id="utf-8 twice",
        ),
        pytest.param(
            codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
            "utf-16-le (byte order mark)",
            id="utf-16 little-endian",
        ),
        pytest.param(
            codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
            "utf-16-be (byte order mark)",
            id="utf-16 big-endian",
        ),
        pytest.param(gzip.compress(TEXT.encode("cp1252")), "cp1252 (byte 1 is not UTF-8)", id="gz"),
        pytest.param(zstd(TEXT.encode()), "utf-8 (the whole file is valid)", id="zstd"),
        pytest.param(
            zstd(TEXT[:50].encode()) + zstd(TEXT[50:].encode()),
            "utf-8 (the whole file is valid)",
            id="zstd in two frames",
        ),
    ],
)
@pytest.mark.parametrize("block", [1, 2, 3, 7, 64, 1 << 20])
def test_every_encoding_reads_the_same(
    data: bytes, note: str, block: int, read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encoding, "BLOCK", block)
    reading = read(data)
    assert list(reading.rows.select("appointment_id", "status").iter_rows()) == EXPECTED
    assert reading.notes["encoding"] == note


def test_plain_ascii_is_said(read: Read) -> None:
    text = "date,status,body,territory\n2022-02-14,held,caf,09\n"
    assert read(text).notes["encoding"] == "ascii"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("codec", ["utf-8", "cp1252", "utf-16"])
def test_every_block_border_gives_the_same_rows(
    end: str, codec: str, read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The border wanders through letters of several bytes, line ends, quotes and a long record.
    data = MULTILINE.replace("\n", end).encode(codec)
    for block in (1, 2, 3, 5, 7, 11, 90, 97, 150, 158, 159, 160, 161, 162, 163, 164):
        monkeypatch.setattr(encoding, "BLOCK", block)
        reading = read(data)
        assert reading.column("appointment_id") == ["1", "2", "été"], block
        assert reading.column("status") == ["held", "cancelled_by_service", "held"], block
        assert reading.column("line") == [2, 3, 5], block


def test_the_five_bytes_that_cp1252_leaves_open_are_kept(read: Read) -> None:
    data = lines(HEADER, row("@")).encode("cp1252").replace(b"@", b"\x81\x8d\x8f\x90\x9d")
    assert read(data).column("appointment_id") == ["\x81\x8d\x8f\x90\x9d"]


def cp1252(byte: int) -> str:
    """The character of one byte; of the five that cp1252 leaves open, that of latin-1."""
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


@pytest.mark.parametrize("byte", range(0x80, 0x100))
def test_every_byte_of_cp1252_alone_and_among_others(byte: int) -> None:
    for before, after in ((b"", b""), (b"R\xe9alis", b" le"), (b"\x92\xa0", b"s\x9f\xff")):
        expected = "".join(map(cp1252, [*before, byte, *after]))
        assert encoding.cp1252_to_utf8(before + bytes([byte]) + after).decode() == expected


def test_the_27_bytes_in_which_cp1252_is_not_latin1() -> None:
    differ = [byte for byte in range(0x80, 0x100) if cp1252(byte) != chr(byte)]
    assert len(differ) == 27
    assert (min(differ), max(differ)) == (0x80, 0x9F)


@pytest.mark.parametrize("block", [40, 100, 1 << 20])
@pytest.mark.parametrize("piece", [1, 7, 30])
def test_pieces_are_put_together_to_blocks_of_whole_lines(
    piece: int, block: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encoding, "BLOCK", block)
    monkeypatch.setattr(encoding, "_PIECE", piece)
    path = tmp_path / "rdv.csv"
    path.write_bytes((TEXT + "fin").encode("cp1252"))
    blocks = [*encoding.line_blocks(path, encoding.Encoding("cp1252", 0, ""), path.name)]
    assert b"".join(blocks).decode() == TEXT + "fin\n"
    assert all(each.endswith(b"\n") for each in blocks)
    # No block but the last is smaller, and none larger by more than a line and a piece.
    longest = max(map(len, TEXT.encode().splitlines(keepends=True)))
    assert all(block - longest < len(each) <= block + longest + 2 * piece for each in blocks[:-1])


@pytest.mark.parametrize("codec", ["cp1252", "latin-1"])
@pytest.mark.parametrize("block", [1, 2, 3, 5, 1 << 20])
def test_letters_that_were_encoded_twice(
    codec: str, block: int, read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encoding, "BLOCK", block)
    once = ["Hélène", "œuvre € ’ – À", "ÉÈÊËÀÂÎÏÔÛÙÜŸÇ", "plain"]
    twice = [text.encode().decode(codec, errors="accsocial_latin1") for text in once]
    # Files put together: some lines were encoded once only, and stay as they are.
    reading = read(lines(HEADER, *map(row, twice), row("JOÃO «ÉTÉ» né…»")).encode("utf-8-sig"))
    assert reading.column("appointment_id") == [*once, "JOÃO «ÉTÉ» né…»"]


@pytest.mark.parametrize("broken", [b"\xe9", b"\xff", b"\xc3"], ids=["E9", "FF", "C3"])
def test_one_broken_byte_does_not_spoil_a_utf8_file(broken: bytes, read: Read) -> None:
    many = lines(HEADER, *(row(n, status="Réalisé") for n in range(300)), row("@"), row("fin"))
    data = many.encode().replace(b"@", broken)
    reading = read(data)
    assert set(reading.column("status")) == {"held"}
    assert reading.column("appointment_id")[-2:] == [broken.decode("cp1252"), "fin"]
    at = data.index(b"\n" + broken) + 1
    assert reading.notes["encoding"] == (
        f"utf-8, but byte {at} is not: it and others like it are read as cp1252"
    )


def test_a_utf8_file_cut_off_inside_a_letter_stays_utf8(read: Read) -> None:
    reading = read((lines(HEADER, row(1)) + "2;Caf;09;1;14/02/2022;Honoré").encode()[:-1])
    assert reading.column("status") == ["held"]
    assert reading.rejected == [(3, "malformed")]


def test_a_marked_utf8_file_with_a_broken_byte_is_read(read: Read) -> None:
    data = TEXT.encode("utf-8-sig") + row("x").encode().replace(b"x", b"\xe9")
    assert read(data).column("appointment_id")[-1] == "é"


def test_files_of_two_encodings_put_together_are_both_read(read: Read) -> None:
    data = lines(HEADER, row(1), row("é")).encode("cp1252") + lines(row("è"), row(4)).encode()
    reading = read(data)
    assert reading.column("appointment_id") == ["1", "é", "è", "4"]
    assert set(reading.column("status")) == {"held"}


def test_byte_order_marks_of_files_put_together_are_left_out(read: Read) -> None:
    mark = "\ufeff"
    reading = read(mark + lines(HEADER, row(1)) + mark + lines(HEADER, row(2)) + mark + row(3))
    assert reading.column("appointment_id") == ["1", "2", "3"]
    assert reading.notes["repeated header"] == "line 3"


@pytest.mark.parametrize("cut", [0.3, 0.6, 0.95])
@pytest.mark.parametrize("compress", [gzip.compress, zstd])
def test_a_compressed_file_cut_short_is_refused(
    compress: Callable[[bytes], bytes], cut: float, read: Read
) -> None:
    whole = compress(lines(HEADER, *(row(n * 7919) for n in range(5000))).encode())
    with pytest.raises(DataRefused, match=r"rdv\.csv: cannot be decompressed to its end"):
        read(whole[: int(len(whole) * cut)])


def test_a_damaged_gzip_file_is_refused(read: Read) -> None:
    whole = bytearray(gzip.compress(lines(HEADER, *(row(n * 7919) for n in range(5000))).encode()))
    whole[len(whole) // 2 : len(whole) // 2 + 40] = b"\xff" * 40
    with pytest.raises(DataRefused, match="cannot be decompressed"):
        read(bytes(whole))


def test_utf16_without_a_mark_is_refused_with_the_way_out(read: Read) -> None:
    with pytest.raises(DataRefused, match="UTF-16 without a byte order mark"):
        read(TEXT.encode("utf-16-le"))


def test_a_zero_byte_damages_its_row_only(read: Read) -> None:
    reading = read(lines(HEADER, row(1), row("2\0"), row(3)))
    assert reading.column("appointment_id") == ["1", "3"]
    assert reading.rejected == [(3, "malformed")]


def test_a_line_too_long_for_memory_is_refused(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoding, "LONGEST_LINE", 1 << 20)
    monkeypatch.setattr(encoding, "BLOCK", 1 << 18)
    with pytest.raises(DataRefused, match="holds a line of more than 1 MiB"):
        read(lines(HEADER, row(1)) + "x" * (3 << 20))

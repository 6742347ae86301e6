from __future__ import annotations

import errno
import os
import stat
import sys
from pathlib import Path
from typing import BinaryIO

import pytest

from accsocial.errors import ExportRefused
from accsocial.output.files import write_file, write_stdout


def fill(file: BinaryIO) -> None:
    file.write(b"new")


class Failing:
    """Writes a part, then meets `error`."""

    def __init__(self, error: BaseException) -> None:
        self.error = error

    def __call__(self, file: BinaryIO) -> None:
        file.write(b"half")
        raise self.error


def test_the_target_is_written_and_nothing_else(tmp_path: Path) -> None:
    write_file(tmp_path / "r.json", fill)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"r.json": b"new"}


@pytest.mark.parametrize(
    ("error", "raised"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), ExportRefused),
        (KeyboardInterrupt(), KeyboardInterrupt),
        (ExportRefused("too many rows"), ExportRefused),
    ],
    ids=["full disk", "Ctrl-C", "refused by the format"],
)
@pytest.mark.parametrize("before", [None, b"old"], ids=["new file", "existing file"])
def test_whatever_goes_wrong_leaves_things_as_they_were(
    tmp_path: Path, error: BaseException, raised: type[BaseException], before: bytes | None
) -> None:
    target = tmp_path / "r.json"
    if before is not None:
        target.write_bytes(before)
    with pytest.raises(raised):
        write_file(target, Failing(error))
    assert [path.read_bytes() for path in tmp_path.iterdir()] == ([before] if before else [])


def test_a_disk_that_is_full_only_when_flushed_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ExportRefused, match=r"r\.json cannot be written: No space left.*Free some"):
        write_file(tmp_path / "r.json", fill)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_no_target(tmp_path: Path) -> None:
    with pytest.raises(ExportRefused, match=r"is a folder\. Add a file name"):
        write_file(tmp_path, fill)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(ExportRefused, match=r"the folder .*nowhere does not exist. Create it"):
        write_file(tmp_path / "nowhere" / "r.json", fill)


@pytest.mark.skipif(os.name != "posix", reason="modes and devices of POSIX")
class TestPosix:
    def test_a_new_file_has_the_usual_mode_and_an_old_one_keeps_its_own(
        self, tmp_path: Path
    ) -> None:
        usual, new, old = tmp_path / "usual", tmp_path / "new", tmp_path / "old"
        usual.touch()
        old.touch(mode=0o600)
        write_file(new, fill)
        write_file(old, fill)
        assert new.stat().st_mode == usual.stat().st_mode
        assert stat.S_IMODE(old.stat().st_mode) == 0o600

    def test_a_link_stays_a_link(self, tmp_path: Path) -> None:
        (tmp_path / "real.json").touch()
        link = tmp_path / "link.json"
        link.symlink_to("real.json")
        write_file(link, fill)
        assert link.is_symlink()
        assert (tmp_path / "real.json").read_bytes() == b"new"

    def test_a_device_is_written_to_and_never_replaced(self) -> None:
        write_file(os.devnull, fill)
        assert stat.S_ISCHR(Path(os.devnull).stat().st_mode)

    @pytest.mark.skipif(not Path("/dev/fd").exists(), reason="no names for what is open")
    def test_a_pipe_that_a_shell_made_is_written_to(self) -> None:
        reading, writing = os.pipe()
        with os.fdopen(reading, "rb") as reader:
            with os.fdopen(writing, "wb"):
                write_file(f"/dev/fd/{writing}", fill)
            assert reader.read() == b"new"

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
    def test_a_full_device_is_refused(self) -> None:
        with pytest.raises(ExportRefused, match="/dev/full cannot be written: No space left"):
            write_file("/dev/full", fill)

    @pytest.mark.skipif(os.name == "posix" and os.getuid() == 0, reason="root may write anywhere")
    def test_a_folder_without_permission_is_refused(self, tmp_path: Path) -> None:
        tmp_path.chmod(0o500)
        with pytest.raises(ExportRefused, match="Choose a place where you may write"):
            write_file(tmp_path / "r.json", fill)
        tmp_path.chmod(0o700)


def test_a_name_that_is_too_long_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ExportRefused, match="Choose a shorter name"):
        write_file(tmp_path / ("x" * 300 + ".json"), fill)


def test_standard_output_gets_bytes(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    def binary(file: BinaryIO) -> None:
        file.write(b"\x00\xff\r\n")

    write_stdout(binary)
    assert capfdbinary.readouterr().out == b"\x00\xff\r\n"


def test_standard_output_gets_nothing_of_what_fails(
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    refused = ExportRefused("language 'de': must be one of en, fr")
    with pytest.raises(ExportRefused, match="must be one of"):
        write_stdout(Failing(refused))
    assert capfdbinary.readouterr().out == b""


@pytest.mark.parametrize(
    ("error", "raised"),
    [
        (BrokenPipeError(errno.EPIPE, "Broken pipe"), BrokenPipeError),
        (OSError(errno.ENOSPC, "No space left on device"), ExportRefused),
    ],
    ids=["the reader has gone", "redirected to a full disk"],
)
def test_a_closed_pipe_is_left_to_the_caller(
    monkeypatch: pytest.MonkeyPatch, error: OSError, raised: type[Exception]
) -> None:
    class Stream:
        buffer = property(lambda self: self)

        def write(self, _: bytes) -> None:
            raise error

        def flush(self) -> None:
            return

    monkeypatch.setattr(sys, "stdout", Stream())
    with pytest.raises(raised):
        write_stdout(fill)

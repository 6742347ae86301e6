"""Folders that appear whole: what is there when they are ready, and Ctrl-C at every move."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from accsocial.errors import ExportRefused, UsageError
from accsocial.output.folders import check_target, whole_folder

Check = Callable[[], None]


def check_of(target: Path, *, overwrite: bool = True) -> Check:
    return partial(check_target, target, [], overwrite=overwrite, kind="work")


def work(folder: Path, text: str) -> None:
    """The files of a work of this kind."""
    told = {"tool": "accsocial", "kind": "work", "files": ["table.csv"]}
    (folder / "manifest.json").write_text(json.dumps(told), encoding="utf-8")
    (folder / "table.csv").write_text(text, encoding="utf-8")


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "target"


@pytest.fixture
def earlier(target: Path) -> Path:
    target.mkdir()
    work(target, "earlier")
    return target


def test_files_that_came_meanwhile_are_not_removed(target: Path) -> None:
    def meanwhile() -> None:
        with whole_folder(target, check_of(target)) as new:
            work(new, "new")
            target.mkdir()
            (target / "thesis.txt").write_text("years of work", encoding="utf-8")

    with pytest.raises(ExportRefused, match="holds other files"):
        meanwhile()
    assert [path.name for path in target.parent.rglob("*")] == ["target", "thesis.txt"]


def test_a_folder_does_not_go_to_standard_output() -> None:
    with pytest.raises(UsageError, match="--output -: a folder cannot go to standard output"):
        check_of(Path("-"))()


def test_of_two_runs_the_second_replaces_nothing_unless_asked_to(target: Path) -> None:
    def both(*, overwrite: bool) -> None:
        check = check_of(target, overwrite=overwrite)
        with whole_folder(target, check) as slow:
            work(slow, "slow")
            with whole_folder(target, check) as quick:
                work(quick, "quick")

    with pytest.raises(ExportRefused, match="Replace it with --overwrite"):
        both(overwrite=False)
    assert (target / "table.csv").read_text(encoding="utf-8") == "quick"
    both(overwrite=True)
    assert (target / "table.csv").read_text(encoding="utf-8") == "slow"
    assert list(target.parent.iterdir()) == [target]


@pytest.mark.parametrize("after", [1, 2])
def test_ctrl_c_between_two_moves_undoes_them(
    earlier: Path, after: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = Path.rename
    moves: list[Path] = []

    def renamed(path: Path, other: Path) -> Path:
        moved = rename(path, other)
        moves.append(path)
        if len(moves) == after:
            # As Python hears of it: when the system has done its work.
            raise KeyboardInterrupt
        return moved

    monkeypatch.setattr(Path, "rename", renamed)
    with pytest.raises(KeyboardInterrupt), whole_folder(earlier, check_of(earlier)) as new:
        work(new, "new")
    assert (earlier / "table.csv").read_text(encoding="utf-8") == "earlier"
    assert list(earlier.parent.iterdir()) == [earlier]


def test_an_end_by_force_between_two_moves_brings_back_what_was_there(
    earlier: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = Path.rename
    at_exit: list[Callable[[], object]] = []

    def renamed(path: Path, other: Path) -> Path:
        moved = rename(path, other)
        if path == earlier:
            # As the thread that waits for signals does while the system is slow.
            for call in at_exit:
                call()
            raise SystemExit
        return moved

    monkeypatch.setattr("atexit.register", at_exit.append)
    monkeypatch.setattr("atexit.unregister", at_exit.remove)
    monkeypatch.setattr(Path, "rename", renamed)
    with pytest.raises(SystemExit), whole_folder(earlier, check_of(earlier)) as new:
        work(new, "new")
    assert (earlier / "table.csv").read_text(encoding="utf-8") == "earlier"
    assert list(earlier.parent.iterdir()) == [earlier]


def test_what_is_replaced_goes_at_the_latest_when_the_program_ends(
    earlier: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    remove = shutil.rmtree
    at_exit: list[Callable[[], object]] = []

    def interrupted(folder: Path, ignore_errors: bool) -> None:
        if at_exit_is_far:
            raise KeyboardInterrupt
        remove(folder, ignore_errors)

    monkeypatch.setattr("atexit.register", at_exit.append)
    monkeypatch.setattr("atexit.unregister", at_exit.remove)
    monkeypatch.setattr("shutil.rmtree", interrupted)
    at_exit_is_far = True
    with pytest.raises(KeyboardInterrupt), whole_folder(earlier, check_of(earlier)) as new:
        work(new, "new")
    at_exit_is_far = False
    for call in at_exit:
        call()
    assert (earlier / "table.csv").read_text(encoding="utf-8") == "new"
    assert list(earlier.parent.iterdir()) == [earlier]


def test_the_folder_somebody_is_in_is_not_replaced(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target.mkdir()
    monkeypatch.chdir(target)
    with pytest.raises(ExportRefused, match="the one you are in"):
        check_of(Path())()


def test_the_folder_of_a_disk_is_refused_before_anything_is_made(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target.mkdir()
    monkeypatch.setattr(Path, "is_mount", lambda path: path == target)
    with pytest.raises(ExportRefused, match="the folder of a disk"):
        check_of(target)()

"""A folder that appears whole or not at all, and replaces nothing but its own like."""

from __future__ import annotations

import atexit
import contextlib
import json
import secrets
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from accsocial.errors import ExportRefused, UsageError
from accsocial.output.files import real_path, reason
from accsocial.records.files.conversions import MANIFEST, TOOL


def check_target(
    target: Path,
    extract: Sequence[Path],
    *,
    overwrite: bool,
    kind: str,
    manifest: str = MANIFEST,
) -> None:
    """Refuses a folder that a work of some `kind` ("conversion", ...) may not take the place of.

    Raises UsageError if it is standard output, or if it is, or holds, part of the extract, or is
    inside it; ExportRefused if it holds files, unless it is an earlier work of the kind, untouched,
    and `overwrite` is set. `manifest` is the file by which an earlier work is known.
    """
    if str(target) == "-":
        # A folder of that name could not be given as an extract: there it is standard input.
        raise UsageError("--output -: a folder cannot go to standard output. Give it a name")
    refuse_inside(target, extract)
    path = real_path(target)
    for source in map(real_path, extract):
        if source == path or path in source.parents:
            raise UsageError(f"--output {target}: holds the extract itself. Choose another folder")
    _refuse_place(target, path)
    if not path.exists():
        return
    present = {entry.name for entry in path.iterdir()}
    if not present:
        return
    if not present <= _written_by_us(path, kind, manifest):
        raise ExportRefused(
            f"{target}: the folder holds other files than those of an earlier {kind}. "
            "Choose a new or an empty folder"
        )
    if not overwrite:
        raise ExportRefused(
            f"{target}: holds an earlier {kind}. Replace it with --overwrite, or choose "
            "another folder"
        )


def _refuse_place(target: Path, path: Path) -> None:
    """Raises ExportRefused where no folder can be, or none can take the place of what is there."""
    if path.is_symlink():
        raise ExportRefused(f"{target}: is a link that leads nowhere. Choose another name")
    if not path.parent.is_dir():
        raise ExportRefused(
            f"{target}: the folder {target.parent} does not exist. Create it, or choose another"
        )
    if path.exists() and not path.is_dir():
        raise ExportRefused(f"{target}: is a file. Give the name of a folder")
    if path.is_mount() or path == Path.cwd():
        # The new folder takes the place of this one: of a disk it cannot, and whoever works in it
        # would be left in a folder that is gone.
        raise ExportRefused(
            f"{target}: is the folder of a disk, or the one you are in, and cannot be replaced. "
            "Give the name of a new folder in it"
        )


def refuse_inside(target: Path, extract: Sequence[Path]) -> None:
    """Raises UsageError if a target is inside a folder of the extract: it would be counted, too."""
    for path in extract:
        if real_path(path) in real_path(target).parents:
            raise UsageError(
                f"--output {target}: is inside {path}, and would be read as part of it. "
                "Choose a folder elsewhere"
            )


def _written_by_us(folder: Path, kind: str, manifest: str) -> set[str]:
    """The files of an earlier work of a kind, by its manifest; none if there is no such."""
    try:
        account = json.loads((folder / manifest).read_text(encoding="utf-8"))
        if account["tool"] == TOOL and account["kind"] == kind:
            return {manifest, *(name.partition("/")[0] for name in account["files"])}
    except (OSError, ValueError, RecursionError, KeyError, TypeError):
        return set()
    return set()


@contextlib.contextmanager
def whole_folder(target: Path, check: Callable[[], None]) -> Iterator[Path]:
    """A new folder, private until it takes the place of `target` when the context ends.

    `check` refuses what may not be replaced (see `check_target`). It is asked again in the end:
    meanwhile another run may have written there, or somebody put files into it.
    Whatever goes wrong, the new folder is removed and `target` is as it was.
    Raises ExportRefused if the system refuses.
    """
    path = real_path(target)
    beside = path.with_name(f".accsocial-{secrets.token_hex(6)}.tmp")
    new, old = beside / "new", beside / "old"

    def remove() -> None:
        if old.exists() and not path.exists():
            # The end came between two moves.
            old.rename(path)
        shutil.rmtree(beside, ignore_errors=True)

    # A second way to the end: Ctrl-C need not wait for a library that is at work.
    atexit.register(remove)
    try:
        beside.mkdir(mode=0o700)
        new.mkdir()
        yield new
        check()
        _replace(path, new, old)
    except OSError as error:
        raise ExportRefused(
            f"{target} cannot be written: {reason(error)}. Choose another place, or free some space"
        ) from error
    finally:
        remove()
        atexit.unregister(remove)


def _replace(path: Path, new: Path, old: Path) -> None:
    """What `path` holds is moved to `old`, from where it goes back if `new` does not follow."""
    made = new.stat().st_ino
    try:
        if path.exists():
            path.rename(old)
        new.rename(path)
    except BaseException:
        # Ctrl-C is heard when the system has done its work: only the disk tells how far it came.
        if path.exists() and path.stat().st_ino == made:
            path.rename(new)
        raise

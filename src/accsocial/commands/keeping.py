"""What a run leaves to be held against later ones: its values, their bytes, its manifest."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from accsocial.commands.steps import STREAM
from accsocial.commands.targets import write_bytes
from accsocial.output.files import as_written, in_memory
from accsocial.output.formats import format_for
from accsocial.records.files.filenames import shown

if TYPE_CHECKING:
    from accsocial.regression.manifest import Manifest, OutputFile
    from accsocial.regression.values import Values
    from accsocial.results import Results


def values_and_manifest(
    results: Results, output: OutputFile | None = None
) -> tuple[Values, Manifest]:
    """The values of results that tell their run, and the manifest of that run."""
    from accsocial.output.about import about
    from accsocial.regression.manifest import manifest_of
    from accsocial.regression.values import values_of

    values = values_of(results.frame, results.groups)
    written = bytes_of(results, "json", "en")
    return values, manifest_of(results, about(results), values, written, output)


def bytes_of(results: Results, format: str, lang: str) -> bytes:  # noqa: A002
    """Results as the bytes of a file in that format."""
    writer = format_for(STREAM, format).writer()
    return in_memory(partial(writer, results, lang))


def write_manifest(
    results: Results,
    target: str,
    *,
    output: str | None,
    format: str | None,  # noqa: A002
    lang: str,
) -> None:
    """Writes the manifest of a run, with the digest of the file that it wrote. ExportRefused."""
    written: OutputFile | None = None
    # A device or a pipe keeps nothing that could be read again.
    if output is not None and output != STREAM and as_written(output).is_file():
        name, content = format_for(output, format).name, as_written(output).read_bytes()
        written = output_file(shown(Path(output).name), content, name, lang)
    _, manifest = values_and_manifest(results, written)
    write_bytes(manifest.text().encode(), target)


def output_file(name: str, content: bytes, format: str, lang: Any) -> OutputFile:  # noqa: A002
    """What a manifest says of a file that holds results."""
    from accsocial.regression.fingerprint import sha256
    from accsocial.regression.manifest import OutputFile

    return OutputFile(
        file=name, bytes=len(content), sha256=sha256(content), format=format, lang=lang
    )

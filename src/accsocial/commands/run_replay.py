"""What `replay` does: a recorded run again, and whether it gave the same bytes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from accsocial.commands.job import Job
from accsocial.commands.keeping import bytes_of, output_file, values_and_manifest
from accsocial.commands.producing import produce
from accsocial.commands.recorded import has_recorded_years, recorded_settings
from accsocial.commands.steps import TABLE, one_of, settings_for, show
from accsocial.commands.targets import print_json
from accsocial.errors import AccsocialError, DataRefused

if TYPE_CHECKING:
    from accsocial.regression.manifest import Manifest
    from accsocial.regression.values import Values
    from accsocial.results import Results


def run_replay(
    name: str,
    extract: Sequence[str],
    flags: Mapping[str, Any],
    *,
    config: str | None,
    format: str,  # noqa: A002 - the option's name
    quiet: bool,
) -> None:
    """Exit code 0 if the run is proved; AccsocialError (1) naming what differs first."""
    from accsocial.output.replay import as_plain, first_difference, render
    from accsocial.regression.replay import replay

    one_of(format, (TABLE, "json"))
    recorded, kept = _recorded(Path(name))
    before = recorded_settings(recorded, Path(name).parent)
    chosen = settings_for(extract, flags, config, before, quiet=quiet)
    job = Job(
        extract,
        chosen,
        command=recorded.command,
        quiet=quiet,
        recorded=has_recorded_years(chosen, recorded),
    )
    results, _ = produce(job)
    values, again = _again(recorded, results)
    found = replay(recorded, again, values, kept)
    lang = chosen.language
    if format == TABLE:
        show(lambda console: render(found, console, lang))
    else:
        print_json(as_plain(found))
    if not found.same:
        raise AccsocialError(f"the run is not the same: {first_difference(found, lang)}")


def _recorded(path: Path) -> tuple[Manifest, Values | None]:
    """The manifest, and the values of its run if they were kept: in it, or in a file beside it."""
    from accsocial.regression import baseline
    from accsocial.regression.documents import check_format, read_document, validated
    from accsocial.regression.manifest import FORMAT, VERSION, Manifest

    found, _ = read_document(path, "manifest")
    if str(found.get("format")).startswith(f"accsocial {baseline.FORMAT} "):
        kept = baseline.read_baseline(path, "manifest")
        return kept.manifest, kept.values
    check_format(found, path.name, FORMAT, VERSION)
    manifest = validated(Manifest, found, path.name)
    return manifest, _kept_beside(path, manifest)


def _kept_beside(path: Path, manifest: Manifest) -> Values | None:
    from accsocial.regression.fingerprint import file_read
    from accsocial.regression.kept import kept_values

    output = manifest.output
    if output is None:
        return None
    beside = path.parent / Path(output.file).name
    try:
        if not beside.is_file() or file_read(output.file, beside).sha256 != output.sha256:
            return None
        return kept_values(beside)
    except (DataRefused, OSError):
        # It may not be read, or its format is not read back: the digests tell what they can.
        return None


def _again(recorded: Manifest, results: Results) -> tuple[Values, Manifest]:
    output = recorded.output
    if output is None:
        return values_and_manifest(results)
    content = bytes_of(results, output.format, output.lang)
    return values_and_manifest(
        results, output_file(output.file, content, output.format, output.lang)
    )

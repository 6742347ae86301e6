"""Results as files and on the terminal: the only place that formats.

`write` is the door. The modules behind it are imported when their format is
asked for: JSON needs neither a spreadsheet writer nor a terminal library.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from accsocial.errors import ExportRefused
from accsocial.language import LANGUAGES
from accsocial.output.files import write_file, write_stdout
from accsocial.output.formats import FORMATS, OutputFormat, format_for

if TYPE_CHECKING:
    import os
    from typing import BinaryIO

    from accsocial.results import Results

__all__ = ["FORMATS", "OutputFormat", "write"]


def write(
    results: Results,
    target: str | os.PathLike[str],
    *,
    format: str | None = None,  # noqa: A002 - the word that users of other libraries expect
    lang: str = "en",
) -> None:
    """Write `results` to `target`, whole or not at all.

    `target` is a path, or "-" for standard output. The format is `format` (a
    name in `FORMATS`), else told by the ending of the path. `lang` ("en" or
    "fr") is the language of headings and notes in the formats that have some.
    The same results give the same bytes.

    Raises ExportRefused if the format or language is not known or the target cannot be
    written; an existing file is then as it was. A BrokenPipeError of standard
    output is left to the caller.
    """
    chosen = format_for(target, format)
    if lang not in LANGUAGES:
        raise ExportRefused(f"language {lang!r}: must be one of {', '.join(LANGUAGES)}")

    def fill(file: BinaryIO) -> None:
        chosen.writer()(results, lang, file)

    if target == "-":
        write_stdout(fill)
    else:
        write_file(target, fill)

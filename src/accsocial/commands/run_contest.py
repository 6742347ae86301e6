"""What `sensitivity` and `coherence` do: settings, one reading, and what is shown of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from accsocial.commands.reading import read_all
from accsocial.commands.steps import (
    GROWTH,
    STREAM,
    TABLE,
    language_of,
    opened,
    price_series,
    refuse_overwriting,
    settings_for,
    show,
)
from accsocial.commands.targets import json_bytes, target_format, write_bytes
from accsocial.errors import UsageError, nearest
from accsocial.output.files import in_memory
from accsocial.results import DEFAULT_GROUPS

if TYPE_CHECKING:
    from accsocial.contesting.contested import Sensitivity


def run_sensitivity(
    words: Sequence[str],
    flags: Mapping[str, Any],
    *,
    where: Sequence[str],
    config: str | None,
    format: str | None,  # noqa: A002 - the option's name
    output: str | None,
    quiet: bool,
) -> None:
    """Figures with each choice made otherwise. Nothing is read before the options are good."""
    from accsocial.computation.compute import chosen_indicators
    from accsocial.computation.selection import check_columns, conditions
    from accsocial.contesting.sensitivity import sensitivity
    from accsocial.output.contesting.sensitivity import render

    chosen_format = target_format(format, output, ("json", "csv", "md"))
    named, extract = indicators_and_extract(words)
    flags = {**flags, "only": _also(flags["only"], named)}
    chosen = settings_for(extract, flags, config, quiet=quiet)
    chosen_indicators(chosen.only)
    conditioned = conditions(where)
    by = (*chosen.by, *conditioned)
    series = price_series(chosen.prices)
    with ExitStack() as stack:
        records = opened(extract, chosen, stack)
        refuse_overwriting(extract, records, {"--output": output})
        check_columns(conditioned, records)
        gathered = read_all(records, chosen, by, quiet=quiet)
        found = sensitivity(
            gathered,
            chosen.rules,
            only=chosen.only,
            years=chosen.year,
            where=conditioned,
            base_year=chosen.base_year,
            prices=series,
            convention=chosen.inflation_convention,
        )
    lang = chosen.language
    if chosen_format == TABLE:
        last_year = not chosen.year and "year" not in conditioned
        show(lambda console: render(found, console, lang, last_year=last_year))
    else:
        write_bytes(_sensitivity_bytes(found, chosen_format, lang), output)


def _also(only: str | None, named: Sequence[str]) -> str | None:
    """The indicators of --only and those named before the extract; an empty --only stays one."""
    if not named or (only is not None and not only.strip(" ,")):
        return only
    return ",".join([*named, *([only] if only else [])])


def _sensitivity_bytes(found: Sensitivity, format: str, lang: str) -> bytes:  # noqa: A002
    from accsocial.output.contesting.sensitivity_markdown import markdown
    from accsocial.output.contesting.sensitivity_plain import as_frame, as_plain
    from accsocial.output.delimited import write_frame

    if format == "json":
        return json_bytes(as_plain(found))
    if format == "md":
        return markdown(found, lang).encode()
    return in_memory(partial(write_frame, as_frame(found)))


def run_coherence(
    extract: Sequence[str],
    flags: Mapping[str, Any],
    *,
    where: Sequence[str],
    config: str | None,
    format: str | None,  # noqa: A002 - the option's name
    output: str | None,
    quiet: bool,
) -> None:
    """The identities of an extract. A gap is no failure: the exit code is 0."""
    from accsocial.computation.selection import conditions
    from accsocial.contesting.coherence import coherence
    from accsocial.output.contesting.coherence import render
    from accsocial.output.contesting.coherence_markdown import markdown
    from accsocial.output.contesting.coherence_plain import as_plain

    chosen_format = target_format(format, output, ("json", "md"))
    if not extract:
        raise UsageError("no extract: name its files or folders, or ask for --published")
    chosen = settings_for(extract, flags, config, quiet=quiet, unused=("only", *GROWTH))
    conditioned = conditions(where)
    asked = {*chosen.by, *conditioned} - {*DEFAULT_GROUPS}
    if asked - {"territory"}:
        raise UsageError(
            f"{min(asked - {'territory'})}: coherence compares whole bodies, or territories. "
            "Group by nothing else"
        )
    with ExitStack() as stack:
        records = opened(extract, chosen, stack)
        refuse_overwriting(extract, records, {"--output": output})
        found = coherence(
            read_all(records, chosen, ["territory"], quiet=quiet),
            chosen.rules,
            by_territory="territory" in asked,
            years=chosen.year,
            where=conditioned,
        )
    lang = chosen.language
    if chosen_format == TABLE:
        last_year = not chosen.year and "year" not in conditioned
        show(lambda console: render(found, console, lang, last_year=last_year))
    elif chosen_format == "json":
        write_bytes(json_bytes(as_plain(found)), output)
    else:
        write_bytes(markdown(found, lang).encode(), output)


def run_published(
    given: Mapping[str, Any],
    lang: str | None,
    *,
    format: str | None,  # noqa: A002 - the option's name
    output: str | None,
) -> None:
    """The contradictions between published figures. What is about an extract is refused."""
    from accsocial.output.contesting.published_coherence import as_plain
    from accsocial.output.contesting.published_coherence_pages import markdown, render

    chosen_format = target_format(format, output, ("json", "md"))
    about_extract = [name for name, value in given.items() if value not in (None, [])]
    if about_extract:
        name = about_extract[0]
        what = "the extract" if name == "extract" else f"--{name.replace('_', '-')}"
        raise UsageError(f"--published compares published figures alone: leave {what} out")
    language = language_of(lang)
    if chosen_format == TABLE:
        show(lambda console: render(console, language))
    elif chosen_format == "json":
        write_bytes(json_bytes(as_plain()), output)
    else:
        write_bytes(markdown(language).encode(), output)


def indicators_and_extract(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """Leading words that are ids of indicators and name no file; then the extract.

    Raises UsageError for a word of the extract that is neither, naming the nearest of both.
    """
    from accsocial.indicators import CATALOGUE

    ids = [indicator.id for indicator in CATALOGUE]
    leading = [word in ids and not Path(word).exists() for word in words]
    first = leading.index(False) if False in leading else len(words)
    extract = list(words[first:])
    if not extract:
        raise UsageError(
            f"{words[-1]} is an indicator: name the files or folders of the extract after it"
        )
    for word in extract:
        if word != STREAM and not Path(word).exists():
            raise UsageError(
                f"{word}: neither an indicator nor a file or folder{_hint(word, ids)}"
                + (". Indicators stand before the extract" if word in ids else "")
            )
    return list(words[:first]), extract


def _hint(word: str, ids: Sequence[str]) -> str:
    folder = Path(word).parent
    beside = [str(folder / path.name) for path in folder.iterdir()] if folder.is_dir() else []
    near = nearest(word, [*ids, *beside]) if word not in ids else None
    return f"; did you mean {near}?" if near else ""

"""What the command `catalogue` does. What one indicator rests on is loaded only if asked for."""

from __future__ import annotations

from accsocial.commands.steps import TABLE, language_of, one_of, show
from accsocial.commands.targets import print_json, print_text


def run_catalogue(indicator: str | None, format: str, lang: str | None) -> None:  # noqa: A002
    """The list of indicators, or the page of one. UsageError naming the nearest id."""
    one_of(format, (TABLE, "json", "md"))
    language = language_of(lang)
    if indicator is None:
        _list(format, language)
    else:
        _one(indicator, format, language)


def _list(format: str, lang: str) -> None:  # noqa: A002
    if format == "json":
        from accsocial.output.catalogue.plain import list_json

        print_json(list_json())
    elif format == "md":
        from accsocial.output.catalogue.markdown import list_markdown

        print_text(list_markdown(lang))
    else:
        from accsocial.output.catalogue.terminal import render_list

        show(lambda console: render_list(console, lang))


def _one(name: str, format: str, lang: str) -> None:  # noqa: A002
    from accsocial.computation.compute import one_indicator

    indicator = one_indicator(name)
    if format == "json":
        from accsocial.output.catalogue.plain import page_json

        print_json(page_json(indicator))
    elif format == "md":
        from accsocial.output.catalogue.markdown import page_markdown

        print_text(page_markdown(indicator, lang))
    else:
        from accsocial.output.catalogue.terminal import render

        show(lambda console: render(indicator, console, lang))

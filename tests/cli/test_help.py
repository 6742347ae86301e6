"""Help: in the words of whoever reads it, in both languages, on 80 columns."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import typer
from command_line import Run

from accsocial.cli import whole
from accsocial.commands.helping import in_french
from accsocial.config import Settings

Process = Callable[..., subprocess.CompletedProcess[bytes]]

GROUP: Any = typer.main.get_command(whole())
COMMANDS = ("", *GROUP.commands)
SETTINGS = Settings()


def command_named(name: str) -> Any:
    return GROUP.commands[name] if name else GROUP


def texts_of(name: str) -> Iterator[str]:
    """What the code says of a command, and the headings of its help."""
    command = command_named(name)
    yield command.help
    for parameter in command.params:
        yield parameter.help
        yield getattr(parameter, "rich_help_panel", None) or "Options"


@pytest.fixture(autouse=True)
def _wide_as_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test here starts so."""
    monkeypatch.setenv("COLUMNS", "80")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_text_has_its_french(name: str) -> None:
    same_in_both = {"Options"}
    assert [t for t in texts_of(name) if in_french(t) == t and t not in same_in_both] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_french_help_holds_no_english(run: Run, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv("ACCSOCIAL_LANG", "fr")
    printed = run(*[name] * bool(name), "--help").out
    said = " ".join(printed.replace("\u00a0", " ").split())
    assert said.startswith(f"Utilisation : accsocial {name}".strip())
    assert in_french(command_named(name).help).replace("\u00a0", " ") in said
    assert re.findall(r"\b(?:the|of|is|with|Show|default|required|Usage|TEXT)\b", said) == []
    assert [line for line in printed.splitlines() if line.lstrip().startswith((":", ";"))] == []


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("name", COMMANDS)
def test_help_fits_80_columns_and_tells_no_types_of_python(
    run: Run, monkeypatch: pytest.MonkeyPatch, name: str, lang: str
) -> None:
    monkeypatch.setenv("ACCSOCIAL_LANG", lang)
    printed = run(*[name] * bool(name), "--help").out
    assert max(map(len, printed.splitlines())) <= 80
    assert re.findall(r"[<>{}]|\b(?:str|int|float)\b", printed) == []


@pytest.mark.parametrize(
    ("name", "english", "french"),
    [
        ("indicators", "[OPTIONS] EXTRACT...", "[OPTIONS] EXTRACTION..."),
        ("schema", "[OPTIONS] [TABLE]", "[OPTIONS] [TABLE]"),
        ("coherence", "[OPTIONS] [EXTRACT]...", "[OPTIONS] [EXTRACTION]..."),
        ("explain", "[OPTIONS] INDICATOR EXTRACT...", "[OPTIONS] INDICATEUR EXTRACTION..."),
        (
            "sensitivity",
            "[OPTIONS] [INDICATOR]... EXTRACT...",
            "[OPTIONS] [INDICATEUR]... EXTRACTION...",
        ),
        ("compare", "[OPTIONS] A B", "[OPTIONS] A B"),
        ("", "[OPTIONS] COMMAND [ARGS]...", "[OPTIONS] COMMANDE [ARGUMENTS]..."),
    ],
)
def test_what_a_command_takes(
    run: Run, monkeypatch: pytest.MonkeyPatch, name: str, english: str, french: str
) -> None:
    words = [name] if name else []
    start = " ".join(["accsocial", *words])
    assert run(*words, "--help").out.startswith(f"Usage: {start} {english}\n")
    monkeypatch.setenv("ACCSOCIAL_LANG", "fr")
    assert run(*words, "--help").out.startswith(f"Utilisation\u00a0: {start} {french}\n")


def test_a_mistake_shows_the_same_usage(run: Run) -> None:
    assert run("indicators").err.startswith("Usage: accsocial indicators [OPTIONS] EXTRACT...\n")


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("en", "--base-year INTEGER  Year that growth is measured from.  [default: 2018]"),
        (
            "fr",
            "--base-year ENTIER  Année dont part l'évolution.  [par défaut\u00a0: 2018]",
        ),
    ],
)
def test_an_option_with_its_default(run: Run, lang: str, line: str) -> None:
    assert f"  {line}\n" in run("prices", "--lang", lang, "--help").out


@pytest.mark.parametrize("encoding", ["ascii", "cp437", "cp1251", "iso8859-2"])
def test_a_terminal_without_our_accents_gets_the_rest(
    process: Process, monkeypatch: pytest.MonkeyPatch, encoding: str
) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", encoding)
    monkeypatch.setenv("ACCSOCIAL_LANG", "fr")
    done = process("merge", "--help")
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"accsocial merge [OPTIONS] SYNTH" in done.stdout


@pytest.mark.parametrize(
    ("option", "default"),
    [
        ("counted_statuses", ", ".join(SETTINGS.rules.counted_statuses)),
        ("count_collective", "yes" if SETTINGS.rules.count_collective else "no"),
        ("support_threshold", SETTINGS.rules.support_threshold),
        ("working_days", SETTINGS.rules.working_days),
        ("workers_counted", SETTINGS.rules.workers_counted),
        ("id_scope", SETTINGS.rules.id_scope),
        ("beneficiary_unit", "household"),
        ("max_rejected", SETTINGS.max_rejected),
    ],
)
def test_the_default_that_help_tells_is_the_one_that_holds(option: str, default: object) -> None:
    (said,) = (each.help for each in GROUP.commands["indicators"].params if each.name == option)
    assert said.endswith((f"; default: {default}.", f"; default {default}."))
    in_words = {"no": "non"}.get(str(default), default)
    assert in_french(said).endswith((f"par défaut\u00a0: {in_words}.", f"par défaut {in_words}."))

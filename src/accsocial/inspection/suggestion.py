"""A layout file for headers that no layout knows, best guesses filled in, to be edited."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from textwrap import wrap

import polars as pl

from accsocial.errors import DataRefused
from accsocial.inspection.guesses import Guess
from accsocial.inspection.kinds import are_names, known_labels, known_part
from accsocial.inspection.opening import CONSTANTS, Unread
from accsocial.language import unbroken
from accsocial.model import Text
from accsocial.records.layout import known_values
from accsocial.records.names import fold, fold_label
from accsocial.records.schema import Column, Kind, TableSchema

LABELS = {Kind.BODY, Kind.LABEL, Kind.BOOLEAN}
_HEADING = Text(
    "A layout that accsocial inspect suggests. Read every line, correct it, save it as "
    "my-layout.toml, and give it with --layout my-layout.toml.",
    "Un format de fichier que propose accsocial inspect. Relisez chaque ligne, corrigez-la, "
    "enregistrez le tout sous my-layout.toml et donnez-le avec --layout my-layout.toml.",
)
_NAMES = Text(
    "These columns look like names of persons: they are replaced by pseudonyms.",
    "Ces colonnes ont l'air de noms de personnes : des pseudonymes les remplacent.",
)
_LEFT = Text(
    "Headers that nothing was guessed for:", "En-têtes pour lesquels rien n'a été deviné :"
)
_SEVERAL = Text(
    "If a cell holds several persons, joined by a comma, take the # away:",
    "Si une cellule contient plusieurs personnes, jointes par une virgule, ôtez le # :",
)
_UNKNOWN_LABELS = Text(
    "Rows with labels that nothing is known of: {count}. inspect lists them once this layout is in "
    "use, but for words that may be personal; look for those in the file. Add each of them to the "
    "value it means: {values}",
    "Lignes aux libellés dont rien n'est connu : {count}. inspect les listera quand ce format sera "
    "en usage, sauf les mots qui peuvent être personnels ; cherchez ceux-ci dans le fichier. "
    "Ajoutez chacun à la valeur qu'il désigne : {values}",
)
_NEEDED = Text("NOT FOUND, but needed", "NON TROUVÉ, mais requis")
_NOT_FOUND = Text("not found", "non trouvé")
_OR_OPTION = Text(" (here, or as --{name})", " (ici, ou par --{name})")
_OF = Text("{what}: {said}", "{what} : {said}")
_GUESSED = Text("guessed, {reasons}", "deviné, {reasons}")
_BY_VALUES = Text("by its values alone", "à ses seules valeurs")
_LIKE = Text("like {header}", "comme {header}")


@dataclass
class _Part:
    """What the files of one table say together."""

    schema: TableSchema
    guesses: dict[str, list[Guess]] = field(default_factory=dict)
    labels: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    unknown: dict[str, int] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    split: set[str] = field(default_factory=set)
    left: list[str] = field(default_factory=list)


def suggest_layout(unread: Sequence[Unread], lang: str = "en") -> str:
    """The text of a layout for all files that no layout knows; "" if there is none.

    Its comments are in `lang`. `layout_files.parse_layout` reads it as it is, if any column was
    guessed. It holds headers and labels that shipped layouts know: no other value of the data.
    """
    parts: dict[str, _Part] = {}
    for file in (sheet for book in unread for sheet in (book, *book.sheets)):
        if file.table is not None and not file.known:
            _add(parts.setdefault(file.table.name, _Part(file.table)), file)
    if not parts:
        return ""
    lines = [*_comment(_HEADING[lang], "# "), 'name = "my-layout"']
    for part in parts.values():
        lines += ["", *_part_lines(part, lang)]
    return "\n".join(lines) + "\n"


def shown_header(header: str) -> str | None:
    """A header that may be shown; None for one with a number in it, which may be a person's."""
    digits = sum(character.isdigit() for character in header)
    return None if digits > _FEW_DIGITS or len(header) > _LONGEST else header


_FEW_DIGITS, _LONGEST = 4, 60
_WIDTH = 78


def _add(part: _Part, file: Unread) -> None:
    for guess in file.guesses:
        if shown_header(guess.header) is not None:
            known = part.guesses.setdefault(guess.column, [])
            if guess.header not in [other.header for other in known]:
                known.append(guess)
    used = {guess.position for guess in file.guesses}
    for position, header in enumerate(file.headers):
        if header and position not in used and header not in part.left and shown_header(header):
            part.left.append(header)
    for guess in file.guesses:
        _look_at_values(part, file, guess)


def _look_at_values(part: _Part, file: Unread, guess: Guess) -> None:
    column = part.schema.column(guess.column)
    if column.kind not in LABELS and column.kind is not Kind.IDENTIFIER:
        return
    counts = _values(file, guess.position)
    if column.kind is Kind.IDENTIFIER:
        values = [value for value, _ in counts]
        if are_names(values[:1000]):
            part.names.add(column.name)
            if any(", " in value for value in values):
                part.split.add(column.name)
        return
    known = known_labels(part.schema.name, column)
    canonical = {fold(value) for value in known_values(part.schema, column.name)}
    for label, count in counts:
        spelling = known_part(part.schema.name, column, label)
        if spelling is None:
            part.unknown[column.name] = part.unknown.get(column.name, 0) + count
        elif fold_label(spelling) not in canonical:
            value = known[fold_label(spelling)]
            labels = part.labels.setdefault(column.name, {}).setdefault(value, [])
            if fold_label(spelling) not in map(fold_label, labels):
                labels.append(spelling)


def _values(file: Unread, position: int) -> list[tuple[str, int]]:
    """The distinct texts of a column with their counts; none if the file breaks off."""
    assert file.source is not None  # noqa: S101 - a guess comes from a source
    name = str(position)
    counts = []
    try:
        for batch in file.source.batches(file.header_row, [position]):
            if name in batch.frame.columns:
                texts = batch.spelled_out().select(pl.col(name).cast(pl.String).str.strip_chars())
                counts.append(texts.filter(pl.col(name) != "").group_by(name).len())
    except DataRefused:
        return []
    if not counts:
        return []
    return pl.concat(counts).group_by(name).agg(pl.col("len").sum()).sort(name).rows()


def _part_lines(part: _Part, lang: str) -> Iterator[str]:
    name = part.schema.name
    yield f"# {part.schema.meaning[lang]}"
    names = [column for column in part.schema.names if column in part.names]
    if names:
        yield f"[{name}]"
        yield from _comment(_NAMES[lang])
        yield f"pseudonymise = {_toml(names)}"
        yield ""
    yield f"[{name}.columns]"
    for column in part.schema.columns:
        yield from _column_lines(column, part, lang)
    if part.left:
        yield from _comment(_LEFT[lang])
        yield from (f"#   {_toml(header)}" for header in part.left)
    for column_name in [column for column in part.schema.names if column in part.split]:
        yield ""
        yield from _comment(_SEVERAL[lang])
        yield f"# [{name}.split]"
        yield f'# {column_name} = ", "'
    for column_name in [c for c in part.schema.names if c in {*part.labels, *part.unknown}]:
        labels = part.labels.get(column_name, {})
        yield ""
        if column_name in part.unknown:
            values = ", ".join(known_values(part.schema, column_name))
            count = part.unknown[column_name]
            yield from _comment(_UNKNOWN_LABELS[lang].format(count=count, values=values))
        yield f"[{name}.labels.{column_name}]"
        for value in known_values(part.schema, column_name):
            if value in labels:
                yield f"{value} = {_toml(labels[value])}"


def _column_lines(column: Column, part: _Part, lang: str) -> Iterator[str]:
    guesses = part.guesses.get(column.name)
    if guesses is None:
        need = _NEEDED[lang] if column.required else _NOT_FOUND[lang]
        if column.name in CONSTANTS:
            need += _OR_OPTION[lang].format(name=column.name)
        said = _OF[lang].format(what=need, said=column.meaning[lang])
        yield from _comment(_OF[lang].format(what=column.name, said=said))
        yield f'# {column.name} = ["?"]'
        return
    reasons = dict.fromkeys(
        _BY_VALUES[lang] if g.like is None else _LIKE[lang].format(header=_toml(g.like))
        for g in guesses
        if g.like is None or fold(g.like) != fold(g.header)
    )
    if reasons:
        guessed = _GUESSED[lang].format(reasons=", ".join(reasons))
        yield from _comment(_OF[lang].format(what=column.name, said=guessed))
    yield f"{column.name} = {_toml([guess.header for guess in guesses])}"


def _comment(text: str, later: str = "#   ") -> Iterator[str]:
    # A header may be of any length; the rest of a comment fits a terminal.
    yield from wrap(
        unbroken(text),
        _WIDTH,
        initial_indent="# ",
        subsequent_indent=later,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _toml(value: str | list[str]) -> str:
    # JSON's texts and lists of texts are TOML's too, but for a character TOML wants escaped.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")

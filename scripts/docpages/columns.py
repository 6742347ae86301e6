"""docs/columns.md and docs/fr/colonnes.md, from the canonical tables and their rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from accsocial.model import Text
from accsocial.records.files.formats import ARCHIVES, COLUMNAR, COMPRESSED, DELIMITED, WORKBOOKS
from accsocial.records.rows import rejections, warnings
from accsocial.records.rows.no_day import NO_DAYS
from accsocial.records.rows.nothing_said import NO_SUCH_DAY, NOBODY, WORDS
from accsocial.records.schema import TABLES, Column, Kind, TableSchema
from docpages.markdown import code, codes, page, table

_TITLE = Text("Tables and columns", "Tables et colonnes")
_INTRO = Text(
    "The canonical tables. An extract may hold any of them, under its own headers and labels: a "
    "[layout](layouts.md) maps them. Identifiers and codes are always text: `01` stays `01`.",
    "Les tables de référence. Une extraction peut en contenir une partie, avec ses propres "
    "en-têtes et libellés : un [format de fichier](../layouts.md) (page en anglais) les met en "
    "correspondance. Identifiants et codes sont du texte : `01` reste `01`.",
)
_CELLS = Text(
    "In identifiers, texts, dates and numbers these words are read as an empty cell, in capitals "
    "or not: {words}. In identifiers and texts so are signs alone (`.`, `/`, `####`) and, with or "
    "without accents, {nobody}; in dates that may be empty so are {no_day}, {no_days}. Days may be "
    "written in any usual way: which number of `03/04/2022` is the day, the values of the column "
    "tell (else it is the first), and moments in UTC "
    "(`2022-03-31T22:00:00Z`) are read as the time in France. Months may be French words (`lundi 3 "
    "janvier 2022`, `03-janv.-22`), unless the day of the week is another one; SAS's "
    "`14FEB2022`, Oracle's `14-FEB-22`, SQL Server's `Feb 14 2022 12:00AM`, Java's `Mon Feb 14 "
    "10:30:00 CET 2022`, SAP's `20220214103000`, DB2's `2022-02-14-10.30.00` and XML's "
    "`2022-02-14+01:00` are read, too. A year may be called so (`Exercice 2022`, `2022 "
    "(exercice)`), if it is alone. A "
    "territory may be named (`Val-de-Marne`, `94 - Val-de-Marne`, `Caf du Val-de-Marne`, `CD94`), "
    "but for `Nord` alone, which may be a part of any; a body may stand before its territory (`Caf "
    "du Lot`). An amount may be in thousands or millions if its cell says so (`12,5 k€`, `1,2 "
    "M€`), an fte in percent (`80 %`). An amount below 0 may have brackets (`(1 234,50)`), or its "
    "minus behind the cents (`1 234,50-`). Two cells that look the same on paper are the same: "
    "spaces around a text, the kind of spaces in it, characters that show nothing (zero-width "
    "spaces, soft hyphens), and whether an accent is part of its letter or stands behind it make "
    "no difference.",
    "Dans les identifiants, textes, dates et nombres, ces mots sont lus comme une cellule vide, en "
    "majuscules ou non : {words}. Dans les identifiants et textes, il en va de même des signes "
    "seuls (`.`, `/`, `####`) et, avec ou sans accents, de {nobody} ; dans les dates facultatives, "
    "de {no_day}, {no_days}. Les jours s'écrivent de toute "
    "façon usuelle : les valeurs de la colonne disent lequel des nombres de `03/04/2022` est le "
    "jour (le premier, à défaut), et les instants en UTC (`2022-03-31T22:00:00Z`) sont lus à "
    "l'heure de Paris. Le mois peut être un mot (`lundi 3 janvier 2022`, `03-janv.-22`), si le "
    "jour de la semaine est le bon ; sont lus aussi le `14FEB2022` de SAS, le `14-FEB-22` "
    "d'Oracle, le `Feb 14 2022 12:00AM` de SQL Server, le `Mon Feb 14 10:30:00 CET 2022` de Java, "
    "le `20220214103000` de SAP, le `2022-02-14-10.30.00` de DB2 et le `2022-02-14+01:00` d'XML. "
    "L'année peut être nommée "
    "(`Exercice 2022`, `2022 (exercice)`), s'il n'y en a qu'une. Un territoire peut avoir son nom "
    "(`Val-de-Marne`, `94 - Val-de-Marne`, `Caf du Val-de-Marne`, `CD94`), sauf `Nord` seul, qui "
    "peut être une partie d'un autre ; un organisme peut précéder le sien (`Caf du Lot`). Un "
    "montant peut être en milliers ou millions si sa cellule le dit (`12,5 k€`, `1,2 M€`), un ETP "
    "en pour cent (`80 %`). Un montant négatif peut être entre parenthèses (`(1 234,50)`), ou "
    "porter son signe après les centimes (`1 234,50-`). Deux cellules qui se ressemblent sur le "
    "papier sont la même : les espaces autour d'un texte, la sorte des espaces dans le texte, les "
    "caractères qui ne montrent rien (espaces sans largeur, tirets conditionnels) et la place de "
    "l'accent, dans sa lettre ou derrière elle, ne changent rien.",
)
_FILES = Text(
    "File names that announce the table: {names}, alone or with more words (`{longer}`).",
    "Noms de fichier reconnus : {names}, seuls ou avec d'autres mots (`{longer}`).",
)
_KEY = Text(
    "Key: {key}. A later row with the same key is rejected as `duplicate`.",
    "Clé : {key}. Une ligne de même clé qu'une ligne précédente est rejetée : `duplicate`.",
)
_KEY_NEEDS = Text(
    "Rows without {columns} have no key.", "Les lignes sans {columns} n'ont pas de clé."
)
_APART = Text(
    "{columns} may stand in rows and files of their own: a row that fills only what the rows "
    "before it left empty is no duplicate.",
    "{columns} peuvent se trouver dans des lignes et fichiers différents : une ligne qui ne "
    "remplit que ce que les précédentes laissent vide n'est pas un doublon.",
)
_HEADINGS = {
    "en": ("Column", "Type", "Required", "Meaning", "Values", "Rejected as"),
    "fr": ("Colonne", "Type", "Requise", "Sens", "Valeurs", "Rejet"),
}
_YES = Text("yes", "oui")
_KINDS = {
    Kind.IDENTIFIER: Text("identifier (text)", "identifiant (texte)"),
    Kind.TEXT: Text("text", "texte"),
    Kind.BODY: Text("label", "libellé"),
    Kind.TERRITORY: Text("code (text)", "code (texte)"),
    Kind.DATE: Text("date", "date"),
    Kind.LABEL: Text("label", "libellé"),
    Kind.BOOLEAN: Text("true or false", "vrai ou faux"),
    Kind.INTEGER: Text("whole number", "nombre entier"),
    Kind.DECIMAL: Text("decimal number", "nombre décimal"),
    Kind.YEAR: Text("year", "année"),
}
_REJECTIONS_TITLE = Text("Why a row is rejected", "Pourquoi une ligne est rejetée")
_REJECTIONS_INTRO = Text(
    "Rows read = accepted + rejected + blank, for every file, or no figure is given. A rejected "
    "row is counted under one rule. A status, channel, event, kind or response that no layout maps "
    "is no reason: it becomes `unknown` and is counted in the ledger.",
    "Lignes lues = acceptées + rejetées + vides, pour chaque fichier ; sinon, aucun résultat. Une "
    "ligne rejetée est comptée sous une seule règle. Un statut, un mode, un fait générateur, une "
    "nature ou une réponse inconnus ne font pas rejeter la ligne : ils deviennent `unknown` et ils "
    "sont comptés.",
)
_WARNINGS_TITLE = Text("Accepted, but to look at", "Acceptées, mais à regarder")
_FORMATS_TITLE = Text("Files that can be read", "Fichiers lisibles")
_FORMATS = Text(
    "Text: {delimited}, also compressed ({compressed}). Columns: {columnar}. "
    "Workbooks: {workbooks}. Archives of those: {archives}. A folder may hold one table in several "
    "files.",
    "Texte : {delimited}, aussi compressés ({compressed}). Colonnes : {columnar}. "
    "Classeurs : {workbooks}. Archives de ces fichiers : {archives}. Un dossier peut contenir une "
    "table en plusieurs fichiers.",
)
_SHEETS = Text(
    "Every visible sheet whose header fits a table is read. A cell that is merged over several "
    "rows holds for each of them, unless it is a number, which may be their sum.\n\n"
    "Costs, workers and households without a column of years may have years side by side: below "
    "`2021;2022`, or `Montant 2021;Montant 2022`, each row is one of each year, and a year without "
    "a number, or with a dash, is counted as blank. Else they are of the year that the name of "
    "their sheet, file or folder tells (`depenses_2021.csv`), if it tells one. Of two sheets that "
    "tell the same year the one is read that tells it in a column, else in its headers, else in "
    "its own name: the other may sum it up. The ledger says all of this.",
    "Chaque feuille visible dont les en-têtes conviennent à une table est lue. Une cellule "
    "fusionnée sur plusieurs lignes vaut pour chacune, sauf si c'est un nombre, qui peut être leur "
    "somme.\n\n"
    "Les dépenses, travailleurs et foyers sans colonne d'année peuvent avoir leurs années côte à "
    "côte : sous `2021;2022`, ou `Montant 2021;Montant 2022`, chaque ligne compte une fois par "
    "année, et une année sans nombre, ou avec un tiret, compte comme vide. Sinon, ils sont de "
    "l'année que donne le nom de leur feuille, de leur fichier ou de leur dossier "
    "(`depenses_2021.csv`), s'il en donne "
    "une seule. De deux feuilles qui donnent la même année, celle qui la donne dans une colonne, "
    "sinon dans ses en-têtes, sinon dans son propre nom est lue : l'autre peut en être le "
    "récapitulatif. Le compte rendu de lecture le dit.",
)
_STORED = Text(
    "A column of bytes is read in one way for all its rows: as text if every value is UTF-8 "
    "without control characters, as UUIDs if the file says so or every value has the form of one, "
    "else as hexadecimal. The ledger says which. An Arrow stream that was not closed is refused, "
    "and so are several in one file. A column of a type that is not read (intervals, unions, "
    "unknown time zones) is left out, which the ledger says; if it is needed the file is refused.",
    "Une colonne d'octets est lue d'une seule façon pour toutes ses lignes : comme texte si chaque "
    "valeur est de l'UTF-8 sans caractère de contrôle, comme UUID si le fichier le dit ou si "
    "chaque valeur en a la forme, sinon en hexadécimal. Le compte rendu de lecture le "
    "dit. Un flux Arrow qui n'a pas été clos est refusé, et plusieurs dans un seul fichier aussi. "
    "Une colonne d'un type qui n'est pas lu (intervalles, unions, fuseaux inconnus) est laissée de "
    "côté, ce que dit le compte rendu ; si elle est nécessaire, le fichier est refusé.",
)
_RULE_HEADINGS = {"en": ("Rule", "The reason"), "fr": ("Règle", "Le motif")}
_WARNING_HEADINGS = {"en": ("Warning", "Counts rows"), "fr": ("Avertissement", "Lignes comptées")}


def columns_page(lang: str) -> str:
    """The page in "en" or "fr"."""
    cells = _CELLS[lang].format(
        words=codes(WORDS),
        nobody=codes(NOBODY),
        no_day=codes(NO_SUCH_DAY),
        no_days=codes(NO_DAYS),
    )
    parts = [_INTRO[lang], cells]
    for schema in TABLES.values():
        parts += _table(schema, lang)
    parts += [
        f"## {_REJECTIONS_TITLE[lang]}",
        _REJECTIONS_INTRO[lang],
        table(_RULE_HEADINGS[lang], _meanings(rejections.MEANINGS, lang)),
        f"## {_WARNINGS_TITLE[lang]}",
        table(_WARNING_HEADINGS[lang], _meanings(warnings.MEANINGS, lang)),
        f"## {_FORMATS_TITLE[lang]}",
        _FORMATS[lang].format(
            delimited=codes(DELIMITED),
            compressed=codes(COMPRESSED),
            columnar=codes(COLUMNAR),
            workbooks=codes(WORKBOOKS),
            archives=codes(ARCHIVES),
        ),
        _SHEETS[lang],
        _STORED[lang],
    ]
    return page(_TITLE[lang], *parts)


def _meanings(meanings: Mapping[str, Text], lang: str) -> Iterator[tuple[str, str]]:
    return ((code(name), text[lang]) for name, text in meanings.items())


def _table(schema: TableSchema, lang: str) -> list[str]:
    key = _KEY[lang].format(key=codes(schema.key))
    if schema.key_needs:
        key += " " + _KEY_NEEDS[lang].format(columns=codes(schema.key_needs))
    if schema.delivered_apart:
        key += " " + _APART[lang].format(columns=codes(schema.delivered_apart))
    return [
        f"## {schema.name}",
        f"{schema.meaning[lang][0].upper()}{schema.meaning[lang][1:]}.",
        _FILES[lang].format(
            names=codes(schema.file_names), longer=f"{schema.file_names[-1]}_2022.csv"
        ),
        key,
        table(_HEADINGS[lang], (_column(column, lang) for column in schema.columns)),
    ]


def _column(column: Column, lang: str) -> tuple[str, ...]:
    return (
        code(column.name),
        _KINDS[column.kind][lang],
        _YES[lang] if column.required else "–",
        column.meaning[lang],
        codes(column.labels),
        codes(_rules(column)),
    )


def _rules(column: Column) -> list[str]:
    """The rules under which a cell of the column rejects its row."""
    may_be_missing = column.required and column.kind is Kind.DATE
    return [*(["date_missing"] if may_be_missing else []), *([column.rule] if column.rule else [])]

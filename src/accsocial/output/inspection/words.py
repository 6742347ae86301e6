"""The words of inspect, and those of validate too, for who has not read the docs."""

from __future__ import annotations

from accsocial.model import Text

TABLES = {
    "appointments": Text("Appointments", "Rendez-vous"),
    "supports": Text("Supports", "Accompagnements"),
    "workers": Text("Workers", "Travailleurs sociaux"),
    "costs": Text("Costs", "Dépenses"),
    "households": Text("Households", "Foyers"),
}

COMMON = {
    "file": Text("File", "Fichier"),
    "rows": Text("Rows", "Lignes"),
    "accepted": Text("Accepted", "Acceptées"),
    "first": Text("First", "Début"),
    "last": Text("Last", "Fin"),
    "labels": Text(
        "Labels that the layout does not know, counted as unknown or rejected:",
        "Libellés que le format de fichier ne connaît pas, comptés inconnus ou rejetés\u00a0:",
    ),
    "ignored": Text("Not read: {files}", "Non lus\u00a0: {files}"),
}
"""Words of validate, too."""

WORDS = {
    **COMMON,
    "column": Text("Column", "Colonne"),
    "header": Text("Header in the file", "En-tête du fichier"),
    "empty": Text("Empty or unknown", "Vide ou inconnu"),
    "guess": Text("May be the column", "Colonne probable"),
    "layout_used": Text("Layout: {layout}", "Format de fichier (layout)\u00a0: {layout}"),
    "left_out": Text("Headers not used: {headers}", "En-têtes non utilisés\u00a0: {headers}"),
    "doubt": Text("?", "\u00a0?"),
    "withheld": Text("(header withheld)", "(en-tête non affiché)"),
    "body": Text(
        "{rows}, {first} to {last}; {territories}",
        "{rows}, du {first} au {last}\u00a0; {territories}",
    ),
    "body_years": Text(
        "{rows}, {first} to {last}; {territories}",
        "{rows}, de {first} à {last}\u00a0; {territories}",
    ),
    "territory": Text("territory {territories}", "territoire {territories}"),
    "territories": Text("territories {territories}", "territoires {territories}"),
    "gaps": Text("Months without a row: {months}", "Mois sans ligne\u00a0: {months}"),
    "unread": Text("{file} is not read", "{file} n'est pas lu"),
    "no_header": Text(
        "No row looks like headers, so nothing can be guessed. Add a first row that names the "
        "columns.",
        "Aucune ligne ne ressemble à des en-têtes\u00a0: rien ne peut être deviné. Ajoutez une "
        "première ligne qui nomme les colonnes.",
    ),
    "guessed": Text(
        "Best guesses: headers in row {row}, a table of {table}.",
        "Meilleures hypothèses\u00a0: en-têtes en ligne {row}, table {table}.",
    ),
    "lacking": Text("Needed, but not found: {columns}", "Requis, mais non trouvé\u00a0: {columns}"),
    "indicators": Text("Indicators", "Indicateurs"),
    "can": Text("Can be computed:", "Calculables\u00a0:"),
    "cannot": Text("Cannot be computed, {reason}:", "Non calculables, {reason}\u00a0:"),
    "not_all": Text(
        "Missing for {share} of body, territory and year, {reason}:",
        "Manquants pour {share} des organismes, territoires et années, {reason}\u00a0:",
    ),
    "with_by": Text(", with --by {groups}", ", avec --by {groups}"),
    "layout": Text("A layout for these files", "Un format de fichier (layout) à compléter"),
    "layout_how": Text(
        "Copy what follows into my-layout.toml, correct it, and add --layout my-layout.toml.",
        "Copiez ce qui suit dans my-layout.toml, corrigez-le, et ajoutez --layout my-layout.toml.",
    ),
}

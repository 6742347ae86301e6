"""How files were read, in the reader's language.

The ledger says so in English, whatever the language, as results say their reasons; here it is
said in French.
"""

from __future__ import annotations

import re

from accsocial.output.said import Pairs, in_french
from accsocial.records.zones import FRANCE

_NAMES: Pairs = (
    (r"column (.+)", r"colonne \1"),
    (r"columns of odd types", r"colonnes de types non lus"),
    (r"days as numbers", r"jours écrits en nombres"),
    (r"encoding", r"encodage"),
    (r"errors", r"erreurs"),
    (r"fields", r"champs"),
    (r"formulas", r"formules"),
    (r"formulas not computed", r"formules non calculées"),
    (r"full", r"feuille pleine"),
    (r"header", r"en-têtes"),
    (r"hidden columns", r"colonnes masquées"),
    (r"hidden rows", r"lignes masquées"),
    (r"hidden sheets", r"feuilles masquées"),
    (r"identifiers", r"identifiants"),
    (r"lacks", r"manque"),
    (r"line of dashes", r"trait"),
    (r"long numbers", r"nombres longs"),
    (r"merged cells", r"cellules fusionnées"),
    (r"merged numbers", r"nombres fusionnés"),
    (r"nested columns", r"colonnes imbriquées"),
    (r"note below the table", r"note sous le tableau"),
    (r"other years", r"autres années"),
    (r"partition", r"partition"),
    (r"repeated header", r"en-tête répété"),
    (r"same header", r"en-tête en double"),
    (r"same rows", r"mêmes lignes"),
    (r"same spending", r"mêmes dépenses"),
    (r"same year", r"même année"),
    (r"separator", r"séparateur"),
    (r"sheet", r"feuille"),
    (r"territory names", r"noms de territoires"),
    (r"times", r"heures"),
    (r"total line", r"ligne de total"),
    (r"unit", r"unité"),
    (r"year", r"année"),
    (r"years", r"années"),
    (r"(\w+) mark", r"écriture de \1"),
    (r"(\w+) moments", r"heures de \1"),
    (r"(\w+) order", r"ordre de \1"),
)

_MIDNIGHTS = re.escape(f"all at 22 or 23 h: midnights in UTC of the days in {FRANCE}")

_BOTH = r"aux jours communs, la plupart sont aussi dans \1"
_SAME = (
    " : même bénéficiaire et même jour, sans numéro commun. Si ce sont les mêmes, elles comptent "
    "deux fois : retirer l'un des fichiers"
)

_SPENT = r"des montants des mêmes organisme, territoire, année et poste sont aussi dans \1"
_SPENT_TWICE = (
    " : tous sont comptés. Si l'un des fichiers prévoit, corrige ou récapitule l'autre, le retirer"
)

_NOTES: Pairs = (
    (r"utf-8 \(the whole file is valid\)", r"utf-8 (le fichier entier est valide)"),
    (r"(.+) \(byte order mark\)", r"\1 (marque d'ordre des octets)"),
    (
        r"latin-9 \(byte (\d+) is not UTF-8; a byte A4, none of 80 to 9F\)",
        r"latin-9 (l'octet \1 n'est pas de l'UTF-8 ; un octet A4, aucun de 80 à 9F)",
    ),
    (r"cp1252 \(byte (\d+) is not UTF-8\)", r"cp1252 (l'octet \1 n'est pas de l'UTF-8)"),
    (
        r"utf-8, but byte (\d+) is not: it and others like it are read as cp1252",
        r"utf-8, sauf l'octet \1 : lui et d'autres sont lus en cp1252",
    ),
    (
        r"utf-8 encoded twice \(it holds Ã and a sign\)",
        r"utf-8 encodé deux fois (il contient des Ã suivis d'un signe)",
    ),
    (r"tab", r"tabulation"),
    (r"(\d+) in the rows, (\d+) in the header", r"\1 dans les lignes, \2 dans l'en-tête"),
    (r"(?:line|row) (\d+)", r"ligne \1"),
    (r"line (\d[\d, ]*)", r"lignes \1"),
    (r"line (\d[\d, ]*) and (\d+) more", r"lignes \1 et \2 de plus"),
    (r"day/month/year", r"jour/mois/année"),
    (
        r"month/day/year \(the second number goes up to (\d+)\)",
        r"mois/jour/année (le second nombre va jusqu'à \1)",
    ),
    (
        r"ambiguous: no number above 12 tells day from month; read as day/month/year",
        r"ambigu : aucun nombre au-dessus de 12 ne distingue le jour du mois ; lu jour/mois/année",
    ),
    (
        r"month/day/year, as other dates of the file: no number above 12 tells day from month",
        (
            r"mois/jour/année, comme d'autres dates du fichier : aucun nombre au-dessus de 12 ne "
            r"distingue le jour du mois"
        ),
    ),
    (
        r"texts above the 12th, and stored days that all are up to it: .+",
        (
            r"textes après le 12, et jours enregistrés tous jusqu'au 12 : un logiciel semble y "
            r"avoir pris le jour pour le mois ; faire extraire les dates de nouveau"
        ),
    ),
    (r"decimal comma", r"virgule décimale"),
    (r"decimal point", r"point décimal"),
    (
        r"decimal comma and decimal point mixed: each value read alone",
        r"virgule et point décimaux mêlés : chaque valeur est lue à part",
    ),
    (
        r"ambiguous: 1\.234 and 1,234 are read as decimals, not as thousands",
        r"ambigu : 1.234 et 1,234 sont lus comme des décimales, non des milliers",
    ),
    (_MIDNIGHTS, r"toutes à 22 ou 23 h : minuits des jours en France, notés en UTC"),
    (r"(?:moments )?in UTC, read as the time in .+", r"en UTC, lues à l'heure de France"),
    (r"moments in the time of (.+)", r"à l'heure de \1"),
    (r"bytes, read as (text|UUIDs)", r"octets, lus comme \1"),
    (r"duration, read as whole minutes", r"durée, lue en minutes entières"),
    (r"read as the codes of these départements", r"lus comme les codes de ces départements"),
    (r"the first column is read of (.+)", r"la première colonne est lue pour \1"),
    (
        r"the file speaks of thousands or millions, amounts are read as euros; .+",
        (
            r"le fichier parle de milliers ou de millions, les montants sont lus en euros ; s'ils "
            r"ne le sont pas, les faire écrire en euros"
        ),
    ),
    (
        r"the sheet is full \((\d+) rows\): what followed was probably cut off",
        r"\1 lignes, le maximum : la suite a sans doute été coupée",
    ),
    (r"(\d+), read like the others", r"\1, lues comme les autres"),
    (
        r"(\d+) without a result, read as empty cells; .+",
        (
            r"\1 sans résultat, lues comme cellules vides ; ouvrir le fichier dans un tableur et "
            r"l'enregistrer de nouveau"
        ),
    ),
    (
        r"(\d+) with the result 0, in a workbook .+",
        (
            r"\1 dont le résultat est 0, dans un classeur qu'aucun tableur n'a calculé ; l'ouvrir "
            r"dans un tableur et l'enregistrer de nouveau"
        ),
    ),
    (
        r"column (.+): (\d+) with an error .+",
        r"colonne \1 : \2 en erreur (#N/A et autres), lues comme cellules vides",
    ),
    (
        r"column (.+): (\d+) with a time or a duration, .+",
        r"colonne \1 : \2 avec une heure ou une durée, lues comme cellules vides",
    ),
    (
        r"column (.+): numbers without the format of a date, .+",
        r"colonne \1 : nombres sans format de date, lus comme les jours que compte un tableur",
    ),
    (
        r"(\d+) empty cells read as the cell that they are merged with",
        r"\1 cellules vides, lues comme la cellule avec laquelle elles sont fusionnées",
    ),
    (
        r"(\d+) cells left empty: a number that is shown for several rows .+",
        (
            r"\1 cellules laissées vides : un nombre montré pour plusieurs lignes peut être leur "
            r"somme ; en donner un à chaque ligne"
        ),
    ),
    (
        r"column (.+): numbers of more than (\d+) digits, .+",
        (
            r"colonne \1 : nombres de plus de \2 chiffres, dont un tableur ne garde que les 15 "
            r"premiers ; faire enregistrer ces codes en texte"
        ),
    ),
    (r"left out: (.+)", r"non lus : \1"),
    (
        r"([\d, ]+) stand side by side: a row is read for each",
        r"\1 se côtoient : une ligne est lue pour chacune",
    ),
    (
        r"(\d+) sheets or files are named after it, and all are counted",
        r"\1 feuilles ou fichiers portent son nom, et tous sont comptés",
    ),
    (
        r"(\d{4}), as the name says: no column holds it",
        r"\1, d'après le nom : aucune colonne ne la donne",
    ),
    (
        r"(\d{4}), as the headers say: no column holds it",
        r"\1, d'après les en-têtes : aucune colonne ne la donne",
    ),
    (
        r"([\d, ]+) in headers that no column is read from",
        r"\1 dans des en-têtes dont aucune colonne n'est lue",
    ),
    (r"(.+), which other files of (\w+) have", r"\1, que d'autres fichiers de \2 ont"),
    (
        r"on the days of both, most stand in (.+) and (\d+) more, too: .+",
        rf"{_BOTH} (et \2 de plus){_SAME}",
    ),
    (r"on the days of both, most stand in (.+), too: .+", rf"{_BOTH}{_SAME}"),
    (
        r"amounts of the same body, .+ stand in (.+) and (\d+) more, too: .+",
        rf"{_SPENT} (et \2 de plus){_SPENT_TWICE}",
    ),
    (r"amounts of the same body, .+ stand in (.+), too: .+", rf"{_SPENT}{_SPENT_TWICE}"),
    (
        r"some of (.+) differ from others of the table by zeros in front, .+",
        (
            r"certains de \1 ne diffèrent d'autres de la table que par des zéros de tête ou des "
            r"majuscules : ils comptent pour d'autres personnes. Si un logiciel a ôté des zéros, "
            r"les faire écrire en texte"
        ),
    ),
)

_UNLIKE = (
    ", alors que d'autres tables ou années en ont. Les valeurs de l'organisme et les évolutions "
    "comparent alors des territoires différents : voir --by territory"
)

_REMARKS: Pairs = (
    (
        r"--(\w+) (.+) is not used: every file has its own column \w+\. .+",
        (
            r"--\1 \2 n'est pas utilisé : chaque fichier a sa propre colonne \1. Pour n'en voir "
            r"qu'un, grouper (--by) et lire ses lignes"
        ),
    ),
    (
        r"(.+) has the same content as (.+): its rows are read once more\. .+",
        (
            r"\1 a le même contenu que \2 : ses lignes sont lues une seconde fois. Si c'est une "
            r"copie, la retirer"
        ),
    ),
    (
        r"(\w+) of (\w+): no rows for (.+) and (\d+) more, though .+",
        rf"\1 de \2 : aucune ligne pour \3 (et \4 de plus){_UNLIKE}",
    ),
    (
        r"(\w+) of (\w+): no rows for (.+), though .+",
        rf"\1 de \2 : aucune ligne pour \3{_UNLIKE}",
    ),
)


def note_text(name: str, note: str, lang: str) -> tuple[str, str]:
    """A note of the ledger with its name; what has no French words stays as it is."""
    if lang != "fr":
        return name, note
    return in_french(name, _NAMES) or name, in_french(note, _NOTES) or note


def remark_text(remark: str, lang: str) -> str:
    """A remark on the whole extract."""
    return (in_french(remark, _REMARKS) if lang == "fr" else None) or remark

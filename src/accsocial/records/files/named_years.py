"""Years that stand in the names of sheets, files and folders: `depenses.xlsx`, sheet `2021`."""

from __future__ import annotations

import re

from accsocial.records.files.supplied import Supplied
from accsocial.records.source import Source

_YEAR = r"(?<!\d)(?:199|20\d)\d(?!\d)"
_DAY = r"(?<!\d)(?:\d{4}([-_. ])\d{1,2}\1\d{1,2}|\d{1,2}([-_. ])\d{1,2}\2\d{4})(?!\d)"


def with_named_year(source: Source, header: str) -> Source | None:
    """The source with a column of that header, which holds the year of its name, if there is one.

    The year of a name is a year of rows only where no column tells theirs: ask for it there.
    """
    year = _year_of_name(source)
    if year is None:
        return None
    supplied = Supplied(source, {header: year})
    source.notes["year"] = f"{year}, as the name says: no column holds it"
    return supplied


def _year_of_name(source: Source) -> str | None:
    """The one year that the sheet's name tells, or else the file's, or that of its folder.

    None if there is none, or if the first name that holds a year holds two, or a day: that is
    when somebody made the file.
    """
    for name in (source.notes.get("sheet", ""), *reversed(source.name.split("!")[0].split("/"))):
        years = set(re.findall(_YEAR, name))
        if years:
            return years.pop() if len(years) == 1 and not re.search(_DAY, name) else None
    return None

"""What `accsocial inspect --format json` prints: the profile as one object."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from accsocial.inspection.suggestion import shown_header
from accsocial.output.accounts import file_name
from accsocial.output.plain_ledger import plain_account

if TYPE_CHECKING:
    from accsocial.inspection.feasibility import Feasible
    from accsocial.inspection.opening import Unread
    from accsocial.inspection.profile import BodyProfile, FileProfile, Profile


def as_plain(profile: Profile, lang: str) -> dict[str, object]:
    """JSON-ready; keys are the same in every language, `lang` is that of the labels."""
    return {
        "tables": [
            {
                "table": table.name,
                "files": [_file(file) for file in table.files],
                "bodies": [_body(body) for body in table.bodies],
            }
            for table in profile.tables
        ],
        "unread": [_unread(file) for file in profile.unread],
        "ignored": [file_name(file) for file in profile.ignored],
        "remarks": profile.ledger.remarks,
        "indicators": [_indicator(found, lang) for found in profile.indicators],
        "layout": profile.layout or None,
    }


def _file(file: FileProfile) -> dict[str, object]:
    match = file.match
    return {
        **plain_account(file.account),
        "header_row": match.header_row + 1,
        "columns": {
            column: {
                "header": match.headers[position],
                "empty": file.empty[column],
                "empty_share": file.empty[column] / file.rows if file.rows else None,
            }
            for column, position in match.columns.items()
        },
        "left_out": [
            {"header": shown_header(header), "may_be": file.hints.get(header)}
            for header in match.left_out
        ],
        "first": _end(file.first),
        "last": _end(file.last),
    }


def _body(body: BodyProfile) -> dict[str, object]:
    return {
        "body": body.body,
        "rows": body.rows,
        "territories": list(body.territories),
        "first": _end(body.first),
        "last": _end(body.last),
        "months_without_rows": [f"{month:%Y-%m}" for month in body.gaps],
    }


def _unread(file: Unread) -> dict[str, object]:
    guessed = {guess.position: guess for guess in file.guesses}
    return {
        "file": file_name(file.file),
        "reason": file.reason,
        "table": file.table.name if file.table else None,
        "header_row": file.header_row + 1 if file.table else None,
        "headers": [
            {
                "header": shown_header(header),
                "may_be": ", ".join(file.columns_at(at)) or None,
                "like": guessed[at].like if at in guessed else None,
            }
            for at, header in enumerate(file.headers)
            if header
        ],
    }


def _indicator(found: Feasible, lang: str) -> dict[str, object]:
    return {
        "indicator": found.indicator.id,
        "label": found.indicator.label[lang],
        "computable": found.possible > 0,
        "groups": found.groups,
        "missing": dict(found.missing),
        "needs_by": list(found.by),
    }


def _end(end: dt.date | int | None) -> str | int | None:
    return end.isoformat() if isinstance(end, dt.date) else end

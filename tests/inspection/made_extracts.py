"""Small invented extracts, and the commands about files as a user meets them."""

from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner

from accsocial.cli import whole
from accsocial.errors import AccsocialError

APPOINTMENTS = """\
appointment_id,body,territory,worker_id,beneficiary_id,date,status,channel
1,caf,94,W1,1234567,2022-01-10,held,office
1,caf,94,W2,1234567,2022-01-10,held,office
2,caf,94,W1,1234568,2022-03-14,no_show,
2,caf,94,W1,1234568,2022-03-14,no_show,
3,caf,95,W1,1234567,2022-03-31,held,Reporté loin
4,caf,95,W1,,31/02/2022,held,office
5,departement,94,W9,1234569,2022-02-01,Dossier 7654321,home
"""
"""7 rows: one appointment of two workers, a duplicate, an impossible date, two unknown labels."""

COSTS = """\
body,territory,year,category,amount
caf,94,2021,Personnel,1000.10
caf,94,2022,Personnel,1000.20
"""


def extract(folder: Path, **files: str) -> Path:
    """A folder with CSV files: `appointments="..."` is written to appointments.csv."""
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


class Outcome:
    """What a command printed, and its exit code."""

    def __init__(self, *arguments: object) -> None:
        result = CliRunner().invoke(whole(), [str(argument) for argument in arguments])
        self.out, self.err = result.stdout, result.stderr
        self.code, self.message = result.exit_code, ""
        if isinstance(result.exception, AccsocialError):
            self.code, self.message = result.exception.exit_code, str(result.exception)
        elif result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception

    @property
    def lines(self) -> list[str]:
        """The lines of stdout without the spaces at their end."""
        return [line.rstrip() for line in self.out.splitlines()]

    @property
    def everything(self) -> str:
        return self.out + self.err + self.message

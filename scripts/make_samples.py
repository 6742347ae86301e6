"""Writes the invented samples: `python scripts/make_samples.py [FOLDER]`.

FOLDER is data/samples by default. Its sub-folders gesica, canonical and
rdv-service-public and its README.md are written anew, with the same bytes each
time.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from sampledata import resources
from sampledata.activity import appointments
from sampledata.canonical import write_canonical
from sampledata.gesica import write_gesica
from sampledata.profile import ORGANISATIONS
from sampledata.rdvsp_files import write_rdv_service_public
from sampledata.readme import readme
from sampledata.supports import supports

SAMPLES = Path(__file__).resolve().parent.parent / "data" / "samples"


def make_samples(folder: Path) -> None:
    """Writes all samples under `folder`, in place of those that were there."""
    for name in ("gesica", "canonical", "rdv-service-public"):
        shutil.rmtree(folder / name, ignore_errors=True)
        (folder / name).mkdir(parents=True)
    held = {organisation: appointments(organisation) for organisation in ORGANISATIONS}
    tables = (
        [row for rows in held.values() for row in rows],
        [row for organisation, rows in held.items() for row in supports(organisation, rows)],
        resources.workers(),
        resources.costs(),
        resources.households(),
    )
    accounts = write_gesica(folder / "gesica", *tables)
    write_canonical(folder / "canonical", *tables)
    write_rdv_service_public(folder / "rdv-service-public")
    (folder / "README.md").write_bytes(readme(accounts).encode())


if __name__ == "__main__":
    make_samples(Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLES)

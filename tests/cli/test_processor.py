"""Numpy sorts without AVX-512 where that is slow: on processors of AMD."""

from __future__ import annotations

import io
import os
import platform
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from accsocial import __main__ as program

LINUX = """\
processor\t: 0
vendor_id\t: {maker}
cpu family\t: 25
"""


@pytest.mark.parametrize(
    ("maker", "windows", "amd"),
    [
        ("AuthenticAMD", "", True),
        ("GenuineIntel", "", False),
        (None, "AMD64 Family 25 Model 97 Stepping 2, AuthenticAMD", True),
        (None, "Intel64 Family 6 Model 154 Stepping 3, GenuineIntel", False),
        (None, "", False),
    ],
)
def test_who_made_the_processor(
    monkeypatch: pytest.MonkeyPatch, maker: str | None, windows: str, amd: bool
) -> None:
    def opened(path: str, mode: str) -> io.BytesIO:
        assert (path, mode) == ("/proc/cpuinfo", "rb")
        if maker is None:
            raise FileNotFoundError
        return io.BytesIO(LINUX.format(maker=maker).encode())

    monkeypatch.setattr(program, "open", opened, raising=False)
    monkeypatch.setenv("PROCESSOR_IDENTIFIER", windows)
    assert program._is_of_amd() == amd


@pytest.mark.skipif(platform.machine() not in ("x86_64", "AMD64"), reason="no such processor")
def test_numpy_knows_what_it_is_told_to_leave_out() -> None:
    # Numpy has called them otherwise before; names that it does not know change nothing.
    _, names = program._SORTS_OF_NUMPY
    known = np.show_config(mode="dicts")["SIMD Extensions"]
    assert set(names.split()) <= {*known["found"], *known.get("not found", ())}


SORTED = """
import os, sys
os.environ.pop("NPY_DISABLE_CPU_FEATURES", None)
from accsocial import __main__ as program
program._is_of_amd = lambda: {amd}
program._leave = lambda code: print(os.environ.get("NPY_DISABLE_CPU_FEATURES"))
sys.argv[1:] = ["--version"]
program.start()
"""


@pytest.mark.parametrize("amd", [True, False])
def test_it_is_told_before_numpy_is_imported(tmp_path: Path, amd: bool) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SORTED.format(amd=amd)],
        cwd=tmp_path,
        env=os.environ | {"PYTHONWARNINGS": "error"},
        capture_output=True,
        text=True,
        check=True,
    )
    told = program._SORTS_OF_NUMPY[1] if amd else None
    assert done.stdout.splitlines()[-1] == str(told)
    assert done.stderr == ""

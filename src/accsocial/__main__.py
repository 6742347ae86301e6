"""`python -m accsocial` is `accsocial`."""

from __future__ import annotations

from accsocial.cli import main

main()

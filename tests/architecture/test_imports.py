"""Imports point one way, between layers and inside them."""

from __future__ import annotations

import ast
import re
from collections.abc import Container, Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import accsocial

PACKAGE = Path(accsocial.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))

LAYERS = (
    "errors",
    "language",
    "model",
    "given",
    "rules",
    "results",
    "parameters",
    "records",
    "summary",
    "indicators",
    "computation",
    "tracing",
    "contesting",
    "regression",
    "inspection",
    "output",
    "conversion",
    "exchange",
    "simulation",
    "written",
    "config",
    "commands",
    "cli",
    "testing",
    "__main__",
)
"""Each imports from those above it, and from itself. What is not here has no place yet."""

FOR_TYPING = {("results", "records"): "Results carries the ledger, and only names its type"}
"""Imports against the direction that exist for type checkers alone."""


def layer_of(path: Path) -> str:
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


def imports(tree: ast.AST, *, typing_only: bool = False) -> Iterator[tuple[str, bool]]:
    """(layer, whether under TYPE_CHECKING) of every import from accsocial, wherever it stands."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            yield from imports(node, typing_only=True)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports inside the package are absolute"
            names = [node.module or ""]
            if node.module == "accsocial":
                names = [f"accsocial.{alias.name}" for alias in node.names]
            yield from ((layer, typing_only) for layer in map(imported_layer, names) if layer)
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
            yield from ((layer, typing_only) for layer in map(imported_layer, names) if layer)
        else:
            yield from imports(node, typing_only=typing_only)


def imported_layer(module: str) -> str:
    """`accsocial.records.read` -> records; "" for the version and for other packages."""
    first, _, rest = module.partition(".")
    return rest.split(".", maxsplit=1)[0] if first == "accsocial" and rest != "__version__" else ""


def against_the_direction(layer: str, source: str) -> list[str]:
    found = []
    for imported, typing_only in imports(ast.parse(source)):
        allowed = LAYERS[: LAYERS.index(layer) + 1]
        if imported not in allowed and not (typing_only and (layer, imported) in FOR_TYPING):
            found.append(imported)
    return found


@pytest.mark.parametrize(
    "path",
    # The package itself names the four calls of all layers, and imports each when it is asked for.
    [path for path in MODULES if path != PACKAGE / "__init__.py"],
    ids=lambda path: path.relative_to(PACKAGE).as_posix(),
)
def test_imports_point_one_way(path: Path) -> None:
    layer = layer_of(path)
    assert layer in LAYERS, f"{layer} has no place in LAYERS yet: name it there"
    wrong = against_the_direction(layer, path.read_text(encoding="utf-8"))
    assert not wrong, f"{layer} may import only from the layers above it, not from {wrong}"


@pytest.mark.parametrize(
    ("layer", "source", "wrong"),
    [
        ("records", "from accsocial.errors import DataRefused", []),
        ("records", "from accsocial.output import write", ["output"]),
        ("records", "def f():\n    import accsocial.output.files", ["output"]),
        ("records", "from accsocial import output", ["output"]),
        ("computation", "from accsocial import __version__", []),
        ("results", "if TYPE_CHECKING:\n    from accsocial.records.ledger import Ledger", []),
        ("results", "from accsocial.records.ledger import Ledger", ["records"]),
        ("rules", "if TYPE_CHECKING:\n    from accsocial.records import Records", ["records"]),
        ("cli", "import polars", []),
    ],
)
def test_the_reader_of_imports_sees_what_it_should(
    layer: str, source: str, wrong: list[str]
) -> None:
    assert against_the_direction(layer, source) == wrong


def test_no_modules_import_each_other_in_a_circle() -> None:
    # Imports inside functions and for types count, too: a reader follows them.
    known = {module_of(path): path for path in MODULES if path != PACKAGE / "__init__.py"}
    try:
        TopologicalSorter(
            {
                name: used_modules(path.read_text(encoding="utf-8"), known)
                for name, path in known.items()
            }
        ).prepare()
    except CycleError as error:
        pytest.fail(f"a circle of imports: {' <- '.join(error.args[1])}")


def module_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def used_modules(source: str, known: Container[str]) -> set[str]:
    """The known modules that a source imports from: a name of a package may be one itself."""
    found = {
        (f"{node.module}.{alias.name}", node.module or "")
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    first = {inner if inner in known else outer for inner, outer in found}
    return {module for module in first if module in known}


def test_the_reader_of_modules_sees_what_it_should() -> None:
    source = "from a import b, x\ndef f():\n    from c.d import e\nfrom other import g\n"
    assert used_modules(source, {"a", "a.b", "c.d"}) == {"a", "a.b", "c.d"}
    assert used_modules("from a import b", {"a", "a.b"}) == {"a.b"}
    assert module_of(PACKAGE / "records" / "__init__.py") == "accsocial.records"
    assert module_of(PACKAGE / "records" / "read.py") == "accsocial.records.read"


def test_contributing_lists_the_layers_in_this_order() -> None:
    page = (Path(__file__).resolve().parents[2] / "CONTRIBUTING.md").read_text(encoding="utf-8")
    rows = page.split("| Module | Knows |")[1].split("\n\n")[0].splitlines()[2:]
    listed = [name for row in rows for name in re.findall(r"`(\w+)`", row.split("|")[1])]
    assert listed == [*LAYERS]


def test_every_exception_to_the_direction_is_still_needed() -> None:
    for layer, imported in FOR_TYPING:
        found = [
            pair
            for path in MODULES
            if layer_of(path) == layer
            for pair in imports(ast.parse(path.read_text(encoding="utf-8")))
        ]
        assert (imported, True) in found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_modules_are_small(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


ROOMS = {
    "records.text": ("records.source", "records.prefetch"),
    "records.files": (
        "records.source",
        "records.names",
        "records.schema",
        "records.text",
        "records.prefetch",
        "records.zones",
        "records.decimal_marks",
        "records.totals",
    ),
    "records.rows": (
        "records.source",
        "records.names",
        "records.schema",
        "records.layout",
        "records.zones",
        "records.decimal_marks",
        "records.totals",
    ),
    "summary.codes": (),
    "summary.rows": ("summary.codes",),
    "summary.counting": ("summary.codes", "summary.rows"),
}
"""Inside a layer: what each room may use of the others. Who splits lines knows no table."""


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_uses_only_what_it_may(room: str) -> None:
    layer, _ = room.split(".")
    folder = PACKAGE.joinpath(*room.split("."))
    allowed = (*ROOMS[room], room)
    for path in folder.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(
                f"accsocial.{layer}"
            ):
                used = str(node.module).removeprefix("accsocial.")
                assert any(used == a or used.startswith(f"{a}.") for a in allowed), (path, used)

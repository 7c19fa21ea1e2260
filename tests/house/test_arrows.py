"""Imports point one way: features -> web -> store -> core, features -> papers -> core, and no sibling."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2] / "liaison"
LAYERS = {
    "core": set(),
    "store": {"core"},
    "papers": {"core"},
    "web": {"core", "store", "papers"},
}
TOP = {"factory", "features", "cli", "serve", "worker"}
FEATURE_MAY = {"core", "store", "web", "papers"}
LIBRARIES_FORBIDDEN = {
    "core": {
        "flask",
        "sqlalchemy",
        "flask_sqlalchemy",
        "flask_login",
        "flask_wtf",
        "flask_babel",
        "wtforms",
        "liaison.store",
    },
    "papers": {"flask", "sqlalchemy", "flask_sqlalchemy", "flask_login", "flask_wtf", "flask_babel", "wtforms"},
}
# file (within liaison/) -> what it may import besides, and why
EXCEPTIONS: dict[str, tuple[set[str], str]] = {}


FUNCTIONS = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


@cache
def trees() -> dict[Path, ast.Module]:
    """Every file of the package but the migrations, read once, by its path within the package."""
    paths = sorted(path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts)
    return {path.relative_to(PACKAGE): ast.parse(path.read_text(encoding="utf-8")) for path in paths}


def imported(where: Path) -> set[str]:
    """The full names of modules that a file imports; relative imports are not used in this house."""
    names: set[str] = set()
    for node in ast.walk(trees()[where]):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{where}: write the import with its full name"
            names |= (
                {f"{node.module}.{alias.name}" for alias in node.names}
                if node.module == "liaison"
                else {str(node.module)}
            )
    return names


def rooms_imported(where: Path) -> set[str]:
    return {name.split(".")[1] if "." in name else name for name in imported(where) if name.split(".")[0] == "liaison"}


def test_imports_point_one_way() -> None:
    assert not list(_against_the_arrows())


def test_pure_rooms_know_no_framework() -> None:
    assert not list(_frameworks_in_pure_rooms())


def test_no_import_inside_a_function() -> None:
    assert not list(_imports_inside())


def test_every_exception_is_still_needed() -> None:
    for where, (extra, _reason) in EXCEPTIONS.items():
        assert extra <= rooms_imported(Path(where)), f"{where} no longer needs its exception: delete the line"


def _against_the_arrows() -> Iterator[str]:
    for where in trees():
        room = where.parts[0]
        if len(where.parts) == 1 or room == "demo":
            continue
        allowed = LAYERS.get(room, FEATURE_MAY) | {room} | EXCEPTIONS.get(str(where), (set(), ""))[0]
        if wrong := rooms_imported(where) - allowed:
            yield f"{where} imports {sorted(wrong)}: move what it needs down, or let the factory hand it over"


def _frameworks_in_pure_rooms() -> Iterator[str]:
    for where in trees():
        forbidden = LIBRARIES_FORBIDDEN.get(where.parts[0], set())
        if where.name == "rules.py" or "rules" in where.parts:
            forbidden = {"flask", "flask_login", "flask_wtf", "flask_babel", "liaison.store.base", "liaison.store.unit"}
        if wrong := {name for name in imported(where) if name in forbidden or name.split(".")[0] in forbidden}:
            yield f"{where} is a pure room and must not import {sorted(wrong)}"


def _imports_inside() -> Iterator[str]:
    for where, tree in trees().items():
        for node in ast.walk(tree):
            if isinstance(node, FUNCTIONS):
                inner = [child for child in ast.walk(node) if isinstance(child, ast.Import | ast.ImportFrom)]
                if inner:
                    yield f"{where}:{inner[0].lineno}: an import inside {node.name}: mend the arrow"

"""Imports point one way: features -> web -> store -> core, features -> papers -> core, and no sibling."""

import ast
from pathlib import Path

import pytest

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


def modules() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts)


def imported(path: Path) -> set[str]:
    """The full names of modules that a file imports; relative imports are not used in this house."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: write the import with its full name"
            names |= (
                {f"{node.module}.{alias.name}" for alias in node.names}
                if node.module == "liaison"
                else {str(node.module)}
            )
    return names


def rooms_imported(path: Path) -> set[str]:
    return {name.split(".")[1] if "." in name else name for name in imported(path) if name.split(".")[0] == "liaison"}


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_one_way(path: Path) -> None:
    where = path.relative_to(PACKAGE)
    room = where.parts[0]
    if len(where.parts) == 1 or room == "demo":
        return
    allowed = LAYERS.get(room, FEATURE_MAY) | {room} | EXCEPTIONS.get(str(where), (set(), ""))[0]
    wrong = rooms_imported(path) - allowed
    assert not wrong, f"{where} imports {sorted(wrong)}: move what it needs down, or let the factory hand it over"


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_pure_rooms_know_no_framework(path: Path) -> None:
    where = path.relative_to(PACKAGE)
    forbidden = LIBRARIES_FORBIDDEN.get(where.parts[0], set())
    if where.name == "rules.py" or "rules" in where.parts:
        forbidden = {"flask", "flask_login", "flask_wtf", "flask_babel", "liaison.store.base", "liaison.store.unit"}
    wrong = {name for name in imported(path) if name in forbidden or name.split(".")[0] in forbidden}
    assert not wrong, f"{where} is a pure room and must not import {sorted(wrong)}"


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_import_inside_a_function(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            inner = [child for child in ast.walk(node) if isinstance(child, ast.Import | ast.ImportFrom)]
            assert not inner, (
                f"{path.relative_to(PACKAGE)}:{inner[0].lineno}: an import inside {node.name}: mend the arrow"
            )


def test_every_exception_is_still_needed() -> None:
    for where, (extra, _reason) in EXCEPTIONS.items():
        assert extra <= rooms_imported(PACKAGE / where), f"{where} no longer needs its exception: delete the line"

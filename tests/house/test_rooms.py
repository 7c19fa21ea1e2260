"""A feature is one folder with the same rooms, and each room keeps to what it is for."""

import ast
from pathlib import Path

import pytest

from liaison.features import FEATURES

PACKAGE = Path(__file__).resolve().parents[2] / "liaison"
ROOMS = {
    "__init__", "models", "rules", "queries", "services", "projections", "forms", "views",
    "tasks", "facts", "commands", "notices",
}  # fmt: skip
FORBIDDEN_NAMES = {"util", "utils", "helpers", "common", "misc"}
SIZE_CEILING = 400
WRITERS = {"add", "add_all", "delete", "commit", "flush", "merge"}
# file (within liaison/) -> why it is longer than the ceiling
LONG: dict[str, str] = {}


def feature_names() -> list[str]:
    return [installed.feature.name for installed in FEATURES]


def files(feature: str) -> list[Path]:
    return sorted((PACKAGE / feature).rglob("*.py"))


def room_of(path: Path, feature: str) -> str:
    inside = path.relative_to(PACKAGE / feature)
    return inside.parts[0].removesuffix(".py")


@pytest.mark.parametrize("feature", feature_names())
def test_a_feature_has_only_the_known_rooms(feature: str) -> None:
    strange = {room_of(path, feature) for path in files(feature)} - ROOMS
    assert not strange, f"liaison/{feature} has {sorted(strange)}: put it into one of {sorted(ROOMS)}"


@pytest.mark.parametrize("feature", feature_names())
def test_only_services_commands_and_tasks_write(feature: str) -> None:
    for path in files(feature):
        if room_of(path, feature) in {"services", "commands", "tasks"}:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                is_session = ast.unparse(node.func.value) in {"db.session", "db.session()", "session"}
                assert not (is_session and node.func.attr in WRITERS), (
                    f"{path}:{node.lineno}: writing belongs to services"
                )


@pytest.mark.parametrize("feature", feature_names())
def test_only_queries_select(feature: str) -> None:
    for path in files(feature):
        if room_of(path, feature) in {"queries", "services", "tasks"}:
            continue
        names = {
            node.id for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Name)
        }
        assert "select" not in names, f"{path}: every select lives in queries"


@pytest.mark.parametrize("feature", feature_names())
def test_services_never_commit_and_never_ask_the_request(feature: str) -> None:
    for path in files(feature):
        if room_of(path, feature) != "services":
            continue
        text = path.read_text(encoding="utf-8")
        for word in ("session.commit(", "import request", "request.", "current_user"):
            assert word not in text, f"{path}: a service has no {word!r}: the edge commits, the view hands over"


def test_names_and_sizes() -> None:
    for path in PACKAGE.rglob("*.py"):
        where = str(path.relative_to(PACKAGE))
        assert path.stem not in FORBIDDEN_NAMES, f"{where}: name the file after what it holds"
        lines = path.read_text(encoding="utf-8").count("\n")
        assert lines <= SIZE_CEILING or where in LONG or "migrations" in where, f"{where} has {lines} lines: split it"


def test_every_module_says_its_duty() -> None:
    for path in PACKAGE.rglob("*.py"):
        assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), f"{path}: needs a docstring of one line"

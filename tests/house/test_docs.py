"""The docs say what the code does: every move and permission, every setting, every command."""

import importlib
import re
from pathlib import Path

from flask import Flask

from liaison.config import Settings
from liaison.core.moves import Moves
from scripts import write_moves

ROOT = Path(__file__).resolve().parents[2]
RULES = [
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    for pattern in ("*/rules.py", "*/rules/**/*.py")
    for path in (ROOT / "liaison").glob(pattern)
]


def test_the_page_of_moves_is_the_table_of_moves() -> None:
    assert write_moves.PAGE.read_text(encoding="utf-8") == write_moves.text(), "run: python -m scripts.write_moves"


def test_the_page_has_every_table_of_moves() -> None:
    tables = {
        id(value): f"{module.__name__}.{name}"
        for module in map(importlib.import_module, RULES)
        for name, value in vars(module).items()
        if isinstance(value, Moves)
    }
    written = {id(moves) for _, moves in write_moves.TABLES}
    lost = sorted(name for key, name in tables.items() if key not in written)
    assert not lost, f"scripts/write_moves.py does not list {lost}"


def test_every_setting_is_described() -> None:
    page = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    for name in Settings.model_fields:
        assert f"LIAISON_{name.upper()}" in page, f"docs/operations.md does not know LIAISON_{name.upper()}"


def test_every_command_is_described(app: Flask) -> None:
    page = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    for name, group in app.cli.commands.items():
        if name == "db":
            continue
        for command in getattr(group, "commands", {"": None}):
            assert f"{name} {command}".strip() in page, f"docs/operations.md does not know `flask {name} {command}`"


def test_both_languages_of_the_operators_guide_know_the_same_commands_and_settings() -> None:
    english, chinese = (_words_of(ROOT / "docs" / name) for name in ("operations.md", "operations.zh.md"))
    assert english == chinese, f"only in one of the two: {sorted(english ^ chinese)}"


def test_the_operators_guide_knows_every_target_of_make() -> None:
    (targets,) = re.findall(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    known = _words_of(ROOT / "docs/operations.md")
    lost = {f"make {target}" for target in targets.split()} - known - {"make format", "make translations"}
    assert not lost, f"docs/operations.md does not know {sorted(lost)}"


def _words_of(page: Path) -> set[str]:
    """Every command and option that stands as code, every setting, every file of the docs."""
    text = page.read_text(encoding="utf-8")
    code = "\n".join(re.findall(r"`[^`]+`|^    .*$", text, re.MULTILINE))
    return set(re.findall(r"LIAISON_[A-Z_]+|make [a-z-]+|flask [a-z]+ ?[a-z]*|--[a-z-]+|docs/[a-z/.]+", code))

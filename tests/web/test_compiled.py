"""Compiled templates are kept from one start to the next, and missed by nobody where they cannot be."""

import os
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from liaison.web.compiled import CompiledTemplates
from tests.page import Browser

PAGE = "a.html"


def environment(folder: Path, source: str = "{{ 6 * 7 }}") -> Environment:
    return Environment(loader=DictLoader({PAGE: source}), bytecode_cache=CompiledTemplates(folder), autoescape=True)


def test_the_second_start_compiles_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    environment(tmp_path / "compiled").get_template(PAGE)
    later = environment(tmp_path / "compiled")
    monkeypatch.setattr(later, "compile", None)
    assert later.get_template(PAGE).render() == "42"


def test_a_template_that_changed_is_compiled_anew(tmp_path: Path) -> None:
    environment(tmp_path).get_template(PAGE)
    assert environment(tmp_path, "new").get_template(PAGE).render() == "new"


def test_where_nothing_can_be_written_pages_are_shown(tmp_path: Path) -> None:
    taken = tmp_path / "compiled"
    taken.write_bytes(b"")
    assert environment(taken).get_template(PAGE).render() == "42"


def test_the_site_keeps_them_for_itself(browser: Browser, instance: Path) -> None:
    browser.get("/login")
    kept = instance / "compiled"
    assert list(kept.iterdir())
    assert os.stat(kept).st_mode & 0o077 == 0

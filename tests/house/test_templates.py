"""Templates are used, mirrored by feature, and hold nothing inline."""

import ast
import re
from pathlib import Path

from liaison.features import FEATURES

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"
SHARED = {"_macros", "errors", "papers"}
NAMED = re.compile(r"""(?:extends|include|import|from)\s+["']([\w/.-]+\.html)["']""")


def test_every_template_is_used() -> None:
    known = {str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.html")}
    used = {f"errors/{code}.html" for code in (400, 403, 404, 405, 409, 413, 429, 500, 503)}
    for path in TEMPLATES.rglob("*.html"):
        used |= set(NAMED.findall(path.read_text(encoding="utf-8")))
    for path in (ROOT / "liaison").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and re.fullmatch(r"[\w/-]+\.html", node.value)
            ):
                used.add(node.value)
    assert known == known & used, f"no page uses {sorted(known - used)}: delete them"
    assert used <= known, f"missing: {sorted(used - known)}"


def test_templates_are_mirrored_by_feature() -> None:
    folders = {path.name for path in TEMPLATES.iterdir() if path.is_dir()}
    features = {installed.feature.name for installed in FEATURES}
    assert folders - SHARED <= features, f"no feature is called {sorted(folders - SHARED - features)}"


def test_nothing_inline() -> None:
    for path in TEMPLATES.rglob("*.html"):
        if "papers" in path.parts:
            continue
        text = path.read_text(encoding="utf-8")
        assert not re.search(
            r"<[a-z][^>{]*\sstyle=|<style|<[a-z][^>{]*\son(?:click|change|submit|load|input|key\w+|focus|blur|error)=|hx-on|javascript:|\|\s*safe",
            text,
        ), f"{path}: inline or unsafe"


def test_a_page_whose_part_asks_for_itself_again_loads_what_asks() -> None:
    """Without `live` a page shows "being made" for ever: nothing reads the hx- of the part that it includes."""
    texts = {str(path.relative_to(TEMPLATES)): path.read_text(encoding="utf-8") for path in TEMPLATES.rglob("*.html")}
    for name, text in texts.items():
        parts = [texts[part] for part in re.findall(r"""include\s+["']([\w/.-]+\.html)["']""", text)]
        if "extends" in text and any("hx-" in each for each in (text, *parts)):
            assert "set live" in text, f"{name}: {{% set live = … %}} at its top loads htmx"

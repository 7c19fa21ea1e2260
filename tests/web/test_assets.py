"""Own styles and scripts: what old office browsers and the content policy allow, and what they weigh."""

import gzip
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "liaison/static"
TEMPLATES = ROOT / "templates"
KIB = 1024

STYLE_TOO_NEW = {
    ":has(": "Chromium 105",
    ":is(": "Chromium 88",
    ":where(": "Chromium 88",
    "color-mix(": "Chromium 111",
    "oklch(": "Chromium 111",
    "@layer": "Chromium 99",
    "@container": "Chromium 105",
    "@property": "Safari 16.4",
    "@scope": "Chromium 118",
    "@import": "one more request",
    "aspect-ratio": "Chromium 88",
    "accent-color": "Chromium 93",
    "inset:": "Chromium 87 only in part",
    "url(": "nothing is fetched from styles",
}
UNITS_TOO_NEW = r"\d(?:dvh|svh|lvh|dvw|cqw|cqi)\b"
RANGE_QUERY = r"@media[^{]*[<>]"
SCRIPT_FORBIDDEN = {
    r"\beval\(|new Function\(": "the policy forbids evaluated text",
    r"\.(?:innerHTML|outerHTML)\s*=|insertAdjacentHTML|document\.write": "text goes in as text",
    r"\?\.|\?\?|\*\*=|\|\|=|&&=": "newer than ES2018",
    r"\bset(?:Timeout|Interval)\(\s*['\"`]": "the policy forbids evaluated text",
    r"[\u3400-\u9fff]": "words for people come translated from data-text-*",
}
LIVE_MACROS = ("autosave_form(", "upload_form(", "order_form(", "ui.job(")


def _without_comments(name: str) -> str:
    text = (STATIC / name).read_text(encoding="utf-8")
    return re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)


def _pages() -> list[Path]:
    return [path for path in TEMPLATES.rglob("*.html") if "papers" not in path.parts]


def weight(*names: str) -> int:
    """Bytes that a browser fetches for these files of static/, gzipped."""
    return sum(len(gzip.compress((STATIC / name).read_bytes(), 9)) for name in names)


@pytest.mark.parametrize("feature", STYLE_TOO_NEW)
def test_styles_hold_nothing_that_office_browsers_lack(feature: str) -> None:
    assert feature not in _without_comments("app.css"), f"app.css: {feature} ({STYLE_TOO_NEW[feature]})"


def test_styles_use_old_units_and_media_queries() -> None:
    styles = _without_comments("app.css")
    assert not re.search(UNITS_TOO_NEW, styles)
    assert not re.search(RANGE_QUERY, styles), "write min-width and max-width: ranges need Chromium 104"


def test_styles_are_not_nested() -> None:
    """Only @media holds rules: nesting needs Chromium 120, and older browsers drop what they cannot read."""
    opened: list[str] = []
    for before, brace in re.findall(r"([^{}]*)([{}])", _without_comments("app.css")):
        if brace == "}":
            opened.pop()
            continue
        assert all(outer.startswith("@media") for outer in opened), f"nested in {opened[-1]}: {before.strip()}"
        opened.append(before.strip())
    assert not opened


@pytest.mark.parametrize("pattern", SCRIPT_FORBIDDEN)
def test_the_script_holds_nothing_forbidden(pattern: str) -> None:
    found = re.search(pattern, _without_comments("app.js"))
    assert not found, f"app.js: {found and found[0]!r}: {SCRIPT_FORBIDDEN[pattern]}"


def test_every_word_of_the_script_is_on_the_page() -> None:
    words = set(re.findall(r"text\('([a-z]+)'", _without_comments("app.js")))
    given = set(re.findall(r"data-text-([a-z]+)=", (TEMPLATES / "_macros/frame.html").read_text(encoding="utf-8")))
    assert words == given, f"spoken() in _macros/frame.html and text() in app.js differ: {sorted(words ^ given)}"


def test_every_class_of_a_template_has_a_style() -> None:
    """A class that no style knows is a slip of the pen (Bootstrap's own count as known)."""
    known: set[str] = set()
    for sheet in (*STATIC.glob("*.css"), *STATIC.glob("vendor/*.css")):
        known |= set(re.findall(r"\.([a-z][\w-]*)", sheet.read_text(encoding="utf-8")))
    # What a script looks for is meant, too.
    known |= set(re.findall(r"\.(answer-[\w-]+)", (STATIC / "answer.js").read_text(encoding="utf-8")))
    for path in _pages():
        for value in re.findall(r'class="([^"{]+)"', path.read_text(encoding="utf-8")):
            unknown = set(value.split()) - known
            assert not unknown, f"{path.relative_to(TEMPLATES)}: no style for {sorted(unknown)}"


@pytest.mark.parametrize("path", _pages(), ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_live_pages_say_so(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    is_page = '{% extends "' in text and "_macros" not in path.parts
    if is_page and any(macro in text for macro in LIVE_MACROS):
        assert "{% set live = true %}" in text, "saves itself, uploads, orders or polls, but does not load htmx"
    if "long=true" in text and is_page:
        assert "{% set searchable = true %}" in text, "has a long select, but does not load Tom Select"


def test_own_files_stay_light() -> None:
    assert weight("app.css") <= 8.5 * KIB
    assert weight("app.js") <= 3.5 * KIB


def test_a_page_stays_light() -> None:
    """All files of a normal page, and of one that saves itself; its HTML (about 5 K) comes on top."""
    assert weight("vendor/bootstrap.min.css", "app.css", "app.js", "favicon.svg") <= 44 * KIB
    assert weight("vendor/bootstrap.min.css", "app.css", "app.js", "favicon.svg", "vendor/htmx.min.js") <= 60 * KIB

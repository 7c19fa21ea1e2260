"""The pages of the guide, read from `docs/guide`: they are the same on the site and in the source."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from liaison.guide.rules import CONTENTS, help_for

DOCS: Final = Path(__file__).resolve().parents[2] / "docs"
NO_ANCHOR = re.compile(r"[^\w\- ]")
PAGE_LINK = re.compile(r"([a-z-]+)\.md(#.*)?")
PICTURE_LINK = re.compile(r"\.\./pictures/([a-z0-9-]+\.png)")
LEVELS = {"h1": 1, "h2": 2, "h3": 3}


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of a page with what stands below it, as plain text; `anchor` is its place on the page."""

    level: int
    title: str
    anchor: str
    text: str


@dataclass(frozen=True, slots=True)
class GuidePage:
    """One page of the guide: `html` is what stands below its title."""

    name: str
    title: str
    sections: tuple[Section, ...]
    html: Markup

    @property
    def contents(self) -> tuple[Section, ...]:
        """The sections of the first level below the title."""
        return tuple(section for section in self.sections if section.level == LEVELS["h2"])


@cache
def pages() -> Mapping[str, GuidePage]:
    """All pages in the order of the contents, by name. They change only with a new release."""
    return {name: _read(name) for name in CONTENTS}


def find(name: str) -> GuidePage | None:
    """The page of that name."""
    return pages().get(name)


def help_path(endpoint: str) -> tuple[str, str]:
    """The name of the page that explains what this endpoint shows, and the place on it ("": its top)."""
    page, _, anchor = help_for(endpoint).partition("#")
    return page, anchor


def line_with(section: Section, text: str) -> str | None:
    """The first line of the section that has the words; its title when only that has them."""
    sought = text.casefold()
    lines = (line for line in section.text.splitlines() if sought in line.casefold())
    return next(lines, "" if sought in section.title.casefold() else None)


def anchor_of(title: str) -> str:
    """The place of a heading, as the common viewers of Markdown name it."""
    return NO_ANCHOR.sub("", title.strip().lower()).replace(" ", "-")


def _read(name: str) -> GuidePage:
    """Raw HTML in a page is shown as text; links between pages and to pictures become those of the site."""
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = markdown.parse((DOCS / "guide" / f"{name}.md").read_text(encoding="utf-8"))
    for token in tokens:
        for inner in token.children or ():
            _lead(inner)
        _join_lines(token.children or [])
    sections = _sections(tokens)
    title = next(section for section in sections if section.level == LEVELS["h1"])
    # The title stands above, where every page of the site has it.
    html = Markup(markdown.renderer.render(tokens[3:], markdown.options, {}))  # noqa: S704 - our own files, no raw HTML
    return GuidePage(name, title.title, sections, html)


def _lead(token: Token) -> None:
    if token.type == "link_open" and (found := PAGE_LINK.fullmatch(str(token.attrs["href"]))):
        token.attrs["href"] = f"{found[1]}{found[2] or ''}"
    elif token.type == "image" and (found := PICTURE_LINK.fullmatch(str(token.attrs["src"]))):
        token.attrs["src"] = f"pictures/{found[1]}"
        token.attrs["loading"] = "lazy"


def _join_lines(parts: list[Token]) -> None:
    """The end of a line of the file is no space on the page where Chinese goes on."""
    for before, token, after in zip(parts, parts[1:], parts[2:], strict=False):
        if token.type == "softbreak" and not f"{before.content[-1:]}{after.content[:1]}".isascii():
            token.type, token.content = "text", ""


def _sections(tokens: list[Token]) -> tuple[Section, ...]:
    """Cut at the headings, which get their anchors on the way."""
    found: list[tuple[int, str, str, list[str]]] = []
    for at, token in enumerate(tokens):
        if token.type == "heading_open":
            title = tokens[at + 1].content
            token.attrs["id"] = anchor_of(title)
            found.append((LEVELS[token.tag], title, anchor_of(title), []))
        elif token.type == "inline" and tokens[at - 1].type != "heading_open":
            found[-1][3].append(_plain(token))
    return tuple(Section(level, title, anchor, "\n".join(lines)) for level, title, anchor, lines in found)


def _plain(token: Token) -> str:
    words = {"text", "code_inline"}
    return "".join(part.content if part.type in words else " " for part in token.children or () if part.nesting == 0)

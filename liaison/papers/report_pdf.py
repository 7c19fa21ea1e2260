"""Reports as PDF: the text is laid out first, then the contents with the pages that it came to. Worker only."""

import dataclasses
from collections.abc import Callable
from typing import Any, Final

import pydyf

from liaison.papers import glyphs
from liaison.papers.facts.reports import ReportFacts
from liaison.papers.fonts import Face
from liaison.papers.joining import joined
from liaison.papers.parts import Make, made_at_once
from liaison.papers.press import Run, families, press
from liaison.papers.reports import Heading, Item, compose
from liaison.papers.sizes import parted
from liaison.papers.templates import environment
from liaison.papers.verification import facts_sha256, verification_code

# From so many pages on a report has contents, unless the facts say otherwise.
LONG: Final = 8
SHEETS: Final = ("report.css", "charts.css")


def render_report_pdf(facts: ReportFacts, *, watermark: str = "") -> bytes:
    """Set a report; the same facts give the same bytes.

    Page 1 is the first page of the text, on the right side of a sheet; cover and contents are not counted.
    Raises MissingGlyph, naming the character that no font has, and FontMissing.
    """
    values = _values(facts, watermark)
    ready = press()
    glyphs.require([*values["text"].texts(), (Face.TITLE, watermark)], ready.fonts)
    parts = parted(values["text"].items)
    with ready.setting(SHEETS, "") as run:
        made = _made_whole if len(parts) == 1 else _made_in_parts
        return made(run, facts, values, parts)


def report_html(facts: ReportFacts) -> str:
    """The text of a report, without cover and contents, as it is laid out."""
    return _fill("papers/report.html", _values(facts, ""))


def heading_pages(body: Any) -> dict[str, int]:
    """On which page of the text each heading stands, by its anchor."""
    return {anchor: number for number, page in enumerate(body.pages, 1) for anchor in page.anchors}


def _made_whole(run: Run, facts: ReportFacts, values: dict[str, Any], _parts: object) -> bytes:
    body = run.lay_out(_fill("papers/report.html", values))
    pages = heading_pages(body) if _wants_contents(facts, len(body.pages)) else {}
    front = _front(run, values, pages)
    papers = [front, body] if front else [body]

    def label_pages(_document: object, pdf: Any) -> None:
        before = len(front.pages) if front else 0
        roman = [0, pydyf.Dictionary({"S": "/r"})] if before else []
        numbers = pydyf.Array([*roman, before, pydyf.Dictionary({"S": "/D"})])
        pdf.catalog["PageLabels"] = pydyf.Dictionary({"Nums": numbers})

    return run.bind(papers, facts_sha256(facts), label_pages)


def _made_in_parts(run: Run, facts: ReportFacts, values: dict[str, Any], parts: list[tuple[Item, ...]]) -> bytes:
    identifier = facts_sha256(facts)
    made = made_at_once([_part(run, values, number, items, identifier) for number, items in enumerate(parts)])
    pages = {anchor: part.before + page for part in made for anchor, page in part.anchors.items()}
    front = _front(run, values, pages if facts.contents != "never" else {})
    files = [part.data for part in made]
    headings = [tuple(item for item in items if isinstance(item, Heading)) for items in parts]
    if front:
        # The headings are not in this file: a place of each name lets the links in, `joined` moves it to the heading.
        front.pages[-1].anchors |= dict.fromkeys(pages, (0, 0, 0, 0))
        files.insert(0, run.bind([front], identifier))
        headings.insert(0, ())
    return joined(files, headings, len(front.pages) if front else 0)


def _part(run: Run, values: dict[str, Any], number: int, items: tuple[Item, ...], identifier: str) -> Make:
    text = dataclasses.replace(values["text"], items=items, abstract=values["text"].abstract if number == 0 else ())
    own = values | {"text": text, "is_first": number == 0}

    def make(before: Callable[[int], int]) -> tuple[bytes, dict[str, int]]:
        body = run.lay_out(_fill("papers/report.html", own), before)
        return run.bind([body], identifier), heading_pages(body)

    return make


def _values(facts: ReportFacts, watermark: str) -> dict[str, Any]:
    return {
        "text": compose(facts),
        "issued_on": facts.issued_on,
        "code": verification_code(facts),
        "watermark": watermark,
        "has_cover": facts.has_cover,
        "is_first": True,
        "chart_font": families(Face.HEI, press().fonts),
    }


def _front(run: Run, values: dict[str, Any], pages: dict[str, int]) -> Any:
    """Cover and contents, with an empty page where the text would begin on the left side; None without both."""
    if not pages and not values["has_cover"]:
        return None
    front = run.lay_out(_fill("papers/report-front.html", values | {"pages": pages, "needs_blank": False}))
    if len(front.pages) % 2:
        front = run.lay_out(_fill("papers/report-front.html", values | {"pages": pages, "needs_blank": True}))
    return front


def _wants_contents(facts: ReportFacts, pages: int) -> bool:
    return facts.contents == "always" or (facts.contents == "auto" and pages >= LONG)


def _fill(template: str, values: dict[str, Any]) -> str:
    return environment().get_template(template).render(values)

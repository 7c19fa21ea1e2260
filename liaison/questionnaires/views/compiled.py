"""The answering page, compiled once a version: its HTML in pieces, and its validator; no form class per request."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from flask import render_template
from sqlalchemy import Row

from liaison.questionnaires.models import MODE_WORDS, Mode
from liaison.questionnaires.queries import answering as queries
from liaison.questionnaires.rules.design import Design, Question, from_data
from liaison.questionnaires.rules.validating import Validator
from liaison.web.language import datetime_text

MOST_KEPT: Final = 200
MARK: Final = "\ue000"
"""A private sign around what differs from person to person; nothing that is typed holds it, since it is replaced."""

SLOTS: Final = re.compile(f"{MARK}(\\w+){MARK}".encode())


@dataclass(frozen=True, slots=True)
class Paper:
    """One version ready to be answered."""

    design: Design
    validator: Validator


@dataclass(frozen=True, slots=True)
class Look:
    """How the page looks: all that its HTML depends on besides the version."""

    language: str
    theme: str
    size: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A question as the template draws it: words in the language of the page, where there are any."""

    question: Question
    number: int
    text: str
    is_chinese: bool
    help: str
    options: tuple[tuple[str, str], ...]
    depends_on: str
    depends_words: str
    depends_is_chinese: bool


_papers: dict[tuple[str, int], Paper] = {}
_pages: dict[tuple[str, int, datetime | None, Look], list[bytes]] = {}


def paper_of(row: Row[Any]) -> Paper:
    """The version of a questionnaire, compiled at its first use in this process; published, it never changes."""
    key = (row.code, row.design_id)
    if key not in _papers:
        if len(_papers) >= MOST_KEPT:
            _papers.clear()
        design = from_data(queries.design_data(row.design_id))
        _papers[key] = Paper(design, Validator(design))
    return _papers[key]


def page(row: Row[Any], look: Look, slots: Mapping[str, str]) -> bytes:
    """The page without anything answered. `slots` are escaped texts for what differs: token, draft, about, name."""
    key = (row.code, row.design_id, row.closes_at, look)
    if key not in _pages:
        if len(_pages) >= MOST_KEPT:
            _pages.clear()
        marks = {name: f"{MARK}{name}{MARK}" for name in ("token", "draft", "about", "name")}
        _pages[key] = SLOTS.split(render(row, paper_of(row).design, look, marks, {}, {}).encode())
    pieces = _pages[key]
    return b"".join(
        slots.get(piece.decode(), "").encode() if place % 2 else piece for place, piece in enumerate(pieces)
    )


def render(
    row: Row[Any],
    design: Design,
    look: Look,
    slots: Mapping[str, str],
    values: Mapping[str, Any],
    faults: Mapping[str, str],
    *,
    is_preview: bool = False,
) -> str:
    """The page drawn anew: for the first time, or with what was sent and what is wrong with it."""
    return render_template(
        "questionnaires/answer/form.html",
        row=row,
        look=look,
        slots=slots,
        until=datetime_text(row.closes_at),
        values=values,
        faults=faults,
        is_preview=is_preview,
        has_ticket=row.mode is Mode.ANONYMOUS,
        mode_words=MODE_WORDS[row.mode],
        title=(look.language == "en" and design.title_en) or row.title,
        title_is_chinese=not (look.language == "en" and design.title_en),
        intro=(look.language == "en" and design.intro_en) or design.intro,
        intro_is_chinese=not (look.language == "en" and design.intro_en),
        sections=_sections(design, look.language),
        total=len(design.asked),
    )


def _sections(design: Design, language: str) -> list[tuple[Shown | None, list[Shown]]]:
    numbers = {question.key: number for number, question in enumerate(design.asked, 1)}
    shown = {question.key: _shown(question, design, numbers, language) for question in design.questions}
    return [
        (shown[head.key] if head else None, [shown[question.key] for question in inside])
        for head, inside in design.sections()
    ]


def _shown(question: Question, design: Design, numbers: Mapping[str, int], language: str) -> Shown:
    is_english = language == "en"
    text = (is_english and question.text_en) or question.text
    condition = question.show_if
    decides = design.find(condition.question) if condition else None
    words = ""
    if condition and decides:
        words = "、".join(label for value, label in _labels(decides, language) if value in condition.values)
    return Shown(
        question=question,
        number=numbers.get(question.key, 0),
        text=text,
        is_chinese=not (is_english and question.text_en),
        help=(is_english and question.help_en) or question.help,
        options=tuple(_labels(question, language)),
        depends_on=str(numbers.get(condition.question, "")) if condition else "",
        depends_words=words,
        depends_is_chinese=decides is not None and not (is_english and decides.text_en),
    )


def _labels(question: Question, language: str) -> list[tuple[str, str]]:
    return [(o.value, (language == "en" and o.label_en) or o.label) for o in question.choices]

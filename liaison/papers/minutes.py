"""The wording of minutes: frozen facts become passages that PDF and Word set alike."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from liaison.core.numbers import chinese_date
from liaison.papers.facts.minutes import (
    AttendanceGroup,
    Block,
    Distribution,
    MinutesFacts,
    NumberedParagraph,
    Paragraph,
    ResolutionRow,
    Subheading,
)
from liaison.papers.fonts import Face
from liaison.papers.lines import balanced, cells, split

# Of the 20 characters of 22 pt that 156 mm hold, one is left free at each side.
TITLE_CELLS: Final = 18.0
# The mark fills the width of 156 mm, in points; one line of it is never larger than 40, never smaller than 26.
MARK_WIDTH: Final = 442.2
MARK_SIZES: Final = (26.0, 40.0)
THIRD_LEVEL: Final = 3


class Style(StrEnum):
    """What a passage is; the style sheet and the Word styles carry these names."""

    HEADING = "heading"
    SUBHEADING = "subheading"
    BODY = "body"
    ATTENDANCE = "attendance"


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one typeface; a whole run (a name) is never broken over two lines."""

    text: str
    face: Face = Face.FANG
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph as set."""

    style: Style
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class MinutesText:
    """Everything printed on minutes, in reading order, besides page numbers and verification code.

    `mark_size` in points; `mark` and `title` are broken into lines.
    """

    mark: tuple[str, ...]
    mark_size: float
    number: str
    date: str
    title: tuple[str, ...]
    body: tuple[Passage, ...]
    attendance: tuple[Passage, ...]
    copies: str
    issuer: str
    printed: str

    def texts(self) -> Iterator[tuple[Face, str]]:
        """Each text with its typeface, for the search for missing glyphs."""
        yield Face.TITLE, "".join(self.mark + self.title)
        yield Face.FANG, self.number + self.date + self.copies + self.issuer + self.printed
        for passage in (*self.body, *self.attendance):
            yield from ((run.face, run.text) for run in passage.runs)


def compose(facts: MinutesFacts) -> MinutesText:
    """Word the facts as official minutes in the order of the form."""
    body = [_passage(Style.BODY, Run(text)) for text in facts.opening]
    for section in facts.sections:
        body.append(_passage(Style.HEADING, Run(section.heading, Face.HEI)))
        body += [_block(block) for block in section.blocks]
    mark, mark_size = fit_mark(shown(facts.mark))
    return MinutesText(
        mark=mark,
        mark_size=mark_size,
        number=shown(facts.number),
        date=chinese_date(facts.issued_on),
        title=balanced(shown(facts.title), TITLE_CELLS),
        body=tuple(body),
        attendance=tuple(_attendance(group) for group in facts.attendance if group.units),
        copies=shown(_copies(facts.distribution)),
        issuer=shown(facts.distribution.issuer),
        printed=f"{chinese_date(facts.distribution.printed_on)}印发",
    )


def fit_mark(mark: str) -> tuple[tuple[str, ...], float]:
    """Break a mark that one line cannot hold into two, and give the lines with their size in points."""
    smallest, largest = MARK_SIZES
    if cells(mark) <= MARK_WIDTH / smallest:
        return (mark,), min(largest, MARK_WIDTH / cells(mark))
    lines = split(mark, 2)
    return lines, min(smallest, MARK_WIDTH / max(map(cells, lines)))


def shown(text: str) -> str:
    """The text as printed: without invisible format characters, with a plain hyphen for the one that never breaks."""
    visible = "".join(sign for sign in text.replace("\u2011", "-") if unicodedata.category(sign) != "Cf")
    return visible.replace("\u00a0", " ")


def _passage(style: Style, *runs: Run) -> Passage:
    return Passage(style, tuple(Run(shown(run.text), run.face, run.is_whole) for run in runs if run.text))


def _block(block: Block) -> Passage:
    match block:
        case Paragraph():
            return _passage(Style.BODY, Run(block.text))
        case Subheading():
            return _subheading(block.text)
        case NumberedParagraph():
            number = f"{block.number}. " if block.level == THIRD_LEVEL else f"（{block.number}）"
            return _passage(Style.BODY, Run(number + block.text))
        case ResolutionRow():
            return _resolution(block)


def _subheading(text: str) -> Passage:
    lead, stop, rest = text.partition("。")
    if not rest:
        return _passage(Style.SUBHEADING, Run(text, Face.KAI))
    return _passage(Style.BODY, Run(lead + stop, Face.KAI), Run(rest))


def _resolution(row: ResolutionRow) -> Passage:
    """议定〔2026〕3号：what was resolved。（主办：…；会办：…；责任人：…；完成时限：…）办理情况：…"""
    duties = {
        "主办": row.lead,
        "会办": "、".join(row.joint),
        "责任人": row.person,
        "完成时限": chinese_date(row.due) if row.due else "",
    }
    duty = "；".join(f"{label}：{value}" for label, value in duties.items() if value)
    progress = f"办理情况：{row.progress}" if row.progress else ""
    return _passage(
        Style.BODY,
        Run(row.number, is_whole=True),
        Run(f"：{row.text}{f'（{duty}）' if duty else ''}{progress}"),
    )


def _attendance(group: AttendanceGroup) -> Passage:
    runs = [Run(f"{group.label}：", Face.HEI, is_whole=True)]
    for place, unit in enumerate(group.units):
        runs.append(Run(unit.unit))
        for seat, person in enumerate(unit.people):
            is_last = seat == len(unit.people) - 1
            sign = "、" if not is_last else "；" if place < len(group.units) - 1 else ""
            runs += [Run(person.office), Run(person.name + sign, is_whole=True)]
    return _passage(Style.ATTENDANCE, *runs)


def _copies(distribution: Distribution) -> str:
    return f"抄送：{'，'.join(distribution.copies_to)}。" if distribution.copies_to else ""

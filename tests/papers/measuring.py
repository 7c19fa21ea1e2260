"""Minutes held to the measures of GB/T 9704-2012; `python -m tests.papers.measuring FILE.pdf` prints a report."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Final

from liaison.papers import fonts, glyphs
from liaison.papers.facts.minutes import MinutesFacts
from liaison.papers.fonts import CHAINS
from liaison.papers.justify import WIDEST_GAP
from liaison.papers.lines import NO_END, NO_START
from liaison.papers.minutes import Grid, MinutesText, Passage, Style, compose
from liaison.papers.verification import verification_code
from tests.papers.pdf_reading import MM, Line, Sheets, in_type_area, plain, read_sheets

LINE: Final = 28.98 * MM
CELL: Final = 15.785
LEFT, RIGHT, TOP, BOTTOM = 28.0, 184.0, 37.0, 262.0
INDENT: Final = LEFT + 2 * CELL * MM
HANGING: Final = LEFT + 5 * CELL * MM
RED: Final = (0.9, 0.0, 0.07)
# A character of 16 pt in the middle of its line: its baseline, in lines from the top of the line.
BASELINE: Final = ((28.98 - 16) / 2 + 0.88 * 16) / 28.98
# Where fewer lines are flush than this, in hundredths, the justification does not work.
FLUSH_SHARE: Final = 90


@dataclass(frozen=True)
class Paper:
    """Minutes as printed beside what they were to say."""

    facts: MinutesFacts
    text: MinutesText
    sheets: Sheets

    @cached_property
    def area(self) -> list[Line]:
        """The lines in the type area."""
        return in_type_area(list(self.sheets.lines))

    @cached_property
    def body(self) -> list[Line]:
        """The lines of 16 pt below the title: text, headings, attendance."""
        return body_lines(self.sheets)

    @property
    def last(self) -> int:
        return len(self.sheets.sizes)


def body_lines(sheets: Sheets) -> list[Line]:
    """Lines of 16 pt in the type area, without the number row."""
    lines = [line for line in in_type_area(list(sheets.lines)) if line.size == 16]
    return [line for line in lines if line.page > 1 or line.baseline > TOP + 7 * LINE]


def turned(lines: list[Line]) -> list[Line]:
    """The lines whose paragraph goes on: the next one begins without an indent."""
    return [line for line, after in pairwise(lines) if abs(after.left - INDENT) > 1]


def off_grid(line: Line) -> float:
    """How far the baseline of a line is from the nearest of the grid's, in millimetres; below is positive."""
    return (line.baseline - TOP - BASELINE * LINE + LINE / 2) % LINE - LINE / 2


def han_steps(line: Line) -> list[float]:
    """The steps between characters that are both Han, in points."""
    signs = zip(pairwise(line.text), line.steps, strict=False)
    return [step for (one, other), step in signs if is_han(one) and is_han(other)]


def is_han(sign: str) -> bool:
    """Whether this is a character rather than a mark, a letter or a figure."""
    return "\u3400" <= sign <= "\u9fff" or sign >= "\U00020000"


def is_near(value: float, wanted: float, tolerance: float) -> bool:
    return abs(value - wanted) <= tolerance


def faults(pdf: bytes, facts: MinutesFacts) -> list[str]:
    """Everything in which printed minutes of these facts leave the form, each as `what: where`; none is right."""
    paper = Paper(facts, compose(facts), read_sheets(pdf))
    return [f"{name}: {fault}" for name, check in CHECKS.items() for fault in check(paper)]


def _paper(paper: Paper) -> Iterator[str]:
    for width, height in paper.sheets.sizes:
        if not (is_near(width, 210, 1) and is_near(height, 297, 1)):
            yield f"{width:.0f} by {height:.0f} mm"


def _margins(paper: Paper) -> Iterator[str]:
    for line in paper.area:
        if line.left < LEFT - 1 or line.right > RIGHT + 1.6 or not TOP < line.baseline < BOTTOM:
            yield f"page {line.page}, {line.left:.1f} to {line.right:.1f} mm: {line.text}"


def _grid(paper: Paper) -> Iterator[str]:
    for line in paper.body:
        if abs(off_grid(line)) > 1:
            yield f"page {line.page}, {off_grid(line):+.2f} mm: {line.text}"
    for before, after in pairwise(paper.body):
        distance = after.baseline - before.baseline
        if before.page == after.page and not is_near(distance / LINE, max(1, round(distance / LINE)), 0.01):
            yield f"page {after.page}, {distance:.2f} mm below the line before: {after.text}"


def _characters(paper: Paper) -> Iterator[str]:
    turning = set(map(id, turned(paper.body)))
    for line in paper.body:
        widest = CELL + 16 * WIDEST_GAP if id(line) in turning else CELL
        for step in han_steps(line):
            if not CELL - 0.1 <= step <= widest + 0.1:
                yield f"page {line.page}, step of {step:.2f} pt: {line.text}"
                break


def _flush(paper: Paper) -> Iterator[str]:
    lines = turned(paper.body)
    ragged = [line for line in lines if not is_near(line.right, RIGHT, 0.3)]
    if len(lines) - len(ragged) < len(lines) * FLUSH_SHARE / 100:
        yield f"{len(lines) - len(ragged)} of {len(lines)}, such as {ragged[0].right:.1f} mm: {ragged[0].text}"


def _line_breaks(paper: Paper) -> Iterator[str]:
    for line in paper.area:
        if line.text[0] in NO_START:
            yield f"page {line.page} begins with {line.text[0]}: {line.text}"
        if line.text[-1] in NO_END:
            yield f"page {line.page} ends with {line.text[-1]}: {line.text}"


def _mark(paper: Paper) -> Iterator[str]:
    lines = paper.area[: len(paper.text.mark)]
    if [plain(line.text) for line in lines] != [plain(line) for line in paper.text.mark]:
        yield f"not {paper.text.mark}"
    # The ink of bold Song begins about 0.755 em above the baseline.
    top = lines[0].baseline - 0.755 * lines[0].size * MM
    if not is_near(top, TOP + 35, 4):
        yield f"its top at {top:.1f} mm"
    for line in lines:
        if not is_near((line.left + line.right) / 2, (LEFT + RIGHT) / 2, 0.5):
            yield f"not centred: {line.text}"
        if set(line.colours) != {RED}:
            yield f"not red: {line.text}"


def _number_row(paper: Paper) -> Iterator[str]:
    row = paper.area[len(paper.text.mark)]
    if plain(row.text) != plain(paper.text.number + paper.text.date):
        yield f"reads {row.text}"
    if not (is_near(row.left, LEFT + CELL * MM, 1) and is_near(row.right, RIGHT - CELL * MM, 1)):
        yield f"from {row.left:.1f} to {row.right:.1f} mm"


def _red_line(paper: Paper) -> Iterator[str]:
    red = [bar for bar in paper.sheets.bars if bar.page == 1 and bar.colour == RED]
    if not red:
        yield "none"
        return
    row = paper.area[len(paper.text.mark)]
    for bar in red:
        if not (is_near(bar.left, LEFT, 0.2) and is_near(bar.right, RIGHT, 0.2)):
            yield f"from {bar.left:.1f} to {bar.right:.1f} mm"
    if not 3 < max(bar.bottom for bar in red) - row.baseline < 7:
        yield f"{max(bar.bottom for bar in red) - row.baseline:.1f} mm below the number row"


def _title(paper: Paper) -> Iterator[str]:
    lines = [line for line in paper.area if line.size == 22]
    if [plain(line.text) for line in lines] != [plain(line) for line in paper.text.title]:
        yield f"not {paper.text.title} in 22 pt"
        return
    # Two lines stay empty below the red line, which is the lower edge of the seventh.
    below = lines[0].baseline - TOP - 7 * LINE
    if not is_near(below, 2.8 * LINE, 1):
        yield f"{below:.1f} mm below the red line"
    for line in lines:
        if not is_near((line.left + line.right) / 2, (LEFT + RIGHT) / 2, 0.5):
            yield f"not centred: {line.text}"


def _text(paper: Paper) -> Iterator[str]:
    """Follow the passages through the lines: their words in order, their indents, the blank line, the typefaces."""
    passages = [item for item in (*paper.text.body, *paper.text.attendance) if isinstance(item, Passage)]
    first_attendance = next(iter(paper.text.attendance), None)
    lines = iter(paper.body)
    before: Line | None = None
    for passage in passages:
        wanted = plain("".join(run.text for run in passage.runs))
        taken: list[Line] = []
        while len("".join(plain(line.text) for line in taken)) < len(wanted) and (line := next(lines, None)):
            taken.append(line)
        if "".join(plain(line.text) for line in taken) != wanted:
            yield f"not {wanted[:40]}"
            return
        yield from _indents(passage, taken)
        if passage is first_attendance and before and not is_blank_between(before, taken[0]):
            yield f"no blank line before {wanted[:10]}"
        before = taken[-1]
    if rest := next(lines, None):
        yield f"more than was to be said: {rest.text}"


def is_blank_between(one: Line, other: Line) -> bool:
    """Whether a line stays empty between these two; at the head of a page none needs to."""
    return one.page != other.page or is_near(other.baseline - one.baseline, 2 * LINE, 0.2)


def _indents(passage: Passage, lines: list[Line]) -> Iterator[str]:
    hanging = HANGING if passage.style is Style.ATTENDANCE else LEFT
    for place, line in enumerate(lines):
        if not is_near(line.left, hanging if place else INDENT, 0.5):
            yield f"page {line.page} begins at {line.left:.1f} mm: {line.text}"


def _typefaces(paper: Paper) -> Iterator[str]:
    """Each character stands in the first font of its typeface's chain that has it."""
    found = fonts.find()
    wanted = [
        (sign, run.face)
        for item in (*paper.text.body, *paper.text.attendance)
        if isinstance(item, Passage)
        for run in item.runs
        for sign in plain(run.text)
    ]
    printed = [
        (sign, font)
        for line in paper.body
        for sign, font in zip(line.text, line.fonts, strict=True)
        if not sign.isspace()
    ]
    for (sign, face), (shown, font) in zip(wanted, printed, strict=False):
        link = next(link for link in CHAINS[face] if ord(sign) in glyphs.characters(found[link]))
        name = found[link].family.replace(" ", "-") if found[link].is_collection else f"Paper-{link}"
        if sign == shown and not font.startswith(name):
            yield f"{sign} in {font}, not {name}"


def _tables(paper: Paper) -> Iterator[str]:
    for table in (item for item in paper.text.body if isinstance(item, Grid)):
        for run in table.runs:
            if plain(run.text) not in paper.sheets.text:
                yield f"without {run.text[:40]}"


def _distribution(paper: Paper) -> Iterator[str]:
    lines = [line for line in paper.area if line.page == paper.last and line.size == 14]
    said = plain(paper.text.copies + paper.text.issuer + paper.text.printed)
    written = plain("".join(line.text for line in lines))
    if not written.endswith(said):
        yield f"not {said}"
        return
    kept = next(start for start in range(len(lines)) if plain("".join(line.text for line in lines[start:])) == said)
    first, last = lines[kept], lines[-1]
    if not (is_near(first.left, LEFT + 14 * MM, 1) and is_near(last.right, RIGHT - 14 * MM, 1)):
        yield f"from {first.left:.1f} to {last.right:.1f} mm"
    turning = lines[kept + 1 : -1] if paper.text.copies else []
    for line in turning:
        if not is_near(line.left, LEFT + 56 * MM, 1):
            yield f"turns to {line.left:.1f} mm: {line.text}"
    if turning and not is_near(first.right, RIGHT - 14 * MM, 0.3):
        yield f"not flush: {first.text}"
    bars = [bar for bar in paper.sheets.bars if bar.page == paper.last and bar.top > first.baseline - 10]
    if not bars or not is_near(max(bar.bottom for bar in bars), BOTTOM, 0.3):
        yield "no rule at the lower edge of the type area"
    # The box of the block, the same without its borders, the line between, the same without its border.
    tops = sorted({round(bar.top, 2) for bar in bars})
    if len(tops) > 1 and not is_near(tops[1] - tops[0], 0.35, 0.05):
        yield f"outer rule of {tops[1] - tops[0]:.2f} mm"
    if paper.text.copies and len(tops) > 3 and not is_near(tops[3] - tops[2], 0.25, 0.05):
        yield f"inner rule of {tops[3] - tops[2]:.2f} mm"
    if any(not (is_near(bar.left, LEFT, 0.2) and is_near(bar.right, RIGHT, 0.2)) for bar in bars):
        yield "rules that are not 156 mm wide"


def _page_numbers(paper: Paper) -> Iterator[str]:
    code = f"验证码 {verification_code(paper.facts)}"
    for number in range(1, paper.last + 1):
        below = [line for line in paper.sheets.lines if line.page == number and line.baseline >= 262.5]
        if not below:
            yield f"page {number} has none"
            continue
        below.sort(key=lambda line: line.left)
        shown = [line for line in below if line.text.startswith("—")] or [
            line for line in below if f"— {number} —" in line.text
        ]
        text = "".join(line.text for line in below)
        number_first = text.startswith("—")
        if plain(text) != plain(f"— {number} —{code}" if number % 2 == 0 else f"{code}— {number} —"):
            yield f"page {number} reads {text}"
        elif number_first != (number % 2 == 0):
            yield f"page {number} has it inside"
        edges = min(line.left for line in below), max(line.right for line in below)
        if not (is_near(edges[0], LEFT + 14 * MM, 1) and is_near(edges[1], RIGHT - 14 * MM, 1)):
            yield f"page {number} from {edges[0]:.1f} to {edges[1]:.1f} mm"
        # The dash of the serif stands 0.267 em above the baseline.
        dash = shown[0].baseline - 0.267 * 14 * MM if shown else 0
        if not is_near(dash, BOTTOM + 7, 0.5):
            yield f"page {number} at {dash - BOTTOM:.1f} mm below the type area"


CHECKS: Final[dict[str, Callable[[Paper], Iterator[str]]]] = {
    "paper": _paper,
    "margins": _margins,
    "grid": _grid,
    "characters": _characters,
    "flush": _flush,
    "line breaks": _line_breaks,
    "mark": _mark,
    "number row": _number_row,
    "red line": _red_line,
    "title": _title,
    "text": _text,
    "typefaces": _typefaces,
    "tables": _tables,
    "distribution": _distribution,
    "page numbers": _page_numbers,
}


def report(pdf: bytes) -> Iterator[str]:
    """What was measured, in words: lines a page, largest deviations, edges, and how many lines are flush."""
    sheets = read_sheets(pdf)
    body = body_lines(sheets)
    pages = range(1, len(sheets.sizes) + 1)
    yield f"lines a page: {', '.join(str(sum(line.page == page for line in body)) for page in pages)}"
    yield f"baselines off the grid: at most {max((abs(off_grid(line)) for line in body), default=0):.3f} mm"
    turning = turned(body)
    loose = [step for line in body if line not in turning for step in han_steps(line)]
    tight = [step for line in turning for step in han_steps(line)]
    yield (
        f"character steps: {min(loose, default=CELL):.3f} to {max(loose, default=CELL):.3f} pt; "
        f"in full lines up to {max(tight, default=CELL):.3f} pt"
    )
    lefts, rights = [line.left for line in body], [line.right for line in body]
    yield f"left edge from {min(lefts, default=LEFT):.2f} mm, right edge to {max(rights, default=RIGHT):.2f} mm"
    flush = sum(is_near(line.right, RIGHT, 0.3) for line in turning)
    yield f"flush lines: {flush} of {len(turning)}"


if __name__ == "__main__":
    for said in report(Path(sys.argv[1]).read_bytes()):
        sys.stdout.write(f"{said}\n")

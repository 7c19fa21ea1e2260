"""The wording of official letters in the letter form of GB/T 9704-2012, 10.1 (信函格式), for PDF and Word alike."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from liaison.core.numbers import chinese_date
from liaison.papers.facts.letters import Attachment, Heading, LetterBlock, LetterFacts
from liaison.papers.facts.lists import FormFacts
from liaison.papers.fonts import Face
from liaison.papers.forms import form_texts
from liaison.papers.lines import balanced, cells, split
from liaison.papers.minutes import TITLE_CELLS, Passage, Run, Style, block_passage, shown, worded
from liaison.papers.registers import RegisterText, compose_register
from liaison.papers.showing import as_shown, strings

# At 33.4 pt a head of one line leaves exactly 21 lines of the grid between the number and the lower red line.
MARK_SIZE: Final = 33.4
MARK_SMALLEST: Final = 22.0
MARK_WIDTH: Final = 442.2
# A date ends four cells before the edge (7.3.5.1); three seals of 42 mm stand side by side on 156 mm.
DATE_MARGIN: Final = 4.0
SEALS_A_ROW: Final = 3
WIDEST_SIGNER: Final = 12.0
LINE_CELLS: Final = 28.0


@dataclass(frozen=True, slots=True)
class AttachedText:
    """An attachment as set: 附件1, its title in lines, and its text, register or form."""

    label: str
    title: tuple[str, ...]
    body: tuple[Passage, ...]
    register: RegisterText | None
    form: FormFacts | None


@dataclass(frozen=True, slots=True)
class LetterText:
    """Everything printed on a letter, in reading order, besides page numbers and verification code.

    `mark_size` in points. `signers` are rows of issuers, each in a box of `signer_cells` cells; the last one and the
    date are centred on a line `signature_cells` cells before the right edge.
    """

    mark: tuple[str, ...]
    mark_size: float
    number: str
    title: tuple[str, ...]
    addressees: str
    body: tuple[Passage, ...]
    attached: tuple[str, ...]
    signers: tuple[tuple[str, ...], ...]
    signature_cells: float
    signer_cells: float
    date: str
    note: str
    attachments: tuple[AttachedText, ...]
    copies: str

    def texts(self) -> Iterator[tuple[Face, str]]:
        """Each text with its typeface, for the search for missing glyphs."""
        yield Face.TITLE, "".join(self.mark + self.title)
        small = (
            self.number,
            self.addressees,
            *self.attached,
            *strings(self.signers),
            self.date,
            self.note,
            self.copies,
        )
        yield Face.FANG, "附件：0123456789." + "".join(small)
        for attachment in self.attachments:
            yield Face.TITLE, "".join(attachment.title)
            yield Face.HEI, attachment.label
            yield from attachment.register.texts() if attachment.register else ()
            yield from form_texts(attachment.form) if attachment.form else ()
        for passage in self.passages():
            yield from ((run.face, run.text) for run in passage.runs)

    def passages(self) -> Iterator[Passage]:
        """The paragraphs of the letter and of its attachments."""
        yield from self.body
        for attachment in self.attachments:
            yield from attachment.body


def compose(facts: LetterFacts) -> LetterText:
    """Word the facts as an official letter in the order of the form."""
    mark, mark_size = fit_mark(shown(facts.mark))
    date = chinese_date(facts.issued_on)
    issuers = tuple(map(shown, facts.issuers))
    centre = DATE_MARGIN + cells(date) / 2
    if len(issuers) == 1:
        centre = max(centre, min(cells(issuers[0]), LINE_CELLS) / 2)
    return LetterText(
        mark=mark,
        mark_size=mark_size,
        number=shown(facts.number),
        title=balanced(shown(facts.title), TITLE_CELLS),
        addressees=f"{'，'.join(map(shown, facts.addressees))}：" if facts.addressees else "",
        body=tuple(_passage(block) for block in facts.body),
        attached=tuple(shown(attachment.title) for attachment in facts.attachments),
        signers=tuple(issuers[n : n + SEALS_A_ROW] for n in range(0, len(issuers), SEALS_A_ROW)),
        signature_cells=centre,
        signer_cells=2 * centre if len(issuers) == 1 else _signer_cells(centre, min(len(issuers), SEALS_A_ROW)),
        date=date,
        note=f"（{shown(facts.note)}）" if facts.note else "",
        attachments=tuple(_attached(number, facts) for number in range(len(facts.attachments))),
        copies=f"抄送：{'，'.join(map(shown, facts.copies_to))}。" if facts.copies_to else "",
    )


def fit_mark(mark: str) -> tuple[tuple[str, ...], float]:
    """Break a mark that one line cannot hold into two, and give the lines with their size in points."""
    if cells(mark) <= MARK_WIDTH / MARK_SMALLEST:
        return (mark,), min(MARK_SIZE, MARK_WIDTH / cells(mark))
    lines = split(mark, 2)
    return lines, min(MARK_SMALLEST, MARK_WIDTH / max(map(cells, lines)))


def _signer_cells(centre: float, count: int) -> float:
    """The distance of the middles of signers beside each other: all their boxes lie within the type area."""
    return min(WIDEST_SIGNER, (LINE_CELLS - centre) / (count - 0.5) - 0.1)


def _passage(block: LetterBlock) -> Passage:
    if isinstance(block, Heading):
        return worded(Style.HEADING, Run(block.text, Face.HEI))
    return block_passage(block)


def _attached(place: int, facts: LetterFacts) -> AttachedText:
    """One attachment bears no number (7.3.4)."""
    attachment: Attachment = facts.attachments[place]
    return AttachedText(
        label="附件" if len(facts.attachments) == 1 else f"附件{place + 1}",
        title=balanced(shown(attachment.title), TITLE_CELLS),
        body=tuple(_passage(block) for block in attachment.blocks),
        register=compose_register(attachment.register) if attachment.register else None,
        form=as_shown(attachment.form) if attachment.form else None,
    )

"""The bureau's annual table: a letter, the fixed table and what its lines mean."""

from datetime import date
from typing import Final

from liaison.core.messages import N_
from liaison.core.numbers import chinese_date
from liaison.core.wordings import Wording, WordingGroup, number_form
from liaison.papers.facts.letters import Attachment, LetterFacts
from liaison.papers.facts.lists import Column, GroupRow, RegisterFacts, Row
from liaison.papers.facts.minutes import NumberedParagraph, Paragraph
from liaison.summaries.facts.reports import MARK, opening_note
from liaison.summaries.rules.book import Book, written
from liaison.summaries.rules.kinds import ANNUAL_ROWS

NUMBER: Final = number_form("summary.number", N_("工作总结编号"), "总结〔{年份}〕{序号}号", 3)
ADDRESSEE: Final = Wording("summary.addressee", N_("年度统计表：主送"), "市司法局", group=WordingGroup.LETTERS)
CLOSING: Final = Wording("summary.closing", N_("年度统计表：结尾"), "专此函送，请审阅。", group=WordingGroup.LETTERS)
WORDINGS: Final = (NUMBER, ADDRESSEE, CLOSING)
TABLE_TITLE: Final = "双向监督联系会商工作年度统计表"


def table_facts(
    book: Book,
    paragraphs: list[str],
    *,
    title: str,
    issuer: str,
    issued_on: date,
    number: str = "",
    addressee: str = ADDRESSEE.first,
    closing: str = CLOSING.first,
) -> LetterFacts:
    """Freeze the letter with both attachments."""
    body = tuple(Paragraph(text) for text in (*paragraphs, closing) if text)
    known = book.figures
    meanings = [
        f"{known[name].label}（{known[name].unit}）：{known[name].definition}"
        for _, names in ANNUAL_ROWS
        for name in names
        if name in known and known[name].definition
    ]
    return LetterFacts(
        mark=issuer,
        number=number,
        issued_on=issued_on,
        issuers=(issuer,),
        title=title,
        addressees=(addressee,),
        body=body,
        attachments=(
            Attachment(TABLE_TITLE, register=_register(book, issuer, issued_on)),
            Attachment("指标解释", tuple(NumberedParagraph(n, text) for n, text in enumerate(meanings, 1))),
        ),
    )


def _register(book: Book, issuer: str, issued_on: date) -> RegisterFacts:
    entries = {entry.figure.name: entry for entry in book.entries}
    rows: list[Row | GroupRow] = []
    number = 0
    for heading, names in ANNUAL_ROWS:
        rows.append(GroupRow(heading))
        for name in names:
            number += 1
            entry = entries.get(name)
            if entry is None:
                rows.append(Row((str(number), NAMELESS.get(name, "—"), "—", "—", "—")))
                continue
            label = entry.figure.label + (MARK if entry.openings else "")
            cells = (label, entry.figure.unit, written(entry.figure), written(entry.before))
            rows.append(Row((str(number), *cells)))
    columns = (
        Column("序号", 2, "center"), Column("指标", 10), Column("单位", 2, "center"), Column("本年", 3, "right"),
        Column("上年", 3, "right"),
    )  # fmt: skip
    return RegisterFacts(
        title=TABLE_TITLE,
        issuer=issuer,
        issued_on=issued_on,
        columns=columns,
        rows=tuple(rows),
        subtitle=book.period.spelled(),
        notes=(
            f"统计时间：{chinese_date(book.period.first)}至{chinese_date(book.period.last)}。",
            *filter(None, map(opening_note, book.parts)),
        ),
    )


NAMELESS: Final = {
    "complaints_lawyer_to_judge": "律师对法官的监督投诉",
    "complaints_judge_to_lawyer": "法官对律师的监督投诉",
    "people_received": "接待来访人",
    "attendances": "接待来访人次",
    "matters": "来访反映事项",
    "advice_given": "提供法律咨询",
}
"""Figures that are not always told: of a year that is not over, or by the other side; their lines stay in the table."""

"""The letters of complaints: each sort of paper with who signs it, whom it addresses and what it says."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from liaison.complaints.facts.wordings import CLOSINGS, OPENINGS
from liaison.complaints.models import Complaint, Direction, Identity, PaperSort
from liaison.complaints.rules.words import Words
from liaison.core.numbers import chinese_date
from liaison.core.wordings import Wording
from liaison.papers.drafts import blocks_from_text
from liaison.papers.facts.letters import Heading, LetterBlock, LetterFacts
from liaison.papers.facts.minutes import Paragraph, ResolutionRow, Table

MODE_WORDS: Final = {
    Identity.NAMED: "实名",
    Identity.CONFIDENTIAL: "保密（承办人员和被投诉人不得打听、推断投诉人身份）",
    Identity.ANONYMOUS: "匿名",
}
Say = Callable[[Wording, Mapping[str, str]], str]
"""Writes a sentence as the office has worded it."""
Blocks = tuple[LetterBlock, ...]


@dataclass(frozen=True, slots=True)
class Telling:
    """What a paper may say. `own` and `other`: the two bodies by name; `complainant` "" where it stays unknown.

    `words` are those of the reader of this paper: the original for the complainant, the copy for the other side.
    `limits` are sentences on time limits, each with the kind of its rule.
    """

    own: str
    other: str
    complainant: str
    respondent: str
    category: str
    words: Words
    text: str = ""
    outcome: str = ""
    limits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Letter:
    """One sort: who signs ("own", "other"), title, to whom, and what stands between its fixed sentences.

    `after`: what follows the closing one.
    """

    signer: str
    title: str
    addressee: Callable[[Telling], str]
    middle: Callable[[Complaint, Telling], Blocks]
    closing_heading: str = ""
    after: Callable[[Telling], Blocks] = lambda _telling: ()


def letter(sort: PaperSort, complaint: Complaint, telling: Telling, number: str, on: date, say: Say) -> LetterFacts:
    """The facts of a paper."""
    kind = LETTERS[sort]
    issuer = telling.own if kind.signer == "own" else telling.other
    values = {
        "编号": complaint.reference,
        "收到日期": chinese_date(complaint.received_on),
        "类别": telling.category,
        "身份方式": MODE_WORDS[complaint.identity],
        "被投诉人": telling.respondent,
        "结果": telling.outcome,
    }
    closing = _lines(say(CLOSINGS[sort], values)) if sort in CLOSINGS else ()
    heading = (Heading(kind.closing_heading),) if kind.closing_heading and closing else ()
    return LetterFacts(
        mark=issuer,
        number=number,
        issued_on=on,
        issuers=(issuer,),
        title=kind.title,
        addressees=(kind.addressee(telling),),
        body=(
            *_lines(say(OPENINGS[sort], values)),
            *kind.middle(complaint, telling),
            *heading,
            *closing,
            *kind.after(telling),
        ),
    )


def _lines(text: str) -> Blocks:
    return tuple(Paragraph(line) for line in text.splitlines() if line.strip())


def typed_blocks(text: str) -> Blocks:
    """What was typed; a table in it becomes plain lines, since a letter has none."""
    blocks: list[LetterBlock] = []
    for block in blocks_from_text(text):
        if isinstance(block, Table):
            blocks += [Paragraph("　".join(row)) for row in block.rows]
        elif not isinstance(block, ResolutionRow):
            blocks.append(block)
    return tuple(blocks)


def _text(_complaint: Complaint, telling: Telling) -> Blocks:
    return typed_blocks(telling.text)


def _limits(telling: Telling) -> Blocks:
    return tuple(map(Paragraph, telling.limits))


def _only_limits(_complaint: Complaint, telling: Telling) -> Blocks:
    return _limits(telling)


def _transfer(complaint: Complaint, telling: Telling) -> Blocks:
    words = telling.words
    return (
        Heading("一、基本情况"),
        Paragraph(f"投诉人：{_who(complaint, telling)}。被投诉人：{telling.respondent}。类别：{telling.category}。"),
        *([Paragraph(f"发生时间：{words.happened}。")] if words.happened else ()),
        *([Paragraph(f"发生地点：{words.place}。")] if words.place else ()),
        *([Paragraph(f"案号：{words.case_number}。")] if words.case_number else ()),
        *([Paragraph(f"开庭日期：{words.hearing}。")] if words.hearing else ()),
        Heading("二、反映的情况"),
        *typed_blocks(words.facts),
        Heading("三、投诉人的请求"),
        *typed_blocks(words.wanted or "依法处理并告知结果。"),
        Heading("四、办理时限"),
        *_limits(telling),
    )


def _who(complaint: Complaint, telling: Telling) -> str:
    """Who complains: by name, or in the name of the court, or not told."""
    if telling.complainant:
        return telling.complainant
    if complaint.identity is Identity.ANONYMOUS:
        return "匿名"
    return f"{telling.own}（以单位名义）" if complaint.direction is Direction.JUDGE_TO_LAWYER else "要求保密，不予告知"


def _reply(_complaint: Complaint, telling: Telling) -> Blocks:
    return (
        Heading(f"一、处理结果：{telling.outcome}"),
        *typed_blocks(telling.text),
        Heading("二、您的权利"),
        *_limits(telling),
    )


def _referral(_complaint: Complaint, telling: Telling) -> Blocks:
    return (*typed_blocks(telling.text), Heading("反映的情况"), *typed_blocks(telling.words.facts))


def _decision(_complaint: Complaint, telling: Telling) -> Blocks:
    return (
        Heading("一、查明的事实和理由"),
        *typed_blocks(telling.text),
        Heading("二、处理决定"),
        Paragraph(f"{telling.outcome}。"),
        *_limits(telling),
    )


def _text_and_limits(_complaint: Complaint, telling: Telling) -> Blocks:
    return (*typed_blocks(telling.text), *_limits(telling))


def _to_complainant(telling: Telling) -> str:
    return telling.complainant or "投诉人"


def _to_own(telling: Telling) -> str:
    return telling.own


def _to_other(telling: Telling) -> str:
    return telling.other


def _to_respondent(telling: Telling) -> str:
    return telling.respondent


def _to_authority(_telling: Telling) -> str:
    return "有权处理的机关"


def _to_bureau(_telling: Telling) -> str:
    return "司法行政机关"


P = PaperSort
LETTERS: Final[Mapping[PaperSort, Letter]] = {
    P.RECEIPT: Letter("own", "投诉收件回执", _to_complainant, _only_limits, "个人信息告知"),
    P.SUPPLEMENT: Letter("own", "补正通知书", _to_complainant, _text),
    P.DECLINED: Letter("own", "不予受理告知书", _to_complainant, _text),
    P.TRANSFER: Letter("own", "关于移送监督投诉的函", _to_other, _transfer),
    P.ACKNOWLEDGEMENT: Letter("other", "签收回执", _to_own, _only_limits),
    P.ALLEGATION: Letter("other", "事由摘要告知书", _to_respondent, _text, "您的权利", _limits),
    P.REPLY: Letter("own", "投诉答复书", _to_complainant, _reply),
    P.OUTCOME: Letter("other", "处理结果告知书", _to_respondent, _only_limits),
    P.CLARIFICATION: Letter("other", "不实投诉澄清书", _to_respondent, _text),
    P.REFERRAL: Letter("other", "关于转办监督投诉的函", _to_authority, _referral),
    P.HEARING: Letter("other", "听证权利告知书", _to_respondent, _text, "", _limits),
    P.SUMMONS: Letter("other", "听证通知书", _to_respondent, _text),
    P.RECORD: Letter("other", "听证笔录", _to_respondent, _text),
    P.DECISION: Letter("other", "关于监督投诉事项的处理决定", _to_respondent, _decision),
    P.SERVICE: Letter("other", "送达回证", _to_respondent, _text),
    P.FEEDBACK: Letter("other", "关于监督投诉处理结果的函", _to_own, _text_and_limits),
    P.BUREAU: Letter("own", "关于通报律师有关情况的函", _to_bureau, _text),
}

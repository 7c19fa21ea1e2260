"""The letters of complaints, worded: each sort of paper with who signs it, whom it addresses and what it says."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from liaison.complaints.models import Complaint, Identity, PaperSort
from liaison.complaints.rules.words import Words
from liaison.core.numbers import chinese_date
from liaison.papers.drafts import blocks_from_text
from liaison.papers.facts.letters import Heading, LetterBlock, LetterFacts
from liaison.papers.facts.minutes import Paragraph, ResolutionRow, Table

MODE_WORDS: Final = {
    Identity.NAMED: "实名",
    Identity.CONFIDENTIAL: "保密（承办人员和被投诉人不得打听、推断投诉人身份）",
    Identity.ANONYMOUS: "匿名",
}


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
    """One worded letter: who signs ("own", "other"), title, addressee, body."""

    signer: str
    title: str
    addressee: str
    body: tuple[LetterBlock, ...]


def letter(sort: PaperSort, complaint: Complaint, telling: Telling, number: str, on: date) -> LetterFacts:
    """The facts of a paper."""
    worded = LETTERS[sort](complaint, telling)
    issuer = telling.own if worded.signer == "own" else telling.other
    return LetterFacts(
        mark=issuer,
        number=number,
        issued_on=on,
        issuers=(issuer,),
        title=worded.title,
        addressees=(worded.addressee,),
        body=worded.body,
    )


def _paragraphs(text: str) -> tuple[LetterBlock, ...]:
    """What was typed; a table in it becomes plain lines, since a letter has none."""
    blocks: list[LetterBlock] = []
    for block in blocks_from_text(text):
        if isinstance(block, Table):
            blocks += [Paragraph("　".join(row)) for row in block.rows]
        elif not isinstance(block, ResolutionRow):
            blocks.append(block)
    return tuple(blocks)


def _to_complainant(telling: Telling) -> str:
    return telling.complainant or "投诉人"


def _receipt(complaint: Complaint, telling: Telling) -> Letter:
    body: tuple[LetterBlock, ...] = (
        Paragraph(
            f"{chinese_date(complaint.received_on)}收到您的投诉，编号{complaint.reference}，类别为“{telling.category}”，"
            f"身份方式为{MODE_WORDS[complaint.identity]}。"
        ),
        *map(Paragraph, telling.limits),
        Heading("个人信息告知"),
        Paragraph(
            "投诉内容和身份信息加密保存，只用于办理本件。系统管理员不能查阅。选择保密的，对方只能看到您确认过的副本，"
            "副本不含您的姓名和单位。未经您同意或依规批准的披露，不向对方提供您的身份；一经披露，将告知您。"
        ),
        Paragraph("您可以随时在系统中查看进度、补充材料、撤回投诉，并查阅、导出您的个人信息。"),
    )
    return Letter("own", "投诉收件回执", _to_complainant(telling), body)


def _supplement(complaint: Complaint, telling: Telling) -> Letter:
    body: tuple[LetterBlock, ...] = (
        Paragraph(
            f"您于{chinese_date(complaint.received_on)}提交的投诉（编号{complaint.reference}）需要补充以下内容："
        ),
        *_paragraphs(telling.text),
        Paragraph(
            "补正只要求一次，等待补正的时间不计入办理期限。请登录系统补充；没有账号的，凭编号和回执码补充或来信来电。"
        ),
    )
    return Letter("own", "补正通知书", _to_complainant(telling), body)


def _declined(complaint: Complaint, telling: Telling) -> Letter:
    body: tuple[LetterBlock, ...] = (
        Paragraph(f"您提交的投诉（编号{complaint.reference}）经审查，不予受理。理由和建议如下："),
        *_paragraphs(telling.text),
        Paragraph("您仍可以通过上述渠道或其他法定渠道反映。"),
    )
    return Letter("own", "不予受理告知书", _to_complainant(telling), body)


def _transfer(complaint: Complaint, telling: Telling) -> Letter:
    who = telling.complainant or ("投诉人（要求保密）" if complaint.identity is Identity.CONFIDENTIAL else "匿名投诉人")
    words = telling.words
    body: list[LetterBlock] = [
        Paragraph(f"现将一件监督投诉（编号{complaint.reference}）移送你单位处理。"),
        Heading("一、基本情况"),
        Paragraph(f"投诉人：{who}。被投诉人：{telling.respondent}。类别：{telling.category}。"),
        *([Paragraph(f"发生时间：{words.happened}。")] if words.happened else ()),
        *([Paragraph(f"案号：{words.case_number}。")] if words.case_number else ()),
        Heading("二、反映的情况"),
        *_paragraphs(words.facts),
        Heading("三、投诉人的请求"),
        *_paragraphs(words.wanted or "依法处理并告知结果。"),
        Heading("四、办理时限"),
        *map(Paragraph, telling.limits),
    ]
    return Letter("own", "关于移送监督投诉的函", telling.other, tuple(body))


def _acknowledgement(complaint: Complaint, telling: Telling) -> Letter:
    body: tuple[LetterBlock, ...] = (
        Paragraph(f"你单位移送的监督投诉（编号{complaint.reference}）已收到并登记。"),
        *map(Paragraph, telling.limits),
    )
    return Letter("other", "签收回执", telling.own, body)


def _allegation(complaint: Complaint, telling: Telling) -> Letter:
    body: tuple[LetterBlock, ...] = (
        Paragraph(f"收到一件涉及您的监督投诉（编号{complaint.reference}）。现将事由摘要告知如下："),
        *_paragraphs(telling.text),
        Heading("您的权利"),
        Paragraph(
            "您有权就上述事由作出书面说明并提交材料，有权申请核查、调查人员回避，有权得知处理结果并依规申请复查。"
        ),
        Paragraph("请勿打听、推断投诉人身份，不得打击报复。"),
        *map(Paragraph, telling.limits),
    )
    return Letter("other", "事由摘要告知书", telling.respondent, body)


def _reply(complaint: Complaint, telling: Telling) -> Letter:
    body: tuple[LetterBlock, ...] = (
        Paragraph(f"您提交的投诉（编号{complaint.reference}）已经办理完毕，答复如下："),
        Heading(f"一、处理结果：{telling.outcome}"),
        *_paragraphs(telling.text),
        Heading("二、您的权利"),
        *map(Paragraph, telling.limits),
        Paragraph("请登录系统对办理过程作出评价。"),
    )
    return Letter("own", "投诉答复书", _to_complainant(telling), body)


def _outcome(complaint: Complaint, telling: Telling) -> Letter:
    body: tuple[LetterBlock, ...] = (
        Paragraph(f"涉及您的监督投诉（编号{complaint.reference}）已经作出结论：{telling.outcome}。"),
        *map(Paragraph, telling.limits),
    )
    return Letter("other", "处理结果告知书", telling.respondent, body)


def _clarification(complaint: Complaint, telling: Telling) -> Letter:
    body: tuple[LetterBlock, ...] = (
        Paragraph(f"关于涉及{telling.respondent}的监督投诉（编号{complaint.reference}），经核查，反映的问题不属实。"),
        *_paragraphs(telling.text),
        Paragraph("特此澄清，消除影响。"),
    )
    return Letter("other", "不实投诉澄清书", telling.respondent, body)


def _referral(complaint: Complaint, telling: Telling) -> Letter:
    body: tuple[LetterBlock, ...] = (
        Paragraph(f"现将一件监督投诉（编号{complaint.reference}）反映的有关线索转请处理。"),
        *_paragraphs(telling.text),
        Heading("反映的情况"),
        *_paragraphs(telling.words.facts),
        Paragraph("请将处理情况函告我单位。投诉人要求保密的，请一并保密。"),
    )
    return Letter("other", "关于转办监督投诉的函", "有权处理的机关", body)


def _hearing(complaint: Complaint, telling: Telling) -> Letter:
    body: tuple[LetterBlock, ...] = (
        Paragraph(f"关于涉及您的监督投诉（编号{complaint.reference}），调查已经终结。拟处理意见如下："),
        *_paragraphs(telling.text),
        Paragraph("您有权申请听证，也可以书面放弃。听证会上可以陈述、申辩、质证。"),
        *map(Paragraph, telling.limits),
    )
    return Letter("other", "听证权利告知书", telling.respondent, body)


def _decision(complaint: Complaint, telling: Telling) -> Letter:
    body: tuple[LetterBlock, ...] = (
        Paragraph(f"当事人：{telling.respondent}。"),
        Paragraph("我会收到移送的投诉材料后，依规立案、调查并听取了当事人的陈述和申辩。现已审理终结。"),
        Heading("一、查明的事实和理由"),
        *_paragraphs(telling.text),
        Heading("二、处理决定"),
        Paragraph(f"{telling.outcome}。"),
        *map(Paragraph, telling.limits),
    )
    return Letter("other", "关于监督投诉事项的处理决定", telling.respondent, body)


def _service(complaint: Complaint, telling: Telling) -> Letter:
    body: tuple[LetterBlock, ...] = (
        Paragraph(f"送达文书：关于监督投诉事项的处理决定（编号{complaint.reference}）。"),
        Paragraph(f"受送达人：{telling.respondent}。"),
        Paragraph("送达情况："),
        *_paragraphs(telling.text),
        Paragraph("受送达人签名或者盖章：　　　　　　　　　　　　年　　月　　日"),
    )
    return Letter("other", "送达回证", telling.respondent, body)


def _feedback(complaint: Complaint, telling: Telling) -> Letter:
    body: tuple[LetterBlock, ...] = (
        Paragraph(f"你单位移送的监督投诉（编号{complaint.reference}）已经办理完毕，结果为：{telling.outcome}。"),
        *_paragraphs(telling.text),
        *map(Paragraph, telling.limits),
    )
    return Letter("other", "关于监督投诉处理结果的函", telling.own, body)


def _bureau(complaint: Complaint, telling: Telling) -> Letter:
    body: tuple[LetterBlock, ...] = (
        Paragraph(f"在案件审理中，{telling.respondent}有下列行为，已依法采取相应措施，现予通报："),
        *_paragraphs(telling.text),
        Paragraph("依据：《最高人民法院关于适用〈中华人民共和国刑事诉讼法〉的解释》第三百零八条。"),
    )
    return Letter("own", "关于通报律师有关情况的函", "司法行政机关", body)


LETTERS: Final[Mapping[PaperSort, Callable[[Complaint, Telling], Letter]]] = {
    PaperSort.RECEIPT: _receipt,
    PaperSort.SUPPLEMENT: _supplement,
    PaperSort.DECLINED: _declined,
    PaperSort.TRANSFER: _transfer,
    PaperSort.ACKNOWLEDGEMENT: _acknowledgement,
    PaperSort.ALLEGATION: _allegation,
    PaperSort.REPLY: _reply,
    PaperSort.OUTCOME: _outcome,
    PaperSort.CLARIFICATION: _clarification,
    PaperSort.REFERRAL: _referral,
    PaperSort.HEARING: _hearing,
    PaperSort.DECISION: _decision,
    PaperSort.SERVICE: _service,
    PaperSort.FEEDBACK: _feedback,
    PaperSort.BUREAU: _bureau,
}

"""Facts of letters to render in tests; all names invented."""

from dataclasses import replace
from datetime import date
from typing import Any

from liaison.papers.facts.letters import Attachment, Heading, LetterFacts
from liaison.papers.facts.lists import Band, Column, Field, FieldRow, FormFacts, RegisterFacts, Row
from liaison.papers.facts.minutes import NumberedParagraph, Paragraph, Subheading

REPLY_SLIP = FormFacts(
    "参会回执",
    "云江市律师协会",
    date(2026, 6, 18),
    (
        FieldRow((Field("单位"),)),
        FieldRow((Field("姓名", span=6), Field("职务", span=6))),
        FieldRow((Field("能否参会", choices=("参加", "请假", "委派他人")),)),
        Band("其他"),
        FieldRow((Field("意见建议", lines=6),)),
    ),
    notes=("请于2026年6月25日前报送云江市律师协会秘书处。",),
    signatures=("填写人（签名）",),
)
PEOPLE = RegisterFacts(
    "参会人员名单",
    "云江市律师协会",
    date(2026, 6, 18),
    (Column("序号", 1, "center"), Column("姓名", 2, "center"), Column("单位和职务", 6)),
    tuple(Row((str(n), f"周若{sign}", "云江市律师协会副会长")) for n, sign in enumerate("谷渊溪", 1)),
)
LETTER = LetterFacts(
    mark="云江市律师协会",
    number="云律函〔2026〕12号",
    issued_on=date(2026, 6, 18),
    issuers=("云江市律师协会",),
    title="关于商请改进网上阅卷预约工作的函",
    addressees=("云江市法官协会",),
    body=(
        Paragraph(
            "今年上半年，我会收到会员关于网上阅卷预约的意见建议9件，主要反映预约答复时间较长、节假日前后集中。"
            "经第五次联席会议讨论，现将有关情况函告如下，请予研究。"
        ),
        Heading("一、主要情况"),
        Subheading("（一）预约答复时间。平均为3.5个工作日，最长的一件为11个工作日。"),
        NumberedParagraph(1, "节后第一周的预约占当月的42%。"),
        Heading("二、有关建议"),
        Paragraph("建议实行预约当日答复，并在诉讼服务大厅公开答复时限。"),
        Paragraph("专此函达，盼复。"),
    ),
    note="联系人：沈怀远，电话：0730-0000000",
)


def make_letter(**overrides: Any) -> LetterFacts:
    """A letter of one page."""
    return replace(LETTER, **overrides)


def make_notice(**overrides: Any) -> LetterFacts:
    """A notice of a conference by both associations, with its reply slip and a list attached, and copies."""
    notice = make_letter(
        title="关于召开第五次法官律师联席会议的通知",
        issuers=("云江市律师协会", "云江市法官协会"),
        addressees=("各律师事务所", "各基层人民法院"),
        body=(Paragraph("经双方商定，定于2026年7月2日15时召开第五次法官律师联席会议，请按时参加。"),),
        attachments=(Attachment("参会回执", form=REPLY_SLIP), Attachment("参会人员名单", register=PEOPLE)),
        copies_to=("云江市司法局", "云江市中级人民法院"),
    )
    return replace(notice, **overrides)


def make_long_letter(paragraphs: int = 16) -> LetterFacts:
    """A letter of several pages."""
    body = tuple(
        NumberedParagraph(n, "双方就依法保障律师执业权利、规范法官与律师交往逐项研究，议定的事项由双方秘书处督办。" * 2)
        for n in range(1, paragraphs + 1)
    )
    return make_letter(body=body, copies_to=("云江市司法局",))


def make_register(people: int = 3, *, two_heads: bool = False, **overrides: Any) -> RegisterFacts:
    """A sign-in sheet with so many people."""
    group = "签到" if two_heads else ""
    columns = (
        Column("序号", 2, "center"),
        Column("姓名", 4, "center"),
        Column("单位", 8),
        Column("时间", 4, "right", group),
        Column("签名", 6, "left", group),
    )
    rows = tuple(Row((str(n), f"周若{'谷渊溪泽'[n % 4]}", "云江市律师协会", "", "")) for n in range(1, people + 1))
    return replace(RegisterFacts("签到表", "云江市律师协会", date(2026, 7, 2), columns, rows), **overrides)

"""Invented minutes with every level of heading, a table, resolutions, attendance and distribution."""

from datetime import date

from liaison.papers.facts.minutes import (
    AttendanceGroup,
    Attendee,
    AttendingUnit,
    Distribution,
    MinutesFacts,
    NumberedParagraph,
    Paragraph,
    ResolutionRow,
    Section,
    Subheading,
    Table,
    TableColumn,
)

HEADING = "云江市律师协会与云江市法官协会第五次联席会议纪要"
OPENING = (
    "2026年7月2日下午，云江市律师协会与云江市法官协会在云江市中级人民法院第一会议室召开第五次联席会议。"
    "会议听取了上次会议议定事项落实情况的汇报，研究了意见建议的答复，议定了下一步工作。纪要如下："
)
WORK = Section(
    "一、双方工作通报",
    (
        Subheading("（一）律师方工作情况。云江市律师协会通报了执业纪律教育和执业权利保障工作。"),
        Subheading("（二）法官方工作情况"),
        Paragraph("云江市法官协会通报了网上立案、电子送达的执行情况，平均审核时间缩短至1.8个工作日。"),
    ),
)
OPINIONS = Section(
    "二、意见建议及答复情况",
    (
        Paragraph("本次会议共研究意见建议2件，均已答复。"),
        NumberedParagraph(1, "关于改进网上阅卷预约的意见（意见〔2026〕31号）。自8月起实行预约当日答复。"),
        NumberedParagraph(2, "关于规范庭审发言秩序的意见（意见〔2026〕36号）。列入律师年度培训内容。"),
        Table(
            columns=(TableColumn("提出方", 2), TableColumn("收到", 1, "right"), TableColumn("办结", 1, "right")),
            rows=(("律师方", "9件", "8件"), ("法官方", "5件", "5件")),
            caption="表1　意见建议办理情况",
        ),
    ),
)
RESOLUTIONS = Section(
    "三、本次会议议定事项",
    (
        ResolutionRow(
            "议定〔2026〕3号",
            "网上阅卷预约后四十八小时内答复。",
            "云江市中级人民法院",
            ("云江市律师协会",),
            "沈怀远",
            date(2026, 9, 30),
        ),
    ),
)
PRESENT = AttendanceGroup(
    "出席",
    (
        AttendingUnit("云江市律师协会", (Attendee("陆知行", "会长"), Attendee("孙怡", "秘书长"))),
        AttendingUnit("云江市法官协会", (Attendee("宋清如", "会长"), Attendee("周砚秋", "副会长"))),
    ),
)
IN_ATTENDANCE = AttendanceGroup("列席", (AttendingUnit("云江市司法局", (Attendee("何以宁"),)),))


def minutes() -> MinutesFacts:
    """Two pages as both sides would issue them."""
    return MinutesFacts(
        mark="云江市法官律师联席会议纪要",
        number="〔2026〕第5号",
        issued_on=date(2026, 7, 9),
        issuers=("云江市律师协会", "云江市法官协会"),
        title=HEADING,
        opening=(OPENING,),
        sections=(WORK, OPINIONS, RESOLUTIONS),
        attendance=(PRESENT, IN_ATTENDANCE),
        distribution=Distribution(("云江市司法局", "各县区人民法院"), "云江市律师协会", date(2026, 7, 9)),
    )

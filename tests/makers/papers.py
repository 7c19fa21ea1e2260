"""Facts of minutes to render in tests: a whole city's worth of them, invented."""

from dataclasses import replace
from datetime import date
from typing import Any

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

EARLIER = Section(
    "一、上次会议议定事项落实情况",
    (
        Paragraph(
            "会议听取了第四次联席会议议定事项落实情况的汇报。第四次会议议定的8件事项中，6件已按期办结，"
            "1件经双方同意延期，1件正在办理。会议对按期办结的单位予以肯定。"
        ),
        ResolutionRow(
            "议定〔2025〕7号",
            "在全市两级法院诉讼服务大厅设立律师工作室，配备扫描、打印和网络设备。",
            "云江市中级人民法院诉讼服务中心",
            ("云江市律师协会秘书处",),
            "沈怀远",
            date(2026, 3, 31),
            "已于2026年3月20日办结，全市11个诉讼服务大厅均已启用。",
        ),
    ),
)
REPORTS = Section(
    "二、双方工作通报",
    (
        Subheading("（一）律师方工作情况。云江市律师协会通报了2026年上半年律师执业纪律教育和权利保障工作。"),
        Paragraph(
            "截至2026年6月30日，全市共有律师事务所33家、执业律师365名。上半年收到维护律师执业权利申请12件，"
            "办结11件，办结率为91.7%；开展“一案一评”反馈86次。"
        ),
        Subheading("（二）法官方工作情况"),
        Paragraph(
            "云江市法官协会通报了网上立案、电子送达和《关于依法保障律师诉讼权利的若干规定》（试行）的执行情况，"
            "网上立案平均审核时间由3.5个工作日缩短至1.8个工作日。"
        ),
    ),
)
OPINIONS = Section(
    "三、意见建议及答复情况",
    (
        Paragraph("本次会议共提交意见建议14件，其中律师方提出9件，法官方提出5件，均已在会前书面答复。"),
        NumberedParagraph(1, "关于改进网上阅卷预约的意见（意见〔2026〕31号）。法官方答复：自8月起实行预约当日答复。"),
        NumberedParagraph(
            2, "关于规范开庭排期变更告知的意见（意见〔2026〕33号）。法官方答复：变更排期应至少提前3日告知代理律师。"
        ),
        NumberedParagraph(
            3, "关于律师按时提交电子证据目录的建议（意见〔2026〕36号）。律师方答复：将制发目录样式并纳入培训。"
        ),
    ),
)
RESOLUTIONS = Section(
    "四、本次会议议定事项",
    (
        ResolutionRow(
            "议定〔2026〕1号",
            "建立网上阅卷预约当日答复机制，逾期未答复的由诉讼服务中心督办。",
            "云江市中级人民法院诉讼服务中心",
            ("云江市律师协会维权委员会", "云江市临水区人民法院"),
            "周知微",
            date(2026, 9, 30),
        ),
        ResolutionRow(
            "议定〔2026〕2号",
            "制发电子证据目录样式，组织不少于2场专题培训。",
            "云江市律师协会业务指导委员会",
            (),
            "陆景行",
            date(2026, 10, 31),
        ),
    ),
)
OTHER = Section("五、其他", (Paragraph("第六次联席会议定于12月中旬由云江市律师协会召集。"),))

ATTENDANCE = (
    AttendanceGroup(
        "出席",
        (
            AttendingUnit(
                "云江市律师协会",
                (Attendee("许立言", "会长"), Attendee("何静姝", "副会长"), Attendee("陈以宁", "秘书长")),
            ),
            AttendingUnit(
                "云江市法官协会",
                (Attendee("方仲平", "会长"), Attendee("江若谷", "副会长"), Attendee("宋喆", "秘书长")),
            ),
            AttendingUnit("云江市中级人民法院", (Attendee("周知微", "诉讼服务中心主任"), Attendee("白珺", "立案庭长"))),
        ),
    ),
    AttendanceGroup("请假", (AttendingUnit("云江市律师协会", (Attendee("陆景行", "副会长"),)),)),
    AttendanceGroup(
        "列席",
        (
            AttendingUnit("云江市司法局", (Attendee("马思齐", "律师工作科科长"),)),
            AttendingUnit("云江市人民检察院", (Attendee("阿卜杜拉·买买提"),)),
        ),
    ),
)

OPENING = (
    "2026年7月2日下午，云江市律师协会与云江市法官协会在云江市中级人民法院第一会议室召开第五次联席会议。"
    "会议由云江市法官协会会长方仲平主持，双方就第四次会议以来意见建议的办理情况进行了会商。"
    "现将会议主要内容纪要如下："
)

MINUTES = MinutesFacts(
    mark="云江市法官律师联席会议纪要",
    number="〔2026〕第5号",
    issued_on=date(2026, 7, 9),
    issuers=("云江市律师协会", "云江市法官协会"),
    title="云江市律师协会、云江市法官协会第五次联席会议纪要",
    opening=(OPENING,),
    sections=(EARLIER, REPORTS, OPINIONS, RESOLUTIONS, OTHER),
    attendance=ATTENDANCE,
    distribution=Distribution(
        ("云江市中级人民法院", "云江市司法局", "各县（市、区）人民法院", "各律师事务所"),
        "云江市法官律师联席会议秘书处",
        date(2026, 7, 9),
    ),
)


def make_minutes_facts(**overrides: Any) -> MinutesFacts:
    """Minutes of three pages, with the fields in `overrides` replaced."""
    return replace(MINUTES, **overrides)


def make_short_minutes() -> MinutesFacts:
    """Minutes that fit on one page."""
    return make_minutes_facts(
        title="第五次联席会议纪要",
        opening=("2026年7月2日，云江市律师协会与云江市法官协会召开第五次联席会议，会议议定事项如下。",),
        sections=(),
        attendance=(AttendanceGroup("出席", (AttendingUnit("云江市律师协会", (Attendee("许立言", "会长"),)),)),),
    )


def make_long_minutes(times: int) -> MinutesFacts:
    """Minutes whose section on opinions is repeated; twenty times make twelve pages."""
    return make_minutes_facts(sections=(EARLIER, REPORTS, *[OPINIONS] * times, RESOLUTIONS, OTHER))


def make_table(rows: int) -> Table:
    """A table whose rows take one to four lines."""
    columns = (
        TableColumn("序号", 3, "center"),
        TableColumn("意见名称", 12),
        TableColumn("承办单位", 6),
        TableColumn("办结率", 3, "right"),
    )
    names = ("网上阅卷", "改进网上阅卷预约", "规范开庭排期变更告知的意见", "律师按时提交电子证据目录的建议")
    body = (
        (str(number), "、".join(names[: 1 + number % 4]), "云江市中级人民法院", f"{number * 37 % 100}.5%")
        for number in range(1, rows + 1)
    )
    return Table(columns, tuple(body), "表1　意见建议办理情况")


def make_table_minutes(rows: int = 30) -> MinutesFacts:
    """Minutes with a table of that many rows between two paragraphs; thirty take several pages."""
    section = Section(
        "一、办理情况", (Paragraph("会议听取了汇报。" * 9), make_table(rows), Paragraph("会议认为，成效明显。" * 9))
    )
    return make_minutes_facts(sections=(section, OTHER))


def make_crowd(people: int) -> AttendanceGroup:
    """That many attendees, twenty of each court."""
    families, given = "赵钱孙李周吴郑王冯陈", ("明远", "若谷", "知微", "以宁", "立言", "珺", "喆", "怀远")
    named = [Attendee(families[n % 10] + given[n % 8]) for n in range(people)]
    courts = range(0, people, 20)
    return AttendanceGroup(
        "出席",
        tuple(
            AttendingUnit(f"云江市第{start // 20 + 1}人民法院", tuple(named[start : start + 20])) for start in courts
        ),
    )

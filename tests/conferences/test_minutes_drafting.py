"""The first draft: what the records say, in the words of an office; and what is read back out of its text."""

from datetime import date, time

import pytest

from liaison.conferences import facts
from liaison.conferences.facts import SECTIONS, Associations
from liaison.conferences.models import (
    AgendaItem,
    Attendance,
    Conference,
    ConferenceKind,
    ItemKind,
    MinutesRevision,
    Presence,
    Resolution,
    ResolutionStatus,
)
from liaison.conferences.queries.ledger import Entry
from liaison.conferences.services import drafting
from liaison.core.errors import RuleBroken
from liaison.core.sides import Side
from liaison.papers.facts.minutes import Attendee, NumberedParagraph, Paragraph, ResolutionRow, Subheading
from tests.makers.minutes import ASSOCIATIONS, Opinion

BAR, BENCH = Side.BAR, Side.BENCH
SEATS = (
    ("周砚秋", "云江市律师协会", "会长", BAR, Presence.PRESENT),
    ("何静澜", "云江市律师协会", "副会长", BAR, Presence.PRESENT),
    ("沈维钧", "云江市法官协会", "会长", BENCH, Presence.PRESENT),
    ("秦守拙", "云江市律师协会", "监事长", BAR, Presence.EXCUSED),
    ("冯秀兰", "云江市司法局", "副局长", None, Presence.IN_ATTENDANCE),
    ("邹敏", "云江市中级人民法院", "", BENCH, Presence.INVITED),
)
OPENING = (
    "2026年7月2日下午，云江市法官协会与云江市律师协会在市中级人民法院第一会议室召开第五次联席会议。"
    "会议由云江市法官协会召集，云江市法官协会会长沈维钧主持，律师方2人、法官方1人出席会议，云江市司法局派员列席。"
    "现将会议主要内容纪要如下："
)


ROOM = "设立律师工作室（主办：市中级人民法院；"


def make_conference(*items: AgendaItem, **overrides: object) -> Conference:
    """The fifth conference, unsaved, convened by the bench; its attendance as in SEATS."""
    values: dict[str, object] = {
        "kind": ConferenceKind.REGULAR,
        "ordinal": 5,
        "title": "第五次联席会议",
        "convening_side": BENCH,
        "held_on": date(2026, 7, 2),
        "starts_at": time(14, 30),
        "place": "市中级人民法院第一会议室",
        "chair": "沈维钧",
        "items": list(items),
        "attendances": [
            Attendance(name=name, unit=unit, office=office, side=side, presence=presence)
            for name, unit, office, side, presence in SEATS
        ],
        "resolutions": [],
    }
    return Conference(**{**values, **overrides})


def make_item(kind: ItemKind, title: str = "", **texts: str) -> AgendaItem:
    return AgendaItem(
        **{"kind": kind, "title": title, "presenter": "", "record": "", "outcome": "", "note": "", **texts}
    )


def make_entry(status: ResolutionStatus, *, is_overdue: bool = False, **overrides: object) -> Entry:
    values = {
        "year": 2025,
        "number": 7,
        "text": "设立律师工作室。",
        "lead_name": "市中级人民法院",
        "due_on": date(2026, 3, 31),
    }
    values |= overrides
    resolution = Resolution(full_number=f"议定〔{values['year']}〕{values['number']}号", **values)
    return Entry(resolution, status, 1, resolution.due_on, is_overdue)


def test_the_opening_says_when_where_and_who() -> None:
    assert drafting.opening(make_conference(), ASSOCIATIONS) == OPENING


@pytest.mark.parametrize(("hour", "word"), [(9, "日上午，"), (12, "日下午，"), (18, "日晚上，")])
def test_the_opening_names_the_part_of_the_day(hour: int, word: str) -> None:
    assert word in drafting.opening(make_conference(starts_at=time(hour)), ASSOCIATIONS)


def test_a_chair_who_is_not_on_the_list_stays_as_typed() -> None:
    assert "，市委政法委负责人主持，" in drafting.opening(make_conference(chair="市委政法委负责人"), ASSOCIATIONS)


def test_the_ledger_counts_and_lists_earlier_resolutions() -> None:
    item = make_item(ItemKind.LEDGER, record="要按期说明。\n\n 不要等到开会。", outcome="确认完成1项")
    done = {"done_on": date(2026, 3, 20), "done_note": "11个大厅均已启用", "number": 6}
    entries = [
        make_entry(ResolutionStatus.DONE, **done),
        make_entry(ResolutionStatus.OPEN, is_overdue=True),
        make_entry(ResolutionStatus.OPEN, number=8, due_on=date(2026, 9, 1)),
    ]
    assert drafting.ledger(make_conference(item), entries).splitlines() == [
        "会议听取了以往议定事项落实情况的汇报。列入本次会议检查的议定事项共3项，其中已落实1项，正在办理2项（其中逾期1项）。",
        "要按期说明。",
        "不要等到开会。",
        "会议确认完成1项。",
        f"1. 议定〔2025〕6号：{ROOM}完成时限：2026年3月31日）。已于2026年3月20日落实，11个大厅均已启用。",
        f"2. 议定〔2025〕7号：{ROOM}完成时限：2026年3月31日）。已超过完成时限，转入下次会议继续跟踪。",
        f"3. 议定〔2025〕8号：{ROOM}完成时限：2026年9月1日）。正在办理。",
    ]


def test_the_first_conference_has_no_ledger() -> None:
    assert drafting.ledger(make_conference(), []) == ""


@pytest.mark.parametrize(
    ("kind", "title", "presenter", "begins"),
    [
        (ItemKind.REPORT, "执行工作专项通报", "沈维钧", "会议听取了云江市法官协会会长沈维钧所作的“执行工作专项通报”。"),
        (ItemKind.REPORT, "上半年立案数据", "曹立新", "会议听取了曹立新就“上半年立案数据”所作的情况通报。"),
        (ItemKind.REPORT, "上半年立案数据", "", "会议听取了有关“上半年立案数据”的情况通报。"),
        (ItemKind.TOPIC, "律师调查令", "", "会议研究了“律师调查令”议题。"),
        (ItemKind.TOPIC, "律师调查令", "周砚秋", "会议研究了“律师调查令”议题，云江市律师协会会长周砚秋作了说明。"),
    ],
)
def test_reports_and_topics_begin_as_minutes_do(kind: ItemKind, title: str, presenter: str, begins: str) -> None:
    item = make_item(kind, title, presenter=presenter, record="双方交换了意见。", outcome="同意试行。")
    lines = drafting.reports(make_conference(item)).splitlines()
    assert lines == [f"（一）{title}", begins, "双方交换了意见。", "会议同意试行。"]


@pytest.mark.parametrize(
    ("outcome", "sentence"),
    [
        ("同意试行", "会议同意试行。"),
        ("会议同意试行。", "会议同意试行。"),
        ("试行三个月；", "会议议定：试行三个月。"),
        ("原则同意。\n另行发文。", "会议原则同意。另行发文。"),
    ],
)
def test_an_outcome_becomes_a_sentence_of_the_meeting(outcome: str, sentence: str) -> None:
    item = make_item(ItemKind.TOPIC, "律师调查令", outcome=outcome)
    assert drafting.reports(make_conference(item)).splitlines()[-1] == sentence


def test_opinions_are_counted_by_side_and_told_with_their_replies() -> None:
    opinions = [
        Opinion(title="关于阅卷预约", reply="当日答复。"),
        Opinion("意见〔2026〕36号", BENCH, "律师应按时提交证据目录。", reply="", outcome_label=""),
        Opinion("意见〔2026〕40号", BAR, "关于退费", reply="已经\n统一", outcome_label=""),
    ]
    assert drafting.opinions_and_replies(make_conference(), opinions).splitlines() == [
        "列入本次会议议程的意见建议共3件，其中律师方提出2件，法官方提出1件；已答复2件。",
        "1. 关于阅卷预约（意见〔2026〕31号，律师方提出）。法官方答复：当日答复。办理结果：A 已解决或采纳。",
        "2. 律师应按时提交证据目录（意见〔2026〕36号，法官方提出）。律师方将在会后书面答复。",
        "3. 关于退费（意见〔2026〕40号，律师方提出）。法官方答复：已经统一。",
    ]


def test_the_next_conference_is_convened_by_the_other_side() -> None:
    assert drafting.other(make_conference(), ASSOCIATIONS) == "第六次联席会议由云江市律师协会召集，时间、地点另行通知。"
    assert drafting.other(make_conference(kind=ConferenceKind.FORUM), ASSOCIATIONS) == ""


def test_the_attendance_that_is_drafted_is_the_attendance_that_is_read() -> None:
    text = drafting.attendance(make_conference())
    assert text.splitlines() == [
        "出席",
        "云江市律师协会：周砚秋（会长）、何静澜（副会长）",
        "云江市法官协会：沈维钧（会长）",
        "请假",
        "云江市律师协会：秦守拙（监事长）",
        "列席",
        "云江市司法局：冯秀兰（副局长）",
    ]
    groups = facts.read_attendance(text)
    assert [group.label for group in groups] == ["出席", "请假", "列席"]
    assert groups[0].units[0].people == (Attendee("周砚秋", "会长"), Attendee("何静澜", "副会长"))


@pytest.mark.parametrize(
    ("typed", "people"),
    [
        ("市律协:周砚秋(会长)、John Smith", [Attendee("周砚秋", "会长"), Attendee("John Smith")]),
        ("市律协：周知微（民一庭庭长（主持工作））；", [Attendee("周知微", "民一庭庭长（主持工作）")]),
        (
            "市律协：白珺（副庭长、审判员）、阿卜杜拉·买买提。",
            [Attendee("白珺", "副庭长、审判员"), Attendee("阿卜杜拉·买买提")],
        ),
    ],
)
def test_attendance_is_read_as_people_type_it(typed: str, people: list[Attendee]) -> None:
    (group,) = facts.read_attendance(f"出席：\n\n{typed}\n")
    assert list(group.units[0].people) == people


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("市律协：周砚秋", 1),
        ("出席\n周砚秋", 2),
        ("出席\n市律协：", 2),
        ("出席\n：周砚秋", 2),
        ("出席\n\n市律协：周砚秋、、何静澜", 3),
    ],
)
def test_attendance_that_cannot_be_read_names_its_line(text: str, line: int) -> None:
    with pytest.raises(RuleBroken, match=f"第{line}行读不懂") as refused:
        facts.read_attendance(text)
    assert refused.value.field == "attendance"


def test_copies_are_divided_by_commas_semicolons_and_lines() -> None:
    text = "抄送：市中级人民法院，市司法局;各县（市、区）人民法院\n各律师事务所。"
    assert facts.read_distribution(text) == ("市中级人民法院", "市司法局", "各县（市、区）人民法院", "各律师事务所")


def test_the_facts_hold_text_and_numbered_resolutions_and_number_only_filled_sections() -> None:
    row = Resolution(
        year=2026, number=3, full_number="议定〔2026〕3号",
        text="建立当日答复\n机制。", lead_name="市中级人民法院", joint_names=["市律协"],
        person="韩雪梅", due_on=date(2026, 9, 30),
    )  # fmt: skip
    conference = make_conference(make_item(ItemKind.TOPIC, "阅卷", outcome="同意。"), resolutions=[row])
    sections = drafting.sections_of(conference, ASSOCIATIONS, [], [Opinion()], "")
    assert sections.keys() == SECTIONS.keys()
    revision = MinutesRevision(title=drafting.title_of(conference, ASSOCIATIONS), sections=sections)
    made = facts.minutes_facts(conference, revision, ASSOCIATIONS, "〔2026〕第5号", date(2026, 7, 9))
    assert made.mark == "云江市法官律师联席会议纪要"
    assert made.title == "云江市法官协会、云江市律师协会第五次联席会议纪要"
    assert made.issuers == ("云江市法官协会", "云江市律师协会")
    assert made.opening == (OPENING,)
    assert [section.heading for section in made.sections] == [
        "一、情况通报和议题研究情况",
        "二、意见建议及答复情况",
        "三、本次会议议定事项",
        "四、其他事项",
    ]
    reports, opinions, resolutions, _other = (section.blocks for section in made.sections)
    assert isinstance(reports[0], Subheading)
    assert isinstance(opinions[1], NumberedParagraph)
    assert resolutions == (
        Paragraph("会议议定以下事项："),
        ResolutionRow(
            "议定〔2026〕3号", "建立当日答复机制。", "市中级人民法院", ("市律协",), "韩雪梅", date(2026, 9, 30)
        ),
    )
    assert made.distribution.copies_to == ("各参会单位",)


@pytest.mark.parametrize(
    ("bar", "bench", "mark"),
    [
        (
            "湘西土家族苗族自治州律师协会",
            "湘西土家族苗族自治州法官协会",
            "湘西土家族苗族自治州法官律师专题联席会议纪要",
        ),
        ("云江市律师协会", "南山省法官协会", "法官律师专题联席会议纪要"),
    ],
)
def test_the_mark_names_the_region_that_both_share(bar: str, bench: str, mark: str) -> None:
    conference = make_conference(kind=ConferenceKind.SPECIAL)
    revision = MinutesRevision(title="纪要", sections=dict.fromkeys(SECTIONS, ""))
    assert facts.minutes_facts(conference, revision, Associations(bar, bench), "", date(2026, 7, 9)).mark == mark


def test_a_title_that_would_not_fit_leaves_the_names_out() -> None:
    long = Associations("甲" * 40, "乙" * 40)
    assert drafting.title_of(make_conference(), long) == "第五次联席会议纪要"

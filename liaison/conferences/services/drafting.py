"""Words the records of a conference as the first draft of its minutes, in the Chinese of an office."""

from collections.abc import Sequence
from typing import Final, Protocol

from liaison.conferences.facts import Associations, one_line
from liaison.conferences.models import (
    UNSETTLED,
    AgendaItem,
    Attendance,
    Conference,
    ConferenceKind,
    ItemKind,
    Presence,
    ResolutionStatus,
)
from liaison.conferences.queries.ledger import Entry
from liaison.conferences.rules import planning as planning_rules
from liaison.core.numbers import chinese_date, chinese_numeral
from liaison.core.sides import SIDE_LABELS, Side

LONGEST_TITLE: Final = 80
MOST_UNITS: Final = 3
# A presenter "gives" these; what has another name is something reported on.
REPORTS: Final = ("通报", "报告", "汇报", "说明")
# An outcome that begins with one of these wants only its subject.
DECISIONS: Final = (
    "同意", "原则同意", "一致同意", "决定", "确认", "听取", "要求", "明确", "议定", "认为", "建议", "通过", "强调",
    "指出",
)  # fmt: skip
GROUPS: Final = {"出席": Presence.PRESENT, "请假": Presence.EXCUSED, "列席": Presence.IN_ATTENDANCE}


class OpinionFacts(Protocol):
    """What the feature of opinions tells about one of them; `outcome_label` and `reply` are empty before the reply.

    One that was withdrawn stays on the agenda that it was put on, and the minutes say so.
    """

    @property
    def id(self) -> int: ...
    @property
    def number(self) -> str: ...
    @property
    def side(self) -> Side: ...
    @property
    def title(self) -> str: ...
    @property
    def reply(self) -> str: ...
    @property
    def outcome_label(self) -> str: ...
    @property
    def is_withdrawn(self) -> bool: ...


def title_of(conference: Conference, associations: Associations) -> str:
    """云江市律师协会、云江市法官协会第五次联席会议纪要; without the names where they would not fit."""
    whole = f"{'、'.join(associations.in_order(conference.convening_side))}{conference.title}纪要"
    return whole if len(whole) <= LONGEST_TITLE else f"{conference.title}纪要"


def sections_of(
    conference: Conference,
    associations: Associations,
    entries: Sequence[Entry],
    opinions: Sequence[OpinionFacts],
    distribution: str,
) -> dict[str, str]:
    """The text of each section of `facts.SECTIONS`; one of which there is nothing to tell is empty."""
    return {
        "opening": opening(conference, associations),
        "ledger": ledger(conference, entries),
        "reports": reports(conference),
        "opinions": opinions_and_replies(conference, opinions),
        "resolutions": "会议议定以下事项：" if conference.resolutions else "",
        "other": other(conference, associations),
        "attendance": attendance(conference),
        "distribution": distribution or "各参会单位",
    }


def opening(conference: Conference, associations: Associations) -> str:
    """When, where, who convened, chaired and came; one paragraph."""
    convener, other_side = associations.in_order(conference.convening_side)
    hour = conference.starts_at.hour
    part = "上午" if hour < 12 else "下午" if hour < 18 else "晚上"
    present = [row for row in conference.attendances if row.presence is Presence.PRESENT]
    counts = [(label, sum(row.side is side for row in present)) for side, label in SIDE_LABELS.items()]
    counts.append(("其他单位", sum(row.side is None for row in present)))
    came = "、".join(f"{label}{count}人" for label, count in counts if count)
    return (
        f"{chinese_date(conference.held_on)}{part}，{convener}与{other_side}在{conference.place}召开{conference.title}。"
        f"会议由{convener}召集，{_person(conference, conference.chair)}主持"
        f"{f'，{came}出席会议' if came else ''}{_in_attendance(conference)}。现将会议主要内容纪要如下："
    )


def ledger(conference: Conference, entries: Sequence[Entry]) -> str:
    """What became of earlier resolutions: the item's record, then one numbered line each."""
    item = _item(conference, ItemKind.LEDGER)
    if item is None:
        return ""
    counts = {word: sum(entry.status is word for entry in entries) for word in ResolutionStatus}
    unsettled, late = sum(counts[word] for word in UNSETTLED), sum(entry.is_overdue for entry in entries)
    resting = sum(entry.rest_until is not None for entry in entries)
    further = "、".join(f"{word}{n}项" for word, n in (("逾期", late), ("暂缓", resting)) if n)
    told = [
        f"已落实{counts[ResolutionStatus.DONE]}项" if counts[ResolutionStatus.DONE] else "",
        f"正在办理{unsettled}项{f'（其中{further}）' if further else ''}" if unsettled else "",
        f"取消{counts[ResolutionStatus.CANCELLED]}项" if counts[ResolutionStatus.CANCELLED] else "",
    ]
    summary = f"列入本次会议检查的议定事项共{len(entries)}项，其中{'，'.join(filter(None, told))}。" if entries else ""
    lines = [f"会议听取了以往议定事项落实情况的汇报。{summary}", *_said(item)]
    return "\n".join(lines + [f"{place}. {_entry(entry)}" for place, entry in enumerate(entries, 1)])


def reports(conference: Conference) -> str:
    """Figures, reports and topics in their order, each below a heading of the second level."""
    items = [item for item in conference.items if item.kind in (ItemKind.FIGURES, ItemKind.REPORT, ItemKind.TOPIC)]
    lines = []
    for place, item in enumerate(items, 1):
        lines += [f"（{chinese_numeral(place)}）{item.title}", _begun(conference, item), *_figures(item), *_said(item)]
    return "\n".join(lines)


def opinions_and_replies(conference: Conference, opinions: Sequence[OpinionFacts]) -> str:
    """How many opinions, of which side, and each with its reply."""
    item = _item(conference, ItemKind.OPINIONS)
    by_side = [(label, sum(one.side is side for one in opinions)) for side, label in SIDE_LABELS.items()]
    told = "，".join(f"{label}提出{count}件" for label, count in by_side if count)
    replied, withdrawn = sum(bool(one.reply) for one in opinions), sum(one.is_withdrawn for one in opinions)
    lines = ["会议听取了意见建议收集办理情况的汇报。"] if item and item.record else []
    lines += _said(item) if item else []
    if opinions:
        lines.append(
            f"列入本次会议议程的意见建议共{len(opinions)}件，其中{told}；已答复{replied}件"
            f"{f'，已撤回{withdrawn}件' if withdrawn else ''}。"
        )
    return "\n".join(lines + [f"{place}. {_opinion(one)}" for place, one in enumerate(opinions, 1)])


def other(conference: Conference, associations: Associations) -> str:
    """Who convenes the next one: the sides take turns."""
    if conference.kind is not ConferenceKind.REGULAR:
        return ""
    following = planning_rules.title_of(conference.kind, (conference.ordinal or 0) + 1)
    return f"{following}由{associations.of(conference.convening_side.other)}召集，时间、地点另行通知。"


def attendance(conference: Conference) -> str:
    """The lines that `facts.read_attendance` reads: a group, below it a line for each unit."""
    lines = []
    for label, presence in GROUPS.items():
        rows = [row for row in conference.attendances if row.presence is presence]
        if rows:
            units = dict.fromkeys(row.unit for row in rows)
            lines += [
                label,
                *(f"{unit}：{'、'.join(_seat(row) for row in rows if row.unit == unit)}" for unit in units),
            ]
    return "\n".join(lines)


def _seat(row: Attendance) -> str:
    return f"{row.name}（{row.office}）" if row.office else row.name


def _in_attendance(conference: Conference) -> str:
    units = list(dict.fromkeys(row.unit for row in conference.attendances if row.presence is Presence.IN_ATTENDANCE))
    if not units:
        return ""
    return f"，{'、'.join(units[:MOST_UNITS])}{'等单位' if len(units) > MOST_UNITS else ''}派员列席"


def _person(conference: Conference, name: str) -> str:
    """Somebody who came, with unit and office; any other name as it was typed."""
    found = next((row for row in conference.attendances if row.name == name), None)
    return f"{found.unit}{found.office}{name}" if found else name


def _item(conference: Conference, kind: ItemKind) -> AgendaItem | None:
    return next((item for item in conference.items if item.kind is kind), None)


def _begun(conference: Conference, item: AgendaItem) -> str:
    presenter = _person(conference, item.presenter)
    if item.kind is ItemKind.TOPIC:
        by = f"，{presenter}作了说明" if presenter else ""
        return f"会议研究了“{item.title}”议题{by}。"
    if item.title.endswith(REPORTS):
        return f"会议听取了{f'{presenter}所作的' if presenter else ''}“{item.title}”。"
    return (
        f"会议听取了{presenter}{'就' if presenter else '有关'}“{item.title}”{'所作' if presenter else ''}的情况通报。"
    )


def _figures(item: AgendaItem) -> list[str]:
    return [line.strip() for line in item.note.splitlines() if line.strip()]


def _said(item: AgendaItem) -> list[str]:
    """The record by paragraphs, then the outcome as a sentence of the meeting."""
    lines = [line.strip() for line in item.record.splitlines() if line.strip()]
    outcome = one_line(item.outcome)
    if outcome:
        subject = "" if outcome.startswith("会议") else "会议" if outcome.startswith(DECISIONS) else "会议议定："
        lines.append(_ended(subject + outcome))
    return lines


def _entry(entry: Entry) -> str:
    row = entry.resolution
    extended = f"，已延期{row.extensions}次" if row.extensions else ""
    due = f"；完成时限：{chinese_date(entry.due_on)}{extended}" if entry.due_on else ""
    return f"{row.full_number}：{one_line(row.text).rstrip('。')}（主办：{row.lead_name}{due}）。{_state(entry)}"


def _state(entry: Entry) -> str:
    row = entry.resolution
    if entry.status in UNSETTLED:
        return _unsettled(entry) + (f"最新进展：{_ended(one_line(entry.progress))}" if entry.progress else "")
    done = chinese_date(row.done_on) if row.done_on else ""
    head = f"已于{done}落实" if entry.status is ResolutionStatus.DONE else f"经双方同意，已于{done}取消"
    return _ended(f"{head}，{one_line(row.done_note)}" if row.done_note else head)


def _unsettled(entry: Entry) -> str:
    if entry.rest_until is not None:
        return f"经双方同意暂缓办理，{chinese_date(entry.rest_until)}恢复。"
    return "已超过完成时限，转入下次会议继续跟踪。" if entry.is_overdue else "正在办理。"


def _opinion(opinion: OpinionFacts) -> str:
    own, answering = SIDE_LABELS[opinion.side], SIDE_LABELS[opinion.side.other]
    head = f"{opinion.title.rstrip('。')}（{opinion.number}，{own}提出）。"
    if opinion.is_withdrawn:
        return f"{head}{own}已撤回该件意见建议。"
    if not opinion.reply:
        return f"{head}{answering}将在会后书面答复。"
    outcome = f"办理结果：{opinion.outcome_label}。" if opinion.outcome_label else ""
    return f"{head}{answering}答复：{_ended(one_line(opinion.reply))}{outcome}"


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith(("。", "！", "？", "：", "”")) else f"{sentence.rstrip('；，、')}。"

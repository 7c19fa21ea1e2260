"""Who may do what to a conference, and whether it is ready for it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from liaison.conferences.models import (
    RESOLUTION_LABELS,
    RESOLUTION_TONES,
    STATUS_LABELS,
    AgendaItem,
    Conference,
    ConferenceKind,
    ConferenceStatus,
    ItemKind,
    Presence,
    Resolution,
    ResolutionStatus,
)
from liaison.core.case_numbers import find_case_numbers
from liaison.core.declaration import Tone
from liaison.core.errors import RuleBroken
from liaison.core.messages import N_, Term
from liaison.core.moves import BEGINNING, Move, Moves, Refusal
from liaison.core.numbers import chinese_numeral
from liaison.core.sides import Actor, Role, Side

S = ConferenceStatus
ORGANISER = "organiser"
CONVENER = "convener"
MEMBER = "member"
OBSERVER = "observer"
SYSTEM = "system"
TITLES = {
    ConferenceKind.REGULAR: N_("第%(ordinal)s次联席会议"),
    ConferenceKind.SPECIAL: N_("第%(ordinal)s次专题联席会议"),
    ConferenceKind.FORUM: N_("第%(ordinal)s次座谈会"),
}
PAPERED = frozenset({S.PLANNED, S.ANNOUNCED, S.POSTPONED, S.IN_SESSION})
"""The states in which papers are laid before an agenda item; afterwards they are what the conference had before it."""
SYSTEM_ITEMS = (ItemKind.LEDGER, ItemKind.OPINIONS)

RELATION_LABELS = {
    ORGANISER: N_("任一方会议组织人"),
    CONVENER: N_("召集方会议组织人"),
    MEMBER: N_("双方人员"),
    OBSERVER: N_("观察员"),
    SYSTEM: N_("系统"),
}
BEFORE = frozenset({S.PLANNED, S.ANNOUNCED, S.POSTPONED})
IN_ROOM = frozenset({S.IN_SESSION})
MINUTES_OPEN = frozenset({S.HELD, S.CIRCULATED, S.COUNTERSIGNED})
CONVENED = MINUTES_OPEN | {S.ISSUED}

MOVES = Moves(
    (
        Move("plan", N_("筹备会议"), {BEGINNING}, S.PLANNED, {ORGANISER}, "conference.planned"),
        Move("amend", N_("修改会议信息"), BEFORE, None, {CONVENER}, "conference.amended",
             notice="conference_amended"),
        Move("arrange", N_("调整议程"), BEFORE | IN_ROOM, None, {ORGANISER}, "agenda.arranged"),
        Move("invite", N_("登记参会人员"), BEFORE | IN_ROOM, None, {ORGANISER}, "attendance.invited"),
        Move("announce", N_("发出通知"), {S.PLANNED, S.POSTPONED}, S.ANNOUNCED, {CONVENER}, "conference.announced",
             notice="conference_announced", is_simple=True),
        Move("postpone", N_("延期"), {S.PLANNED, S.ANNOUNCED}, S.POSTPONED, {CONVENER}, "conference.postponed",
             notice="conference_postponed", needs_reason=True, is_simple=True),
        Move("cancel", N_("取消会议"), BEFORE, S.CANCELLED, {CONVENER}, "conference.cancelled",
             notice="conference_cancelled", needs_reason=True, is_simple=True),
        Move("open", N_("开始会议"), {S.ANNOUNCED}, S.IN_SESSION, {ORGANISER}, "conference.opened", is_simple=True),
        Move("attend", N_("登记到会"), IN_ROOM | {S.ANNOUNCED}, None, {ORGANISER}, "attendance.recorded"),
        Move("record", N_("记录议题"), IN_ROOM, None, {ORGANISER}, "agenda.recorded"),
        Move("resolve", N_("登记议定事项"), IN_ROOM, None, {ORGANISER}, "resolution.recorded"),
        Move("conclude", N_("结束会议"), IN_ROOM, S.HELD, {ORGANISER}, "conference.concluded", is_simple=True),
        Move("draft", N_("起草纪要"), {S.HELD}, None, {ORGANISER}, "minutes.drafted"),
        Move("revise", N_("修改纪要"), {S.HELD, S.CIRCULATED}, None, {ORGANISER}, "minutes.revised"),
        Move("circulate", N_("发出纪要征求意见"), {S.HELD}, S.CIRCULATED, {ORGANISER}, "minutes.circulated",
             clock="comment", notice="minutes_circulated"),
        Move("countersign", N_("会签"), {S.CIRCULATED}, None, {ORGANISER}, "minutes.countersigned",
             notice="minutes_countersigned"),
        Move("complete", N_("会签完成"), {S.CIRCULATED}, S.COUNTERSIGNED, {SYSTEM}, "minutes.completed"),
        Move("redate", N_("征求意见期限变动"), {S.CIRCULATED}, None, {SYSTEM}, "minutes.redated",
             notice="minutes_redated"),
        Move("recall", N_("修改已会签的纪要"), {S.COUNTERSIGNED}, S.CIRCULATED, {ORGANISER}, "minutes.recalled",
             notice="minutes_recalled"),
        Move("issue", N_("印发纪要"), {S.COUNTERSIGNED}, S.ISSUED, {ORGANISER}, "minutes.issued", paper="minutes",
             notice="minutes_issued"),
        Move("render", N_("重新生成文件"), {S.ISSUED}, None, {ORGANISER}, "minutes.rendered"),
    ),
    state_labels=STATUS_LABELS,
    relation_labels=RELATION_LABELS,
)  # fmt: skip
RESOLUTION_MOVES = Moves(
    (
        Move("confirm", N_("确认落实"), {ResolutionStatus.OPEN}, ResolutionStatus.DONE, {ORGANISER},
             "resolution.confirmed"),
        Move("cancel", N_("取消事项"), {ResolutionStatus.OPEN}, ResolutionStatus.CANCELLED, {ORGANISER},
             "resolution.cancelled", needs_reason=True, is_simple=True),
    ),
    state_labels=RESOLUTION_LABELS,
    relation_labels=RELATION_LABELS,
)  # fmt: skip


def relations(user: Actor, conference: Conference | None) -> frozenset[str]:
    """Who somebody is to a conference (None: one that is still to be planned)."""
    found = set()
    if user.side is not None:
        found.add(MEMBER)
        if user.has(Role.ORGANISER):
            found.add(ORGANISER)
            if conference is None or conference.convening_side is user.side:
                found.add(CONVENER)
    elif user.has(Role.OBSERVER):
        found.add(OBSERVER)
    return frozenset(found)


def may_look(user: Actor) -> bool:
    """Whether there can be anything of conferences for this person: both sides, and the bureau's observers."""
    return user.side is not None or user.has(Role.OBSERVER)


def is_visible(user: Actor, conference: Conference) -> bool:
    """Organisers see all; members of both sides what was announced; observers only what was issued.

    The twin of `queries.visible_to`, held equal by a property test.
    """
    who = relations(user, conference)
    if ORGANISER in who or (user.side is not None and user.has(Role.OFFICER)):
        return True
    if MEMBER in who:
        return conference.status not in {S.PLANNED, S.CANCELLED}
    return OBSERVER in who and conference.status is S.ISSUED


def why_not(verb: str, user: Actor, conference: Conference | None) -> Refusal | None:
    """Why somebody may not do this to the conference as it is now; None when they may."""
    status = conference.status if conference is not None else BEGINNING
    refusal = MOVES.why_not(verb, status, relations(user, conference))
    if refusal is None and conference is not None and verb in CONDITIONS:
        refusal = CONDITIONS[verb](conference, user)
    return refusal


def _why_not_announce(conference: Conference, _user: Actor) -> Refusal | None:
    if all(item.kind in SYSTEM_ITEMS for item in conference.items):
        return Refusal(N_("议程中还没有议题，不能发出通知。"))
    if not conference.attendances:
        return Refusal(N_("还没有登记参会人员，不能发出通知。"))
    return None


def _why_not_conclude(conference: Conference, _user: Actor) -> Refusal | None:
    """A conference is not held while an item has no outcome, or a resolution no owner or date."""
    for item in conference.items:
        if not item.outcome.strip():
            return Refusal(N_("议题“%(title)s”还没有填写结果。"), {"title": item.title})
    for resolution in conference.resolutions:
        if not resolution.lead_name or resolution.due_on is None:
            return Refusal(N_("第 %(n)s 项议定事项缺少主办单位或完成期限。"), {"n": resolution.position})
    if not any(row.presence is Presence.PRESENT for row in conference.attendances):
        return Refusal(N_("还没有登记出席人员。"))
    return None


def _why_not_draft(conference: Conference, _user: Actor) -> Refusal | None:
    return Refusal(N_("纪要已经起草，请在最新修订稿上修改。")) if conference.revisions else None


def _why_not_undrafted(conference: Conference, _user: Actor) -> Refusal | None:
    return None if conference.revisions else Refusal(N_("还没有起草纪要。"))


def _why_not_countersign(conference: Conference, user: Actor) -> Refusal | None:
    signed = {signature.side for signature in conference.revisions[-1].signatures}
    return Refusal(N_("本方已会签当前修订稿。")) if user.side in signed else None


def _why_not_render(conference: Conference, _user: Actor) -> Refusal | None:
    paper = conference.paper
    if paper is not None and paper.pdf_id is not None and paper.docx_id is not None:
        return Refusal(N_("文件已经生成。"))
    if paper is not None and paper.job is not None and paper.job.finished_at is None:
        return Refusal(N_("文件正在生成，请稍候。"))
    return None


CONDITIONS = {
    "announce": _why_not_announce,
    "conclude": _why_not_conclude,
    "draft": _why_not_draft,
    "revise": _why_not_undrafted,
    "circulate": _why_not_undrafted,
    "countersign": _why_not_countersign,
    "render": _why_not_render,
}


def revising(status: ConferenceStatus) -> str:
    """The verb that a new revision of the minutes stands for: it takes countersigned ones back."""
    return "recall" if status is S.COUNTERSIGNED else "revise"


def may_read_minutes(user: Actor, conference: Conference) -> bool:
    """The draft is the organisers', a circulated one both sides', an issued one everybody's who sees the conference."""
    if conference.status is S.ISSUED:
        return is_visible(user, conference)
    wanted = ORGANISER if conference.status is S.HELD else MEMBER
    return conference.status in MINUTES_OPEN and wanted in relations(user, conference)


def may_read_revisions(user: Actor, conference: Conference) -> bool:
    """What was drafted and reworded on the way stays with the two sides."""
    return MEMBER in relations(user, conference) and may_read_minutes(user, conference)


def may_see_files(user: Actor, conference: Conference) -> bool:
    """Papers and evidence are for the two sides."""
    return user.side is not None and is_visible(user, conference)


def why_not_lay(user: Actor, conference: Conference) -> Refusal | None:
    """Why somebody may not lay papers before an item of the conference as it is now."""
    return _why_not_attach(user, conference) or (
        None if conference.status in PAPERED else _not_in(STATUS_LABELS[conference.status])
    )


def why_not_prove(user: Actor, resolution: Resolution) -> Refusal | None:
    """Why somebody may not add evidence of how far a resolution is; once it is cancelled there is nothing to prove."""
    refusal = _why_not_attach(user, resolution.conference)
    if refusal is None and resolution.number is None:
        return Refusal(N_("会议结束、事项编号后才能办理。"))
    if refusal is None and resolution.status is ResolutionStatus.CANCELLED:
        return _not_in(RESOLUTION_LABELS[resolution.status])
    return refusal


def _why_not_attach(user: Actor, conference: Conference) -> Refusal | None:
    if ORGANISER in relations(user, conference):
        return None
    return Refusal(N_("此操作由%(who)s办理。"), {"who": (Term(RELATION_LABELS[ORGANISER]),)}, "forbidden")


def _not_in(state: str) -> Refusal:
    return Refusal(N_("当前状态为“%(status)s”，不能添加材料。"), {"status": Term(state)}, "state")


def why_not_resolution(verb: str, user: Actor, resolution: Resolution) -> Refusal | None:
    """Why somebody may not do this to the resolution as it is now; what has no number yet is still being written."""
    refusal = RESOLUTION_MOVES.why_not(verb, resolution.status, relations(user, resolution.conference))
    if refusal is None and resolution.number is None:
        return Refusal(N_("会议结束、事项编号后才能办理。"))
    return refusal


def is_overdue(resolution: Resolution, today: date) -> bool:
    """Whether it should be done by now and is not; overdue begins the day after the due date."""
    is_open = resolution.status is ResolutionStatus.OPEN and resolution.number is not None
    return is_open and resolution.due_on is not None and resolution.due_on < today


def resolution_tone(status: ResolutionStatus, is_late: bool) -> Tone:
    """How a resolution looks: red only where it is overdue."""
    return "bad" if is_late else RESOLUTION_TONES[status]


def check_day(held_on: date, today: date) -> None:
    """A conference is planned for today or later. Raises RuleBroken on `held_on`."""
    if held_on < today:
        raise RuleBroken(N_("开会日期不能早于今天。"), field="held_on")


def check_times(starts_at: time, ends_at: time | None) -> None:
    """It ends, where that is known, after it begins and on the same day. Raises RuleBroken on `ends_at`."""
    if ends_at is not None and ends_at <= starts_at:
        raise RuleBroken(N_("结束时间应当晚于开始时间。"), field="ends_at")


def check_item_title(title: str) -> None:
    """A pending court case is nobody's agenda item. Raises RuleBroken on `title`."""
    if find_case_numbers(title):
        raise RuleBroken(N_("议题含有案号，涉及具体案件，不能列入联席会议议程，请改走监督投诉渠道。"), field="title")


def check_done_on(done_on: date, held_on: date, today: date) -> None:
    """A resolution is done between its conference and today. Raises RuleBroken on `done_on`."""
    if not held_on <= done_on <= today:
        raise RuleBroken(N_("落实日期应当在会议召开之后，且不晚于今天。"), field="done_on")


def title_of(kind: ConferenceKind, ordinal: int) -> str:
    """The conference as papers name it: 第五次联席会议."""
    return TITLES[kind] % {"ordinal": chinese_numeral(ordinal)}


def system_first(items: Iterable[AgendaItem]) -> list[AgendaItem]:
    """The items with those of the system in front, in their fixed order; the others stay as they are."""
    last = len(SYSTEM_ITEMS)
    return sorted(items, key=lambda item: SYSTEM_ITEMS.index(item.kind) if item.kind in SYSTEM_ITEMS else last)


def moved(order: Sequence[int], id: int, step: int) -> list[int]:
    """The order with one of its ids moved by a step (-1: up, 1: down); at the ends it stays."""
    ids = list(order)
    if id in ids and 0 <= ids.index(id) + step < len(ids):
        place = ids.index(id)
        ids[place], ids[place + step] = ids[place + step], ids[place]
    return ids


@dataclass(frozen=True, slots=True)
class Slot:
    """When an item is up, as planned: its minutes added to those before it."""

    item: AgendaItem
    starts_at: time
    ends_at: time


def timetable(starts_at: time, items: Sequence[AgendaItem]) -> list[Slot]:
    """The running times of an agenda in its order."""
    moment = datetime.combine(date.min, starts_at)
    slots = []
    for item in items:
        end = moment + timedelta(minutes=item.minutes_planned)
        slots.append(Slot(item, moment.time(), end.time()))
        moment = end
    return slots


def is_signed_by_both(sides: set[Side]) -> bool:
    """Whether both sides have countersigned."""
    return sides == {Side.BAR, Side.BENCH}

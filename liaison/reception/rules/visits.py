"""Who may do what with a visit, who may know of it, and what must be true before a talk begins."""

from collections.abc import Collection
from datetime import date
from typing import Final

from liaison.core.errors import RuleBroken
from liaison.core.messages import N_
from liaison.core.moves import BEGINNING, Move, Moves, Refusal
from liaison.core.sides import Actor
from liaison.reception.models.days import DAY_LABELS, DayStatus, ReceptionDay
from liaison.reception.models.visits import VISIT_LABELS, CheckResult, TimeLimit, Visit, VisitOutcome, VisitStatus
from liaison.reception.rules import standing

V = VisitStatus
OFFICER: Final = "officer"
DESK: Final = "desk"
VISIT_LAWYER: Final = "visit_lawyer"
PUBLIC: Final = "public"
SYSTEM: Final = "system"
MOST_REPRESENTATIVES: Final = 5
MOST_PEOPLE: Final = 999
NEAR_LIMIT_DAYS: Final = 7

RELATION_LABELS: Final = {
    OFFICER: N_("律师协会经办人"),
    DESK: N_("当日接访台"),
    VISIT_LAWYER: N_("接谈律师"),
    PUBLIC: N_("来访人"),
    SYSTEM: N_("系统"),
}
AT_DESK: Final = {OFFICER, DESK}
ALL: Final = {OFFICER, DESK, VISIT_LAWYER}
WHO_TALKS: Final = {OFFICER, VISIT_LAWYER}

VISIT_MOVES: Final = Moves(
    (
        Move("register", N_("登记来访"), {BEGINNING}, V.WAITING, AT_DESK, "visit.registered"),
        Move("book", N_("登记预约"), {BEGINNING}, V.BOOKED, {OFFICER}, "visit.booked"),
        Move("arrive", N_("到访取号"), {V.BOOKED}, V.WAITING, AT_DESK, "visit.arrived", is_simple=True),
        Move("rebook", N_("改约"), {V.BOOKED}, None, {OFFICER}, "visit.rebooked"),
        Move("cancel", N_("取消预约"), {V.BOOKED}, V.CANCELLED, {OFFICER}, "visit.cancelled", needs_reason=True,
             is_simple=True),
        Move("amend", N_("更正登记"), {V.BOOKED, V.WAITING, V.CALLED, V.TALKING, V.DONE}, None, ALL, "visit.amended"),
        Move("recognise", N_("登记为重复来访"), {V.WAITING, V.CALLED, V.TALKING, V.DONE}, None, ALL,
             "visit.recognised"),
        Move("call", N_("叫号"), {V.WAITING}, V.CALLED, AT_DESK, "visit.called"),
        Move("requeue", N_("退回候谈"), {V.CALLED}, V.WAITING, ALL, "visit.requeued", is_simple=True),
        Move("leave", N_("登记离开"), {V.WAITING, V.CALLED}, V.LEFT, ALL, "visit.left", is_simple=True),
        Move("clear", N_("核实无冲突"), {V.CALLED, V.TALKING}, None, WHO_TALKS, "visit.cleared", needs_reason=True),
        Move("hand_over", N_("有冲突，转交同事"), {V.CALLED, V.TALKING}, V.CALLED, WHO_TALKS, "visit.handed_over",
             needs_reason=True),
        Move("begin", N_("开始谈话"), {V.CALLED}, V.TALKING, WHO_TALKS, "visit.begun", is_simple=True),
        Move("record", N_("记录谈话"), {V.TALKING, V.DONE}, None, WHO_TALKS, "visit.recorded"),
        Move("conclude", N_("办结"), {V.TALKING}, V.DONE, WHO_TALKS, "visit.concluded", clock="reception_follow_up"),
        Move("refer", N_("转交其他单位"), {V.DONE}, None, WHO_TALKS, "visit.referred", clock="referral_receipt"),
        Move("opine", N_("登记法律意见"), {V.DONE}, None, WHO_TALKS, "visit.opined"),
        Move("follow_up", N_("登记回访"), {V.DONE}, None, WHO_TALKS, "visit.followed_up"),
        Move("rate", N_("登记满意度"), {V.DONE}, None, {OFFICER, DESK, VISIT_LAWYER, PUBLIC}, "visit.rated"),
        Move("erase", N_("抹去个人信息"), {V.DONE, V.LEFT, V.CANCELLED}, None, {OFFICER, SYSTEM}, "visit.erased",
             needs_reason=True),
    ),
    state_labels=VISIT_LABELS,
    relation_labels=RELATION_LABELS,
)  # fmt: skip


def relations(user: Actor, visit: Visit, me: int | None, today: date) -> frozenset[str]:
    """Who somebody is to a visit. `me`: the id of the person's own row of the register of duty lawyers.

    Whoever is found to have a conflict is nobody to it any more, the officer too.
    """
    if me is not None and me in visit.excluded:
        return frozenset()
    found = set()
    if standing.is_bar_officer(user):
        found.add(OFFICER)
    if me is not None and visit.lawyer_id == me:
        found.add(VISIT_LAWYER)
    is_on_duty = me is not None and any(duty.lawyer_id == me for duty in visit.day.on_duty)
    if is_on_duty and visit.day.on == today:
        found.add(DESK)
    if is_on_duty and visit.is_from_paper and visit.registered_by_id == user.id:
        found.add(DESK)
    return frozenset(found)


def is_visible(user: Actor, visit: Visit, me: int | None, today: date) -> bool:
    """That day's desk, the lawyer who talks, the bar's officers; for everybody else it does not exist.

    The twin of `queries.visits.visible_to`.
    """
    return bool(relations(user, visit, me, today))


def may_read_talk(user: Actor, visit: Visit, me: int | None, today: date) -> bool:
    """What was said is the talking lawyer's, once the check is passed, and the officers'."""
    who = relations(user, visit, me, today)
    if OFFICER in who:
        return True
    return VISIT_LAWYER in who and visit.check is not None and visit.check.is_open


def why_not(verb: str, user: Actor, visit: Visit, me: int | None, today: date) -> Refusal | None:
    """Why somebody may not do this to the visit as it is now; None when they may."""
    refusal = VISIT_MOVES.why_not(verb, visit.status, relations(user, visit, me, today))
    if refusal is not None:
        return refusal
    if visit.anonymised_on is not None:
        return Refusal(N_("个人信息已经抹去，只留下统计用的记录，不能再办理。"), kind="state")
    return _FURTHER[verb](visit, today) if verb in _FURTHER else None


def why_not_register(user: Actor, day: ReceptionDay, me: int | None, today: date) -> Refusal | None:
    """Why somebody may not register a visit of that day: at the desk on the day, from paper later, booked before."""
    is_officer = standing.is_bar_officer(user)
    is_on_duty = me is not None and any(duty.lawyer_id == me for duty in day.on_duty)
    if not is_officer and (not is_on_duty or day.on > today):
        return Refusal(N_("来访由律师协会经办人和当日值班律师登记。"), kind="forbidden")
    if day.status not in {DayStatus.PLANNED, DayStatus.HELD}:
        return Refusal(
            N_("当日%(status)s，不能登记来访，请改约其他接访日。"), {"status": DAY_LABELS[day.status]}, "state"
        )
    if not day.on_duty:
        return Refusal(N_("当日还没有值班律师，请先安排。"), kind="state")
    return None


def why_not_open_desk(user: Actor, day: ReceptionDay, me: int | None) -> Refusal | None:
    """The desk of a day is the bar officers' and that day's duty lawyers'."""
    if standing.is_bar_officer(user) or (me is not None and any(duty.lawyer_id == me for duty in day.on_duty)):
        return None
    return Refusal(N_("接访台由律师协会经办人和当日值班律师使用。"), kind="forbidden")


def open_moves(user: Actor, visit: Visit, me: int | None, today: date) -> list[Move]:
    """The moves on the visit's own page that are this person's now."""
    return [
        move
        for move in VISIT_MOVES
        if move.verb not in {"register", "book"} and why_not(move.verb, user, visit, me, today) is None
    ]


def check_people(people: int, received: int) -> None:
    """One person at least, five representatives at most. Raises RuleBroken on `people` or `received`."""
    if not 1 <= people <= MOST_PEOPLE:
        raise RuleBroken(N_("人数应为1至%(n)s。"), field="people", n=MOST_PEOPLE)
    if received > MOST_REPRESENTATIVES:
        raise RuleBroken(N_("多人反映同一事项的，代表最多%(n)s人。"), field="received", n=MOST_REPRESENTATIVES)
    if not 1 <= received <= people:
        raise RuleBroken(N_("代表人数不能多于来访人数。"), field="received")


def check_outcome(outcome: VisitOutcome, reason: str) -> None:
    """Who could not be helped is told why, and so are the figures. Raises RuleBroken on `reason`."""
    if outcome is VisitOutcome.NOT_HELPED and not reason.strip():
        raise RuleBroken(N_("未能帮助的，请写明原因。"), field="reason")


def days_left(limit: TimeLimit, today: date) -> int:
    """Days to the end of a time limit; below zero it is over."""
    return (limit.ends_on - today).days


def is_near(limit: TimeLimit, today: date) -> bool:
    """Fewer than seven days to the end, or over: what the visitor must be told at once."""
    return days_left(limit, today) < NEAR_LIMIT_DAYS


def representatives(people: int, received: int | None) -> int:
    """How many sit at the desk where nobody says it: all, but five at most."""
    return received if received is not None else min(people, MOST_REPRESENTATIVES)


def fit_lawyers(visit: Visit) -> list[int]:
    """The ids of that day's duty lawyers who have no conflict, the one who has the visit now left out."""
    return [
        duty.lawyer_id
        for duty in visit.day.on_duty
        if duty.lawyer_id not in visit.excluded and duty.lawyer_id != visit.lawyer_id
    ]


def check_choice(lawyer_id: int, offered: Collection[int]) -> None:
    """One of that day's duty lawyers. Raises RuleBroken on `lawyer_id`."""
    if lawyer_id not in offered:
        raise RuleBroken(N_("请选择当日值班、且没有利益冲突的律师。"), field="lawyer_id")


def _why_not_called(visit: Visit, today: date) -> Refusal | None:
    if visit.day.on > today:
        return Refusal(N_("接访日还没有到。"), kind="state")
    if not [duty for duty in visit.day.on_duty if duty.lawyer_id not in visit.excluded]:
        return Refusal(N_("当日值班律师都有利益冲突，请律师协会安排替班，或者为来访人改约其他接访日。"), kind="state")
    return None


def _why_not_arrived(visit: Visit, today: date) -> Refusal | None:
    if visit.day.status not in {DayStatus.PLANNED, DayStatus.HELD}:
        return Refusal(
            N_("当日%(status)s，请为来访人改约其他接访日。"), {"status": DAY_LABELS[visit.day.status]}, "state"
        )
    return None if visit.day.on <= today else Refusal(N_("接访日还没有到。"), kind="state")


def _why_not_begun(visit: Visit, _today: date) -> Refusal | None:
    check = visit.check
    if check is None or not check.is_open:
        return Refusal(N_("利益冲突检索还没有通过，不能开始谈话。"), kind="state")
    return None


def _why_not_cleared(visit: Visit, _today: date) -> Refusal | None:
    check = visit.check
    if check is None or check.is_open or check.decided_at is not None:
        return Refusal(N_("没有待核实的检索结果。"), kind="state")
    return None


def _why_not_followed_up(visit: Visit, today: date) -> Refusal | None:
    if visit.followed_up_on is not None:
        return Refusal(N_("已经登记过回访。"), kind="state")
    return None if visit.on <= today else Refusal(N_("接访日还没有到。"), kind="state")


def why_not_clear(user: Actor, visit: Visit, me: int | None, today: date) -> Refusal | None:
    """A same name is cleared by the office alone; the lawyer concerned clears what is only possible."""
    refusal = why_not("clear", user, visit, me, today)
    if refusal is not None or visit.check is None or visit.check.result is not CheckResult.CONFLICT:
        return refusal
    if OFFICER in relations(user, visit, me, today):
        return None
    return Refusal(N_("名称完全相同的，请转交同事，或者由律师协会经办人核实。"), kind="forbidden")


_FURTHER: Final = {
    "call": _why_not_called,
    "arrive": _why_not_arrived,
    "begin": _why_not_begun,
    "record": _why_not_begun,
    "conclude": _why_not_begun,
    "clear": _why_not_cleared,
    "follow_up": _why_not_followed_up,
}

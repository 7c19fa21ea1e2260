"""Who may do what to court cases and ratings; when reminders go; when sums may be told."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from liaison.core.case_numbers import find_case_numbers
from liaison.core.errors import RuleBroken
from liaison.core.items import FREQUENCY, JUDGE_TO_LAWYER, LAWYER_TO_JUDGE, UNOBSERVED, Item
from liaison.core.messages import N_
from liaison.core.moves import BEGINNING, Move, Moves, Refusal
from liaison.core.sides import Actor, Role, Side
from liaison.ratings.models import RATING_LABELS, STATUS_LABELS, CourtCase, CourtCaseStatus, Rating, RatingStatus

S = CourtCaseStatus
R = RatingStatus
OFFICER = "officer"
RATER = "rater"
SYSTEM = "system"
RELATION_LABELS = {OFFICER: N_("双方经办人"), RATER: N_("评价人"), SYSTEM: N_("系统")}

CASE_MOVES = Moves(
    (
        Move("file", N_("登记案件"), {BEGINNING}, S.FILED, {OFFICER}, "court_case.filed"),
        Move("amend", N_("修改"), {S.FILED}, None, {OFFICER}, "court_case.amended"),
        Move("conclude", N_("登记办结"), {S.FILED}, S.ASKED, {OFFICER}, "court_case.concluded", clock="rating_answer",
             notice="rating_asked"),
        Move("finish", N_("结束互评"), {S.ASKED}, S.DONE, {SYSTEM}, "court_case.finished"),
        Move("withdraw", N_("撤销登记"), {S.FILED, S.ASKED}, S.WITHDRAWN, {OFFICER}, "court_case.withdrawn",
             needs_reason=True, is_simple=True),
    ),
    state_labels=STATUS_LABELS,
    relation_labels=RELATION_LABELS,
)  # fmt: skip
RATING_MOVES = Moves(
    (
        Move("answer", N_("评价"), {R.ASKED}, R.ANSWERED, {RATER}, "rating.answered"),
        Move("decline", N_("接触不足，不作评价"), {R.ASKED}, R.NO_CONTACT, {RATER}, "rating.declined", is_simple=True),
        Move("lapse", N_("逾期"), {R.ASKED}, R.LAPSED, {SYSTEM}, "rating.lapsed"),
    ),
    state_labels=RATING_LABELS,
    relation_labels=RELATION_LABELS,
)

REMINDERS: Final = (3, 6)
"""Days after the asking on which those who have not answered are reminded."""

FIRST_SUM: Final = 10
NEXT_SUM: Final = 5
"""How many ratings go into a sum at once: with one alone, who looked before and after would know that one."""

ITEMS: Final[dict[Side, tuple[Item, ...]]] = {Side.BAR: LAWYER_TO_JUDGE, Side.BENCH: JUDGE_TO_LAWYER}
"""What those of a side say of the other."""

VALUES: Final = (*(value for value, _zh, _en in FREQUENCY), UNOBSERVED)
OVERDUE_WITHIN: Final = timedelta(days=365)
EARLIEST: Final = date(2000, 1, 1)


def case_relations(user: Actor) -> frozenset[str]:
    """Who somebody is to court cases: the register is that of both offices."""
    return frozenset({OFFICER} if user.side is not None and user.has(Role.OFFICER) else ())


def why_not_case(verb: str, user: Actor, court_case: CourtCase | None) -> Refusal | None:
    """Why somebody may not do this to a court case now; None when they may."""
    return CASE_MOVES.why_not(verb, court_case.status if court_case else BEGINNING, case_relations(user))


def why_not_rating(verb: str, user: Actor, rating: Rating, today: date) -> Refusal | None:
    """Why somebody may not do this to a rating now; None when they may."""
    is_rater = user.person_id is not None and user.person_id == rating.rater_id
    refusal = RATING_MOVES.why_not(verb, rating.status, frozenset({RATER} if is_rater else ()))
    if refusal is None and today > rating.due_on:
        return Refusal(N_("评价期限已过。"), kind="state")
    return refusal


def open_moves(user: Actor, court_case: CourtCase) -> tuple[Move, ...]:
    """The moves on its page that are this person's now."""
    return tuple(move for move in CASE_MOVES if why_not_case(move.verb, user, court_case) is None)


def check_number(number: str) -> None:
    """A court case has its number in the usual form. Raises RuleBroken on `number`."""
    if len(find_case_numbers(number)) != 1:
        raise RuleBroken(N_("请按规范填写案号，一格一个。"), field="number")


def check_closed(closed_on: date, today: date) -> None:
    """It closed today or before. Raises RuleBroken on `closed_on`."""
    if closed_on > today:
        raise RuleBroken(N_("办结日期不能晚于今天。"), field="closed_on")
    if closed_on < EARLIEST:
        raise RuleBroken(N_("办结日期过早，请检查年份。"), field="closed_on")


def check_people(judges: Sequence[int], lawyers: Sequence[int]) -> None:
    """There is somebody on each side. Raises RuleBroken on `judges` or `lawyers`."""
    if not judges:
        raise RuleBroken(N_("请选择承办法官。"), field="judges")
    if not lawyers:
        raise RuleBroken(N_("请选择代理或辩护律师。"), field="lawyers")


def check_answers(side: Side, answers: Sequence[str]) -> None:
    """One answer to each item. Raises RuleBroken."""
    if len(answers) != len(ITEMS[side]) or not set(answers) <= set(VALUES):
        raise RuleBroken(N_("请回答每一项。"))


def reminder_due(asked_on: date, reminders: int, today: date) -> bool:
    """Whether the next reminder is due: on day 3 and on day 6, and no more."""
    return reminders < len(REMINDERS) and (today - asked_on).days >= REMINDERS[reminders]


def may_sum(pending: int, counted: int) -> bool:
    """Whether so many settled ratings may go into a sum of so many: ten at first, then at least five at once."""
    return pending >= (NEXT_SUM if counted else FIRST_SUM)

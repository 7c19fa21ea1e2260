"""Who may do what with a summary and with opening balances."""

from typing import Final

from liaison.core.messages import N_
from liaison.core.moves import BEGINNING, Move, Moves, Refusal
from liaison.core.sides import Actor, Role, Side
from liaison.summaries.models import STATUS_LABELS, Summary, SummaryStatus

S = SummaryStatus
OFFICE, OWN_OFFICER, READER = "office", "own_officer", "reader"
STAFF: Final = frozenset({Role.OFFICER, Role.ORGANISER, Role.HEAD_OF_SUPERVISION})
SHOWN_TO_ALL: Final = frozenset({S.ISSUED, S.WITHDRAWN})
"""A paper that was withdrawn stays to be seen, with the reason: somebody may hold a print of it."""

MOVES: Final = Moves(
    (
        Move("draft", N_("起草总结"), {BEGINNING}, S.DRAFTED, {OFFICE}, "summary.drafted"),
        Move("amend", N_("修改总结"), {S.DRAFTED}, None, {OWN_OFFICER}, "summary.amended"),
        Move("recompose", N_("按当前数字重新起草"), {S.DRAFTED}, None, {OWN_OFFICER}, "summary.recomposed",
             is_simple=True),
        Move("issue", N_("印发总结"), {S.DRAFTED}, S.ISSUED, {OWN_OFFICER}, "summary.issued", paper="summary",
             is_simple=True),
        Move("discard", N_("作废总结草稿"), {S.DRAFTED}, S.DISCARDED, {OWN_OFFICER}, "summary.discarded",
             is_simple=True),
        Move("press", N_("重新生成总结文件"), {S.ISSUED, S.WITHDRAWN}, None, {OWN_OFFICER}, "summary.pressed",
             is_simple=True),
        Move("withdraw", N_("撤回总结"), {S.ISSUED}, S.WITHDRAWN, {OWN_OFFICER}, "summary.withdrawn",
             needs_reason=True, is_simple=True),
    ),
    state_labels=STATUS_LABELS,
    relation_labels={
        OFFICE: N_("双方经办人"),
        OWN_OFFICER: N_("起草方经办人"),
        READER: N_("双方工作人员和观察员"),
    },
)  # fmt: skip
ENTER_ONLY: Final = Refusal(N_("期初数由双方经办人登记。"), kind="forbidden")
NOT_STAFF: Final = Refusal(
    N_("工作总结的数据供双方工作人员查阅；已印发的总结司法局观察员也可以查阅。"), kind="forbidden"
)


def is_staff(user: Actor) -> bool:
    """Whether somebody works for one of the two sides and reads the figures of any period."""
    return user.side is not None and not user.roles.isdisjoint(STAFF)


def is_officer(user: Actor) -> bool:
    """Whether somebody drafts summaries and enters opening balances for a side."""
    return user.side is not None and user.has(Role.OFFICER)


def own_counts(user: Actor) -> tuple[Side, ...]:
    """The sides whose counts of people somebody may have of any days: an officer those of the own side."""
    return (user.side,) if user.side is not None and is_officer(user) else ()


def may_read_issued(user: Actor) -> bool:
    """Whether issued summaries are for this person: the staff of both sides, and the bureau's observers."""
    return is_staff(user) or user.has(Role.OBSERVER)


def relations(user: Actor, summary: Summary | None) -> frozenset[str]:
    """Who somebody is to a summary (None: one still to be drafted)."""
    if summary is None:
        return frozenset({OFFICE} if is_officer(user) else ())
    found = {READER} if summary.status in SHOWN_TO_ALL and may_read_issued(user) else set()
    if is_officer(user) and user.side is summary.side:
        found.add(OWN_OFFICER)
    elif is_staff(user) and user.side is summary.side:
        found.add(READER)
    return frozenset(found)


def why_not(verb: str, user: Actor, summary: Summary | None) -> Refusal | None:
    """Why somebody may not do this to a summary; None when they may."""
    status = summary.status if summary is not None else BEGINNING
    return MOVES.why_not(verb, status, relations(user, summary))


def why_not_enter(user: Actor) -> Refusal | None:
    """Why somebody may not enter opening balances."""
    return None if is_officer(user) else ENTER_ONLY

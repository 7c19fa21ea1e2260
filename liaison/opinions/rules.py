"""Who may do what to an opinion; the case-number guard; the reply clock."""

from collections.abc import Collection
from datetime import date

from liaison.core.case_numbers import find_case_numbers
from liaison.core.declaration import Tone
from liaison.core.errors import Forbidden, RuleBroken
from liaison.core.messages import N_, Term
from liaison.core.moves import BEGINNING, Move, Moves, Refusal
from liaison.core.sides import Actor, Role, Side
from liaison.opinions.models import STATUS_LABELS, Opinion, OpinionStatus, ProposerKind

S = OpinionStatus
MEMBER = "member"
PROPOSER = "proposer"
OWN_OFFICER = "own_officer"
OTHER_OFFICER = "other_officer"
ORGANISER = "organiser"
OBSERVER = "observer"
SYSTEM = "system"
OWN = frozenset({PROPOSER, OWN_OFFICER})
EARLIEST_RECEIVED = date(2000, 1, 1)
ATTACHABLE = {
    PROPOSER: frozenset({S.LODGED, S.RETURNED}),
    OWN_OFFICER: frozenset({S.LODGED, S.RETURNED, S.SCREENED}),
}
"""Who adds evidence in which state: after screening only who screens, so that nothing passes unseen to the others."""

AT_BOTH_SIDES = frozenset({S.SCREENED, S.REPLIED, S.CLOSED})
PUBLISHED = frozenset({S.REPLIED, S.CLOSED})
PROPOSER_KINDS = {
    Side.BAR: (ProposerKind.PERSON, ProposerKind.FIRM, ProposerKind.ASSOCIATION),
    Side.BENCH: (ProposerKind.PERSON, ProposerKind.COURT, ProposerKind.ASSOCIATION),
}

RELATION_LABELS = {
    MEMBER: N_("双方人员"),
    PROPOSER: N_("提出人"),
    OWN_OFFICER: N_("提出方经办人"),
    OTHER_OFFICER: N_("承办方经办人"),
    ORGANISER: N_("会议组织人"),
    OBSERVER: N_("观察员"),
    SYSTEM: N_("系统"),
}

MOVES = Moves(
    (
        Move("lodge", N_("提出意见"), {BEGINNING}, S.LODGED, {MEMBER}, "opinion.lodged", notice="opinion_lodged"),
        Move("amend", N_("修改"), {S.LODGED, S.RETURNED}, S.LODGED, {PROPOSER, OWN_OFFICER}, "opinion.amended",
             notice="opinion_amended"),
        Move("screen", N_("审核通过"), {S.LODGED}, S.SCREENED, {OWN_OFFICER}, "opinion.screened", clock="reply",
             notice="opinion_screened"),
        Move("return", N_("退回"), {S.LODGED}, S.RETURNED, {OWN_OFFICER}, "opinion.returned", needs_reason=True,
             notice="opinion_returned", is_simple=True),
        Move("withdraw", N_("撤回"), {S.LODGED, S.RETURNED, S.SCREENED}, S.WITHDRAWN, {PROPOSER, OWN_OFFICER},
             "opinion.withdrawn", needs_reason=True, notice="opinion_withdrawn", is_simple=True),
        Move("table", N_("列入议程"), {S.SCREENED, S.REPLIED}, None, {ORGANISER}, "opinion.tabled",
             notice="opinion_tabled"),
        Move("reply", N_("答复"), {S.SCREENED}, S.REPLIED, {OTHER_OFFICER}, "opinion.replied",
             notice="opinion_replied"),
        Move("close", N_("办结"), {S.REPLIED}, S.CLOSED, {PROPOSER, OWN_OFFICER}, "opinion.closed",
             notice="opinion_closed", is_simple=True),
        Move("redate", N_("期限变动"), {S.SCREENED}, None, {SYSTEM}, "opinion.redated", notice="opinion_redated"),
    ),
    state_labels=STATUS_LABELS,
    relation_labels=RELATION_LABELS,
)  # fmt: skip


def relations(user: Actor, opinion: Opinion | None) -> frozenset[str]:
    """Who somebody is to an opinion (None: one that is still to be lodged)."""
    found = set()
    if user.side is None:
        return frozenset({OBSERVER} if user.has(Role.OBSERVER) else ())
    found.add(MEMBER)
    if user.has(Role.ORGANISER):
        found.add(ORGANISER)
    if opinion is None:
        return frozenset(found)
    if opinion.proposer_user_id is not None and opinion.proposer_user_id == user.id:
        found.add(PROPOSER)
    if user.has(Role.OFFICER):
        found.add(OWN_OFFICER if user.side is opinion.side else OTHER_OFFICER)
    return frozenset(found)


def is_visible(user: Actor, opinion: Opinion) -> bool:
    """Before screening only the proposer and the own side's officers; then both sides; observers what was replied.

    An opinion withdrawn or returned is its own side's. The twin of `queries.visible_to`.
    """
    who = relations(user, opinion)
    if who & OWN:
        return True
    if MEMBER in who:
        return opinion.status in AT_BOTH_SIDES
    return OBSERVER in who and opinion.status in PUBLISHED


def may_see_proposer(user: Actor, opinion: Opinion) -> bool:
    """A withheld name stays with the proposer and the own side's officers."""
    return not opinion.is_name_withheld or bool(relations(user, opinion) & OWN)


def may_see_intake(user: Actor, opinion: Opinion) -> bool:
    """What happened before screening (a return and its reason) stays with the proposer and the own side's officers."""
    return bool(relations(user, opinion) & OWN)


def may_see_files(user: Actor, opinion: Opinion) -> bool:
    """Evidence is for the two sides, observers read what was said and replied."""
    return user.side is not None and is_visible(user, opinion)


def why_not_attach(user: Actor, opinion: Opinion) -> Refusal | None:
    """Why somebody may not add evidence to the opinion as it is now; None when they may."""
    mine = relations(user, opinion) & ATTACHABLE.keys()
    if not mine:
        who = (Term(RELATION_LABELS[PROPOSER]), Term(RELATION_LABELS[OWN_OFFICER]))
        return Refusal(N_("此操作由%(who)s办理。"), {"who": who}, "forbidden")
    if any(opinion.status in ATTACHABLE[relation] for relation in mine):
        return None
    params = {"status": Term(STATUS_LABELS[opinion.status])}
    return Refusal(N_("当前状态为“%(status)s”，不能添加材料。"), params, "state")


def why_not(verb: str, user: Actor, opinion: Opinion | None) -> Refusal | None:
    """Why somebody may not do this to the opinion as it is now; None when they may."""
    who = relations(user, opinion)
    refusal = MOVES.why_not(verb, opinion.status if opinion is not None else BEGINNING, who)
    if refusal is not None or opinion is None:
        return refusal
    if verb == "table":
        return why_not_tabled(opinion)
    if verb in {"screen", "return"} and PROPOSER in who:
        # One person never holds two parts on the same record, though one may hold several roles.
        return Refusal(N_("您是提出人，本意见应由本方其他经办人审核。"), kind="forbidden")
    return None


def open_moves(user: Actor, opinion: Opinion) -> tuple[Move, ...]:
    """The moves on the opinion's own page that are this person's now; tabling is done from an agenda."""
    return tuple(move for move in MOVES if move.verb != "table" and why_not(move.verb, user, opinion) is None)


def why_not_tabled(opinion: Opinion) -> Refusal | None:
    """What names a court case is about a pending case: it never goes on an agenda."""
    if names_court_case(opinion.title, opinion.text, opinion.grounds, opinion.wanted):
        return Refusal(N_("内容含有案号，涉及具体案件，不能列入联席会议议程，请改走监督投诉渠道。"))
    return None


def names_court_case(*texts: str) -> bool:
    """Whether any of the texts holds a case number, in any of its usual spellings."""
    return any(find_case_numbers(text) for text in texts)


def due_tone(due_on: date, today: date, near_days: int) -> Tone:
    """How a deadline looks: overdue, near (so many days or fewer), or quiet."""
    left = (due_on - today).days
    if left < 0:
        return "bad"
    return "warn" if left <= near_days else "neutral"


def check_received(received_on: date, today: date) -> None:
    """What came by letter carries its own date, which is not in the future. Raises RuleBroken on `received_on`."""
    if received_on > today:
        raise RuleBroken(N_("收到日期不能晚于今天。"), field="received_on")
    if received_on < EARLIEST_RECEIVED:
        raise RuleBroken(N_("收到日期过早，请检查年份。"), field="received_on")


def is_typed_in_by(user: Actor, opinion: Opinion | None) -> bool:
    """Whether the office says whose opinion it is: one that came by letter or telephone (None: one still to come)."""
    is_officer = user.side is not None and user.has(Role.OFFICER)
    return is_officer and (opinion is None or opinion.proposer_user_id is None)


def check_proposer(user: Actor, kind: ProposerKind) -> None:
    """An officer lodges for people and bodies of the own side. Raises Forbidden, or RuleBroken on `proposer_kind`."""
    if user.side is None or not user.has(Role.OFFICER):
        raise Forbidden(N_("只有本方经办人可以代他人或单位提出意见。"))
    if kind not in PROPOSER_KINDS[user.side]:
        raise RuleBroken(N_("本方没有此类提出人，请重新选择。"), field="proposer_kind")


def check_units(lead_id: int, joint_ids: Collection[int]) -> None:
    """The lead unit answers; joint units are others. Raises RuleBroken on `joint_ids`."""
    if lead_id in joint_ids:
        raise RuleBroken(N_("会办单位中不能再选主办单位。"), field="joint_ids")


def check_reason(verb: str, reason: str) -> None:
    """Some moves of one field say why. Raises RuleBroken on `reason`; KeyError for a verb that is no such move."""
    step = {move.verb: move for move in MOVES if move.is_simple}[verb]
    if step.needs_reason and not reason.strip():
        raise RuleBroken(N_("请填写理由。"), field="reason")

"""Who may do what to an opinion; the case-number guard; the reply clock."""

from collections.abc import Callable, Collection
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
HEAD = "head"
SYSTEM = "system"
OWN = frozenset({PROPOSER, OWN_OFFICER})
EARLIEST_RECEIVED = date(2000, 1, 1)
ATTACHABLE = {
    PROPOSER: frozenset({S.LODGED, S.RETURNED}),
    OWN_OFFICER: frozenset({S.LODGED, S.RETURNED, S.SCREENED}),
}
"""Who adds evidence in which state: after screening only who screens, so that nothing passes unseen to the others."""

MERGED_INTO = frozenset({S.LODGED, S.SCREENED})
AT_BOTH_SIDES = frozenset({S.SCREENED, S.REPLIED, S.CLOSED})
TABLED = frozenset({S.SCREENED, S.REPLIED, S.CLOSED, S.WITHDRAWN, S.MERGED})
"""What an agenda may have on it: it was screened or replied to when it went there, and may have gone on since."""
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
    HEAD: N_("承办方监督负责人"),
    SYSTEM: N_("系统"),
}

MOVES = Moves(
    (
        Move("lodge", N_("提出意见"), {BEGINNING}, S.LODGED, {MEMBER}, "opinion.lodged", notice="opinion_lodged"),
        Move("enter", N_("补录历史意见"), {BEGINNING}, S.CLOSED, {OWN_OFFICER}, "opinion.entered"),
        Move("amend", N_("修改"), {S.LODGED, S.RETURNED}, S.LODGED, {PROPOSER, OWN_OFFICER}, "opinion.amended",
             notice="opinion_amended"),
        Move("screen", N_("审核通过"), {S.LODGED}, S.SCREENED, {OWN_OFFICER}, "opinion.screened", clock="reply",
             notice="opinion_screened"),
        Move("return", N_("退回"), {S.LODGED}, S.RETURNED, {OWN_OFFICER}, "opinion.returned", needs_reason=True,
             notice="opinion_returned", is_simple=True),
        Move("merge", N_("合并"), {S.LODGED, S.SCREENED}, S.MERGED, {OWN_OFFICER}, "opinion.merged",
             notice="opinion_merged"),
        Move("absorb", N_("并入其他意见"), {S.LODGED, S.SCREENED}, None, {OWN_OFFICER}, "opinion.absorbed",
             notice="opinion_merged"),
        Move("withdraw", N_("撤回"), {S.LODGED, S.RETURNED, S.SCREENED}, S.WITHDRAWN, {PROPOSER, OWN_OFFICER},
             "opinion.withdrawn", needs_reason=True, notice="opinion_withdrawn", is_simple=True),
        Move("table", N_("列入议程"), {S.SCREENED, S.REPLIED}, None, {ORGANISER}, "opinion.tabled",
             notice="opinion_tabled"),
        Move("untable", N_("移出议程"), TABLED, None, {ORGANISER}, "opinion.untabled", notice="opinion_untabled"),
        Move("assign", N_("调整承办单位"), {S.SCREENED}, None, {OTHER_OFFICER}, "opinion.assigned"),
        Move("comment", N_("登记会办意见"), {S.SCREENED}, None, {OTHER_OFFICER}, "opinion.commented"),
        Move("extend", N_("延期答复"), {S.SCREENED}, None, {OTHER_OFFICER, HEAD}, "opinion.extended", clock="extension",
             needs_reason=True, notice="opinion_extended", is_simple=True),
        Move("reply", N_("答复"), {S.SCREENED}, S.REPLIED, {OTHER_OFFICER}, "opinion.replied", clock="close",
             notice="opinion_replied"),
        Move("rate", N_("评价答复"), {S.REPLIED}, S.CLOSED, {PROPOSER, OWN_OFFICER}, "opinion.rated",
             notice="opinion_rated"),
        Move("reopen", N_("不满意，重新办理"), {S.REPLIED}, S.SCREENED, {PROPOSER, OWN_OFFICER}, "opinion.reopened",
             clock="reply", needs_reason=True, notice="opinion_reopened"),
        Move("close", N_("办结"), {S.REPLIED}, S.CLOSED, {OWN_OFFICER}, "opinion.closed",
             notice="opinion_closed", is_simple=True),
        Move("lapse", N_("到期自动办结"), {S.REPLIED}, S.CLOSED, {SYSTEM}, "opinion.lapsed", notice="opinion_lapsed"),
        Move("correct", N_("更正登记错误"), {S.SCREENED, S.REPLIED, S.CLOSED}, None, {OWN_OFFICER}, "opinion.corrected",
             needs_reason=True, notice="opinion_corrected"),
        Move("redate", N_("期限变动"), {S.SCREENED}, None, {SYSTEM}, "opinion.redated", notice="opinion_redated"),
    ),
    state_labels=STATUS_LABELS,
    relation_labels=RELATION_LABELS,
)  # fmt: skip
ELSEWHERE = {"table", "untable", "reopen", "absorb"}
"""Moves without a button of their own: an agenda tables and frees, who is not satisfied says so when rating, and what
absorbs another is told where that one is merged."""


def relations(user: Actor, opinion: Opinion | None) -> frozenset[str]:
    """Who somebody is to an opinion (None: one that is still to be lodged)."""
    found = set()
    if user.side is None:
        return frozenset({OBSERVER} if user.has(Role.OBSERVER) else ())
    found.add(MEMBER)
    if user.has(Role.ORGANISER):
        found.add(ORGANISER)
    if opinion is None:
        return frozenset(found | ({OWN_OFFICER} if user.has(Role.OFFICER) else set()))
    if opinion.proposer_user_id is not None and opinion.proposer_user_id == user.id:
        found.add(PROPOSER)
    if user.has(Role.OFFICER):
        found.add(OWN_OFFICER if user.side is opinion.side else OTHER_OFFICER)
    if user.has(Role.HEAD_OF_SUPERVISION) and user.side is not opinion.side:
        found.add(HEAD)
    return frozenset(found)


def is_visible(user: Actor, opinion: Opinion) -> bool:
    """Before screening only the proposer and the own side's officers; then both sides; observers what was replied.

    An opinion withdrawn, returned or merged is its own side's: what was merged is read with the opinion that it became
    part of. The twin of `queries.visible_to`.
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


def may_see_comments(user: Actor, opinion: Opinion) -> bool:
    """What joint units have to say is the answering side's own."""
    return bool(relations(user, opinion) & {OTHER_OFFICER, HEAD})


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
    further = FURTHER.get(verb)
    return further(opinion, who) if further else None


def open_moves(user: Actor, opinion: Opinion) -> tuple[Move, ...]:
    """The moves on the opinion's own page that are this person's now."""
    return tuple(move for move in MOVES if move.verb not in ELSEWHERE and why_not(move.verb, user, opinion) is None)


def _why_not_screened(_opinion: Opinion, who: frozenset[str]) -> Refusal | None:
    """One person never holds two parts on the same record, though one may hold several roles."""
    if PROPOSER in who:
        return Refusal(N_("您是提出人，本意见应由本方其他经办人审核。"), kind="forbidden")
    return None


def _why_not_withdrawn(opinion: Opinion, _who: frozenset[str]) -> Refusal | None:
    """What others were merged into answers for them too."""
    return Refusal(N_("已有其他意见并入本件，不能撤回。")) if opinion.merged else None


def _why_not_commented(opinion: Opinion, _who: frozenset[str]) -> Refusal | None:
    return None if opinion.joint_ids else Refusal(N_("本意见没有会办单位。"), kind="state")


def _why_not_extended(opinion: Opinion, _who: frozenset[str]) -> Refusal | None:
    """Once, and before the day has passed."""
    if opinion.extended_on is not None:
        return Refusal(N_("答复期限只能延长一次。"), kind="state")
    return None


def _why_not_rated(opinion: Opinion, who: frozenset[str]) -> Refusal | None:
    """The proposer says what he or she thinks; for one who has no account the office writes down what was said."""
    if PROPOSER not in who and opinion.proposer_user_id is not None:
        return Refusal(N_("由提出人本人评价。"), kind="forbidden")
    return None


def _why_not_reopened(opinion: Opinion, who: frozenset[str]) -> Refusal | None:
    if opinion.reopened_on is not None:
        return Refusal(N_("本意见已经重新办理过一次，不能再次重新办理。"), kind="state")
    return _why_not_rated(opinion, who)


def check_extension(due_on: date, today: date) -> None:
    """An extension is given before the day has passed, not to mend a delay. Raises RuleBroken on `reason`."""
    if due_on < today:
        raise RuleBroken(N_("答复期限已过，不能再延期，请尽快答复。"), field="reason")


def check_merged(opinion: Opinion, target: Opinion) -> None:
    """Into another open one of the same side. Raises RuleBroken on `target`."""
    if target.id == opinion.id:
        raise RuleBroken(N_("不能并入自身，请选择另一件意见。"), field="target")
    if target.side is not opinion.side or target.status not in MERGED_INTO:
        raise RuleBroken(N_("只能并入本方待审核或待答复的意见。"), field="target")
    if opinion.status is S.SCREENED and target.status is S.LODGED:
        raise RuleBroken(N_("本意见已转对方，请并入同样已审核通过的意见。"), field="target")


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


FURTHER: dict[str, Callable[[Opinion, frozenset[str]], Refusal | None]] = {
    "table": lambda opinion, _who: why_not_tabled(opinion),
    "screen": _why_not_screened,
    "return": _why_not_screened,
    "withdraw": _why_not_withdrawn,
    "comment": _why_not_commented,
    "extend": _why_not_extended,
    "rate": _why_not_rated,
    "reopen": _why_not_reopened,
}
"""What a move asks beyond state and relation."""

"""Both tables of moves, and what a rule says beyond them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from liaison.complaints.models import Complaint, CopyStatus, Direction, Finding, Identity, Status
from liaison.complaints.rules import relations as r
from liaison.complaints.rules.judge_to_lawyer import JUDGE_TO_LAWYER_MOVES
from liaison.complaints.rules.lawyer_to_judge import LAWYER_TO_JUDGE_MOVES
from liaison.complaints.rules.relations import Standing, relations
from liaison.complaints.rules.states import ANSWERED, BEFORE_TRANSFER, ENDED, OPEN
from liaison.core.messages import N_
from liaison.core.moves import BEGINNING, Refusal
from liaison.core.sides import Role

__all__ = ["ANSWERED", "BEFORE_TRANSFER", "ENDED", "MOVES", "OPEN", "OWN_PAGES", "Facts", "lodging_refusal", "why_not"]

S = Status
MOVES: Final = {
    Direction.LAWYER_TO_JUDGE: LAWYER_TO_JUDGE_MOVES,
    Direction.JUDGE_TO_LAWYER: JUDGE_TO_LAWYER_MOVES,
}
OWN_PAGES: Final = frozenset({"lodge", "enter", "redact", "approve_copy"})
"""Verbs with a page of their own; all others share the one whose form the table of steps gives."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What rules must know of a complaint besides its own row: the state of its last copy, what is under way."""

    copy: CopyStatus | None = None
    extension_asked: bool = False
    was_extended: bool = False
    objection_open: bool = False
    hearing_lapsed: bool = False
    hearing_summoned: bool = False
    has_handler: bool = False
    disclosure_asked: bool = False
    has_reply: bool = False
    has_report_by: frozenset[int] = frozenset()


def lodging_refusal(who: Standing, direction: Direction, verb: str) -> Refusal | None:
    """Why somebody may not lodge or type in a complaint of a direction; each side has one direction."""
    if who.side is not direction.side:
        return Refusal(N_("本方人员通过本方渠道投诉。"), kind="forbidden")
    needed = Role.LAWYER if direction is Direction.LAWYER_TO_JUDGE else Role.JUDGE
    if verb == "lodge" and not who.has(needed):
        return Refusal(N_("只有律师和法官本人可以在此提交投诉；来信来电由经办人登记。"), kind="forbidden")
    return MOVES[direction].why_not(verb, BEGINNING, relations(who, None))


def why_not(verb: str, who: Standing, complaint: Complaint, known: Facts) -> Refusal | None:
    """Why somebody may not do this to the complaint as it is now; None when they may."""
    refusal = MOVES[complaint.direction].why_not(verb, complaint.status, relations(who, complaint))
    if refusal is not None:
        return refusal
    check = CHECKS.get(verb)
    return check(who, complaint, known) if check is not None else None


def _why_not_take(who: Standing, complaint: Complaint, known: Facts) -> Refusal | None:
    if r.INTAKE in relations(who, complaint):
        return Refusal(N_("您已是本件的受理经办人。"))
    return None


def _why_not_amend(who: Standing, complaint: Complaint, known: Facts) -> Refusal | None:
    return Refusal(N_("网上提交的内容不能代为更正。")) if complaint.complainant_key else None


def _why_not_supplement(who: Standing, complaint: Complaint, known: Facts) -> Refusal | None:
    return Refusal(N_("补正只能要求一次。")) if complaint.is_supplemented else None


def _why_not_answer_supplement(who: Standing, complaint: Complaint, known: Facts) -> Refusal | None:
    """An officer types in the answer only of somebody who has no account here."""
    if r.OWN_OFFICER in relations(who, complaint) and complaint.complainant_key:
        return Refusal(N_("由投诉人本人补正。"), kind="forbidden")
    return None


def _why_not_transfer(who: Standing, complaint: Complaint, known: Facts) -> Refusal | None:
    if known.copy is CopyStatus.DRAFTED:
        return Refusal(N_("给对方的副本或材料有变动，尚未经投诉人同意，不能移送。"))
    if known.copy is CopyStatus.REFUSED:
        return Refusal(N_("投诉人不同意现有副本，请修改后再请其确认。"))
    return None


def _why_not_redact(who: Standing, complaint: Complaint, known: Facts) -> Refusal | None:
    """Whoever strikes what tells the complainant must be who may know the complainant."""
    return None if r.INTAKE in relations(who, complaint) else Refusal(N_("请先承接本件，再制作副本。"))


def _why_not_identify(who: Standing, complaint: Complaint, known: Facts) -> Refusal | None:
    return Refusal(N_("被投诉人已与名册对应。")) if complaint.respondent_key else None


def _why_not_copy(who: Standing, complaint: Complaint, known: Facts) -> Refusal | None:
    return None if known.copy is CopyStatus.DRAFTED else Refusal(N_("目前没有等待您确认的副本。"))


def _why_not_notify(who: Standing, complaint: Complaint, known: Facts) -> Refusal | None:
    if not complaint.respondent_key:
        return Refusal(N_("被投诉人尚未与名册对应，无法告知。"))
    if complaint.is_notified:
        return Refusal(N_("已经告知过被投诉人。"))
    return None


def _why_not_objection(who: Standing, complaint: Complaint, known: Facts) -> Refusal | None:
    return Refusal(N_("您的回避申请正在等待决定。")) if known.objection_open else None


def _why_not_hear(who: Standing, complaint: Complaint, known: Facts) -> Refusal | None:
    return None if known.hearing_summoned else Refusal(N_("请先通知听证的时间和地点。"))


def _why_not_settle_objection(who: Standing, complaint: Complaint, known: Facts) -> Refusal | None:
    return None if known.objection_open else Refusal(N_("目前没有待决定的回避申请。"))


def _why_not_ask_extension(who: Standing, complaint: Complaint, known: Facts) -> Refusal | None:
    if known.extension_asked:
        return Refusal(N_("延期申请正在等待批准。"))
    return Refusal(N_("只能延期一次。")) if known.was_extended else None


def _why_not_settle_extension(who: Standing, complaint: Complaint, known: Facts) -> Refusal | None:
    return None if known.extension_asked else Refusal(N_("目前没有待批准的延期申请。"))


def _why_not_conclude(who: Standing, complaint: Complaint, known: Facts) -> Refusal | None:
    """The head never decides what he or she handled."""
    if who.user_id in known.has_report_by:
        return Refusal(N_("您曾核查本件，不能再作结论。"), kind="forbidden")
    return None


def _why_not_clarify(who: Standing, complaint: Complaint, known: Facts) -> Refusal | None:
    if complaint.finding is not Finding.UNFOUNDED:
        return Refusal(N_("只有认定不属实的投诉可以澄清。"))
    return None if complaint.respondent_key else Refusal(N_("被投诉人尚未与名册对应，无法澄清。"))


def _why_not_re_examine(who: Standing, complaint: Complaint, known: Facts) -> Refusal | None:
    return Refusal(N_("本件已经复查过一次。")) if complaint.round > 1 else None


def _why_not_satisfy(who: Standing, complaint: Complaint, known: Facts) -> Refusal | None:
    return Refusal(N_("您已经评价过。")) if complaint.satisfaction is not None else None


def _why_not_step_back(who: Standing, complaint: Complaint, known: Facts) -> Refusal | None:
    return Refusal(N_("您已经撤回过。")) if complaint.is_ex_officio else None


def _why_not_drop(who: Standing, complaint: Complaint, known: Facts) -> Refusal | None:
    return None if complaint.is_ex_officio else Refusal(N_("投诉人没有撤回，不能终止。"))


def _why_not_docket(who: Standing, complaint: Complaint, known: Facts) -> Refusal | None:
    return None if complaint.respondent_key else Refusal(N_("被投诉律师尚未与名册对应，不能立案。"))


def _why_not_decide(who: Standing, complaint: Complaint, known: Facts) -> Refusal | None:
    if complaint.status is S.HEARING_OFFERED and not known.hearing_lapsed:
        return Refusal(N_("申请听证的期限未满，被投诉律师也没有放弃听证。"))
    return None


def _why_not_feed_back(who: Standing, complaint: Complaint, known: Facts) -> Refusal | None:
    """A decision is served before its result is told to the court; where none was docketed nothing is served."""
    if complaint.status is S.DECIDED and complaint.is_notified:
        return Refusal(N_("决定尚未送达被投诉律师，请先送达。"))
    return None


def _why_not_close(who: Standing, complaint: Complaint, known: Facts) -> Refusal | None:
    return None if known.has_reply else Refusal(N_("尚未答复投诉人，不能办结。"))


def _why_not_ask_disclosure(who: Standing, complaint: Complaint, known: Facts) -> Refusal | None:
    if complaint.identity is not Identity.CONFIDENTIAL:
        return Refusal(N_("只有保密投诉可以申请披露。"))
    return Refusal(N_("已有一项披露申请等待决定。")) if known.disclosure_asked else None


def _why_not_settle_disclosure(who: Standing, complaint: Complaint, known: Facts) -> Refusal | None:
    return None if known.disclosure_asked else Refusal(N_("目前没有待决定的披露申请。"))


CHECKS: Final[dict[str, Callable[[Standing, Complaint, Facts], Refusal | None]]] = {
    "take": _why_not_take,
    "amend": _why_not_amend,
    "ask_supplement": _why_not_supplement,
    "supplement": _why_not_answer_supplement,
    "transfer": _why_not_transfer,
    "vet": _why_not_transfer,
    "approve_copy": _why_not_copy,
    "refuse_copy": _why_not_copy,
    "notify": _why_not_notify,
    "object_handler": _why_not_objection,
    "grant_objection": _why_not_settle_objection,
    "deny_objection": _why_not_settle_objection,
    "hold_hearing": _why_not_hear,
    "redact": _why_not_redact,
    "identify": _why_not_identify,
    "ask_extension": _why_not_ask_extension,
    "approve_extension": _why_not_settle_extension,
    "deny_extension": _why_not_settle_extension,
    "conclude": _why_not_conclude,
    "clarify": _why_not_clarify,
    "ask_re_examination": _why_not_re_examine,
    "satisfy": _why_not_satisfy,
    "step_back": _why_not_step_back,
    "drop": _why_not_drop,
    "docket": _why_not_docket,
    "decide": _why_not_decide,
    "feed_back": _why_not_feed_back,
    "close": _why_not_close,
    "ask_disclosure": _why_not_ask_disclosure,
    "grant_disclosure": _why_not_settle_disclosure,
    "deny_disclosure": _why_not_settle_disclosure,
}

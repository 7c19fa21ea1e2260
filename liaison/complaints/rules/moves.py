"""The two tables of moves, and what a rule says beyond them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from liaison.complaints.models import STATUS_LABELS, Complaint, CopyStatus, Direction, Finding, Identity, Status
from liaison.complaints.rules import relations as r
from liaison.complaints.rules.relations import RELATION_LABELS, Standing, relations
from liaison.core.messages import N_
from liaison.core.moves import BEGINNING, Move, Moves, Refusal
from liaison.core.sides import Role

S = Status
BEFORE_TRANSFER: Final = frozenset({S.LODGED, S.SUPPLEMENT_ASKED, S.ACCEPTED})
CHECKED: Final = frozenset({S.TRANSFERRED, S.OBJECTED, S.ACKNOWLEDGED, S.UNDER_CHECK, S.REPORTED})
DISCIPLINED: Final = frozenset(
    {S.VETTED, S.RECEIVED, S.DOCKETED, S.NOTIFIED, S.DEFENDED, S.UNDER_INVESTIGATION, S.INVESTIGATED}
)
ENDED: Final = frozenset({S.DECLINED, S.GUIDED, S.WITHDRAWN, S.MERGED, S.CLOSED})
OPEN: Final = frozenset(S) - ENDED
HEADS: Final = {r.OTHER_HEAD}
DESK: Final = {r.OWN_OFFICER}
OTHER_DESK: Final = {r.OTHER_OFFICER}
ASKERS: Final = {r.OTHER_OFFICER, r.OTHER_HEAD, r.HANDLER, r.INVESTIGATOR, r.PANEL}

LAWYER_TO_JUDGE_MOVES: Final = Moves(
    (
        Move("lodge", N_("提交投诉"), {BEGINNING}, S.LODGED, {r.MEMBER}, "complaint.lodged", "complaint_accept",
             "receipt", "complaint_lodged"),
        Move("enter", N_("登记来信来电"), {BEGINNING}, S.LODGED, DESK, "complaint.entered", "complaint_accept",
             "receipt"),
        Move("take", N_("承接受理"), {S.LODGED, S.SUPPLEMENT_ASKED, S.ACCEPTED, S.ANSWERED}, None, DESK,
             "complaint.taken", is_simple=True),
        Move("amend", N_("更正登记"), {S.LODGED}, None, {r.INTAKE}, "complaint.amended", needs_reason=True),
        Move("ask_supplement", N_("要求补正"), {S.LODGED}, S.SUPPLEMENT_ASKED, DESK, "complaint.supplement_asked",
             None, "supplement", "something_waits", needs_reason=True),
        Move("supplement", N_("补正"), {S.SUPPLEMENT_ASKED}, S.LODGED, {r.COMPLAINANT, r.OWN_OFFICER},
             "complaint.supplemented", notice="something_waits"),
        Move("accept", N_("受理"), {S.LODGED}, S.ACCEPTED, DESK, "complaint.accepted", "complaint_transfer", None,
             "something_waits"),
        Move("decline", N_("不予受理"), {S.LODGED, S.OBJECTED}, S.DECLINED, DESK, "complaint.declined", None,
             "declined", "something_waits", needs_reason=True),
        Move("guide", N_("引导其他渠道"), {S.LODGED, S.OBJECTED}, S.GUIDED, DESK, "complaint.guided", None, "declined",
             "something_waits", needs_reason=True),
        Move("merge", N_("并案"), {S.LODGED, S.ACCEPTED}, S.MERGED, DESK, "complaint.merged", notice="something_waits"),
        Move("redact", N_("制作对方副本"), {S.LODGED, S.ACCEPTED}, None, DESK, "complaint.redacted",
             notice="something_waits"),
        Move("approve_copy", N_("同意副本"), {S.LODGED, S.ACCEPTED}, None, {r.COMPLAINANT}, "complaint.copy_approved",
             notice="something_waits"),
        Move("refuse_copy", N_("不同意副本"), {S.LODGED, S.ACCEPTED}, None, {r.COMPLAINANT}, "complaint.copy_refused",
             notice="something_waits", needs_reason=True),
        Move("transfer", N_("移送法院"), {S.ACCEPTED}, S.TRANSFERRED, DESK, "complaint.transferred",
             "complaint_objection", "transfer", "something_waits"),
        Move("acknowledge", N_("签收"), {S.TRANSFERRED}, S.ACKNOWLEDGED, OTHER_DESK, "complaint.acknowledged",
             "complaint_check", "acknowledgement", "something_waits", is_simple=True),
        Move("object", N_("提出异议"), {S.TRANSFERRED}, S.OBJECTED, OTHER_DESK, "complaint.objected",
             notice="something_waits", needs_reason=True),
        Move("insist", N_("继续移送"), {S.OBJECTED}, S.TRANSFERRED, DESK, "complaint.insisted",
             "complaint_acknowledge", None, "something_waits", needs_reason=True),
        Move("assign", N_("指定核查人"), {S.ACKNOWLEDGED, S.UNDER_CHECK, S.RE_EXAMINATION}, S.UNDER_CHECK,
             {r.OTHER_OFFICER, r.OTHER_HEAD}, "complaint.assigned", notice="something_waits"),
        Move("notify", N_("告知被投诉人"), {S.UNDER_CHECK}, None, {r.HANDLER, r.OTHER_OFFICER}, "complaint.notified",
             None, "allegation", "something_waits"),
        Move("give_account", N_("提交情况说明"), {S.UNDER_CHECK}, None, {r.RESPONDENT}, "complaint.account_given",
             notice="something_waits"),
        Move("object_handler", N_("申请核查人回避"), {S.UNDER_CHECK}, None, {r.RESPONDENT},
             "complaint.handler_objected", notice="something_waits", needs_reason=True),
        Move("answer_objection", N_("决定回避申请"), {S.UNDER_CHECK}, None, HEADS, "complaint.objection_answered",
             notice="something_waits", needs_reason=True),
        Move("recuse", N_("自行回避"), OPEN, None,
             {r.OWN_OFFICER, r.OTHER_OFFICER, r.HANDLER, r.OTHER_HEAD, r.OWN_HEAD}, "complaint.recused",
             notice="something_waits", needs_reason=True),
        Move("ask_extension", N_("申请延期"), {S.UNDER_CHECK}, None, {r.HANDLER}, "complaint.extension_asked",
             notice="something_waits", needs_reason=True),
        Move("approve_extension", N_("批准延期"), {S.UNDER_CHECK}, None, HEADS, "complaint.extension_approved",
             "complaint_check_extension", None, "something_waits"),
        Move("deny_extension", N_("不批准延期"), {S.UNDER_CHECK}, None, HEADS, "complaint.extension_denied",
             notice="something_waits", needs_reason=True),
        Move("report", N_("提交核查报告"), {S.UNDER_CHECK}, S.REPORTED, {r.HANDLER}, "complaint.reported",
             notice="something_waits"),
        Move("refer", N_("转办"), {S.ACKNOWLEDGED, S.UNDER_CHECK, S.REPORTED}, S.REFERRED, HEADS,
             "complaint.referred", "complaint_refer", "referral", "something_waits", needs_reason=True),
        Move("conclude", N_("作出结论"), {S.REPORTED, S.REFERRED}, S.CONCLUDED, HEADS, "complaint.concluded",
             "complaint_reply", None, "something_waits"),
        Move("answer", N_("回复律师协会"), {S.CONCLUDED}, S.ANSWERED, OTHER_DESK, "complaint.answered",
             "complaint_reply", "feedback、outcome", "something_waits"),
        Move("note_finding", N_("记录本方认定"), {S.ANSWERED, S.REPLIED}, None, DESK, "complaint.finding_noted"),
        Move("reply", N_("答复投诉人"), {S.ANSWERED}, S.REPLIED, DESK, "complaint.replied", "re_examination_ask",
             "reply", "something_waits"),
        Move("clarify", N_("澄清不实投诉"), {S.REPLIED, S.CLOSED}, None, HEADS, "complaint.clarified", None,
             "clarification", "something_waits"),
        Move("satisfy", N_("评价办理"), {S.REPLIED, S.CLOSED}, None, {r.COMPLAINANT}, "complaint.rated"),
        Move("ask_re_examination", N_("申请复查"), {S.REPLIED}, S.RE_EXAMINATION, {r.COMPLAINANT, r.RESPONDENT},
             "complaint.re_examination_asked", "re_examination", None, "something_waits", needs_reason=True),
        Move("withdraw", N_("撤回投诉"), BEFORE_TRANSFER, S.WITHDRAWN, {r.COMPLAINANT}, "complaint.withdrawn",
             notice="something_waits"),
        Move("step_back", N_("撤回（已移送）"), CHECKED, None, {r.COMPLAINANT}, "complaint.stepped_back",
             notice="something_waits"),
        Move("drop", N_("终止核查"), CHECKED, S.WITHDRAWN, HEADS, "complaint.dropped", notice="something_waits",
             needs_reason=True),
        Move("close", N_("办结"), {S.REPLIED}, S.CLOSED, {r.COMPLAINANT, r.SYSTEM}, "complaint.closed",
             is_simple=True),
        Move("ask_disclosure", N_("申请披露投诉人身份"), OPEN, None, ASKERS, "complaint.disclosure_asked",
             notice="something_waits", needs_reason=True),
        Move("grant_disclosure", N_("批准披露"), OPEN, None, {r.OWN_OFFICER, r.OWN_HEAD},
             "complaint.disclosure_granted", notice="something_waits", needs_reason=True),
        Move("deny_disclosure", N_("不批准披露"), OPEN, None, {r.OWN_OFFICER, r.OWN_HEAD},
             "complaint.disclosure_denied", notice="something_waits", needs_reason=True),
    ),
    state_labels=STATUS_LABELS,
    relation_labels=RELATION_LABELS,
)  # fmt: skip

JUDGE_TO_LAWYER_MOVES: Final = Moves(
    (
        Move("lodge", N_("提交投诉"), {BEGINNING}, S.LODGED, {r.MEMBER}, "complaint.lodged", "suggestion_vet",
             "receipt", "complaint_lodged"),
        Move("enter", N_("登记司法建议"), {BEGINNING}, S.LODGED, DESK, "complaint.entered", "suggestion_vet",
             "receipt"),
        Move("take", N_("承接受理"), {S.LODGED, S.SUPPLEMENT_ASKED}, None, DESK, "complaint.taken", is_simple=True),
        Move("amend", N_("更正登记"), {S.LODGED}, None, {r.INTAKE}, "complaint.amended", needs_reason=True),
        Move("ask_supplement", N_("要求补正"), {S.LODGED}, S.SUPPLEMENT_ASKED, DESK, "complaint.supplement_asked",
             None, "supplement", "something_waits", needs_reason=True),
        Move("supplement", N_("补正"), {S.SUPPLEMENT_ASKED}, S.LODGED, {r.COMPLAINANT, r.OWN_OFFICER},
             "complaint.supplemented", notice="something_waits"),
        Move("decline", N_("不予移送"), {S.LODGED}, S.DECLINED, DESK, "complaint.declined", None, "declined",
             "something_waits", needs_reason=True),
        Move("guide", N_("引导其他渠道"), {S.LODGED}, S.GUIDED, DESK, "complaint.guided", None, "declined",
             "something_waits", needs_reason=True),
        Move("merge", N_("并案"), {S.LODGED}, S.MERGED, DESK, "complaint.merged", notice="something_waits"),
        Move("redact", N_("制作对方副本"), {S.LODGED}, None, DESK, "complaint.redacted", notice="something_waits"),
        Move("approve_copy", N_("同意副本"), {S.LODGED}, None, {r.COMPLAINANT}, "complaint.copy_approved",
             notice="something_waits"),
        Move("refuse_copy", N_("不同意副本"), {S.LODGED}, None, {r.COMPLAINANT}, "complaint.copy_refused",
             notice="something_waits", needs_reason=True),
        Move("vet", N_("审核并移送律协"), {S.LODGED}, S.VETTED, DESK, "complaint.vetted", "suggestion_receive",
             "transfer", "something_waits"),
        Move("tell_bureau", N_("通报司法行政机关"), OPEN, None, DESK, "complaint.bureau_told", None, "bureau"),
        Move("receive", N_("登记"), {S.VETTED}, S.RECEIVED, OTHER_DESK, "complaint.received", "discipline_docket",
             "acknowledgement", "something_waits", is_simple=True),
        Move("convene", N_("组成惩戒委员会"), DISCIPLINED - {S.VETTED} | {S.HEARING_ASKED, S.HEARING_OFFERED, S.HEARD},
             None, OTHER_DESK, "complaint.convened", notice="something_waits"),
        Move("docket", N_("立案"), {S.RECEIVED}, S.DOCKETED, {r.PANEL}, "complaint.docketed", "discipline_notify",
             None, "something_waits"),
        Move("dismiss", N_("不予立案"), {S.RECEIVED}, S.DECIDED, {r.PANEL}, "complaint.dismissed",
             "discipline_feedback", None, "something_waits", needs_reason=True),
        Move("notify", N_("告知被投诉律师"), {S.DOCKETED}, S.NOTIFIED, {r.PANEL, r.OTHER_OFFICER},
             "complaint.notified", "discipline_defend", "allegation", "something_waits"),
        Move("defend", N_("提交申辩"), {S.NOTIFIED}, S.DEFENDED, {r.RESPONDENT}, "complaint.defended",
             notice="something_waits"),
        Move("object_handler", N_("申请委员或调查人员回避"),
             {S.NOTIFIED, S.DEFENDED, S.UNDER_INVESTIGATION, S.INVESTIGATED, S.HEARING_OFFERED, S.HEARING_ASKED}, None,
             {r.RESPONDENT}, "complaint.handler_objected", notice="something_waits", needs_reason=True),
        Move("answer_objection", N_("决定回避申请"),
             {S.NOTIFIED, S.DEFENDED, S.UNDER_INVESTIGATION, S.INVESTIGATED, S.HEARING_OFFERED, S.HEARING_ASKED}, None,
             HEADS, "complaint.objection_answered", notice="something_waits", needs_reason=True),
        Move("recuse", N_("自行回避"), OPEN, None,
             {r.OWN_OFFICER, r.OTHER_OFFICER, r.PANEL, r.INVESTIGATOR, r.OTHER_HEAD, r.OWN_HEAD}, "complaint.recused",
             notice="something_waits", needs_reason=True),
        Move("investigate", N_("指派调查人员"), {S.NOTIFIED, S.DEFENDED, S.UNDER_INVESTIGATION},
             S.UNDER_INVESTIGATION, OTHER_DESK, "complaint.investigated", notice="something_waits"),
        Move("ask_extension", N_("申请延期"), {S.UNDER_INVESTIGATION}, None, {r.INVESTIGATOR},
             "complaint.extension_asked", notice="something_waits", needs_reason=True),
        Move("approve_extension", N_("批准延期"), {S.UNDER_INVESTIGATION}, None, HEADS,
             "complaint.extension_approved", "complaint_check_extension", None, "something_waits"),
        Move("deny_extension", N_("不批准延期"), {S.UNDER_INVESTIGATION}, None, HEADS, "complaint.extension_denied",
             notice="something_waits", needs_reason=True),
        Move("report", N_("提交调查报告"), {S.UNDER_INVESTIGATION}, S.INVESTIGATED, {r.INVESTIGATOR},
             "complaint.reported", notice="something_waits"),
        Move("offer_hearing", N_("告知听证权利"), {S.INVESTIGATED}, S.HEARING_OFFERED, {r.PANEL},
             "complaint.hearing_offered", "hearing_ask", "hearing", "something_waits"),
        Move("ask_hearing", N_("申请听证"), {S.HEARING_OFFERED}, S.HEARING_ASKED, {r.RESPONDENT},
             "complaint.hearing_asked", notice="something_waits"),
        Move("waive_hearing", N_("放弃听证"), {S.HEARING_OFFERED}, S.HEARD, {r.RESPONDENT}, "complaint.hearing_waived",
             notice="something_waits"),
        Move("hold_hearing", N_("记录听证"), {S.HEARING_ASKED}, S.HEARD, {r.PANEL}, "complaint.heard",
             notice="something_waits"),
        Move("decide", N_("作出决定"), {S.HEARD, S.HEARING_OFFERED}, S.DECIDED, {r.PANEL}, "complaint.decided",
             "discipline_serve", "decision", "something_waits"),
        Move("serve", N_("送达决定"), {S.DECIDED}, S.SERVED, OTHER_DESK, "complaint.served",
             "discipline_re_examination", "service", "something_waits"),
        Move("refer", N_("转办"), {S.RECEIVED, S.INVESTIGATED}, S.REFERRED, {r.PANEL, r.OTHER_HEAD},
             "complaint.referred", "discipline_feedback", "referral", "something_waits", needs_reason=True),
        Move("feed_back", N_("反馈法院"), {S.DECIDED, S.SERVED, S.REFERRED}, S.FED_BACK, OTHER_DESK,
             "complaint.fed_back", "complaint_close", "feedback", "something_waits"),
        Move("ask_re_examination", N_("申请省律协复查"), {S.SERVED, S.FED_BACK}, S.RE_EXAMINATION, {r.RESPONDENT},
             "complaint.re_examination_asked", notice="something_waits", needs_reason=True),
        Move("settle_re_examination", N_("登记复查决定"), {S.RE_EXAMINATION}, S.SERVED, OTHER_DESK,
             "complaint.re_examination_settled", "discipline_feedback", None, "something_waits"),
        Move("note_finding", N_("记录本方认定"), {S.FED_BACK}, None, DESK, "complaint.finding_noted"),
        Move("satisfy", N_("评价办理"), {S.FED_BACK, S.CLOSED}, None, {r.COMPLAINANT}, "complaint.rated"),
        Move("withdraw", N_("撤回投诉"), BEFORE_TRANSFER - {S.ACCEPTED}, S.WITHDRAWN, {r.COMPLAINANT},
             "complaint.withdrawn", notice="something_waits"),
        Move("step_back", N_("撤回（已移送）"), DISCIPLINED, None, {r.COMPLAINANT}, "complaint.stepped_back",
             notice="something_waits"),
        Move("drop", N_("终止调查"), DISCIPLINED, S.WITHDRAWN, HEADS, "complaint.dropped", notice="something_waits",
             needs_reason=True),
        Move("close", N_("办结"), {S.FED_BACK}, S.CLOSED, {r.COMPLAINANT, r.OWN_OFFICER, r.SYSTEM}, "complaint.closed",
             is_simple=True),
        Move("ask_disclosure", N_("申请披露投诉人身份"), OPEN, None, ASKERS, "complaint.disclosure_asked",
             notice="something_waits", needs_reason=True),
        Move("grant_disclosure", N_("批准披露"), OPEN, None, {r.OWN_OFFICER, r.OWN_HEAD},
             "complaint.disclosure_granted", notice="something_waits", needs_reason=True),
        Move("deny_disclosure", N_("不批准披露"), OPEN, None, {r.OWN_OFFICER, r.OWN_HEAD},
             "complaint.disclosure_denied", notice="something_waits", needs_reason=True),
    ),
    state_labels=STATUS_LABELS,
    relation_labels=RELATION_LABELS,
)  # fmt: skip
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
        return Refusal(N_("副本修改后尚未经投诉人同意，不能移送。"))
    if known.copy is CopyStatus.REFUSED:
        return Refusal(N_("投诉人不同意现有副本，请修改后再请其确认。"))
    return None


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


def _why_not_answer_objection(who: Standing, complaint: Complaint, known: Facts) -> Refusal | None:
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
    "answer_objection": _why_not_answer_objection,
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

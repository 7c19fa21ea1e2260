"""Every verb after lodging: ask the rules, change, run the clocks, make the papers, tell those concerned."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from liaison.complaints.models import Complaint, ComplaintEvent, CopyStatus, Part, Sanction, Status
from liaison.complaints.queries import complaints as queries
from liaison.complaints.queries import overdue
from liaison.complaints.rules import moves as rules
from liaison.complaints.rules.relations import OWN_SIDE, SYSTEM, Standing, relations
from liaison.complaints.rules.steps import step_of
from liaison.complaints.services import clocks, disclosing, merging, parts, roster
from liaison.complaints.services.finishing import Filled, finish
from liaison.core.errors import RuleBroken
from liaison.core.messages import N_
from liaison.core.moves import refuse
from liaison.core.numbers import chinese_date
from liaison.core.sides import Actor
from liaison.store.base import db, expect_version
from liaison.store.clocks import describe

LONGEST_SUSPENSION: Final = 12
OBJECTED: Final = (Part.HANDLER, Part.INVESTIGATOR, Part.PANEL)


def move(
    verb: str, complaint: Complaint, filled: Filled, who: Standing, by: Actor | None, seen: int | None = None
) -> ComplaintEvent:
    """Do one verb. `who` is how complaints see the person, `by` the account (None: a code holder, the system).

    Raises Stale, Forbidden, or RuleBroken on `text` or the field that is wrong.
    """
    queries.hold(complaint)
    expect_version(complaint, seen, **{N_("填写的内容"): ("", filled.text)} if filled.text else {})
    refuse(rules.why_not(verb, who, complaint, queries.facts_of(complaint)))
    step = step_of(complaint.direction, verb)
    if step.text and step.needs_text and not filled.text.strip():
        raise RuleBroken(N_("请填写%(what)s。"), field="text", what=step.text)
    # Before the effect: who steps back or passes a part on is nobody to the complaint afterwards.
    mine = relations(who, complaint)
    effect = EFFECTS.get(verb)
    if effect is not None:
        effect(complaint, filled, who, by)
    event = finish(verb, complaint, mine, by, filled)
    merging.follow(verb, complaint, filled)
    return event


def close_answered(complaint: Complaint) -> None:
    """The system closes what was answered and whose time for a re-examination is over."""
    finish("close", complaint, frozenset({SYSTEM}), None)


def redate(days: Mapping[int, date], by: Actor | None) -> None:
    """Move time limits, by id of their clock, because a rule or a holiday changed; note it, and tell who is held."""
    moved: dict[Complaint, list[str]] = defaultdict(list)
    for row, complaint in overdue.with_ids(days):
        name = describe(row.key).name
        moved[complaint].append(f"“{name}”由{chinese_date(row.due_on)}改为{chinese_date(days[row.id])}。")
        row.due_on = days[row.id]
    for complaint, lines in moved.items():
        clocks.settle(complaint)
        finish("redate", complaint, frozenset({SYSTEM}), None, Filled(text="\n".join(lines)))


Effect = Callable[[Complaint, Filled, Standing, Actor | None], None]


def _take(complaint: Complaint, filled: Filled, who: Standing, by: Actor | None) -> None:
    parts.give(complaint, Part.INTAKE, [who.user_id])


def _intake(complaint: Complaint, filled: Filled, who: Standing, by: Actor | None) -> None:
    """The first officer of the own side who acts has the intake."""
    if relations(who, complaint) & OWN_SIDE and not parts.holders(complaint, Part.INTAKE):
        parts.give(complaint, Part.INTAKE, [who.user_id])


def _supplement(complaint: Complaint, filled: Filled, who: Standing, by: Actor | None) -> None:
    complaint.is_supplemented = True


def _assign(complaint: Complaint, filled: Filled, who: Standing, by: Actor | None) -> None:
    """A re-examination begins a second round, from which the earlier handler keeps away."""
    if complaint.status is Status.RE_EXAMINATION:
        complaint.round = 2
        db.session.flush()
    parts.appoint(complaint, Part.HANDLER, filled.people, "people")


def _convene(complaint: Complaint, filled: Filled, who: Standing, by: Actor | None) -> None:
    parts.appoint(complaint, Part.PANEL, filled.people, "people")


def _investigate(complaint: Complaint, filled: Filled, who: Standing, by: Actor | None) -> None:
    parts.appoint(complaint, Part.INVESTIGATOR, filled.people, "people")


def _recuse(complaint: Complaint, filled: Filled, who: Standing, by: Actor | None) -> None:
    parts.recuse(complaint, who.user_id, filled.text)


def _ask_extension(complaint: Complaint, filled: Filled, who: Standing, by: Actor | None) -> None:
    clocks.ask_extension(complaint, filled.text, who.user_id)


def _approve_extension(complaint: Complaint, filled: Filled, who: Standing, by: Actor | None) -> None:
    clocks.settle_extension(complaint, is_approved=True)


def _deny_extension(complaint: Complaint, filled: Filled, who: Standing, by: Actor | None) -> None:
    clocks.settle_extension(complaint, is_approved=False)


def _conclude(complaint: Complaint, filled: Filled, who: Standing, by: Actor | None) -> None:
    if not filled.finding:
        raise RuleBroken(N_("请选择认定结果。"), field="finding")
    if not filled.measure:
        raise RuleBroken(N_("请选择处理措施。"), field="measure")
    complaint.finding, complaint.measure = filled.finding, filled.measure  # type: ignore[assignment]
    complaint.months = _months(filled)


def _months(filled: Filled) -> int | None:
    """A suspension lasts a month to a year; nothing else has a length (律师协会会员违规行为处分规则)."""
    if filled.measure != Sanction.SUSPENSION:
        return None
    if filled.months is None or not 1 <= filled.months <= LONGEST_SUSPENSION:
        raise RuleBroken(N_("请填写中止会员权利的月数，一个月以上十二个月以下。"), field="months")
    return filled.months


def _grant_objection(complaint: Complaint, filled: Filled, who: Standing, by: Actor | None) -> None:
    """Whom the person complained of objected to rightly steps back for good."""
    held = {row.user_id for part in OBJECTED for row in parts.holders(complaint, part)}
    if not filled.people or not set(filled.people) <= held:
        raise RuleBroken(N_("请选择应当回避的人员。"), field="people")
    for user_id in filled.people:
        parts.recuse(complaint, user_id, filled.text)


def _identify(complaint: Complaint, filled: Filled, who: Standing, by: Actor | None) -> None:
    roster.identify(complaint, filled.respondent_id)


def _dismiss(complaint: Complaint, filled: Filled, who: Standing, by: Actor | None) -> None:
    complaint.finding, complaint.measure, complaint.months = "out_of_scope", "none", None  # type: ignore[assignment]


def _refer(complaint: Complaint, filled: Filled, who: Standing, by: Actor | None) -> None:
    complaint.finding = "out_of_scope"  # type: ignore[assignment]
    complaint.measure = "referred" if "conclude" in rules.MOVES[complaint.direction] else "none"


def _report(complaint: Complaint, filled: Filled, who: Standing, by: Actor | None) -> None:
    if not filled.finding:
        raise RuleBroken(N_("请选择认定结果。"), field="finding")


def _settle_re_examination(complaint: Complaint, filled: Filled, who: Standing, by: Actor | None) -> None:
    _conclude(complaint, filled, who, by)
    complaint.round = 2


def _satisfy(complaint: Complaint, filled: Filled, who: Standing, by: Actor | None) -> None:
    if filled.satisfaction is None:
        raise RuleBroken(N_("请选择满意程度。"), field="satisfaction")
    complaint.satisfaction = filled.satisfaction


def _step_back(complaint: Complaint, filled: Filled, who: Standing, by: Actor | None) -> None:
    complaint.is_ex_officio = True


def _refuse_copy(complaint: Complaint, filled: Filled, who: Standing, by: Actor | None) -> None:
    copy = queries.copy_of(complaint)
    assert copy is not None, "the rules let nobody refuse what is not there"
    copy.status = CopyStatus.REFUSED


def _merge(complaint: Complaint, filled: Filled, who: Standing, by: Actor | None) -> None:
    """Two complaints about the same person go on as one, until its reply goes to both complainants."""
    other = queries.find_by_reference(filled.reference)
    is_seen = other is not None and bool(relations(who, other) & OWN_SIDE)
    if other is None or not is_seen or other.id == complaint.id or other.status in rules.ENDED:
        raise RuleBroken(N_("没有找到可以并入的投诉，请核对编号。"), field="reference")
    if not complaint.respondent_key or other.respondent_key != complaint.respondent_key:
        raise RuleBroken(N_("两件投诉的被投诉人不同，不能并案。"), field="reference")
    if other.status in rules.ANSWERED:
        raise RuleBroken(N_("该件已经答复，不能再并入，请单独办理。"), field="reference")
    complaint.merged_into_id = other.id
    _intake(complaint, filled, who, by)


def _ask_disclosure(complaint: Complaint, filled: Filled, who: Standing, by: Actor | None) -> None:
    disclosing.ask(complaint, filled.text, who.user_id)


def _grant_disclosure(complaint: Complaint, filled: Filled, who: Standing, by: Actor | None) -> None:
    disclosing.settle(complaint, filled.text, who.user_id, is_granted=True)


def _deny_disclosure(complaint: Complaint, filled: Filled, who: Standing, by: Actor | None) -> None:
    disclosing.settle(complaint, filled.text, who.user_id, is_granted=False)


EFFECTS: Final[Mapping[str, Effect]] = {
    "take": _take,
    "ask_supplement": _intake,
    "supplement": _supplement,
    "accept": _intake,
    "decline": _intake,
    "guide": _intake,
    "vet": _intake,
    "merge": _merge,
    "assign": _assign,
    "convene": _convene,
    "investigate": _investigate,
    "recuse": _recuse,
    "grant_objection": _grant_objection,
    "identify": _identify,
    "ask_extension": _ask_extension,
    "approve_extension": _approve_extension,
    "deny_extension": _deny_extension,
    "report": _report,
    "conclude": _conclude,
    "decide": _conclude,
    "dismiss": _dismiss,
    "refer": _refer,
    "settle_re_examination": _settle_re_examination,
    "satisfy": _satisfy,
    "step_back": _step_back,
    "refuse_copy": _refuse_copy,
    "ask_disclosure": _ask_disclosure,
    "grant_disclosure": _grant_disclosure,
    "deny_disclosure": _deny_disclosure,
}
"""What a verb changes besides the state."""

"""The check for conflicts of interest: made before any fact is read, kept with who decided what upon it."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Final

from liaison.core import clock
from liaison.core.errors import RuleBroken
from liaison.core.matching import Answer, Match, Name, same_case
from liaison.core.matching.answer import Why
from liaison.core.messages import N_
from liaison.core.moves import refuse
from liaison.core.sides import Actor
from liaison.reception.models.lawyers import DutyLawyer
from liaison.reception.models.visits import (
    CheckResult,
    CheckStage,
    ConflictCheck,
    DeclarationKind,
    Visit,
    VisitStatus,
)
from liaison.reception.queries import following
from liaison.reception.queries import lawyers as lawyer_queries
from liaison.reception.queries import visits as queries
from liaison.reception.rules import visits as rules
from liaison.reception.services import identity, visit_noting
from liaison.reception.services.identity import OTHER, VISITOR, Asked
from liaison.store.base import db, expect_version

FIRM: Final = "firm"
EARLIER: Final = "earlier_visit"


@dataclass(frozen=True, slots=True)
class Finding:
    """What matched: `asked` (visitor, party, firm, case_number) with the name there, against what of the lawyer's.

    `declared` is the lawyer's secret: nobody else's page gets it.
    """

    asked: str
    name: str
    against: str
    answer: str
    why: str
    detail: str
    declared: str


def run(visit: Visit, lawyer: DutyLawyer, by: Actor | None, stage: CheckStage = CheckStage.BEFORE) -> ConflictCheck:
    """Compare a visit with all that a lawyer has declared, with the lawyer's firm and with earlier visits.

    The same name is a conflict until somebody says otherwise, what may be the same is possible. The result is kept.
    """
    findings = list(_find(visit, lawyer))
    answers = {finding.answer for finding in findings}
    result = CheckResult.CLEAR
    if answers:
        result = CheckResult.CONFLICT if Answer.YES in answers else CheckResult.POSSIBLE
    check = ConflictCheck(
        visit=visit, lawyer=lawyer, lawyer_id=lawyer.id, stage=stage, result=result, reason="",
        findings=json.dumps([asdict(finding) for finding in findings], ensure_ascii=False), checked_at=clock.now(),
    )  # fmt: skip
    db.session.add(check)
    db.session.flush()
    visit_noting.record("visit.checked", visit, by, lawyer_id=lawyer.id, result=result)
    return check


def findings_of(check: ConflictCheck) -> list[Finding]:
    """What a check found."""
    return [Finding(**each) for each in json.loads(check.findings)]


def clear(visit: Visit, reason: str, by: Actor, seen: int | None = None) -> Visit:
    """Say that what matched is somebody or something else, and why. Raises Stale, Forbidden, RuleBroken on `reason`."""
    expect_version(visit, seen)
    refuse(rules.why_not_clear(by, visit, queries.me(by), clock.today()))
    _require(reason)
    check = visit.check
    assert check is not None, "the rule asked for a check"
    _decide(check, CheckResult.CLEARED, reason, by)
    visit_noting.note(visit, "clear", by, reason)
    return visit


def hand_over(visit: Visit, reason: str, by: Actor, lawyer_id: int | None = None, seen: int | None = None) -> Visit:
    """Note a conflict of the lawyer who has the visit, and give it to a colleague on duty, who is checked too.

    With a talk begun it stops there; what was noted stays, and the lawyer learns nothing more. Without a fit colleague
    the visit waits. Raises Stale, Forbidden, or RuleBroken on `reason`, `lawyer_id`.
    """
    expect_version(visit, seen)
    refuse(rules.why_not("hand_over", by, visit, queries.me(by), clock.today()))
    _require(reason)
    is_stopped = visit.status is VisitStatus.TALKING
    check, colleagues = visit.check, rules.fit_lawyers(visit)
    assert visit.lawyer is not None, "a visit that was called has a lawyer"
    if check is None or check.decided_at is not None or is_stopped:
        check = run(visit, visit.lawyer, by, CheckStage.DURING)
    _decide(check, CheckResult.CONFLICT, reason, by)
    if lawyer_id is not None:
        rules.check_choice(lawyer_id, colleagues)
    to = lawyer_id or (colleagues[0] if colleagues else None)
    visit_noting.note(
        visit, "hand_over", by, reason, from_lawyer_id=visit.lawyer_id, to_lawyer_id=to, stopped=is_stopped
    )
    if to is None:
        visit.lawyer, visit.lawyer_id, visit.status, visit.called_at = None, None, VisitStatus.WAITING, None
        db.session.flush()
        return visit
    visit.lawyer = lawyer_queries.by_ids([to])[to]
    visit.lawyer_id, visit.status = to, VisitStatus.CALLED
    db.session.flush()
    run(visit, visit.lawyer, by)
    return visit


def renew(visit: Visit, by: Actor) -> None:
    """Check again after names were corrected; a talk that has begun stops where a conflict comes out."""
    if visit.lawyer is None or visit.status not in {VisitStatus.CALLED, VisitStatus.TALKING}:
        return
    is_talking = visit.status is VisitStatus.TALKING
    check = run(visit, visit.lawyer, by, CheckStage.DURING if is_talking else CheckStage.BEFORE)
    if is_talking and not check.is_open:
        visit.status = VisitStatus.CALLED
        visit_noting.note(visit, "stop", by)


def _find(visit: Visit, lawyer: DutyLawyer) -> Iterator[Finding]:
    asked = identity.names_of(visit)
    declared = following.declarations_of(lawyer.id)
    cases = [each.name for each in declared if each.kind is DeclarationKind.COURT_CASE]
    same = next((case for case in cases if same_case(case, visit.case_number or "")), "")
    if same:
        yield _finding(
            "case_number", visit.case_number or "", DeclarationKind.COURT_CASE, Match(Answer.YES, Why.SAME), same
        )
    for each in declared:
        if each.kind is DeclarationKind.COURT_CASE:
            continue
        names = identity.ready(each.name)
        for place, name in _each(asked):
            match = identity.best((name,), names, agrees=bool(same))
            if match:
                yield _finding(place, name.raw, each.kind, match, each.name)
    firm = identity.ready(lawyer.firm)
    for place, name in [*(("firm", name) for name in asked.firms), *(("party", name) for name in asked.parties)]:
        match = identity.best((name,), firm)
        if match:
            yield _finding(place, name.raw, FIRM, match, lawyer.firm)
    yield from _earlier(visit, lawyer, asked)


def _earlier(visit: Visit, lawyer: DutyLawyer, asked: Asked) -> Iterator[Finding]:
    """Earlier visits that the lawyer took from the other side: the same name there may still be another person."""
    for place, side, others in (("visitor", OTHER, asked.visitors), ("party", VISITOR, asked.parties)):
        keys = asked.keys[VISITOR] if place == "visitor" else identity.hashed(others)
        for earlier in queries.with_keys(side, keys, lawyer_id=lawyer.id, but=visit.id):
            theirs = identity.ready(earlier.other_parties if side == OTHER else earlier.name)
            is_same_case = bool(visit.case_hash) and visit.case_hash == earlier.case_hash
            for name in others:
                match = identity.best((name,), theirs, agrees=is_same_case)
                if match:
                    answer = match.answer if is_same_case else Answer.POSSIBLE
                    yield _finding(place, name.raw, EARLIER, Match(answer, match.why, match.detail), earlier.reference)


def _each(asked: Asked) -> Iterator[tuple[str, Name]]:
    yield from (("visitor", name) for name in asked.visitors)
    yield from (("party", name) for name in asked.parties)


def _finding(asked: str, name: str, against: str, match: Match, declared: str) -> Finding:
    return Finding(asked, name, str(against), match.answer, match.why, match.detail, declared)


def _decide(check: ConflictCheck, result: CheckResult, reason: str, by: Actor) -> None:
    check.result, check.reason, check.decided_at, check.decided_by = result, reason, clock.now(), by.name


def _require(reason: str) -> None:
    if not reason.strip():
        raise RuleBroken(N_("请填写理由。"), field="reason")

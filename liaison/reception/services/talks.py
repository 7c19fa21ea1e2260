"""The verbs of the talk: record what was said, conclude with an outcome, follow up a month later, rate."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Final

from sqlalchemy.orm.attributes import flag_modified

from liaison.core import clock
from liaison.core.errors import RuleBroken
from liaison.core.messages import N_
from liaison.core.moves import refuse
from liaison.core.sides import Actor
from liaison.reception.models.following import Satisfaction, SatisfactionWay, VisitSatisfaction
from liaison.reception.models.visits import (
    ADVISED,
    Consent,
    FollowUpResult,
    Notice,
    Talk,
    TimeLimit,
    Visit,
    VisitOutcome,
    VisitStatus,
)
from liaison.reception.queries import following
from liaison.reception.queries import visits as queries
from liaison.reception.rules import visits as rules
from liaison.reception.services import visit_noting
from liaison.store import clocks
from liaison.store.base import db, expect_version

MOST_LIMITS: Final = 10
SAID: Final = {
    "facts": N_("反映的事实"),
    "issues": N_("法律问题"),
    "grounds": N_("法律依据"),
    "advice": N_("咨询意见"),
    "risks": N_("风险提示"),
    "next_steps": N_("下一步"),
}
"""The parts of what was said."""


@dataclass(frozen=True, slots=True)
class Words:
    """What was said, part by part."""

    facts: str = ""
    issues: str = ""
    grounds: str = ""
    advice: str = ""
    risks: str = ""
    next_steps: str = ""


@dataclass(frozen=True, slots=True)
class Conclusion:
    """How the talk ended. `is_advised`: advice was given, whatever the outcome."""

    outcome: VisitOutcome
    notices: Sequence[str]
    is_advised: bool
    reason: str = ""


def record(visit: Visit, words: Words, by: Actor, seen: int | None = None) -> Talk:
    """Note what was said; the page saves it by itself. `seen`: the version of the talk that the page showed.

    Raises Stale with both texts, Forbidden, RuleBroken.
    """
    refuse(rules.why_not("record", by, visit, queries.me(by), clock.today()))
    talk = queries.talk_of(visit)
    if talk is None:
        talk = Talk(visit_id=visit.id, **{each.name: "" for each in fields(Words)}, reason="")
        db.session.add(talk)
        db.session.flush()
        seen = None
    texts = {label: (getattr(talk, name), getattr(words, name)) for name, label in SAID.items()}
    expect_version(talk, seen, **texts)
    changed = [each.name for each in fields(Words) if getattr(talk, each.name) != getattr(words, each.name)]
    for name in changed:
        setattr(talk, name, getattr(words, name))
    db.session.flush()
    if changed:
        visit_noting.record("visit.recorded", visit, by, fields=changed)
    return talk


def limit_lines(limits: Iterable[tuple[str, date]]) -> str:
    """Time limits as they are typed, one a line."""
    return "\n".join(f"{ends_on.isoformat()} {name}" for name, ends_on in limits)


def set_limits(visit: Visit, limits: Sequence[tuple[str, date]], by: Actor, seen: int | None = None) -> Visit:
    """Note the time limits in play, in place of those noted before. Raises Stale, Forbidden, RuleBroken."""
    noted = limit_lines((limit.name, limit.ends_on) for limit in visit.limits)
    expect_version(visit, seen, **{N_("涉及的期限"): (noted, limit_lines(limits))})
    refuse(rules.why_not("record", by, visit, queries.me(by), clock.today()))
    if len(limits) > MOST_LIMITS:
        raise RuleBroken(N_("最多登记%(n)s项期限。"), n=MOST_LIMITS)
    visit.limits = [TimeLimit(name=name, ends_on=ends_on) for name, ends_on in limits]
    # The limits have rows of their own: the visit counts as changed, so that a page opened before is refused.
    flag_modified(visit, "status")
    db.session.flush()
    visit_noting.record("visit.limits_set", visit, by, count=len(limits))
    return visit


def conclude(visit: Visit, conclusion: Conclusion, by: Actor, seen: int | None = None) -> Visit:
    """End the talk with its outcome; where the visitor agreed to be called back, the clock of the follow-up starts.

    Raises Stale, Forbidden, RuleBroken on `outcome`, `reason`, `notices`.
    """
    expect_version(visit, seen)
    refuse(rules.why_not("conclude", by, visit, queries.me(by), clock.today()))
    rules.check_outcome(conclusion.outcome, conclusion.reason)
    if set(conclusion.notices) != {notice.value for notice in Notice}:
        raise RuleBroken(N_("请逐项告知来访人后勾选全部告知事项。"), field="notices")
    talk = queries.talk_of(visit)
    if talk is None or not talk.facts.strip():
        raise RuleBroken(N_("请先记录来访人反映的事实。"), field="outcome")
    if conclusion.is_advised and not talk.advice.strip():
        raise RuleBroken(N_("登记为提供了法律咨询的，请先记录咨询意见。"), field="is_advised")
    visit.outcome, visit.notices, visit.is_advised = conclusion.outcome, list(conclusion.notices), conclusion.is_advised
    talk.reason, visit.status = conclusion.reason, VisitStatus.DONE
    visit.ended_at = None if visit.is_from_paper else clock.now()
    if Consent.CALLED_BACK in visit.consents and visit.phone:
        visit.follow_up_due_on = clocks.due_of(clocks.RECEPTION_FOLLOW_UP, visit.on).on
    visit_noting.note(visit, "conclude", by, outcome=conclusion.outcome, advised=conclusion.is_advised)
    return visit


def is_advice(outcome: VisitOutcome) -> bool:
    """Whether an outcome is advice by itself: what the form begins with."""
    return outcome in ADVISED


def follow_up(visit: Visit, result: FollowUpResult, note: str, by: Actor, seen: int | None = None) -> Visit:
    """Note what the visitor said when called back. Raises Stale, Forbidden, RuleBroken."""
    expect_version(visit, seen)
    refuse(rules.why_not("follow_up", by, visit, queries.me(by), clock.today()))
    visit.follow_up_result, visit.follow_up_note, visit.followed_up_on = result, note or None, clock.today()
    visit_noting.note(visit, "follow_up", by, result=result)
    return visit


def rate(visit: Visit, answer: Satisfaction, remark: str, by: Actor | None, way: SatisfactionWay) -> VisitSatisfaction:
    """Note what the visitor thought, once. By code nobody is signed in. Raises Forbidden, RuleBroken."""
    if by is not None:
        refuse(rules.why_not("rate", by, visit, queries.me(by), clock.today()))
    elif visit.status is not VisitStatus.DONE:
        raise RuleBroken(N_("接访还没有办结，暂不能评价。"))
    if following.satisfaction_of(visit) is not None:
        raise RuleBroken(N_("这次来访已经评价过，谢谢。"))
    given = VisitSatisfaction(visit_id=visit.id, way=way, answer=answer, remark=remark, given_at=clock.now())
    db.session.add(given)
    db.session.flush()
    visit_noting.note(visit, "rate", by, way=way)
    return given

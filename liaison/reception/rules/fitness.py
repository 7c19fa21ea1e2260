"""Who may sit on a day: available, no two of one firm, no newcomers without a veteran. For proposals and by hand."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from liaison.core.messages import N_, Term
from liaison.core.moves import Refusal
from liaison.core.numbers import chinese_date
from liaison.reception.models import SPECIALITY_LABELS, DutyLawyer, Speciality
from liaison.reception.rules.lawyers import VETERAN_YEARS, is_veteran


@dataclass(frozen=True, slots=True)
class Reason:
    """Why somebody is chosen, passed over or unfit: a word of WORDS and its parameters (text, numbers, ISO dates)."""

    code: str
    params: Mapping[str, Any] = field(default_factory=dict)


WORDS: Final = {
    "disabled": N_("已停止值班"),
    "no_consent": N_("律师事务所尚未同意"),
    "leave": N_("%(first)s至%(last)s不能值班"),
    "weekday": N_("每周这一天不能值班"),
    "that_day": N_("当日已有值班记录（%(status)s）"),
    "same_firm": N_("与%(name)s同属一家律师事务所"),
    "newcomers": N_("执业未满%(years)s年，当日没有资深律师同班"),
    "more_duties": N_("此前已值班%(count)s次，入选者较少"),
    "recent": N_("次数相同，最近一次值班（%(on)s）较晚"),
    "spread": N_("次数相同，入选者的专长搭配更全"),
    "evened": N_("本次排班另有安排，合计%(count)s次"),
    "fewest": N_("此前值班%(count)s次，为当日可选者中较少"),
    "first_time": N_("此前没有值过班"),
    "knows": N_("专长：%(specialities)s"),
    "newcomer": N_("执业未满%(years)s年，与资深律师%(name)s同班"),
    "only": N_("当日只有其一人可选"),
}
"""What each reason says."""


def as_refusal(reason: Reason) -> Refusal:
    """A reason as a rule says it: dates written out, specialities as terms of the page's language."""
    params = dict(reason.params)
    for name in ("first", "last", "on"):
        if name in params:
            params[name] = chinese_date(date.fromisoformat(params[name]))
    if "specialities" in params:
        params["specialities"] = tuple(Term(SPECIALITY_LABELS[Speciality(each)]) for each in params["specialities"])
    if "status" in params:
        params["status"] = Term(params["status"])
    return Refusal(WORDS[reason.code], params)


def unfit(lawyer: DutyLawyer, on: date) -> Reason | None:
    """Why a lawyer cannot be on duty on a date at all, whoever else is; None when he or she can."""
    if not lawyer.is_active:
        return Reason("disabled")
    if lawyer.consented_on is None:
        return Reason("no_consent")
    leave = lawyer.leave_on(on)
    if leave is not None:
        return Reason("leave", {"first": leave.first_on.isoformat(), "last": leave.last_on.isoformat()})
    if on.weekday() < 5 and on.weekday() not in lawyer.weekdays:
        return Reason("weekday")
    return None


def misfit(lawyer: DutyLawyer, team: Collection[DutyLawyer], on: date, seats: int) -> Reason | None:
    """Why a lawyer does not fit to those who are on duty that day already; None when he or she does.

    Newcomers may come first while a seat for a veteran is still open.
    """
    colleague = next((each for each in team if each.firm_id == lawyer.firm_id), None)
    if colleague is not None:
        return Reason("same_firm", {"name": colleague.name})
    is_last = len(team) + 1 >= seats
    if is_last and not any(is_veteran(each, on) for each in (lawyer, *team)):
        return Reason("newcomers", {"years": VETERAN_YEARS})
    return None


def goes_together(firms: Sequence[int], has_veteran: bool) -> bool:
    """Whether a team holds that has these firms: no two of one, and a veteran among them."""
    return has_veteran and len(set(firms)) == len(firms)


def breaches(lawyer: DutyLawyer, team: Collection[DutyLawyer], on: date, seats: int) -> list[Refusal]:
    """What speaks against putting a lawyer beside a team, for whoever chooses by hand."""
    return [as_refusal(each) for each in (unfit(lawyer, on), misfit(lawyer, team, on, seats)) if each is not None]

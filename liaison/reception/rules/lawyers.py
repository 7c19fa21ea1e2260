"""Who may be on the register of duty lawyers, and who is a newcomer there."""

from collections.abc import Collection
from datetime import date

from liaison.core.errors import RuleBroken
from liaison.core.messages import N_
from liaison.core.moves import BEGINNING, Move, Refusal
from liaison.core.sides import Actor
from liaison.reception.models import DutyLawyer, Speciality
from liaison.reception.rules import standing
from liaison.reception.rules.moves import LAWYER_MOVES

LEAST_YEARS = 1
VETERAN_YEARS = 5
LONGEST_LEAVE = 400
WEEKDAYS = range(5)


def years_in_practice(since: date, on: date) -> int:
    """The full years from the first day of practice to a day."""
    return on.year - since.year - ((on.month, on.day) < (since.month, since.day))


def is_veteran(lawyer: DutyLawyer, on: date) -> bool:
    """Five years in practice or more: whom a newcomer sits beside."""
    return years_in_practice(lawyer.practising_since, on) >= VETERAN_YEARS


def check_practice(practising_since: date | None, today: date) -> date:
    """One year in practice at least, by the roster. Raises RuleBroken on `person_id`."""
    if practising_since is None:
        raise RuleBroken(N_("名册中没有该律师的执业起始日期，请先补全名册。"), field="person_id")
    if years_in_practice(practising_since, today) < LEAST_YEARS:
        raise RuleBroken(N_("该律师执业未满一年，不能选入。"), field="person_id")
    return practising_since


def check_specialities(chosen: Collection[str]) -> list[str]:
    """At least one speciality, in the order of the table. Raises RuleBroken on `specialities`."""
    known = [each.value for each in Speciality if each in chosen]
    if not known:
        raise RuleBroken(N_("请至少选择一项专长。"), field="specialities")
    return known


def check_weekdays(chosen: Collection[int]) -> list[int]:
    """At least one day of the week. Raises RuleBroken on `weekdays`."""
    known = sorted(set(chosen) & set(WEEKDAYS))
    if not known:
        raise RuleBroken(N_("请至少选择一个可以值班的日子；长期不能值班的，请由律师协会停止值班。"), field="weekdays")
    return known


def check_consent(consented_on: date | None, today: date) -> None:
    """A consent is of today or before. Raises RuleBroken on `consented_on`."""
    if consented_on is not None and consented_on > today:
        raise RuleBroken(N_("同意日期不能晚于今天。"), field="consented_on")


def check_leave(first_on: date, last_on: date, today: date) -> None:
    """A leave ends after it begins, and not in the past. Raises RuleBroken on `last_on`."""
    if last_on < first_on:
        raise RuleBroken(N_("结束日期不能早于开始日期。"), field="last_on")
    if last_on < today:
        raise RuleBroken(N_("这段时间已经过去。"), field="last_on")
    if (last_on - first_on).days > LONGEST_LEAVE:
        raise RuleBroken(N_("一次最多登记%(n)s日。"), field="last_on", n=LONGEST_LEAVE)


def why_not(verb: str, user: Actor, lawyer: DutyLawyer | None) -> Refusal | None:
    """Why somebody may not do this to the row of the register as it is now; None when they may."""
    status = lawyer.status if lawyer is not None else BEGINNING
    return LAWYER_MOVES.why_not(verb, status, standing.lawyer_relations(user, lawyer))


def open_moves(user: Actor, lawyer: DutyLawyer) -> list[Move]:
    """The moves on the lawyer's page of the register that are this person's now."""
    return [move for move in LAWYER_MOVES if why_not(move.verb, user, lawyer) is None]

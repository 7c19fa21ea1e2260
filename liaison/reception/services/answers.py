"""What a visitor says of the reception with the code of the note; wrong codes are counted, whoever types them."""

from typing import Final

from liaison.core.errors import RuleBroken
from liaison.core.messages import N_
from liaison.reception.models.following import Satisfaction, SatisfactionWay, VisitSatisfaction
from liaison.reception.services import talks, visits
from liaison.store import throttle, unit
from liaison.store.throttle import Rate

TRIES: Final = Rate("visit.codes", 100)
"""Wrong codes of all visitors together within the window: no address is kept, and 80 bits are not guessed by so few."""
ALL: Final = "all"


class WrongCode(RuleBroken):
    """No note bears the code."""

    default = N_("评价码不正确，请对照回执重新填写。")


def rate(typed: str, answer: Satisfaction, remark: str) -> VisitSatisfaction:
    """Rate with a code; opens its own transactions, so that a wrong code is remembered.

    Raises TooManyTries, or RuleBroken: on `code` for one that is none, and where it was used or is too early.
    """
    throttle.wait_out((TRIES, ALL))
    try:
        with unit.transaction():
            return give(typed, answer, remark)
    except WrongCode as wrong:
        throttle.note_alone((TRIES, ALL))
        raise RuleBroken(wrong.message, field="code") from wrong


def give(typed: str, answer: Satisfaction, remark: str) -> VisitSatisfaction:
    """The same within the caller's transaction. Raises WrongCode, RuleBroken."""
    visit = visits.find_code(typed)
    if visit is None or visit.anonymised_on is not None:
        raise WrongCode
    return talks.rate(visit, answer, remark, None, SatisfactionWay.CODE)

"""Complaints that go on in another one: its reply is theirs too, and its re-examination; their state is their own."""

from collections.abc import Callable, Mapping
from typing import Final

from liaison.complaints.models import Complaint
from liaison.complaints.queries import complaints as queries
from liaison.complaints.rules.moves import MOVES
from liaison.complaints.rules.relations import SYSTEM
from liaison.complaints.services import clocks
from liaison.complaints.services.finishing import Filled, finish

BY_ITSELF: Final = frozenset({SYSTEM})


def follow(verb: str, complaint: Complaint, filled: Filled) -> None:
    """Do what a verb means for those that were merged with the complaint."""
    act = FOLLOWING.get(verb)
    if act is not None:
        act(complaint, filled)


def _reply_along(complaint: Complaint, filled: Filled) -> None:
    """Each complainant of those merged into it gets the same reply, on a paper of his or her own."""
    for merged in _merged(complaint, "reply_along"):
        merged.finding, merged.measure, merged.months = complaint.finding, complaint.measure, complaint.months
        merged.round = complaint.round
        finish("reply_along", merged, BY_ITSELF, None, Filled(text=filled.text))
        _reply_along(merged, filled)


def _let_go(complaint: Complaint, _filled: Filled) -> None:
    """It ended without a reply: those merged into it go on by themselves, from the desk of their own side."""
    for merged in _merged(complaint, "resume"):
        merged.merged_into_id = None
        merged.finding, merged.measure, merged.months = None, "", None
        finish("resume", merged, BY_ITSELF, None)


def _re_examine(complaint: Complaint, filled: Filled) -> None:
    """What was merged is examined again where it was checked: in the complaint that went on for it."""
    leading = queries.leading(complaint)
    if leading is None:
        return
    clocks.end_all(complaint)
    queries.hold(leading)
    if leading.status in MOVES[leading.direction]["re_examine"].sources:
        leading.closed_at = None
        finish("re_examine", leading, BY_ITSELF, None, Filled(text=filled.text))
    _re_examine(leading, filled)


def _merged(complaint: Complaint, verb: str) -> list[Complaint]:
    """Those merged into a complaint whose state lets the system do this verb; locked."""
    found = queries.merged_into(complaint)
    for merged in found:
        queries.hold(merged)
    return [merged for merged in found if merged.status in MOVES[merged.direction][verb].sources]


FOLLOWING: Final[Mapping[str, Callable[[Complaint, Filled], None]]] = {
    "reply": _reply_along,
    "feed_back": _reply_along,
    "decline": _let_go,
    "guide": _let_go,
    "withdraw": _let_go,
    "drop": _let_go,
    "ask_re_examination": _re_examine,
}
"""What follows from a verb for those merged into the complaint, or for the one that it was merged into."""

"""The agenda: its order and times, what may stand on it, and who lays papers before an item."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from liaison.conferences.models import STATUS_LABELS, AgendaItem, Conference, ItemKind
from liaison.conferences.rules.attaching import not_in, why_not_attach
from liaison.conferences.rules.moves import IN_ROOM, S
from liaison.core.case_numbers import find_case_numbers
from liaison.core.errors import RuleBroken
from liaison.core.messages import N_
from liaison.core.moves import Refusal
from liaison.core.sides import Actor

PAPERED = frozenset({S.PLANNED, S.ANNOUNCED, S.POSTPONED, S.IN_SESSION})
"""The states in which papers are laid before an agenda item; afterwards they are what the conference had before it."""
SYSTEM_ITEMS = (ItemKind.LEDGER, ItemKind.OPINIONS, ItemKind.FIGURES)


def why_not_lay(user: Actor, conference: Conference) -> Refusal | None:
    """Why somebody may not lay papers before an item of the conference as it is now."""
    return why_not_attach(user, conference) or (
        None if conference.status in PAPERED else not_in(STATUS_LABELS[conference.status])
    )


def check_item_title(title: str) -> None:
    """A pending court case is nobody's agenda item. Raises RuleBroken on `title`."""
    if find_case_numbers(title):
        raise RuleBroken(N_("议题含有案号，涉及具体案件，不能列入联席会议议程，请改走监督投诉渠道。"), field="title")


def system_first(items: Iterable[AgendaItem]) -> list[AgendaItem]:
    """The items with those of the system in front, in their fixed order; the others stay as they are."""
    last = len(SYSTEM_ITEMS)
    return sorted(items, key=lambda item: SYSTEM_ITEMS.index(item.kind) if item.kind in SYSTEM_ITEMS else last)


def moved(order: Sequence[int], id: int, step: int) -> list[int]:
    """The order with one of its ids moved by a step (-1: up, 1: down); at the ends it stays."""
    ids = list(order)
    if id in ids and 0 <= ids.index(id) + step < len(ids):
        place = ids.index(id)
        ids[place], ids[place + step] = ids[place + step], ids[place]
    return ids


@dataclass(frozen=True, slots=True)
class Slot:
    """When an item is up, as planned: its minutes added to those before it."""

    item: AgendaItem
    starts_at: time
    ends_at: time


def timetable(starts_at: time, items: Sequence[AgendaItem]) -> list[Slot]:
    """The running times of an agenda in its order."""
    moment = datetime.combine(date.min, starts_at)
    slots = []
    for item in items:
        end = moment + timedelta(minutes=item.minutes_planned)
        slots.append(Slot(item, moment.time(), end.time()))
        moment = end
    return slots


def is_closed(conference: Conference, closes_on: date, today: date) -> bool:
    """Whether a change of the agenda needs a reason: it was announced, and the last day for changes has passed."""
    return conference.status in IN_ROOM or (conference.status is S.ANNOUNCED and today > closes_on)


def check_change(reason: str, *, closed: bool) -> None:
    """A closed agenda changes for a reason. Raises RuleBroken on `reason`."""
    if closed and not reason:
        raise RuleBroken(N_("议程已经截止，请填写变更理由。"), field="reason")

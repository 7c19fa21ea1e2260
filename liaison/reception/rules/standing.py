"""Who somebody is to a reception day, a duty, an offer to swap, a duty lawyer; and what may be seen."""

from collections.abc import Collection
from typing import Final

from liaison.core.messages import N_
from liaison.core.sides import Actor, Role, Side
from liaison.reception.models import DayStatus, Duty, DutyLawyer, ReceptionDay, Swap

BAR_OFFICER: Final = "bar_officer"
COURT_OFFICER: Final = "court_officer"
DUTY_LAWYER: Final = "duty_lawyer"
HOLDER: Final = "holder"
COLLEAGUE: Final = "colleague"
MYSELF: Final = "myself"
MEMBER: Final = "member"
OBSERVER: Final = "observer"
SYSTEM: Final = "system"

RELATION_LABELS: Final = {
    BAR_OFFICER: N_("律师协会经办人"),
    COURT_OFFICER: N_("接访法院经办人"),
    DUTY_LAWYER: N_("当日值班律师"),
    HOLDER: N_("该值班律师本人"),
    COLLEAGUE: N_("其他值班律师"),
    MYSELF: N_("律师本人"),
    MEMBER: N_("双方人员"),
    OBSERVER: N_("观察员"),
    SYSTEM: N_("系统"),
}

OVER: Final = frozenset({DayStatus.HELD, DayStatus.CANCELLED, DayStatus.SKIPPED})


def is_bar_officer(user: Actor) -> bool:
    """The officers of the bar side keep the register and the rota."""
    return user.side is Side.BAR and user.has(Role.OFFICER)


def is_bench_officer(user: Actor) -> bool:
    """The officers of the bench side; only those of the place's own court are `COURT_OFFICER` of a day."""
    return user.side is Side.BENCH and user.has(Role.OFFICER)


def relations(user: Actor, day: ReceptionDay | None, courts: Collection[int] = ()) -> frozenset[str]:
    """Who somebody is to a day (None: one still to be planned).

    `courts`: the ids of the court that the person works at and of its chambers (`queries.roster.courts_of`).
    """
    found = _everywhere(user)
    if day is None:
        return frozenset(found)
    if is_bench_officer(user) and day.place.court_id in courts:
        found.add(COURT_OFFICER)
    if any(is_same(user, duty.lawyer) for duty in day.on_duty):
        found.add(DUTY_LAWYER)
    return frozenset(found)


def duty_relations(user: Actor, duty: Duty, courts: Collection[int] = ()) -> frozenset[str]:
    """Who somebody is to a duty: also whether it is his or her own."""
    found = relations(user, duty.day, courts)
    return found | {HOLDER} if is_same(user, duty.lawyer) else found


def swap_relations(user: Actor, swap: Swap, me: DutyLawyer | None) -> frozenset[str]:
    """Who somebody is to an offer: its holder, or a colleague who may take it. `me`: the person's own row."""
    found = _everywhere(user)
    if is_same(user, swap.duty.lawyer):
        found.add(HOLDER)
    elif me is not None and me.is_active and swap.to_id in {None, me.id}:
        found.add(COLLEAGUE)
    return frozenset(found)


def lawyer_relations(user: Actor, lawyer: DutyLawyer | None) -> frozenset[str]:
    """Who somebody is to a row of the register (None: one still to come)."""
    found = _everywhere(user)
    if lawyer is not None and is_same(user, lawyer):
        found.add(MYSELF)
    return frozenset(found)


def is_same(user: Actor, lawyer: DutyLawyer) -> bool:
    """Whether the signed-in person is that lawyer of the roster."""
    return user.person_id is not None and user.person_id == lawyer.person_id


def may_read_days(user: Actor) -> bool:
    """Both sides read the calendar, and so do the bureau's observers: reception days are no secret."""
    return user.side is not None or user.has(Role.OBSERVER)


def is_visible(user: Actor, day: ReceptionDay) -> bool:
    """What is only being prepared is for the officers of both sides; the twin of `queries.days.visible_to`."""
    if is_bar_officer(user) or is_bench_officer(user):
        return True
    return may_read_days(user) and (day.published_at is not None or day.status in OVER)


def may_read_figures(user: Actor) -> bool:
    """The officers of both sides and the bureau's observers; small counts stay with the bar's office."""
    return is_bar_officer(user) or is_bench_officer(user) or user.has(Role.OBSERVER)


def may_read_register(user: Actor) -> bool:
    """The register of duty lawyers, with leave and consent, is the bar officers'."""
    return is_bar_officer(user)


def may_see_reasons(user: Actor) -> bool:
    """Why somebody was chosen, passed over or absent is between the bar's officers and the lawyer concerned."""
    return is_bar_officer(user)


def _everywhere(user: Actor) -> set[str]:
    found = set()
    if user.side is not None:
        found.add(MEMBER)
    elif user.has(Role.OBSERVER):
        found.add(OBSERVER)
    if is_bar_officer(user):
        found.add(BAR_OFFICER)
    return found

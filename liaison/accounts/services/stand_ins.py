"""Stand-ins: named for a set time, ended early, ended by themselves."""

from datetime import date

from liaison.accounts import notices
from liaison.accounts.queries import stand_ins as queries
from liaison.accounts.rules import stand_ins as rules
from liaison.core import clock
from liaison.core.moves import refuse
from liaison.store import audit
from liaison.store.base import db
from liaison.store.users import StandIn, User


def name(absent: User, stand_in: User, starts_on: date, ends_on: date, by: User) -> StandIn:
    """Have somebody stand in from one day to another; both are told. Raises Forbidden, or RuleBroken on the field."""
    refuse(rules.why_not_name(by, absent, stand_in))
    rules.check_pair(absent, stand_in)
    rules.check_span(starts_on, ends_on, clock.today())
    rules.check_free(absent, starts_on, ends_on, queries.open_of(absent.id))
    row = StandIn(
        absent=absent,
        stand_in=stand_in,
        role_words=" ".join(sorted(rules.lent_roles(absent))),
        starts_on=starts_on,
        ends_on=ends_on,
        named_at=clock.now(),
        named_by_id=by.id,
    )
    db.session.add(row)
    db.session.flush()
    audit.record("stand_in.named", row, by, absent=absent.id, stand_in=stand_in.id)
    for user in (absent, stand_in):
        notices.tell(user, "stand_in_named", but=by.id)
    return row


def end(row: StandIn, by: User) -> None:
    """End it before its last day. Raises Forbidden; one that ended already stays as it is."""
    refuse(rules.why_not_end(by, row))
    if row.ended_at is not None:
        return
    row.ended_at = clock.now()
    audit.record("stand_in.ended", row, by)
    for user in (row.absent, row.stand_in):
        notices.tell(user, "stand_in_ended", but=by.id)


def end_all_of(user: User) -> None:
    """Somebody's roles changed or the account was disabled: nobody stands in on what was true before."""
    for row in queries.open_with(user.id):
        row.ended_at = clock.now()


def end_past() -> None:
    """Mark those whose last day is over; they have been without force since."""
    for row in queries.past(clock.today()):
        row.ended_at = clock.now()

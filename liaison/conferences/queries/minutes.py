"""Selects of minutes: who may read which, revisions with their signatures, the register of what was issued."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, Select, exists, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from liaison.conferences.models import (
    Attendance,
    Conference,
    ConferenceKind,
    ConferenceStatus,
    MinutesRevision,
    Presence,
)
from liaison.conferences.queries import agenda, visible_to
from liaison.conferences.rules import minutes as minutes_rules
from liaison.conferences.rules import moves, standing
from liaison.core.errors import NotFound
from liaison.core.sides import Actor, Role
from liaison.core.text import like_escape
from liaison.store.base import db
from liaison.store.papers import Paper
from liaison.store.users import User, UserRole

ORDER: dict[str, Sequence[Any]] = {
    "number": (Conference.minutes_year, Conference.minutes_number),
    "title": (Conference.kind, Conference.ordinal),
    "held_on": (Conference.held_on, Conference.id),
}
NEWEST = "-number"


def get(user: Actor, id: int) -> Conference:
    """A visible conference with its revisions, signatures and paper. Raises NotFound."""
    paper = joinedload(Conference.paper)
    revisions = selectinload(Conference.revisions).selectinload(MinutesRevision.signatures)
    files = paper.joinedload(Paper.pdf), paper.joinedload(Paper.docx), paper.joinedload(Paper.job)
    statement = select(Conference).where(Conference.id == id, visible_to(user))
    conference = db.session.scalar(statement.options(revisions, *files))
    if conference is None:
        raise NotFound
    return conference


def get_readable(user: Actor, id: int) -> Conference:
    """As `get`, of minutes whose text the person may read. Raises NotFound."""
    conference = get(user, id)
    if not minutes_rules.may_read_minutes(user, conference):
        raise NotFound
    return conference


def get_with_revisions(user: Actor, id: int) -> Conference:
    """As `get`, of minutes that have revisions which the person may read. Raises NotFound."""
    conference = get(user, id)
    if not (conference.revisions and minutes_rules.may_read_revisions(user, conference)):
        raise NotFound
    return conference


def get_issued(user: Actor, id: int) -> Conference:
    """As `get`, with its minutes issued. Raises NotFound."""
    conference = get(user, id)
    if conference.paper is None:
        raise NotFound
    return conference


def latest(conference: Conference) -> MinutesRevision | None:
    """The newest revision with its signatures, read anew: what was loaded before the lock may be out of date."""
    statement = select(MinutesRevision).where(MinutesRevision.conference_id == conference.id)
    newest = statement.order_by(MinutesRevision.number.desc()).limit(1)
    loaded = newest.options(selectinload(MinutesRevision.signatures))
    return db.session.scalar(loaded, execution_options={"populate_existing": True})


def opinion_ids(conference: Conference) -> list[int]:
    """The opinions on the agenda, in the order of its items."""
    tied = agenda.opinions_of([item.id for item in conference.items])
    return [id for item in conference.items for id in tied.get(item.id, [])]


def last_distribution(conference: Conference) -> str:
    """To whom the minutes before these went, "" where there are none."""
    statement = (
        select(MinutesRevision)
        .join(MinutesRevision.conference)
        .where(Conference.kind == conference.kind, Conference.held_on < conference.held_on)
        .order_by(Conference.held_on.desc(), MinutesRevision.number.desc())
        .limit(1)
    )
    revision = db.session.scalar(statement)
    return revision.sections["distribution"] if revision else ""


def issued(user: Actor, *, q: str = "", kind: str = "", year: int | None = None) -> Select[Conference]:
    """The register: conferences with issued minutes that the person may see, with paper and files."""
    paper = contains_eager(Conference.paper)
    statement = (
        select(Conference)
        .join(Conference.paper)
        .options(paper, paper.joinedload(Paper.pdf), paper.joinedload(Paper.docx))
        .where(visible_to(user), Conference.status == ConferenceStatus.ISSUED)
    )
    if q:
        pattern = f"%{like_escape(q)}%"
        columns = (Paper.number, Paper.title, Conference.title)
        statement = statement.where(or_(*(column.ilike(pattern, escape="\\") for column in columns)))
    if kind:
        statement = statement.where(Conference.kind.in_([word for word in ConferenceKind if word == kind]))
    if year is not None:
        statement = statement.where(Conference.minutes_year == year)
    return statement


def years(user: Actor) -> list[int]:
    """The years with issued minutes that the person may see, the latest first."""
    statement = select(Conference.minutes_year).where(visible_to(user), Conference.minutes_year.is_not(None)).distinct()
    return [year for year in db.session.scalars(statement.order_by(Conference.minutes_year.desc())) if year]


def addresses(
    conference: Conference, but: int | None, *, is_for_attendees: bool
) -> Sequence[Row[int, str, str | None]]:
    """Whom to write to, as (user, address, language): the organisers of both sides and, if so, who was there."""
    told = User.side.is_not(None) & User.role_rows.any(UserRole.role == Role.ORGANISER)
    if is_for_attendees:
        was_there = Attendance.presence.in_((Presence.PRESENT, Presence.IN_ATTENDANCE))
        told |= exists().where(
            Attendance.conference_id == conference.id, Attendance.person_id == User.person_id, was_there
        )
    statement = select(User.id, User.email, User.language).where(User.is_enabled, User.email != "")
    if but is not None:
        statement = statement.where(User.id != but)
    return db.session.execute(statement.where(told).order_by(User.id)).all()


def in_circulation() -> Sequence[Conference]:
    """The conferences whose minutes lie before both sides for comments."""
    statement = select(Conference).where(Conference.status == ConferenceStatus.CIRCULATED)
    return db.session.scalars(statement.where(Conference.circulated_at.is_not(None)).order_by(Conference.id)).all()


def everything() -> Sequence[Conference]:
    """All conferences in the order they were held, for the command line, which sees all."""
    statement = select(Conference).options(joinedload(Conference.paper))
    return db.session.scalars(statement.order_by(Conference.held_on, Conference.id)).all()


def find_by_ordinal(kind: ConferenceKind, ordinal: int) -> Conference | None:
    """The conference of that running number, with its paper, for the command line."""
    statement = select(Conference).where(Conference.kind == kind, Conference.ordinal == ordinal)
    return db.session.scalar(statement.options(joinedload(Conference.paper)))


def visible_papers(user: Actor) -> Select[int | None]:
    """The ids of the issued minutes that the person may see."""
    is_issued = Conference.status == ConferenceStatus.ISSUED
    return select(Conference.paper_id).where(visible_to(user), is_issued, Conference.paper_id.is_not(None))


def is_keeper(user: Actor, paper_id: int) -> bool:
    """Whether the person may deposit the signed and sealed scan: an organiser of either side."""
    conference = db.session.scalar(select(Conference).where(Conference.paper_id == paper_id))
    return conference is not None and moves.ORGANISER in standing.relations(user, conference)


def origin(paper_id: int) -> tuple[str, int]:
    """The conference that the minutes are of, as kind and id of its card."""
    return "conference", db.session.scalars(select(Conference.id).where(Conference.paper_id == paper_id)).one()

"""Selects of minutes: who may read which, revisions with their signatures, the register of what was issued."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, exists, extract, false, func, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from liaison.conferences.models import (
    ArchiveCorrection,
    ArchivedMinutes,
    Attendance,
    Conference,
    ConferenceKind,
    ConferenceStatus,
    CopyAddress,
    MinutesComment,
    MinutesIssue,
    MinutesRevision,
    Presence,
    Reopening,
)
from liaison.conferences.queries import agenda, visible_to
from liaison.conferences.rules import minutes as minutes_rules
from liaison.conferences.rules import moves, standing
from liaison.core.errors import NotFound
from liaison.core.sides import Actor, Role
from liaison.store import searching
from liaison.store.base import db
from liaison.store.files import StoredFile
from liaison.store.papers import Paper
from liaison.store.users import User, does_work_of

ORDER: dict[str, Sequence[Any]] = {
    "number": (func.coalesce(Conference.minutes_year, 0), func.coalesce(Conference.minutes_number, 0), Conference.id),
    "title": (Conference.kind, Conference.ordinal, Conference.id),
    "held_on": (Conference.held_on, Conference.id),
}
NEWEST = "-number"
# Old minutes have no number of ours: the year in which the conference was held stands for it.
YEAR = func.coalesce(Conference.minutes_year, extract("year", Conference.held_on))


def get(user: Actor, id: int) -> Conference:
    """A conference that the person may see or whose circulated minutes, with all that belongs to them.

    Raises NotFound.
    """
    paper = joinedload(Conference.paper)
    revisions = selectinload(Conference.revisions).selectinload(MinutesRevision.signatures)
    files = paper.joinedload(Paper.pdf), paper.joinedload(Paper.docx), paper.joinedload(Paper.job)
    parts = selectinload(Conference.comments), selectinload(Conference.reopenings), selectinload(Conference.attendances)
    old = joinedload(Conference.archived).joinedload(ArchivedMinutes.file)
    statement = select(Conference).where(Conference.id == id, visible_to(user) | _was_there(user))
    conference = db.session.scalar(statement.options(revisions, *files, *parts, old))
    if conference is None:
        raise NotFound
    return conference


def _was_there(user: Actor) -> ColumnElement[bool]:
    """The conferences whose minutes lie before somebody for comments because the person was there."""
    if user.person_id is None:
        return false()
    present = Attendance.presence.in_((Presence.PRESENT, Presence.IN_ATTENDANCE))
    took_part = exists().where(
        Attendance.conference_id == Conference.id, Attendance.person_id == user.person_id, present
    )
    return took_part & Conference.status.in_((ConferenceStatus.CIRCULATED, ConferenceStatus.COUNTERSIGNED))


def get_readable(user: Actor, id: int) -> Conference:
    """As `get`, of minutes whose text the person may read. Raises NotFound."""
    conference = get(user, id)
    if not minutes_rules.may_read_minutes(user, conference):
        raise NotFound
    return conference


def corrections(conference: Conference) -> Sequence[ArchiveCorrection]:
    """What was put right in old minutes, the latest first."""
    statement = select(ArchiveCorrection).options(joinedload(ArchiveCorrection.file))
    found = statement.where(ArchiveCorrection.conference_id == conference.id)
    return db.session.scalars(found.order_by(ArchiveCorrection.id.desc())).all()


def get_replaced(user: Actor, id: int, correction_id: int) -> StoredFile:
    """The file that another one replaced in old minutes; for the two sides. Raises NotFound."""
    found = [row for row in corrections(get_readable(user, id)) if row.id == correction_id and row.file is not None]
    if not found or user.side is None:
        raise NotFound
    assert found[0].file is not None
    return found[0].file


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
    """The register: conferences with minutes in force that the person may see, with paper and files, old ones too."""
    paper = contains_eager(Conference.paper)
    statement = (
        select(Conference)
        .outerjoin(Conference.paper)
        .outerjoin(Conference.archived)
        .options(paper, paper.joinedload(Paper.pdf), paper.joinedload(Paper.docx), contains_eager(Conference.archived))
        .where(visible_to(user), Conference.paper_id.is_not(None) | Conference.is_from_archive.is_(True))
    )
    if q:
        columns = (Paper.number, Paper.title, Conference.title, ArchivedMinutes.number)
        statement = statement.where(searching.holds(q, columns))
    if kind:
        statement = statement.where(Conference.kind.in_([word for word in ConferenceKind if word == kind]))
    if year is not None:
        statement = statement.where(YEAR.in_((year,)))
    return statement


def years(user: Actor) -> list[int]:
    """The years of the minutes in force that the person may see, the latest first."""
    in_force = Conference.paper_id.is_not(None) | Conference.is_from_archive.is_(True)
    statement = select(YEAR).where(visible_to(user), in_force).distinct()
    return sorted((int(year) for year in db.session.scalars(statement) if year), reverse=True)


def has_later_issue(conference: Conference) -> bool:
    """Whether minutes of a later conference of its kind were issued."""
    later = exists().where(
        Conference.kind == conference.kind,
        Conference.ordinal > conference.ordinal,
        Conference.paper_id.is_not(None),
    )
    return bool(db.session.scalar(select(later)))


def issues(conference: Conference) -> Sequence[MinutesIssue]:
    """Every issue of its minutes with the paper and what took its place, the latest first."""
    paper = joinedload(MinutesIssue.paper, innerjoin=True).joinedload(Paper.replaced_by)
    statement = select(MinutesIssue).where(MinutesIssue.conference_id == conference.id).options(paper)
    return db.session.scalars(statement.order_by(MinutesIssue.id.desc())).all()


def get_comment(user: Actor, id: int, comment_id: int) -> MinutesComment:
    """A comment on minutes that the person may read. Raises NotFound."""
    conference = get(user, id)
    found = [one for one in conference.comments if one.id == comment_id]
    if not found or not minutes_rules.may_read_comments(user, conference):
        raise NotFound
    return found[0]


def to_comment(user: Actor) -> Sequence[Conference]:
    """The circulated minutes that somebody who was there has said nothing of yet."""
    if user.person_id is None:
        return []
    has_said = exists().where(MinutesComment.conference_id == Conference.id, MinutesComment.made_by_id == user.id)
    statement = select(Conference).where(_was_there(user), Conference.status == ConferenceStatus.CIRCULATED, ~has_said)
    return db.session.scalars(statement.order_by(Conference.id)).all()


def to_consent(user: Actor) -> Sequence[Conference]:
    """The issued minutes that the other side asks to reopen."""
    asked = exists().where(
        Reopening.conference_id == Conference.id, Reopening.is_agreed.is_(None), Reopening.side != user.side
    )
    return db.session.scalars(select(Conference).where(asked).order_by(Conference.id)).all()


def copy_addresses(names: Collection[str] | None = None) -> Sequence[CopyAddress]:
    """The addresses known for bodies that get copies (of these names), by name."""
    statement = select(CopyAddress)
    if names is not None:
        statement = statement.where(CopyAddress.name.in_(names))
    return db.session.scalars(statement.order_by(CopyAddress.name)).all()


def get_copy_address(_user: Actor, id: int) -> CopyAddress:
    """One of them. Raises NotFound."""
    found = db.session.get(CopyAddress, id)
    if found is None:
        raise NotFound
    return found


def addresses(
    conference: Conference, but: int | None, *, is_for_attendees: bool
) -> Sequence[Row[int, str, str | None]]:
    """Whom to write to, as (user, address, language): the organisers of both sides and, if so, who was there."""
    told = User.side.is_not(None) & does_work_of(Role.ORGANISER)
    if is_for_attendees:
        was_there = Attendance.presence.in_((Presence.PRESENT, Presence.IN_ATTENDANCE))
        told |= exists().where(
            Attendance.conference_id == conference.id, Attendance.person_id == User.person_id, was_there
        )
    statement = select(User.id, User.email, User.language).where(User.is_enabled, User.email != "")
    if but is not None:
        statement = statement.where(User.id != but)
    return db.session.execute(statement.where(told).order_by(User.id)).all()


def addresses_of(user_ids: Collection[int], but: int | None) -> Sequence[Row[int, str, str | None]]:
    """Where certain people are reached, as (user, address, language)."""
    statement = select(User.id, User.email, User.language).where(
        User.is_enabled, User.email != "", User.id.in_(user_ids)
    )
    if but is not None:
        statement = statement.where(User.id != but)
    return db.session.execute(statement.order_by(User.id)).all()


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


def visible_papers(user: Actor) -> Select[int]:
    """The ids of the issued minutes that the person may see, those included that later ones took the place of."""
    return select(MinutesIssue.paper_id).join(MinutesIssue.conference).where(visible_to(user))


def is_keeper(user: Actor, paper_id: int) -> bool:
    """Whether the person may deposit the signed and sealed scan: an organiser of either side."""
    return moves.ORGANISER in standing.relations(user, _of_paper(paper_id))


def origin(paper_id: int) -> tuple[str, int]:
    """The conference that the minutes are of, as kind and id of its card."""
    return "conference", _of_paper(paper_id).id


def _of_paper(paper_id: int) -> Conference:
    statement = select(Conference).join(Conference.issues).where(MinutesIssue.paper_id == paper_id)
    return db.session.scalars(statement).one()

"""People of the two sides around a complaint: who might take a part, and whom a notice reaches."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import and_, false, or_, select

from liaison.complaints.models import PART_LABELS, Assignment, Complaint, Part
from liaison.complaints.queries.standing import standings_of
from liaison.complaints.rules import relations as r
from liaison.complaints.rules.parts import ROLES, why_not_part
from liaison.complaints.rules.relations import Standing, relations
from liaison.core.sides import Role, Side
from liaison.store.base import db
from liaison.store.users import User, UserRole


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who has the role for a part; `why_not` a message id, "" when the part may be theirs."""

    user: User
    standing: Standing
    why_not: str


def candidates(complaint: Complaint, part: Part) -> list[Candidate]:
    """Who has the role on the side that handles the complaint, each with the reason why not."""
    users = with_roles({complaint.side.other}, {ROLES[part]})
    standings = standings_of(users)
    return [Candidate(user, standings[user.id], why_not_part(standings[user.id], complaint, part)) for user in users]


def holders(complaint: Complaint) -> list[tuple[int, str]]:
    """Who checks, investigates or decides now, with the part: those to whom the person complained of may object."""
    of_it = (Assignment.complaint_id == complaint.id) & Assignment.ended_at.is_(None)
    rows = db.session.execute(
        select(User.id, User.name, Assignment.part)
        .join(User, User.id == Assignment.user_id)
        .where(of_it, Assignment.part != Part.INTAKE, Assignment.round == complaint.round)
        .order_by(Assignment.id)
    )
    return list({id: (id, f"{name}（{PART_LABELS[part]}）") for id, name, part in rows}.values())


def with_roles(sides: Collection[Side], roles: Collection[Role]) -> Sequence[User]:
    """Enabled users of these sides who hold one of these roles."""
    holds = User.role_rows.any(UserRole.role.in_(sorted(roles)))
    return db.session.scalars(
        select(User).where(User.is_enabled, User.side.in_(sorted(sides)), holds).order_by(User.id)
    ).all()


def with_relations(complaint: Complaint, wanted: Collection[str]) -> list[User]:
    """Officials who stand in one of these relations to a complaint; who is recused is not among them."""
    by_office = [
        and_(User.side == side, User.role_rows.any(UserRole.role == role))
        for word, side, role in (
            (r.OWN_OFFICER, complaint.side, Role.OFFICER),
            (r.OWN_HEAD, complaint.side, Role.HEAD_OF_SUPERVISION),
            (r.OTHER_OFFICER, complaint.side.other, Role.OFFICER),
            (r.OTHER_HEAD, complaint.side.other, Role.HEAD_OF_SUPERVISION),
        )
        if word in wanted
    ]
    if set(wanted) & set(r.PARTS.values()):
        assigned = select(Assignment.user_id).where(
            Assignment.complaint_id == complaint.id, Assignment.ended_at.is_(None)
        )
        by_office.append(User.id.in_(assigned))
    statement = select(User).where(User.is_enabled, or_(false(), *by_office))
    users = db.session.scalars(statement.order_by(User.id)).all()
    if not users:
        return []
    standings = standings_of(users)
    return [user for user in users if relations(standings[user.id], complaint) & set(wanted)]


def with_person(person_id: int) -> User | None:
    """The account of somebody of the roster, if there is one."""
    return db.session.scalar(select(User).where(User.person_id == person_id, User.is_enabled).limit(1))


def find(user_id: int) -> User | None:
    """One account."""
    return db.session.get(User, user_id)


def names(user_ids: Collection[int]) -> dict[int, str]:
    """The names of accounts, in one statement."""
    rows = db.session.execute(select(User.id, User.name).where(User.id.in_(user_ids)))
    return {id: name for id, name in rows}

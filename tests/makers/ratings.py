"""A court with its judge, a firm with its lawyer, their users, and court cases between them."""

from dataclasses import dataclass
from datetime import date
from itertools import count

from liaison.core import clock
from liaison.core.sides import Actor, Role, Side
from liaison.ratings import services
from liaison.ratings.models import CourtCase, CourtCaseKind
from liaison.ratings.services import Particulars
from liaison.store import unit
from liaison.store.users import User
from tests.makers.accounts import make_user
from tests.makers.directory import make_court, make_judge, make_organisation, make_person

_numbers = count(1)


@dataclass
class Room:
    """Who is there."""

    officer: User
    court_id: int
    judge: User
    lawyer: User

    @property
    def judge_id(self) -> int:
        return self.judge.person_id or 0

    @property
    def lawyer_id(self) -> int:
        return self.lawyer.person_id or 0


def make_room() -> Room:
    """An officer, a court with a judge, a firm with a lawyer; both can sign in."""
    court = make_court()
    judge = make_judge(court, name="梁法官")
    lawyer = make_person(make_organisation(name="云江甲律师事务所"), name="陈律师")
    return Room(
        make_user("bar.officer", side=Side.BAR, roles=(Role.OFFICER,)),
        court.id,
        make_user("judge", side=Side.BENCH, roles=(Role.JUDGE,), person_id=judge.id),
        make_user("lawyer", side=Side.BAR, roles=(Role.LAWYER,), person_id=lawyer.id),
    )


def particulars(room: Room, closed_on: date | None = None, **overrides: object) -> Particulars:
    """A court case between the two."""
    number = f"（2026）云01民终{next(_numbers)}号"
    values = {
        "number": number, "court_id": room.court_id, "kind": CourtCaseKind.CIVIL, "judges": [room.judge_id],
        "lawyers": [room.lawyer_id], "closed_on": closed_on, **overrides,
    }  # fmt: skip
    return Particulars(**values)  # type: ignore[arg-type]


def closed_case(room: Room, by: Actor | None = None, **overrides: object) -> CourtCase:
    """One that closed today, so that both are asked."""
    with unit.transaction():
        return services.file(particulars(room, clock.today(), **overrides), by or room.officer)

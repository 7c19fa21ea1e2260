"""The demonstration's court cases: a hundred rated from both sides, some that wait, some under way."""

import json
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any, Final

from sqlalchemy import select

from liaison.core import clock
from liaison.core.sides import Role, Side
from liaison.demo.cast import Cast
from liaison.demo.timeline import Act, Timeline
from liaison.directory.models import Organisation, OrganisationKind, Person, PersonKind
from liaison.ratings import queries, services
from liaison.ratings.models import CourtCase, CourtCaseKind
from liaison.ratings.services import Particulars
from liaison.store.base import db
from liaison.store.remembered import remembered

RATED: Final = 100
WAITING: Final = 4
UNDER_WAY: Final = 6
FAMOUS: Final = 24
"""How many of them the judge and the lawyer with an account have had, so that they see a sum."""

WORDS: Final = {
    CourtCaseKind.CIVIL: "民初", CourtCaseKind.CRIMINAL: "刑初", CourtCaseKind.ADMINISTRATIVE: "行初",
    CourtCaseKind.ENFORCEMENT: "执",
}  # fmt: skip


@dataclass
class Rater:
    """Somebody of the roster who rates, whether or not the demonstration gives them an account."""

    person_id: int
    id: int | None = None


def plan_ratings(timeline: Timeline, cast: Cast, today: date) -> None:
    """Put the court cases of the last year into the timeline."""
    chance = Random(2026)
    for number in range(RATED):
        day = today - timedelta(330 - 3 * number)
        timeline.at(day, _rated(cast, chance, number))
    timeline.at(today - timedelta(9), lambda: services.lapse(clock.today()))
    timeline.at(today - timedelta(9), services.sum_up)
    for number in range(WAITING):
        timeline.at(today - timedelta(2), _closed(cast, chance, RATED + number))
    for number in range(UNDER_WAY):
        timeline.at(today - timedelta(1), _filed(cast, chance, RATED + WAITING + number))


def _rated(cast: Cast, chance: Random, number: int) -> Act:
    def act() -> None:
        court_case = _file(cast, chance, number, clock.today())
        for rating in sorted(queries.ratings_of(court_case.id), key=lambda each: each.id):
            answers = chance.choices(["5", "4", "3", "2", "x"], (45, 32, 13, 3, 7), k=10)
            services.answer(rating, answers, Rater(rating.rater_id))  # type: ignore[arg-type]

    return act


def _closed(cast: Cast, chance: Random, number: int) -> Act:
    return lambda: _file(cast, chance, number, clock.today())


def _filed(cast: Cast, chance: Random, number: int) -> Act:
    return lambda: _file(cast, chance, number, None)


def _file(cast: Cast, chance: Random, number: int, closed_on: date | None) -> CourtCase:
    """A court case between two of the roster; those with an account have the first and the last."""
    kind = chance.choice(list(WORDS))
    is_famous = number < FAMOUS or number >= RATED
    judges, lawyers = (_known(cast, Role.JUDGE), _known(cast, Role.LAWYER)) if is_famous else ([], [])
    judge = chance.choice(judges or _people(PersonKind.JUDGE))
    lawyer = chance.choice(lawyers or _people(PersonKind.LAWYER))
    particulars = Particulars(
        number=f"（{clock.today().year}）云01{WORDS[kind]}{1000 + number}号",
        court_id=_court(),
        kind=kind,
        judges=[judge],
        lawyers=[lawyer],
        closed_on=closed_on,
    )
    return services.file(particulars, cast.first(Role.OFFICER, Side.BENCH))


def plant_ratings(cast: Cast, canaries: Any) -> None:
    """A sheet that nobody ever reads, summed already so that no sum takes its marker up, and why a case was withdrawn.

    `canaries` is `demo.canaries.Canaries`, which names this function.
    """
    chance = Random(canaries.today.toordinal())
    officers = [user for user in cast.users.values() if Role.OFFICER in user.own_roles]
    rated, withdrawn = (_file(cast, chance, RATED + WAITING + UNDER_WAY + more, canaries.today) for more in range(2))
    sheet = queries.ratings_of(rated.id)[0]
    services.answer(sheet, ["5"] * 10, Rater(sheet.rater_id))  # type: ignore[arg-type]
    marker, reason = canaries.word(), canaries.word()
    sheet.answers, sheet.is_counted = json.dumps([marker]), True
    canaries.note(marker, sheet, "answers", (), is_sealed=True)
    services.withdraw(withdrawn, reason, officers[0])
    canaries.note(reason, withdrawn, "reason", officers)


def _known(cast: Cast, role: Role) -> list[int]:
    """The people with an account of that role."""
    return [user.person_id for user in cast.users.values() if user.has(role) and user.person_id is not None]


def _people(kind: PersonKind) -> list[int]:
    # Asked once a load: the roster does not change while the story of the court cases is told.
    key = ("demo people", kind)
    return remembered(
        key, lambda: list(db.session.scalars(select(Person.id).where(Person.kind == kind).order_by(Person.id)))
    )


def _court() -> int:
    statement = select(Organisation.id).where(Organisation.kind == OrganisationKind.COURT).order_by(Organisation.id)
    return remembered("demo court", lambda: db.session.scalars(statement.limit(1)).one())

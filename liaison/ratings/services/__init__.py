"""The verbs of court cases and ratings."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from liaison.core import clock
from liaison.core.errors import RuleBroken
from liaison.core.messages import N_
from liaison.core.moves import refuse
from liaison.core.sides import Actor, Side
from liaison.ratings import notices, queries, rules
from liaison.ratings.models import (
    CourtCase,
    CourtCaseKind,
    CourtCasePerson,
    CourtCaseStatus,
    Rating,
    RatingCount,
    RatingStatus,
)
from liaison.store import audit, clocks
from liaison.store.base import db, expect_version

S = CourtCaseStatus
R = RatingStatus


@dataclass(frozen=True, slots=True)
class Particulars:
    """What a court case is. People by id of the directory; `closed_on` None while it is under way."""

    number: str
    court_id: int
    kind: CourtCaseKind
    judges: Sequence[int]
    lawyers: Sequence[int]
    closed_on: date | None = None


def file(particulars: Particulars, by: Actor) -> CourtCase:
    """Enter a court case; one that is closed asks its people at once. Raises Forbidden, RuleBroken on a field."""
    refuse(rules.why_not_case("file", by, None))
    court_case = CourtCase(filed_on=clock.today(), status=S.FILED)
    _apply(court_case, particulars)
    db.session.add(court_case)
    db.session.flush()
    audit.record("court_case.filed", court_case, by, kind=particulars.kind)
    if particulars.closed_on is not None:
        conclude(court_case, particulars.closed_on, by)
    return court_case


def file_all(rows: Sequence[Particulars], by: Actor) -> list[CourtCase]:
    """Enter many, all or none: what one of them breaks is raised."""
    return [file(row, by) for row in rows]


def amend(court_case: CourtCase, particulars: Particulars, by: Actor, seen: int | None = None) -> CourtCase:
    """Correct a court case that is under way. Raises Stale, Forbidden, RuleBroken on a field."""
    expect_version(court_case, seen, **{N_("案号"): (court_case.number, particulars.number)})
    refuse(rules.why_not_case("amend", by, court_case))
    court_case.people.clear()
    db.session.flush()
    _apply(court_case, particulars)
    audit.record("court_case.amended", court_case, by)
    return court_case


def conclude(court_case: CourtCase, closed_on: date, by: Actor, seen: int | None = None) -> CourtCase:
    """It is closed: ask its judges and lawyers to rate each other. Raises Stale, Forbidden, RuleBroken."""
    expect_version(court_case, seen)
    refuse(rules.why_not_case("conclude", by, court_case))
    rules.check_closed(closed_on, clock.today())
    today = clock.today()
    court_case.closed_on, court_case.status = closed_on, S.ASKED
    court_case.due_on = clocks.due_of(clocks.RATING_ANSWER, today).on
    asked = [
        Rating(
            court_case_id=court_case.id, rater_id=rater, rated_id=rated, rater_side=side, status=R.ASKED,
            asked_on=today, due_on=court_case.due_on,
        )
        for side in Side
        for rater in court_case.people_of(side)
        for rated in court_case.people_of(side.other)
    ]  # fmt: skip
    db.session.add_all(asked)
    db.session.flush()
    audit.record("court_case.concluded", court_case, by, closed_on=closed_on, ratings=len(asked))
    notices.asked(asked, "asked")
    return court_case


def withdraw(court_case: CourtCase, reason: str, by: Actor, seen: int | None = None) -> CourtCase:
    """Take back what was entered in error; what was said in it counts nowhere. Raises Stale, Forbidden, RuleBroken."""
    expect_version(court_case, seen)
    refuse(rules.why_not_case("withdraw", by, court_case))
    if not reason.strip():
        raise RuleBroken(N_("请填写理由。"), field="reason")
    court_case.status, court_case.reason = S.WITHDRAWN, reason
    for rating in queries.ratings_of(court_case.id):
        if not rating.is_counted:
            rating.status, rating.answers = R.WITHDRAWN, None
    audit.record("court_case.withdrawn", court_case, by)
    return court_case


def answer(rating: Rating, answers: Sequence[str], by: Actor, seen: int | None = None) -> Rating:
    """Rate. It counts once the other one has answered too, or the time is up. Raises Stale, Forbidden, RuleBroken."""
    expect_version(rating, seen)
    refuse(rules.why_not_rating("answer", by, rating, clock.today()))
    rules.check_answers(rating.rater_side, answers)
    rating.answers, rating.status = json.dumps(list(answers)), R.ANSWERED
    return _settled(rating, "rating.answered", by)


def decline(rating: Rating, by: Actor, seen: int | None = None) -> Rating:
    """Say that there was not enough contact, which is an answer too. Raises Stale, Forbidden, RuleBroken."""
    expect_version(rating, seen)
    refuse(rules.why_not_rating("decline", by, rating, clock.today()))
    rating.status = R.NO_CONTACT
    return _settled(rating, "rating.declined", by)


def lapse(today: date) -> None:
    """Close what was not answered in time; what the other one said counts now."""
    for rating in queries.lapsing(today):
        rating.status = R.LAPSED
        audit.record("rating.lapsed", rating, None)
    for rating in queries.unsettled(today):
        rating.is_settled = True
    db.session.flush()
    for court_case in queries.finished(today):
        court_case.status = S.DONE
        audit.record("court_case.finished", court_case, None)


def remind(today: date) -> None:
    """Write to those who have not answered on day 3 and on day 6."""
    due: dict[int, list[Rating]] = {}
    for rating in queries.reminding():
        if rules.reminder_due(rating.asked_on, rating.reminders, today):
            rating.reminders += 1
            due.setdefault(rating.reminders, []).append(rating)
    for number, ratings in due.items():
        notices.asked(ratings, f"reminder{number}")


def sum_up() -> None:
    """Put settled ratings into the sums, several at once, so that no look before and after tells a single one."""
    pending = queries.pending_people()
    counted = queries.count_counted([person_id for person_id, _ in pending])
    for person_id, number in pending:
        if rules.may_sum(number, counted.get(person_id, 0)):
            _add_up(person_id, queries.pending_of(person_id))


def _add_up(person_id: int, ratings: Collection[Rating]) -> None:
    cells: dict[tuple[str, str], int] = {("", ""): len(ratings)}
    for rating in ratings:
        for item, value in enumerate(json.loads(rating.answers or "[]"), 1):
            cells[str(item), value] = cells.get((str(item), value), 0) + 1
        rating.is_counted = True
    rows = [
        {"person_id": person_id, "item": item, "value": value, "count": count}
        for (item, value), count in sorted(cells.items())
    ]
    is_postgresql = db.session.get_bind().dialect.name == "postgresql"
    statement: Any = (postgresql_insert if is_postgresql else sqlite_insert)(RatingCount).values(rows)
    table: Any = RatingCount.__table__
    db.session.execute(
        statement.on_conflict_do_update(
            index_elements=["person_id", "item", "value"], set_={"count": table.c.count + statement.excluded.count}
        )
    )


def _settled(rating: Rating, action: str, by: Actor) -> Rating:
    other = queries.counterpart(rating)
    if other is None or other.status in {R.ANSWERED, R.NO_CONTACT, R.LAPSED}:
        rating.is_settled = True
        if other is not None:
            other.is_settled = True
    db.session.flush()
    audit.record(action, rating, by)
    return rating


def _apply(court_case: CourtCase, particulars: Particulars) -> None:
    rules.check_number(particulars.number)
    rules.check_people(particulars.judges, particulars.lawyers)
    there = queries.find_case(particulars.court_id, particulars.number)
    if there is not None and there.id != court_case.id:
        raise RuleBroken(N_("该法院的这个案号已经登记。"), field="number")
    court_case.number, court_case.court_id = particulars.number, particulars.court_id
    court_case.kind = particulars.kind
    court_case.people = [
        *(CourtCasePerson(person_id=id, side=Side.BENCH) for id in dict.fromkeys(particulars.judges)),
        *(CourtCasePerson(person_id=id, side=Side.BAR) for id in dict.fromkeys(particulars.lawyers)),
    ]

"""Ratings of people and court cases of courts whose two entries of the roster become one. Nobody is told of any.

What both said or heard in one court case counts once: what was answered before what was not, else the earlier.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from sqlalchemy import delete, tuple_

from liaison.core.merging import Merging
from liaison.ratings import queries
from liaison.ratings.models import CourtCase, CourtCasePerson, CourtCaseStatus, Rating, RatingCount, RatingStatus
from liaison.store import merging
from liaison.store.base import db

ANSWERED: Final = (RatingStatus.ANSWERED, RatingStatus.NO_CONTACT)
STAGES: Final = (CourtCaseStatus.WITHDRAWN, CourtCaseStatus.FILED, CourtCaseStatus.ASKED, CourtCaseStatus.DONE)
"""Of two entries of one court case the one that is further is kept."""


def settle_people(gone: int, kept: int) -> None:
    """One place in a court case, one rating of each by each; the counters are added up."""
    merging.drop_twins(CourtCasePerson.person_id, gone, kept, [CourtCasePerson.court_case_id])
    who = {gone: kept}
    _drop_doubles(queries.ratings_with([gone, kept]), {}, who)
    merging.add_up(RatingCount.count, RatingCount.person_id, gone, kept, [RatingCount.item, RatingCount.value])


def settle_courts(gone: int, kept: int) -> None:
    """A court case that is entered for both courts becomes one, with all its people and ratings."""
    cases: dict[int, int] = {}
    for one, other in queries.same_cases(gone, kept):
        is_further = STAGES.index(one.status) > STAGES.index(other.status)
        cases |= {other.id: one.id} if is_further else {one.id: other.id}
    involved = [*cases, *cases.values()]
    _drop_doubles(queries.ratings_in(involved), cases, {})
    people: Any = tuple_(CourtCasePerson.court_case_id, CourtCasePerson.person_id)
    doubles = _doubles((cases.get(row[0], row[0]), row[1], row) for row in queries.people_in(involved, cases))
    db.session.execute(delete(CourtCasePerson).where(people.in_(doubles)), execution_options=merging.AT_ONCE)
    for column in (CourtCasePerson.court_case_id, Rating.court_case_id):
        merging.exchange(column, cases)
    merging.drop(CourtCase.id, cases)


def _drop_doubles(ratings: Iterable[Any], cases: Mapping[int, int], people: Mapping[int, int]) -> None:
    """Of the ratings that become one keep the best; `cases` and `people` say what becomes what."""
    found: dict[tuple[int, int, int], int] = {}
    doubles = []
    for row in sorted(ratings, key=lambda row: (not row.is_counted, row.status not in ANSWERED, row.id)):
        rater, rated = people.get(row.rater_id, row.rater_id), people.get(row.rated_id, row.rated_id)
        key = (cases.get(row.court_case_id, row.court_case_id), rater, rated)
        if rater == rated or found.setdefault(key, row.id) != row.id:
            doubles.append(row.id)
    merging.drop(Rating.id, doubles)


def _doubles(rows: Iterable[tuple[int, int, Any]]) -> list[Any]:
    """All but the first of the rows of each (court case, person)."""
    known: set[tuple[int, int]] = set()
    doubles = []
    for case, person, row in rows:
        if (case, person) in known:
            doubles.append(tuple(row))
        known.add((case, person))
    return doubles


PERSON: Final = Merging(
    references=(CourtCasePerson.person_id, Rating.rater_id, Rating.rated_id, RatingCount.person_id),
    settle=settle_people,
)
ORGANISATION: Final = Merging(references=(CourtCase.court_id,), settle=settle_courts)

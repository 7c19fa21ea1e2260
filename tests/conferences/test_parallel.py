"""Many writers at once: official numbers without gaps or doubles, and nothing slips past the end of a session."""

import threading
from collections.abc import Callable

from flask import Flask
from sqlalchemy import select

from liaison.conferences.models import Conference, ConferenceKind, ConferenceStatus, Resolution
from liaison.conferences.services import agenda, planning, resolutions
from liaison.conferences.services.resolutions import Lead
from liaison.core.errors import RuleBroken
from liaison.store import unit
from liaison.store.base import db
from tests.makers.conferences import Content, Person, fill_session, make_conference, plan_conference

WRITERS = 16
BY = Person()


def at_once(app: Flask, *verbs: Callable[[], object]) -> list[BaseException]:
    """Run each verb in a thread and a transaction of its own; gives what they raised."""
    raised: list[BaseException] = []
    start = threading.Barrier(len(verbs))

    def run(verb: Callable[[], object]) -> None:
        with app.app_context():
            start.wait()
            try:
                with unit.transaction():
                    verb()
            except Exception as error:
                raised.append(error)
            db.session.remove()

    threads = [threading.Thread(target=run, args=(verb,)) for verb in verbs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


def test_ordinals_have_no_gaps_or_doubles_under_sixteen_planners(app: Flask, database: None) -> None:
    kinds = [ConferenceKind.REGULAR] * (WRITERS - 4) + [ConferenceKind.FORUM] * 4

    def planner(kind: ConferenceKind, is_refused: bool) -> Callable[[], object]:
        def plan() -> None:
            plan_conference(kind=kind)
            if is_refused:
                raise ZeroDivisionError

        return plan

    raised = at_once(app, *(planner(kind, place % 6 == 5) for place, kind in enumerate(kinds)))
    assert {type(error) for error in raised} == {ZeroDivisionError}
    made = db.session.execute(select(Conference.kind, Conference.ordinal)).all()
    assert len(made) == WRITERS - len(raised)
    for kind in (ConferenceKind.REGULAR, ConferenceKind.FORUM):
        ordinals = sorted(ordinal for found, ordinal in made if found is kind)
        assert ordinals == list(range(1, len(ordinals) + 1))


def test_resolutions_are_numbered_without_gaps_or_doubles_by_sixteen_at_once(app: Flask, database: None) -> None:
    content = Content(resolved=("甲。", "乙。"))
    with unit.transaction():
        ids = []
        for _ in range(WRITERS):
            conference = make_conference(ConferenceStatus.IN_SESSION, days=0, content=content)
            fill_session(conference, content, BY)
            ids.append(conference.id)

    raised = at_once(app, *(lambda id=id: planning.conclude(db.session.get_one(Conference, id), by=BY) for id in ids))
    assert raised == []
    numbers = sorted(number or 0 for number in db.session.scalars(select(Resolution.number)))
    assert numbers == list(range(1, 2 * WRITERS + 1))


def test_one_conference_concluded_by_sixteen_at_once_is_concluded_once(app: Flask, database: None) -> None:
    with unit.transaction():
        conference = make_conference(ConferenceStatus.IN_SESSION, days=0)
        fill_session(conference, Content(), BY)
        id = conference.id
    raised = at_once(app, *[lambda: planning.conclude(db.session.get_one(Conference, id), by=BY)] * WRITERS)
    assert [type(error) for error in raised] == [RuleBroken] * (WRITERS - 1)
    assert list(db.session.scalars(select(Resolution.number))) == [1]


def test_no_resolution_slips_in_while_the_session_is_concluded(app: Flask, database: None) -> None:
    with unit.transaction():
        conference = make_conference(ConferenceStatus.IN_SESSION, days=0)
        fill_session(conference, Content(), BY)
        id = conference.id

    def resolve() -> None:
        conference = db.session.get_one(Conference, id)
        resolutions.resolve(conference, "补充。", Lead(name="市中院"), due_on=conference.held_on, by=BY)

    verbs = [resolve] * 6 + [lambda: planning.conclude(db.session.get_one(Conference, id), by=BY)] + [resolve] * 6
    raised = at_once(app, *verbs)
    assert {type(error) for error in raised} <= {RuleBroken}
    numbers = list(db.session.scalars(select(Resolution.number).order_by(Resolution.position)))
    assert numbers == list(range(1, len(numbers) + 1))


def test_of_sixteen_who_reorder_the_same_page_one_gets_through(app: Flask, database: None) -> None:
    with unit.transaction():
        conference = make_conference(content=Content(topics=("甲", "乙", "丙")))
        id, seen, ids = conference.id, conference.version, [item.id for item in conference.items]

    def reorder() -> None:
        agenda.reorder(db.session.get_one(Conference, id), [ids[0], *reversed(ids[1:])], by=BY, seen=seen)

    raised = at_once(app, *[reorder] * WRITERS)
    assert len(raised) == WRITERS - 1
    assert {type(error).__name__ for error in raised} == {"Stale"}

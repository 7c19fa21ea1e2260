"""What somebody may see: SQL and rules agree, and who must keep away sees neither row, count nor hit."""

from collections import Counter
from itertools import product

from sqlalchemy import select

from liaison.complaints.models import Complaint, Identity, Status
from liaison.complaints.projections import elsewhere
from liaison.complaints.queries import complaints as queries
from liaison.complaints.queries import desk
from liaison.complaints.queries.desk import Filters
from liaison.complaints.queries.keys import person_key, user_key
from liaison.complaints.rules.relations import is_visible
from liaison.complaints.services import parts, ties
from liaison.complaints.services.finishing import Filled
from liaison.core.sides import Role
from liaison.directory.models import Person
from liaison.store.base import db
from liaison.store.users import UserRole
from tests.makers.complaints import J2L, L2J, PEOPLE, City, do, make_complaint, who

S = Status
STATES = {
    L2J: (S.LODGED, S.TRANSFERRED, S.UNDER_CHECK, S.CLOSED),
    J2L: (S.LODGED, S.RECEIVED, S.UNDER_INVESTIGATION, S.CLOSED),
}


def test_rules_and_queries_agree_on_who_sees_what(city: City) -> None:
    """Every account × every state of both directions, with ties, recusals and a second round thrown in."""
    made = [make_complaint(city, state, direction) for direction in STATES for state in STATES[direction]]
    again = make_complaint(city, S.REPLIED)
    do(city, again, "ask_re_examination", "lawyer")
    do(city, again, "assign", "court_officer", _people(city, "handler2"))
    # The first one's handler has an office too, and one of the heads sits in the chamber of the judge.
    city["handler"].role_rows.append(UserRole(role=Role.OFFICER))
    head, judge = (db.session.get_one(Person, city[name].person_id) for name in ("court_head", "judge"))
    head.organisation_id = judge.organisation_id
    db.session.flush()
    ties.declare(city["court_officer2"], city.judge_person_id, "表兄弟")
    ties.declare(city["panel2"], city.lawyer_person_id, "同学")
    parts.recuse(made[2], city["court_head"].id, "曾参与该案")
    seen: Counter[str] = Counter()
    for name, complaint in product(PEOPLE, [*made, again]):
        standing = who(city[name])
        statement = select(Complaint.id).where(Complaint.id == complaint.id, queries.visible_as(standing))
        found = db.session.scalar(statement) is not None
        assert found is is_visible(standing, complaint), f"{name}, {complaint.direction} {complaint.status}"
        seen[name] += found
    for name in PEOPLE:
        who(city[name])
        assert desk.count_by_state(city[name], Filters())[""] == seen[name], f"{name}: the tabs count otherwise"


def test_a_part_of_another_round_opens_nothing_of_this_one(city: City) -> None:
    complaint = make_complaint(city, S.DOCKETED, J2L)
    assert is_visible(who(city["panel"]), complaint)
    complaint.round += 1
    db.session.flush()
    standing = who(city["panel"])
    assert not is_visible(standing, complaint)
    statement = select(Complaint.id).where(Complaint.id == complaint.id, queries.visible_as(standing))
    assert db.session.scalar(statement) is None


def test_who_must_keep_away_gets_neither_row_count_hit_date_nor_task(city: City) -> None:
    complaint = make_complaint(city, S.TRANSFERRED)
    ties.declare(city["court_officer"], city.judge_person_id, "表兄弟")
    user = city["court_officer"]
    who(user)
    assert db.session.scalars(desk.listed(user, Filters())).all() == []
    assert set(desk.count_by_state(user, Filters()).values()) == {0}
    assert desk.find(user, complaint.reference).total == 0
    assert elsewhere.waiting(user) == []
    assert complaint.due_on is not None
    assert elsewhere.due_dates(user, complaint.due_on, complaint.due_on) == []
    other = city["court_officer2"]
    who(other)
    assert [row.id for row in desk.find(other, complaint.reference).rows] == [complaint.id]


def test_judge_complained_of_cannot_learn_that_it_exists_before_the_notice(city: City) -> None:
    complaint = make_complaint(city, S.ACKNOWLEDGED)
    assert not is_visible(who(city["judge"]), complaint)
    do(city, complaint, "assign", "court_officer", _people(city, "handler"))
    do(city, complaint, "notify", "handler")
    assert is_visible(who(city["judge"]), complaint)


def test_no_open_column_holds_a_person(city: City) -> None:
    complaint = make_complaint(city, S.LODGED, identity=Identity.CONFIDENTIAL)
    assert complaint.complainant_key == user_key(city["lawyer"].id)
    assert complaint.respondent_key == person_key(city.judge_person_id)
    anonymous = make_complaint(city, S.LODGED, identity=Identity.ANONYMOUS)
    assert anonymous.complainant_key == ""
    assert queries.content_of(anonymous).identity is None


def _people(city: City, *names: str) -> Filled:
    return Filled(people=tuple(city[name].id for name in names))

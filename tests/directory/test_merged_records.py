"""What the house keeps of two entries goes over to the one that is left, secrets too, and nobody learns of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, func, select

from liaison.complaints.models import Complaint, DeclaredTie
from liaison.complaints.queries import drafts
from liaison.complaints.queries.keys import pair_key, person_key, unit_key, user_key
from liaison.complaints.rules.relations import is_recused
from liaison.complaints.services import lodging, ties
from liaison.conferences.models import Attendance, Conference, ConferenceStatus, JointUnit, Presence, Resolution
from liaison.core import clock
from liaison.core.sides import Role, Side
from liaison.directory.models import Organisation, Person
from liaison.directory.services import merging
from liaison.opinions.models import JointComment
from liaison.questionnaires.models import (
    Mode,
    QuestionnaireCount,
    QuestionnaireStatus,
    QuestionnaireTarget,
)
from liaison.ratings.models import CourtCase, CourtCasePerson, Rating, RatingCount, RatingStatus
from liaison.ratings.queries.retaining import key_of
from liaison.ratings.services import purging
from liaison.reception.models import Duty, DutyLawyer, DutyStatus, LawyerStatus
from liaison.store import purges, unit
from liaison.store.audit import AuditEntry
from liaison.store.base import db
from liaison.store.remembered import forget
from liaison.store.users import User
from liaison.web.frame import features
from tests.makers.accounts import make_user
from tests.makers.complaints import a_lodging, make_city, make_complaint, who
from tests.makers.conferences import plan_conference
from tests.makers.directory import make_court, make_judge, make_organisation, make_person
from tests.makers.opinions import make_opinion
from tests.makers.questionnaires import make_questionnaire
from tests.makers.ratings import closed_case, make_room
from tests.makers.reception import make_day, make_duty, make_lawyer

pytestmark = pytest.mark.db


def merge(kept: Any, gone: Any, by: User) -> None:
    """Merge two entries, and check that no column of the house still names the one that went."""
    kind = "person" if isinstance(kept, Person) else "organisation"
    verb = merging.merge_people if kind == "person" else merging.merge_organisations
    verb(kept, gone, set(), seen=(None, None), by=by, carriers=features().merging(kind))
    for table in db.metadata.sorted_tables:
        for column in table.columns:
            if any(key.column.table.name == kind for key in column.foreign_keys):
                left = db.session.scalar(select(func.count()).select_from(table).where(column == gone.id))
                assert not left, f"{table.name}.{column.name}"


def officer(side: Side = Side.BAR) -> User:
    return make_user(f"officer_{side}", side=side, roles={Role.OFFICER})


@contextmanager
def statements(app: Flask) -> Iterator[list[str]]:
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


def test_of_two_lines_on_one_list_the_one_that_took_part_is_kept(transaction: None) -> None:
    firm, by = make_organisation(), officer()
    kept, gone = make_person(firm), make_person(firm)
    both, issued = plan_conference(), plan_conference()
    db.session.flush()

    def line(conference: Conference, person: Person, presence: Presence, replaces: Attendance | None = None) -> Any:
        row = Attendance(
            conference_id=conference.id, position=1, person_id=person.id, name=person.name, unit=firm.name,
            presence=presence, replaces=replaces,
        )  # fmt: skip
        db.session.add(row)
        db.session.flush()
        return row

    absent, there = line(both, kept, Presence.INVITED), line(both, gone, Presence.PRESENT)
    instead = line(both, make_person(firm, name="代表"), Presence.PRESENT, absent)
    for person in (kept, gone):
        line(issued, person, Presence.PRESENT)
    issued.status = ConferenceStatus.ISSUED
    absent_id, there_id = absent.id, there.id
    merge(kept, gone, by)
    assert db.session.get(Attendance, absent_id) is None
    assert db.session.get_one(Attendance, there_id).person_id == kept.id
    assert instead.replaces_id == there_id
    # What was issued with two lines keeps both.
    assert [row.person_id for row in issued.attendances] == [kept.id, kept.id]


def test_units_stand_once_beside_an_opinion_or_resolution(transaction: None) -> None:
    by = officer(Side.BENCH)
    kept, gone, third = make_court(), make_court("云江中级人民法院", "中院"), make_court("云江县人民法院", "县院")
    one, other = make_opinion(), make_opinion()
    one.lead_id, one.joint_ids = gone.id, [kept.id, third.id]
    other.lead_id, other.joint_ids = third.id, [gone.id, kept.id]
    for unit_, text in ((kept, "先说的"), (gone, "后说的")):
        db.session.add(JointComment(opinion_id=other.id, unit_id=unit_.id, text=text, at=clock.now()))
    conference = plan_conference()
    db.session.flush()
    led, joined = (
        Resolution(conference_id=conference.id, position=place, text="及时答复。", lead_id=lead)
        for place, lead in ((1, gone.id), (2, third.id))
    )
    led.joint_units = [JointUnit(unit_id=kept.id)]
    joined.joint_units = [JointUnit(unit_id=kept.id), JointUnit(unit_id=gone.id)]
    db.session.add_all([led, joined])
    merge(kept, gone, by)
    assert (one.lead_id, one.joint_ids) == (kept.id, [third.id])
    assert (other.lead_id, other.joint_ids) == (third.id, [kept.id])
    assert [comment.text for comment in other.comments] == ["先说的\n后说的"]
    assert (led.lead_id, led.joint_units) == (kept.id, [])
    assert [row.unit_id for row in joined.joint_units] == [kept.id]


def test_a_lawyer_registered_twice_has_one_place_on_the_rota(database: None) -> None:
    one, other = make_lawyer("沈知远"), make_lawyer("沈志远", firm="云江接访律师事务所", consented_on=None)
    kept, gone = db.session.get_one(Person, other.person_id), db.session.get_one(Person, one.person_id)
    days = [make_day(date(2026, 12, day)) for day in (7, 14, 21)]
    make_duty(days[0], one, DutyStatus.ATTENDED)
    make_duty(days[0], other, DutyStatus.ABSENT)
    make_duty(days[1], one)
    make_duty(days[2], one, DutyStatus.ABSENT)
    make_duty(days[2], other, DutyStatus.ATTENDED)
    with unit.transaction():
        gone.number, other.status = None, LawyerStatus.DISABLED
        by = officer()
    with unit.transaction():
        merge(kept, gone, by)
    left = db.session.query(DutyLawyer).one()
    assert (left.id, left.person_id, left.status) == (one.id, kept.id, LawyerStatus.ACTIVE)
    found = db.session.query(Duty).order_by(Duty.day_id).all()
    assert [(duty.lawyer_id, duty.status) for duty in found] == [
        (left.id, DutyStatus.ATTENDED), (left.id, DutyStatus.CONFIRMED), (left.id, DutyStatus.ATTENDED),
    ]  # fmt: skip


def test_who_must_keep_away_from_either_keeps_away_from_both(transaction: None) -> None:
    """A judge complained about under one entry, with an account under the other, a colleague, and declared ties."""
    city = make_city()
    complaint = make_complaint(city)
    double = db.session.get_one(Person, city.judge_person_id)
    chamber = double.organisation
    account = city["judge"]
    mine = make_judge(make_court("云江县人民法院", "县院"), name="顾明川")
    account.person_id = mine.id
    helper, tied_twice = city["handler"], city["handler2"]
    ties.declare(helper, double.id, "同学")
    for person in (double, mine):
        ties.declare(tied_twice, person.id, "亲属")
    db.session.flush()
    assert not is_about(complaint, account)
    merge(mine, double, officer(Side.BENCH))
    forget()
    db.session.refresh(complaint)
    assert is_about(complaint, account)
    assert complaint.pair_key == pair_key(user_key(city["lawyer"].id), person_key(mine.id))
    assert is_recused(who(helper), complaint)
    assert is_recused(who(tied_twice), complaint)
    assert db.session.query(DeclaredTie).count() == 2
    # Whoever sits in the chamber of that time keeps away, also when the chamber is merged into another.
    other = make_organisation_like(chamber)
    colleague = make_user("colleague", side=Side.BENCH, roles={Role.HANDLER}, person_id=make_judge(other).id)
    assert not is_recused(who(colleague), complaint)
    merge(other, chamber, officer_again())
    forget()
    db.session.refresh(complaint)
    assert complaint.respondent_unit_key == unit_key(other.id)
    assert is_recused(who(colleague), complaint)


def is_about(complaint: Complaint, user: User) -> bool:
    return who(user).person_key == complaint.respondent_key


def officer_again() -> User:
    return db.session.query(User).filter_by(username="officer_bench").one()


def make_organisation_like(chamber: Organisation) -> Organisation:
    """Another entry of the same court."""
    made = make_organisation(chamber.kind, name="民一庭", parent_id=chamber.parent_id)
    db.session.flush()
    return made


def test_a_draft_begun_before_the_merging_is_about_the_entry_that_is_left(transaction: None) -> None:
    city = make_city()
    double = db.session.get_one(Person, city.judge_person_id)
    kept = make_judge(double.organisation, name="顾明川")
    lodger = city["lawyer"]
    lodging.save_draft(who(lodger), {"body_id": str(city.court_id), "respondent_id": str(double.id)})
    begun = a_lodging(city)
    merge(kept, double, officer(Side.BENCH))
    forget()
    assert drafts.values_of(lodger)["respondent_id"] == str(kept.id)
    complaint = lodging.lodge(begun, who(lodger))
    assert complaint.respondent_key == person_key(kept.id)


def test_ratings_and_questionnaires_count_once(database: None) -> None:
    room = make_room()
    mine = db.session.get_one(Person, room.judge_id)
    double = make_judge(mine.organisation, name="梁法官")
    case = closed_case(room, judges=[mine.id, double.id])
    lawyer_id = room.lawyer_id
    with unit.transaction():
        asked = {(row.rater_id, row.rated_id): row for row in db.session.query(Rating)}
        asked[double.id, lawyer_id].status = RatingStatus.ANSWERED
        wanted = {
            (mine.id, lawyer_id): asked[double.id, lawyer_id].id,
            (lawyer_id, mine.id): asked[lawyer_id, mine.id].id,
        }
        for person, count in ((mine, 12), (double, 10)):
            db.session.add(RatingCount(person_id=person.id, item="", value="", count=count))
        db.session.add(RatingCount(person_id=double.id, item="1", value="5", count=10))
        running, released = (make_questionnaire(room.officer, mode=Mode.CONFIDENTIAL) for _ in range(2))
        released.status = QuestionnaireStatus.RELEASED
        for person in (mine, double):
            db.session.add(
                QuestionnaireTarget(
                    questionnaire_id=running.id, user_id=room.lawyer.id, person_id=person.id,
                    has_answered=person is double,
                )
            )  # fmt: skip
            for one in (running, released):
                db.session.add(
                    QuestionnaireCount(questionnaire_id=one.id, person_id=person.id, question="j1", value="", count=3)
                )
        db.session.flush()
        merge(mine, double, officer(Side.BENCH))
    assert {(row.rater_id, row.rated_id): row.id for row in db.session.query(Rating)} == wanted
    assert db.session.query(CourtCasePerson).filter_by(court_case_id=case.id).count() == 2
    assert {(row.item, row.person_id): row.count for row in db.session.query(RatingCount)} == {
        ("", mine.id): 22, ("1", mine.id): 10,
    }  # fmt: skip
    assert [row.has_answered for row in db.session.query(QuestionnaireTarget)] == [True]
    told = {(row.questionnaire_id, row.person_id): row.count for row in db.session.query(QuestionnaireCount)}
    # Sheets of released results that too few had answered would be told by the difference.
    assert told == {(running.id, mine.id): 6, (released.id, mine.id): 3, (released.id, double.id): 3}


def test_a_court_case_entered_for_both_courts_becomes_one(app: Flask, database: None) -> None:
    room = make_room()
    gone = make_court("云江中级人民法院", "中院")
    with unit.transaction():
        by = officer(Side.BENCH)
    first = closed_case(room, number="（2026）云01民终1号")
    closed_case(room, number="（2026）云01民终1号", court_id=gone.id)
    with unit.transaction():
        merge(db.session.get_one(Organisation, room.court_id), gone, by)
    assert [case.id for case in db.session.query(CourtCase)] == [first.id]
    assert db.session.query(Rating).count() == 2
    # A backup from before the merging has it under the court that went: the ledger of purges names it there too.
    with unit.transaction():
        purging.purge([first.id], None)
    noted = {key for _kind, key in purges.entries(app.extensions[purges.PLACE])}
    assert {key_of(id, "（2026）云01民终1号") for id in (room.court_id, gone.id)} <= noted


def test_nobody_learns_of_what_is_kept_of_somebody(app: Flask, database: None) -> None:
    """Page, trail and statements are the same for those of whom there is nothing and those of whom there is."""
    with unit.transaction():
        city, by = make_city(), officer(Side.BENCH)
        make_complaint(city)
        known = db.session.get_one(Person, city.judge_person_id)
        ties.declare(city["handler"], known.id, "同学")
        city["judge"].person_id = None
        kept, other = make_judge(known.organisation, name="甲"), make_judge(known.organisation, name="乙")
        case = CourtCase(number="（2026）云01民终1号", court_id=city.court_id, kind="civil", filed_on=clock.today())
        db.session.add(case)
        db.session.flush()
        lawyer_id = city.lawyer_person_id
        for rater, rated, side in ((known.id, lawyer_id, Side.BENCH), (lawyer_id, known.id, Side.BAR)):
            rating = Rating(
                court_case_id=case.id, rater_id=rater, rated_id=rated, rater_side=side, asked_on=clock.today(),
                due_on=clock.today(),
            )  # fmt: skip
            db.session.add(rating)
        db.session.add(RatingCount(person_id=known.id, item="", value="", count=10))
        round_ = make_questionnaire(city["bar_officer"], mode=Mode.CONFIDENTIAL)
        db.session.add(QuestionnaireTarget(questionnaire_id=round_.id, user_id=city["lawyer"].id, person_id=known.id))
    counted = [
        [told for each in features().merging("person") for told in each.count(by, one.id)] for one in (known, other)
    ]
    assert counted[0] == counted[1]
    asked = []
    for gone in (other, known):
        db.session.expire_all()
        with unit.transaction(), statements(app) as seen:
            merging.merge_people(kept, gone, set(), seen=(None, None), by=by, carriers=features().merging("person"))
        asked.append([statement.split()[:3] for statement in seen])
    assert asked[0] == asked[1]
    trail = [entry.detail for entry in db.session.query(AuditEntry).filter_by(action="person.merged")]
    assert trail == [{"merged": other.id, "taken": []}, {"merged": known.id, "taken": []}]

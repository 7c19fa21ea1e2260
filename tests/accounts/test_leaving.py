"""Somebody leaves: everything goes to successors in one step, nothing to whom it must not."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from liaison.accounts.models import SignInSession
from liaison.accounts.services import handing_over
from liaison.complaints.models import Assignment, Direction, Part
from liaison.complaints.models import Status as ComplaintStatus
from liaison.complaints.services import parts
from liaison.conferences.models import ConferenceStatus, Resolution
from liaison.core import clock
from liaison.core.errors import Forbidden, RuleBroken
from liaison.core.sides import Role, Side
from liaison.opinions.models import Opinion, OpinionStatus
from liaison.questionnaires.models import Questionnaire
from liaison.reception.models import Duty
from liaison.reception.models.days import DutyStatus
from liaison.store import unit
from liaison.store.audit import AuditEntry
from liaison.store.base import db
from liaison.store.outbox import OutboxMessage
from liaison.store.users import StandIn, User
from liaison.web.frame import features
from tests.makers.accounts import make_user
from tests.makers.complaints import City, make_city, make_complaint
from tests.makers.conferences import make_conference
from tests.makers.opinions import make_opinion
from tests.makers.questionnaires import make_questionnaire
from tests.makers.reception import as_lawyer, make_day, make_duty, make_lawyer
from tests.page import Browser


@pytest.fixture
def transaction(database: None) -> Iterator[None]:
    with unit.transaction():
        yield


@pytest.fixture
def admin(transaction: None) -> User:
    make_user("second", side=None, roles=(Role.ADMINISTRATOR,))
    return make_user("admin", side=None, roles=(Role.ADMINISTRATOR,))


@pytest.fixture
def city(transaction: None) -> City:
    return make_city()


def leave(leaver: User, successor: User | None, by: User, **own: User | None) -> dict[str, tuple[int, int]]:
    """Hand everything over; how many of each kind went and stayed, those that there was something of."""
    done = handing_over.hand_over(leaver, features().holdings, own, successor, "退休", by)
    kinds = zip(features().holdings, done, strict=True)
    return {key: (each.moved, each.left) for key, each in kinds if each.moved or each.left}


def test_opinions_go_on_under_their_name_and_withheld_ones_go_to_the_office(admin: User) -> None:
    leaver, successor = (make_user(name, roles=(Role.LAWYER,)) for name in ("leaver", "successor"))
    shown, closed = make_opinion(OpinionStatus.SCREENED, by=leaver), make_opinion(OpinionStatus.CLOSED, by=leaver)
    withheld = make_opinion(OpinionStatus.SCREENED, by=leaver)
    withheld.is_name_withheld = True
    db.session.flush()
    name = shown.proposer_name
    assert leave(leaver, successor, admin) == {"opinions": (1, 0)}, "a withheld name is not even counted"
    assert (shown.proposer_user_id, shown.proposer_name) == (successor.id, name)
    assert withheld.proposer_user_id is None
    assert closed.proposer_user_id == leaver.id


def test_a_resolution_names_the_successor_and_its_timeline_says_so(admin: User, city: City) -> None:
    make_conference(ConferenceStatus.HELD)
    resolution = db.session.scalars(select(Resolution)).first()
    assert resolution is not None
    leaver, successor = city["court_officer"], city["court_officer2"]
    resolution.person_id, resolution.person = leaver.person_id, leaver.name
    db.session.flush()
    assert leave(leaver, successor, admin)["resolutions"] == (1, 0)
    assert (resolution.person_id, resolution.person) == (successor.person_id, successor.name)
    assert resolution.events[-1].facts["person_before"] == leaver.name


def test_a_kind_that_its_own_successor_cannot_take_is_refused_beside_it(admin: User, city: City) -> None:
    make_conference(ConferenceStatus.HELD)
    resolution = db.session.scalars(select(Resolution)).first()
    assert resolution is not None
    leaver, nobody = city["court_officer"], make_user("nobody", side=Side.BENCH, roles=(Role.OFFICER,))
    resolution.person_id = leaver.person_id
    db.session.flush()
    with pytest.raises(RuleBroken, match="没有对应名册中的人员") as broken:
        leave(leaver, None, admin, resolutions=nobody)
    assert broken.value.field == "resolutions"
    assert leave(leaver, nobody, admin)["resolutions"] == (0, 1), "of all together it is left, and told"


def test_complaints_go_only_to_whom_they_may(admin: User, city: City) -> None:
    first, second, third = (make_complaint(city, ComplaintStatus.UNDER_CHECK) for _each in range(3))
    parts.recuse(second, city["handler2"].id, "亲属")
    assert leave(city["handler"], city["handler2"], admin) == {"complaints": (2, 1)}
    held = select(Assignment.user_id).where(Assignment.part == Part.HANDLER, Assignment.ended_at.is_(None))
    for complaint, holder in ((first, "handler2"), (second, "handler"), (third, "handler2")):
        assert db.session.scalars(held.where(Assignment.complaint_id == complaint.id)).all() == [city[holder].id]


def test_nobody_gets_a_second_part_in_a_complaint_nor_one_without_the_role(admin: User, city: City) -> None:
    complaint = make_complaint(city, ComplaintStatus.UNDER_INVESTIGATION, Direction.JUDGE_TO_LAWYER)
    assert leave(city["investigator"], city["investigator2"], admin) == {"complaints": (0, 1)}
    assert leave(city["panel"], city["bar_officer2"], admin) == {"complaints": (0, 1)}, "no panel member"
    assert {row.user_id for row in parts.holders(complaint, Part.INVESTIGATOR)} == {
        city["investigator"].id, city["investigator2"].id,
    }  # fmt: skip


def test_whoever_hands_over_does_not_learn_of_a_complaint_about_himself(city: City) -> None:
    make_complaint(city, ComplaintStatus.UNDER_CHECK)
    holding = features().holdings["complaints"]
    assert len(holding.ids(city["handler"], city["court_officer"])) == 1
    assert holding.ids(city["handler"], city["judge"]) == []
    assert holding.ids(city["handler"], city["lawyer"]) == []


def test_duties_visits_and_questionnaires(admin: User) -> None:
    lawyers = [make_lawyer(), make_lawyer()]
    leaver, successor = (as_lawyer(f"duty{place}", lawyer) for place, lawyer in enumerate(lawyers))
    monday = clock.today() + timedelta(days=(7 - clock.today().weekday()) or 7)
    day = make_day(monday)
    make_duty(day, lawyers[0])
    officer, other = (make_user(name, roles=(Role.OFFICER,)) for name in ("officer", "other"))
    questionnaire = make_questionnaire(officer)
    assert leave(leaver, successor, admin) == {"duties": (1, 0)}
    seats = {duty.lawyer_id: duty.status for duty in db.session.scalars(select(Duty))}
    assert (seats[lawyers[0].id], seats[lawyers[1].id]) == (DutyStatus.SUBSTITUTED, DutyStatus.PROPOSED)
    assert leave(officer, other, admin) == {"questionnaires": (1, 0)}
    assert db.session.get_one(Questionnaire, questionnaire.id).created_by_id == other.id


def test_the_account_is_closed_with_it(admin: User, app: Flask) -> None:
    leaver, successor = (make_user(name, roles=(Role.OFFICER,), email=f"{name}@example.org") for name in ("ann", "bea"))
    today = clock.today()
    db.session.flush()
    db.session.add(
        StandIn(
            absent_id=leaver.id, stand_in_id=successor.id, role_words="officer", starts_on=today, ends_on=today,
            named_at=clock.now(), named_by_id=admin.id,
        )
    )  # fmt: skip
    db.session.add(
        SignInSession(
            token_hash="x" * 64, user_id=leaver.id, started_at=clock.now(), seen_at=clock.now(), checked_at=clock.now()
        )
    )
    db.session.flush()
    make_questionnaire(leaver)
    leave(leaver, successor, admin)
    db.session.flush()
    assert (leaver.is_enabled, leaver.standing_reason) == (False, "退休")
    assert db.session.scalars(select(SignInSession)).all() == []
    assert db.session.scalars(select(StandIn.ended_at)).one() is not None
    [mail] = db.session.scalars(select(OutboxMessage)).all()
    assert (mail.recipient, "离任" in mail.subject) == ("bea@example.org", True)
    with pytest.raises(RuleBroken):
        leave(leaver, successor, admin)


def test_who_may_not(admin: User, city: City) -> None:
    with pytest.raises(Forbidden):
        leave(city["lawyer"], None, city["other_lawyer"])
    with pytest.raises(Forbidden):
        leave(city["lawyer"], None, city["court_officer"])
    with pytest.raises(RuleBroken, match="同一方的在用账户"):
        leave(city["lawyer"], city["judge"], admin)
    with pytest.raises(RuleBroken, match="请填写理由"):
        handing_over.hand_over(city["lawyer"], features().holdings, {}, None, "", admin)


def test_the_page_shows_what_there_is_and_does_it_in_one_step(app: Flask, database: None) -> None:
    with unit.transaction():
        make_user("admin", side=None, roles=(Role.ADMINISTRATOR,))
        city = make_city()
        make_complaint(city, ComplaintStatus.UNDER_CHECK)
        opinion = make_opinion(OpinionStatus.SCREENED, by=city["lawyer"], title="阅卷排队")
        ids = {name: city[name].id for name in ("lawyer", "other_lawyer", "handler", "handler2")}
        opinion_id = opinion.id
    officer, admin = Browser(app).sign_in("bar_officer"), Browser(app).sign_in("admin")
    path = f"/accounts/users/{ids['lawyer']}/hand-over"
    page = officer.get(path)
    assert "阅卷排队" in page.text
    assert officer.get(f"{path}?lang=en").status == 200
    refused = officer.submit(path, 422, reason="", everything=str(ids["other_lawyer"]))
    assert "此项为必填项" in refused.text
    answer = officer.submit(path, reason="调离", everything=str(ids["other_lawyer"]), opinions=str(ids["other_lawyer"]))
    assert "已移交 1 项" in officer.follow(answer).text
    assert db.session.get_one(Opinion, opinion_id).proposer_user_id == ids["other_lawyer"]
    secret = admin.get(f"/accounts/users/{ids['handler']}/hand-over")
    assert "内容保密" in secret.text
    assert not [card for card in secret.select("//section[@id='kind-complaints']//*[@class='thing']")]
    actions = set(db.session.scalars(select(AuditEntry.action)))
    assert {"account.handed_over", "opinion.handed_over"} <= actions
    assert Browser(app).send("GET", path).status_code == 302
    assert Browser(app).sign_in("court_officer").get(path, expect=404).status == 404
    assert Browser(app).sign_in("other_lawyer").get(path, expect=403).status == 403

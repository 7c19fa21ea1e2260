"""Speaking of single people: those met in court cases on file, struck out or answered; feedback from ten on."""

import pytest
from flask import Flask
from sqlalchemy import select

from liaison.core.sides import Role, Side
from liaison.directory.models import Organisation, Person
from liaison.questionnaires.models import Mode, Questionnaire, QuestionnaireTarget
from liaison.questionnaires.queries import counts
from liaison.questionnaires.services import answering, fielding, reading, releasing
from liaison.store import unit
from liaison.store.base import db
from liaison.store.outbox import OutboxMessage
from liaison.store.previews import Preview
from liaison.store.users import User
from tests.makers.accounts import make_user
from tests.makers.directory import make_judge, make_organisation, make_person
from tests.makers.questionnaires import answer_signed_in, open_questionnaire
from tests.makers.ratings import Room, closed_case, make_room
from tests.page import Browser

LAWYERS = 11


@pytest.fixture
def room(database: None) -> Room:
    return make_room()


@pytest.fixture
def lawyers(room: Room) -> list[User]:
    """They all had the one court case with the judge of the room."""
    firm = make_organisation()
    people = [make_person(firm, name=f"律师{number}") for number in range(LAWYERS)]
    users = [
        make_user(f"lawyer{number}", side=Side.BAR, roles=(Role.LAWYER,), person_id=person.id)
        for number, person in enumerate(people)
    ]
    closed_case(room, lawyers=[person.id for person in people])
    return users


def another_judge(room: Room, name: str) -> Person:
    return make_judge(db.session.get_one(Organisation, room.court_id), name=name)


def asked_about(room: Room) -> Questionnaire:
    return open_questionnaire(room.officer, mode=Mode.CONFIDENTIAL, has_targets=True)[0]


def test_one_speaks_of_those_met_or_strikes_them_out(app: Flask, room: Room, lawyers: list[User]) -> None:
    stranger = another_judge(room, "生法官")
    made = asked_about(room)
    url = f"/q/{made.code}"
    one, other = (Browser(app).sign_in(lawyer.username) for lawyer in lawyers[:2])
    assert "梁法官" in one.get(url).text
    assert "您接触过" not in one.get(f"{url}?about={room.judge_id}").text
    one.get(f"{url}?about={stranger.id}", expect=404)
    other.post(f"{url}/strike", struck=[str(room.judge_id), str(stranger.id)])
    other.get(f"{url}?about={room.judge_id}", expect=404)
    struck = db.session.scalars(select(QuestionnaireTarget).where(QuestionnaireTarget.is_struck.is_(True))).all()
    assert [(row.user_id, row.person_id) for row in struck] == [(lawyers[1].id, room.judge_id)]
    with pytest.raises(answering.Twice):
        answer_signed_in(made, lawyers[1], about=room.judge_id)
    answer_signed_in(made, lawyers[0], about=room.judge_id)
    assert "已填写" in one.get(url).text
    with pytest.raises(answering.Twice):
        answer_signed_in(made, lawyers[0], about=room.judge_id)


def test_nobody_speaks_of_more_than_nine(room: Room, lawyers: list[User]) -> None:
    for number in range(LAWYERS):
        judge_id = another_judge(room, f"另一法官{number}").id
        closed_case(room, judges=[judge_id], lawyers=[lawyers[0].person_id])
    made = asked_about(room)
    mine = (QuestionnaireTarget.questionnaire_id == made.id, QuestionnaireTarget.user_id == lawyers[0].id)
    assert len(db.session.scalars(select(QuestionnaireTarget).where(*mine)).all()) == 9


def test_who_has_not_answered_is_reminded_twice_at_most_and_of_nothing_else(
    app: Flask, room: Room, lawyers: list[User]
) -> None:
    with unit.transaction():
        for lawyer in lawyers[:3]:
            db.session.get_one(User, lawyer.id).email = f"{lawyer.username}@example.org"
    made = asked_about(room)
    answer_signed_in(made, lawyers[0], about=room.judge_id)
    desk = Browser(app).sign_in(room.officer.username)
    url = f"/questionnaires/{made.id}"
    before = db.session.query(OutboxMessage).count()
    desk.submit(url, action=f"{url}/remind")
    mails = db.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)).all()[before:]
    assert sorted(mail.recipient for mail in mails) == ["lawyer1@example.org", "lawyer2@example.org"]
    assert not [mail for mail in mails if "梁法官" in mail.subject + mail.body]
    assert desk.send("POST", f"{url}/remind").status_code in {400, 409}
    assert "已填 1 / 应填" in desk.get(f"{url}/participants").text


def test_feedback_from_ten_on_for_the_person_and_the_own_office(app: Flask, room: Room, lawyers: list[User]) -> None:
    made = asked_about(room)
    for number, lawyer in enumerate(lawyers[:10]):
        answer_signed_in(made, lawyer, about=room.judge_id)
        if number == 8:
            assert counts.people(made.id, 10) == {}
    with unit.transaction():
        made = db.session.get_one(Questionnaire, made.id)
        fielding.close(made, room.officer)
        reading.read(made, [], room.officer)
        releasing.release(made, room.officer)
    make_user("bench.officer", side=Side.BENCH, roles=(Role.OFFICER,))
    make_user("colleague", side=Side.BENCH, roles=(Role.JUDGE,), person_id=another_judge(room, "同事").id)
    bench, judge, colleague, bar = (
        Browser(app).sign_in(name) for name in ("bench.officer", "judge", "colleague", "bar.officer")
    )
    url = f"/questionnaires/{made.id}"
    assert "梁法官" in bench.get(f"{url}/feedback?lang=zh").text
    sheet = f"{url}/feedback/{room.judge_id}"
    bench.submit(f"{url}/feedback", action=sheet)
    assert "生成个人反馈" in judge.get(f"{url}/results").text
    judge.submit(f"{url}/results", action=sheet)
    facts = [preview.facts for preview in db.session.scalars(select(Preview))]
    assert len(facts) == 2
    assert all("10份答卷的汇总" in each and "梁法官个人反馈" in each for each in facts)
    assert "生成个人反馈" not in colleague.get(f"{url}/results").text
    assert [who.post(sheet).status_code for who in (colleague, bar)] == [404, 404]

"""Answering at /q/<code>: by ticket and signed in; late, twice, foreign, long, wrong."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from liaison.core import clock
from liaison.core.sides import Role, Side
from liaison.questionnaires.models import (
    Mode,
    Questionnaire,
    QuestionnaireCount,
    QuestionnaireGuess,
    QuestionnaireResponse,
    QuestionnaireText,
    QuestionnaireTicket,
)
from liaison.questionnaires.rules.validating import Outcome
from liaison.questionnaires.services import answering as services
from liaison.questionnaires.services import fielding
from liaison.store import audit, unit
from liaison.store.base import db
from liaison.store.submissions import Submission
from liaison.store.users import User
from tests.makers.accounts import make_user
from tests.makers.questionnaires import answer, answer_signed_in, make_design, open_questionnaire
from tests.page import Browser


def count(model: type) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def sent(questionnaire: Questionnaire, **values: object) -> dict[str, object]:
    return {"version": questionnaire.design_id, "k1": "o1", "j1": "5", "j2": "x", "k2": "请提前公布排期", **values}


def test_a_ticket_counts_once_and_leaves_nothing_of_who(browser: Browser, officer: User) -> None:
    made, codes = open_questionnaire(officer)
    page = browser.get(f"/q/{made.code}")
    assert "匿名" in page.text
    entries = count(audit.AuditEntry)
    response = browser.send("POST", f"/q/{made.code}", data=sent(made, ticket=codes[0].lower()))
    assert response.status_code == 303
    thanks = browser.follow(response)
    assert "感谢填写" in thanks.text
    for each in (page.response, response, thanks.response):
        assert "Set-Cookie" not in each.headers
    row = db.session.scalars(select(QuestionnaireResponse)).one()
    assert row.answers == {"k1": "o1", "j1": "5", "j2": "x"}
    assert (count(QuestionnaireTicket), count(audit.AuditEntry), count(Submission)) == (2, entries, 0)
    assert db.session.scalars(select(QuestionnaireText)).one().text == "请提前公布排期"
    cells = db.session.execute(select(QuestionnaireCount.question, QuestionnaireCount.value, QuestionnaireCount.count))
    assert sorted(map(tuple, cells)) == [
        ("j1", "5", 1), ("j1", "_n", 1), ("j2", "x", 1), ("k1", "_n", 1), ("k1", "o1", 1), ("k1*j1", "o1*5", 1),
        ("k2", "_n", 1),
    ]  # fmt: skip

    again = browser.send("POST", f"/q/{made.code}", data=sent(made, ticket=codes[0]))
    assert again.status_code == 422
    assert "已经计入" in again.text
    assert "请提前公布排期" in again.text, "what was typed stays"
    assert (count(QuestionnaireResponse), db.session.get_one(Questionnaire, made.id).returned) == (1, 1)


def test_a_guessed_ticket_is_counted_by_day_and_slows_nobody_who_has_one(
    browser: Browser, officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []
    monkeypatch.setattr("liaison.questionnaires.views.answering.time.sleep", waited.append)
    made, codes = open_questionnaire(officer)
    assert browser.send("POST", f"/q/{made.code}", data=sent(made, ticket="ABCD")).status_code == 422
    guess = db.session.scalars(select(QuestionnaireGuess)).one()
    assert (guess.count, guess.on) == (1, clock.today())
    with unit.transaction():
        db.session.get_one(QuestionnaireGuess, (made.id, clock.today())).count = 200
    assert browser.send("POST", f"/q/{made.code}", data=sent(made, ticket="ABCE")).status_code == 429
    assert waited == [services.SLOWED_SECONDS]
    assert browser.send("POST", f"/q/{made.code}", data=sent(made, ticket=codes[0])).status_code == 303
    assert len(waited) == 1


@pytest.mark.parametrize(
    ("values", "status", "words"),
    [
        ({"j9": "5"}, 400, "不属于本问卷"),
        ({"version": "999"}, 409, "不属于本问卷"),
        ({"k1": "o9"}, 422, "请从列出的选项中选择"),
        ({"k1": ""}, 422, "请回答此题"),
        ({"k2": "字" * 100_000}, 422, "最多 1000 字"),
        ({"k2": "看不见\x00"}, 422, "控制字符"),
    ],
)
def test_what_cannot_count_is_said_and_uses_no_ticket(
    browser: Browser, officer: User, values: dict[str, str], status: int, words: str
) -> None:
    made, codes = open_questionnaire(officer)
    response = browser.send("POST", f"/q/{made.code}", data=sent(made, ticket=codes[0], **values))
    assert response.status_code == status
    assert words in response.text
    assert (count(QuestionnaireTicket), count(QuestionnaireResponse)) == (3, 0)


def test_late_early_and_unknown_have_pages_of_their_own(browser: Browser, officer: User) -> None:
    made, codes = open_questionnaire(officer)
    with clock.travel(clock.now() + timedelta(days=8)):
        assert "已经截止" in browser.get(f"/q/{made.code}", expect=410).text
        late = browser.send("POST", f"/q/{made.code}", data=sent(made, ticket=codes[0]))
        assert (late.status_code, count(QuestionnaireResponse)) == (410, 0)
        with pytest.raises(services.Late):  # it closed after the page was looked up
            answer(made, codes[0])
    with unit.transaction(), pytest.raises(services.Late):  # another version came after the page was opened
        services.answer_by_ticket(made.id, (made.design_id or 0) + 1, make_design(), Outcome(), codes[0])
    with unit.transaction():
        fielding.close(db.session.get_one(Questionnaire, made.id), officer)
    with pytest.raises(services.Late):  # the office closed it before its time, and after the page was looked up
        answer(made, codes[0])
    assert count(QuestionnaireTicket) == len(codes)
    assert browser.get(f"/q/{made.code}", expect=410)
    assert "没有找到" in browser.get("/q/NOSUCHCODE", expect=404).text


def test_a_confidential_answer_is_one_a_person_with_nobody_beside_it(
    app: Flask, browser: Browser, officer: User
) -> None:
    make_user("lawyer", side=Side.BAR, roles=(Role.LAWYER,))
    make_user("judge", side=Side.BENCH, roles=(Role.JUDGE,))
    made, _codes = open_questionnaire(officer, mode=Mode.CONFIDENTIAL)
    url = f"/q/{made.code}"
    assert browser.send("GET", url).location.startswith("/login")
    assert Browser(app).sign_in("judge").get(url, expect=403)
    lawyer = Browser(app).sign_in("lawyer")
    assert lawyer.send("POST", url, data=sent(made)).status_code == 400, "without a token"
    assert lawyer.post(url, **sent(made)).status_code == 303
    assert lawyer.post(url, **sent(made)).status_code == 409
    second_device = Browser(app).sign_in("lawyer")
    assert "已经计入" in second_device.get(url, expect=409).text
    with pytest.raises(services.Twice):  # both devices were let in before one of them was counted
        answer_signed_in(made, db.session.scalars(select(User).where(User.username == "lawyer")).one())
    assert (count(QuestionnaireResponse), count(QuestionnaireText)) == (1, 1)


def test_english_without_script_shows_conditions_and_no_chinese_of_ours(browser: Browser, officer: User) -> None:
    made, _codes = open_questionnaire(officer)
    page = browser.get(f"/q/{made.code}?lang=en")
    assert page.select("//button[@type='submit']")
    assert page.select("//form[@id='answers']//input[@name='ticket']")

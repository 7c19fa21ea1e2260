"""Texts that the office words by itself: looked at before they count, used by mails and papers, kept with a reason."""

import pytest
from flask import Flask
from sqlalchemy import select

from liaison.conferences import facts
from liaison.conferences.models import ConferenceStatus
from liaison.conferences.services import notices
from liaison.core.errors import RuleBroken, Stale
from liaison.core.sides import Role
from liaison.core.wordings import LONGEST_NUMBER, check, filled
from liaison.opinions.models import Opinion
from liaison.opinions.services import NUMBER_FORM
from liaison.settings.services import wordings as services
from liaison.store import unit, wordings
from liaison.store.audit import AuditEntry
from liaison.store.base import db
from liaison.store.outbox import OutboxMessage
from liaison.web.frame import features
from tests.makers.accounts import make_user, signed_in
from tests.makers.conferences import make_conference
from tests.makers.minutes import make_minutes
from tests.makers.opinions import make_opinion

OPENING = notices.OPENINGS["announced"]


def _amend(wording: object, text: str, **options: object) -> None:
    with unit.transaction():
        services.amend(
            wording, text, "按本地习惯", by=make_user("root", side=None, roles={Role.ADMINISTRATOR}), **options
        )  # type: ignore[arg-type]


def test_every_first_text_passes_its_own_check(app: Flask) -> None:
    with app.app_context():
        for one in features().wordings.values():
            check(one, one.first)
            assert filled(one.first, one.blanks) or one.may_be_empty


def test_a_mail_says_what_the_office_wrote(database: None) -> None:
    _amend(OPENING, "谨定于下列时间召开{会议名称}。", seen=OPENING.first)
    with unit.transaction():
        conference = make_conference(ConferenceStatus.ANNOUNCED)
        title = conference.title
        assert notices.body_of("announced", conference).startswith(f"谨定于下列时间召开{title}。\n")
    assert db.session.scalars(select(OutboxMessage.subject)).first() in {None, f"会议通知：{title}"}


def test_minutes_carry_the_mark_and_the_number_of_the_office_and_old_ones_keep_theirs(database: None) -> None:
    with unit.transaction():
        old = make_minutes(ConferenceStatus.ISSUED)
        old_id = old.id
    _amend(facts.NUMBER, "云联纪〔{年份}〕{序号}号", seen=facts.NUMBER.first)
    with unit.transaction():
        assert wordings.write(facts.NUMBER, {"年份": "2026", "序号": "7"}) == "云联纪〔2026〕7号"
        conference = db.session.get_one(type(old), old_id)
        assert conference.paper is not None
        assert conference.paper.number.startswith("〔")


def test_an_older_page_an_unchanged_text_and_a_wrong_blank_are_refused(database: None) -> None:
    root = make_user("root", side=None, roles={Role.ADMINISTRATOR})
    for text, seen, error in (
        ("{会议名称}", "older", Stale),
        (OPENING.first, OPENING.first, RuleBroken),
        ("{地点}", OPENING.first, RuleBroken),
    ):
        with pytest.raises(error), unit.transaction():
            services.amend(OPENING, text, "理由", by=root, seen=seen)
    assert wordings.text(OPENING) == OPENING.first


def test_a_change_leaves_one_entry_and_a_line_of_history(database: None) -> None:
    _amend(OPENING, "{会议名称}开会。", seen=OPENING.first)
    actions = list(db.session.scalars(select(AuditEntry.action)))
    assert actions.count("wording.amended") == 1


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_text_is_looked_at_and_then_saved(app: Flask, database: None, language: str) -> None:
    browser = signed_in(app, "root", side=None, roles={Role.ADMINISTRATOR})
    url = f"/settings/wordings/{OPENING.key}?lang={language}"
    browser.get(f"/settings/wordings?lang={language}")
    page = browser.get(url)
    form = next(form for form in page.tree.forms if "text" in form.fields)
    data = {name: value for name, value in form.form_values()} | {
        "text": "{会议名称}如期召开。\n请到会。",
        "reason": "改",
    }
    looked = browser._page(browser.send("POST", url, data={**data, "step": "preview"}), 200)
    assert "第五次联席会议如期召开。" in looked.text
    wrong = browser.send("POST", url, data={**data, "text": "{地点}", "step": "preview"})
    assert wrong.status_code == 422
    assert wordings.text(OPENING) == OPENING.first
    form = next(form for form in looked.tree.forms if "text" in form.fields)
    data = dict(form.form_values()) | {"step": "confirm"}
    assert browser.send("POST", url, data=data).status_code == 303
    db.session.rollback()
    assert wordings.text(OPENING) == "{会议名称}如期召开。\n请到会。"
    db.session.rollback()
    page = browser.get(url)
    form = next(form for form in page.tree.forms if "text" in form.fields)
    data = {name: value for name, value in form.form_values()} | {
        "text": "{会议名称}。",
        "reason": "再改",
        "step": "confirm",
    }
    data["seen"] = data["seen"].replace("\r\n", "\n").replace("\n", "\r\n")
    assert browser.send("POST", url, data=data).status_code == 303


def test_opinions_and_resolutions_are_numbered_in_the_form_of_their_day(database: None) -> None:
    """What was numbered before is still found and printed under its number."""
    with unit.transaction():
        old = make_opinion().id
    _amend(NUMBER_FORM, "律意〔{年份}〕第{序号}号", seen=NUMBER_FORM.first)
    with unit.transaction():
        new = make_opinion()
        assert (new.full_number, new.number) == (f"律意〔{new.year}〕第2号", 2)
        assert db.session.get_one(Opinion, old).full_number == f"意见〔{new.year}〕1号"
        held = make_conference(ConferenceStatus.HELD)
        assert held.resolutions[0].full_number == f"议定〔{held.held_on.year}〕1号"
    with pytest.raises(RuleBroken, match="最多"):
        check(NUMBER_FORM, "{年份}{序号}" + "长" * LONGEST_NUMBER)

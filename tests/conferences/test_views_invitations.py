"""Pages of invitations and of the room: by link and by code without an account, from the office, on the wall."""

import re
from datetime import timedelta

import pytest
from flask import Flask

from liaison.conferences.models import Attendance, Conference, ConferenceStatus, Presence, Reply
from liaison.conferences.services import attendance, door
from liaison.conferences.services.attendance import Invitee
from liaison.core import clock
from liaison.core.sides import Role, Side
from liaison.store import previews, unit
from liaison.store.base import db
from liaison.store.previews import Preview
from liaison.store.users import User
from tests.makers.accounts import make_user
from tests.makers.attachments import attach, work
from tests.makers.conferences import Person, make_conference, topics
from tests.makers.directory import make_organisation, make_person
from tests.page import Browser

S = ConferenceStatus


def make(status: ConferenceStatus = S.ANNOUNCED, days: int = 0) -> Conference:
    with unit.transaction():
        conference = make_conference(status, days=days)
    return conference


def row_of(conference_id: int, place: int = 0) -> Attendance:
    db.session.rollback()
    return db.session.get_one(Conference, conference_id).attendances[place]


def test_the_personal_link_takes_the_slip_without_an_account(app: Flask, browser: Browser) -> None:
    id = make(days=14).id
    address = f"/conferences/slip/{row_of(id).slip_code}"
    page = browser.get(address)
    assert "周砚秋" in page.text
    assert str(row_of(id).door_code) in page.text
    refused = browser.send("POST", address, data={**page.field_values(page.tree.forms[-1]), "reply": "excused"})
    assert refused.status_code == 422
    assert "请填写请假事由" in refused.text
    browser.submit(address, reply="excused", reason="出差")
    assert (row_of(id).reply, row_of(id).presence) == (Reply.EXCUSED, Presence.EXCUSED)
    assert "回执已保存，谢谢。" in browser.get(address).text
    assert "Excused" in browser.get(f"{address}?lang=en").text
    assert browser.send("GET", "/conferences/slip/AAAA-BBBB-CCCC-DDDD").status_code == 404


def test_the_door_takes_a_code_once_and_names_nobody_before(app: Flask, browser: Browser) -> None:
    id = make().id
    row = row_of(id)
    address, code = f"/conferences/door/{row.conference.door_token}", row.door_code
    assert "周砚秋" not in browser.get(address).text
    wrong = browser.submit(address, expect=422, code="ZZZZZZ")
    assert "签到码不正确" in wrong.text
    done = browser.submit(f"{address}?code={code}", expect=200, code=str(code).lower())
    assert "您已签到" in done.text
    again = browser.submit(address, expect=422, code=code)
    assert "不能再用" in again.text
    assert row_of(id).presence is Presence.PRESENT


def test_guessing_at_the_door_has_to_wait(app: Flask, browser: Browser) -> None:
    conference = make()
    address = f"/conferences/door/{conference.door_token}"
    statuses = [
        browser.submit(address, expect=422, code=f"ZZZZ{n:02}").status_code for n in range(door.TRIES_OF_ONE.most)
    ]
    assert set(statuses) == {422}
    assert "尝试次数过多" in browser.submit(address, expect=429, code="ZZZZZZ").text


def test_an_invited_lawyer_replies_on_the_page_and_sees_the_code(app: Flask, database: None) -> None:
    with unit.transaction():
        person = make_person(make_organisation())
        make_user("li.na", side=Side.BAR, roles={Role.LAWYER}, person_id=person.id)
        conference = make_conference(S.ANNOUNCED)
        attendance.invite(conference, [Invitee(person.name, "某所", "", Side.BAR, person.id)], by=Person())
        id, row_id = conference.id, conference.attendances[-1].id
    own = Browser(app).sign_in("li.na")
    assert "填写回执" in own.get("/").text
    own.submit(f"/conferences/{id}/replies/{row_id}", reply="coming")
    page = own.get(f"/conferences/{id}")
    assert str(row_of(id, 2).door_code) in page.text
    other = row_of(id).id
    assert own.send("GET", f"/conferences/{id}/replies/{other}").status_code == 403


def test_organisers_see_who_owes_a_slip_and_print_for_the_room(organiser: Browser) -> None:
    id = make(days=14).id
    with unit.transaction():
        attendance.invite(
            db.session.get_one(Conference, id), [Invitee("白露", "云江大学", phone="0000-0000009")], by=Person()
        )
    url = f"/conferences/{id}/replies"
    assert "0000-0000009" in organiser.get(f"{url}?reply=awaited").text
    organiser.submit(f"{url}/{row_of(id).id}", reply="replaced", name="关山")
    assert "代周砚秋参加" in organiser.get(url).text
    assert organiser.send("GET", f"{url}?format=xlsx").status_code == 200
    for name in ("booklet", "sign-in", "plates", "poster", "codes", "slip", "telephone", "agenda"):
        organiser.submit(f"/conferences/{id}/print", action=f"/conferences/{id}/print/{name}")
    assert db.session.query(Preview).count() == 8
    assert organiser.get(f"/conferences/{id}/print?lang=en").status == 200
    assert organiser.get(f"{url}?lang=en").status == 200


def test_the_booklet_asks_for_the_pages_of_the_papers_on_the_agenda(organiser: Browser) -> None:
    conference = make(days=14)
    with unit.transaction():
        by = db.session.query(User).filter_by(username="sun.yi").one()
        item_id = topics(conference)[0].id
        attach("agenda_item", item_id, by, "方案.pdf")
        attach("agenda_item", item_id, by, "说明.txt", "说明".encode())
    work()
    url = f"/conferences/{conference.id}/print"
    organiser.submit(url, action=f"{url}/booklet")
    db.session.rollback()
    ((title, data),) = previews.annexes_of(db.session.query(Preview).one())
    assert (title, data[:4]) == ("附件1　方案.pdf", b"%PDF")


def test_guest_replacement_and_times_at_the_door(organiser: Browser) -> None:
    id = make(S.IN_SESSION).id
    base = f"/conferences/{id}/attendance"
    organiser.submit(f"/conferences/{id}/welcome", name="白露", unit="云江大学", presence="present")
    organiser.submit(f"{base}/{row_of(id).id}/replace", name="关山")
    guest = row_of(id, 2)
    organiser.submit(f"{base}/{guest.id}/clock", arrived="15:00", left="16:30")
    text = organiser.get(base).text
    assert "15:00到会（迟到） 16:30离会" in text
    refused = organiser.submit(f"{base}/{guest.id}/clock", expect=422, arrived="15:00", left="14:00")
    assert "离会时间应当晚于到会时间" in refused.text
    assert organiser.get(f"{base}?lang=en").status == 200


def test_the_wall_shows_item_and_speaker_and_nobody_else(organiser: Browser) -> None:
    conference = make(S.IN_SESSION)
    id, item_id = conference.id, topics(conference)[0].id
    url = f"/conferences/{id}"
    assert "会议进行中" in organiser.get(f"{url}/wall").text
    organiser.submit(url, action=f"{url}/agenda/{item_id}/take-up")
    for path in ("wall", "wall/now"):
        text = organiser.get(f"{url}/{path}").text
        assert "电子阅卷预约答复时限" in text
        assert "陈立" in text
        assert "周砚秋" not in text
    assert "minutes left" in organiser.get(f"{url}/wall?lang=en").text


def test_two_who_reorder_at_once_the_second_sees_both_orders(organiser: Browser) -> None:
    conference = make(S.PLANNED, days=14)
    id = conference.id
    url = f"/conferences/{id}"
    page = organiser.get(url)
    seen = page.select("//form[@id='agenda-order']//input[@name='version']")[0].get("value")
    organiser.submit(f"{url}/agenda/add", kind="topic", title="先到的议题", minutes_planned="10")
    db.session.rollback()
    ids = [str(item.id) for item in db.session.get_one(Conference, id).items]
    answer = organiser.post(f"{url}/agenda/order", headers={"HX-Request": "true"}, version=seen, order=ids[::-1])
    assert (answer.status_code, answer.headers["HX-Refresh"]) == (409, "true")
    text = organiser.get(url).text
    assert "现在的次序：意见建议收集办理情况、电子阅卷预约答复时限、先到的议题" in text
    assert "您的次序：先到的议题、" in text


def test_a_closed_agenda_asks_for_the_reason_and_shows_it(organiser: Browser) -> None:
    conference = make()
    url = f"/conferences/{conference.id}"
    refused = organiser.submit(f"{url}/agenda/add", expect=422, kind="topic", title="临时动议", minutes_planned="10")
    assert "议程已经截止" in refused.text
    assert "临时动议" in refused.text
    organiser.submit(f"{url}/agenda/add", kind="topic", title="临时动议", minutes_planned="10", reason="双方商定。")
    assert re.search("添加“临时动议”：双方商定。", organiser.get(url).text)
    assert organiser.get(f"{url}?lang=en").status == 200


def test_beginning_on_another_day_asks_for_day_and_reason(organiser: Browser) -> None:
    conference = make(days=5)
    url = f"/conferences/{conference.id}/open"
    assert "今天不是通知的开会日期" in organiser.get(url).text
    late = (clock.today() + timedelta(days=1)).isoformat()
    assert "不能晚于今天" in organiser.submit(url, expect=422, held_on=late, reason="提前。").text
    organiser.submit(url, reason="双方商定提前。")
    assert db.session.get_one(Conference, conference.id).status is S.IN_SESSION


@pytest.mark.parametrize("verb", ["remind", "notify"])
def test_what_cannot_be_done_is_said(organiser: Browser, verb: str) -> None:
    conference = make(days=5)
    answer = organiser.post(f"/conferences/{conference.id}/{verb}", version=str(conference.version))
    assert answer.status_code == 422
    assert ("电话通知" if verb == "remind" else "无法印制") in answer.text

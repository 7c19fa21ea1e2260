"""Inviting people and noting who is there, through the pages."""

import re

import pytest
from flask import Flask

from liaison.conferences.models import Attendance, Conference, ConferenceStatus, Presence
from liaison.conferences.services.attendance import Invitee
from liaison.core.sides import Side
from liaison.store import unit
from liaison.store.base import db
from tests.bench.statements import count_statements
from tests.makers.conferences import Content, make_conference, plan_conference
from tests.makers.directory import make_organisation, make_person
from tests.page import Browser

S = ConferenceStatus
LIVE = {"HX-Request": "true"}


def made(status: ConferenceStatus = S.IN_SESSION, people: int = 28) -> str:
    invitees = [Invitee(f"某{n:02}", "某律师事务所", "律师", Side.BAR) for n in range(people)]
    with unit.transaction():
        return f"/conferences/{make_conference(status, content=Content(people=invitees), days=0).id}"


def marked(url: str) -> list[tuple[Presence, str]]:
    db.session.rollback()
    conference = db.session.get_one(Conference, int(url.split("/")[-1]))
    return [(row.presence, row.reason) for row in conference.attendances]


def form_of(browser: Browser, url: str) -> dict[str, str]:
    page = browser.get(f"{url}/attendance")
    return page.field_values(page.select(f"//form[@action='{url}/attendance']")[0])


def test_twenty_eight_people_are_marked_on_one_page(organiser: Browser) -> None:
    url = made()
    changes = {f"rows-{n}-presence": "present" for n in range(20)}
    changes |= {"rows-20-presence": "in_attendance", "rows-21-presence": "excused", "rows-21-reason": "公务出差"}
    page = organiser.follow(organiser.submit(f"{url}/attendance", action=f"{url}/attendance", **changes))
    assert marked(url)[19:23] == [
        (Presence.PRESENT, ""), (Presence.IN_ATTENDANCE, ""), (Presence.EXCUSED, "公务出差"), (Presence.INVITED, ""),
    ]  # fmt: skip
    assert "出席 20 人" in page.text
    assert "已到 21 人，应到 28 人" in organiser.get(url).text


def test_the_rest_are_present_by_one_button(organiser: Browser) -> None:
    url = made(people=5)
    form = {**form_of(organiser, url), "rows-0-presence": "in_attendance", "rest": "present"}
    assert organiser.send("POST", f"{url}/attendance", data=form).status_code == 303
    assert [presence for presence, _ in marked(url)] == [Presence.IN_ATTENDANCE, *[Presence.PRESENT] * 4]


def test_marks_save_by_themselves_one_after_the_other(organiser: Browser) -> None:
    url = made(people=3)
    form = form_of(organiser, url)
    first = organiser.send("POST", f"{url}/attendance", data={**form, "rows-0-presence": "present"}, headers=LIVE)
    assert first.status_code == 200
    assert "已自动保存" in first.text
    known = dict(
        re.findall(r'<input type="hidden" id="[\w-]+" name="([\w-]+)" value="(\w*)" hx-swap-oob="true">', first.text)
    )
    assert known["rows-0-was"] == "present"
    then = {**form, **known, "rows-0-presence": "excused", "rows-0-reason": "临时有庭"}
    assert organiser.send("POST", f"{url}/attendance", data=then, headers=LIVE).status_code == 200
    assert marked(url)[0] == (Presence.EXCUSED, "临时有庭")


def test_two_pages_mark_different_rows_and_meet_on_the_same_one(organiser: Browser, other: Browser) -> None:
    url = made(people=3)
    mine, yours = form_of(organiser, url), form_of(other, url)
    organiser.send("POST", f"{url}/attendance", data={**mine, "rows-0-presence": "present"})
    apart = other.send("POST", f"{url}/attendance", data={**yours, "rows-1-presence": "present"}, headers=LIVE)
    assert apart.status_code == 200
    assert "rows-0-was" not in apart.text, "the page still shows the old state of the row that somebody else marked"
    clash = {**yours, "rows-0-presence": "excused", "rows-0-reason": "出差"}
    response = other.send("POST", f"{url}/attendance", data=clash, headers=LIVE)
    assert response.status_code == 409
    assert "某00" in response.text
    assert [presence for presence, _ in marked(url)] == [Presence.PRESENT, Presence.PRESENT, Presence.INVITED]


@pytest.mark.parametrize("headers", [{}, LIVE], ids=["page", "autosave"])
def test_an_excuse_without_reason_is_refused_by_name(organiser: Browser, headers: dict[str, str]) -> None:
    url = made(people=2)
    changes = {**form_of(organiser, url), "rows-1-presence": "excused"}
    response = organiser.send("POST", f"{url}/attendance", data=changes, headers=headers)
    assert response.status_code == 422
    assert "请填写某01的请假事由" in response.text


@pytest.mark.parametrize(
    "hostile",
    [
        {"rows-0-presence": "absent"},
        {"rows-0-reason": "因" * 81},
        {"rows-0-reason": "\u202e"},
        {"rows-999999-attendance_id": "1"},
        {"rows-0-attendance_id": "x"},
        {"rows-0-attendance_id": "9" * 400},
        {"rows-0-was": "nonsense"},
    ],
)
def test_hostile_marks_change_nothing(organiser: Browser, hostile: dict[str, str]) -> None:
    url = made(people=2)
    response = organiser.send("POST", f"{url}/attendance", data={**form_of(organiser, url), **hostile})
    assert response.status_code in {303, 422}
    assert marked(url) == [(Presence.INVITED, "")] * 2


def test_people_of_a_unit_are_invited_and_then_no_longer_offered(organiser: Browser) -> None:
    with unit.transaction():
        url = f"/conferences/{plan_conference().id}"
        firm = make_organisation(name="云江知渡律师事务所")
        ids = [str(make_person(firm, name=name, office="合伙人").id) for name in ("周敏", "何志远")]
        firm_id = firm.id
    address = f"{url}/invite?unit={firm_id}"
    assert len(organiser.get(address).select("//input[@name='people']")) == 2
    page = organiser.follow(organiser.submit(address, people=[ids[0]]))
    assert "已登记 1 人" in page.text
    assert page.select("//input[@name='people']/@value") == [ids[1]]
    row = db.session.query(Attendance).one()
    assert (row.name, row.unit, row.office, row.side, str(row.person_id)) == (
        "周敏", "云江知渡律师事务所", "合伙人", Side.BAR, ids[0],
    )  # fmt: skip


def test_somebody_is_typed_in_and_taken_off_again(organiser: Browser) -> None:
    with unit.transaction():
        url = f"/conferences/{plan_conference().id}"
    words = {"name": "冯秀兰", "unit": "市司法局", "office": "副局长"}
    page = organiser.follow(organiser.submit(f"{url}/invite", **words))
    assert "冯秀兰" in page.text
    organiser.submit(f"{url}/invite", **words)
    assert db.session.query(Attendance).count() == 1
    action = f"{url}/attendance/{db.session.query(Attendance).one().id}/withdraw"
    organiser.submit(f"{url}/invite", action=action)
    assert db.session.query(Attendance).count() == 0


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [("name", "", "此项为必填项"), ("name", "名" * 41, "最多 40 字"), ("unit", "单" * 81, "最多 80 字"),
     ("office", "职" * 41, "最多 40 字"), ("side", "both", "请从列表中选择一项"), ("name", "\x00", "控制字符")],
)  # fmt: skip
def test_typed_in_refuses_wrong_input_in_words(organiser: Browser, field: str, value: str, words: str) -> None:
    with unit.transaction():
        url = f"/conferences/{plan_conference().id}"
    response = organiser.post(f"{url}/invite/typed", **{"name": "冯秀兰", "unit": "市司法局", field: value})
    assert response.status_code == 422
    assert words in response.text
    assert db.session.query(Attendance).count() == 0


@pytest.mark.parametrize("query", ["", "?unit=", "?unit=x", "?unit=999999", "?unit=99999999999"])
def test_people_outside_the_unit_are_not_invited(organiser: Browser, query: str) -> None:
    with unit.transaction():
        url = f"/conferences/{plan_conference().id}"
        person_id = make_person(make_organisation()).id
    organiser.get(f"{url}/invite{query}")
    response = organiser.post(f"{url}/invite/people{query}", people=[str(person_id)])
    assert response.status_code == 422
    assert db.session.query(Attendance).count() == 0


def test_the_page_of_twenty_eight_takes_twenty_statements(app: Flask, organiser: Browser) -> None:
    url = made()
    cookie = organiser.client.get_cookie("liaison")
    assert cookie is not None
    for page in ("attendance", "invite"):
        assert count_statements(app, f"{url}/{page}", {"liaison": cookie.value}) <= 20

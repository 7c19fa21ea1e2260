"""Resolutions through the pages: written in session, kept in the ledger, confirmed by name."""

import io
from datetime import timedelta

import pytest
from flask import Flask
from openpyxl import load_workbook

from liaison.conferences.models import (
    Conference,
    ConferenceKind,
    ConferenceStatus,
    JointUnit,
    Resolution,
    ResolutionStatus,
)
from liaison.conferences.services import resolutions
from liaison.conferences.services.attendance import Invitee
from liaison.core import clock
from liaison.core.sides import Role
from liaison.directory.models import OrganisationKind, PersonKind
from liaison.store import unit
from liaison.store.base import db
from tests.bench.statements import count_statements
from tests.makers.accounts import signed_in
from tests.makers.conferences import Content, Person, make_conference, topics
from tests.makers.directory import make_court, make_organisation, make_person
from tests.page import Browser

S = ConferenceStatus


def made(status: ConferenceStatus = S.IN_SESSION, *texts: str) -> Conference:
    with unit.transaction():
        conference = make_conference(status, days=0, content=Content(resolved=texts))
        _ = conference.items, conference.resolutions
    return conference


def only() -> Resolution:
    db.session.rollback()
    return db.session.query(Resolution).one()


def test_a_resolution_is_noted_with_its_units_and_amended(organiser: Browser) -> None:
    conference = made()
    with unit.transaction():
        court, bar = make_court().id, make_organisation(name="云江市律师协会").id
    url, item_id = f"/conferences/{conference.id}", topics(conference)[0].id
    due_on = clock.today() + timedelta(days=30)
    words = {"text": "预约后四十八小时内答复。", "item": str(item_id), "lead": str(court), "joint": [str(bar)]}
    page = organiser.follow(
        organiser.submit(f"{url}/resolutions/add", **words, person="韩雪梅", due_on=due_on.isoformat())
    )
    assert "待编号" in page.text
    row = only()
    assert (row.lead_id, row.lead_name, row.joint_names, row.item_id) == (court, "市中院", ["云江市律师协会"], item_id)
    form = organiser.get(f"{url}/resolutions/{row.id}/amend")
    assert form.select("//select[@name='lead']/option[@selected]/@value") == [str(court)]
    assert form.select("//select[@name='joint']/option[@selected]/@value") == [str(bar)]
    page = organiser.follow(organiser.submit(f"{url}/resolutions/{row.id}/amend", lead="", text="三日内答复。"))
    assert "三日内答复。" in page.text
    assert "待补充" in page.text
    organiser.submit(f"{url}/resolutions/{row.id}/amend", action=f"{url}/resolutions/{row.id}/remove")
    assert db.session.query(Resolution).count() == 0


def test_a_resolution_sent_twice_is_one(organiser: Browser) -> None:
    url = f"/conferences/{made().id}/resolutions/add"
    for _ in range(2):
        assert organiser.post(url, text="答复。", once="c" * 22).status_code == 303
    assert only().text == "答复。"


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("text", "", "此项为必填项"),
        ("text", "字" * 1001, "最多 1000 字"),
        ("lead", "999999", "请从列表中选择一项"),
        ("joint", ["999999", "x"], "请从列表中选择"),
        ("item", "999999", "请从列表中选择一项"),
        ("person", "人" * 41, "最多 40 字"),
        ("due_on", "2020-01-01", "完成期限不能早于会议日期"),
        ("due_on", "月底", "请按 年-月-日 填写日期"),
    ],
)
def test_resolve_refuses_wrong_input_in_words(organiser: Browser, field: str, value: object, words: str) -> None:
    response = organiser.post(f"/conferences/{made().id}/resolutions/add", **{"text": "答复。", field: value})
    assert response.status_code == 422
    assert words in response.text
    assert db.session.query(Resolution).count() == 0


def test_the_lead_is_not_a_joint_unit_too(organiser: Browser) -> None:
    conference = made()
    with unit.transaction():
        court = str(make_court().id)
    response = organiser.post(f"/conferences/{conference.id}/resolutions/add", text="答复。", lead=court, joint=[court])
    assert response.status_code == 422
    assert "会办单位中不再列主办单位" in response.text


def test_amend_from_an_older_page_shows_both_texts(organiser: Browser, other: Browser) -> None:
    conference = made()
    with unit.transaction():
        row = resolutions.resolve(db.session.get_one(Conference, conference.id), "答复。", by=Person())
        url = f"/conferences/{conference.id}/resolutions/{row.id}/amend"
    page = other.get(url)
    form = page.field_values(page.select("//main//form")[-1])
    organiser.submit(url, text="两日内答复。")
    response = other.send("POST", url, data={**form, "text": "三日内答复。"})
    assert response.status_code == 409
    assert "两日内答复。" in response.text
    assert "三日内答复。" in response.text


def test_the_organiser_of_the_other_side_confirms_by_name(other: Browser) -> None:
    row = made(S.HELD, "预约后四十八小时内答复。").resolutions[0]
    url = f"/resolutions/{row.id}"
    page = other.follow(other.submit(f"{url}/confirm", note="已经在三家法院启用。"))
    assert "已落实" in page.text
    assert "陶立群" in page.text
    assert only().status is ResolutionStatus.DONE
    assert not page.select("//main//a[contains(@href,'/confirm')]")
    assert other.post(f"{url}/confirm", done_on=clock.today().isoformat(), note="再次").status_code == 422


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("done_on", "2020-01-01", "落实日期应当在会议召开之后"),
        ("done_on", "2999-01-01", "且不晚于今天"),
        ("done_on", "", "此项为必填项"),
        ("note", "", "此项为必填项"),
        ("note", "字" * 501, "最多 500 字"),
    ],
)
def test_confirm_refuses_wrong_input_in_words(organiser: Browser, field: str, value: str, words: str) -> None:
    row = made(S.HELD, "甲。").resolutions[0]
    data = {"done_on": clock.today().isoformat(), "note": "已办结。", field: value}
    response = organiser.post(f"/resolutions/{row.id}/confirm", **data)
    assert response.status_code == 422
    assert words in response.text
    assert only().status is ResolutionStatus.OPEN


def test_cancel_takes_a_reason_and_a_stale_page_is_refused(organiser: Browser, other: Browser) -> None:
    row = made(S.HELD, "甲。").resolutions[0]
    url, seen = f"/resolutions/{row.id}", str(row.version)
    assert organiser.post(f"{url}/cancel", version=seen).status_code == 422
    page = organiser.follow(organiser.submit(url, action=f"{url}/cancel", reason="并入其他事项。"))
    assert "并入其他事项。" in page.text
    assert other.post(f"{url}/cancel", version=seen, reason="不再需要。").status_code == 409


def test_the_ledger_filters_counts_and_exports_what_is_shown(organiser: Browser) -> None:
    made(S.HELD, "甲。", "=1+1")
    page = organiser.get("/resolutions?status=open&sort=number")
    assert [cell.text_content() for cell in page.select("//tbody//td[contains(@class,'cell-title')]")] == [
        "甲。",
        "=1+1",
    ]
    assert "请放宽筛选条件" in organiser.get("/resolutions?status=done").text
    response = organiser.send("GET", "/resolutions?format=xlsx&q=1%2B1")
    cells = list(load_workbook(io.BytesIO(response.data)).worksheets[0].iter_rows(min_row=2))
    assert [(row[1].value, row[1].data_type) for row in cells] == [("=1+1", "s")]


def test_pages_of_resolutions_speak_english_but_for_what_people_typed(organiser: Browser) -> None:
    row = made(S.HELD, "甲。").resolutions[0]
    for address in ("/resolutions", f"/resolutions/{row.id}", f"/resolutions/{row.id}/confirm"):
        organiser.get(f"{address}?lang=en")


def test_the_ledger_of_fifty_takes_twelve_statements(app: Flask, organiser: Browser) -> None:
    for _ in range(6):
        made(S.HELD, *"甲乙丙丁戊己庚辛壬癸")
    cookie = organiser.client.get_cookie("liaison")
    assert cookie is not None
    assert len(organiser.get("/resolutions").select("//tbody/tr")) == 50
    assert count_statements(app, "/resolutions?status=open&sort=due", {"liaison": cookie.value}) <= 12


def test_an_invited_guest_of_neither_side_gets_links_to_the_conferences_that_open_and_to_no_other(
    app: Flask, database: None
) -> None:
    with unit.transaction():
        bureau = make_organisation(name="云江市司法局", kind=OrganisationKind.JUSTICE_BUREAU)
        clerk = make_person(bureau, PersonKind.STAFF, name="何敏")
        guests = (Invitee("何敏", "云江市司法局", "科员", None, clerk.id),)
        rows = []
        for kind, people in ((ConferenceKind.REGULAR, guests), (ConferenceKind.SPECIAL, ())):
            content = Content(people=(*Content().people, *people))
            rows.append(make_conference(S.HELD, days=0, kind=kind, content=content).resolutions[0])
            rows[-1].joint_units = [JointUnit(unit_id=bureau.id)]
        invited, other = (row.conference_id for row in rows)
        make_conference(days=20), make_conference(days=20, kind=ConferenceKind.SPECIAL)
        ids = [row.id for row in rows]
    guest = signed_in(app, "he.min", side=None, roles={Role.OBSERVER}, person_id=clerk.id)

    def linked(address: str) -> set[str]:
        found = guest.get(address).select("//main//a[starts-with(@href, '/conferences/')]/@href")
        return {link.partition("/agenda/")[0] for link in found}

    assert linked("/resolutions") == linked(f"/resolutions/{ids[0]}") == {f"/conferences/{invited}"}
    assert linked(f"/resolutions/{ids[1]}") == set()
    assert guest.get(f"/conferences/{invited}").select("//h1")
    assert guest.send("GET", f"/conferences/{other}").status_code == 404
    assert "下次同类会议第 1 项议题" in guest.get(f"/resolutions/{ids[0]}").text, "a planned one is not named"

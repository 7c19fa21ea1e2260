"""Planning a conference and its page, used as organisers use them."""

import io
from datetime import timedelta

import pytest
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import func, select

from liaison.conferences import queries
from liaison.conferences.models import Conference, ConferenceKind, ConferenceStatus, ItemKind
from liaison.conferences.services import agenda, attendance
from liaison.conferences.services.attendance import Invitee
from liaison.core import clock
from liaison.core.sides import Role, Side
from liaison.store import unit
from liaison.store.base import db
from liaison.store.outbox import OutboxMessage
from tests.bench.statements import count_statements
from tests.makers.accounts import signed_in
from tests.makers.conferences import Content, Person, fill_session, make_conference, plan_conference
from tests.makers.directory import make_organisation, make_person
from tests.makers.opinions import make_opinion
from tests.page import Browser, Page

S = ConferenceStatus


@pytest.fixture
def member(app: Flask, database: None) -> Browser:
    return signed_in(app, "zhou.min", side=Side.BENCH, roles={Role.JUDGE})


def made(status: ConferenceStatus = S.PLANNED, **details: object) -> str:
    """The address of a conference that has gone as far as `status`."""
    with unit.transaction():
        return f"/conferences/{make_conference(status, **details).id}"  # type: ignore[arg-type]


def reread() -> Conference:
    db.session.rollback()
    return db.session.scalars(select(Conference).order_by(Conference.id.desc()).limit(1)).one()


def details(**overrides: str) -> dict[str, str]:
    day = clock.today() + timedelta(days=14)
    words = {
        "held_on": day.isoformat(),
        "starts_at": "14:30",
        "ends_at": "17:00",
        "place": "402 会议室",
        "chair": "顾明",
    }
    return {**words, "kind": "regular", "convening_side": "bar", **overrides}


def titles(page: Page) -> list[str]:
    return [link.text_content().strip() for link in page.select("//tbody//td[contains(@class,'cell-title')]/a")]


def cookies(browser: Browser) -> dict[str, str]:
    cookie = browser.client.get_cookie("liaison")
    assert cookie is not None
    return {"liaison": cookie.value}


def test_organiser_plans_and_the_page_proposes_the_other_side_than_last_time(organiser: Browser) -> None:
    page = organiser.get("/conferences/plan")
    assert "第一次联席会议" in page.text
    assert page.select("//input[@name='convening_side'][@checked]/@value") == ["bar"]
    page = organiser.follow(organiser.submit("/conferences/plan", **details()))
    assert "第一次联席会议" in page.text
    assert "402 会议室" in page.text
    page = organiser.get("/conferences/plan")
    assert "第二次联席会议" in page.text
    assert page.select("//input[@name='convening_side'][@checked]/@value") == ["bench"]


def test_a_plan_sent_twice_is_one_conference(organiser: Browser) -> None:
    form = {**details(), "once": "a" * 22}
    first = organiser.post("/conferences/plan", **form)
    second = organiser.post("/conferences/plan", **form)
    assert first.location == second.location
    assert db.session.scalar(select(func.count()).select_from(Conference)) == 1
    assert queries.next_ordinals()[ConferenceKind.REGULAR] == 2


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("held_on", "2020-01-01", "不能早于今天"),
        ("held_on", "下周三", "请按 年-月-日 填写日期"),
        ("held_on", "", "此项为必填项"),
        ("starts_at", "25:00", "请按 时:分 填写时间"),
        ("ends_at", "14:30", "结束时间应当晚于开始时间"),
        ("place", "", "此项为必填项"),
        ("place", "会" * 81, "最多 80 字"),
        ("place", "一楼\x00", "控制字符"),
        ("chair", "顾明\n陈立", "只能填写一行"),
        ("kind", "other", "请从列表中选择一项"),
        ("convening_side", "none", "请从列表中选择一项"),
    ],
)
def test_plan_refuses_wrong_input_in_words_and_keeps_the_rest(
    organiser: Browser, field: str, value: str, words: str
) -> None:
    response = organiser.submit("/conferences/plan", 422, **details(**{field: value}))
    assert words in response.text
    assert 'value="顾明"' in response.text or field == "chair"
    assert db.session.scalar(select(func.count()).select_from(Conference)) == 0
    assert queries.next_ordinals()[ConferenceKind.REGULAR] == 1


@pytest.mark.parametrize(
    "place", ["<script>alert(1)</script>", "' OR 1=1 --", "{{ 7*7 }}", "=cmd|'/c calc'!A1", "👩‍⚖️ 会议室", "%s %(n)s"]
)
def test_hostile_text_is_stored_and_shown_exactly(organiser: Browser, place: str) -> None:
    page = organiser.follow(organiser.submit("/conferences/plan", **details(place=place)))
    assert reread().place == place
    assert place in page.text
    book = load_workbook(io.BytesIO(organiser.send("GET", "/conferences?format=xlsx").data))
    cell = next(cell for row in book.worksheets[0].iter_rows(min_row=2) for cell in row if cell.value == place)
    assert cell.data_type == "s"


def test_amend_changes_and_tells_again_once_announced(organiser: Browser) -> None:
    with unit.transaction():
        person = make_person(make_organisation(), email="zhou@example.org")
        invitees = [Invitee(person.name, "某所", person_id=person.id)]
        url = f"/conferences/{make_conference(content=Content(people=invitees)).id}"
    page = organiser.follow(organiser.submit(url, action=f"{url}/announce"))
    assert "已完成：发出通知" in page.text
    organiser.submit(f"{url}/amend", place="新址会议室")
    mails = db.session.execute(select(OutboxMessage.recipient, OutboxMessage.body).order_by(OutboxMessage.id)).all()
    assert [recipient for recipient, _ in mails] == ["zhou@example.org"] * 2
    assert "新址会议室" in mails[1][1]


def test_amend_from_an_older_page_is_refused_with_both_texts(organiser: Browser) -> None:
    url = made()
    page = organiser.get(f"{url}/amend")
    form = page.field_values(page.select("//main//form")[0])
    organiser.submit(f"{url}/amend", place="甲会议室")
    response = organiser.send("POST", f"{url}/amend", data={**form, "place": "乙会议室"})
    assert response.status_code == 409
    assert "甲会议室" in response.text
    assert "乙会议室" in response.text
    assert reread().place == "甲会议室"


def test_a_move_from_an_older_page_is_refused(organiser: Browser) -> None:
    url = made()
    seen = str(reread().version)
    organiser.submit(f"{url}/amend", place="新址会议室")
    assert organiser.post(f"{url}/announce", version=seen).status_code == 409
    assert reread().status is S.PLANNED


def test_postpone_asks_for_a_reason_and_keeps_what_was_typed(organiser: Browser) -> None:
    url = made()
    response = organiser.post(f"{url}/postpone", reason="会" * 501)
    assert response.status_code == 422
    assert "最多 500 字" in response.text
    assert "会" * 501 in response.text
    page = organiser.follow(organiser.submit(url, action=f"{url}/postpone", reason="会场停电。"))
    assert "已延期：会场停电。" in page.text


def test_the_page_says_why_the_next_step_is_not_open_yet(organiser: Browser) -> None:
    with unit.transaction():
        url = f"/conferences/{plan_conference().id}"
    assert "下一步：发出通知。议程中还没有议题" in organiser.get(url).text
    assert organiser.post(f"{url}/announce").status_code == 422


def test_from_announced_to_held_through_the_buttons(organiser: Browser) -> None:
    url = made(S.ANNOUNCED, days=0)
    organiser.submit(url, action=f"{url}/open")
    assert "还没有填写结果" in organiser.get(url).text
    with unit.transaction():
        fill_session(reread(), Content(), Person())
    page = organiser.follow(organiser.submit(url, action=f"{url}/conclude"))
    assert reread().status is S.HELD
    assert f"议定〔{clock.today().year}〕1号" in page.text
    assert page.select("//main//a[contains(@href, '/minutes')]")


def test_members_read_and_find_no_button(member: Browser) -> None:
    page = member.get(made(S.IN_SESSION))
    assert "电子阅卷预约答复时限" in page.text
    assert not page.select("//main//form")
    assert not page.select("//main//a[contains(@href,'/add') or contains(@href,'/amend') or contains(@href,'/invite')]")


def test_list_filters_sorts_and_keeps_its_filters(organiser: Browser) -> None:
    made(S.HELD, days=0)
    made(S.PLANNED, days=7, kind=ConferenceKind.FORUM)
    assert titles(organiser.get("/conferences")) == ["第一次座谈会", "第一次联席会议"]
    assert titles(organiser.get("/conferences?sort=held_on")) == ["第一次联席会议", "第一次座谈会"]
    assert titles(organiser.get("/conferences?kind=forum&q=三楼")) == ["第一次座谈会"]
    assert titles(organiser.get("/conferences?stage=convened")) == ["第一次联席会议"]
    assert "请放宽筛选条件" in organiser.get("/conferences?status=issued").text
    page = organiser.get("/conferences?stage=coming")
    assert page.select("//nav[@class='tabs']//a[@aria-current='page']")[0].text_content().startswith("筹备和进行中")


@pytest.mark.parametrize(
    "query",
    [
        "?page=0", "?page=99999999999999999999", "?page=x", "?year=999999999", "?year=x", "?from=2026-02-30",
        "?sort=id;drop", "?kind=%00", "?stage=x&status=y&q=" + "%F0%9F%91%A9" * 200, "?format=pdf",
    ],
)  # fmt: skip
def test_odd_addresses_of_the_list_are_answered(organiser: Browser, query: str) -> None:
    made()
    organiser.get(f"/conferences{query}")
    organiser.get(f"/resolutions{query}")


def test_export_holds_exactly_what_is_filtered(organiser: Browser) -> None:
    made(S.HELD, days=0)
    made(S.PLANNED, days=7, kind=ConferenceKind.FORUM)
    response = organiser.send("GET", "/conferences?format=xlsx&kind=forum")
    rows = list(load_workbook(io.BytesIO(response.data)).worksheets[0].iter_rows(values_only=True))
    assert [row[0] for row in rows] == ["会议", "第一次座谈会"]


def test_the_page_speaks_english_but_for_what_people_typed(organiser: Browser) -> None:
    url = made(S.IN_SESSION, days=0)
    for address in (
        "/conferences",
        url,
        f"{url}/attendance",
        f"{url}/invite",
        f"{url}/agenda/add",
        "/conferences/plan",
    ):
        page = organiser.get(f"{address}?lang=en")
        assert page.tree.get("lang") == "en"


def test_list_of_fifty_takes_twelve_statements(app: Flask, organiser: Browser) -> None:
    with unit.transaction():
        for n in range(60):
            plan_conference(days=n)
    assert len(titles(organiser.get("/conferences"))) == 50
    assert count_statements(app, "/conferences?q=三楼&kind=regular&sort=title", cookies(organiser)) <= 12


@pytest.mark.parametrize("status", [S.PLANNED, S.IN_SESSION, S.HELD])
def test_page_with_thirty_items_and_people_takes_twenty_statements(
    app: Flask, organiser: Browser, status: ConferenceStatus
) -> None:
    people = [Invitee(f"某{n}", "某所", "律师", Side.BAR) for n in range(30)]
    content = Content(topics=[f"议题{n}" for n in range(30)], people=people, resolved=["办理。"] * 30)
    with unit.transaction():
        conference = make_conference(status, content=content, days=0)
        if status is S.PLANNED:
            opinions = [make_opinion("screened").id for _ in range(5)]  # type: ignore[arg-type]
            agenda.add(conference, ItemKind.TOPIC, "送达", "", 10, opinions, by=Person())
        if status is S.IN_SESSION:
            attendance.invite(conference, [Invitee("又一人", "某所")], by=Person())
        url = f"/conferences/{conference.id}"
    assert count_statements(app, url, cookies(organiser)) <= 20

"""The agenda and its records through the pages: with and without script, from two pages at once."""

import re

import pytest

from liaison.conferences.models import AgendaItem, Conference, ConferenceStatus
from liaison.conferences.queries.agenda import opinions_of
from liaison.conferences.services import agenda
from liaison.opinions.models import OpinionStatus
from liaison.store import unit
from liaison.store.base import db
from tests.makers.conferences import Content, Person, make_conference, topics
from tests.makers.opinions import make_opinion
from tests.page import Browser, Page

S = ConferenceStatus
THREE = Content(topics=("甲", "乙", "丙"))
LIVE = {"HX-Request": "true"}


def made(status: ConferenceStatus = S.PLANNED, content: Content = THREE, **details: object) -> Conference:
    with unit.transaction():
        conference = make_conference(status, content=content, **details)  # type: ignore[arg-type]
        _ = conference.items, conference.attendances
    return conference


def order_of(conference: Conference) -> list[str]:
    db.session.rollback()
    return [item.title for item in topics(db.session.get_one(Conference, conference.id))]


def ids_of(conference: Conference) -> list[str]:
    return [str(item.id) for item in conference.items]


def fields(page: Page, action: str) -> dict[str, list[str]]:
    """What the form with that action would send, with the fields that belong to it from elsewhere on the page."""
    form = page.select(f"//form[@action='{action}']")[0]
    data: dict[str, list[str]] = {}
    elsewhere = page.select(f"//input[@form='{form.get('id')}']") if form.get("id") else []
    for name, value in [*form.form_values(), *((field.get("name"), field.get("value")) for field in elsewhere)]:
        data.setdefault(name, []).append(value)
    return data


def test_a_topic_is_added_with_its_opinions_and_an_opinion_goes_on_one_agenda_only(organiser: Browser) -> None:
    with unit.transaction():
        first, second = (make_opinion(OpinionStatus.SCREENED, title=title) for title in ("送达难", "保全续封"))
        ids = str(first.id), str(second.id)
    url = f"/conferences/{made().id}"
    page = organiser.get(f"{url}/agenda/add")
    assert len(page.select("//input[@name='opinions']")) == 2
    words = {"title": "送达", "presenter": "陈立", "minutes_planned": "30", "opinions": [ids[0]]}
    page = organiser.follow(organiser.submit(f"{url}/agenda/add", **words))
    assert "送达难" in page.text
    page = organiser.get(f"{url}/agenda/add")
    assert page.select("//input[@name='opinions']/@value") == [ids[1]]


def test_an_opinion_tabled_elsewhere_meanwhile_is_refused(organiser: Browser) -> None:
    with unit.transaction():
        opinion_id = make_opinion(OpinionStatus.SCREENED).id
    here, there = made(), made()
    page = organiser.get(f"/conferences/{here.id}/agenda/add")
    form = fields_of_last(page)
    organiser.submit(
        f"/conferences/{there.id}/agenda/add", title="送达", minutes_planned="20", opinions=[str(opinion_id)]
    )
    response = organiser.send(
        "POST", f"/conferences/{here.id}/agenda/add",
        data={**form, "title": "送达", "kind": "topic", "minutes_planned": "20", "opinions": [str(opinion_id)]},
    )  # fmt: skip
    assert response.status_code == 422
    assert len(opinions_of([item.id for item in db.session.query(AgendaItem)])) == 1


def fields_of_last(page: Page) -> dict[str, str]:
    return page.field_values(page.select("//main//form[@method='post']")[-1])


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("title", "", "此项为必填项"),
        ("title", "议" * 81, "最多 80 字"),
        ("title", "（2026）湘0602民初123号", "不能列入联席会议议程"),
        ("minutes_planned", "0", "1 至 480 之间的整数"),
        ("minutes_planned", "481", "1 至 480 之间的整数"),
        ("minutes_planned", "半小时", "1 至 480 之间的整数"),
        ("minutes_planned", "9" * 5000, "1 至 480 之间的整数"),
        ("kind", "ledger", "请从列表中选择一项"),
        ("opinions", ["999"], "请从列表中选择"),
        ("presenter", "陈立\u202e", "控制字符"),
    ],
)
def test_add_refuses_wrong_input_in_words(organiser: Browser, field: str, value: object, words: str) -> None:
    conference = made()
    data = {"title": "送达", "minutes_planned": "20", "kind": "topic", field: value}
    response = organiser.post(f"/conferences/{conference.id}/agenda/add", **data)
    assert response.status_code == 422
    assert words in response.text
    assert order_of(conference) == ["甲", "乙", "丙"]


def test_an_item_sent_twice_is_one_item(organiser: Browser) -> None:
    conference = made()
    form = {"title": "送达", "minutes_planned": "20", "kind": "topic", "once": "b" * 22}
    for _ in range(2):
        assert organiser.post(f"/conferences/{conference.id}/agenda/add", **form).status_code == 303
    assert order_of(conference) == ["甲", "乙", "丙", "送达"]


def test_amend_keeps_the_opinions_and_remove_frees_them(organiser: Browser) -> None:
    with unit.transaction():
        conference = make_conference()
        opinion_id = make_opinion(OpinionStatus.SCREENED).id
        agenda.amend(topics(conference)[0], "送达", "", 20, [opinion_id], by=Person())
        url = f"/conferences/{conference.id}/agenda/{topics(conference)[0].id}"
    organiser.submit(f"{url}/amend", title="集约送达")
    page = organiser.get(url)
    assert "集约送达" in page.text
    assert page.select(f"//a[@href='/opinions/{opinion_id}']")
    organiser.submit(url, action=f"{url}/remove")
    assert opinion_id in {
        int(id)
        for id in organiser.get(f"/conferences/{conference.id}/agenda/add").select("//input[@name='opinions']/@value")
    }


def test_items_of_the_system_may_be_reworded_but_not_removed(organiser: Browser) -> None:
    conference = made()
    url = f"/conferences/{conference.id}/agenda/{conference.items[0].id}"
    page = organiser.get(f"{url}/amend")
    assert not page.select("//input[@name='opinions'] | //input[@name='kind']")
    organiser.submit(f"{url}/amend", title="第四次会议以来意见建议办理情况")
    assert not organiser.get(url).select(f"//form[@action='{url}/remove']")
    assert organiser.post(f"{url}/remove").status_code == 409


@pytest.mark.parametrize(
    ("place", "step", "order"),
    [
        (1, "up", ["乙", "甲", "丙"]),
        (1, "down", ["甲", "丙", "乙"]),
        (0, "up", ["甲", "乙", "丙"]),
        (2, "down", ["甲", "乙", "丙"]),
    ],
)
def test_buttons_reorder_without_script(organiser: Browser, place: int, step: str, order: list[str]) -> None:
    conference = made()
    url = f"/conferences/{conference.id}"
    data = fields(organiser.get(url), f"{url}/agenda/order")
    response = organiser.send(
        "POST", f"{url}/agenda/order", data={**data, "move": f"{topics(conference)[place].id}:{step}"}
    )
    assert response.location == f"{url}#agenda"
    assert order_of(conference) == order


def test_dragging_answers_with_the_new_times_and_the_new_version(organiser: Browser) -> None:
    conference = made()
    url = f"/conferences/{conference.id}"
    data = fields(organiser.get(url), f"{url}/agenda/order")
    ids = data["order"]
    response = organiser.send(
        "POST", f"{url}/agenda/order", data={**data, "order": [ids[0], ids[3], ids[1], ids[2]]}, headers=LIVE
    )
    assert order_of(conference) == ["丙", "甲", "乙"]
    assert int(response.headers["X-Version"]) == db.session.get_one(Conference, conference.id).version
    assert "HX-Refresh" not in response.headers
    times = re.findall(r'<b id="time-(\d+)" hx-swap-oob="true">(\d\d:\d\d)</b>', response.text)
    assert times == [(ids[0], "14:30"), (ids[3], "14:40"), (ids[1], "15:00"), (ids[2], "15:20")]


def test_a_topic_dragged_before_the_items_of_the_system_makes_the_page_load_anew(organiser: Browser) -> None:
    conference = made()
    ids = ids_of(conference)
    response = organiser.post(
        f"/conferences/{conference.id}/agenda/order", headers=LIVE, order=[ids[1], ids[0], *ids[2:]]
    )
    assert response.headers["HX-Refresh"] == "true"
    assert order_of(conference) == ["甲", "乙", "丙"]


def test_of_two_pages_that_reorder_at_once_the_second_is_refused(organiser: Browser, other: Browser) -> None:
    conference = made()
    url = f"/conferences/{conference.id}"
    pages = {browser: fields(browser.get(url), f"{url}/agenda/order") for browser in (organiser, other)}
    answers = []
    for browser, place in ((organiser, 0), (other, 2)):
        step = {"move": f"{topics(conference)[place].id}:{'down' if place == 0 else 'up'}"}
        answers.append(browser.send("POST", f"{url}/agenda/order", data={**pages[browser], **step}).status_code)
    assert answers == [303, 409]
    assert order_of(conference) == ["乙", "甲", "丙"]


def test_a_stale_drag_makes_the_page_load_anew_and_say_why(organiser: Browser, other: Browser) -> None:
    conference = made()
    url = f"/conferences/{conference.id}"
    stale = fields(other.get(url), f"{url}/agenda/order")
    fresh = fields(organiser.get(url), f"{url}/agenda/order")
    organiser.send("POST", f"{url}/agenda/order", data={**fresh, "move": f"{topics(conference)[0].id}:down"})
    response = other.send("POST", f"{url}/agenda/order", data={**stale, "order": stale["order"][::-1]}, headers=LIVE)
    assert (response.status_code, response.headers["HX-Refresh"]) == (409, "true")
    assert "有人在您打开本页之后调整了议程" in other.get(url).text
    assert order_of(conference) == ["乙", "甲", "丙"]


@pytest.mark.parametrize(
    "order",
    [[], ["1"], ["x", "-1", "١", "999999999999"], ["1"] * 2000, ["' OR 1=1"]],
    ids=["none", "one", "odd", "many", "sql"],
)
def test_hostile_orders_change_nothing(organiser: Browser, order: list[str]) -> None:
    conference = made()
    for move in ("", "1:up", "x:down", "::", "9" * 500 + ":up"):
        response = organiser.post(f"/conferences/{conference.id}/agenda/order", order=order, move=move)
        assert response.status_code in {303, 409}
    assert order_of(conference) == ["甲", "乙", "丙"]


def test_a_record_saves_by_itself_and_says_when(organiser: Browser) -> None:
    conference = made(S.IN_SESSION)
    url = f"/conferences/{conference.id}"
    action = f"{url}/agenda/{topics(conference)[0].id}/record"
    data = fields(organiser.get(url), action)
    first = organiser.send("POST", action, data={**data, "text": "讨论了。"}, headers=LIVE)
    assert first.status_code == 200
    assert re.search(r"已自动保存 \d\d:\d\d", first.text)
    assert "<html" not in first.text
    again = {**data, "text": "讨论了送达。", "outcome": "同意。", "version": first.headers["X-Version"]}
    assert organiser.send("POST", action, data=again, headers=LIVE).status_code == 200
    page = organiser.get(url)
    assert "讨论了送达。" in page.text
    assert "同意。" in page.text


def test_without_script_a_record_leads_back_to_its_item(organiser: Browser) -> None:
    conference = made(S.IN_SESSION)
    item = topics(conference)[0]
    url = f"/conferences/{conference.id}"
    response = organiser.submit(url, action=f"{url}/agenda/{item.id}/record", text="讨论了。\r\n第二段。")
    assert response.location == f"{url}#item-{item.id}"
    db.session.rollback()
    assert db.session.get_one(AgendaItem, item.id).record == "讨论了。\n第二段。"


@pytest.mark.parametrize("headers", [{}, LIVE], ids=["page", "autosave"])
def test_a_record_from_two_pages_at_once_shows_both_texts(
    organiser: Browser, other: Browser, headers: dict[str, str]
) -> None:
    conference = made(S.IN_SESSION)
    url = f"/conferences/{conference.id}"
    action = f"{url}/agenda/{topics(conference)[0].id}/record"
    mine, yours = fields(organiser.get(url), action), fields(other.get(url), action)
    organiser.send("POST", action, data={**mine, "text": "甲的记录。"}, headers=headers)
    response = other.send("POST", action, data={**yours, "text": "乙的记录。"}, headers=headers)
    assert response.status_code == 409
    assert "甲的记录。" in response.text
    assert "乙的记录。" in response.text
    assert ("<html" in response.text) is not bool(headers)
    assert "甲的记录。" in organiser.get(url).text


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [("text", "字" * 5001, "最多 5000 字"), ("outcome", "字" * 1001, "最多 1000 字"), ("text", "\x00", "控制字符")],
)
def test_a_record_that_cannot_be_kept_is_refused_in_words_and_stays_on_the_page(
    organiser: Browser, field: str, value: str, words: str
) -> None:
    conference = made(S.IN_SESSION)
    action = f"/conferences/{conference.id}/agenda/{topics(conference)[0].id}/record"
    live = organiser.post(action, headers=LIVE, **{field: value})
    assert live.status_code == 422
    assert words in live.text
    assert "<html" not in live.text
    plain = organiser.post(action, **{field: value})
    assert plain.status_code == 422
    assert value.strip("\x00") in plain.text


def test_a_record_after_the_session_is_refused_with_its_text(organiser: Browser) -> None:
    conference = made(S.HELD, days=0)
    action = f"/conferences/{conference.id}/agenda/{topics(conference)[0].id}/record"
    response = organiser.post(action, text="补记一段。")
    assert response.status_code == 422
    assert "不能记录议题" in response.text
    assert "不能记录议题" in organiser.post(action, headers=LIVE, text="补记一段。").text


def test_the_first_item_lists_what_earlier_conferences_resolved(organiser: Browser) -> None:
    with unit.transaction():
        make_conference(S.HELD, days=0, content=Content(resolved=("预约后四十八小时内答复。",)))
        item = make_conference(days=60).items[0]
        url = f"/conferences/{item.conference_id}/agenda/{item.id}"
    page = organiser.get(url)
    assert "预约后四十八小时内答复。" in page.text
    assert "共 1 项：已落实 0 项，办理中 1 项，其中已逾期 0 项。" in page.text
    assert "1 次" in page.text


def test_the_second_item_shows_what_became_of_the_opinions(organiser: Browser) -> None:
    with unit.transaction():
        before = make_conference(S.IN_SESSION, days=0)
        opinion_id = make_opinion(OpinionStatus.REPLIED, title="保全续封提醒").id
        agenda.amend(topics(before)[0], "保全", "", 20, [opinion_id], by=Person(), reason="会上提出。")
        before.status = S.HELD
        item = make_conference(days=60).items[1]
        url = f"/conferences/{item.conference_id}/agenda/{item.id}"
    page = organiser.get(url)
    assert "保全续封提醒" in page.text
    assert "已答复" in page.text
    first = organiser.get(f"/conferences/{before.id}/agenda/{before.items[0].id}")
    assert "此前没有召开过会议" in first.text

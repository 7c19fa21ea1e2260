"""The pages of opinions, used as people use them."""

import io
from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import func, select

from liaison.core import clock
from liaison.core.sides import Role, Side
from liaison.opinions.models import Opinion, OpinionEvent, OpinionStatus
from liaison.opinions.services import ensure_categories
from liaison.store import links, unit
from liaison.store.audit import AuditEntry
from liaison.store.base import db
from liaison.store.links import LinkKind
from liaison.store.users import User
from tests.bench.statements import count_statements
from tests.makers.accounts import signed_in
from tests.makers.conferences import Content as ConferenceContent
from tests.makers.conferences import make_conference
from tests.makers.opinions import TEXT, make_opinion, unit_of
from tests.page import Browser, Page

S = OpinionStatus
CASE = "（2026）云0602民初123号"


@pytest.fixture
def lawyer(app: Flask, database: None) -> Browser:
    with unit.transaction():
        ensure_categories()
    return signed_in(app, "zhou.min", name="周敏", side=Side.BAR, roles={Role.LAWYER})


@pytest.fixture
def officer(app: Flask, database: None) -> Browser:
    with unit.transaction():
        ensure_categories()
    return signed_in(app, "sun.yi", side=Side.BAR, roles={Role.OFFICER})


@pytest.fixture
def clerk(app: Flask, database: None) -> Browser:
    """The officer of the other side."""
    return signed_in(app, "chen.li", side=Side.BENCH, roles={Role.OFFICER})


def one(status: OpinionStatus = S.LODGED, **details: object) -> Opinion:
    with unit.transaction():
        return make_opinion(status, **details)  # type: ignore[arg-type]


def reread() -> Opinion:
    db.session.rollback()
    return db.session.scalars(select(Opinion).order_by(Opinion.id.desc()).limit(1)).one()


def category_of(browser: Browser, name: str = "阅卷") -> str:
    page = browser.get("/opinions/lodge")
    return str(page.select(f"//select[@name='category_id']/option[text()='{name}']/@value")[0])


def words(browser: Browser, **overrides: str) -> dict[str, str]:
    return {"category_id": category_of(browser), "title": "阅卷预约等候时间过长", "text": TEXT, **overrides}


def numbers(page: Page) -> list[str]:
    return [cell.text_content().strip() for cell in page.select("//tbody//td[contains(@class,'cell-number')]")]


def test_lawyer_lodges_and_sees_the_number(lawyer: Browser) -> None:
    page = lawyer.follow(lawyer.submit("/opinions/lodge", **words(lawyer)))
    opinion = reread()
    assert opinion.full_number in page.text
    assert (opinion.proposer_name, opinion.category.name) == ("周敏", "阅卷")
    assert not lawyer.get("/opinions/lodge").select("//*[@name='proposer_name']")


def test_officer_lodges_for_a_firm(officer: Browser) -> None:
    behalf = {"proposer_kind": "firm", "proposer_name": "知渡所", "received_on": "2026-03-02"}
    officer.submit("/opinions/lodge", **words(officer, **behalf))
    opinion = reread()
    assert (opinion.proposer_kind, opinion.proposer_name) == ("firm", "知渡所")
    assert opinion.received_on.isoformat() == "2026-03-02"


def test_a_lawyer_cannot_put_anothers_name_into_the_form(lawyer: Browser) -> None:
    lawyer.post(
        "/opinions/lodge", **words(lawyer, proposer_kind="firm", proposer_name="他人", received_on="2026-03-02")
    )
    assert reread().proposer_name == "周敏"


def test_case_number_is_kept_and_the_page_says_what_follows(lawyer: Browser) -> None:
    text = f"{TEXT}例如{CASE}。"
    page = lawyer.follow(lawyer.submit("/opinions/lodge", **words(lawyer, text=text)))
    assert reread().text == text
    assert "不能列入联席会议议程" in page.text
    assert "监督投诉渠道" in page.text


def test_form_sent_twice_makes_one_opinion(lawyer: Browser) -> None:
    page = lawyer.get("/opinions/lodge")
    form = next(form for form in page.tree.forms if "title" in form.fields)
    data = {**dict(form.form_values()), **words(lawyer)}
    answers = [lawyer.send("POST", "/opinions/lodge", data=data) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert answers[0].location == answers[1].location
    assert db.session.scalar(select(func.count(Opinion.id))) == 1


LONG = "长" * 5001
BAD_WORDS = [
    ({"title": ""}, "此项为必填项"),
    ({"title": "   "}, "此项为必填项"),
    ({"title": "长" * 81}, "最多 80 字"),
    ({"title": "两\n行"}, "只能填写一行"),
    ({"title": "看不见\x00的"}, "控制字符"),
    ({"title": "看不见\u202e的"}, "控制字符"),
    ({"text": ""}, "此项为必填项"),
    ({"text": LONG}, "最多 5000 字"),
    ({"text": "看不见\x07的"}, "控制字符"),
    ({"grounds": "长" * 2001}, "最多 2000 字"),
    ({"wanted": "长" * 2001}, "最多 2000 字"),
    ({"wanted": "\x1c"}, "控制字符"),
    ({"category_id": ""}, "此项为必填项"),
    ({"category_id": "99999"}, "请从列表中选择"),
    ({"category_id": "1 or 1=1"}, "请从列表中选择"),
]
BAD_BEHALF = [
    ({"proposer_kind": ""}, "此项为必填项"),
    ({"proposer_kind": "court"}, "请从列表中选择"),
    ({"proposer_kind": "__class__"}, "请从列表中选择"),
    ({"proposer_name": ""}, "此项为必填项"),
    ({"proposer_name": "长" * 81}, "最多 80 字"),
    ({"received_on": ""}, "此项为必填项"),
    ({"received_on": "2026-02-30"}, "请按 年-月-日 填写日期"),
    ({"received_on": "昨天"}, "请按 年-月-日 填写日期"),
    ({"received_on": "9999-12-31"}, "不能晚于今天"),
    ({"received_on": "0026-03-02"}, "请检查年份"),
]


@pytest.mark.parametrize(("bad", "sentence"), BAD_WORDS + BAD_BEHALF)
def test_bad_input_to_lodging_is_told_and_what_was_typed_stays(
    officer: Browser, bad: dict[str, str], sentence: str
) -> None:
    good = {"proposer_kind": "firm", "proposer_name": "知渡所", "received_on": "2026-03-02", "wanted": "请予改进。"}
    response = officer.post("/opinions/lodge", **words(officer, **{**good, **bad}))
    assert response.status_code == 422
    assert sentence in response.text
    assert "请予改进。" in response.text or "wanted" in bad
    assert db.session.scalar(select(func.count(Opinion.id))) == 0


@pytest.mark.parametrize(("bad", "sentence"), BAD_WORDS)
def test_bad_input_to_amending_changes_nothing(lawyer: Browser, bad: dict[str, str], sentence: str) -> None:
    with unit.transaction():
        by = db.session.scalars(select(User)).one()
        opinion = make_opinion(by=by)
        id, version = opinion.id, opinion.version
    response = lawyer.post(f"/opinions/{id}/amend", **words(lawyer, version=str(version), **bad))
    assert response.status_code == 422
    assert sentence in response.text
    assert (reread().version, reread().title) == (version, "阅卷预约等候时间过长")


HOSTILE = [
    "<script>alert(1)</script>", "'; drop table opinion; --", "{{ 7*7 }}", "${7*7}", "=HYPERLINK(\"http://x\")",
    "../../etc/passwd", "%00%0d%0aSet-Cookie: a=b", "表情😀👨‍👩‍👧", "👍🏽 العربية עברית", "a" * 80,
]  # fmt: skip


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_is_stored_exactly_and_shown_as_text(lawyer: Browser, hostile: str) -> None:
    page = lawyer.follow(lawyer.submit("/opinions/lodge", **words(lawyer, title=hostile, text=hostile, wanted=hostile)))
    opinion = reread()
    assert (opinion.title, opinion.text, opinion.wanted) == (hostile, hostile, hostile)
    assert page.select("//h1")[0].text_content() == hostile
    assert hostile in [cell.text_content() for cell in lawyer.get("/opinions").select("//tbody//a")]
    assert _export(lawyer)[0][1] == hostile


def test_officer_screens_with_lead_and_joint_units(officer: Browser, clerk: Browser) -> None:
    opinion = one()
    with unit.transaction():
        lead = unit_of(Side.BENCH)
        other = unit_of(Side.BAR)
    page = officer.get(f"/opinions/{opinion.id}/screen")
    offered = page.select("//select[@name='lead_id']/option/@value")
    assert str(lead) in offered
    assert str(other) not in offered, "the side that proposes does not answer itself"
    page = officer.follow(officer.submit(f"/opinions/{opinion.id}/screen", lead_id=str(lead)))
    assert "云江市中级人民法院" in page.text
    assert "承诺时限" in page.text
    assert "剩 " in page.text
    assert clerk.get(f"/opinions/{opinion.id}").status == 200


@pytest.mark.parametrize(
    ("lead", "joint", "sentence"),
    [
        ("", [], "此项为必填项"),
        ("abc", [], "请从列表中选择"),
        ("bar", [], "请从列表中选择"),
        ("bench", ["abc"], "请从列表中选择"),
        ("bench", ["99999"], "请从列表中选择"),
        ("bench", ["bench"], "会办单位中不能再选主办单位"),
    ],
)
def test_bad_units_are_refused(officer: Browser, lead: str, joint: list[str], sentence: str) -> None:
    opinion = one()
    with unit.transaction():
        ids = {side.value: str(unit_of(side)) for side in Side}
    values = {"lead_id": ids.get(lead, lead), "joint_ids": [ids.get(word, word) for word in joint]}
    response = officer.post(f"/opinions/{opinion.id}/screen", **values)  # type: ignore[arg-type]
    assert response.status_code == 422
    assert sentence in response.text
    assert reread().status is S.LODGED


def test_other_officer_replies_and_the_proposer_reads_it(officer: Browser, clerk: Browser) -> None:
    opinion = one(S.SCREENED)
    clerk.submit(f"/opinions/{opinion.id}/reply", text="已改为勾选式清单。", outcome="B")
    page = officer.get(f"/opinions/{opinion.id}")
    assert "已改为勾选式清单。" in page.text
    assert "B 正在解决或列入计划" in page.text
    officer.submit(f"/opinions/{opinion.id}", action=f"/opinions/{opinion.id}/close")
    assert reread().status is S.CLOSED


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"text": "", "outcome": "A"}, "此项为必填项"),
        ({"text": "已办。"}, "此项为必填项"),
        ({"text": "已办。", "outcome": "E"}, "请从列表中选择"),
        ({"text": LONG, "outcome": "A"}, "最多 5000 字"),
        ({"text": "看不见\x00的", "outcome": "A"}, "控制字符"),
    ],
)
def test_bad_replies_are_refused(clerk: Browser, values: dict[str, str], sentence: str) -> None:
    opinion = one(S.SCREENED)
    response = clerk.post(f"/opinions/{opinion.id}/reply", **values)
    assert response.status_code == 422
    assert sentence in response.text
    assert reread().status is S.SCREENED


def test_second_reply_from_an_old_page_is_refused_with_both_texts(app: Flask, clerk: Browser) -> None:
    opinion = one(S.SCREENED)
    version = str(opinion.version)
    clerk.submit(f"/opinions/{opinion.id}/reply", text="甲的答复", outcome="A")
    colleague = signed_in(app, "wu.hao", side=Side.BENCH, roles={Role.OFFICER})
    response = colleague.post(f"/opinions/{opinion.id}/reply", text="乙的答复", outcome="B", version=version)
    assert response.status_code == 409
    assert "甲的答复" in response.text
    assert "乙的答复" in response.text
    assert reread().reply == "甲的答复"


def test_refused_reason_is_asked_for_again_and_stays(officer: Browser) -> None:
    opinion = one()
    response = officer.post(f"/opinions/{opinion.id}/return", reason="长" * 501)
    assert response.status_code == 422
    assert "最多 500 字" in response.text
    assert "长" * 501 in response.text
    officer.submit(f"/opinions/{opinion.id}", action=f"/opinions/{opinion.id}/return", reason="请补充事实。")
    page = officer.get(f"/opinions/{opinion.id}")
    assert "请补充事实。" in page.text
    assert reread().status is S.RETURNED


@pytest.mark.parametrize("version", ["0", "999", "99999999999999999999999"])
def test_move_from_an_old_page_is_refused(officer: Browser, version: str) -> None:
    opinion = one(S.REPLIED)
    assert officer.post(f"/opinions/{opinion.id}/close", version=version).status_code == 409
    assert reread().status is S.REPLIED


def test_move_sent_twice_is_made_once(officer: Browser) -> None:
    opinion = one(S.REPLIED)
    url = f"/opinions/{opinion.id}/close"
    answers = [officer.post(url, version=str(opinion.version)).status_code for _ in range(2)]
    assert answers == [303, 409]
    assert db.session.scalar(select(func.count()).where(AuditEntry.action == "opinion.closed")) == 1


def test_withheld_name_reaches_no_page_and_no_export_of_others(app: Flask, officer: Browser, clerk: Browser) -> None:
    opinion = one(S.REPLIED, is_name_withheld=True)
    colleague = signed_in(app, "he.fan", side=Side.BAR, roles={Role.LAWYER})
    observer = signed_in(app, "justice", side=None, roles={Role.OBSERVER})
    for reader, may in ((officer, True), (clerk, False), (colleague, False), (observer, False)):
        for url in ("/opinions", f"/opinions/{opinion.id}", "/"):
            if url != "/":
                assert ("知渡所" in reader.get(url).text) is may, url
        assert ("知渡所" in str(_export(reader))) is may


def test_page_shows_the_agenda_that_an_opinion_is_on_to_those_who_may_see_it(officer: Browser, app: Flask) -> None:
    judge = signed_in(app, "wu.hao", side=Side.BENCH, roles={Role.JUDGE})
    with unit.transaction():
        opinion = make_opinion(S.SCREENED)
        conference = make_conference(content=ConferenceContent(topics=("电子阅卷预约",)))
        item = next(item for item in conference.items if item.title == "电子阅卷预约")
        links.tie("agenda_item", item.id, LinkKind.TABLES, "opinion", opinion.id)
        id = opinion.id
    assert "电子阅卷预约" in officer.get(f"/opinions/{id}").text
    assert "电子阅卷预约" not in judge.get(f"/opinions/{id}").text, "a conference that is only planned"


@pytest.fixture
def many(officer: Browser) -> Iterator[None]:
    with unit.transaction():
        for _ in range(6):
            for status in (S.LODGED, S.SCREENED, S.REPLIED, S.CLOSED, S.RETURNED):
                make_opinion(status)
                make_opinion(status, side=Side.BENCH)
    return None


def test_list_shows_fifty_rows_with_twelve_statements(app: Flask, officer: Browser, many: None) -> None:
    with unit.transaction():
        for _ in range(20):
            make_opinion(S.SCREENED)
    assert len(numbers(officer.get("/opinions"))) == 50
    assert count_statements(app, "/opinions", _cookies(officer)) <= 12
    assert count_statements(app, "/opinions?q=阅卷&side=bar&status=screened&sort=-due", _cookies(officer)) <= 12


def test_detail_with_a_long_history_takes_twenty_statements(app: Flask, officer: Browser) -> None:
    with unit.transaction():
        opinion = make_opinion(S.REPLIED, joint_ids=[unit_of(Side.BAR)])
        for turn in range(30):
            moment = clock.now() + timedelta(minutes=turn)
            db.session.add(OpinionEvent(opinion=opinion, verb="reply", at=moment, side=Side.BENCH))
    assert count_statements(app, f"/opinions/{opinion.id}", _cookies(officer)) <= 20


def test_tabs_count_what_they_show(officer: Browser, many: None) -> None:
    page = officer.get("/opinions")
    for link in page.select("//nav[@class='tabs']//a"):
        shown = officer.get(link.get("href"))
        count = int(link.xpath("./b")[0].text)
        assert shown.select("//tbody/tr") or count == 0
        assert f"共 {count} 件" in shown.text
        assert shown.select("//nav[@class='tabs']//a[@aria-current='page']")[0].get("href") == link.get("href")


def test_export_holds_exactly_what_is_filtered(officer: Browser, many: None) -> None:
    query = "?status=screened&side=bar&sort=number"
    assert [row[0] for row in _export(officer, query)] == numbers(officer.get(f"/opinions{query}"))
    assert len(_export(officer, query)) == 6


def test_list_sorts_both_ways(officer: Browser, many: None) -> None:
    upwards, downwards = (numbers(officer.get(f"/opinions?sort={sort}number&status=passed")) for sort in ("", "-"))
    assert upwards == downwards[::-1]
    assert upwards == sorted(upwards, key=lambda number: int(number.split("〕")[1].rstrip("号")))


@pytest.mark.parametrize(
    "query",
    [
        "?page=0", "?page=-1", "?page=9999999999999", "?page=x", "?sort=password_hash", "?sort=--", "?status=x",
        "?side=x", "?category=x", "?category=99999999999999999999", "?lead=-1", "?from=x&to=2026-13-40",
        "?from=0001-01-01&to=9999-12-31", "?q=" + "长" * 5000, "?q=%00%ff", "?q=%25_%5C", "?format=pdf",
    ],
)  # fmt: skip
def test_odd_addresses_of_the_list_are_answered(officer: Browser, query: str) -> None:
    one()
    officer.get(f"/opinions{query}")


def test_english_pages_hold_no_chinese_but_data(officer: Browser, clerk: Browser) -> None:
    with unit.transaction():
        lodged = make_opinion(text=f"{TEXT}如{CASE}。", grounds="依据", wanted="诉求", is_name_withheld=True)
        screened, replied = make_opinion(S.SCREENED, joint_ids=[unit_of(Side.BAR)]), make_opinion(S.CLOSED)
        returned, withdrawn = make_opinion(S.RETURNED), make_opinion(S.WITHDRAWN)
        paths = [f"/{opinion.id}" for opinion in (lodged, screened, replied, returned, withdrawn)]
        paths += ["", "?q=没有", "/lodge", f"/{lodged.id}/amend", f"/{lodged.id}/screen"]
        reply = f"/opinions/{screened.id}/reply"
    for path in paths:
        address = f"/opinions{path}"
        officer.get(f"{address}{'&' if '?' in path else '?'}lang=en")
    clerk.get(f"{reply}?lang=en")


def test_observer_gets_the_tabs_of_what_is_published(app: Flask, officer: Browser) -> None:
    observer = signed_in(app, "justice", side=None, roles={Role.OBSERVER})
    one(S.REPLIED)
    page = observer.get("/opinions")
    assert [link.text for link in page.select("//nav[@class='tabs']//a")] == ["全部", "已答复", "已办结"]
    assert not page.select("//a[@href='/opinions/lodge']")


def test_empty_list_leads_on(lawyer: Browser) -> None:
    assert "还没有意见建议" in lawyer.get("/opinions").text
    assert "请放宽筛选条件" in lawyer.get("/opinions?q=没有").text


def _export(browser: Browser, query: str = "?") -> list[tuple[object, ...]]:
    response = browser.send("GET", f"/opinions{query}&format=xlsx")
    assert response.status_code == 200
    sheet = load_workbook(io.BytesIO(response.data)).active
    assert sheet is not None
    return list(sheet.iter_rows(min_row=2, values_only=True))


def _cookies(browser: Browser) -> dict[str, str]:
    cookie = browser.client.get_cookie("liaison")
    assert cookie is not None
    return {"liaison": cookie.value}

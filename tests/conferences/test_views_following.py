"""What follows a resolution and issued minutes, through the pages."""

from datetime import timedelta
from io import BytesIO

import pytest
from flask import Flask

from liaison.conferences.models import Conference, ConferenceKind, ConferenceStatus, Resolution, ResolutionStatus
from liaison.conferences.services import following
from liaison.core import clock
from liaison.core.sides import Role, Side
from liaison.store import unit
from liaison.store.base import db
from liaison.store.previews import Preview
from liaison.store.users import User
from tests.bench.statements import count_statements
from tests.makers.accounts import signed_in
from tests.makers.conferences import Content, Person, make_conference
from tests.makers.directory import make_court, make_judge
from tests.makers.minutes import Organisers, make_associations, make_minutes
from tests.page import Browser

S = ConferenceStatus
PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00:~\x9bU"
    b"\x00\x00\x00\nIDATx\x9cc\xf8\x0f\x00\x01\x01\x01\x00\x1b\xb6\xeeV\x00\x00\x00\x00IEND\xaeB`\x82"
)


def made(*texts: str) -> Resolution:
    with unit.transaction():
        content = Content(resolved=texts or ("预约后四十八小时内答复。",))
        row = make_conference(S.HELD, days=0, content=content).resolutions[0]
        _ = row.id, row.version
    return row


def again(row: Resolution) -> Resolution:
    db.session.rollback()
    return db.session.get_one(Resolution, row.id)


def in_days(days: int) -> str:
    return (clock.today() + timedelta(days=days)).isoformat()


def test_progress_steps_time_and_rest_go_through_their_pages(organiser: Browser) -> None:
    row = made()
    url = f"/resolutions/{row.id}"
    page = organiser.follow(organiser.submit(f"{url}/report", note="已经发出通知。"))
    assert "已经发出通知。" in page.text
    organiser.submit(f"{url}/stage", title="印发通知", due_on=in_days(5))
    step = again(row).milestones[0].id
    organiser.submit(f"{url}/milestones/{step}/reach", reached_on=in_days(0))
    organiser.submit(f"{url}/extend", due_on=in_days(60), reason="经费没有到位。")
    organiser.submit(f"{url}/rest", rest_until=in_days(70), reason="等待批复。")
    page = organiser.get(url)
    for words in ("已完成 1 个，共 1 个节点", "已延期 1 次", "暂缓办理", "经费没有到位。", "同类会议尚未安排"):
        assert words in page.text
    organiser.follow(organiser.submit(url, action=f"{url}/wake"))
    assert again(row).rest_until is None
    for address in (url, f"{url}/report", f"{url}/extend", f"{url}/reassign", f"{url}/correct", "/resolutions"):
        organiser.get(f"{address}?lang=en")


@pytest.mark.parametrize(
    ("verb", "field", "value", "words"),
    [
        ("report", "note", "", "此项为必填项"),
        ("report", "note", "字" * 2001, "最多 2000 字"),
        ("stage", "due_on", "2001-01-01", "节点日期不能早于会议日期"),
        ("extend", "due_on", "2001-01-01", "新的期限应当晚于现在的期限"),
        ("extend", "reason", "", "此项为必填项"),
        ("rest", "rest_until", "2001-01-01", "恢复办理的日期应当晚于今天"),
        ("reassign", "lead", "999999", "请从列表中选择一项"),
        ("correct", "text", "", "此项为必填项"),
        ("correct", "joint", ["kept:没有的单位"], "请从列表中选择"),
    ],
)
def test_wrong_input_is_named_beside_its_field_and_kept(
    organiser: Browser, verb: str, field: str, value: object, words: str
) -> None:
    row = made()
    good = {
        "note": "进展。", "title": "节点", "reason": "理由。", "due_on": in_days(90), "rest_until": in_days(5),
        "lead": "", "text": "改写。", "joint": [], "person": "某人",
    }  # fmt: skip
    response = organiser.post(f"/resolutions/{row.id}/{verb}", **{**good, field: value})
    assert response.status_code == 422
    assert words in response.text
    assert again(row).events == []


def test_a_correction_keeps_joint_units_that_the_directory_does_not_offer(organiser: Browser) -> None:
    row = made()
    page = organiser.follow(organiser.submit(f"/resolutions/{row.id}/correct", person="李向前", reason="姓名有误。"))
    assert "李向前" in page.text
    assert again(row).joint_names == ["市律师协会"]


def test_who_is_named_finds_it_on_the_desk_and_reports(app: Flask, organiser: Browser) -> None:
    row = made()
    with unit.transaction():
        judge = make_judge(make_court())
        row = db.session.get_one(Resolution, row.id)
        row.person_id, row.due_on = judge.id, clock.today() + timedelta(days=3)
    named = signed_in(app, "gu.mc", side=Side.BENCH, roles={Role.JUDGE}, person_id=judge.id)
    assert row.text in named.get("/").text
    assert row.text in named.get("/resolutions?mine=1").text
    assert row.text not in organiser.get("/resolutions?mine=1").select("//main")[0].text_content()
    named.submit(f"/resolutions/{row.id}/report", note="正在征求意见。")
    assert again(row).status is ResolutionStatus.UNDER_WAY
    assert named.send("GET", f"/resolutions/{row.id}/confirm").status_code == 403


def test_what_the_ledger_is_narrowed_to_may_be_saved(organiser: Browser) -> None:
    made("甲。", "乙。")
    page = organiser.follow(organiser.submit("/resolutions?q=乙&status=unsettled", name="我关心的"))
    assert "我关心的" in page.text
    assert [cell.text for cell in page.select("//td[contains(@class,'cell-title')]/a")] == ["乙。"]


def test_the_ledger_prints_what_is_filtered(organiser: Browser) -> None:
    made("甲。", "乙。")
    form = organiser.get("/resolutions?q=甲").select("//form[contains(@action,'/resolutions/print')]/@action")
    response = organiser.submit("/resolutions?q=甲", action=form[0])
    assert "/previews/" in response.location
    db.session.rollback()
    facts = db.session.query(Preview).one().facts
    assert "甲。" in facts
    assert "乙。" not in facts


def test_pages_stay_within_their_statements(app: Flask, organiser: Browser) -> None:
    row = made()
    with unit.transaction():
        for _ in range(30):
            following.report(db.session.get_one(Resolution, row.id), "进展。", by=Person())
    cookie = organiser.client.get_cookie("liaison")
    assert cookie is not None
    assert count_statements(app, f"/resolutions/{row.id}", {"liaison": cookie.value}) <= 20


def organisers() -> Organisers:
    bar = db.session.query(User).filter_by(username="sun.yi").one()
    bench = db.session.query(User).filter_by(username="tao.li").one()
    return Organisers(bar, bench)


def test_minutes_from_comment_to_reopening_and_the_check_of_a_replaced_paper(
    organiser: Browser, other: Browser
) -> None:
    with unit.transaction():
        make_associations()
        id = make_minutes(S.CIRCULATED, by=organisers()).id
    url = f"/conferences/{id}/minutes"
    other.submit(f"{url}/comment", section="other", text="建议写明下次会议的时间。")
    page = organiser.get(url)
    assert "还有1条对纪要的意见没有答复" in page.text
    answer = page.select("//a[contains(@href,'/answer')]/@href")[0]
    organiser.submit(answer, answer="时间另行通知，纪要不写。")
    assert "未采纳" in other.get(url).text
    for browser in (organiser, other):
        browser.submit(url, action=f"{url}/countersign")
    organiser.submit(url, action=f"{url}/issue")
    first = organiser.get(url)
    organiser.submit(url, action=f"{url}/ask-reopening", reason="职务有误。")
    other.submit(url, action=f"{url}/agree-reopening")
    assert "正在重新修订" in organiser.get("/minutes").text
    organiser.submit(f"{url}/revise", other="会后另行通知。")
    organiser.submit(url, action=f"{url}/circulate")
    for browser in (organiser, other):
        browser.submit(url, action=f"{url}/countersign")
    organiser.submit(url, action=f"{url}/issue")
    page = organiser.get(url)
    assert "已被替代" in page.text
    number, code = (first.select(f"//dt[.='{label}']/following-sibling::dd")[0].text for label in ("文号", "验证码"))
    checked = organiser.get(f"/verify?number={number}&code={code}")
    assert "已被替代，不再有效" in checked.text
    for browser in (organiser, other):
        browser.get(url)
        browser.get(f"{url}?lang=en")


def test_old_minutes_are_taken_in_with_their_resolutions(organiser: Browser, other: Browser) -> None:
    with unit.transaction():
        court = make_court().id
    page = organiser.get("/minutes/archive")
    form = page.field_values(page.select("//form[@enctype]")[0])
    words = {"kind": "forum", "ordinal": "3", "held_on": "2021-06-01", "convening_side": "bar", "number": "纪要1号"}
    data = {**form, **words, "file": (BytesIO(PNG), "旧纪要.png")}
    response = organiser.send("POST", "/minutes/archive", data=data, content_type="multipart/form-data")
    assert response.status_code == 303, response.get_data(as_text=True)[:2000]
    url = response.location
    organiser.get(url)
    organiser.submit(f"{url}/enter", text="设立联络人。", lead=str(court), due_on="2021-07-01", state="open")
    page = organiser.get(url)
    assert "议定〔2021〕1号" in page.text
    assert "纪要1号" in organiser.get("/minutes").text
    assert "设立联络人。" in other.get("/resolutions").text
    assert other.send("GET", f"{url}/old-file").data == PNG
    assert organiser.send("GET", url.removesuffix("/minutes")).location == url, "its minutes stand for the conference"
    form = organiser.get(f"{url}/correct")
    refused = organiser.send("POST", f"{url}/correct", data={**form.field_values(form.select("//form[@enctype]")[0])})
    assert refused.status_code == 422, "without a reason nothing is corrected"
    organiser.submit(f"{url}/correct", number="纪要2号", reason="看错了。")
    page = organiser.get(url)
    assert "原为 纪要1号" in " ".join(page.select("//main")[0].text_content().split())
    assert "00:00" not in page.text
    for address in (
        url,
        f"{url}/enter",
        f"{url}/correct",
        "/minutes/archive",
        "/minutes",
        "/minutes/copies",
        "/minutes/copies/add",
    ):
        organiser.get(f"{address}?lang=en")
    conference = db.session.query(Conference).one()
    assert (conference.kind, conference.ordinal) == (ConferenceKind.FORUM, 3)

"""The pages of minutes, used as organisers of both sides use them."""

import io
import re
import time
from collections.abc import Callable

import pytest
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import select

from liaison.conferences.models import Conference, ConferenceStatus
from liaison.conferences.services import minutes
from liaison.conferences.services.attendance import Invitee
from liaison.core import clock
from liaison.core.sides import Role, Side
from liaison.store import papers, unit
from liaison.store.base import db
from liaison.store.jobs import JobStatus
from liaison.store.users import User
from tests.bench.statements import count_statements
from tests.makers.accounts import signed_in
from tests.makers.conferences import Content, make_conference
from tests.makers.minutes import Organisers, make_associations, make_minutes, make_organisers, revise
from tests.page import Browser, Page

S = ConferenceStatus


@pytest.fixture
def by(database: None) -> Organisers:
    """The organisers of both sides, and the associations in the directory."""
    with unit.transaction():
        make_associations()
        return make_organisers()


@pytest.fixture
def bar(app: Flask, by: Organisers) -> Browser:
    return Browser(app).sign_in("sun.yi")


@pytest.fixture
def bench(app: Flask, by: Organisers) -> Browser:
    return Browser(app).sign_in("song.qr")


def made(by: Organisers, status: ConferenceStatus = S.HELD) -> str:
    """The address of minutes in that state."""
    with unit.transaction():
        return f"/conferences/{make_minutes(status, by=by).id}/minutes"


def reread() -> Conference:
    db.session.rollback()
    return db.session.scalars(select(Conference)).one()


def area(page: Page, name: str) -> str:
    """What stands in a text area."""
    (found,) = page.select(f"//textarea[@name='{name}']")
    return (found.text or "").lstrip("\n")


def test_from_held_to_the_draft_it_takes_few_clicks_and_little_of_the_server(
    bar: Browser, record_property: Callable[[str, object], None]
) -> None:
    """At most twelve clicks and three seconds of the server, with a full agenda."""
    people = tuple(Invitee(f"代表{place}", f"单位{place % 9}", "主任", list(Side)[place % 2]) for place in range(40))
    texts = tuple(f"第{place}项议定事项，由主办单位在期限内办结并报告。" for place in range(30))
    with unit.transaction():
        content = Content(topics=[f"议题{place}" for place in range(15)], people=people, resolved=texts)
        url = f"/conferences/{make_conference(S.HELD, days=0, content=content).id}"
    began = time.process_time()
    page = bar.get(url)
    (link,) = page.select("//a[contains(@class, 'btn-primary')]/@href")
    page = bar.get(link)
    (button,) = [form.action for form in page.tree.forms if str(form.action).endswith("/draft")]
    editor = bar.follow(bar.submit(link, action=button))
    spent = time.process_time() - began
    clicks = len((link, button))
    record_property("from held to the draft", f"{clicks} clicks, {spent:.2f} s")
    assert texts[-1] in editor.text
    assert "议题14" in area(editor, "reports")
    assert clicks <= 12
    assert spent <= 3, f"{spent:.1f} s, this test's own reading of the pages included"


def test_the_records_become_a_draft_and_the_draft_a_second_revision(bar: Browser) -> None:
    with unit.transaction():
        url = f"/conferences/{make_conference(S.HELD).id}/minutes"
    editor = bar.follow(bar.submit(url, action=f"{url}/draft"))
    assert area(editor, "opening").startswith(f"{clock.today().year}年")
    assert "议定〔" in editor.text
    page = bar.follow(bar.submit(f"{url}/revise", other="第六次会议由法官方召集。"))
    assert "已保存为第2稿。" in page.text
    assert "第六次会议由法官方召集。" in page.text
    page = bar.follow(bar.submit(f"{url}/revise", other="第六次会议由法官方召集。"))
    assert "没有改动，未另存新稿。" in page.text
    assert len(reread().revisions) == 2


def test_rows_between_bars_become_a_table_of_the_minutes(by: Organisers, bar: Browser) -> None:
    url = made(by)
    rows = "表1　办理情况\n| 提出方 | 收到 |\n| 律师方 | 9件 |\n| <b>法官方</b> | 5件 |"
    page = bar.follow(bar.submit(f"{url}/revise", other=rows))
    (table,) = page.select("//table[caption='表1 办理情况']")
    assert [cell.text_content() for cell in table.xpath(".//th | .//td")] == [
        "提出方", "收到", "律师方", "9件", "<b>法官方</b>", "5件",
    ]  # fmt: skip


def test_two_pages_that_save_show_both_texts_and_lose_neither(by: Organisers, bar: Browser, bench: Browser) -> None:
    url = f"{made(by)}/revise"
    shown = bar.get(url)
    bench.submit(url, other="法官方的文字。", distribution="市司法局")
    typed = {**shown.field_values(shown.tree.forms[-1]), "other": "律师方的文字。"}
    refused = bar._page(bar.send("POST", url, data=typed), 409)
    assert "您打开的是第1稿，其间有人保存了第2稿" in refused.text
    assert area(refused, "other") == "律师方的文字。"
    assert [box.text_content() for box in refused.select("//*[@class='stale-text']")] == ["法官方的文字。"]
    assert area(refused, "distribution") == "市司法局"
    assert len(reread().revisions) == 2
    again = {**refused.field_values(refused.tree.forms[-1]), "other": "双方的文字。"}
    assert "已保存为第3稿。" in bar.follow(bar.send("POST", url, data=again)).text
    latest = reread().revisions[-1]
    assert (latest.sections["other"], latest.sections["distribution"]) == ("双方的文字。", "市司法局")


@pytest.mark.parametrize("version", ["", "0", "99", "1; drop table conference", "9" * 400, "-1", "１"])
def test_a_page_that_says_nothing_true_of_its_revision_is_stale(by: Organisers, bar: Browser, version: str) -> None:
    url = f"{made(by)}/revise"
    page = bar.get(url)
    typed = {**page.field_values(page.tree.forms[-1]), "other": "改。", "version": version}
    assert bar.send("POST", url, data=typed).status_code in ({303} if version == "１" else {409})


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("title", "", "此项为必填项。"),
        ("title", "长" * 81, "最多 80 字，请缩短。"),
        ("title", "一行\n两行", "此处只能填写一行"),
        ("opening", "  \n", "此项为必填项。"),
        ("reports", "长" * 20_001, "最多 20000 字，请缩短。"),
        ("other", "看不见\u202e的", "看不见的控制字符（U+202E）"),
        ("other", "坏\x00字", "看不见的控制字符（U+0000）"),
        ("attendance", "", "此项为必填项。"),
        ("attendance", "出席\n周砚秋等", "第2行读不懂"),
    ],
)
def test_what_no_minutes_can_hold_is_refused_beside_its_field(
    by: Organisers, bar: Browser, field: str, text: str, sentence: str
) -> None:
    url = f"{made(by)}/revise"
    response = bar.submit(url, 422, **{field: text})
    page = bar._page(response, 422)
    (wrong,) = page.select(f"//*[@id='{field}-error']")
    assert sentence in wrong.text_content()
    assert len(reread().revisions) == 1


def test_markup_stays_text_and_a_long_text_is_kept(by: Organisers, bar: Browser) -> None:
    url = made(by)
    hostile = "<script>alert(1)</script>{{ 7 * 7 }}=1+1"
    long = "\n".join(f"{n}. 办理情况" + "很好" * 200 for n in range(1, 40))
    bar.submit(f"{url}/revise", other=hostile, opinions=long)
    page = bar.get(url)
    assert hostile in page.text
    assert not page.select("//script[not(@src)]")
    assert reread().revisions[-1].sections["opinions"] == long


def test_circulated_and_countersigned_by_both_sides_and_issued(by: Organisers, bar: Browser, bench: Browser) -> None:
    url = made(by)
    assert "已发出征求意见通知。" in bar.follow(bar.submit(url, action=f"{url}/circulate")).text
    page = bar.follow(bar.submit(url, action=f"{url}/countersign"))
    assert "本方已会签，等待对方会签。" in page.text
    assert "会签第1稿" not in page.text.replace("律师方会签第1稿", "")
    assert "双方均已会签，可以印发。" in bench.follow(bench.submit(url, action=f"{url}/countersign")).text
    page = bench.follow(bench.submit(url, action=f"{url}/issue"))
    number = f"〔{clock.today().year}〕第1号"
    assert f"纪要已印发，编号为{number}。" in page.text
    assert "正在生成 PDF 和 Word 文件" in page.text
    assert page.select("//*[@hx-get and @hx-trigger='every 2s']/@hx-get") == [f"{url}/progress"]
    with unit.transaction():
        papers.attach(reread().paper_id or 0, {"pdf": b"%PDF-1.7", "docx": b"PK"})
    part = bench.send("GET", f"{url}/progress")
    assert part.status_code == 286
    assert "hx-get" not in part.text
    assert f"{url}/files/pdf" in part.text
    page = bench.get(url)
    assert reread().paper.facts_sha256 in page.text.replace("\u200b", "")  # type: ignore[union-attr]


def test_a_countersignature_of_a_revision_that_changed_meanwhile_is_refused(
    by: Organisers, bar: Browser, bench: Browser
) -> None:
    url = made(by, S.CIRCULATED)
    bench.submit(f"{url}/revise", other="又有修改。")
    response = bar.post(f"{url}/countersign", version="1", back=url)
    page = bar._page(response, 409)
    assert "您阅读的是第1稿，其间有人保存了第2稿，会签没有进行。" in page.text
    assert page.select("//a[contains(@class,'btn-primary')]/@href") == [url]
    assert reread().revisions[-1].signatures == []


def test_what_was_signed_by_both_and_changed_has_to_be_signed_again(by: Organisers, bar: Browser) -> None:
    url = made(by, S.COUNTERSIGNED)
    assert "已有会签不再有效" in bar.get(f"{url}/revise").text
    page = bar.follow(bar.submit(f"{url}/revise", other="又有修改。"))
    assert reread().status is S.CIRCULATED
    assert page.text.count("尚未会签") == 2


def test_a_page_from_before_a_change_neither_circulates_nor_issues(by: Organisers, bar: Browser) -> None:
    url = made(by)
    old = reread().version
    bar.submit(f"{url}/revise", other="又有修改。")
    assert bar.post(f"{url}/circulate", version=str(old)).status_code == 409
    assert reread().status is S.HELD


def test_a_second_issue_says_that_it_was_issued(by: Organisers, bar: Browser) -> None:
    url = made(by, S.ISSUED)
    page = bar.follow(bar.post(f"{url}/issue", version=str(reread().version), back=url))
    assert "当前状态为“纪要已印发”，不能印发纪要。" in page.text
    assert reread().minutes_number == 1


def test_without_the_associations_the_draft_is_refused_on_its_page(app: Flask, database: None) -> None:
    with unit.transaction():
        url = f"/conferences/{make_conference(S.HELD).id}/minutes"
    organiser = signed_in(app, "li.na", side=Side.BAR, roles={Role.ORGANISER})
    page = organiser.follow(organiser.submit(url, action=f"{url}/draft"))
    assert "名册中还没有登记双方的协会" in page.text


def test_files_that_could_not_be_made_say_why_and_can_be_asked_for_again(by: Organisers, bar: Browser) -> None:
    url = made(by, S.ISSUED)
    with unit.transaction():
        job = reread().paper.job  # type: ignore[union-attr]
        assert job is not None
        job.status, job.error, job.finished_at = JobStatus.FAILED, "字体中没有“龘”字。", clock.now()
    page = bar.get(url)
    assert "文件没有生成。字体中没有“龘”字。" in page.text
    assert "已重新开始生成文件。" in bar.follow(bar.submit(url, action=f"{url}/render")).text
    assert reread().paper.job.status is JobStatus.QUEUED  # type: ignore[union-attr]


def test_two_revisions_show_what_came_and_what_went(by: Organisers, bar: Browser) -> None:
    url = made(by)
    with unit.transaction():
        revise(reread(), db.session.get_one(User, by.bar.id), other="第二次联席会议由云江市律师协会召集，另行通知。")
    page = bar.get(f"{url}/history")
    assert [mark.text_content() for mark in page.select("//del")] == ["（删除）法官", "（删除）时间、地点"]
    assert [mark.text_content() for mark in page.select("//ins")] == ["（增加）律师"]
    assert "两稿没有差别" in bar.get(f"{url}/history?old=2&new=2").text
    bar.get(f"{url}/history?old=1&new=7", expect=404)
    assert bar.get(f"{url}/history?old=x&new=").status == 200


def test_an_observer_sees_what_was_issued_and_nothing_of_the_way_there(app: Flask, by: Organisers) -> None:
    made(by, S.COUNTERSIGNED)
    observer = signed_in(app, "feng", side=None, roles={Role.OBSERVER})
    assert "没有符合条件的纪要" in observer.get("/minutes").text
    with unit.transaction():
        make_minutes(S.ISSUED, by=by, days=30)
    page = observer.get("/minutes")
    assert len(page.select("//tbody/tr")) == 1
    page = observer.get(page.select("//td[contains(@class,'cell-title')]/a/@href")[0])
    assert "修订和会签记录" not in page.text
    assert not page.select("//form[contains(@action,'/minutes/')]")


def test_the_register_filters_sorts_and_exports(by: Organisers, bar: Browser) -> None:
    with unit.transaction():
        for days in (14, 30):
            conference = make_minutes(S.ISSUED, by=by, days=days)
            assert conference.paper is not None
            papers.attach(conference.paper.id, {"pdf": b"%PDF", "docx": b"PK"})
    year = clock.today().year
    numbers = [cell.text_content() for cell in bar.get("/minutes").select("//td[@class='cell-number']")]
    assert numbers == [f"〔{year}〕第2号", f"〔{year}〕第1号"]
    for query, rows in (
        ("?q=第一次", 1),
        (f"?q=[{year}]第2号", 1),
        ("?kind=forum", 0),
        (f"?year={year - 1}", 0),
        ("?q=%", 0),
    ):
        assert len(bar.get(f"/minutes{query}").select("//tbody/tr")) == rows, query
    sheet = load_workbook(io.BytesIO(bar.send("GET", "/minutes?format=xlsx&q=第一次").data)).active
    assert sheet is not None
    assert [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)] == [f"〔{year}〕第1号"]


def test_files_leave_as_attachments_under_their_names(by: Organisers, bar: Browser) -> None:
    url = made(by, S.ISSUED)
    with unit.transaction():
        papers.attach(reread().paper_id or 0, {"pdf": b"%PDF-1.7", "docx": b"PK"})
    response = bar.send("GET", f"{url}/files/pdf")
    assert (response.data, response.mimetype) == (b"%PDF-1.7", "application/pdf")
    assert response.headers["Content-Disposition"].startswith("attachment; filename*=UTF-8''%E4%BA%91")
    assert response.headers["Cache-Control"] == "no-store"


def test_pages_take_few_statements_however_many_revisions(app: Flask, by: Organisers, bar: Browser) -> None:
    url = made(by, S.CIRCULATED)
    with unit.transaction():
        user = db.session.get_one(User, by.bar.id)
        for n in range(12):
            revise(reread_in_transaction(), user, other=f"第{n}次修改。")
            minutes.countersign(reread_in_transaction(), n + 2, by=user)
    cookie = bar.client.get_cookie("liaison")
    assert cookie is not None
    cookies = {"liaison": cookie.value}
    for address, most in ((url, 20), (f"{url}/revise", 20), (f"{url}/history?old=3", 20), ("/minutes", 12)):
        assert count_statements(app, address, cookies) <= most, address


def reread_in_transaction() -> Conference:
    return db.session.scalars(select(Conference)).one()


def test_english_pages_hold_no_chinese_but_data(by: Organisers, bar: Browser) -> None:
    url = made(by, S.CIRCULATED)
    for address in (url, f"{url}/revise", f"{url}/history", "/minutes"):
        page = bar.get(f"{address}?lang=en")
        assert re.search("minutes", page.text, re.IGNORECASE)

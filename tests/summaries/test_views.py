"""The pages of summaries: figures that lead to their records, drafts, issue, openings; what is refused stays typed."""

import io

from flask import Flask
from openpyxl import load_workbook

from liaison.core.sides import Role, Side
from liaison.store import jobs, unit
from liaison.store.base import db
from liaison.store.papers import Paper
from liaison.summaries.models import Summary
from tests.bench.statements import count_statements
from tests.makers.accounts import signed_in
from tests.makers.conferences import ConferenceStatus, make_conference
from tests.makers.opinions import OpinionStatus, make_opinion
from tests.makers.summaries import long_ago, make_city, make_summary, three_years
from tests.opinions.pages import cookies_of
from tests.page import Browser

PAGE = "/summaries"


def query() -> str:
    return f"{PAGE}?{three_years().query}"


def visitors(browser: Browser) -> str:
    """The line of people received as the page tells it."""
    return str(browser.get(query()).select("//tr[contains(., '接待来访人')]")[0].text_content())


def test_figures_lead_to_as_many_records(officer: Browser) -> None:
    with unit.transaction():
        make_city()
    page = officer.get(query())
    shown = {link.get("href"): link.text for link in page.select("//td[a and not(@class)][1]/a") if link.text != "0"}
    followed = [url for url in shown if url.startswith(("/opinions?", "/conferences?", "/reception/visits?"))]
    assert len(followed) >= 6
    for url in followed:
        if "people_received" not in url:
            assert len(officer.get(url).select("//tbody/tr")) == int(shown[url]), url


def test_the_other_side_gets_no_small_count_and_no_way_to_it(officer: Browser, clerk: Browser) -> None:
    with unit.transaction():
        make_city()
        db.session.execute(db.text("delete from visit_satisfaction"))
        db.session.execute(db.text("update visit set status='left' where number > 3"))
    assert "少于5" not in visitors(officer)
    other = clerk.get(query())
    assert not other.select("//td[@class='cell-title']/span[text()='接待来访人']"), "of days that are no quarter"
    assert other.select("//td[@class='cell-title']/span[text()='接访日']")
    assert not other.select("//a[contains(@href, '/reception/visits')]")


def test_no_figure_leads_anybody_to_a_refusal(app: Flask, database: None) -> None:
    with unit.transaction():
        make_city()
    people = {
        "bar.officer": (Side.BAR, Role.OFFICER), "bar.head": (Side.BAR, Role.HEAD_OF_SUPERVISION),
        "bench.officer": (Side.BENCH, Role.OFFICER), "bench.organiser": (Side.BENCH, Role.ORGANISER),
    }  # fmt: skip
    for name, (side, role) in people.items():
        browser = signed_in(app, name, side=side, roles={role})
        links = {url.split("?")[0]: url for url in browser.get(query()).select("//td/a/@href")}
        assert len(links) >= 4
        wrong = [url for url in links.values() if browser.send("GET", url).status_code != 200]
        assert not wrong, f"{name}: {wrong}"


def test_a_court_is_chosen_among_those_with_records(officer: Browser) -> None:
    with unit.transaction():
        make_opinion(OpinionStatus.SCREENED)
    page = officer.get(query())
    value = page.select("//select[@name='place']/option[starts-with(@value, 'court:')]/@value")[0]
    narrowed = officer.get(f"{query()}&place={value}")
    labels = [cell.text for cell in narrowed.select("//td[@class='cell-title']/span[1]")]
    assert "收到律师方意见建议" in labels
    assert "召开联席会议" not in labels, "it does not divide by courts"
    assert "召开联席会议" in officer.get(f"{query()}&place=court:999").text, "no such court: everything"


def test_days_that_cannot_be_told_of_are_named(officer: Browser) -> None:
    for asked, words in (
        ("from=2999-01-01&to=2999-12-31", "所选时间还没有到"),
        ("from=2026-05-02&to=2026-05-01", "止期早于起期"),
    ):
        assert words in officer.get(f"{PAGE}?{asked}").text


def test_the_page_takes_as_many_statements_with_more_records(app: Flask, officer: Browser) -> None:
    counted = []
    for _ in range(2):
        with unit.transaction():
            make_conference(ConferenceStatus.HELD, days=0)
            make_opinion(OpinionStatus.REPLIED)
        counted.append(count_statements(app, query(), cookies_of(officer)))
    assert counted[0] == counted[1] <= 130


def test_from_draft_to_issued_paper(app: Flask, officer: Browser, clerk: Browser) -> None:
    draft = {"first": str(long_ago().first), "last": str(long_ago().last), "kinds": "period"}
    assert "止期早于起期" in officer.submit("/summaries/draft", 422, **{**draft, "last": "2000-01-01"}).text
    address = str(officer.submit("/summaries/draft", **draft).location)
    assert "2001年，没有召开联席会议" in officer.get(address).text
    wrong = officer.submit(f"{address}/amend", 422, text="共{没有}次。")
    assert "没有名为“{没有}”的占位内容" in wrong.text
    assert "共{没有}次。" in wrong.text, "what was typed stays"
    officer.submit(f"{address}/amend", text="共{召开联席会议}次。")
    assert clerk.send("GET", address).status_code == 404
    officer.submit(address, action=f"{address}/issue")
    observer = signed_in(app, "observer", side=None, roles={Role.OBSERVER})
    for reader in (clerk, observer):
        assert "共0次。" in reader.get(address).text
        assert "总结〔" in reader.get("/summaries/papers").text
    book = load_workbook(io.BytesIO(observer.send("GET", f"{address}?format=xlsx").data))
    assert book.worksheets[0]["A2"].value == "conferences_held"
    assert "此项为必填项" in officer.submit(address, 422, action=f"{address}/withdraw", reason="").text
    officer.submit(address, action=f"{address}/withdraw", reason="数字有误。")
    assert "数字有误。" in clerk.get(address).text


def test_a_paper_that_could_not_be_made_says_why_and_is_made_again(app: Flask, officer: Browser) -> None:
    """A name with a character that no font has: a sentence, no half paper; once mended it is made."""
    with unit.transaction():
        summary = make_summary(period=long_ago(), is_issued=True)
        id, paper = summary.id, summary.paper
        assert paper is not None
        whole = paper.facts
        paper.facts = whole.replace(summary.title, summary.title + "\U000323af")
        job_id, paper_id = str(paper.job_id), paper.id
    jobs.run(job_id)
    page = officer.get(f"/summaries/papers/{id}")
    assert "文件没有生成" in page.text
    assert db.session.get_one(Paper, paper_id).pdf_id is None
    db.session.rollback()
    with unit.transaction():
        db.session.get_one(Paper, paper_id).facts = whole
    officer.submit(f"/summaries/papers/{id}", action=f"/summaries/papers/{id}/press")
    db.session.rollback()
    jobs.run(str(db.session.get_one(Paper, paper_id).job_id))
    db.session.rollback()
    stored = db.session.get_one(Paper, paper_id)
    assert stored.pdf_id is not None
    assert stored.docx_id is not None


def test_changed_records_are_named_on_the_draft(officer: Browser) -> None:
    with unit.transaction():
        id = make_summary().id
    with unit.transaction():
        make_conference(ConferenceStatus.HELD, days=0)
    address = f"/summaries/papers/{id}"
    assert "召开联席会议：0 → 1" in officer.get(address).text
    refused = officer.submit(address, 422, action=f"{address}/issue")
    assert "数字有变化" in refused.text
    assert db.session.get_one(Summary, id).number == ""


def test_opening_balances_are_entered_corrected_and_removed(officer: Browser) -> None:
    typed = {"name": "conferences_held", "first": "2001-01-01", "last": "2001-12-31", "value": "3", "source": "总结"}
    wrong = officer.submit("/summaries/openings/enter", 422, **{**typed, "value": "三"})
    assert "请填写大于0的整数" in wrong.text
    officer.submit("/summaries/openings/enter", **typed)
    assert "含期初数" in officer.get(f"{PAGE}?{long_ago().query}").text
    link = officer.get("/summaries/openings").select("//td[@class='cell-title']/a/@href")[0]
    officer.submit(link, value="5")
    assert officer.get("/summaries/openings").select("//td[@data-l='数量']")[0].text == "5"
    officer.submit(link, action=f"{link}/remove")
    assert "还没有期初数" in officer.get("/summaries/openings").text


def test_pages_in_english(officer: Browser) -> None:
    with unit.transaction():
        make_city()
        draft, issued = make_summary().id, make_summary(is_issued=True).id
    for address in (query(), "/summaries/papers", "/summaries/draft", f"/summaries/papers/{draft}",
                    f"/summaries/papers/{issued}", f"/summaries/papers/{draft}/amend", "/summaries/openings",
                    "/summaries/openings/enter"):  # fmt: skip
        officer.get(f"{address}{'&' if '?' in address else '?'}lang=en")

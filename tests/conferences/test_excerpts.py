"""What the proposer gets back: the excerpt of issued minutes, on its page and as a numbered paper."""

import io
from typing import NamedTuple

import docx
import pytest
from flask import Flask
from lxml import etree
from pypdf import PdfReader

from liaison.conferences.models import Conference, ConferenceStatus, MinutesExcerpt
from liaison.conferences.services import minutes, reopening
from liaison.core import clock
from liaison.core.sides import Role, Side
from liaison.opinions import queries as opinion_queries
from liaison.opinions import services as opinions
from liaison.store import jobs, links, unit
from liaison.store.audit import AuditEntry
from liaison.store.base import db
from liaison.store.links import LinkKind
from liaison.store.papers import Paper, PaperKind
from liaison.store.users import User
from tests.makers.accounts import make_user, signed_in
from tests.makers.conferences import make_conference
from tests.makers.directory import make_court
from tests.makers.minutes import ASSOCIATIONS, Opinion, Organisers, make_associations, revise
from tests.page import Browser


class Told(NamedTuple):
    """An opinion whose proposer's name is withheld, in issued minutes; `url`: its excerpt."""

    lawyer: Browser
    judge: Browser
    by: Organisers
    conference_id: int
    opinion_id: int
    number: str
    url: str


@pytest.fixture
def told(app: Flask, database: None) -> Told:
    """Issued minutes with one opinion on the agenda."""
    lawyer = signed_in(app, "shen.zy", name="沈知远", side=Side.BAR, roles={Role.LAWYER})
    judge = signed_in(app, "gu.mc", side=Side.BENCH, roles={Role.JUDGE})
    make_user("off.bar", side=Side.BAR, roles={Role.OFFICER})
    by = Organisers(
        make_user("sun.yi", side=Side.BAR, roles={Role.ORGANISER}),
        make_user("tao.li", side=Side.BENCH, roles={Role.ORGANISER}),
    )
    with unit.transaction():
        make_associations()
        opinions.ensure_categories()
        users = {row.username: row for row in db.session.query(User)}
        category = opinion_queries.categories()[0].id
        content = opinions.Content(category, "关于阅卷预约", "内容", is_name_withheld=True)
        opinion = opinions.lodge(content, users["shen.zy"])
        opinions.screen(opinion, make_court().id, users["off.bar"])
        conference = make_conference(ConferenceStatus.HELD)
        links.tie("agenda_item", conference.items[1].id, LinkKind.TABLES, "opinion", opinion.id)
        facts = [Opinion(id=opinion.id, number=opinion.full_number, title=opinion.title)]
        minutes.draft(conference, ASSOCIATIONS, facts, by=by.bar)
        issue(conference, facts, by)
        url = f"/conferences/{conference.id}/minutes/excerpts/{opinion.id}"
        found = Told(lawyer, judge, by, conference.id, opinion.id, opinion.full_number, url)
    return found


def issue(conference: Conference, facts: list[Opinion], by: Organisers) -> None:
    """From the draft to the issue."""
    minutes.circulate(conference, ASSOCIATIONS, by=by.bar)
    for user in (by.bar, by.bench):
        minutes.countersign(conference, conference.revisions[-1].number, by=user)
    minutes.issue(conference, ASSOCIATIONS, facts, by=by.bar)


def test_the_proposer_reads_the_excerpt_and_nobody_learns_the_withheld_name(told: Told) -> None:
    for browser in (told.lawyer, told.judge):
        page = browser.get(told.url)
        assert told.number in page.text
        assert "沈知远" not in page.select("//main")[0].text_content()
    assert told.lawyer.get(f"/opinions/{told.opinion_id}").select(f"//a[@href='{told.url}']")
    (checked,) = told.lawyer.get(told.url).select("//main//a[starts-with(@href, '/verify')]/@href")
    code = checked.rpartition("=")[2]
    assert code in told.lawyer.get(checked).select("//main")[0].text_content(), "the way to check what it is taken from"
    assert told.lawyer.send("GET", f"{told.url}/progress").status_code == 404
    told.lawyer.get(f"{told.url}?lang=en")
    assert told.lawyer.send("GET", f"/conferences/{told.conference_id}/minutes/excerpts/999").status_code == 404


def test_the_excerpt_is_one_paper_with_a_number_of_its_own(app: Flask, told: Told) -> None:
    told.lawyer.follow(told.lawyer.submit(told.url, action=f"{told.url}/issue"))
    assert told.lawyer.send("GET", f"{told.url}/progress").status_code == 200, "goes on asking"
    assert told.judge.post(f"{told.url}/issue").status_code == 303
    db.session.rollback()
    (paper,) = db.session.query(Paper).filter_by(kind=PaperKind.EXCERPT)
    number, paper_id, job = paper.number, paper.id, paper.job
    assert number == f"〔{clock.today().year}〕第1号摘录1"
    assert [row.actor_id for row in db.session.query(AuditEntry).filter_by(action="excerpt.issued")] == [None]
    assert job is not None
    jobs.run(job.id)
    for name, read in (("pdf", pdf_text), ("docx", word_text)):
        text = read(told.judge.send("GET", f"/archive/{paper_id}/files/{name}").data)
        for words in (number, told.number, "关于阅卷预约", "议题结果", "同意。", *ASSOCIATIONS.in_order(Side.BAR)):
            assert words in text, (name, words)
        assert "沈知远" not in text
    assert told.lawyer.send("GET", f"{told.url}/progress").status_code == 286
    assert told.lawyer.get(f"{told.url}?lang=en").select(f"//a[@href='/archive/{paper_id}/files/pdf']")
    for browser, seen in ((told.lawyer, True), (told.judge, True), (signed_in(app, "adm", side=None), False)):
        assert (number in browser.get("/archive?kind=excerpt").text) is seen
        assert browser.send("GET", f"/archive/{paper_id}").status_code == (200 if seen else 404)
    organiser = Browser(app).sign_in("tao.li")
    statuses = [browser.send("GET", f"/archive/{paper_id}/deposit").status_code for browser in (organiser, told.lawyer)]
    assert statuses == [200, 403], "an organiser keeps the signed scan"


def test_an_excerpt_of_an_opinion_that_is_not_seen_is_in_no_archive(app: Flask, told: Told) -> None:
    told.lawyer.submit(told.url, action=f"{told.url}/issue")
    observer = signed_in(app, "obs", side=None, roles={Role.OBSERVER})
    assert "第1号摘录1" not in observer.get("/archive").text, "the opinion is not answered yet, so not published"
    assert observer.send("GET", told.url).status_code == 404
    assert observer.post(f"{told.url}/issue").status_code == 404


def test_files_that_could_not_be_made_are_asked_for_again(told: Told) -> None:
    told.lawyer.submit(told.url, action=f"{told.url}/issue")
    db.session.rollback()
    with unit.transaction():
        (paper,) = db.session.query(Paper).filter_by(kind=PaperKind.EXCERPT)
        assert paper.job is not None
        paper.job.status, paper.job.error, first = jobs.JobStatus.FAILED, "缺少字体", paper.job_id
    assert "缺少字体" in told.lawyer.get(told.url).text
    told.lawyer.submit(told.url, action=f"{told.url}/issue")
    db.session.rollback()
    assert db.session.query(Paper).filter_by(kind=PaperKind.EXCERPT).one().job_id != first


def test_minutes_issued_anew_take_the_place_of_the_excerpts_too(told: Told) -> None:
    told.lawyer.submit(told.url, action=f"{told.url}/issue")
    db.session.rollback()
    with unit.transaction():
        conference = db.session.get_one(Conference, told.conference_id)
        by = Organisers(*(db.session.query(User).filter_by(username=name).one() for name in ("sun.yi", "tao.li")))
        reopening.ask_reopening(conference, "职务有误。", by=by.bar)
        reopening.agree_reopening(conference, by=by.bench)
        revise(conference, by.bar, None, other="另有一事。")
        issue(conference, [Opinion(id=told.opinion_id, number=told.number, title="关于阅卷预约")], by)
    first = db.session.query(MinutesExcerpt).filter(MinutesExcerpt.sheet_id.is_not(None)).one().sheet
    assert first is not None
    assert first.replaced_by is conference.paper
    assert told.lawyer.get(told.url).select(f"//form[@action='{told.url}/issue']"), "the new one has no paper yet"


def pdf_text(data: bytes) -> str:
    return "".join("".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(data)).pages)


def word_text(data: bytes) -> str:
    """All of its text, header and text boxes included."""
    parts = docx.Document(io.BytesIO(data)).part.package.iter_parts()
    found = [part.blob.decode() for part in parts if part.content_type.endswith("+xml")]
    return "".join("".join(etree.fromstring(one.encode()).itertext()) for one in found)

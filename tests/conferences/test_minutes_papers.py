"""Issued minutes as files: made by the worker's job with the real renderer, and over the command line."""

import hashlib
import io
import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import docx
import pytest
from flask import Flask
from pypdf import PdfReader
from sqlalchemy import func, select

from liaison.conferences.models import Conference, ConferenceStatus
from liaison.core import clock
from liaison.store import jobs, papers, unit
from liaison.store.base import db
from liaison.store.files import StoredFile
from liaison.store.jobs import JobStatus
from tests.makers.accounts import signed_in
from tests.makers.conferences import make_conference
from tests.makers.minutes import make_minutes, make_organisers

S = ConferenceStatus


@pytest.fixture
def issued(database: None) -> Conference:
    with unit.transaction():
        conference = make_minutes(S.ISSUED)
    return conference


@pytest.fixture
def demo(app: Flask) -> Iterator[None]:
    """The application as the demonstration runs it: papers carry its mark."""
    app.config["IS_DEMO"] = True
    yield
    app.config["IS_DEMO"] = False


def job_of(conference: Conference) -> jobs.Job:
    db.session.rollback()
    assert conference.paper is not None
    assert conference.paper.job is not None
    return conference.paper.job


def pdf_text(data: bytes) -> str:
    return "".join("".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(data)).pages)


def word_text(data: bytes) -> str:
    return "".join(paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs)


def test_the_worker_makes_both_files_and_they_read_back(app: Flask, issued: Conference, demo: None) -> None:
    assert jobs.sweep() == [job_of(issued).id]
    jobs.run(job_of(issued).id)
    assert (job_of(issued).status, job_of(issued).error) == (JobStatus.DONE, "")
    browser = signed_in(app, "reader")
    url = f"/conferences/{issued.id}/minutes"
    pdf, word = (browser.send("GET", f"{url}/files/{wanted}").data for wanted in ("pdf", "docx"))
    for text in (pdf_text(pdf), word_text(word)):
        for words in (f"〔{clock.today().year}〕第1号", "第一次联席会议纪要", "预约后四十八小时内答复", "周砚秋"):
            assert words in text, words
    assert "演示数据" in pdf_text(pdf)
    page = browser.get(url).text
    for data in (pdf, word):
        assert hashlib.sha256(data).hexdigest() in page


def test_a_worker_killed_in_the_middle_leaves_the_job_to_the_next(issued: Conference) -> None:
    job_id = job_of(issued).id
    with unit.transaction():
        jobs._claim(job_id)
    assert jobs.sweep() == []
    with clock.travel(clock.now() + timedelta(minutes=6)):
        assert jobs.sweep() == [job_id]
        jobs.run(job_id)
    assert job_of(issued).status is JobStatus.DONE
    assert issued.paper is not None
    assert issued.paper.pdf_id is not None


def test_rendering_twice_changes_nothing(issued: Conference) -> None:
    assert issued.paper is not None
    with unit.transaction():
        again = jobs.enqueue(papers.RENDER, None, paper_id=issued.paper.id).id
    jobs.run(job_of(issued).id)
    first = (issued.paper.pdf_id, issued.paper.docx_id)
    jobs.run(again)
    db.session.rollback()
    assert (issued.paper.pdf_id, issued.paper.docx_id) == first
    assert db.session.scalar(select(func.count()).select_from(StoredFile)) == 2


def test_a_paper_that_cannot_be_rendered_says_why_in_words(issued: Conference) -> None:
    with unit.transaction():
        assert issued.paper is not None
        issued.paper.facts = issued.paper.facts.replace("第一次", "第\U0001f600次")
    jobs.run(job_of(issued).id)
    assert job_of(issued).status is JobStatus.FAILED
    assert "U+1F600" in job_of(issued).error


def run(app: Flask, *words: str) -> tuple[int, str, str]:
    db.session.rollback()
    result = app.test_cli_runner().invoke(args=["conferences", *words])
    return result.exit_code, result.stdout, result.stderr


def test_the_list_on_the_command_line(app: Flask, issued: Conference) -> None:
    status, out, _ = run(app, "list", "--json")
    (row,) = json.loads(out)
    assert status == 0
    assert (row["kind"], row["ordinal"], row["status"]) == ("regular", 1, "issued")
    assert row["minutes"] == f"〔{clock.today().year}〕第1号"
    assert "第一次联席会议" in run(app, "list")[1]


def test_minutes_on_the_command_line_before_and_after_the_worker(
    app: Flask, issued: Conference, tmp_path: Path
) -> None:
    made = {}
    for name in ("minutes.pdf", "minutes.docx", "minutes.json"):
        assert run(app, "minutes", "1", "--out", str(tmp_path / name)) == (0, "", "")
        made[name] = (tmp_path / name).read_bytes()
    assert "预约后四十八小时内答复" in pdf_text(made["minutes.pdf"])
    assert "预约后四十八小时内答复" in word_text(made["minutes.docx"])
    assert issued.paper is not None
    assert hashlib.sha256(made["minutes.json"]).hexdigest() == issued.paper.facts_sha256
    with unit.transaction():
        papers.attach(issued.paper.id, {"pdf": b"%PDF stored", "docx": b"PK stored"})
    run(app, "minutes", "1", "--kind", "regular", "--out", str(tmp_path / "minutes.PDF"))
    assert (tmp_path / "minutes.PDF").read_bytes() == b"%PDF stored"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("1", "--kind", "forum", "--out", "m.pdf"), "there is no forum conference 1"),
        (("7", "--out", "m.pdf"), "there is no regular conference 7"),
        (("1", "--out", "m.txt"), "must end in .pdf, .docx or .json"),
        (("1", "--out", "nowhere/m.pdf"), "No such file or directory"),
        (("2", "--out", "m.pdf"), "the minutes are not issued yet"),
    ],
)
def test_errors_on_the_command_line_are_one_line_and_write_nothing(
    app: Flask, database: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], sentence: str
) -> None:
    monkeypatch.chdir(tmp_path)
    with unit.transaction():
        by = make_organisers()
        first = make_minutes(S.ISSUED, by=by)
        assert first.paper is not None
        papers.attach(first.paper.id, {"pdf": b"%PDF", "docx": b"PK"})
        make_conference(S.HELD, days=30)
    status, out, err = run(app, "minutes", *words)
    assert (status, out) == (2, "")
    assert err.count("\n") == 1
    assert sentence in err
    assert list(tmp_path.iterdir()) == []


def test_a_number_that_is_none_is_refused(app: Flask, database: None) -> None:
    for words in (("x", "--out", "m.pdf"), ("0", "--out", "m.pdf"), ("1", "--kind", "other", "--out", "m.pdf"), ("1",)):
        assert run(app, "minutes", *words)[0] == 2

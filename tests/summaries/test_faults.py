"""What goes wrong while summaries are written: a clear sentence, and no half paper."""

import errno
import os
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from liaison.archive import tasks
from liaison.core import clock
from liaison.store import files, jobs, unit
from liaison.store.base import db
from liaison.store.jobs import Job, JobStatus
from liaison.store.papers import Paper
from tests.makers.directory import make_court
from tests.makers.opinions import OpinionStatus, make_opinion
from tests.makers.summaries import long_ago, make_summary, three_years
from tests.page import Browser

MADE = {"pdf": b"%PDF-1.7 whole", "docx": b"PK whole"}


def build(app: Flask, first: str, last: str, out: Path) -> tuple[int, str]:
    """Exit status and what was said on standard error."""
    told = app.test_cli_runner().invoke(args=["summaries", "build", "--from", first, "--to", last, "--out", str(out)])
    return told.exit_code, told.stderr


@pytest.mark.usefixtures("database")
def test_wrong_wishes_are_one_line_and_write_nothing(app: Flask, tmp_path: Path) -> None:
    for first, last, name, words in (
        ("2026-05-02", "2026-05-01", "s.json", "止期早于起期"),
        ("2999-01-01", "2999-12-31", "s.json", "所选时间还没有到"),
        ("2026-01-01", "2026-01-31", "s.odt", "must end in"),
        ("2026-13-01", "2026-01-31", "s.json", "2026-13-01"),
        ("2026-01-01", "2026-01-31", "no/such/folder/s.json", "No such file"),
    ):
        status, said = build(app, first, last, tmp_path / name)
        assert (status, len(said.strip().splitlines())) == (2, 1), said
        assert words in said
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("database")
def test_a_full_disk_leaves_the_file_that_was_there(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "s.json"
    out.write_text("before", encoding="utf-8")

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    status, said = build(app, "2026-01-01", "2026-01-31", out)
    assert (status, said.strip()) == (2, "No space left on device")
    assert [path.read_text(encoding="utf-8") for path in tmp_path.iterdir()] == ["before"]


def issued() -> tuple[int, str]:
    """The paper of an issued summary and its job."""
    with unit.transaction():
        paper = make_summary(period=long_ago(), is_issued=True).paper
        assert paper is not None
        return paper.id, str(paper.job_id)


@pytest.mark.usefixtures("database")
def test_a_job_that_met_a_full_disk_says_so_and_keeps_no_half_paper(monkeypatch: pytest.MonkeyPatch) -> None:
    paper_id, job_id = issued()
    monkeypatch.setattr(tasks.engine, "render", lambda *_words, **_options: MADE)
    whole, kept = files.keep, []

    def keep(data: bytes, name: str, media_type: str) -> object:
        if kept:
            raise OSError(errno.ENOSPC, "No space left on device")
        kept.append(name)
        return whole(data, name, media_type)

    monkeypatch.setattr(files, "keep", keep)
    jobs.run(job_id)
    db.session.rollback()
    paper = db.session.get_one(Paper, paper_id)
    assert (paper.pdf_id, paper.docx_id) == (None, None)
    assert "磁盘空间不足" in db.session.get_one(Job, job_id).error


@pytest.mark.usefixtures("database")
def test_a_job_that_was_killed_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    paper_id, job_id = issued()
    monkeypatch.setattr(tasks.engine, "render", lambda *_words, **_options: MADE)
    with unit.transaction():
        job = db.session.get_one(Job, job_id)
        job.status, job.attempts, job.heard_at = JobStatus.RUNNING, 1, clock.now() - timedelta(minutes=10)
    assert job_id in jobs.sweep()
    jobs.run(job_id)
    db.session.rollback()
    assert db.session.get_one(Paper, paper_id).docx_id is not None


def test_a_court_that_closed_keeps_its_figures(officer: Browser) -> None:
    with unit.transaction():
        make_opinion(OpinionStatus.SCREENED)
        court = make_court("云江市旧区人民法院")
        db.session.query(type(court)).filter_by(name="云江市中级人民法院").one().is_active = False
    page = officer.get(f"/summaries?{three_years().query}")
    (key,) = page.select("//select[@name='place']/option[text()='云江市中级人民法院']/@value")
    assert "收到律师方意见建议" in officer.get(f"/summaries?{three_years().query}&place={key}").text

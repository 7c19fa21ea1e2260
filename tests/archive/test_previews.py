"""Previews: made by the real renderer, seen by one person, cancelled while they are made, gone after a day."""

import io
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from PIL import Image
from pypdf import PdfReader
from sqlalchemy import func, select

from liaison.archive import tasks
from liaison.conferences.models import ConferenceStatus
from liaison.core import clock
from liaison.core.sides import Role, Side
from liaison.store import jobs, previews, unit
from liaison.store.base import db
from liaison.store.files import StoredFile
from liaison.store.jobs import Job, JobStatus
from liaison.store.previews import Preview
from tests.makers.accounts import signed_in
from tests.makers.minutes import make_associations, make_minutes
from tests.page import Browser


@pytest.fixture
def organiser(app: Flask, database: None) -> Browser:
    return signed_in(app, "organiser", side=Side.BAR, roles={Role.ORGANISER})


def ask(browser: Browser, name: str = "letter") -> str:
    """The address of a new preview of a sample."""
    return str(browser.submit("/archive/samples", action=f"/archive/samples/{name}").location)


def the_job() -> Job:
    db.session.rollback()
    return db.session.scalars(select(Job).where(Job.kind == previews.RENDER)).one()


def test_a_sample_is_made_and_shown_page_by_page(organiser: Browser) -> None:
    url = ask(organiser)
    assert organiser.get(url).select("//*[@hx-get]")
    jobs.run(the_job().id)
    page = organiser.get(url)
    assert not page.select("//*[@hx-get]")
    pictures = [image.get("src") for image in page.select("//img")]
    pdf = PdfReader(io.BytesIO(organiser.send("GET", f"{url}/pdf").data))
    assert len(pictures) == len(pdf.pages)
    assert all("样张" in "".join(page.extract_text().split()) for page in pdf.pages)
    picture = organiser.send("GET", pictures[0])
    assert picture.mimetype == "image/png"
    with Image.open(io.BytesIO(picture.data)) as image:
        assert image.width > 800
    assert organiser.send("GET", f"{url}/progress").status_code == 286


def test_minutes_are_looked_at_before_they_are_issued(app: Flask, database: None) -> None:
    with unit.transaction():
        make_associations()
        conference = make_minutes(ConferenceStatus.HELD)
    browser = signed_in(app, "organiser", side=Side.BAR, roles={Role.ORGANISER})
    url = browser.submit(
        f"/conferences/{conference.id}/minutes", action=f"/conferences/{conference.id}/minutes/preview"
    ).location
    jobs.run(the_job().id)
    text = "".join(
        "".join(page.extract_text().split())
        for page in PdfReader(io.BytesIO(browser.send("GET", f"{url}/pdf").data)).pages
    )
    assert "草稿" in text
    assert f"〔{clock.today().year}〕第号" in text
    assert "预约后四十八小时内答复" in text
    db.session.refresh(conference)
    assert conference.paper_id is None


def test_a_preview_is_taken_back_while_it_waits(organiser: Browser) -> None:
    url = ask(organiser)
    job_id = the_job().id
    response = organiser.submit(url, action=f"{url}/cancel")
    assert response.location.endswith("/archive/samples")
    assert the_job().status is JobStatus.CANCELLED
    assert organiser.send("GET", url).status_code == 404
    jobs.run(job_id)
    assert the_job().status is JobStatus.CANCELLED
    assert db.session.scalar(select(func.count()).select_from(StoredFile)) == 0


def test_a_preview_is_taken_back_while_it_is_made(organiser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """The handler hears of it at its next word of progress, and stops without a file."""
    url = ask(organiser)
    render = tasks.engine.render

    def slow(*arguments: object, **wishes: object) -> dict[str, bytes]:
        organiser.submit(url, action=f"{url}/cancel")
        wishes["report"](1, 3)  # type: ignore[operator]
        return render(*arguments, **wishes)  # type: ignore[arg-type]

    monkeypatch.setattr(tasks.engine, "render", slow)
    jobs.run(the_job().id)
    assert the_job().status is JobStatus.CANCELLED
    assert db.session.scalar(select(func.count()).select_from(StoredFile)) == 0


def test_a_full_disk_is_said_in_words(organiser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    url = ask(organiser)

    def full(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("liaison.store.files.write", full)
    for attempt in range(jobs.ATTEMPTS):
        with clock.travel(clock.now() + timedelta(hours=attempt)):
            jobs.run(the_job().id)
    assert the_job().status is JobStatus.FAILED
    assert "磁盘空间不足" in organiser.get(url).text
    assert db.session.scalar(select(func.count()).select_from(StoredFile)) == 0


def test_previews_are_gone_after_a_day_with_their_files(app: Flask, organiser: Browser) -> None:
    folder: Path = app.extensions["liaison.files"]
    before = set(folder.rglob("*/*"))
    ask(organiser)
    jobs.run(the_job().id)
    assert set(folder.rglob("*/*")) > before
    with clock.travel(clock.now() + timedelta(hours=23)), unit.transaction():
        previews.purge()
    assert db.session.scalar(select(func.count()).select_from(Preview)) == 1
    with clock.travel(clock.now() + timedelta(hours=25)), unit.transaction():
        previews.purge()
    assert db.session.scalar(select(func.count()).select_from(Preview)) == 0
    assert db.session.scalar(select(func.count()).select_from(StoredFile)) == 0
    assert set(folder.rglob("*/*")) == before


def test_progress_counts_pages_and_never_says_that_all_are_done(organiser: Browser) -> None:
    ask(organiser)
    with unit.transaction():
        job = jobs._claim(the_job().id)
    assert job is not None
    tasks._report(job, 4, 10)
    assert (the_job().done, the_job().total) == (4, 10)
    tasks._report(job, 40, 10)
    assert (the_job().done, the_job().total) == (9, 10)

"""Sets the stage for a look at every page: conferences in each state, and a roster waiting to be taken in; walks it."""

from collections.abc import Callable
from datetime import time, timedelta
from io import BytesIO
from pathlib import Path

from flask import Flask
from sqlalchemy import select

from liaison.conferences.facts import Associations
from liaison.conferences.models import Conference, ConferenceKind, ItemKind, Presence
from liaison.conferences.services import agenda, attendance, minutes, planning, resolutions
from liaison.conferences.services.attendance import Invitee, Mark
from liaison.config import Settings
from liaison.core import clock
from liaison.core.sides import Side
from liaison.demo import content
from liaison.factory import create_app
from liaison.store import jobs, unit
from liaison.store.base import db
from liaison.store.users import User
from tests.journeys.crawl import Found
from tests.makers.directory import lawyer_row, make_workbook
from tests.makers.scans import make_pdf
from tests.page import Browser

PEOPLE = ("bar.officer1", "bench.officer1", "admin1", "auditor1", "bar.lawyer1", "bench.judge1")
ANNOUNCED = 5
SEARCHED = "/search?q=%E6%84%8F%E8%A7%81"
"""What the box on every page leads to: no link does."""
ASSOCIATIONS = Associations("云江市律师协会", "云江市法官协会")


def walk(folder: Path, password: Callable[[str], str]) -> Found:
    """Set the stage in this instance, and find every page that visitors and the people of both sides can reach."""
    app = create_app(Settings(instance=folder))
    convene(app)
    found = Found()
    found.walk(app, Browser(app), "", "/login")
    for username in PEOPLE:
        browser = Browser(app).type_in(username, password(username))
        if username == PEOPLE[0]:
            upload_roster(browser)
            make_papers(app, browser)
        found.walk(app, browser, username, "/", SEARCHED)
    with app.app_context():
        db.engine.dispose()
    return found


def convene(app: Flask) -> None:
    """The fifth conference comes into session, a sixth is held with two revisions of minutes, a seventh is planned,
    an eighth announced.
    """
    with app.app_context(), unit.transaction():
        by = db.session.scalars(select(User).where(User.username == "bar.officer1")).one()
        fifth = db.session.scalars(select(Conference).where(Conference.ordinal == ANNOUNCED)).one()
        planning.open(fifth, by=by, held_on=clock.today(), reason="双方商定提前召开。")
        first = fifth.attendances[0]
        attendance.mark(fifth, [Mark(first.id, (first.presence, first.reason), Presence.PRESENT)], by=by)
        resolutions.resolve(fifth, "制定安检规程，由法警部门会同市律协起草。", by=by)
        sixth = _planned(by)
        planning.announce(sixth, by=by)
        planning.open(sixth, by=by, held_on=clock.today(), reason="双方商定提前召开。")
        rows = [Mark(row.id, (row.presence, row.reason), Presence.PRESENT) for row in sixth.attendances]
        attendance.mark(sixth, rows, by=by)
        for item in sixth.items:
            agenda.record(item, "会议听取了情况。", "予以确认。", by=by)
        planning.conclude(sixth, by=by)
        draft = minutes.draft(sixth, ASSOCIATIONS, by=by)
        minutes.revise(sixth, draft.title, {**draft.sections, "other": "下次会议另行通知。"}, by=by)
        _planned(by)
        planning.announce(_planned(by), by=by)


def upload_roster(browser: Browser) -> None:
    """A workbook with one new lawyer, checked and waiting for confirmation."""
    workbook = make_workbook(people=[lawyer_row("尹知微", content.firms()[0].name)])
    browser.submit("/directory/import", file=(BytesIO(workbook), "名册.xlsx"))


def make_papers(app: Flask, browser: Browser) -> None:
    """A preview of a letter with its pages, one that still waits, and the scan of a signed print."""
    browser.submit("/archive/samples", action="/archive/samples/letter")
    with app.app_context():
        for job_id in jobs.sweep():
            jobs.run(job_id)
    browser.submit("/archive/samples", action="/archive/samples/plates")
    browser.submit("/archive/2/deposit", file=(BytesIO(make_pdf()), "印发件.pdf"))


def _planned(by: User) -> Conference:
    conference = planning.plan(
        ConferenceKind.REGULAR, clock.today() + timedelta(days=40), time(9, 0), time(11, 0), "市律协三楼会议室",
        "周砚秋", "孙怡", Side.BAR, by=by,
    )  # fmt: skip
    agenda.add(conference, ItemKind.TOPIC, "网上立案退回理由的写法", "", 20, by=by)
    attendance.invite(conference, [Invitee("周砚秋", "云江市律师协会", "会长", Side.BAR)], by=by)
    return conference

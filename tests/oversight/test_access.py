"""Who gets what answer from each address of oversight: the access table."""

import pytest
from flask import Flask

from liaison.core.sides import Role, Side
from liaison.store.base import db
from tests.makers.accounts import make_user
from tests.page import Browser

PEOPLE: dict[str, tuple[Side | None, tuple[Role, ...]]] = {
    "auditor": (Side.BENCH, (Role.AUDITOR,)),
    "administrator": (None, (Role.ADMINISTRATOR,)),
    "officer": (Side.BAR, (Role.OFFICER, Role.ORGANISER)),
    "head": (Side.BENCH, (Role.HEAD_OF_SUPERVISION,)),
    "lawyer": (Side.BAR, (Role.LAWYER,)),
    "observer": (None, (Role.OBSERVER,)),
    "visitor": (None, ()),
}
TRAIL, TRAIL_POST = "200 403 403 403 403 403 302", "303 403 403 403 403 403 302"
ADMIN, ADMIN_POST = "403 200 403 403 403 403 302", "403 303 403 403 403 403 302"
ABSENT = "403 404 403 403 403 403 302"
TABLE: list[tuple[str, str, str]] = [
    ("GET", "/oversight/audit", TRAIL),
    ("GET", "/oversight/audit?format=xlsx", TRAIL),
    ("POST", "/oversight/audit/check", TRAIL_POST),
    ("GET", "/oversight/outbox", ADMIN),
    ("GET", "/oversight/outbox?format=xlsx", ADMIN),
    ("GET", "/oversight/outbox/{mail}", ADMIN),
    ("GET", "/oversight/outbox/999999", ABSENT),
    ("POST", "/oversight/outbox/{mail}/resend", ADMIN_POST),
    ("POST", "/oversight/outbox/999999/resend", ABSENT),
    ("GET", "/oversight/jobs", ADMIN),
    ("GET", "/oversight/jobs?format=xlsx", ADMIN),
    ("POST", "/oversight/jobs/{failed}/retry", ADMIN_POST),
    ("POST", "/oversight/jobs/{waiting}/cancel", ADMIN_POST),
    ("POST", "/oversight/jobs/nonsense/retry", ABSENT),
    ("POST", "/oversight/jobs/nonsense/cancel", ABSENT),
    ("GET", "/oversight/backups", ADMIN),
    ("GET", "/oversight/backups?format=xlsx", ADMIN),
    ("POST", "/oversight/backups/create", ADMIN_POST),
    ("GET", "/oversight/checks", ADMIN),
]


@pytest.mark.parametrize(("method", "address", "expected"), TABLE, ids=lambda value: str(value))
def test_access(
    app: Flask, failed_mail: int, failed_job: str, waiting_job: str, method: str, address: str, expected: str
) -> None:
    url = address.format(mail=failed_mail, failed=failed_job, waiting=waiting_job)
    got = {}
    for name, (side, roles) in PEOPLE.items():
        browser = Browser(app)
        if roles:
            make_user(name, side=side, roles=roles)
            db.session.rollback()
            browser.sign_in(name)
        got[name] = (browser.post(url) if method == "POST" else browser.send("GET", url)).status_code
    assert got == dict(zip(PEOPLE, map(int, expected.split()), strict=True))


def test_the_menu_shows_each_their_own(auditor: Browser, administrator: Browser) -> None:
    theirs, ours = (
        {link.get("href") for link in browser.get(f"/oversight/{page}").select("//nav//a")}
        for browser, page in ((auditor, "audit"), (administrator, "checks"))
    )
    work = {f"/oversight/{page}" for page in ("outbox", "jobs", "backups", "checks")}
    assert "/oversight/audit" in theirs
    assert not work & theirs
    assert work <= ours
    assert "/oversight/audit" not in ours

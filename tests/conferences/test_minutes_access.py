"""Who gets what answer from each address of minutes: the access table."""

from datetime import date

import pytest
from flask import Flask

from liaison.conferences import queries
from liaison.conferences.models import Conference, ConferenceKind, ConferenceStatus
from liaison.conferences.queries import minutes as minutes_queries
from liaison.conferences.services import comments, copies, old_minutes, reopening
from liaison.conferences.services.old_minutes import OldFile
from liaison.core import clock
from liaison.core.file_kinds import FileKind
from liaison.core.sides import Role, Side
from liaison.store import papers, unit
from tests.conferences.test_access import PARAMETER
from tests.makers.accounts import make_user
from tests.makers.conferences import make_conference
from tests.makers.minutes import Organisers, make_associations, make_minutes
from tests.page import Browser

S = ConferenceStatus
PEOPLE: dict[str, tuple[Side | None, tuple[Role, ...]]] = {
    "bar_organiser": (Side.BAR, (Role.ORGANISER,)),
    "bench_organiser": (Side.BENCH, (Role.ORGANISER,)),
    "officer": (Side.BENCH, (Role.OFFICER,)),
    "member": (Side.BAR, (Role.LAWYER,)),
    "observer": (None, (Role.OBSERVER,)),
    "administrator": (None, (Role.ADMINISTRATOR,)),
    "visitor": (None, ()),
}
# Before it is drafted a conference is HELD without a revision.
UNDRAFTED = None
# Old minutes, entered from the archive.
ARCHIVED = "archived"
KEEPERS = "200 200 403 403 403 403 302"
M = "/conferences/{id}/minutes"
NOBODY = "404 404 404 404 404 404 302"
DRAFT, SIDES, ISSUED = "200 200 404 404 404 404 302", "200 200 200 200 404 404 302", "200 200 200 200 200 404 302"
VERB, VERB_LATE = "303 303 403 403 404 404 302", "303 303 403 403 403 404 302"
TABLE: list[tuple[str, str, ConferenceStatus | str | None, str]] = [
    ("GET", "/minutes", S.ISSUED, "200 200 200 200 200 200 302"),
    ("GET", "/minutes?format=xlsx", S.ISSUED, "200 200 200 200 200 200 302"),
    ("GET", M, UNDRAFTED, DRAFT),
    ("GET", M, S.HELD, DRAFT),
    ("GET", M, S.CIRCULATED, SIDES),
    ("GET", M, S.COUNTERSIGNED, SIDES),
    ("GET", M, S.ISSUED, ISSUED),
    ("GET", M, S.PLANNED, NOBODY),
    ("GET", "/conferences/999999/minutes", S.HELD, NOBODY),
    ("POST", f"{M}/draft", UNDRAFTED, VERB),
    ("POST", f"{M}/draft", S.PLANNED, "409 409 403 404 404 404 302"),
    ("GET", f"{M}/revise", S.HELD, "200 200 403 403 404 404 302"),
    ("GET", f"{M}/revise", UNDRAFTED, "404 404 403 403 404 404 302"),
    ("GET", f"{M}/revise", S.ISSUED, "409 409 403 403 403 404 302"),
    ("POST", f"{M}/revise", S.CIRCULATED, "422 422 403 403 404 404 302"),
    ("POST", f"{M}/circulate", S.HELD, VERB),
    ("POST", f"{M}/countersign", S.CIRCULATED, "303 303 403 403 404 404 302"),
    ("POST", f"{M}/issue", S.COUNTERSIGNED, VERB),
    ("POST", f"{M}/issue", S.CIRCULATED, "409 409 403 403 404 404 302"),
    ("POST", f"{M}/render", S.ISSUED, VERB_LATE),
    ("POST", f"{M}/render", S.HELD, NOBODY),
    ("POST", f"{M}/preview", S.HELD, "303 303 404 404 404 404 302"),
    ("POST", f"{M}/preview", S.CIRCULATED, "303 303 303 303 404 404 302"),
    ("POST", f"{M}/preview", UNDRAFTED, NOBODY),
    ("GET", f"{M}/history", S.HELD, DRAFT),
    ("GET", f"{M}/history", S.CIRCULATED, SIDES),
    ("GET", f"{M}/history", S.ISSUED, SIDES),
    ("GET", f"{M}/history", UNDRAFTED, NOBODY),
    ("GET", f"{M}/history?old=9", S.HELD, NOBODY),
    ("GET", f"{M}/progress", S.ISSUED, "286 286 286 286 286 404 302"),
    ("GET", f"{M}/progress", S.COUNTERSIGNED, NOBODY),
    ("GET", f"{M}/files/pdf", S.ISSUED, ISSUED),
    ("GET", f"{M}/files/docx", S.ISSUED, ISSUED),
    ("GET", f"{M}/files/pdf", S.COUNTERSIGNED, NOBODY),
    ("GET", f"{M}/comment", S.CIRCULATED, "200 200 403 403 404 404 302"),
    ("POST", f"{M}/comment", S.CIRCULATED, "422 422 403 403 404 404 302"),
    ("GET", f"{M}/comment", S.HELD, "409 409 404 404 404 404 302"),
    ("GET", f"{M}/comments/{{comment_id}}/answer", S.CIRCULATED, "200 200 403 403 404 404 302"),
    ("POST", f"{M}/comments/{{comment_id}}/answer", S.CIRCULATED, "422 422 403 403 404 404 302"),
    ("GET", f"{M}/comments/999999/answer", S.CIRCULATED, NOBODY),
    ("POST", f"{M}/ask-reopening", S.ISSUED, "422 422 403 403 403 404 302"),
    ("POST", f"{M}/ask-reopening", S.COUNTERSIGNED, "422 422 403 403 404 404 302"),
    ("POST", f"{M}/agree-reopening", S.ISSUED, "403 303 403 403 403 404 302"),
    ("POST", f"{M}/decline-reopening", S.ISSUED, "422 422 403 403 403 404 302"),
    ("GET", f"{M}/enter", ARCHIVED, "200 200 403 403 403 404 302"),
    ("POST", f"{M}/enter", ARCHIVED, "422 422 403 403 403 404 302"),
    ("GET", f"{M}/enter", S.ISSUED, "404 404 403 403 403 404 302"),
    ("GET", M, ARCHIVED, ISSUED),
    ("GET", f"{M}/correct", ARCHIVED, "200 200 403 403 403 404 302"),
    ("POST", f"{M}/correct", ARCHIVED, "422 422 403 403 403 404 302"),
    ("GET", f"{M}/correct", S.ISSUED, "404 404 403 403 403 404 302"),
    ("GET", f"{M}/old-file/{{correction_id}}", ARCHIVED, "200 200 200 200 404 404 302"),
    ("GET", f"{M}/old-file/999999", ARCHIVED, NOBODY),
    ("GET", f"{M}/old-file", ARCHIVED, ISSUED),
    ("GET", f"{M}/old-file", S.ISSUED, NOBODY),
    ("GET", f"{M}/excerpts/{{opinion_id}}", S.ISSUED, NOBODY),
    ("POST", f"{M}/excerpts/{{opinion_id}}/issue", S.ISSUED, NOBODY),
    ("GET", f"{M}/excerpts/{{opinion_id}}/progress", S.ISSUED, NOBODY),
    ("GET", "/minutes/archive", S.HELD, KEEPERS),
    ("POST", "/minutes/archive", S.HELD, "422 422 403 403 403 403 302"),
    ("GET", "/minutes/copies", S.HELD, KEEPERS),
    ("GET", "/minutes/copies/add", S.HELD, KEEPERS),
    ("POST", "/minutes/copies/add", S.HELD, "422 422 403 403 403 403 302"),
    ("GET", "/minutes/copies/{id}/amend", S.HELD, KEEPERS),
    ("POST", "/minutes/copies/{id}/amend", S.HELD, "303 303 403 403 403 403 302"),
    ("POST", "/minutes/copies/{id}/remove", S.HELD, "303 303 403 403 403 403 302"),
    ("GET", "/minutes/copies/999999/amend", S.HELD, "404 404 403 403 403 403 302"),
    ("GET", f"{M}/files/json", S.ISSUED, "404 404 404 404 404 404 404"),
]


@pytest.fixture
def browsers(app: Flask, database: None) -> dict[str, Browser]:
    """Everybody of the table, signed in."""
    found = {}
    for name, (side, roles) in PEOPLE.items():
        found[name] = Browser(app)
        if roles:
            make_user(name, side=side, roles=roles)
            found[name].sign_in(name)
    return found


def make(status: ConferenceStatus | str | None, by: Organisers, *, has_files: bool) -> Conference:
    """Minutes in that state; those that are issued have files, or a job that failed to make them."""
    if status == ARCHIVED:
        ordinal = queries.next_ordinals()[ConferenceKind.FORUM]
        file = OldFile(b"%PDF-1.4", "旧纪要.pdf", FileKind.PDF)
        return old_minutes.archive(ConferenceKind.FORUM, ordinal, date(2021, 6, 1), Side.BAR, file, by=by.bar)
    if status in (UNDRAFTED, S.PLANNED):
        return make_conference(S(status or S.HELD))
    conference = make_minutes(S(status or S.HELD), by=by)
    if conference.paper is not None and has_files:
        papers.attach(conference.paper.id, {"pdf": b"%PDF", "docx": b"PK"})
    elif conference.paper is not None and conference.paper.job is not None:
        conference.paper.job.finished_at = clock.now()
    return conference


def fill(address: str, conference: Conference, by: Organisers) -> str:
    """The address with the ids of what it names; what is not there yet is made."""
    if "{comment_id}" in address:
        made = comments.comment(conference, "other", "意见。", by=by.bar, seen=1)
        address = address.replace("{comment_id}", str(made.id))
    if "{correction_id}" in address:
        file = OldFile(b"%PDF-1.5", "原件.pdf", FileKind.PDF)
        as_is = conference.kind, conference.ordinal or 0, conference.held_on, conference.convening_side
        old_minutes.correct(conference, *as_is, "存错了文件。", by=by.bar, file=file)
        (row,) = minutes_queries.corrections(conference)
        address = address.replace("{correction_id}", str(row.id))
    if "agree-" in address or "decline-" in address:
        reopening.ask_reopening(conference, "有误。", by=by.bar)
    if "/copies/{id}" in address:
        known = minutes_queries.copy_addresses()
        row = known[0] if known else copies.add("市司法局", "sfj@example.org", by=by.bar)
        return address.replace("{id}", str(row.id))
    return address.replace("{id}", str(conference.id)).replace("{opinion_id}", "999999")


def test_access_table(browsers: dict[str, Browser]) -> None:
    with unit.transaction():
        make_associations()
        by = Organisers(
            make_user("sun.yi", side=Side.BAR, roles={Role.ORGANISER}),
            make_user("song.qr", side=Side.BENCH, roles={Role.ORGANISER}),
        )
    wrong = []
    tokens = {name: browser.token() for name, browser in browsers.items()}
    looked_at: dict[ConferenceStatus | str | None, Conference] = {}
    for method, address, status, expected in TABLE:
        url, version = "", 1
        for name, answer in zip(PEOPLE, expected.split(), strict=True):
            if not url:
                with unit.transaction():
                    # To look changes nothing, so that all rows may look at the same minutes.
                    known = looked_at.get(status) if method == "GET" else None
                    conference = known or make(status, by, has_files="render" not in address)
                    if method == "GET":
                        looked_at[status] = conference
                    url = fill(address, conference, by)
                version = 1 if "countersign" in url else conference.version
            data = {"csrf_token": tokens[name], "version": str(version), "title": ""} if method == "POST" else None
            response = browsers[name].send(method, url, data=data)
            if response.status_code != int(answer):
                wrong.append(f"{method} {url} ({status}) for {name}: {response.status_code} instead of {answer}")
            url = "" if response.status_code == 303 else url
    assert not wrong, "\n".join(wrong)


def test_every_address_of_minutes_is_in_the_table(app: Flask) -> None:
    asked = {(method, address.split("?")[0]) for method, address, *_ in TABLE}
    for rule in app.url_map.iter_rules():
        if "/minutes" not in rule.rule:
            continue
        plain = PARAMETER.sub(r"{\1}", rule.rule)
        for address in [plain.replace("<any(pdf, docx):wanted>", wanted) for wanted in ("pdf", "docx")]:
            for method in set(rule.methods or ()) & {"GET", "POST"}:
                assert (method, address) in asked, f"{method} {address} is in no row of the access table"

"""Who gets what answer from each address of files: the access tables of the three kinds of things that take them."""

import io
import re
from collections.abc import Callable

import pytest
from flask import Flask

from liaison.conferences.models import ConferenceStatus, ResolutionStatus
from liaison.opinions.models import Opinion, OpinionStatus
from liaison.store import attachments, unit
from liaison.store.attachments import Attachment
from liaison.store.base import db
from tests.attachments.conftest import PEOPLE, opinion_of_proposer, user
from tests.makers.attachments import attach
from tests.makers.conferences import make_conference, topics
from tests.page import Browser

S, C, R = OpinionStatus, ConferenceStatus, ResolutionStatus
KEY = "0123456789abcdef0123456789abcdef"
# What each of PEOPLE gets, in that order; the file is the proposer's, or the organiser's of the bar.
NOBODY = "404 404 404 404 404 404 404 404 404 302"
OPINION_FILE = [
    # state, add GET, add POST, file, original, copy, withdraw
    (S.LODGED, "200 404 200 404 404 404 404 404 404 302", "422 404 422 404 404 404 404 404 404 302",
     "200 404 200 404 404 404 404 404 404 302", "200 404 200 404 404 404 404 404 404 302",
     "200 404 200 404 404 404 404 404 404 302", "422 404 422 404 404 404 404 404 404 302"),
    (S.RETURNED, "200 404 200 404 404 404 404 404 404 302", "422 404 422 404 404 404 404 404 404 302",
     "200 404 200 404 404 404 404 404 404 302", "200 404 200 404 404 404 404 404 404 302",
     "200 404 200 404 404 404 404 404 404 302", "422 404 422 404 404 404 404 404 404 302"),
    (S.SCREENED, "409 403 200 403 403 403 403 404 404 302", "409 403 422 403 403 403 403 404 404 302",
     "200 200 200 200 200 200 200 404 404 302", "200 403 200 403 403 403 403 404 404 302",
     "200 200 200 200 200 200 200 404 404 302", "422 403 422 403 403 403 403 404 404 302"),
    (S.CLOSED, "409 403 409 403 403 403 403 404 404 302", "409 403 409 403 403 403 403 404 404 302",
     "200 200 200 200 200 200 200 404 404 302", "200 403 200 403 403 403 403 404 404 302",
     "200 200 200 200 200 200 200 404 404 302", "422 403 422 403 403 403 403 404 404 302"),
    (S.WITHDRAWN, "409 404 409 404 404 404 404 404 404 302", "409 404 409 404 404 404 404 404 404 302",
     "200 404 200 404 404 404 404 404 404 302", "200 404 200 404 404 404 404 404 404 302",
     "200 404 200 404 404 404 404 404 404 302", "422 404 422 404 404 404 404 404 404 302"),
]  # fmt: skip
ITEM_FILE = [
    (C.PLANNED, "404 404 403 200 403 200 404 404 404 302", "404 404 403 422 403 422 404 404 404 302",
     "404 404 200 200 200 200 404 404 404 302", "404 404 403 200 403 403 404 404 404 302",
     "404 404 200 200 200 200 404 404 404 302", "404 404 403 422 403 403 404 404 404 302"),
    (C.ANNOUNCED, "403 403 403 200 403 200 403 404 404 302", "403 403 403 422 403 422 403 404 404 302",
     "200 200 200 200 200 200 200 404 404 302", "403 403 403 200 403 403 403 404 404 302",
     "200 200 200 200 200 200 200 404 404 302", "403 403 403 422 403 403 403 404 404 302"),
    (C.HELD, "403 403 403 409 403 409 403 404 404 302", "403 403 403 409 403 409 403 404 404 302",
     "200 200 200 200 200 200 200 404 404 302", "403 403 403 200 403 403 403 404 404 302",
     "200 200 200 200 200 200 200 404 404 302", "403 403 403 422 403 403 403 404 404 302"),
    (C.ISSUED, "403 403 403 409 403 409 403 404 404 302", "403 403 403 409 403 409 403 404 404 302",
     "200 200 200 200 200 200 200 404 404 302", "403 403 403 200 403 403 403 404 404 302",
     "200 200 200 200 200 200 200 404 404 302", "403 403 403 422 403 403 403 404 404 302"),
]  # fmt: skip
RESOLUTION_FILE = [
    (R.OPEN, "403 403 403 200 403 200 403 404 404 302", "403 403 403 422 403 422 403 404 404 302",
     "200 200 200 200 200 200 200 404 404 302", "403 403 403 200 403 403 403 404 404 302",
     "200 200 200 200 200 200 200 404 404 302", "403 403 403 422 403 403 403 404 404 302"),
    (R.CANCELLED, "403 403 403 409 403 409 403 404 404 302", "403 403 403 409 403 409 403 404 404 302",
     "200 200 200 200 200 200 200 404 404 302", "403 403 403 200 403 403 403 404 404 302",
     "200 200 200 200 200 200 200 404 404 302", "403 403 403 422 403 403 403 404 404 302"),
]  # fmt: skip
ADDRESSES = (
    ("GET", "/attachments/{kind}/{id}/add"),
    ("POST", "/attachments/{kind}/{id}/add"),
    ("GET", "/attachments/{file}"),
    ("GET", "/attachments/{file}/original"),
    ("GET", "/attachments/{file}/copy"),
    ("POST", "/attachments/{file}/withdraw"),
)
REMAKE = "/attachments/{file}/remake"
# What reads as the page of the file does, and what adds as its form does but answers a script.
LIKE_FILE = (("GET", "/attachments/{file}/progress"), ("GET", "/attachments/{file}/pages/1"))
LIKE_ADD = (
    ("POST", "/attachments/{kind}/{id}/uploads"),
    ("POST", f"/attachments/{{kind}}/{{id}}/uploads/{KEY}/0"),
    ("POST", f"/attachments/{{kind}}/{{id}}/uploads/{KEY}/finish"),
)


def make_opinion_file(status: OpinionStatus) -> tuple[str, int, int]:
    thing = opinion_of_proposer(status)
    return _attached("opinion", thing, "proposer", OpinionStatus.LODGED)


def make_item_file(status: ConferenceStatus) -> tuple[str, int, int]:
    with unit.transaction():
        conference = make_conference(days=0)
        item = topics(conference)[0]
        file = attach("agenda_item", item.id, user("own_organiser"))
        _prepared(file)
        conference.status = status
        return "agenda_item", item.id, file.id


def make_resolution_file(status: ResolutionStatus) -> tuple[str, int, int]:
    with unit.transaction():
        resolution = make_conference(ConferenceStatus.HELD, days=0).resolutions[0]
        file = attach("resolution", resolution.id, user("own_organiser"))
        _prepared(file)
        resolution.status = status
        return "resolution", resolution.id, file.id


def _attached(kind: str, thing: Opinion, by: str, open_status: OpinionStatus) -> tuple[str, int, int]:
    """The file of a thing in a state in which it takes none any more: it was handed in before."""
    with unit.transaction():
        stays, thing.status = thing.status, open_status
        db.session.flush()
        file = attach(kind, thing.id, user(by))
        _prepared(file)
        thing.status = stays
        return kind, thing.id, file.id


def _prepared(file: Attachment) -> None:
    attachments.attach(file.id, {"copy": b"%PDF copy", "page-01": b"\x89PNG page"})


Make = Callable[..., tuple[str, int, int]]
CASES = [
    *((make_opinion_file, *row) for row in OPINION_FILE),
    *((make_item_file, *row) for row in ITEM_FILE),
    *((make_resolution_file, *row) for row in RESOLUTION_FILE),
]


@pytest.mark.parametrize(("make", "status", "answers"), [(row[0], row[1], row[2:]) for row in CASES])
def test_access_table(make: Make, status: object, answers: tuple[str, ...], browsers: dict[str, Browser]) -> None:
    kind, id, file = make(status)
    wrong = []

    def ask(method: str, address: str, expected: str) -> None:
        url = address.format(kind=kind, id=id, file=file)
        for name, answer in zip(PEOPLE, expected.split(), strict=True):
            response = browsers[name].post(url) if method == "POST" else browsers[name].send("GET", url)
            if response.status_code != int(answer):
                wrong.append(f"{method} {url} for {name}: {response.status_code} instead of {answer}")

    for (method, address), expected in zip(ADDRESSES, answers, strict=True):
        ask(method, address, expected)
    for method, address in LIKE_FILE:
        ask(method, address, answers[2].replace("200", "286") if "progress" in address else answers[2])
    for method, address in LIKE_ADD:
        # A piece belongs to an upload, and that to who began it: nobody here.
        expected = {"0": NOBODY, "finish": answers[1].replace("422", "404")}.get(address.rpartition("/")[2], answers[1])
        ask(method, address, expected)
    # Its copy is there: whoever may withdraw it learns that nothing failed.
    ask("POST", REMAKE, answers[5].replace("422", "409"))
    ask("GET", "/attachments/{file}/pages/9", answers[2].replace("200", "404"))
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("url", ["/attachments/999999", "/attachments/opinion/999999/add", "/attachments/person/1/add"])
def test_what_is_not_there_is_found_by_nobody(url: str, browsers: dict[str, Browser]) -> None:
    answers = [str(browser.send("GET", url).status_code) for browser in browsers.values()]
    assert " ".join(answers) == NOBODY


def test_every_address_of_files_is_in_the_table(app: Flask) -> None:
    asked = {
        (method, address.replace("{file}", "{id}").replace(KEY, "{key}"))
        for method, address in (*ADDRESSES, *LIKE_FILE, *LIKE_ADD, ("POST", REMAKE))
    }
    for rule in app.url_map.iter_rules():
        if not rule.endpoint.startswith("attachments."):
            continue
        plain = re.sub(r"<(?:int:)?(\w+)>", r"{\1}", rule.rule).replace("{number}", "1").replace("{place}", "0")
        for method in set(rule.methods or ()) & {"GET", "POST"}:
            assert (method, plain) in asked, f"{method} {plain} is in no row of the access table"


def test_a_withdrawn_file_stays_with_its_own_side(browsers: dict[str, Browser]) -> None:
    _kind, _id, file = make_opinion_file(S.SCREENED)
    browsers["own_officer"].submit(f"/attachments/{file}", action=f"/attachments/{file}/withdraw", reason="传错了。")
    for tail in ("", "/copy", "/pages/1", "/progress"):
        statuses = {name: browsers[name].send("GET", f"/attachments/{file}{tail}").status_code for name in PEOPLE}
        assert [name for name, status in statuses.items() if status < 300] == ["proposer", "own_officer"], tail


def test_a_refused_post_leaves_nothing(browsers: dict[str, Browser]) -> None:
    opinion = opinion_of_proposer(S.SCREENED)
    for name in ("colleague", "other_officer", "proposer"):
        browsers[name].post(f"/attachments/opinion/{opinion.id}/add", files=(io.BytesIO(b"words"), "a.txt"))
    assert db.session.query(Attachment).count() == 0

"""Files that come piece by piece: what has arrived stays, nothing comes twice, nothing is left half."""

import hashlib
import io
from datetime import timedelta
from urllib.parse import quote

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from liaison.core import clock
from liaison.opinions.models import OpinionStatus
from liaison.papers.evidence.names import kept_name
from liaison.store import attachments, files, unit
from liaison.store.attachments import PIECE, Attachment, Upload, Use, stored
from liaison.store.base import db
from liaison.store.files import StoredFile
from tests.attachments.conftest import opinion_of_proposer
from tests.makers import evidence
from tests.makers.attachments import only
from tests.page import Browser

S = OpinionStatus
KEY = "0123456789abcdef0123456789abcdef"
RECORDING = evidence.mp3(PIECE + 500)


@pytest.fixture
def base(browsers: dict[str, Browser]) -> str:
    """Where uploads of the proposer's opinion begin."""
    return f"/attachments/opinion/{opinion_of_proposer(S.LODGED).id}/uploads"


def begin(browser: Browser, base: str, data: bytes, name: str, key: str = KEY) -> TestResponse:
    return browser.post(base, key=key, name=name, size=str(len(data)))


def send(browser: Browser, base: str, place: int, data: bytes, **fields: str) -> TestResponse:
    piece = data[place * PIECE : (place + 1) * PIECE]
    return browser.post(f"{base}/{KEY}/{place}", piece=(io.BytesIO(piece), "blob"), **fields)


def count(model: type) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


@pytest.mark.parametrize(("data", "name"), [(RECORDING, "谈话.mp3"), (evidence.pdf(), "阅" * 300 + ".pdf")])
def test_pieces_become_one_file(browsers: dict[str, Browser], base: str, data: bytes, name: str) -> None:
    browser = browsers["proposer"]
    assert begin(browser, base, data, name).json == {"have": [], "is_done": False}
    for place in range(-(-len(data) // PIECE)):
        digest = hashlib.sha256(data[place * PIECE : (place + 1) * PIECE]).hexdigest()
        assert send(browser, base, place, data, sha256=digest).status_code == 204
    done = browser.post(f"{base}/{KEY}/finish")
    assert done.json == {"url": f"/opinions/{only().thing_id}"}
    assert (only().name, only().size, only().sha256) == (kept_name(name), len(data), hashlib.sha256(data).hexdigest())
    assert b"".join(map(files.read, stored(only(), Use.ORIGINAL))) == data
    assert count(StoredFile) == len(stored(only(), Use.ORIGINAL)), "a piece is left beside the file"
    fetched = browser.send("GET", f"/attachments/{only().id}/original")
    assert fetched.data == data
    assert f"''{quote(kept_name(name))}" in fetched.headers["Content-Disposition"]


def test_every_call_may_be_made_twice(browsers: dict[str, Browser], base: str) -> None:
    browser = browsers["proposer"]
    for _ in range(2):
        begin(browser, base, RECORDING, "谈话.mp3")
    for place in (0, 0, 1, 1):
        assert send(browser, base, place, RECORDING).status_code == 204
    assert begin(browser, base, RECORDING, "谈话.mp3").json == {"have": [0, 1], "is_done": False}
    for _ in range(2):
        assert browser.post(f"{base}/{KEY}/finish").status_code == 200
    assert begin(browser, base, RECORDING, "谈话.mp3").json == {"have": [], "is_done": True}
    assert count(Attachment) == 1
    assert count(StoredFile) == 2


def test_a_piece_that_was_changed_on_its_way_is_asked_for_again(browsers: dict[str, Browser], base: str) -> None:
    browser = browsers["proposer"]
    begin(browser, base, RECORDING, "谈话.mp3")
    assert send(browser, base, 0, RECORDING, sha256="0" * 64).status_code == 409
    assert count(StoredFile) == 0
    assert send(browser, base, 0, RECORDING).status_code == 204


@pytest.mark.parametrize(("place", "size"), [(0, 7), (1, 7), (2, 500), (99, 500)])
def test_a_piece_that_cannot_be_one_is_not_found(
    browsers: dict[str, Browser], base: str, place: int, size: int
) -> None:
    begin(browsers["proposer"], base, RECORDING, "谈话.mp3")
    piece = (io.BytesIO(b"x" * size), "blob")
    assert browsers["proposer"].post(f"{base}/{KEY}/{place}", piece=piece).status_code == 404
    assert count(StoredFile) == 0


def test_an_upload_belongs_to_who_began_it(browsers: dict[str, Browser], base: str) -> None:
    begin(browsers["proposer"], base, RECORDING, "谈话.mp3")
    assert send(browsers["own_officer"], base, 0, RECORDING).status_code == 404
    assert browsers["own_officer"].post(f"{base}/{KEY}/finish").status_code == 404


def test_an_upload_stays_with_its_thing(browsers: dict[str, Browser], base: str) -> None:
    browser, other = browsers["proposer"], f"/attachments/opinion/{opinion_of_proposer(S.LODGED).id}/uploads"
    begin(browser, base, RECORDING, "谈话.mp3")
    assert send(browser, other, 0, RECORDING).status_code == 404
    assert browser.post(f"{other}/{KEY}/finish").status_code == 404


@pytest.mark.parametrize(
    ("name", "size", "words"),
    [
        ("a.exe", 5, "不能接收这种文件"),
        ("a.pdf", 21 * 2**20, "最大20 MB"),
        ("a.mp3", 201 * 2**20, "最大200 MB"),
        ("a.pdf", 0, "文件是空的"),
        ("a\u202e.pdf", 5, "控制字符"),
    ],
)
def test_what_can_be_known_beforehand_is_refused_beforehand(
    browsers: dict[str, Browser], base: str, name: str, size: int, words: str
) -> None:
    answer = browsers["proposer"].post(base, key=KEY, name=name, size=str(size))
    assert answer.status_code == 422
    assert words in str(answer.json and answer.json["message"])
    assert count(Upload) == 0


def test_a_file_that_is_not_what_it_says_is_refused_and_forgotten(browsers: dict[str, Browser], base: str) -> None:
    data = b"MZ" + b"\0" * 5000
    begin(browsers["proposer"], base, data, "录音.mp3")
    send(browsers["proposer"], base, 0, data)
    answer = browsers["proposer"].post(f"{base}/{KEY}/finish")
    assert answer.status_code == 422
    assert "内容与扩展名不一致" in str(answer.json and answer.json["message"])
    assert count(Upload) == count(StoredFile) == count(Attachment) == 0


def test_an_upload_that_is_not_whole_is_not_finished(browsers: dict[str, Browser], base: str) -> None:
    begin(browsers["proposer"], base, RECORDING, "谈话.mp3")
    send(browsers["proposer"], base, 0, RECORDING)
    answer = browsers["proposer"].post(f"{base}/{KEY}/finish")
    assert "没有传完" in str(answer.json and answer.json["message"])
    assert count(Attachment) == 0


def test_no_more_than_twenty_uploads_are_on_their_way(browsers: dict[str, Browser], base: str) -> None:
    keys = [f"{number:032x}" for number in range(21)]
    answers = [begin(browsers["proposer"], base, RECORDING, "谈话.mp3", key).status_code for key in keys]
    assert answers == [200] * 20 + [422]


@pytest.mark.parametrize("fields", [{}, {"key": "x", "name": "a.pdf", "size": "5"}, {"key": KEY, "size": "x"}])
def test_a_call_that_is_not_whole_is_refused(browsers: dict[str, Browser], base: str, fields: dict[str, str]) -> None:
    assert browsers["proposer"].post(base, **fields).status_code == 422


def test_what_nobody_finishes_goes_after_a_day(app: Flask, browsers: dict[str, Browser], base: str) -> None:
    begin(browsers["proposer"], base, RECORDING, "谈话.mp3")
    send(browsers["proposer"], base, 0, RECORDING)
    with unit.transaction():
        attachments.purge_uploads()
    assert count(Upload) == 1
    with clock.travel(clock.now() + timedelta(days=1, hours=1)), unit.transaction():
        attachments.purge_uploads()
    assert count(Upload) == count(StoredFile) == 0

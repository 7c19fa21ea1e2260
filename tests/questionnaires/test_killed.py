"""A serving process killed with -9 while it takes an answer: the answer stands once, or its slip is still good."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, RemoteDisconnected
from urllib.parse import urlencode

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.serving import BaseWSGIServer, make_server

from liaison.questionnaires.models import Questionnaire, QuestionnaireResponse, QuestionnaireTicket
from liaison.questionnaires.services import answering
from liaison.questionnaires.views import answering as views
from liaison.store.base import db
from liaison.store.users import User
from tests.makers.questionnaires import filled, make_design, open_questionnaire

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
Point = tuple[object, str]
BEFORE: Point = (answering, "_raise_counts")
"""The response is written, and nothing committed."""
AFTER: Point = (views, "redirect")
"""The answer stands, and its receipt has not left."""


def test_an_answer_is_neither_lost_nor_doubled_by_a_kill(app: Flask, officer: User) -> None:
    made, (first, second) = open_questionnaire(officer, tickets=2)
    path, form = f"/q/{made.code}", {**filled(make_design()), "version": str(made.design_id)}
    for code, point, stored_by_then, second_try in (
        (first, BEFORE, 0, (303, "")),
        (second, AFTER, 2, (422, "那一次已经计入")),
    ):
        sent = urlencode({**form, "ticket": code})
        with serving(app, point) as port, pytest.raises((RemoteDisconnected, ConnectionResetError)):
            post(port, path, sent)
        assert stored(made.id) == stored_by_then
        with serving(app, None) as port:
            status, page = post(port, path, sent)
        assert (status, second_try[1] in page) == (second_try[0], True)
    assert stored(made.id) == 2
    assert db.session.get_one(Questionnaire, made.id).returned == 2
    assert not db.session.query(QuestionnaireTicket).count()


@contextmanager
def serving(app: Flask, deadly: Point | None) -> Iterator[int]:
    """Another process that answers one request on this port, and dies by SIGKILL where `deadly` is called."""
    db.session.remove()
    with make_server("127.0.0.1", 0, app) as server:
        child = os.fork()
        if child == 0:
            try:
                serve_one(app, server, deadly)
            finally:
                os._exit(0)
        server.socket.close()
        yield server.port
        _pid, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) == (deadly is not None), "it was to be killed" if deadly else "it was not"


def serve_one(app: Flask, server: BaseWSGIServer, deadly: Point | None) -> None:
    with app.app_context():
        db.engine.dispose(close=False)
    if deadly:
        setattr(*deadly, lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL))
    server.log = lambda *_: None
    server.handle_request()


def post(port: int, path: str, body: str) -> tuple[int, str]:
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("POST", path, body, FORM)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


def stored(id: int) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).where(QuestionnaireResponse.questionnaire_id == id)) or 0

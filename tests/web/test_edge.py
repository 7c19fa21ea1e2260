"""What the edge does with refusals, repeats, locks and failures."""

import threading
from urllib.parse import urlencode

import pytest
from flask import Flask, redirect
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError, OperationalError
from werkzeug.exceptions import ImATeapot

from liaison.core import clock
from liaison.core.errors import Busy, Forbidden, NotFound, RuleBroken, Stale
from liaison.factory import UPLOAD_BYTES
from liaison.store.base import db
from liaison.store.throttle import FailedTry
from liaison.web.access import ANYONE, access
from liaison.web.edge import FORM_BYTES
from tests.database.lock import locked
from tests.makers.accounts import signed_in
from tests.page import Browser

ERRORS: dict[str, tuple[Exception, int]] = {
    "rule": (RuleBroken("当前密码不正确。"), 409),
    "forbidden": (Forbidden(), 403),
    "absent": (NotFound(), 404),
    "stale": (Stale(theirs={"text": "存"}, yours={"text": "写"}), 409),
    "busy": (Busy(), 503),
    "failure": (ZeroDivisionError("secret words"), 500),
    "teapot": (ImATeapot(), 418),
    "locked": (OperationalError("insert", {}, Exception("database is locked")), 503),
    "conflict": (IntegrityError("insert", {}, Exception("unique")), 409),
    "full": (OSError(28, "No space left on device"), 503),
    "gone": (FileNotFoundError(2, "No such file or directory"), 500),
}
STATUSES = {"redirect": 302, "page": 200, "refused": 422, **{name: status for name, (_, status) in ERRORS.items()}}


MULTIPART = "multipart/form-data"


@access(ANYONE)
def probe(answer: str) -> object:
    """Writes one row and then answers as asked."""
    db.session.add(FailedTry(purpose="a", key="b", at=clock.now()))
    if answer in ERRORS:
        raise ERRORS[answer][0]
    return {"redirect": redirect("/healthz"), "page": "written", "refused": ("no", 422)}[answer]


@pytest.fixture(scope="module")
def probed_app(own_app: Flask) -> Flask:
    own_app.add_url_rule("/probe/<answer>", view_func=probe, methods=["POST"])
    return own_app


@pytest.fixture
def probing(probed_app: Flask, database: None) -> Browser:
    return Browser(probed_app)


def _count() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(FailedTry)) or 0


@pytest.mark.parametrize(("answer", "status"), STATUSES.items())
def test_only_what_succeeded_is_written(probing: Browser, answer: str, status: int) -> None:
    assert probing.post(f"/probe/{answer}").status_code == status
    assert _count() == (1 if status < 400 else 0)


def test_a_failure_shows_the_code_of_the_log_and_no_words_of_the_error(
    probing: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    response = probing.post("/probe/failure")
    assert "secret words" not in response.text
    assert "ZeroDivisionError" not in response.text
    (failure,) = [record for record in caplog.records if record.levelname == "ERROR"]
    code = failure.getMessage().split()[1]
    assert f'<b class="code">{code}</b>' in response.text


@pytest.mark.parametrize("answer", ["busy", "locked", "full"])
def test_busy_says_when_to_try_again(probing: Browser, answer: str) -> None:
    assert probing.post(f"/probe/{answer}").headers["Retry-After"] == "5"


def test_stale_shows_both_texts(probing: Browser) -> None:
    page = probing.post("/probe/stale").text
    assert "存" in page
    assert "写" in page


def test_a_refused_move_leads_back_to_its_page_with_the_sentence_on_top(probing: Browser) -> None:
    response = probing.post("/probe/rule", back="/login")
    assert (response.status_code, response.location) == (303, "/login")
    assert "当前密码不正确。" in probing.get("/login").text


@pytest.mark.parametrize("back", ["//elsewhere.example", "/\t/elsewhere.example", "https://elsewhere.example", ""])
def test_a_refused_move_leads_nowhere_else(probing: Browser, back: str) -> None:
    assert probing.post("/probe/rule", back=back).status_code == 409


def test_a_refused_part_of_a_page_gets_the_sentence_alone(probing: Browser) -> None:
    response = probing.post("/probe/rule", headers={"HX-Request": "true"}, back="/login")
    assert response.status_code == 422
    assert "当前密码不正确。" in response.text
    assert "<html" not in response.text


@pytest.mark.parametrize(("answer", "leads_to"), [("redirect", "/healthz"), ("page", "/")])
def test_the_same_form_sent_twice_writes_once(probing: Browser, answer: str, leads_to: str) -> None:
    probing.post(f"/probe/{answer}", once="key-1")
    again = probing.post(f"/probe/{answer}", once="key-1")
    assert (again.status_code, again.location) == (303, leads_to)
    assert _count() == 1
    probing.post(f"/probe/{answer}", once="key-2")
    assert _count() == 2


def test_the_key_of_somebody_else_is_another_key(probed_app: Flask, probing: Browser) -> None:
    for browser in (probing, signed_in(probed_app, "li.na"), signed_in(probed_app, "li.nb")):
        assert browser.post("/probe/redirect", once="key-1").status_code == 302
    assert _count() == 3


def test_a_refused_form_may_be_sent_again_with_its_key(probing: Browser) -> None:
    probing.post("/probe/refused", once="key-1")
    probing.post("/probe/failure", once="key-1")
    probing.post("/probe/redirect", once="key-1")
    assert _count() == 1


def test_the_same_form_sent_at_once_from_two_windows_writes_once(probed_app: Flask, probing: Browser) -> None:
    token = _token(probing)
    cookie = probing.client.get_cookie("liaison")
    assert cookie is not None
    answers: list[tuple[int, str | None]] = []

    def send() -> None:
        other = Browser(probed_app)
        other.client.set_cookie("liaison", cookie.value)
        response = other.client.post("/probe/redirect", data={"csrf_token": token, "once": "key-1"})
        answers.append((response.status_code, response.location))

    threads = [threading.Thread(target=send) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [(302, "/healthz"), *[(303, "/healthz")] * 5]
    assert _count() == 1


def test_a_form_without_its_token_is_refused_in_words(probing: Browser) -> None:
    response = probing.send("POST", "/probe/redirect")
    assert response.status_code == 400
    assert "页面已过期" in response.text
    assert _count() == 0


def test_forms_pass_over_https_though_our_pages_send_no_referer(probing: Browser) -> None:
    response = probing.send(
        "POST", "/probe/redirect", data={"csrf_token": _token(probing)}, base_url="https://localhost"
    )
    assert response.status_code == 302


def _parts(**fields: bytes) -> bytes:
    """A multipart body with the boundary "b"; the field `file` is an upload."""
    parts = []
    for name, value in fields.items():
        kind = f'name="{name}"; filename="a.pdf"' if name == "file" else f'name="{name}"'
        parts += [b"--b\r\nContent-Disposition: form-data; ", kind.encode(), b"\r\n\r\n", value, b"\r\n"]
    return b"".join([*parts, b"--b--"])


@pytest.mark.parametrize("is_upload", [False, True], ids=["form", "upload"])
def test_long_text_is_refused(probing: Browser, is_upload: bool) -> None:
    token, text = _token(probing), "x" * (FORM_BYTES + 1)
    if is_upload:
        sent = {
            "data": _parts(csrf_token=token.encode(), text=text.encode()),
            "content_type": f"{MULTIPART}; boundary=b",
        }
    else:
        sent = {"data": {"csrf_token": token, "text": text}}
    response = probing.send("POST", "/probe/redirect", **sent)
    assert response.status_code == 413
    assert "文件过大" in response.text
    assert _count() == 0


@pytest.mark.parametrize(("size", "status"), [(UPLOAD_BYTES, 302), (UPLOAD_BYTES + FORM_BYTES, 413)])
def test_a_file_of_the_largest_size_passes_and_a_larger_one_is_told_so(
    probing: Browser, size: int, status: int
) -> None:
    body = _parts(csrf_token=_token(probing).encode(), file=bytes(size))
    response = probing.send("POST", "/probe/redirect", data=body, content_type=f"{MULTIPART}; boundary=b")
    assert response.status_code == status


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (MULTIPART, b"x"),
        (f"{MULTIPART}; boundary=", b"x"),
        (f"{MULTIPART}; boundary=\xff", b"--\xff"),
        (f"{MULTIPART}; boundary=a", b"--a\r\nContent-Disposition: form-data; name="),
        (f"{MULTIPART}; boundary=a", b"--a\r\n\r\n--a--"),
        ("application/x-www-form-urlencoded", b"csrf_token=%ff%fe&once=%00\xff"),
        ("application/x-www-form-urlencoded; charset=utf-16", b"\xff\xfea"),
    ],
)
def test_a_garbled_form_is_refused_politely(probing: Browser, kind: str, body: bytes) -> None:
    assert probing.send("POST", "/probe/redirect", data=body, content_type=kind).status_code == 400
    assert _count() == 0


@pytest.mark.parametrize("name", ["\x00", "\ud800", "\u2028", "\u202e", "x" * 5000, "💥", "<script>", "once\x00"])
def test_strange_field_names_values_and_keys_do_no_harm(probing: Browser, name: str) -> None:
    body = urlencode({"csrf_token": _token(probing), name: name, "once": name}, errors="surrogatepass")
    kind = "application/x-www-form-urlencoded"
    for _ in range(2):
        assert probing.send("POST", "/probe/redirect", data=body, content_type=kind).status_code in {302, 303}
    assert _count() == 1


def test_a_locked_database_is_a_503_and_nothing_is_written(probed_app: Flask, probing: Browser) -> None:
    token = _token(probing)
    with locked(probed_app):
        response = probing.send("POST", "/probe/redirect", data={"csrf_token": token})
    assert response.status_code == 503
    assert _count() == 0


def _token(browser: Browser) -> str:
    return str(browser.get("/login").select("//input[@name='csrf_token']/@value")[0])

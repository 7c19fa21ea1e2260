"""Anybody who holds a paper can check it; nobody learns of one that is not in their hand."""

import io

import pytest
from flask import Flask

from liaison.core.sides import Role, Side
from liaison.papers.verification import code_of
from liaison.store.papers import Paper
from tests.archive.conftest import PDF, WORD
from tests.makers.accounts import signed_in
from tests.makers.scans import make_pdf
from tests.page import Browser

FOUND, MISSING = "文号和验证码与本平台印发的公文一致", "没有查到文号和验证码都相符的公文"


@pytest.fixture
def visitor(app: Flask) -> Browser:
    return Browser(app)


def ask(browser: Browser, number: str, code: str) -> str:
    return browser.get(f"/verify?number={number}&code={code}").text


def send(browser: Browser, data: bytes) -> str:
    values = {"file": (io.BytesIO(data), "收到的文件.pdf")}
    token = browser.get("/verify").select("//input[@name='csrf_token']")[0].get("value")
    response = browser.send("POST", "/verify", data={"csrf_token": token, **values})
    assert response.status_code == 200
    return response.get_data(as_text=True)


@pytest.mark.parametrize("brackets", ["〔〕", "[]", "（）", "【】"])
def test_number_and_code_lead_to_the_paper_however_they_were_typed(
    visitor: Browser, paper: Paper, brackets: str
) -> None:
    code = code_of(paper.facts_sha256)
    number = paper.number.replace("〔", f" {brackets[0]}").replace("〕", f"{brackets[1]} ")
    text = ask(visitor, number, code.lower().replace("-", " "))
    assert FOUND in text
    for shown in (paper.title, paper.number, code, paper.facts_sha256, paper.pdf.sha256, paper.docx.sha256):
        assert shown in text


def test_a_wrong_code_and_a_number_that_is_not_there_get_the_same_answer(visitor: Browser, paper: Paper) -> None:
    code = code_of(paper.facts_sha256)
    wrong = "2222-2222" if code != "2222-2222" else "3333-3333"
    answers = [ask(visitor, paper.number, wrong), ask(visitor, "〔1999〕第77号", code)]
    assert answers[0] == answers[1]
    assert MISSING in answers[0]
    assert paper.title not in answers[0]


def test_an_empty_field_is_named(visitor: Browser, paper: Paper) -> None:
    text = visitor.get(f"/verify?number={paper.number}&code=", expect=422).text
    assert "验证码：此项为必填项" in text
    assert MISSING not in text


@pytest.mark.parametrize("data", [PDF, WORD])
def test_the_file_itself_is_known(visitor: Browser, paper: Paper, data: bytes) -> None:
    text = send(visitor, data)
    assert "这份文件由本平台印发，没有改动" in text
    assert paper.number in text


def test_the_deposited_scan_is_known(app: Flask, visitor: Browser, paper: Paper) -> None:
    keeper = signed_in(app, "keeper", side=Side.BAR, roles={Role.ORGANISER})
    keeper.submit(f"/archive/{paper.id}/deposit", file=(io.BytesIO(make_pdf()), "纪要.pdf"))
    assert "存档的印发件扫描" in send(visitor, make_pdf())
    assert "印发件扫描（" in ask(visitor, paper.number, code_of(paper.facts_sha256))


def test_a_file_that_was_changed_by_one_byte_is_not_known(visitor: Browser, paper: Paper) -> None:
    text = send(visitor, PDF + b"\n")
    assert "没有查到内容完全相同的文件" in text
    assert paper.title not in text

"""The shape of input: one door for text, dates and choices in words, versions and refusals of services."""

from datetime import date, time
from typing import Any

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from liaison.core.errors import Forbidden, RuleBroken, Stale
from liaison.web.forms import Choice, Clock, Day, Form, Line, OnceForm, Paragraph, attempt

NOT_DATES = ["x", "2026-02-30", "09/03/2026", "0000-00-00", "2026-03-09x", "\x00", "９" * 5000]


class Sample(Form):
    """One field of each kind."""

    title = Line("标题", max=5)
    note = Paragraph("说明", max=10, required=False)
    on = Day("日期")
    at = Clock("时间", required=False)
    side = Choice("所属方")
    other = Choice("另一方", required=False)

    def __init__(self, typed: MultiDict[str, str] | None = None) -> None:
        super().__init__(typed, meta={"csrf": False})
        self.side.choices = [("bar", "律师方"), ("bench", "法官方")]
        self.other.choices = [("", "不填"), ("bar", "律师方")]


GOOD = {"title": "议题", "on": "2026-03-09", "side": "bar"}


@pytest.fixture
def fill(app: Flask) -> Any:
    """Fills a form as a browser would, the token aside."""

    def make(**typed: str) -> Sample:
        with app.test_request_context(method="POST"):
            form = Sample(MultiDict({**GOOD, **typed}))
            form.validate()
            str(form.errors)
        return form

    return make


def test_what_is_typed_arrives_cleaned(fill: Any) -> None:
    form = fill(title=" \u3000议题\u3000 ", note=" 一\r\n二\u2028三 ", at="14:30", other="bar", version="7")
    assert not form.errors
    assert form.values() == {
        "title": "议题",
        "note": " 一\n二\n三",
        "on": date(2026, 3, 9),
        "at": time(14, 30),
        "side": "bar",
        "other": "bar",
    }
    assert form.seen_version == 7


def test_optional_fields_may_be_empty(fill: Any) -> None:
    form = fill(note="", at=" ", other="")
    assert not form.errors
    assert (form.note.data, form.at.data) == ("", None)


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("title", "", "必填"),
        ("title", " \u3000\t", "必填"),
        ("title", "六个字的标题", "最多 5 字"),
        ("title", "a\x00b", "控制字符"),
        ("title", "a\ud800b", "控制字符"),
        ("title", "a\u202eb", "控制字符"),
        ("title", "一\n二", "一行"),
        ("note", "字" * 11, "最多 10 字"),
        ("on", "", "必填"),
        *[("on", typed, "年-月-日") for typed in NOT_DATES],
        *[("at", typed, "时:分") for typed in ("x", "25:00", "14:30:99", "\x00")],
        ("side", "", "必填"),
        ("side", "king", "从列表中选择"),
        ("other", "bench", "从列表中选择"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(fill: Any, field: str, typed: str, words: str) -> None:
    form = fill(**{field: typed})
    assert list(form.errors) == [field]
    assert any(words in str(error) for error in form.errors[field])


@pytest.mark.parametrize(
    ("shown", "seen"),
    [("", None), ("0", 0), ("12", 12), ("x", 0), ("-1", 0), ("1.5", 0), ("9" * 10, 0), ("9" * 5000, 0), ("²", 0)],
)
def test_a_version_that_is_no_number_is_that_of_no_page(fill: Any, shown: str, seen: int | None) -> None:
    assert fill(version=shown).seen_version == seen


def test_each_page_carries_a_key_of_its_own(app: Flask) -> None:
    with app.test_request_context():
        keys = {str(OnceForm(meta={"csrf": False}).once.data) for _ in range(3)}
    assert len(keys) == 3
    assert min(map(len, keys)) >= 22


def _refusing(error: Exception) -> Any:
    def verb(*_arguments: object) -> None:
        raise error

    return verb


def test_a_broken_rule_lands_beside_the_field_it_names(app: Flask, database: None) -> None:
    with app.test_request_context():
        form = Sample()
        assert attempt(form, _refusing(RuleBroken("当前密码不正确。", field="title"))) is None
        assert form.title.errors == ["当前密码不正确。"]
        assert attempt(form, _refusing(RuleBroken("当前密码不正确。"))) is None
        assert attempt(form, _refusing(RuleBroken("当前密码不正确。", field="no_such_field"))) is None
        assert form.form_errors == ["当前密码不正确。"] * 2
        assert attempt(form, lambda number: number + 1, 4) == 5


@pytest.mark.parametrize("error", [Stale(), Forbidden(), ZeroDivisionError()])
def test_what_has_a_page_of_its_own_goes_on_to_it(app: Flask, database: None, error: Exception) -> None:
    with app.test_request_context(), pytest.raises(type(error)):
        attempt(Sample(), _refusing(error))

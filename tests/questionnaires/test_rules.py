"""Rules of designs, conditions, validation, codes, standing, striking: pure."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from werkzeug.datastructures import MultiDict

from liaison.core.errors import RuleBroken
from liaison.core.sides import Role, Side
from liaison.questionnaires.models import Mode, Questionnaire, QuestionnaireStatus
from liaison.questionnaires.rules import standing, striking
from liaison.questionnaires.rules.counting import cells
from liaison.questionnaires.rules.design import (
    Condition,
    Design,
    Option,
    Question,
    QuestionKind,
    from_data,
    to_data,
)
from liaison.questionnaires.rules.editing import options_from, options_text
from liaison.questionnaires.rules.problems import is_long, problems, seconds
from liaison.questionnaires.rules.validating import Foreign, Validator
from tests.makers.questionnaires import make_design

K = QuestionKind
S = QuestionnaireStatus
PLACES = Question("k3", K.RANKING, "排序", options=(Option("o1", "甲"), Option("o2", "乙"), Option("o3", "丙")))
WHY = Question("k4", K.SHORT, "为什么是刑事", is_required=True, show_if=Condition("k1", ("o2",)))
AGE = Question("k5", K.NUMBER, "执业年限", lowest=0, highest=60)
DAY = Question("k6", K.DATE, "最近一次开庭")
MANY = Question("k7", K.MULTIPLE, "哪些情形", options=(Option("o1", "甲"), Option("o2", "乙")))
ALL = make_design(PLACES, WHY, AGE, DAY, MANY)


def check(**sent: object):
    return Validator(ALL).check(MultiDict({"k1": "o1", "j1": "5", "j2": "x", **sent}))


def test_a_design_is_the_same_after_it_was_stored() -> None:
    assert from_data(to_data(ALL)) == ALL
    assert problems(ALL) == []


@pytest.mark.parametrize(
    ("sent", "key", "words"),
    [
        ({"k3.o1": "1", "k3.o2": "1", "k3.o3": "2"}, "k3", "不同的名次"),
        ({"k3.o1": "1"}, "k3", "不同的名次"),
        ({"k5": "61"}, "k5", "0 至 60"),
        ({"k5": "１２"}, "k5", "整数"),
        ({"k5": "1e3"}, "k5", "整数"),
        ({"k6": "2026-13-01"}, "k6", "年-月-日"),
        ({"k6": "0001-01-01"}, "k6", "年份"),
        ({"k7": "o9"}, "k7", "列出的选项"),
        ({"j1": "6"}, "j1", "列出的选项"),
        ({"k1": "o2"}, "k4", "请回答此题"),
    ],
)
def test_what_is_wrong_is_said_at_its_question(sent: dict[str, str], key: str, words: str) -> None:
    outcome = check(**sent)
    message, params = outcome.faults[key]
    assert words in (message % params if params else message)


def test_everything_that_is_right_is_kept() -> None:
    outcome = check(**{"k1": "o2", "k4": "只办刑事", "k3.o1": "2", "k3.o2": "1", "k3.o3": "3", "k5": "12",
                       "k6": "2026-03-09", "k7": ["o2", "o1"]})  # fmt: skip
    assert not outcome.faults
    assert outcome.choices == {
        "k1": "o2", "j1": "5", "j2": "x", "k3": ["o2", "o1", "o3"], "k5": "12", "k6": "2026-03-09", "k7": ["o1", "o2"],
    }  # fmt: skip
    assert outcome.texts == {"k4": "只办刑事"}
    assert ("k1*j1", "o2*5") in cells(ALL, outcome)
    assert ("j2", "_n") not in cells(ALL, outcome), "what was not observed is in no denominator"


def test_what_a_condition_hides_is_neither_asked_for_nor_kept() -> None:
    assert check(k1="o1", k4="不该留下").texts == {}


def test_a_name_that_the_design_does_not_know_is_refused() -> None:
    for name in ("k99", "k3.o9", "k3", "user_id"):
        with pytest.raises(Foreign):
            check(**{name: "x"})


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (replace(WHY, show_if=Condition("k6", ("o2",))), "不在它前面"),
        (replace(WHY, show_if=Condition("k2", ("o2",))), "只能依据"),
        (replace(WHY, show_if=Condition("k1", ("o9",))), "已不存在"),
        (replace(PLACES, options=PLACES.options[:1]), "至少应有两个"),
        (replace(PLACES, options=(Option("o1", "甲"), Option("o2", "甲"))), "重复的选项"),
        (replace(AGE, lowest=61), "最小值大于最大值"),
        (replace(AGE, text=" "), "没有内容"),
        (replace(AGE, text="控\x00制"), "控制字符"),
    ],
)
def test_a_faulty_design_is_not_published(wrong: Question, words: str) -> None:
    assert any(words in problem.text() for problem in problems(make_design(wrong)))


def test_crossings_are_of_what_can_be_crossed() -> None:
    assert problems(replace(ALL, crossings=(("k1", "k5"),)))
    assert problems(replace(ALL, crossings=(("k1", "k1"),)))


def test_a_long_questionnaire_is_warned_of() -> None:
    assert not is_long(make_design(items=10))
    assert is_long(make_design(PLACES, AGE, items=10))
    assert seconds(make_design(items=10)) == 8 + 80 + 45


def test_options_keep_their_values_when_others_change() -> None:
    before = options_from("甲 | A\n乙\n")
    after = options_from("丙\n乙 | B", before)
    assert [(o.value, o.label, o.label_en) for o in after] == [("o3", "丙", ""), ("o2", "乙", "B")]
    assert options_from(options_text(after), after) == after


def test_struck_passages_are_gone_with_their_length() -> None:
    text = "张三在（2026）云01民初1号案中迟到"
    assert striking.struck(text, "张三", "（2026）云01民初1号") == "■■■■在■■■■案中迟到"
    assert striking.missing(text, "李四\n张三") == ["李四"]


def actor(side: Side | None, *roles: Role) -> SimpleNamespace:
    return SimpleNamespace(id=1, side=side, roles=frozenset(roles), has=lambda role: role in roles)


def thing(status: QuestionnaireStatus, **values: object) -> Questionnaire:
    return Questionnaire(**{
        "side": Side.BAR, "status": status, "mode": Mode.ANONYMOUS, "issued": 0, "returned": 0, "reminders": 0,
        **values,
    })  # fmt: skip


def test_questions_do_not_change_once_somebody_may_have_answered() -> None:
    officer = actor(Side.BAR, Role.OFFICER)
    assert standing.why_not("revise", officer, thing(S.PUBLISHED, issued=5)) is None
    assert standing.why_not("revise", officer, thing(S.OPEN, issued=5))
    assert standing.why_not("revise", officer, thing(S.OPEN, mode=Mode.NAMED)) is None
    assert standing.why_not("revise", officer, thing(S.OPEN, mode=Mode.NAMED, returned=1))


def test_two_reminders_at_most_and_none_where_nobody_is_known() -> None:
    officer = actor(Side.BAR, Role.OFFICER)
    named = thing(S.OPEN, mode=Mode.NAMED, reminders=1)
    assert standing.why_not("remind", officer, named) is None
    assert standing.why_not("remind", officer, thing(S.OPEN, mode=Mode.NAMED, reminders=2))
    assert standing.why_not("remind", officer, thing(S.OPEN))
    assert not standing.may_remind_on(datetime(2026, 3, 9, tzinfo=UTC).date(), datetime(2026, 3, 9, tzinfo=UTC).date())


def test_answers_count_until_the_closing_time_and_not_after() -> None:
    closes = datetime(2026, 3, 9, 10, tzinfo=UTC)
    opened = thing(S.OPEN, closes_at=closes)
    assert standing.is_answerable(opened, closes - timedelta(seconds=1))
    assert not standing.is_answerable(opened, closes)
    assert not standing.is_answerable(thing(S.CLOSED), closes)


def test_only_the_own_office_releases_and_both_read() -> None:
    own, other = actor(Side.BAR, Role.OFFICER), actor(Side.BENCH, Role.OFFICER)
    assert standing.why_not("read", other, thing(S.CLOSED)) is None
    assert standing.why_not("release", other, thing(S.CLOSED)).kind == "forbidden"
    assert standing.why_not("release", own, thing(S.CLOSED)) is None
    assert standing.why_not("design", actor(Side.BAR, Role.LAWYER), None).kind == "forbidden"


def test_a_file_that_is_no_design_is_refused() -> None:
    for data in (
        None,
        [],
        {"questions": "x"},
        {"questions": [{}]},
        {"questions": [{"key": "k1", "kind": "x", "text": "x"}]},
    ):
        with pytest.raises(RuleBroken):
            from_data(data)
    assert from_data({"questions": []}) == Design()

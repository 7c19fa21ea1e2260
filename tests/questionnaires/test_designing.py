"""Designing in the browser: questions of every kind, order, bank, tables, versions, files."""

import io
import json

import pytest
from flask import Flask

from liaison.core.errors import RuleBroken, Stale
from liaison.core.sides import Side
from liaison.papers.sheet import write_table
from liaison.questionnaires.forms import sheets
from liaison.questionnaires.models import Questionnaire, QuestionnaireStatus
from liaison.questionnaires.queries import design_of
from liaison.questionnaires.rules.design import Design, QuestionKind, from_data
from liaison.questionnaires.services import designing
from liaison.store import unit
from liaison.store.base import db
from liaison.store.users import User
from tests.makers.questionnaires import make_questionnaire
from tests.page import Browser


@pytest.fixture
def desk(app: Flask, officer: User) -> Browser:
    """The officer at work."""
    return Browser(app).sign_in("bar.officer")


def latest() -> Questionnaire:
    db.session.rollback()
    return db.session.query(Questionnaire).order_by(Questionnaire.id.desc()).first()


def design(questionnaire: Questionnaire) -> Design:
    return from_data(design_of(questionnaire).data)


def test_a_new_user_designs_every_kind_and_publishes(desk: Browser) -> None:
    desk.submit("/questionnaires/design", title="庭审质效问卷", mode="anonymous", audience="bar", asked_by="bench")
    url = f"/questionnaires/{latest().id}"
    desk.submit(f"{url}/bank/j", items=[str(number) for number in range(1, 11)])
    for kind in QuestionKind:
        values = {"text": f"一题{kind}"}
        if kind in {"single", "multiple", "ranking"}:
            values["options"] = "好 | Good\n中\n差"
        desk.submit(f"{url}/questions/add?kind={kind}", **values)
    made = design(latest())
    assert [q.kind for q in made.questions][10:] == list(QuestionKind)
    assert made.find("k3").options[0].label_en == "Good"
    page = desk.get(url)
    assert "超过 12 题" in page.text
    desk.submit(f"{url}/questions/k4/amend", condition="k3", answers=["k3.o1", "j1.5"])
    assert design(latest()).find("k4").show_if.values == ("o1",), "answers of other questions do not count"
    desk.submit(f"{url}/crossings", one="k3", other="j1")
    assert desk.get(f"{url}/preview").select("//main//input[@name='j10']")
    desk.submit(url, action=f"{url}/publish")
    assert latest().status is QuestionnaireStatus.PUBLISHED
    assert desk.send("GET", f"{url}/questions/k4/amend").status_code == 409


def test_questions_move_by_buttons_and_by_dragging(desk: Browser, officer: User) -> None:
    made = make_questionnaire(officer)
    url = f"/questionnaires/{made.id}/questions/order"
    desk.post(url, move="k2:up", version=made.version)
    assert [q.key for q in design(latest()).questions] == ["k1", "j1", "k2", "j2"]
    dragged = desk.post(url, order=["k2", "k1", "j1", "j2"], version=latest().version, headers={"HX-Request": "true"})
    assert (dragged.status_code, dragged.headers["X-Version"]) == (204, str(latest().version))
    assert [q.key for q in design(latest()).questions] == ["k2", "k1", "j1", "j2"]
    stale = desk.post(url, order=["k1", "k2", "j1", "j2"], version=1, headers={"HX-Request": "true"})
    assert (stale.status_code, stale.headers["HX-Refresh"]) == (409, "true")


def test_a_published_version_stays_and_a_change_is_a_new_one(officer: User) -> None:
    made = make_questionnaire(officer)
    with unit.transaction():
        designing.publish(made, officer)
        first = design_of(made)
        with pytest.raises(RuleBroken):
            designing.rearrange(made, lambda before: Design(before.questions[:1]), officer)
        designing.revise(made, officer)
        designing.rearrange(made, lambda before: Design(before.questions[:1]), officer)
    second = design_of(made)
    assert (first.number, second.number) == (1, 2)
    assert (len(first.data["questions"]), len(second.data["questions"])) == (4, 1)
    assert first.frozen_on is not None


def test_two_who_design_at_once_do_not_overwrite_each_other(officer: User) -> None:
    made = make_questionnaire(officer)
    seen = made.version
    with unit.transaction():
        designing.rearrange(made, lambda before: Design(before.questions[:2]), officer, seen)
    with unit.transaction(), pytest.raises(Stale):
        designing.rearrange(made, lambda before: Design(before.questions[1:]), officer, seen)


def test_a_copy_is_the_next_round_with_the_same_keys(officer: User) -> None:
    made = make_questionnaire(officer)
    with unit.transaction():
        copied = designing.copy(made, officer)
        again = designing.copy(copied, officer)
    assert (copied.round, again.round, again.lineage_id) == (2, 3, made.id)
    assert design(again) == design(made)
    assert copied.code != made.code


def test_files_go_out_and_come_back(desk: Browser, officer: User) -> None:
    made = make_questionnaire(officer)
    url = f"/questionnaires/{made.id}"
    before = design(made)
    data = desk.send("GET", f"{url}/design.json").data
    assert json.loads(data)["title"] == made.title
    sheet = desk.send("GET", f"{url}/design.xlsx").data
    desk.submit(f"{url}/import", file=(io.BytesIO(data), "问卷.json"))
    assert design(latest()).questions == before.questions
    desk.submit(f"{url}/import", file=(io.BytesIO(sheet), "问卷.xlsx"))
    assert [(q.kind, q.text, q.options) for q in design(latest()).questions] == [
        (q.kind, q.text, q.options) for q in before.questions
    ]


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("x.json", b"{", "不是本系统导出"),
        ("x.json", b'{"questions": [{"key": "a.b", "kind": "short", "text": "x"}]}', "不是本系统导出"),
        ("x.json", b"[" * 5000, "不是本系统导出"),
        ("x.xlsx", b"PK", "不是 Excel"),
        ("x.xlsx", write_table("题目", sheets.COLUMNS, [("单选", "一题", *[""] * 10)]), "第 2 行 F 列“选项”"),
    ],
)
def test_a_faulty_file_changes_nothing(desk: Browser, officer: User, name: str, data: bytes, words: str) -> None:
    made = make_questionnaire(officer)
    before = design(made)
    response = desk.submit(f"/questionnaires/{made.id}/import", 422, file=(io.BytesIO(data), name))
    assert words in response.text
    assert design(latest()) == before


def test_it_cannot_be_published_without_questions_or_opened_without_slips(desk: Browser, officer: User) -> None:
    made = make_questionnaire(officer, Design(()) or None, title="空问卷")
    with unit.transaction():
        designing.rearrange(latest(), lambda _before: Design(()), officer)
    url = f"/questionnaires/{made.id}"
    assert "还没有题目" in desk.post(f"{url}/publish", version=latest().version).text
    assert "由哪一方" not in desk.get(url).text


def test_targets_need_the_confidential_mode(desk: Browser) -> None:
    response = desk.submit("/questionnaires/design", 422, title="逐人", mode="anonymous", has_targets="y")
    assert "保密方式" in response.text
    assert latest() is None


def test_the_list_is_found_and_counted_in_few_statements(desk: Browser, officer: User) -> None:
    for number in range(3):
        make_questionnaire(officer, title=f"问卷{number}", audience=Side.BENCH)
    page = desk.get("/questionnaires?q=问卷1")
    assert "共 1 份" in page.text
    assert len(desk.get("/questionnaires").select("//tbody/tr")) == 3

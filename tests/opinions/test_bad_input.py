"""Wrong, empty, over-long, stale and hostile input to every form and address of opinions."""

import pytest
from sqlalchemy import func, select

from liaison.core.sides import Side
from liaison.opinions.models import Opinion, OpinionStatus
from liaison.store import unit
from liaison.store.base import db
from liaison.store.users import User
from tests.makers.opinions import make_opinion, unit_of
from tests.opinions.pages import exported, one, reread, words
from tests.page import Browser

S = OpinionStatus


LONG = "长" * 5001


BAD_WORDS = [
    ({"title": ""}, "此项为必填项"),
    ({"title": "   "}, "此项为必填项"),
    ({"title": "长" * 81}, "最多 80 字"),
    ({"title": "两\n行"}, "只能填写一行"),
    ({"title": "看不见\x00的"}, "控制字符"),
    ({"title": "看不见\u202e的"}, "控制字符"),
    ({"text": ""}, "此项为必填项"),
    ({"text": LONG}, "最多 5000 字"),
    ({"text": "看不见\x07的"}, "控制字符"),
    ({"grounds": "长" * 2001}, "最多 2000 字"),
    ({"wanted": "长" * 2001}, "最多 2000 字"),
    ({"wanted": "\x1c"}, "控制字符"),
    ({"category_id": ""}, "此项为必填项"),
    ({"category_id": "99999"}, "请从列表中选择"),
    ({"category_id": "1 or 1=1"}, "请从列表中选择"),
]


BAD_BEHALF = [
    ({"proposer_kind": ""}, "此项为必填项"),
    ({"proposer_kind": "court"}, "请从列表中选择"),
    ({"proposer_kind": "__class__"}, "请从列表中选择"),
    ({"proposer_name": ""}, "此项为必填项"),
    ({"proposer_name": "长" * 81}, "最多 80 字"),
    ({"received_on": ""}, "此项为必填项"),
    ({"received_on": "2026-02-30"}, "请按 年-月-日 填写日期"),
    ({"received_on": "昨天"}, "请按 年-月-日 填写日期"),
    ({"received_on": "9999-12-31"}, "不能晚于今天"),
    ({"received_on": "0026-03-02"}, "请检查年份"),
]


HOSTILE = [
    "<script>alert(1)</script>", "'; drop table opinion; --", "{{ 7*7 }}", "${7*7}", "=HYPERLINK(\"http://x\")",
    "../../etc/passwd", "%00%0d%0aSet-Cookie: a=b", "表情😀👨‍👩‍👧", "👍🏽 العربية עברית", "a" * 80,
]  # fmt: skip


@pytest.mark.parametrize(("bad", "sentence"), BAD_WORDS + BAD_BEHALF)
def test_bad_input_to_lodging_is_told_and_what_was_typed_stays(
    officer: Browser, bad: dict[str, str], sentence: str
) -> None:
    good = {
        "proposer_kind": "firm",
        "proposer_name": "知渡所",
        "received_on": "2026-03-02",
        "channel": "letter",
        "wanted": "请予改进。",
    }
    response = officer.post("/opinions/lodge", **words(officer, **{**good, **bad}))
    assert response.status_code == 422
    assert sentence in response.text
    assert "请予改进。" in response.text or "wanted" in bad
    assert db.session.scalar(select(func.count(Opinion.id))) == 0


@pytest.mark.parametrize(("bad", "sentence"), BAD_WORDS)
def test_bad_input_to_amending_changes_nothing(lawyer: Browser, bad: dict[str, str], sentence: str) -> None:
    with unit.transaction():
        by = db.session.scalars(select(User)).one()
        opinion = make_opinion(by=by)
        id, version = opinion.id, opinion.version
    response = lawyer.post(f"/opinions/{id}/amend", **words(lawyer, version=str(version), **bad))
    assert response.status_code == 422
    assert sentence in response.text
    assert (reread().version, reread().title) == (version, "阅卷预约等候时间过长")


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_is_stored_exactly_and_shown_as_text(lawyer: Browser, hostile: str) -> None:
    page = lawyer.follow(lawyer.submit("/opinions/lodge", **words(lawyer, title=hostile, text=hostile, wanted=hostile)))
    opinion = reread()
    assert (opinion.title, opinion.text, opinion.wanted) == (hostile, hostile, hostile)
    assert page.select("//h1")[0].text_content() == hostile
    assert hostile in [cell.text_content() for cell in lawyer.get("/opinions").select("//tbody//a")]
    assert exported(lawyer)[0][1] == hostile


@pytest.mark.parametrize(
    ("lead", "joint", "sentence"),
    [
        ("", [], "此项为必填项"),
        ("abc", [], "请从列表中选择"),
        ("bar", [], "请从列表中选择"),
        ("bench", ["abc"], "请从列表中选择"),
        ("bench", ["99999"], "请从列表中选择"),
        ("bench", ["bench"], "会办单位中不能再选主办单位"),
    ],
)
def test_bad_units_are_refused(officer: Browser, lead: str, joint: list[str], sentence: str) -> None:
    opinion = one()
    with unit.transaction():
        ids = {side.value: str(unit_of(side)) for side in Side}
    values = {"lead_id": ids.get(lead, lead), "joint_ids": [ids.get(word, word) for word in joint]}
    response = officer.post(f"/opinions/{opinion.id}/screen", **values)  # type: ignore[arg-type]
    assert response.status_code == 422
    assert sentence in response.text
    assert reread().status is S.LODGED


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"text": "", "outcome": "A"}, "此项为必填项"),
        ({"text": "已办。"}, "此项为必填项"),
        ({"text": "已办。", "outcome": "E"}, "请从列表中选择"),
        ({"text": LONG, "outcome": "A"}, "最多 5000 字"),
        ({"text": "看不见\x00的", "outcome": "A"}, "控制字符"),
    ],
)
def test_bad_replies_are_refused(clerk: Browser, values: dict[str, str], sentence: str) -> None:
    opinion = one(S.SCREENED)
    response = clerk.post(f"/opinions/{opinion.id}/reply", **values)
    assert response.status_code == 422
    assert sentence in response.text
    assert reread().status is S.SCREENED


def test_refused_reason_is_asked_for_again_and_stays(officer: Browser) -> None:
    opinion = one()
    response = officer.post(f"/opinions/{opinion.id}/return", reason="长" * 501)
    assert response.status_code == 422
    assert "最多 500 字" in response.text
    assert "长" * 501 in response.text
    officer.submit(f"/opinions/{opinion.id}", action=f"/opinions/{opinion.id}/return", reason="请补充事实。")
    page = officer.get(f"/opinions/{opinion.id}")
    assert "请补充事实。" in page.text
    assert reread().status is S.RETURNED


@pytest.mark.parametrize("version", ["0", "999", "99999999999999999999999"])
def test_move_from_an_old_page_is_refused(officer: Browser, version: str) -> None:
    opinion = one(S.REPLIED)
    assert officer.post(f"/opinions/{opinion.id}/close", version=version).status_code == 409
    assert reread().status is S.REPLIED


@pytest.mark.parametrize(
    "query",
    [
        "?page=0", "?page=-1", "?page=9999999999999", "?page=x", "?sort=password_hash", "?sort=--", "?status=x",
        "?side=x", "?category=x", "?category=99999999999999999999", "?lead=-1", "?from=x&to=2026-13-40",
        "?from=0001-01-01&to=9999-12-31", "?q=" + "长" * 5000, "?q=%00%ff", "?q=%25_%5C", "?format=pdf",
    ],
)  # fmt: skip
def test_odd_addresses_of_the_list_are_answered(officer: Browser, query: str) -> None:
    one()
    officer.get(f"/opinions{query}")

"""The table of moves: who, when, and the reason why not."""

from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison.core.errors import Forbidden, RuleBroken
from liaison.core.moves import BEGINNING, Move, Moves, Refusal, refuse


class Status(StrEnum):
    DRAFTED = "drafted"
    CIRCULATED = "circulated"
    ISSUED = "issued"


STATES = {Status.DRAFTED: "起草中", Status.CIRCULATED: "征求意见", Status.ISSUED: "已签发"}
RELATIONS = {"recorder": "记录人", "own_organiser": "本方会议组织人", "other_organiser": "对方会议组织人"}

DRAFT = Move("draft", "起草", {BEGINNING}, Status.DRAFTED, {"recorder"}, "minutes.drafted")
CIRCULATE = Move("circulate", "发出征求意见", {Status.DRAFTED}, Status.CIRCULATED, {"recorder"}, "minutes.circulated")
SIGN = Move(
    "countersign",
    "会签",
    {Status.CIRCULATED},
    None,
    {"other_organiser", "own_organiser"},
    "minutes.countersigned",
)
MINUTES = Moves([DRAFT, CIRCULATE, SIGN], state_labels=STATES, relation_labels=RELATIONS)

ANY_RELATIONS = st.frozensets(st.sampled_from([*RELATIONS, "stranger"]))


def test_open_move_has_no_refusal() -> None:
    assert MINUTES.why_not("circulate", Status.DRAFTED, {"recorder"}) is None
    assert MINUTES.why_not("draft", BEGINNING, frozenset({"recorder"})) is None


def test_who_may_is_named_in_the_order_of_the_labels() -> None:
    refusal = MINUTES.why_not("countersign", Status.CIRCULATED, {"recorder"})
    assert refusal is not None
    assert refusal.kind == "forbidden"
    with pytest.raises(Forbidden) as refused:
        refuse(refusal)
    assert refused.value.text() == "此操作由本方会议组织人、对方会议组织人办理。"


def test_wrong_state_is_named_with_the_verb() -> None:
    refusal = MINUTES.why_not("countersign", Status.ISSUED, {"own_organiser"})
    assert refusal is not None
    assert refusal.kind == "state"
    with pytest.raises(RuleBroken) as refused:
        refuse(refusal)
    assert not isinstance(refused.value, Forbidden)
    assert refused.value.text() == refusal.text() == "当前状态为“已签发”，不能会签。"
    assert refusal.text(lambda message: {"已签发": "issued"}.get(message, message)) == "当前状态为“issued”，不能会签。"


def test_a_stranger_learns_nothing_of_the_state() -> None:
    assert MINUTES.why_not("countersign", Status.ISSUED, set()) == MINUTES.why_not(
        "countersign", Status.CIRCULATED, set()
    )


def test_what_is_there_cannot_be_made_again() -> None:
    refusal = MINUTES.why_not("draft", Status.DRAFTED, {"recorder"})
    assert refusal is not None
    assert refusal.kind == "state"


def test_a_verb_on_what_is_not_there_yet_is_refused_in_words() -> None:
    refusal = MINUTES.why_not("circulate", BEGINNING, {"recorder"})
    with pytest.raises(RuleBroken, match="当前状态为“尚未建立”，不能发出征求意见。"):
        refuse(refusal)


def test_refusal_of_a_rule_breaks_the_rule_with_its_own_words() -> None:
    with pytest.raises(RuleBroken, match="还有2项议题没有结果。"):
        refuse(Refusal("还有%(count)s项议题没有结果。", {"count": 2}))


def test_nothing_to_refuse() -> None:
    refuse(None)


def test_buttons_stand_in_the_order_of_the_table() -> None:
    both = Moves([SIGN, CIRCULATE], state_labels=STATES, relation_labels=RELATIONS)
    assert both.open_to(Status.DRAFTED, {"recorder", "own_organiser"}) == [CIRCULATE]
    assert list(both) == [SIGN, CIRCULATE]


def test_unknown_verb_is_a_mistake_of_ours() -> None:
    with pytest.raises(KeyError):
        MINUTES.why_not("shred", Status.DRAFTED, {"recorder"})
    assert "shred" not in MINUTES
    assert "countersign" in MINUTES
    assert MINUTES["countersign"] is SIGN


@pytest.mark.parametrize(
    ("rows", "mistake"),
    [
        ([DRAFT, DRAFT], "two rows"),
        ([Move("burn", "销毁", {"burning"}, None, {"recorder"}, "minutes.burnt")], "burning"),
        ([Move("burn", "销毁", {Status.ISSUED}, "burnt", {"recorder"}, "minutes.burnt")], "burnt"),
        ([Move("burn", "销毁", {Status.ISSUED}, None, {"arsonist"}, "minutes.burnt")], "arsonist"),
        ([Move("burn", "销毁", set(), None, {"recorder"}, "minutes.burnt")], "lacks"),
        ([Move("burn", "销毁", {Status.ISSUED}, None, set(), "minutes.burnt")], "lacks"),
    ],
)
def test_a_table_with_a_mistake_does_not_load(rows: list[Move], mistake: str) -> None:
    with pytest.raises(ValueError, match=mistake):
        Moves(rows, state_labels=STATES, relation_labels=RELATIONS)


@given(st.sampled_from([BEGINNING, *Status]), ANY_RELATIONS)
def test_buttons_are_exactly_what_is_not_refused(status: str, relations: frozenset[str]) -> None:
    shown = MINUTES.open_to(status, relations)
    for move in MINUTES:
        refusal = MINUTES.why_not(move.verb, status, relations)
        assert (refusal is None) is (move in shown)
        assert (refusal is None) is (status in move.sources and bool(move.relations & relations))

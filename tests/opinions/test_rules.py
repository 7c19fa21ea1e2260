"""Who may do what to an opinion, asked of unsaved opinions and literal dates."""

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison.core.errors import Forbidden, RuleBroken
from liaison.core.sides import Role, Side
from liaison.opinions import notices, rules
from liaison.opinions.models import STATUS_LABELS, OpinionStatus, ProposerKind
from tests.makers.opinions import Somebody, somebody, unsaved

S = OpinionStatus
PROPOSER = somebody(Side.BAR, Role.LAWYER, id=5)
OWN_OFFICER = somebody(Side.BAR, Role.OFFICER, id=1)
OTHER_OFFICER = somebody(Side.BENCH, Role.OFFICER, id=2)
OTHER_JUDGE = somebody(Side.BENCH, Role.JUDGE, id=3)
OWN_ORGANISER = somebody(Side.BAR, Role.ORGANISER, id=4)
OTHER_HEAD = somebody(Side.BENCH, Role.HEAD_OF_SUPERVISION, id=7)
OBSERVER = somebody(None, Role.OBSERVER, id=6)
EVERYBODY = {
    "proposer": PROPOSER, "own officer": OWN_OFFICER, "other officer": OTHER_OFFICER, "other judge": OTHER_JUDGE,
    "own organiser": OWN_ORGANISER, "observer": OBSERVER, "other head": OTHER_HEAD,
}  # fmt: skip
MAY = {
    ("amend", S.LODGED): {"proposer", "own officer"},
    ("amend", S.RETURNED): {"proposer", "own officer"},
    ("screen", S.LODGED): {"own officer"},
    ("return", S.LODGED): {"own officer"},
    ("withdraw", S.LODGED): {"proposer", "own officer"},
    ("withdraw", S.RETURNED): {"proposer", "own officer"},
    ("withdraw", S.SCREENED): {"proposer", "own officer"},
    ("reply", S.SCREENED): {"other officer"},
    ("table", S.SCREENED): {"own organiser"},
    ("table", S.REPLIED): {"own organiser"},
    **{("untable", status): {"own organiser"} for status in (S.SCREENED, S.REPLIED, S.CLOSED, S.WITHDRAWN, S.MERGED)},
    ("merge", S.LODGED): {"own officer"},
    ("merge", S.SCREENED): {"own officer"},
    ("absorb", S.LODGED): {"own officer"},
    ("absorb", S.SCREENED): {"own officer"},
    ("assign", S.SCREENED): {"other officer"},
    ("comment", S.SCREENED): {"other officer"},
    ("extend", S.SCREENED): {"other officer", "other head"},
    ("rate", S.REPLIED): {"proposer"},
    ("reopen", S.REPLIED): {"proposer"},
    ("close", S.REPLIED): {"own officer"},
    ("correct", S.SCREENED): {"own officer"},
    ("correct", S.REPLIED): {"own officer"},
    ("correct", S.CLOSED): {"own officer"},
}


@pytest.mark.parametrize("status", S)
@pytest.mark.parametrize("verb", [move.verb for move in rules.MOVES if move.verb != "lodge"])
def test_each_verb_is_open_to_these_people_in_these_states_only(verb: str, status: OpinionStatus) -> None:
    opinion = unsaved(status, proposer_user_id=5, joint_ids=[3])
    may = {name for name, person in EVERYBODY.items() if rules.why_not(verb, person, opinion) is None}
    assert may == MAY.get((verb, status), set())


@pytest.mark.parametrize(("name", "may"), [(name, name != "observer") for name in EVERYBODY])
def test_members_of_both_sides_may_lodge(name: str, may: bool) -> None:
    assert (rules.why_not("lodge", EVERYBODY[name], None) is None) is may


def test_one_person_never_screens_his_or_her_own_opinion() -> None:
    opinion = unsaved(proposer_user_id=OWN_OFFICER.id)
    for verb in ("screen", "return"):
        refusal = rules.why_not(verb, OWN_OFFICER, opinion)
        assert refusal is not None
        assert refusal.kind == "forbidden"
        assert rules.why_not(verb, somebody(Side.BAR, Role.OFFICER, id=9), opinion) is None


@given(
    steps=st.lists(
        st.tuples(st.sampled_from(sorted(EVERYBODY)), st.sampled_from([move.verb for move in rules.MOVES])),
        max_size=30,
    )
)
def test_no_walk_through_the_table_breaks_its_promises(steps: list[tuple[str, str]]) -> None:
    opinion, screened, replied = unsaved(proposer_user_id=5), False, False
    for name, verb in steps:
        if verb == "lodge" or rules.why_not(verb, EVERYBODY[name], opinion) is not None:
            continue
        assert opinion.status not in {S.CLOSED, S.WITHDRAWN}, "what has ended moves no more"
        opinion.status = S(rules.MOVES[verb].target or opinion.status)
        screened |= verb == "screen"
        replied |= verb == "reply"
        is_across = rules.is_visible(OTHER_JUDGE, opinion)
        assert not is_across or screened, "the other side sees nothing before it was screened"
        assert (opinion.status in {S.REPLIED, S.CLOSED}) == replied, "nothing is replied to without a reply"
        assert rules.is_visible(OBSERVER, opinion) == replied
        assert rules.is_visible(PROPOSER, opinion)
        assert rules.is_visible(OWN_OFFICER, opinion)


@pytest.mark.parametrize("field", ["title", "text", "grounds", "wanted"])
def test_what_names_a_court_case_never_goes_on_an_agenda(field: str) -> None:
    opinion = unsaved(S.SCREENED, **{field: "如（2026）云0602民初123号一案"})
    refusal = rules.why_not("table", OWN_ORGANISER, opinion)
    assert refusal is not None
    assert "案号" in refusal.message


@pytest.mark.parametrize(
    "text",
    ["（2026）云0602民初123号", "(2026) 云 0602 民初 123 号", "［2026］云0602民初１２３号", "（2015）岳民一初字第88号"],
)
def test_a_case_number_is_known_however_it_is_written(text: str) -> None:
    assert rules.names_court_case("", f"在{text}案中")


def test_the_number_of_an_opinion_is_no_case_number() -> None:
    assert not rules.names_court_case("意见〔2026〕31号", "参见司发通〔2021〕60号")


@pytest.mark.parametrize(
    ("due_on", "tone"),
    [
        (date(2026, 3, 8), "bad"),
        (date(2026, 3, 9), "warn"),
        (date(2026, 3, 16), "warn"),
        (date(2026, 3, 17), "neutral"),
    ],
)
def test_red_is_for_what_is_overdue(due_on: date, tone: str) -> None:
    assert rules.due_tone(due_on, date(2026, 3, 9), 7) == tone


@pytest.mark.parametrize("received_on", [date(2026, 3, 10), date(1999, 12, 31), date(26, 3, 9)])
def test_a_day_of_receipt_is_neither_to_come_nor_a_slip(received_on: date) -> None:
    with pytest.raises(RuleBroken) as caught:
        rules.check_received(received_on, date(2026, 3, 9))
    assert caught.value.field == "received_on"


@pytest.mark.parametrize(("side", "kind"), list(product(Side, ProposerKind)))
def test_an_office_lodges_for_people_and_bodies_of_its_own_side(side: Side, kind: ProposerKind) -> None:
    officer = somebody(side, Role.OFFICER)
    foreign = {(Side.BAR, ProposerKind.COURT), (Side.BENCH, ProposerKind.FIRM)}
    if (side, kind) not in foreign:
        rules.check_proposer(officer, kind)
        return
    with pytest.raises(RuleBroken) as caught:
        rules.check_proposer(officer, kind)
    assert caught.value.field == "proposer_kind"


@pytest.mark.parametrize("person", [PROPOSER, OTHER_JUDGE, OBSERVER, Somebody(None, frozenset({Role.OFFICER}))])
def test_nobody_else_lodges_for_others(person: Somebody) -> None:
    with pytest.raises(Forbidden):
        rules.check_proposer(person, ProposerKind.PERSON)


def test_every_move_that_names_a_notice_says_who_hears_of_it() -> None:
    assert {move.verb for move in rules.MOVES} == set(notices.TOLD)
    silent = {move.verb for move in rules.MOVES if not move.notice}
    assert all(not notices.TOLD[verb] for verb in silent - {"assign"})


def test_every_state_is_reached_and_labelled() -> None:
    assert {S(move.target) for move in rules.MOVES if move.target} == set(STATUS_LABELS) == set(S)

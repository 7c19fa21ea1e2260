"""Who learns what of an opinion: names, history, cards, facts, finds."""

from dataclasses import asdict
from datetime import date

import pytest
from flask import Flask

from liaison.core.sides import Role, Side
from liaison.opinions import queries
from liaison.opinions.models import OpinionStatus
from liaison.opinions.projections import as_seen_by, elsewhere, history_as_seen_by, stages
from liaison.store import links
from liaison.store.links import LinkKind
from liaison.web.frame import features
from tests.makers.opinions import Somebody, a_user, make_opinion, somebody, unsaved

S = OpinionStatus
SECRET = "知渡所"
READERS = {
    "own officer": (somebody(Side.BAR, Role.OFFICER), True),
    "own lawyer": (somebody(Side.BAR, Role.LAWYER), False),
    "own organiser": (somebody(Side.BAR, Role.ORGANISER), False),
    "other officer": (somebody(Side.BENCH, Role.OFFICER), False),
    "other judge": (somebody(Side.BENCH, Role.JUDGE), False),
    "observer": (somebody(None, Role.OBSERVER), False),
}


@pytest.mark.parametrize(("reader", "may"), READERS.values(), ids=READERS)
def test_withheld_name_is_nowhere_in_what_the_others_see(reader: Somebody, may: bool) -> None:
    opinion = unsaved(S.REPLIED, is_name_withheld=True, proposer_name=SECRET)
    opinion.category = queries.OpinionCategory(name="阅卷")
    seen = as_seen_by(reader, opinion)
    assert (SECRET in str(asdict(seen))) is may
    assert bool(seen.proposer_kind_label) is may


def test_proposer_sees_the_own_withheld_name() -> None:
    opinion = unsaved(S.REPLIED, is_name_withheld=True, proposer_name=SECRET, proposer_user_id=5)
    opinion.category = queries.OpinionCategory(name="阅卷")
    assert as_seen_by(somebody(Side.BAR, Role.LAWYER, id=5), opinion).proposer == SECRET


@pytest.mark.parametrize(("reader", "may"), READERS.values(), ids=READERS)
def test_a_return_and_its_reason_stay_with_the_own_side(transaction: None, reader: Somebody, may: bool) -> None:
    opinion = make_opinion(S.RETURNED)
    officer = a_user(Side.BAR, Role.OFFICER)
    events = queries.events_of(opinion)
    told = str([asdict(event) for event in history_as_seen_by(reader, opinion, events)])
    assert ("请补充事实" in told) is may
    assert ("退回" in told) is may
    assert history_as_seen_by(officer, opinion, events)[0].quote == "请补充事实。"


def test_history_tells_sides_and_never_names(transaction: None) -> None:
    opinion = make_opinion(S.CLOSED)
    history = history_as_seen_by(somebody(None, Role.OBSERVER), opinion, queries.events_of(opinion))
    assert [(event.title, event.by) for event in history] == [
        ("办结", "律师方"), ("答复", "法官方"), ("审核通过", "律师方"), ("提出意见", "律师方"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (S.LODGED, [("提交", "done"), ("审核", "now"), ("答复", ""), ("办结", "")]),
        (S.RETURNED, [("提交", "done"), ("审核", "now"), ("答复", ""), ("办结", "")]),
        (S.SCREENED, [("提交", "done"), ("审核", "done"), ("答复", "now"), ("办结", "")]),
        (S.REPLIED, [("提交", "done"), ("审核", "done"), ("答复", "done"), ("办结", "now")]),
        (S.CLOSED, [("提交", "done"), ("审核", "done"), ("答复", "done"), ("办结", "done")]),
        (S.WITHDRAWN, [("提交", "done"), ("撤回", "now")]),
    ],
)
def test_stages_say_how_far_it_is(transaction: None, status: OpinionStatus, expected: list[tuple[str, str]]) -> None:
    opinion = make_opinion(status)
    assert [(label, state) for label, state, _ in stages(opinion, queries.events_of(opinion))] == expected


def test_cards_show_only_what_the_person_may_see(app: Flask, transaction: None) -> None:
    hidden, shown = make_opinion(), make_opinion(S.REPLIED)
    with app.test_request_context():
        cards = features().cards(somebody(Side.BENCH, Role.JUDGE), "opinion", [hidden.id, shown.id])
    assert list(cards) == [shown.id]
    card = cards[shown.id]
    assert (card.number, card.title, card.state_label, card.side) == (
        shown.full_number,
        shown.title,
        "已答复",
        Side.BAR,
    )
    assert card.url == f"/opinions/{shown.id}"
    assert ("办理结果", "A 已解决或采纳") in card.lines


def test_an_agenda_is_offered_no_court_case_and_no_second_time(app: Flask, transaction: None) -> None:
    organiser = somebody(Side.BENCH, Role.ORGANISER)
    free, tied = make_opinion(S.SCREENED), make_opinion(S.SCREENED)
    case = make_opinion(S.SCREENED, grounds="（2026）云0602民初123号")
    links.tie("agenda_item", 1, LinkKind.TABLES, "opinion", tied.id)
    may_table = features().offer("may_table")
    with app.test_request_context():
        assert [card.id for card in features().offer("tableable_opinions")(organiser)] == [free.id]
    assert may_table(organiser, free.id) is None
    assert "案号" in may_table(organiser, case.id).message
    assert "已列入议程" in may_table(organiser, tied.id).message
    assert may_table(somebody(Side.BENCH, Role.JUDGE), free.id).kind == "forbidden"


def test_facts_for_minutes_hold_no_proposer(transaction: None) -> None:
    opinion = make_opinion(S.REPLIED, is_name_withheld=False)
    facts = features().offer("opinion_facts")([opinion.id])[opinion.id]
    assert (facts.number, facts.title, facts.side) == (opinion.full_number, opinion.title, Side.BAR)
    assert (facts.reply, facts.outcome_label) == (opinion.reply, "A 已解决或采纳")
    assert facts.lead == "云江市中级人民法院"
    assert SECRET not in str(asdict(facts))


def test_what_waits_carries_kind_due_date_and_tone(transaction: None) -> None:
    opinion = make_opinion(S.SCREENED)
    opinion.reply_due_on = date(2020, 1, 1)
    entry = elsewhere.waiting(somebody(Side.BENCH, Role.OFFICER))[0]
    assert (entry.kind_label, entry.due_on, entry.tone) == ("待答复", date(2020, 1, 1), "bad")
    assert entry.url == f"/opinions/{opinion.id}"
    assert elsewhere.waiting(somebody(None, Role.OFFICER)) == []
    assert elsewhere.waiting(somebody(Side.BENCH, Role.JUDGE)) == []


def test_finds_lead_to_the_page(transaction: None) -> None:
    opinion = make_opinion(S.SCREENED)
    make_opinion(title="安检通道", text="无关")
    (found,) = elsewhere.search(somebody(Side.BENCH, Role.JUDGE), "阅卷")
    assert [(hit.number, hit.url) for hit in found.hits] == [(opinion.full_number, f"/opinions/{opinion.id}")]
    assert elsewhere.search(somebody(Side.BENCH, Role.JUDGE), "安检") == []

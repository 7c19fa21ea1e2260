"""Minutes after the draft: comments and answers, reopening by both sides, excerpts, copies, old minutes."""

import json
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from liaison.conferences.models import (
    ConferenceKind,
    ConferenceStatus,
    ItemKind,
    MinutesExcerpt,
    ResolutionStatus,
)
from liaison.conferences.projections import minutes as shown
from liaison.conferences.queries import ledger
from liaison.conferences.queries import minutes as queries
from liaison.conferences.rules import conferences as rules
from liaison.conferences.services import comments, copies, following, minutes, old_minutes, reopening
from liaison.conferences.services.resolutions import Lead
from liaison.core import clock
from liaison.core.errors import Forbidden, RuleBroken, Stale
from liaison.core.file_kinds import FileKind
from liaison.core.sides import Role, Side
from liaison.store.base import db
from liaison.store.outbox import OutboxMessage
from tests.makers.conferences import Person, plan_conference
from tests.makers.minutes import ASSOCIATIONS, Opinion, Organisers, make_minutes, make_organisers, revise

pytestmark = pytest.mark.usefixtures("transaction")

S, R = ConferenceStatus, ResolutionStatus
LAWYER = frozenset({Role.LAWYER})
FILE = old_minutes.OldFile(b"%PDF-1.4 old", "第一次纪要.pdf", FileKind.PDF)


@pytest.fixture
def organisers(transaction: None) -> Organisers:
    return make_organisers()


def test_who_was_there_comments_and_every_comment_is_answered_before_the_signature(organisers: Organisers) -> None:
    conference = make_minutes(S.CIRCULATED, by=organisers)
    made = comments.comment(conference, "reports", "时限应为两日。", by=organisers.bench, seen=1)
    with pytest.raises(RuleBroken, match="还有1条对纪要的意见没有答复"):
        minutes.countersign(conference, 1, by=organisers.bar)
    with pytest.raises(RuleBroken) as refused:
        comments.answer(made, None, " ", by=organisers.bar)
    assert refused.value.field == "answer"
    with pytest.raises(RuleBroken) as refused:
        comments.answer(made, 1, "", by=organisers.bar)
    assert refused.value.field == "taken_up_in"
    revise(conference, organisers.bar, 1, reports="时限为两日。")
    comments.answer(made, 2, "", by=organisers.bar)
    with pytest.raises(RuleBroken, match="已经答复"):
        comments.answer(made, None, "不改。", by=organisers.bar)
    assert (made.taken_up_in, made.answered_by) == (2, "孙怡")
    assert minutes.countersign(conference, 2, by=organisers.bar) is False


def test_a_comment_reads_the_latest_revision_within_its_time(organisers: Organisers) -> None:
    conference = make_minutes(S.CIRCULATED, by=organisers)
    revise(conference, organisers.bar, 1, other="改动。")
    with pytest.raises(Stale):
        comments.comment(conference, "other", "意见。", by=organisers.bench, seen=1)
    with pytest.raises(RuleBroken) as refused:
        comments.comment(conference, "nonsense", "意见。", by=organisers.bench, seen=2)
    assert refused.value.field == "section"
    with clock.travel(clock.now() + timedelta(days=30)), pytest.raises(RuleBroken, match="征求意见已于"):
        comments.comment(conference, "other", "意见。", by=organisers.bench, seen=2)
    with pytest.raises(Forbidden):
        comments.comment(conference, "other", "意见。", by=Person(roles=LAWYER), seen=2)


def test_both_sides_reopen_the_latest_and_the_new_issue_takes_the_place_of_the_old(organisers: Organisers) -> None:
    conference = make_minutes(S.ISSUED, by=organisers)
    first = conference.paper
    assert first is not None
    with pytest.raises(RuleBroken) as refused:
        reopening.ask_reopening(conference, " ", by=organisers.bar)
    assert refused.value.field == "reason"
    reopening.ask_reopening(conference, "参会人员职务有误。", by=organisers.bar)
    with pytest.raises(RuleBroken, match="等待对方答复"):
        reopening.ask_reopening(conference, "再次申请。", by=organisers.bench)
    with pytest.raises(Forbidden, match="由对方答复"):
        reopening.agree_reopening(conference, by=organisers.bar)
    reopening.agree_reopening(conference, by=organisers.bench)
    observer = Person(side=None, roles=frozenset({Role.OBSERVER}))
    assert (conference.status, conference.paper) == (S.HELD, first)
    text = shown.text_for(observer, conference)
    assert text is not None
    assert not text.is_draft
    revise(conference, organisers.bar, None, opening="二〇二六年，双方召开会议。")
    minutes.circulate(conference, ASSOCIATIONS, by=organisers.bar)
    for by in (organisers.bar, organisers.bench):
        minutes.countersign(conference, 2, by=by)
    second = minutes.issue(conference, ASSOCIATIONS, by=organisers.bar)
    assert (first.replaced_by, second.replaced_by) == (second, None)
    assert first.number != second.number
    assert f"替代{first.number}会议纪要" in json.loads(second.facts)["opening"][0]
    assert [one.paper for one in conference.issues] == [first, second]
    assert {first.id, second.id} <= set(db.session.scalars(queries.visible_papers(observer)))


def test_what_is_declined_or_taken_back_leaves_the_minutes_as_they_are(organisers: Organisers) -> None:
    conference = make_minutes(S.ISSUED, by=organisers)
    for by in (organisers.bench, organisers.bar):
        reopening.ask_reopening(conference, "有误。", by=organisers.bar)
        reopening.decline_reopening(conference, "没有必要。", by=by)
    assert conference.status is S.ISSUED
    assert [one.is_agreed for one in conference.reopenings] == [False, False]
    with pytest.raises(RuleBroken, match="没有等待答复"):
        reopening.agree_reopening(conference, by=organisers.bench)


def test_only_the_latest_of_its_kind_is_reopened(organisers: Organisers) -> None:
    first = make_minutes(S.ISSUED, by=organisers)
    make_minutes(S.ISSUED, by=organisers, kind=ConferenceKind.SPECIAL)
    reopening.ask_reopening(first, "有误。", by=organisers.bar)
    reopening.decline_reopening(first, "撤回。", by=organisers.bar)
    make_minutes(S.ISSUED, by=organisers)
    with pytest.raises(RuleBroken, match="最近一次印发"):
        reopening.ask_reopening(first, "有误。", by=organisers.bar)


def test_issued_minutes_keep_their_words_when_a_resolution_is_corrected(organisers: Organisers) -> None:
    conference = make_minutes(S.ISSUED, by=organisers)
    row = conference.resolutions[0]
    assert row.due_on is not None
    following.correct(row, "新的文字。", row.joint_names, row.person, row.due_on, "笔误。", by=organisers.bar)
    text = shown.text_for(organisers.bar, conference)
    assert text is not None
    told = json.dumps([str(section) for section in text.sections], ensure_ascii=False)
    assert "新的文字" not in told


def test_issue_tells_the_bodies_that_get_copies_and_have_an_address(organisers: Organisers) -> None:
    copies.add("云江市司法局", "sfj@example.org", by=organisers.bar)
    with pytest.raises(RuleBroken) as refused:
        copies.add("云江市司法局", "other@example.org", by=organisers.bench)
    assert refused.value.field == "name"
    with pytest.raises(Forbidden):
        copies.add("某局", "x@example.org", by=Person(roles=LAWYER))
    conference = make_minutes(S.CIRCULATED, by=organisers)
    revise(conference, organisers.bar, None, distribution="云江市司法局，云江市人民检察院")
    for by in (organisers.bar, organisers.bench):
        minutes.countersign(conference, 2, by=by)
    paper = minutes.issue(conference, ASSOCIATIONS, by=organisers.bar)
    copies.tell(paper, ("云江市司法局",))
    rows = db.session.scalars(select(OutboxMessage).where(OutboxMessage.key.like("minutes-copy:%"))).all()
    assert [row.recipient for row in rows] == ["sfj@example.org"]
    assert paper.number not in rows[0].body


def test_an_excerpt_holds_what_concerns_its_opinion_and_nothing_of_the_others(organisers: Organisers) -> None:
    conference = make_minutes(S.HELD, by=organisers)
    mine = Opinion(id=0)
    facts = minutes._freeze(conference, conference.revisions[0], ASSOCIATIONS, "〔2026〕第1号")
    item = next(item for item in conference.items if item.kind is ItemKind.TOPIC)
    told = minutes.excerpts.excerpt_of(conference, facts, mine, item)
    assert told["opinion_number"] == mine.number
    assert any(mine.number in text for _, text in told["passages"])
    assert ["议题结果", "同意。"] in told["passages"]
    other = minutes.excerpts.excerpt_of(conference, facts, Opinion(number="意见〔2026〕99号"), None)
    assert other["passages"] == []
    assert db.session.scalars(select(MinutesExcerpt)).all() == []


def test_a_withdrawn_opinion_keeps_its_place_and_the_minutes_say_so(organisers: Organisers) -> None:
    conference = make_minutes(S.HELD, by=organisers)
    told = minutes.drafting.opinions_and_replies(conference, [Opinion(is_withdrawn=True, reply="")])
    assert "已撤回1件" in told
    assert "律师方已撤回该件意见建议" in told


def test_old_minutes_bring_their_resolutions_and_the_ordinals_go_on(organisers: Organisers) -> None:
    by, held_on = organisers.bar, date(2021, 6, 1)
    old = old_minutes.archive(ConferenceKind.REGULAR, 3, held_on, Side.BENCH, FILE, by=by, number="纪要〔2021〕2号")
    lead = Lead(name="市中院")
    done = old_minutes.enter(old, "甲。", lead, [], "", date(2021, 9, 1), R.DONE, date(2021, 8, 1), "办结。", by=by)
    still = old_minutes.enter(old, "乙。", lead, [], "", date(2021, 9, 1), by=by)
    assert (done.full_number, still.full_number) == ("议定〔2021〕1号", "议定〔2021〕2号")
    coming = plan_conference(days=20)
    assert coming.ordinal == 4
    assert [entry.resolution for entry in ledger.ledger(coming)] == [still]
    assert rules.why_not("render", by, old) is not None
    assert rules.why_not("ask_reopening", by, old) is not None


@pytest.mark.parametrize(
    ("ordinal", "held_on", "field"),
    [(1, date(1980, 1, 1), "held_on"), (1, date(2999, 1, 1), "held_on"), (2, date(2021, 6, 1), "ordinal")],
)
def test_old_minutes_refuse_what_cannot_be(organisers: Organisers, ordinal: int, held_on: date, field: str) -> None:
    old_minutes.archive(ConferenceKind.REGULAR, 2, date(2021, 1, 1), Side.BAR, FILE, by=organisers.bar)
    with pytest.raises(RuleBroken) as refused:
        old_minutes.archive(ConferenceKind.REGULAR, ordinal, held_on, Side.BAR, FILE, by=organisers.bar)
    assert refused.value.field == field


def test_old_minutes_take_only_scans_and_word_and_a_settled_resolution_its_day(organisers: Organisers) -> None:
    with pytest.raises(RuleBroken) as refused:
        old_minutes.look_into("纪要".encode(), "纪要.txt")
    assert refused.value.field == "file"
    old = old_minutes.archive(ConferenceKind.REGULAR, 1, date(2021, 6, 1), Side.BAR, FILE, by=organisers.bar)
    for lead, due_on, done_on, field in (
        (Lead(), date(2021, 9, 1), date(2021, 8, 1), "lead"),
        (Lead(name="市中院"), date(2020, 9, 1), date(2021, 8, 1), "due_on"),
        (Lead(name="市中院"), date(2021, 9, 1), None, "done_on"),
        (Lead(name="市中院"), date(2021, 9, 1), date(2020, 1, 1), "done_on"),
    ):
        with pytest.raises(RuleBroken) as refused:
            old_minutes.enter(old, "甲。", lead, [], "", due_on, R.DONE, done_on, by=organisers.bar)
        assert refused.value.field == field


def test_old_minutes_are_corrected_with_a_reason_and_what_stood_there_is_kept(organisers: Organisers) -> None:
    by, day = organisers.bar, date(2021, 6, 1)
    old = old_minutes.archive(ConferenceKind.REGULAR, 3, day, Side.BAR, FILE, by=by, number="〔2021〕1号", place="旧址")
    seen, first_file = old.version, old.archived.file_id if old.archived else 0
    other_file = old_minutes.OldFile(b"%PDF-1.4 other", "原件.pdf", FileKind.PDF)
    values = (ConferenceKind.SPECIAL, 2, date(2020, 12, 1), Side.BENCH)
    words = {"place": "旧址", "number": "〔2021〕2号", "note": ""}
    old_minutes.correct(old, *values, "核对原件后更正。", by=by, seen=seen, file=other_file, **words)
    assert (old.title, old.held_on, old.convening_side) == ("第二次专题联席会议", date(2020, 12, 1), Side.BENCH)
    (row,) = queries.corrections(old)
    assert (row.reason, row.by, row.file_id) == ("核对原件后更正。", by.name, first_file)
    assert row.before == {
        "会议类别": "联席会议", "第几次": "3", "会议日期": "2021-06-01", "召集方": "律师方",
        "原纪要文号": "〔2021〕1号",
    }  # fmt: skip
    assert old.archived is not None
    assert old.archived.file.name == "原件.pdf"
    with pytest.raises(Stale) as stale:
        old_minutes.correct(old, *values, "又一处。", by=organisers.bench, seen=seen, **{**words, "place": "新址"})
    assert (stale.value.theirs, stale.value.yours) == ({"会议地点": "旧址"}, {"会议地点": "新址"})
    with pytest.raises(RuleBroken, match="没有变化"):
        old_minutes.correct(old, *values, "又一处。", by=by, **words)
    with pytest.raises(RuleBroken, match="理由"):
        old_minutes.correct(old, *values, "", by=by, **{**words, "place": "新址"})


def test_a_correction_of_old_minutes_leaves_what_their_resolutions_build_on(organisers: Organisers) -> None:
    by, day, lead = organisers.bar, date(2021, 6, 1), Lead(name="市中院")
    old_minutes.archive(ConferenceKind.REGULAR, 2, date(2021, 1, 1), Side.BAR, FILE, by=by)
    old = old_minutes.archive(ConferenceKind.REGULAR, 3, day, Side.BAR, FILE, by=by)
    old_minutes.enter(old, "乙。", lead, [], "", date(2021, 9, 1), by=by)
    for kind, ordinal, held_on, field in (
        (ConferenceKind.SPECIAL, 3, day, "kind"),
        (ConferenceKind.REGULAR, 2, day, "ordinal"),
        (ConferenceKind.REGULAR, 3, date(2020, 6, 1), "held_on"),
        (ConferenceKind.REGULAR, 3, date(2021, 10, 1), "held_on"),
        (ConferenceKind.REGULAR, 3, date(2999, 1, 1), "held_on"),
    ):
        with pytest.raises(RuleBroken) as refused:
            old_minutes.correct(old, kind, ordinal, held_on, Side.BAR, "更正。", by=by)
        assert refused.value.field == field
    assert rules.why_not("correct", by, make_minutes(S.ISSUED, by=organisers)) is not None

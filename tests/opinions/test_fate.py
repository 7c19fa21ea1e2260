"""What becomes of an opinion: merged, extended, answered with joint units, rated, reopened, lapsed, corrected."""

from datetime import datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from liaison.core import clock
from liaison.core.errors import Forbidden, RuleBroken, Stale
from liaison.core.sides import Role, Side
from liaison.opinions import facts, queries, rules, services, tasks
from liaison.opinions.models import Opinion, OpinionReply, OpinionStatus, Outcome, ProposerKind, Satisfaction
from liaison.opinions.projections import as_seen_by, elsewhere, history_as_seen_by, parts_as_seen_by
from liaison.opinions.services import OldRecord, OnBehalf
from liaison.store import clocks
from liaison.store.audit import AuditEntry
from liaison.store.base import db
from liaison.store.outbox import OutboxMessage
from tests.makers.opinions import a_user, content, make_opinion, unit_of

S, T = OpinionStatus, Satisfaction
pytestmark = pytest.mark.usefixtures("transaction")


def office(side: Side = Side.BAR) -> Any:
    return a_user(side, Role.OFFICER)


def proposer(name: str = "周敏") -> Any:
    return a_user(Side.BAR, Role.LAWYER, username=f"of-{name}", name=name, email=f"{name}@example.org")


def mails() -> list[str]:
    return list(db.session.scalars(select(OutboxMessage.recipient).order_by(OutboxMessage.id)))


def later(days: int) -> Any:
    return clock.travel(datetime.combine(clock.today() + timedelta(days), time(9), clock.LOCAL))


def test_merged_opinions_keep_both_texts_and_tell_both_proposers() -> None:
    one, two = (
        make_opinion(by=proposer("周敏"), title="甲", text="甲的内容"),
        make_opinion(S.SCREENED, by=proposer("何帆")),
    )
    db.session.query(OutboxMessage).delete()
    services.merge(one, two, office())
    assert (one.status, one.text, one.merged_into_id, two.status) == (S.MERGED, "甲的内容", two.id, S.SCREENED)
    assert sorted(mails()) == ["何帆@example.org", "周敏@example.org"]
    judge = a_user(Side.BENCH, Role.OFFICER)
    parts = parts_as_seen_by(judge, two, {})
    assert [(seen.text, seen.id in parts.linked) for seen in parts.merged] == [("甲的内容", False)]
    assert not rules.is_visible(judge, one), "its own page stays with its side"
    assert parts_as_seen_by(proposer("周敏"), one, {}).into == (two.full_number, f"/opinions/{two.id}")
    services.reply(two, "已办。", Outcome.SOLVED, judge)
    assert mails().count("周敏@example.org") == 2, "whose opinion was merged hears of the reply"


def test_what_was_merged_goes_along_and_keeps_its_bearer_from_withdrawal() -> None:
    first, second, third = make_opinion(), make_opinion(), make_opinion()
    services.merge(first, second, office())
    with pytest.raises(RuleBroken, match="不能撤回"):
        services.move(second, "withdraw", office(), reason="不提了")
    services.merge(second, third, office())
    assert {one.id for one in queries.merged_into(third.id)} == {first.id, second.id}


@pytest.mark.parametrize("status", [S.REPLIED, S.RETURNED, S.WITHDRAWN, S.CLOSED])
def test_nothing_is_merged_into_what_is_no_longer_open(status: S) -> None:
    with pytest.raises(RuleBroken) as caught:
        services.merge(make_opinion(), make_opinion(status), office())
    assert caught.value.field == "target"


def test_nothing_is_merged_into_itself_the_other_side_or_what_the_other_side_never_saw() -> None:
    screened = make_opinion(S.SCREENED)
    for target in (screened, make_opinion(S.SCREENED, side=Side.BENCH), make_opinion()):
        with pytest.raises(RuleBroken):
            services.merge(screened, target, office())


def test_reply_is_extended_once_by_its_clock_with_a_reason_and_before_the_day() -> None:
    opinion = make_opinion(S.SCREENED)
    due = opinion.reply_due_on
    assert due is not None
    with pytest.raises(RuleBroken, match="填写理由"):
        services.extend(opinion, " ", office(Side.BENCH))
    services.move(opinion, "extend", office(Side.BENCH), reason="需要会同执行局研究。")
    assert (opinion.extended_from, opinion.reply_due_on) == (due, clocks.due_of(clocks.OPINION_EXTENSION, due).on)
    (running,) = elsewhere.running()
    assert (running.clock, running.started_on, running.due_on) == (clocks.OPINION_EXTENSION, due, opinion.reply_due_on)
    with pytest.raises(RuleBroken, match="只能延长一次"):
        services.extend(opinion, "再延。", office(Side.BENCH))
    late = make_opinion(S.SCREENED)
    with later(40), pytest.raises(RuleBroken, match="期限已过"):
        services.extend(late, "来不及。", office(Side.BENCH))


def test_joint_units_comments_are_the_answering_sides_and_the_last_one_counts() -> None:
    joint = unit_of(Side.BAR)
    opinion = make_opinion(S.SCREENED, joint_ids=[joint])
    services.comment(opinion, joint, "同意。", office(Side.BENCH))
    services.comment(opinion, joint, "同意，建议另行通知。", office(Side.BENCH))
    assert [row.text for row in opinion.comments] == ["同意，建议另行通知。"]
    assert parts_as_seen_by(office(Side.BENCH), opinion, {joint: "市律协"}).comments[0].text == "同意，建议另行通知。"
    assert parts_as_seen_by(office(), opinion, {}).comments == ()
    told = [event.title for event in history_as_seen_by(office(), opinion, opinion.events)]
    assert rules.MOVES["comment"].label not in told
    with pytest.raises(RuleBroken) as caught:
        services.comment(opinion, unit_of(Side.BENCH), "同意。", office(Side.BENCH))
    assert caught.value.field == "unit_id"


@pytest.mark.parametrize("word", [T.SATISFIED, T.PARTLY])
def test_rating_closes(word: Satisfaction) -> None:
    opinion = make_opinion(S.REPLIED, by=proposer())
    services.rate(opinion, word, "", proposer())
    assert (opinion.status, opinion.satisfaction) == (S.CLOSED, word)


def test_who_is_not_satisfied_opens_it_once_and_the_earlier_reply_stays() -> None:
    opinion = make_opinion(S.REPLIED, by=proposer(), reply="第一次答复")
    with pytest.raises(RuleBroken) as caught:
        services.rate(opinion, T.DISSATISFIED, " ", proposer())
    assert caught.value.field == "note"
    opinion.reply_due_on = clock.today() - timedelta(days=9)
    services.rate(opinion, T.DISSATISFIED, "没有回答期限问题。", proposer())
    assert (opinion.status, opinion.reply, opinion.outcome) == (S.SCREENED, "", None)
    assert opinion.reply_due_on == clocks.due_of(clocks.OPINION_REPLY, clock.today()).on
    assert [row.text for row in parts_as_seen_by(office(), opinion, {}).replies] == ["第一次答复"]
    services.reply(opinion, "第二次答复", Outcome.UNDER_WAY, office(Side.BENCH))
    assert db.session.query(OpinionReply).count() == 2
    services.rate(opinion, T.DISSATISFIED, "仍不满意。", proposer())
    assert (opinion.status, opinion.satisfaction) == (S.CLOSED, T.DISSATISFIED)


def test_the_office_rates_only_for_those_without_an_account() -> None:
    with pytest.raises(Forbidden):
        services.rate(make_opinion(S.REPLIED, by=proposer()), T.SATISFIED, "", office())
    services.rate(make_opinion(S.REPLIED), T.SATISFIED, "", office())


def test_what_nobody_rates_closes_by_itself_and_only_once() -> None:
    opinion = make_opinion(S.REPLIED)
    tasks.close_lapsed()
    assert opinion.status is S.REPLIED
    with later(45):
        tasks.close_lapsed()
        tasks.close_lapsed()
    assert opinion.status is S.CLOSED
    assert [event.verb for event in opinion.events].count("lapse") == 1


def test_reminders_come_three_days_before_on_the_day_and_a_week_after_each_once() -> None:
    opinion = make_opinion(S.SCREENED)
    for role in (Role.HEAD_OF_SUPERVISION, Role.ORGANISER):
        a_user(Side.BENCH, role, email=f"{role}@example.org")
    office(Side.BENCH).email = "officer@example.org"
    db.session.query(OutboxMessage).delete()
    due = opinion.reply_due_on
    assert due is not None
    sent = []
    for offset in (-4, -3, -2, 0, 1, 7, 8):
        with later((due - clock.today()).days + offset):
            tasks.remind()
            tasks.remind()
        sent.append(len(mails()))
    assert sent == [0, 1, 1, 2, 2, 5, 5]
    assert set(mails()[2:]) == {"officer@example.org", "head_of_supervision@example.org", "organiser@example.org"}


def test_reminders_that_were_missed_are_told_as_one() -> None:
    opinion = make_opinion(S.SCREENED)
    office(Side.BENCH).email = "officer@example.org"
    db.session.query(OutboxMessage).delete()
    assert opinion.reply_due_on is not None
    with later((opinion.reply_due_on - clock.today()).days + 9):
        tasks.remind()
    assert len(mails()) == 1


def test_correction_keeps_what_stood_there_and_a_withheld_name_stays_withheld() -> None:
    opinion = make_opinion(S.SCREENED, is_name_withheld=True)
    new = content(title="阅卷预约等候时间过长", text="更正后的内容")
    behalf = OnBehalf(ProposerKind.FIRM, "知远所", opinion.received_on)
    before = opinion.text
    services.correct(opinion, new, "登记时漏字。", office(), behalf)
    assert (opinion.text, opinion.proposer_name, opinion.is_name_withheld) == ("更正后的内容", "知远所", True)
    (mine,) = [event for event in history_as_seen_by(office(), opinion, opinion.events) if event.before]
    assert dict(mine.before) == {"内容": before, "提出人": "知渡所"}
    (theirs,) = [event for event in history_as_seen_by(office(Side.BENCH), opinion, opinion.events) if event.before]
    assert dict(theirs.before) == {"内容": before}
    assert as_seen_by(office(Side.BENCH), opinion).proposer == ""
    with pytest.raises(RuleBroken, match="没有任何改动"):
        services.correct(opinion, new, "再改。", office(), behalf)
    with pytest.raises(Stale):
        services.correct(opinion, content(title="旧页面"), "更正。", office(), behalf, seen=1)


def test_trail_of_a_withheld_proposer_names_nobody() -> None:
    opinion = make_opinion(S.REPLIED, by=proposer(), is_name_withheld=True)
    services.rate(opinion, T.SATISFIED, "", proposer())
    db.session.commit()
    rows = db.session.scalars(select(AuditEntry).where(AuditEntry.thing_kind == "opinion")).all()
    assert {row.action: row.actor_id for row in rows if row.detail.get("acted_as") == "proposer"} == {
        "opinion.lodged": None,
        "opinion.rated": None,
    }
    assert proposer().id not in {row.actor_id for row in rows}


def test_an_old_opinion_is_entered_with_its_fate_and_a_number_of_its_year() -> None:
    received = clock.today().replace(year=2019, day=1)
    old = OldRecord(unit_of(Side.BENCH), "已增设窗口。", Outcome.SOLVED, received + timedelta(20), "律协意字12号")
    record = content(), OnBehalf(ProposerKind.FIRM, "知渡所", received), old
    [opinion] = services.enter_all([record], office())
    assert (opinion.year, opinion.number, opinion.status) == (2019, 1, S.CLOSED)
    assert opinion.events[-1].note == "原编号：律协意字12号"
    with pytest.raises(Forbidden):
        services.enter_all([record], proposer())


def test_facts_of_minutes_keep_the_name_of_a_unit_that_is_gone() -> None:
    opinion = make_opinion(S.SCREENED)
    unit = db.session.get(facts_unit(), opinion.lead_id)
    assert unit is not None
    unit.ended_on = clock.today()
    db.session.flush()
    assert facts.opinion_facts([opinion.id])[opinion.id].lead == "云江市中级人民法院"


def facts_unit() -> Any:
    return next(mapper.class_ for mapper in Opinion.registry.mappers if mapper.class_.__name__ == "Organisation")


def test_what_waits_for_the_proposer_and_for_the_head() -> None:
    replied = make_opinion(S.REPLIED, by=proposer())
    assert [(item.kind_label, item.url) for item in elsewhere.waiting(proposer())] == [
        ("待评价", f"/opinions/{replied.id}")
    ]
    make_opinion(S.SCREENED)
    head = a_user(Side.BENCH, Role.HEAD_OF_SUPERVISION)
    assert elsewhere.waiting(head) == []
    with later(40):
        assert [item.kind_label for item in elsewhere.waiting(head)] == ["逾期未答复"]

"""The verbs of opinions: what each changes, records, sends and refuses."""

import json
import threading
from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from liaison.core import clock
from liaison.core.errors import Forbidden, RuleBroken, Stale
from liaison.core.sides import Role, Side
from liaison.opinions import rules, services
from liaison.opinions.models import Opinion, OpinionCategory, OpinionEvent, OpinionStatus, Outcome, ProposerKind
from liaison.opinions.services import OnBehalf
from liaison.store import unit
from liaison.store.audit import AuditEntry
from liaison.store.base import db
from liaison.store.outbox import OutboxMessage
from tests.makers.opinions import TEXT, a_user, content, make_opinion, unit_of

S = OpinionStatus
WRITERS, EACH = 16, 3
CASE = "（2026）云0602民初123号"


def office(side: Side = Side.BAR) -> Any:
    return a_user(side, Role.OFFICER)


def entries(action: str = "opinion.%") -> list[AuditEntry]:
    """The audit entries so far; the chain is written at the commit."""
    db.session.commit()
    return list(db.session.scalars(select(AuditEntry).where(AuditEntry.action.like(action)).order_by(AuditEntry.id)))


def recipients() -> list[str]:
    return list(db.session.scalars(select(OutboxMessage.recipient).order_by(OutboxMessage.recipient)))


def test_lodging_ones_own_opinion_takes_name_day_and_number(transaction: None) -> None:
    lawyer = a_user(Side.BAR, Role.LAWYER, name="周敏")
    with clock.travel(datetime(2026, 12, 31, 16, 30, tzinfo=UTC)):
        opinion = services.lodge(content(), lawyer)
    assert (opinion.status, opinion.side, opinion.proposer_name) == (S.LODGED, Side.BAR, "周敏")
    assert opinion.proposer_user_id == lawyer.id
    assert opinion.full_number == "意见〔2027〕1号", "the year is that of Beijing"
    assert opinion.received_on == date(2027, 1, 1)


def test_officer_lodges_for_a_firm_with_its_own_day(transaction: None) -> None:
    behalf = OnBehalf(ProposerKind.FIRM, "知渡所", date(2026, 3, 2))
    opinion = services.lodge(content(), office(), behalf)
    assert (opinion.proposer_kind, opinion.proposer_name) == (ProposerKind.FIRM, "知渡所")
    assert opinion.received_on == date(2026, 3, 2)
    assert opinion.proposer_user_id is None
    assert opinion.lodged_by_id == office().id


@pytest.mark.parametrize(
    ("roles", "side", "behalf", "error"),
    [
        ({Role.LAWYER}, Side.BAR, OnBehalf(ProposerKind.PERSON, "周敏", date(2026, 3, 2)), Forbidden),
        ({Role.OFFICER}, Side.BAR, OnBehalf(ProposerKind.COURT, "中院", date(2026, 3, 2)), RuleBroken),
        ({Role.OFFICER}, Side.BAR, OnBehalf(ProposerKind.FIRM, "知渡所", date(2999, 1, 1)), RuleBroken),
        ({Role.OBSERVER}, None, None, Forbidden),
    ],
)
def test_refused_lodging_takes_no_number(
    database: None, roles: set[Role], side: Side | None, behalf: OnBehalf | None, error: type[Exception]
) -> None:
    with pytest.raises(error), unit.transaction():
        services.lodge(content(), a_user(side, *roles), behalf)
    with unit.transaction():
        assert make_opinion().number == 1


def test_text_with_a_case_number_is_kept_and_lodged(transaction: None) -> None:
    opinion = make_opinion(text=f"{TEXT}如{CASE}一案。")
    assert opinion.text.endswith(f"如{CASE}一案。")
    assert opinion.status is S.LODGED
    assert rules.why_not_tabled(opinion) is not None


def test_numbers_have_no_gaps_or_doubles_under_sixteen_writers(app: Flask, database: None) -> None:
    with unit.transaction():
        words, behalf = content(), OnBehalf(ProposerKind.FIRM, "知渡所", date(2026, 3, 2))
        officer_id = office().id
    failures: list[Exception] = []

    def write(writer: int) -> None:
        with app.app_context():
            for turn in range(EACH):
                try:
                    with unit.transaction():
                        services.lodge(words, db.session.get_one(type(office()), officer_id), behalf)
                        if (writer + turn) % 4 == 0:
                            raise ZeroDivisionError
                except ZeroDivisionError:
                    pass
                except Exception as error:
                    failures.append(error)
            db.session.remove()

    threads = [threading.Thread(target=write, args=(n,)) for n in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    numbers = sorted(db.session.scalars(select(Opinion.number)))
    assert len(numbers) == WRITERS * EACH * 3 / 4
    assert numbers == list(range(1, len(numbers) + 1))


def test_screening_names_the_units_and_starts_the_clock(transaction: None) -> None:
    opinion, lead = make_opinion(), unit_of(Side.BENCH)
    with clock.travel(datetime(2026, 3, 2, 2, 0, tzinfo=UTC)):
        services.screen(opinion, lead, office(), joint_ids=[])
    assert (opinion.status, opinion.lead_id) == (S.SCREENED, lead)
    assert opinion.reply_due_on == date(2026, 4, 1)


def test_lead_unit_is_not_a_joint_unit(transaction: None) -> None:
    opinion, lead = make_opinion(), unit_of(Side.BENCH)
    with pytest.raises(RuleBroken) as caught:
        services.screen(opinion, lead, office(), joint_ids=[lead])
    assert caught.value.field == "joint_ids"


def test_reply_carries_its_outcome_and_day(transaction: None) -> None:
    opinion = make_opinion(S.SCREENED)
    services.reply(opinion, "已改为勾选式清单。", Outcome.UNDER_WAY, office(Side.BENCH))
    assert (opinion.status, opinion.reply, opinion.outcome) == (S.REPLIED, "已改为勾选式清单。", Outcome.UNDER_WAY)
    assert opinion.replied_on == clock.today()


def test_returned_opinion_is_amended_and_lodged_again(transaction: None) -> None:
    opinion = make_opinion(S.RETURNED)
    assert opinion.reason == "请补充事实。"
    services.amend(opinion, content(title="阅卷预约应有最长期限"), office())
    assert (opinion.status, opinion.title, opinion.reason) == (S.LODGED, "阅卷预约应有最长期限", "")


def test_officer_corrects_whose_opinion_was_typed_in(transaction: None) -> None:
    opinion = make_opinion()
    services.amend(opinion, content(), office(), OnBehalf(ProposerKind.PERSON, "蔡文渊", date(2026, 3, 1)))
    assert (opinion.proposer_kind, opinion.proposer_name) == (ProposerKind.PERSON, "蔡文渊")
    assert opinion.received_on == date(2026, 3, 1)


def test_replied_opinion_is_closed(transaction: None) -> None:
    assert make_opinion(S.CLOSED).status is S.CLOSED


@pytest.mark.parametrize(("status", "verb"), [(S.LODGED, "return"), (S.SCREENED, "withdraw")])
@pytest.mark.parametrize("reason", ["", "  \n"])
def test_moves_that_need_a_reason_are_refused_without(
    transaction: None, status: OpinionStatus, verb: str, reason: str
) -> None:
    opinion = make_opinion(status)
    with pytest.raises(RuleBroken) as caught:
        services.move(opinion, verb, office(), reason=reason)
    assert caught.value.field == "reason"


def test_moves_with_a_form_of_their_own_are_not_made_without_it(transaction: None) -> None:
    opinion = make_opinion()
    with pytest.raises(KeyError):
        services.move(opinion, "screen", office())


@pytest.mark.parametrize("status", S)
def test_each_move_leaves_one_audit_entry_and_one_line_of_the_timeline(
    transaction: None, status: OpinionStatus
) -> None:
    opinion = make_opinion(status)
    actions = [entry.action for entry in entries()]
    verbs = list(db.session.scalars(select(OpinionEvent.verb).order_by(OpinionEvent.id)))
    assert actions == [rules.MOVES[verb].action for verb in verbs]
    last = [entry for entry in entries() if entry.thing_id == opinion.id][-1]
    assert opinion.status == last.detail["after"] == status


def test_audit_entries_hold_no_text_and_no_name(transaction: None) -> None:
    opinion = make_opinion(title="机密标题", text="机密内容", is_name_withheld=True)
    services.move(opinion, "return", office(), reason="机密理由")
    services.amend(opinion, content(title="机密标题", text="机密修改"), office())
    services.screen(opinion, unit_of(Side.BENCH), office())
    services.reply(opinion, "机密答复", Outcome.SOLVED, office(Side.BENCH))
    written = json.dumps([entry.detail for entry in entries()], ensure_ascii=False)
    assert "机密" not in written
    assert "知渡所" not in written


MAILS = {
    "lodge": ["own@x.cn"],
    "screen": ["other@x.cn", "proposer@x.cn"],
    "return": ["proposer@x.cn"],
    "reply": ["own@x.cn", "proposer@x.cn"],
}


@pytest.mark.parametrize(("verb", "expected"), MAILS.items())
def test_mail_goes_to_those_who_have_something_to_do_or_to_know(database: None, verb: str, expected: list[str]) -> None:
    with unit.transaction():
        a_user(Side.BAR, Role.OFFICER, username="own", email="own@x.cn")
        a_user(Side.BENCH, Role.OFFICER, username="other", email="other@x.cn")
        a_user(Side.BAR, Role.ORGANISER, username="organiser", email="organiser@x.cn")
        gone = a_user(Side.BAR, Role.OFFICER, username="gone", email="gone@x.cn")
        gone.is_enabled = False
        proposer = a_user(Side.BAR, Role.LAWYER, username="proposer", email="proposer@x.cn")
        opinion = make_opinion(S.SCREENED if verb == "reply" else S.LODGED, by=proposer)
        if verb != "lodge":
            db.session.query(OutboxMessage).delete()
        lead, bar, bench = unit_of(Side.BENCH), office(), office(Side.BENCH)
        acts = {
            "lodge": lambda: None,
            "screen": lambda: services.screen(opinion, lead, bar),
            "return": lambda: services.move(opinion, "return", bar, reason="请补充事实。"),
            "reply": lambda: services.reply(opinion, "已办。", Outcome.SOLVED, bench),
        }
        acts[verb]()
        assert recipients() == expected


def test_who_acts_gets_no_mail_of_it(transaction: None) -> None:
    own = a_user(Side.BAR, Role.OFFICER, username="own", email="own@x.cn")
    services.lodge(content(), own, OnBehalf(ProposerKind.FIRM, "知渡所", date(2026, 3, 2)))
    assert recipients() == []


@pytest.mark.parametrize(("language", "words"), [(None, "您好"), ("zh", "您好")])
def test_mail_says_that_something_waits_and_where_and_nothing_more(
    transaction: None, language: str | None, words: str
) -> None:
    own = a_user(Side.BAR, Role.OFFICER, username="own", email="own@x.cn")
    own.language = language
    db.session.flush()
    opinion = make_opinion(title="机密标题", text="机密内容")
    mail = db.session.scalars(select(OutboxMessage)).one()
    assert f"http://127.0.0.1:8000/opinions/{opinion.id}" in mail.body
    assert words in mail.body
    for secret in ("机密", "知渡所", opinion.full_number):
        assert secret not in mail.subject + mail.body


def test_refused_move_sends_no_mail_and_leaves_no_trace(database: None) -> None:
    with unit.transaction():
        a_user(Side.BENCH, Role.OFFICER, username="other", email="other@x.cn")
        opinion = make_opinion()
        before = len(entries())
    with pytest.raises(Forbidden), unit.transaction():
        services.screen(opinion, unit_of(Side.BENCH), office(Side.BENCH))
    with unit.transaction():
        assert (recipients(), len(entries())) == ([], before)


def test_a_stale_amendment_is_refused_with_both_texts(transaction: None) -> None:
    opinion = make_opinion()
    seen = opinion.version
    services.amend(opinion, content(text="甲写的内容"), office(), seen=seen)
    with pytest.raises(Stale) as caught:
        services.amend(opinion, content(text="乙写的内容"), office(), seen=seen)
    assert caught.value.theirs == {"内容": "甲写的内容"}
    assert caught.value.yours == {"内容": "乙写的内容"}


def test_a_second_reply_is_refused_with_both_texts(transaction: None) -> None:
    opinion = make_opinion(S.SCREENED)
    seen = opinion.version
    services.reply(opinion, "甲的答复", Outcome.SOLVED, office(Side.BENCH), seen)
    with pytest.raises(Stale) as caught:
        services.reply(opinion, "乙的答复", Outcome.LIMITED, office(Side.BENCH), seen)
    assert (caught.value.theirs, caught.value.yours) == ({"答复内容": "甲的答复"}, {"答复内容": "乙的答复"})


def test_categories_come_once_and_stay_as_the_office_left_them(transaction: None) -> None:
    services.ensure_categories()
    services.ensure_categories()
    rows = db.session.scalars(select(OpinionCategory).order_by(OpinionCategory.position)).all()
    assert [row.name for row in rows] == list(services.CATEGORIES)
    db.session.delete(rows[0])
    services.ensure_categories()
    assert len(db.session.scalars(select(OpinionCategory.id)).all()) == len(services.CATEGORIES) - 1


def test_going_onto_an_agenda_is_noted_once_and_told_to_the_proposer(transaction: None) -> None:
    lawyer = a_user(Side.BAR, Role.LAWYER, email="lawyer@example.org")
    opinion = services.lodge(content(), lawyer)
    services.screen(opinion, unit_of(Side.BENCH), office())
    told_before = recipients().count("lawyer@example.org")
    services.note_tabled(a_user(Side.BENCH, Role.ORGANISER), [opinion.id])
    assert [event.verb for event in opinion.events] == ["lodge", "screen", "table"]
    assert opinion.status is S.SCREENED
    assert recipients().count("lawyer@example.org") == told_before + 1
    assert len(entries("opinion.tabled")) == 1

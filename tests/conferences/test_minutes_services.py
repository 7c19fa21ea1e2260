"""Minutes from the first draft to the issue, through the services."""

import json
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from liaison.conferences.facts import Associations
from liaison.conferences.models import Conference, ConferenceStatus, Presence
from liaison.conferences.services import minutes
from liaison.conferences.services.attendance import Invitee
from liaison.core import clock
from liaison.core.errors import Forbidden, RuleBroken, Stale
from liaison.core.sides import Role, Side
from liaison.papers.kinds import read_facts
from liaison.store import audit, unit
from liaison.store.audit import AuditEntry
from liaison.store.base import db
from liaison.store.outbox import OutboxMessage
from liaison.store.papers import RENDER
from liaison.store.users import User
from tests.conftest import IS_POSTGRESQL
from tests.makers.accounts import make_user
from tests.makers.conferences import Content, Person, make_conference
from tests.makers.directory import make_organisation, make_person
from tests.makers.minutes import ASSOCIATIONS, Organisers, make_minutes, make_organisers, revise

S = ConferenceStatus
WRITERS = 16


@pytest.fixture
def organisers(transaction: None) -> Organisers:
    return make_organisers()


def test_the_first_draft_is_the_first_revision_and_there_is_only_one(organisers: Organisers) -> None:
    conference = make_conference(S.HELD)
    revision = minutes.draft(conference, ASSOCIATIONS, by=organisers.bench)
    assert (revision.number, revision.saved_by, conference.status) == (1, "宋清如", S.HELD)
    with pytest.raises(RuleBroken, match="纪要已经起草"):
        minutes.draft(conference, ASSOCIATIONS, by=organisers.bar)


def test_no_draft_before_the_conference_was_held_nor_by_others(organisers: Organisers) -> None:
    with pytest.raises(RuleBroken, match="当前状态为“会议中”"):
        minutes.draft(make_conference(S.IN_SESSION), ASSOCIATIONS, by=organisers.bar)
    with pytest.raises(Forbidden, match="任一方会议组织人"):
        minutes.draft(make_conference(S.HELD), ASSOCIATIONS, by=Person(roles=frozenset({Role.OFFICER})))


def test_no_draft_without_the_associations_in_the_directory(organisers: Organisers) -> None:
    with pytest.raises(RuleBroken, match="没有登记双方的协会"):
        minutes.draft(make_conference(S.HELD), Associations("云江市律师协会", ""), by=organisers.bar)


def test_each_save_is_a_revision_and_the_same_text_is_none(organisers: Organisers) -> None:
    conference = make_minutes(by=organisers)
    assert revise(conference, organisers.bar, 1, other="第六次会议在十二月召开。").number == 2
    assert revise(conference, organisers.bar, 2).number == 2
    assert [revision.number for revision in conference.revisions] == [1, 2]
    assert conference.revisions[0].sections["other"] != conference.revisions[1].sections["other"]


def test_a_save_from_a_stale_page_is_refused_with_both_texts(organisers: Organisers) -> None:
    conference = make_minutes(by=organisers)
    revise(conference, organisers.bench, 1, other="法官方的文字。", title="新的标题")
    with pytest.raises(Stale, match="您打开的是第1稿，其间有人保存了第2稿") as refused:
        revise(conference, organisers.bar, 1, other="律师方的文字。")
    assert refused.value.theirs == {"其他事项": "法官方的文字。"}
    assert refused.value.yours == {"其他事项": "律师方的文字。"}
    assert len(conference.revisions) == 2


def test_attendance_that_cannot_be_read_is_refused_with_its_line(organisers: Organisers) -> None:
    conference = make_minutes(by=organisers)
    with pytest.raises(RuleBroken, match="第2行读不懂") as refused:
        revise(conference, organisers.bar, 1, attendance="出席\n周砚秋等人")
    assert refused.value.field == "attendance"


def test_circulation_tells_organisers_and_those_who_were_there_but_not_who_acts(organisers: Organisers) -> None:
    firm = make_organisation()
    people = [make_person(firm, name=name) for name in ("周砚秋", "何静澜", "温若岚")]
    for place, person in enumerate(people):
        make_user(
            f"user.{place}", side=Side.BAR, roles={Role.LAWYER}, email=f"{place}@example.org", person_id=person.id
        )
    seats = [Invitee(person.name, firm.name, person_id=person.id) for person in people[:2]]
    conference = make_minutes(by=organisers, content=Content(people=seats))
    conference.attendances[1].presence = Presence.EXCUSED
    db.session.flush()
    minutes.circulate(conference, ASSOCIATIONS, by=organisers.bar)
    assert conference.status is S.CIRCULATED
    assert conference.circulated_at is not None
    mails = list(db.session.scalars(select(OutboxMessage).where(OutboxMessage.key.startswith("minutes:"))))
    assert {mail.recipient for mail in mails} == {"song.qr@example.org", "0@example.org"}
    for mail in mails:
        assert f"/conferences/{conference.id}/minutes" in mail.body
        assert "周砚秋" not in mail.body + mail.subject


def test_a_text_that_no_font_can_show_is_not_circulated(organisers: Organisers) -> None:
    conference = make_minutes(by=organisers)
    revise(conference, organisers.bar, other="会议开得很好\U0001f600。")
    with pytest.raises(RuleBroken, match="U\\+1F600"):
        minutes.circulate(conference, ASSOCIATIONS, by=organisers.bar)


def test_both_sides_on_the_same_revision_complete_it(organisers: Organisers) -> None:
    conference = make_minutes(S.CIRCULATED, by=organisers)
    assert minutes.countersign(conference, 1, by=organisers.bar) is False
    with pytest.raises(RuleBroken, match="本方已会签当前修订稿"):
        minutes.countersign(conference, 1, by=organisers.bar)
    assert minutes.countersign(conference, 1, by=organisers.bench) is True
    assert conference.status is S.COUNTERSIGNED


def test_a_revision_that_changed_meanwhile_is_not_countersigned(organisers: Organisers) -> None:
    conference = make_minutes(S.CIRCULATED, by=organisers)
    revise(conference, organisers.bench, 1, other="又有修改。")
    with pytest.raises(Stale, match="您阅读的是第1稿，其间有人保存了第2稿"):
        minutes.countersign(conference, 1, by=organisers.bar)
    assert conference.revisions[-1].signatures == []


def test_signatures_on_different_revisions_do_not_complete_it(organisers: Organisers) -> None:
    conference = make_minutes(S.CIRCULATED, by=organisers)
    minutes.countersign(conference, 1, by=organisers.bar)
    revise(conference, organisers.bench, 1, other="又有修改。")
    assert minutes.countersign(conference, 2, by=organisers.bench) is False
    assert conference.status is S.CIRCULATED
    assert minutes.countersign(conference, 2, by=organisers.bar) is True


def test_a_new_revision_takes_countersigned_minutes_back(organisers: Organisers) -> None:
    conference = make_minutes(S.COUNTERSIGNED, by=organisers)
    revise(conference, organisers.bench, 1, other="又有修改。")
    assert conference.status is S.CIRCULATED
    assert len(conference.revisions[0].signatures) == 2
    with pytest.raises(RuleBroken, match="当前状态为“纪要征求意见”，不能印发纪要"):
        minutes.issue(conference, ASSOCIATIONS, by=organisers.bar)


def test_nobody_issues_what_only_one_side_signed(organisers: Organisers) -> None:
    conference = make_minutes(S.CIRCULATED, by=organisers)
    minutes.countersign(conference, 1, by=organisers.bar)
    with pytest.raises(RuleBroken, match="不能印发纪要"):
        minutes.issue(conference, ASSOCIATIONS, by=organisers.bar)
    assert conference.paper is None


def test_issued_minutes_have_number_facts_and_a_job(organisers: Organisers) -> None:
    conference = make_minutes(S.ISSUED, by=organisers)
    year = clock.today().year
    paper = conference.paper
    assert paper is not None
    assert paper.job is not None
    assert (conference.minutes_year, conference.minutes_number, paper.number) == (year, 1, f"〔{year}〕第1号")
    assert (paper.job.kind, paper.job.arguments) == (RENDER, {"paper_id": paper.id})
    facts = read_facts("minutes", paper.facts.encode())
    assert facts.number == paper.number
    assert "议定〔" in json.dumps(paper.facts, ensure_ascii=False)
    with pytest.raises(RuleBroken, match="当前状态为“纪要已印发”"):
        minutes.issue(conference, ASSOCIATIONS, by=organisers.bench)
    with pytest.raises(RuleBroken, match="当前状态为“纪要已印发”"):
        revise(conference, organisers.bar, other="再改。")


def test_a_refused_issue_gives_its_number_back(database: None) -> None:
    with unit.transaction():
        by = make_organisers()
        conference = make_minutes(S.COUNTERSIGNED, by=by)
    with pytest.raises(RuleBroken), unit.transaction():
        minutes.issue(conference, Associations("\U0001f600律师协会", "云江市法官协会"), by=by.bar)
    with unit.transaction():
        paper = minutes.issue(conference, ASSOCIATIONS, by=by.bar)
        assert paper.number.endswith("第1号")


def test_an_issue_from_an_older_page_is_refused(organisers: Organisers) -> None:
    conference = make_minutes(S.CIRCULATED, by=organisers)
    minutes.countersign(conference, 1, by=organisers.bar)
    seen = conference.version
    minutes.countersign(conference, 1, by=organisers.bench)
    with pytest.raises(Stale):
        minutes.issue(conference, ASSOCIATIONS, by=organisers.bar, seen=seen)


def test_every_step_is_in_the_audit_trail(database: None) -> None:
    with unit.transaction():
        conference = make_minutes(S.ISSUED)
        conference_id = conference.id
    actions = db.session.scalars(
        select(AuditEntry.action)
        .where(AuditEntry.thing_kind == "conference", AuditEntry.thing_id == conference_id)
        .order_by(AuditEntry.id)
    )
    assert [action for action in actions if action.startswith("minutes.")] == [
        "minutes.drafted",
        "minutes.circulated",
        "minutes.countersigned",
        "minutes.countersigned",
        "minutes.completed",
        "minutes.issued",
    ]
    assert audit.verify() is None


def test_numbers_have_no_gaps_or_doubles_under_parallel_issues(app: Flask, database: None) -> None:
    with unit.transaction():
        by = make_organisers()
        ids = [make_minutes(S.COUNTERSIGNED, by=by, days=14 + n).id for n in range(WRITERS)]

    failures = _in_parallel(app, [(id, by.bar.id, lambda c, u: minutes.issue(c, ASSOCIATIONS, by=u)) for id in ids])
    assert failures == []
    db.session.rollback()
    numbers = db.session.scalars(select(Conference.minutes_number).where(Conference.minutes_number.is_not(None)))
    assert sorted(filter(None, numbers)) == list(range(1, WRITERS + 1))


def test_one_conference_issued_by_both_sides_at_once_gets_one_number(app: Flask, database: None) -> None:
    with unit.transaction():
        by = make_organisers()
        id = make_minutes(S.COUNTERSIGNED, by=by).id
    users = [by.bar.id, by.bench.id] * 4
    failures = _in_parallel(app, [(id, user, lambda c, u: minutes.issue(c, ASSOCIATIONS, by=u)) for user in users])
    assert len(failures) == len(users) - 1
    assert {type(failure) for failure in failures} == {RuleBroken}


def test_two_sides_that_sign_at_once_complete_it(app: Flask, database: None) -> None:
    with unit.transaction():
        by = make_organisers()
        id = make_minutes(S.CIRCULATED, by=by).id
    failures = _in_parallel(
        app, [(id, user, lambda c, u: minutes.countersign(c, 1, by=u)) for user in (by.bar.id, by.bench.id)]
    )
    assert failures == []
    db.session.rollback()
    assert db.session.get_one(Conference, id).status is S.COUNTERSIGNED


def test_a_paper_is_rendered_again_only_after_its_job_ended_without_files(organisers: Organisers) -> None:
    conference = make_minutes(S.ISSUED, by=organisers)
    with pytest.raises(RuleBroken, match="文件正在生成"):
        minutes.render(conference, by=organisers.bar)
    assert conference.paper is not None
    assert conference.paper.job is not None
    failed = conference.paper.job
    failed.finished_at = clock.now() + timedelta(minutes=1)
    db.session.flush()
    minutes.render(conference, by=organisers.bar)
    assert conference.paper.job is not failed


Verb = Callable[[Conference, User], object]


def _in_parallel(app: Flask, work: list[tuple[int, int, Verb]]) -> list[Exception]:
    """Each (conference, user, verb) in a thread and a transaction of its own, all at once; what was raised."""
    failures: list[Exception] = []
    begun, read = threading.Barrier(len(work)), threading.Barrier(len(work))

    def run(conference_id: int, user_id: int, verb: Verb) -> None:
        with app.app_context():
            begun.wait()
            try:
                with unit.transaction():
                    conference = db.session.get_one(Conference, conference_id)
                    # As a page does before it asks the rules: what is loaded here is old once the lock is held.
                    shown = conference.revisions[-1], list(conference.revisions[-1].signatures)
                    # On SQLite only one of them can have begun to write: then nobody waits for the others.
                    with suppress(threading.BrokenBarrierError):
                        read.wait(2 if IS_POSTGRESQL else 0)
                    verb(conference, db.session.get_one(User, user_id))
                    assert shown
            except Exception as error:
                failures.append(error)
            db.session.remove()

    threads = [threading.Thread(target=run, args=item) for item in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return failures

"""Every named action of accounts, settings, oversight, files, retention and the store leaves exactly one entry.

The table is held against the source: an action that somebody adds without a row here fails the last test.
"""

import ast
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

import liaison
from liaison.accounts.forms import importing as workbook
from liaison.accounts.models import AccountImport, CodeKind, EntryCode, SecondFactor
from liaison.accounts.rules import second_factor as rules
from liaison.accounts.rules.importing import Planned
from liaison.accounts.services import entry, importing, passwords, reminding, second_factor, sessions, stand_ins, users
from liaison.attachments import queries as attached
from liaison.attachments.services import handing, purging
from liaison.core import clock
from liaison.core.calendar import Unit
from liaison.core.errors import LiaisonError
from liaison.core.sides import Role, Side
from liaison.opinions.models import Opinion, OpinionStatus
from liaison.oversight import rules as oversight_rules
from liaison.oversight import services as oversight
from liaison.oversight.rules.labels import ACTION_LABELS
from liaison.papers.sheet import write_table
from liaison.retention import services as retaining
from liaison.retention.models import PurgeRun
from liaison.settings import tasks as settings_tasks
from liaison.settings.services import clocks, holidays, thresholds, wordings
from liaison.settings.services.clocks import Terms
from liaison.store import backup_runs, jobs, outbox, resealing, retention, unit
from liaison.store import thresholds as numbers
from liaison.store.attachments import Attachment
from liaison.store.audit import AuditEntry
from liaison.store.backup import About
from liaison.store.backup_runs import RunKind
from liaison.store.base import db
from liaison.store.clocks import OPINION_REPLY, Clock, ClockKind
from liaison.store.jobs import Job, JobStatus
from liaison.store.outbox import Delivery, OutboxMessage
from liaison.store.retention import LegalHold
from liaison.store.users import StandIn, User
from liaison.web.frame import features
from tests.accounts.test_importing import LAWYER, TITLES
from tests.makers import evidence
from tests.makers.accounts import make_user
from tests.makers.attachments import attach
from tests.makers.codes import code_now, give_factor
from tests.makers.opinions import make_opinion
from tests.makers.settings import SPANS_2027
from tests.page import PASSWORD

ENTERED = Planned("entered", "丙", Side.BAR, frozenset({Role.LAWYER}), "", None)

GROUND = ("accounts", "settings", "oversight", "attachments", "retention", "store")
HERE, NEW = "192.0.2.7", "another good 句子"
REASON = "按规定办理"
Do = Callable[[], object]


def one(name: str) -> User:
    return db.session.scalars(select(User).where(User.username == name)).one()


def last(kind: type) -> Any:
    return db.session.scalars(select(kind).order_by(kind.id.desc()).limit(1)).one()


def file(id: int) -> attached.Held:
    return attached.get(one("officer"), features().attaches, id)


def version(name: str) -> int:
    return one(name).version


def token_of(name: str) -> str:
    return entry.sign_in(name, PASSWORD, HERE).token


def refused(do: Do) -> None:
    with pytest.raises(LiaisonError):
        do()


def book() -> bytes:
    return write_table("账户", TITLES, [LAWYER])


def plan() -> importing.Plan:
    return importing.plan_of(workbook.read(book()), lambda _numbers: {})


def failed_job() -> Job:
    job = jobs.enqueue("papers.render", None, paper_id=1)
    job.status = JobStatus.FAILED
    return job


def failed_mail() -> OutboxMessage:
    outbox.queue("conference:5:invited:17", "sun.yi@bar.example.org", "通知", "请登录平台查看。")
    message = last(OutboxMessage)
    message.status = Delivery.FAILED
    return message


def reply_clock() -> Clock:
    return db.session.scalars(select(Clock).where(Clock.key == OPINION_REPLY)).one()


def purge_all() -> None:
    for job_id in list(db.session.scalars(select(Job.id).where(Job.kind == retaining.PURGE))):
        db.session.rollback()
        jobs.run(job_id)


def handed_over(word: str) -> str:
    """A one-time code of the lawyer, as an officer hands it over."""
    with unit.transaction():
        passwords.issue_code(one("lawyer"), CodeKind.DESK, word)
    return word


def remind_of(user: User) -> None:
    """The code of somebody who never signed in ends tomorrow."""
    code = db.session.scalars(select(EntryCode).where(EntryCode.user_id == user.id)).one()
    code.issued_at, code.expires_at = clock.now() - timedelta(6), clock.now() + timedelta(1)
    user.email = "opened@example.org"
    db.session.flush()
    reminding.remind_of_ends()


# Each row: the action, and what is done. In the order of a life: what a row needs, rows before it have made.
IN_ONE: list[tuple[str, Do]] = [
    ("account.added", lambda: users.add("added", "甲", Side.BAR, {Role.LAWYER}, NEW, by=one("root"))),
    ("account.opened", lambda: users.open_account(
        "opened", "乙", Side.BAR, {Role.LAWYER}, by=one("root"), how=users.AT_DESK)),
    ("account.opened", lambda: users.enter_all([ENTERED], by=None)),
    ("account.invited", lambda: users.invite(one("opened"), users.AT_DESK, one("officer"))),
    ("account.reminded", lambda: remind_of(one("opened"))),
    ("account.amended", lambda: users.amend(
        one("opened"), "乙乙", "", None, seen=version("opened"), by=one("root"))),
    ("account.assigned", lambda: users.assign(
        one("opened"), Side.BAR, {Role.OFFICER}, seen=version("opened"), by=one("root"))),
    ("password.reset", lambda: users.reset(one("added"), users.AT_DESK, one("officer"))),
    ("account.disabled", lambda: users.disable(one("added"), REASON, one("root"))),
    ("account.enabled", lambda: users.enable(one("added"), REASON, one("root"))),
    ("account_import.uploaded", lambda: importing.upload(book(), plan(), one("root"))),
    ("account_import.discarded", lambda: importing.discard(last(AccountImport), one("root"))),
    ("second_factor.begun", lambda: second_factor.begin(one("lawyer"))),
    ("second_factor.established", lambda: second_factor.establish(
        one("lawyer"), codes_of("lawyer"), "")),
    ("recovery_codes.renewed", lambda: second_factor.renew_codes(one("lawyer"))),
    ("second_factor.given_up", lambda: second_factor.give_up(one("lawyer"))),
    ("second_factor.established", lambda: second_factor.enter(one("lawyer"), rules.new_secret())),
    ("second_factor.dropped", lambda: second_factor.drop(one("lawyer"), REASON, one("root"))),
    ("second_factor.required", lambda: second_factor.require({Role.JUDGE}, one("root"))),
    ("stand_in.named", lambda: stand_ins.name(
        one("officer"), one("colleague"), clock.today(), clock.today(), one("officer"))),
    ("stand_in.ended", lambda: stand_ins.end(last(StandIn), one("officer"))),
    ("clock.amended", lambda: clocks.amend(
        reply_clock(), Terms(45, Unit.CALENDAR_DAYS, ClockKind.PROMISE), REASON, (), by=one("root"),
        version=reply_clock().version)),
    ("holidays.arranged", lambda: holidays.arrange(2027, SPANS_2027, "国办发明电", "", (), by=one("root"), version=0)),
    ("threshold.amended", lambda: thresholds.amend(numbers.NEAR_DAYS, 9, REASON, by=one("root"), seen=7)),
    ("wording.amended", lambda: wordings.amend(
        oversight_rules.HEAD_SUBJECT, "校验值", REASON, by=one("root"), seen=oversight_rules.HEAD_SUBJECT.first)),
    ("trail.check_requested", lambda: oversight.ask_for_check(one("auditor"))),
    ("backup.requested", lambda: oversight.ask_for_backup(one("root"))),
    ("mail.requeued", lambda: oversight.resend(failed_mail(), one("root"))),
    ("job.retried", lambda: oversight.retry(failed_job(), one("root"))),
    ("job.cancelled", lambda: oversight.cancel(jobs.enqueue("papers.render", None, paper_id=1), one("root"))),
    *((f"backup.{kind}", lambda kind=kind: backup_runs.note(kind, "b", About(clock.now().isoformat(), "1"), None))
      for kind in RunKind),
    ("keys.rotated", lambda: resealing.rotate(one("root"))),
    ("attachment.added", lambda: attach("opinion", last(Opinion).id, one("officer"), "甲.pdf", evidence.pdf(1))),
    ("attachment.copy_requested", lambda: remade(last(Attachment).id)),
    ("attachment.withdrawn", lambda: handing.withdraw(file(last(Attachment).id), REASON, one("officer"))),
    ("hold.placed", lambda: retaining.hold(
        features().retains, purging.KIND, str(last(Attachment).id), REASON, one("root"))),
    ("hold.released", lambda: retention.release(last(LegalHold), REASON, one("root"))),
    ("keeping.amended", lambda: retaining.amend(
        purging.KIND, features().retains[purging.KIND], 400, REASON, by=one("root"), seen=365)),
]  # fmt: skip
# These open their own transactions: what must survive a refusal, and the purge of two people.
BY_THEMSELVES: list[tuple[str, Do]] = [
    ("session.started", lambda: entry.sign_in("lawyer", PASSWORD, HERE)),
    ("session.refused", lambda: refused(lambda: entry.sign_in("lawyer", "wrong", HERE))),
    ("password.refused", lambda: refused(
        lambda: passwords.change_password(one("lawyer").id, "wrong", NEW, "", HERE))),
    ("code.refused", lambda: refused(lambda: passwords.redeem("lawyer", "WRONG", NEW, HERE))),
    ("link.requested", lambda: passwords.forget_password("lawyer", HERE)),
]  # fmt: skip


def codes_of(name: str) -> str:
    return code_now(db.session.get_one(SecondFactor, one(name).id).secret)


def remade(id: int) -> None:
    held = file(id)
    assert held.attachment.job is not None
    held.attachment.job.status = JobStatus.FAILED
    handing.remake(held, one("officer"))


@pytest.fixture
def office(app: Flask, database: None) -> None:
    """The people of the table, and an opinion that takes files."""
    with unit.transaction():
        settings_tasks.fill()
        for name, side, role in (
            ("root", None, Role.ADMINISTRATOR), ("second", None, Role.ADMINISTRATOR), ("auditor", None, Role.AUDITOR),
            ("officer", Side.BAR, Role.OFFICER), ("colleague", Side.BAR, Role.OFFICER),
            ("lawyer", Side.BAR, Role.LAWYER), ("judge", Side.BENCH, Role.JUDGE),
        ):  # fmt: skip
            make_user(name, side=side, roles={role}, email=f"{name}@example.org")
    with unit.transaction():
        make_opinion(OpinionStatus.LODGED, by=one("officer"))


def new_actions(since: int) -> list[str]:
    db.session.rollback()
    statement = select(AuditEntry.action).where(AuditEntry.id > since).order_by(AuditEntry.id)
    found = list(db.session.scalars(statement))
    db.session.rollback()
    return found


def end_of_trail() -> int:
    db.session.rollback()
    count = db.session.query(AuditEntry).count()
    db.session.rollback()
    return count


def test_each_leaves_exactly_one_entry(office: None) -> None:
    """One entry, its own, and nothing else: so for every row."""
    wrong = []
    for action, do in [*IN_ONE, *BY_THEMSELVES]:
        since = end_of_trail()
        if (action, do) in IN_ONE:
            with unit.transaction():
                do()
        else:
            do()
        if (found := new_actions(since)) != [action]:
            wrong.append(f"{action}: {found}")
    assert not wrong, "\n".join(wrong)


def test_what_a_session_does_leaves_exactly_one_entry(office: None) -> None:
    """Signed in, proved once more, ended one and all, the password changed and set by a code."""
    user_id, token = one("judge").id, token_of("judge")
    steps: list[tuple[str, Do]] = [
        ("session.confirmed", lambda: entry.confirm(user_id, token, PASSWORD, "", HERE)),
        ("sessions.ended", lambda: in_one(lambda: sessions.end_others(one("judge"), token))),
        ("password.changed", lambda: passwords.change_password(user_id, PASSWORD, NEW, token, HERE)),
        ("session.ended", lambda: in_one(lambda: sessions.sign_out(token, one("judge")))),
        ("password.set", lambda: passwords.redeem("lawyer", handed_over("ABCD-EFGH-JKLM"), NEW, HERE)),
    ]
    for action, do in steps:
        since = end_of_trail()
        do()
        assert new_actions(since) == [action]
    secret = give_factor(one("second").id)
    pending = entry.sign_in("second", PASSWORD, HERE).token
    for action, typed in (("second_factor.refused", "000000"), ("session.started", code_now(secret))):
        since = end_of_trail()
        if action == "session.started":
            entry.answer(pending, typed, HERE)
        else:
            refused(lambda typed=typed: entry.answer(pending, typed, HERE))
        assert new_actions(since) == [action]


def test_taking_in_a_list_and_purging_name_each_thing_once(office: None) -> None:
    """Several things at once: one entry each, and one for the whole."""
    with unit.transaction():
        importing.upload(book(), plan(), one("root"))
    since = end_of_trail()
    in_one(lambda: importing.confirm(last(AccountImport), plan(), "https://example.org", one("root")))
    assert new_actions(since) == ["account.opened", "account_import.confirmed"]
    with clock.travel(clock.now() - timedelta(days=400)), unit.transaction():
        held = file(attach("opinion", last(Opinion).id, one("officer"), "乙.pdf", evidence.pdf(2)).id)
        handing.withdraw(held, REASON, one("officer"))
    kept = features().retains[purging.KIND]
    steps: list[tuple[list[str], Do]] = [
        (["purge.asked"], lambda: in_one(lambda: retaining.ask(purging.KIND, kept, REASON, one("root")))),
        (["purge.withdrawn"], lambda: in_one(lambda: retaining.withdraw(last(PurgeRun), one("root")))),
        (["purge.asked"], lambda: in_one(lambda: retaining.ask(purging.KIND, kept, REASON, one("root")))),
        (["purge.confirmed"], lambda: in_one(lambda: retaining.confirm(last(PurgeRun), one("second")))),
        (["attachment.purged", "purge.done"], purge_all),
    ]
    for actions, do in steps:
        since = end_of_trail()
        do()
        assert new_actions(since) == actions


def in_one(do: Do) -> None:
    with unit.transaction():
        do()


ELSEWHERE = {
    "account.handed_over": "tests/accounts/test_leaving.py: everything goes to successors in one step",
    "clocks.filled": "tests/settings/test_services.py: filling twice changes nothing",
    "holidays.filled": "tests/settings/test_services.py: filling twice changes nothing",
    "keys.retired": "tests/store/test_sealed.py",
    "trail.exported": "tests/oversight/test_trail.py: exactly what is filtered, and is on record",
    "attachment.viewed": "tests/attachments/test_reading.py: a look of the other side at evidence is recorded",
}
TESTED_HERE = {
    *(action for action, _do in [*IN_ONE, *BY_THEMSELVES]),
    "session.confirmed", "sessions.ended", "password.changed", "session.ended", "password.set", "second_factor.refused",
    "account_import.confirmed", "purge.asked", "purge.withdrawn", "purge.confirmed", "attachment.purged", "purge.done",
}  # fmt: skip


def named_actions(folders: Iterable[str] = GROUND) -> Iterator[str]:
    """What the source of the ground notes: the first word of `record` and `note_failure`, and of rows of MOVES."""
    for path in (path for folder in folders for path in Path(liaison.__file__).parent.glob(f"{folder}/**/*.py")):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(call, ast.Call):
                continue
            name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            place = {"record": 0, "note_failure": 2, "Move": 5}.get(name)
            if place is not None and len(call.args) > place and isinstance(word := call.args[place], ast.Constant):
                yield str(word.value)


def test_every_named_action_is_called_by_words(app: Flask) -> None:
    """The auditor reads what was done; that of a feature with states is a row of its tables."""
    with app.app_context():
        said = {**ACTION_LABELS, **features().action_labels}

    assert set(named_actions(("*",))) - set(said) == set()


def test_no_named_action_is_missing_in_the_table() -> None:
    named = set(named_actions())
    assert len(named) > 40
    assert named - TESTED_HERE - set(ELSEWHERE) == set()

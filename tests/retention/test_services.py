"""Kept as long as set, held where needed, purged by two people, in the ledger, and gone after a restore too."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from liaison.core import clock
from liaison.core.errors import Forbidden, RuleBroken, Stale
from liaison.retention import services
from liaison.retention.models import PurgeRun, RunStatus
from liaison.store import files, jobs, outbox, purges, retention, unit
from liaison.store.attachments import Attachment
from liaison.store.audit import AuditEntry
from liaison.store.base import db
from liaison.store.files import StoredFile
from liaison.store.outbox import Delivery, OutboxMessage
from liaison.web.frame import features
from tests.retention.conftest import KIND, user, withdrawn


def _kept() -> object:
    return features().retains[KIND]


def _dry() -> tuple[int, int]:
    db.session.rollback()
    dry = services.dry_run(KIND, features().retains[KIND], clock.today())
    return dry.found, dry.held


def _ask() -> int:
    with unit.transaction():
        return services.ask(KIND, features().retains[KIND], "保存期已满", user("first")).id


def _confirm(id: int, name: str = "second") -> None:
    with unit.transaction():
        services.confirm(db.session.get_one(PurgeRun, id), user(name))


def _work() -> None:
    for job_id in jobs.sweep():
        if (job := db.session.get(jobs.Job, job_id)) and job.kind == services.PURGE:
            db.session.rollback()
            jobs.run(job_id)


def _actions() -> list[str]:
    return list(db.session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))


def test_only_what_was_withdrawn_long_ago_is_due(people: None) -> None:
    withdrawn(2, days_ago=365)
    withdrawn(1, days_ago=364)
    assert _dry() == (2, 0)


def test_two_people_purge_rows_and_bytes(people: None, instance: Path) -> None:
    ids = withdrawn(2)
    with unit.transaction():
        places = [row.file.place for id in ids for row in db.session.get_one(Attachment, id).files]
    run_id = _ask()
    assert _dry() == (2, 0)
    _confirm(run_id)
    _work()
    db.session.rollback()
    run = db.session.get_one(PurgeRun, run_id)
    assert (run.status, run.found, run.purged) == (RunStatus.DONE, 2, 2)
    assert db.session.scalar(select(func.count()).select_from(Attachment)) == 1
    assert not db.session.scalars(select(StoredFile).where(StoredFile.place.in_(places))).all()
    assert not any(files.path_of(place).exists() for place in places)
    assert [action for action in _actions() if action.startswith(("purge", "attachment.purged"))] == [
        "purge.asked", "purge.confirmed", "attachment.purged", "attachment.purged", "purge.done",
    ]  # fmt: skip


def test_the_one_who_asked_never_confirms(people: None) -> None:
    withdrawn(1)
    run_id = _ask()
    with pytest.raises(Forbidden):
        _confirm(run_id, "first")
    with pytest.raises(Forbidden):
        _confirm(run_id, "auditor")
    assert _dry() == (1, 0)


def test_what_is_held_stays_until_it_is_released(people: None) -> None:
    first, _second = withdrawn(2)
    with unit.transaction():
        placed = services.hold(features().retains, KIND, f" {first} ", "诉讼未决", user("first"))
        hold_id = placed.id
    assert _dry() == (1, 1)
    run_id = _ask()
    _confirm(run_id)
    _work()
    db.session.rollback()
    assert db.session.get(Attachment, first) is not None
    with unit.transaction():
        retention.release(db.session.get_one(retention.LegalHold, hold_id), "诉讼已结", user("second"))
    assert _dry() == (1, 0)
    with pytest.raises(RuleBroken), unit.transaction():
        retention.release(db.session.get_one(retention.LegalHold, hold_id), "再解除", user("second"))


def test_what_is_held_between_asking_and_purging_stays(people: None) -> None:
    first, _second = withdrawn(2)
    run_id = _ask()
    with unit.transaction():
        services.hold(features().retains, KIND, str(first), "诉讼未决", user("first"))
    _confirm(run_id)
    _work()
    db.session.rollback()
    assert db.session.get(Attachment, first) is not None
    assert db.session.get_one(PurgeRun, run_id).purged == 1


@pytest.mark.parametrize("number", ["0", "99999", "x", "1 or 1=1", "\x00", "9" * 40, "-1", "²"])
def test_a_number_that_is_none_is_refused_beside_its_field(people: None, number: str) -> None:
    withdrawn(1)
    with pytest.raises(RuleBroken) as refusal, unit.transaction():
        services.hold(features().retains, KIND, number, "诉讼未决", user("first"))
    assert refusal.value.field == "number"


def test_a_time_is_set_within_its_bounds_and_from_the_page_that_shows_it(people: None) -> None:
    kept = features().retains[KIND]
    for days in (29, 36_501, 365):
        with pytest.raises(RuleBroken) as refusal, unit.transaction():
            services.amend(KIND, kept, days, "理由", by=user("first"), seen=365)
        assert refusal.value.field == "days"
    with unit.transaction():
        services.amend(KIND, kept, 30, "理由", by=user("first"), seen=365)
    with pytest.raises(Stale), unit.transaction():
        services.amend(KIND, kept, 60, "理由", by=user("first"), seen=365)
    withdrawn(1, days_ago=31)
    assert _dry() == (1, 0)


def test_one_purge_of_a_kind_at_a_time_and_a_withdrawn_one_makes_room(people: None) -> None:
    withdrawn(1)
    run_id = _ask()
    with pytest.raises(RuleBroken, match="尚未办完"):
        _ask()
    with unit.transaction():
        services.withdraw(db.session.get_one(PurgeRun, run_id), user("first"))
    with pytest.raises(RuleBroken):
        _confirm(run_id)
    assert _ask() != run_id


def test_a_purge_killed_half_way_goes_on(people: None, monkeypatch: pytest.MonkeyPatch) -> None:
    withdrawn(3)
    monkeypatch.setattr(services, "AT_ONCE", 1)
    run_id = _ask()
    _confirm(run_id)
    job = db.session.get_one(jobs.Job, db.session.get_one(PurgeRun, run_id).job_id)
    db.session.expunge(job)
    db.session.rollback()

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(jobs, "progress", die)
    with pytest.raises(KeyboardInterrupt):
        services.purge(job)
    db.session.rollback()
    assert db.session.get_one(PurgeRun, run_id).purged == 1
    db.session.rollback()
    monkeypatch.setattr(jobs, "progress", lambda *_: None)
    for _turn in range(2):
        services.purge(job)
    run = db.session.get_one(PurgeRun, run_id)
    assert (run.status, run.purged) == (RunStatus.DONE, 3)
    assert _actions().count("purge.done") == 1


def test_the_ledger_purges_again_what_an_old_backup_brings_back_and_nothing_else(people: None, instance: Path) -> None:
    (instance / purges.LEDGER).unlink(missing_ok=True)
    (purged,) = withdrawn(1)
    with unit.transaction():
        place = db.session.get_one(Attachment, purged).files[0].file.place
        features().retains[KIND].purge([purged], user("first"))
    lines = purges.entries(instance / purges.LEDGER)
    assert (KIND, place) in lines
    back, stays = withdrawn(2)
    with unit.transaction():
        db.session.get_one(Attachment, back).files[0].file.place = place
    with unit.transaction():
        purges.replay(instance / purges.LEDGER)
    db.session.rollback()
    assert db.session.get(Attachment, back) is None
    assert db.session.get(Attachment, stays) is not None


def test_settled_mail_goes_by_itself_and_waiting_mail_stays(people: None, instance: Path) -> None:
    now = clock.now()
    for key, age, status in (("old", 184, Delivery.SENT), ("waits", 184, Delivery.QUEUED), ("new", 182, Delivery.SENT)):
        with clock.travel(now - timedelta(days=age)), unit.transaction():
            outbox.queue(f"opinion:{key}", "a@example.org", "s", "b")
            db.session.query(OutboxMessage).filter_by(key=f"opinion:{key}").one().status = status
    for _turn in range(2):
        with unit.transaction():
            services.purge_automatic()
    assert set(db.session.scalars(select(OutboxMessage.key))) == {"opinion:waits", "opinion:new"}
    assert _actions().count("purge.done") == 1


def test_a_mail_of_the_same_number_and_another_second_is_another(people: None) -> None:
    with unit.transaction():
        outbox.queue("opinion:1", "a@example.org", "s", "b")
    message = db.session.scalars(select(OutboxMessage)).one()
    erase = features().retains["mail"].erase
    key = f"{message.id}@{message.queued_at:%Y%m%d%H%M%S}"
    db.session.rollback()
    for other, left in ((f"{message.id}@20010101000000", 1), (key, 0)):
        with unit.transaction():
            erase(other)
        assert db.session.scalar(select(func.count()).select_from(OutboxMessage)) == left

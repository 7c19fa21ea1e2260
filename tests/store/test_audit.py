"""The chain of the audit trail: one row an action, and any later change found."""

import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, func, insert, select, text, update

from liaison.core import clock
from liaison.core.sides import Role
from liaison.store import audit, unit
from liaison.store.audit import AuditEntry, AuditHead, Break
from liaison.store.base import db
from tests.makers.accounts import make_user

ENTRIES = 6


@pytest.fixture
def chain(database: None) -> None:
    """A trail of six entries."""
    for number in range(ENTRIES):
        with unit.transaction():
            audit.record("thing.done", None, None, number=number)


def _broken() -> int | None:
    found = audit.verify()
    return found.entry_id if found else None


def test_untouched_chain_holds(chain: None) -> None:
    assert db.session.scalar(select(func.count()).select_from(AuditEntry)) == ENTRIES
    assert audit.verify() is None


@pytest.mark.parametrize(
    "edit",
    [
        {"at": datetime(2026, 3, 9, tzinfo=UTC)},
        {"actor_id": 7},
        {"action": "thing.undone"},
        {"thing_kind": "opinion"},
        {"thing_kind": "None"},
        {"thing_id": 7},
        {"detail": {"number": 9}},
        {"detail": {}},
        {"previous": "0" * 64},
        {"hash": "0" * 64},
    ],
    ids=str,
)
def test_edited_entry_is_found(chain: None, edit: dict[str, Any]) -> None:
    with unit.transaction():
        db.session.execute(update(AuditEntry).where(AuditEntry.id == 3).values(**edit))
    assert _broken() == 3


def test_edited_entry_with_a_hash_made_to_fit_is_found_at_the_next(chain: None) -> None:
    third = db.session.get_one(AuditEntry, 3)
    row = {name: getattr(third, name) for name in audit.HASHED} | {"action": "thing.undone"}
    db.session.rollback()
    with unit.transaction():
        fitting = {"action": "thing.undone", "hash": audit._digest(row)}
        db.session.execute(update(AuditEntry).where(AuditEntry.id == 3).values(**fitting))
    assert _broken() == 4


def test_every_column_is_hashed() -> None:
    assert set(audit.HASHED) | {"hash"} == set(AuditEntry.__table__.columns.keys())


def test_inserted_entry_is_found(chain: None) -> None:
    last = db.session.get_one(AuditEntry, ENTRIES)
    row = {column.name: getattr(last, column.name) for column in AuditEntry.__table__.c}
    db.session.rollback()
    with unit.transaction():
        db.session.execute(insert(AuditEntry).values({**row, "id": ENTRIES + 1, "previous": last.hash}))
    assert _broken() == ENTRIES + 1


def test_emptied_trail_is_found(chain: None) -> None:
    with unit.transaction():
        db.session.execute(delete(AuditEntry))
    assert _broken() == 1


def test_removed_head_is_found(chain: None) -> None:
    with unit.transaction():
        db.session.execute(delete(AuditHead))
    assert audit.verify() == Break(ENTRIES, "the chain goes on after its head")


def test_entry_appended_past_the_head_is_found(chain: None) -> None:
    fifth = db.session.get_one(AuditEntry, 5).hash
    db.session.rollback()
    with unit.transaction():
        db.session.execute(update(AuditHead).values(last=5, hash=fifth))
    assert audit.verify() == Break(ENTRIES, "the chain goes on after its head")


def test_head_of_another_chain_is_found(chain: None) -> None:
    with unit.transaction():
        db.session.execute(update(AuditHead).values(hash="0" * 64))
    assert audit.verify() == Break(ENTRIES, "differs from the recorded head")


def test_entries_that_are_added_during_the_check_are_no_break(
    app: Flask, chain: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On PostgreSQL each statement of the check sees what was committed before it."""
    real = audit._head

    def head() -> object:
        found = real()
        with app.app_context():
            with unit.transaction():
                audit.record("thing.done", None, None)
            db.session.remove()
        return found

    monkeypatch.setattr(audit, "_head", head)
    assert audit.verify() is None


def test_number_turned_into_text_is_found(chain: None) -> None:
    with unit.transaction():
        db.session.execute(update(AuditEntry).where(AuditEntry.id == 3).values(detail={"number": "2"}))
    assert _broken() == 3


def test_deleted_entry_is_found(chain: None) -> None:
    with unit.transaction():
        db.session.execute(delete(AuditEntry).where(AuditEntry.id == 4))
    assert _broken() == 4


def test_swapped_entries_are_found(chain: None) -> None:
    with unit.transaction():
        for old, new in ((2, 99), (3, 2), (99, 3)):
            db.session.execute(update(AuditEntry).where(AuditEntry.id == old).values(id=new))
    assert _broken() == 2


def test_cut_tail_is_found(chain: None) -> None:
    with unit.transaction():
        db.session.execute(delete(AuditEntry).where(AuditEntry.id == ENTRIES))
    assert _broken() == ENTRIES


def test_database_rolled_back_to_an_earlier_day_is_found_by_the_recorded_heads(chain: None, tmp_path: Path) -> None:
    heads = tmp_path / "heads.jsonl"
    audit.record_head(heads)
    assert audit.verify(heads) is None
    _regrow(to=3)
    assert audit.verify() is None
    assert audit.verify(heads) == Break(4, "the chain ends before a recorded head")


def _regrow(to: int) -> None:
    """Roll the trail back to its third entry, as an older copy of the database would, and let it grow again."""
    third = db.session.get_one(AuditEntry, 3).hash
    db.session.rollback()
    with unit.transaction():
        db.session.execute(delete(AuditEntry).where(AuditEntry.id > 3))
        db.session.execute(text("update audit_head set last = 3, hash = :hash"), {"hash": third})
    for number in range(3, to):
        with unit.transaction():
            audit.record("thing.other", None, None, number=number)


def test_trail_that_was_rolled_back_and_grew_again_is_found(chain: None, tmp_path: Path) -> None:
    heads = tmp_path / "heads.jsonl"
    audit.record_head(heads)
    _regrow(to=ENTRIES + 2)
    assert audit.verify() is None
    assert audit.verify(heads) == Break(ENTRIES, "differs from the recorded head")


def test_recording_the_head_of_a_regrown_trail_hides_nothing(chain: None, tmp_path: Path) -> None:
    heads = tmp_path / "heads.jsonl"
    audit.record_head(heads)
    _regrow(to=ENTRIES)
    audit.record_head(heads)
    assert audit.verify(heads) == Break(ENTRIES, "differs from the recorded head")


def test_the_same_head_is_recorded_once(chain: None, tmp_path: Path) -> None:
    heads = tmp_path / "heads.jsonl"
    for _ in range(2):
        audit.record_head(heads)
    assert len(heads.read_text().splitlines()) == 1


@pytest.mark.parametrize("garbled", ["{", "5", "[]", '{"last": 1}', "\n", '{"last": []}'])
def test_garbled_heads_are_told_and_not_passed_over(chain: None, tmp_path: Path, garbled: str) -> None:
    heads = tmp_path / "heads.jsonl"
    audit.record_head(heads)
    heads.write_text(heads.read_text() + garbled + "\n")
    assert audit.verify(heads) == Break(0, "the file of recorded heads cannot be read")


def test_an_entry_says_who_did_what_to_which_record(database: None) -> None:
    user = make_user("li.na")
    moment = datetime(2026, 3, 9, 7, 30, tzinfo=UTC)
    with clock.travel(moment), unit.transaction():
        audit.record("account.disabled", user, user, roles=[Role.OFFICER], on=moment)
    entry = db.session.get_one(AuditEntry, 2)
    assert (entry.at, entry.actor_id, entry.action) == (moment, user.id, "account.disabled")
    assert (entry.thing_kind, entry.thing_id) == ("user_account", user.id)
    assert entry.detail == {"roles": ["officer"], "on": "2026-03-09 07:30:00+00:00"}
    assert audit.verify() is None


def test_an_entry_knows_the_number_of_a_thing_that_was_made_with_it(database: None) -> None:
    user = make_user("li.na")
    assert db.session.get_one(AuditEntry, 1).thing_id == user.id


def test_refused_transaction_leaves_no_entry(chain: None) -> None:
    with pytest.raises(ZeroDivisionError), unit.transaction():
        audit.record("thing.done", None, None)
        raise ZeroDivisionError
    assert db.session.scalar(select(func.count()).select_from(AuditEntry)) == ENTRIES
    with unit.transaction():
        audit.record("thing.done", None, None)
    assert db.session.scalar(select(func.count()).select_from(AuditEntry)) == ENTRIES + 1
    assert audit.verify() is None


def test_what_was_noted_outside_of_a_transaction_is_not_part_of_the_next(chain: None) -> None:
    audit.record("thing.seen", None, None)
    with unit.transaction():
        pass
    assert db.session.scalar(select(func.count()).select_from(AuditEntry)) == ENTRIES


def test_parallel_writers_keep_one_chain(app: Flask, database: None) -> None:
    def write() -> None:
        with app.app_context():
            for _ in range(5):
                with unit.transaction():
                    audit.record("thing.done", None, None)
            db.session.remove()

    threads = [threading.Thread(target=write) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert db.session.scalar(select(func.count()).select_from(AuditEntry)) == 40
    assert audit.verify() is None

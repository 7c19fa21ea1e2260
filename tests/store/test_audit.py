"""The chain of the audit trail: one row an action, and any later change found."""

import threading
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import delete, func, select, text, update

from liaison.store import audit, unit
from liaison.store.audit import AuditEntry
from liaison.store.base import db

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


def test_edited_entry_is_found(chain: None) -> None:
    with unit.transaction():
        db.session.execute(update(AuditEntry).where(AuditEntry.id == 3).values(action="thing.undone"))
    assert _broken() == 3


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
    third = db.session.get_one(AuditEntry, 3).hash
    db.session.rollback()
    with unit.transaction():
        db.session.execute(delete(AuditEntry).where(AuditEntry.id > 3))
        db.session.execute(text("update audit_head set last = 3, hash = :hash"), {"hash": third})
    assert audit.verify() is None
    broken = audit.verify(heads)
    assert broken is not None
    assert broken.entry_id == 4


def test_refused_transaction_leaves_no_entry(chain: None) -> None:
    with pytest.raises(ZeroDivisionError), unit.transaction():
        audit.record("thing.done", None, None)
        raise ZeroDivisionError
    assert db.session.scalar(select(func.count()).select_from(AuditEntry)) == ENTRIES
    with unit.transaction():
        audit.record("thing.done", None, None)
    assert audit.verify() is None


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

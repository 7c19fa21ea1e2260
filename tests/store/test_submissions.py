"""The keys by which a form counts once."""

from datetime import timedelta

from sqlalchemy import func, select

from liaison.core import clock
from liaison.store import submissions, unit
from liaison.store.base import db
from liaison.store.submissions import Submission


def test_a_key_is_claimed_once_and_leads_to_the_first_answer(database: None) -> None:
    with unit.transaction():
        assert submissions.claim(1, "key") is None
        submissions.answer(1, "key", "/opinions/5")
    with unit.transaction():
        assert submissions.claim(1, "key") == "/opinions/5"
        assert submissions.claim(2, "key") is None
        assert submissions.claim(None, "key") is None


def test_the_key_itself_is_not_stored(database: None) -> None:
    with unit.transaction():
        submissions.claim(1, "key\x00\u2028" * 500)
    stored = db.session.scalar(select(Submission.key))
    assert stored is not None
    assert len(stored) == 64


def test_old_keys_are_forgotten(database: None) -> None:
    for days, left in ((0, 1), (1, 1), (3, 0)):
        with unit.transaction():
            submissions.claim(1, "key")
        with clock.travel(clock.now() + timedelta(days=days)), unit.transaction():
            submissions.forget_old()
        assert db.session.scalar(select(func.count()).select_from(Submission)) == left

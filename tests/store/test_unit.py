"""One transaction: what commits, what is refused, what leaves only after it."""

import pytest
from sqlalchemy import func, select

from liaison.accounts.models import SignInFailure
from liaison.core import clock
from liaison.core.errors import Stale
from liaison.store import unit
from liaison.store.base import db, expect_version
from liaison.store.users import User
from tests.makers.accounts import make_user


def _failure() -> SignInFailure:
    return SignInFailure(account_key="a", address_key="b", at=clock.now())


def _count() -> int:
    return db.session.scalar(select(func.count()).select_from(SignInFailure)) or 0


def test_a_write_outside_a_transaction_is_refused(database: None) -> None:
    db.session.add(_failure())
    with pytest.raises(RuntimeError, match="a GET changes nothing"):
        db.session.flush()
    db.session.rollback()


def test_what_leaves_waits_for_the_commit_and_is_forgotten_by_a_rollback(database: None) -> None:
    left: list[str] = []
    with unit.transaction():
        unit.after_commit(lambda: left.append("first"))
        assert left == []
    with pytest.raises(ZeroDivisionError), unit.transaction():
        unit.after_commit(lambda: left.append("second"))
        raise ZeroDivisionError
    with unit.transaction():
        pass
    assert left == ["first"]


def test_independent_survives_what_comes_after_and_is_refused_inside(database: None) -> None:
    with unit.independent() as session:
        session.add(_failure())
    assert _count() == 1
    with unit.transaction(), pytest.raises(RuntimeError, match="would wait"), unit.independent():
        pass


def test_lost_update_is_refused(database: None) -> None:
    user = make_user("li.na")
    with pytest.raises(Stale), unit.transaction():
        mine = db.session.get_one(User, user.id)
        db.session.connection().execute(User.__table__.update().values(version=User.version + 1))
        mine.name = "changed"
    assert db.session.get_one(User, user.id).name == "li.na"


def test_save_from_an_older_page_shows_both_texts(database: None) -> None:
    user = make_user("li.na")
    with pytest.raises(Stale) as refusal:
        expect_version(user, user.version - 1, name=("stored", "typed"))
    assert refusal.value.theirs == {"name": "stored"}
    assert refusal.value.yours == {"name": "typed"}

"""Selects of imports of old ledgers: those of a person's side, and where a record came from."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, false, select

from liaison.core.errors import NotFound
from liaison.core.sides import Actor
from liaison.ledgers import rules
from liaison.ledgers.models import LedgerImport, LedgerRecord
from liaison.store.base import db
from liaison.store.held_imports import ImportStatus
from liaison.store.users import User
from liaison.web.lists import Order

ORDER: Order = {"uploaded": (LedgerImport.uploaded_at, LedgerImport.id)}
NEWEST = "-uploaded"


def visible_to(user: Actor) -> ColumnElement[bool]:
    """The imports of the person's own side, for its office."""
    return LedgerImport.side == user.side if rules.keeps(user) else false()


def get_visible(user: Actor, id: int) -> LedgerImport:
    """One import that the person may see. Raises NotFound."""
    found = db.session.scalar(select(LedgerImport).where(LedgerImport.id == id, visible_to(user)))
    if found is None:
        raise NotFound
    return found


def listed(user: Actor) -> Select[LedgerImport]:
    """The imports of the list."""
    return select(LedgerImport).where(visible_to(user))


def get(id: int) -> LedgerImport:
    """One import, for the job that carries it out."""
    return db.session.get_one(LedgerImport, id)


def held_before(moment: datetime) -> Sequence[LedgerImport]:
    """Those that nobody has confirmed or discarded since."""
    waits = (LedgerImport.status == ImportStatus.PREVIEWED) & (LedgerImport.uploaded_at < moment)
    return db.session.scalars(select(LedgerImport).where(waits)).all()


def records(held: LedgerImport) -> Sequence[LedgerRecord]:
    """What an import made, in the order of the rows."""
    mine = select(LedgerRecord).where(LedgerRecord.import_id == held.id)
    return db.session.scalars(mine.order_by(LedgerRecord.kind, LedgerRecord.row)).all()


def find_user(username: str) -> User | None:
    """The account of that name, for the command line."""
    return db.session.scalar(select(User).where(User.username == username))


def origins(kind: str, ids: Collection[int]) -> dict[int, tuple[LedgerRecord, LedgerImport]]:
    """Where these records of a kind of ledger came from; those that were not imported are absent."""
    found = select(LedgerRecord, LedgerImport).join(LedgerImport, LedgerImport.id == LedgerRecord.import_id)
    rows = db.session.execute(found.where(LedgerRecord.kind == kind, LedgerRecord.record_id.in_(ids)))
    return {record.record_id: (record, held) for record, held in rows}

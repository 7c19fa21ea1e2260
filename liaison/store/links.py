"""The one table that ties things of different features: from, to, kind."""

from collections.abc import Collection
from enum import StrEnum

from sqlalchemy import Index, String, and_, delete, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from liaison.store.base import Base, Word, db, ensure_row


class LinkKind(StrEnum):
    """Why two things are tied."""

    TABLES = "tables"
    RAISED_FROM = "raised_from"
    COLLECTED_FOR = "collected_for"


class Link(Base):
    """`from` acts, `to` is acted on: an agenda item tables an opinion. Kinds are table names."""

    __tablename__ = "link"
    __table_args__ = (Index("ix_link_to", "to_kind", "to_id"),)

    from_kind: Mapped[str] = mapped_column(String(40), primary_key=True)
    from_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[LinkKind] = mapped_column(Word(LinkKind), primary_key=True)
    to_kind: Mapped[str] = mapped_column(String(40), primary_key=True)
    to_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


def tie(from_kind: str, from_id: int, kind: LinkKind, to_kind: str, to_id: int) -> None:
    """Tie two things; tying them twice is once."""
    ensure_row(db.session(), Link, from_kind=from_kind, from_id=from_id, kind=kind, to_kind=to_kind, to_id=to_id)


def untie(from_kind: str, from_id: int, kind: LinkKind, to_kind: str, to_id: int) -> None:
    """Remove one tie, if it is there."""
    db.session.execute(
        delete(Link).where(
            Link.from_kind == from_kind,
            Link.from_id == from_id,
            Link.kind == kind,
            Link.to_kind == to_kind,
            Link.to_id == to_id,
        )
    )


def tied_to(from_kind: str, from_ids: Collection[int], kind: LinkKind) -> dict[int, list[tuple[str, int]]]:
    """For each `from` id, what it is tied to as (kind, id), in one statement."""
    statement = select(Link).where(Link.from_kind == from_kind, Link.from_id.in_(from_ids), Link.kind == kind)
    found: dict[int, list[tuple[str, int]]] = {}
    for link in db.session.scalars(statement.order_by(Link.to_kind, Link.to_id)):
        found.setdefault(link.from_id, []).append((link.to_kind, link.to_id))
    return found


def tied_from(to_kind: str, to_ids: Collection[int], kind: LinkKind) -> dict[int, list[tuple[str, int]]]:
    """For each `to` id, what is tied to it as (kind, id), in one statement."""
    statement = select(Link).where(Link.to_kind == to_kind, Link.to_id.in_(to_ids), Link.kind == kind)
    found: dict[int, list[tuple[str, int]]] = {}
    for link in db.session.scalars(statement.order_by(Link.from_kind, Link.from_id)):
        found.setdefault(link.to_id, []).append((link.from_kind, link.from_id))
    return found


def tied_ids(kind: str, ids: Collection[int]) -> frozenset[int]:
    """Those of the things of a kind that are tied to anything, from either end."""
    outward = select(Link.from_id).where(Link.from_kind == kind, Link.from_id.in_(ids))
    inward = select(Link.to_id).where(Link.to_kind == kind, Link.to_id.in_(ids))
    return frozenset(db.session.scalars(outward.union_all(inward)))


def forget(kind: str, id: int) -> None:
    """Remove every tie of a thing that is purged: its number may be given out again."""
    db.session.execute(
        delete(Link).where(
            or_(and_(Link.from_kind == kind, Link.from_id == id), and_(Link.to_kind == kind, Link.to_id == id))
        )
    )

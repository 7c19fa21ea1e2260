"""Open opinions of somebody who leaves: the successor answers what is asked and rates the reply."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import select

from liaison.core.handing_over import Holding
from liaison.core.messages import N_
from liaison.core.sides import Actor
from liaison.opinions.models import Opinion, OpinionStatus
from liaison.store import audit
from liaison.store.base import db

OVER: Final = (OpinionStatus.CLOSED, OpinionStatus.WITHDRAWN, OpinionStatus.MERGED)


def ids(leaver: Actor, _by: Actor) -> Sequence[int]:
    """Those that show who proposed them. One whose name is withheld would give the name away."""
    return [opinion.id for opinion in _open_of(leaver) if not opinion.is_name_withheld]


def hand_over(leaver: Actor, successor: Actor, by: Actor, _reason: str) -> None:
    """The successor stands in for the proposer, whose name stays; the own side's office where it is withheld."""
    for opinion in _open_of(leaver):
        opinion.proposer_user_id = None if opinion.is_name_withheld else successor.id
        audit.record("opinion.handed_over", opinion, by)


def _open_of(leaver: Actor) -> Sequence[Opinion]:
    mine = select(Opinion).where(Opinion.proposer_user_id == leaver.id, Opinion.status.not_in(OVER))
    return db.session.scalars(mine.order_by(Opinion.year, Opinion.number)).unique().all()


HOLDING: Final = Holding(N_("在办意见建议"), ids, hand_over, card="opinion")

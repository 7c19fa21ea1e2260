"""Opinions of two units that become one: the one that answers, and those that answer with it."""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import bindparam, exists, func, select, update
from sqlalchemy.orm import aliased

from liaison.core.merging import Merging
from liaison.core.messages import N_
from liaison.core.sides import Actor
from liaison.opinions import queries
from liaison.opinions.models import JointComment, Opinion
from liaison.store import merging
from liaison.store.base import db


def settle(gone: int, kept: int) -> None:
    """A unit stands in the list of joint units once, and not where it leads; what both said is put together."""
    changed = []
    for id, lead_id, joint_ids in queries.joined_by((gone, kept)):
        units = list(dict.fromkeys(kept if unit == gone else unit for unit in joint_ids))
        if lead_id in (gone, kept) and kept in units:
            units.remove(kept)
        if units != joint_ids:
            changed.append({"row": id, "units": units})
    if changed:
        table: Any = Opinion.__table__
        by_row = update(table).where(table.c.id == bindparam("row")).values(joint_ids=bindparam("units"))
        db.session.execute(by_row, changed)
    _join_comments(gone, kept)


def count(user: Actor, unit_id: int) -> Sequence[tuple[str, int]]:
    """Opinions that the person sees and that the unit answers."""
    led = select(func.count()).select_from(Opinion).where(Opinion.lead_id == unit_id, queries.visible_to(user))
    return [(N_("主办的意见建议"), db.session.scalar(led) or 0)]


def _join_comments(gone: int, kept: int) -> None:
    twin = aliased(JointComment)
    is_twin = (twin.opinion_id == JointComment.opinion_id, twin.unit_id == gone)
    said = select(twin.text).where(*is_twin).correlate(JointComment).scalar_subquery()
    both = update(JointComment).where(JointComment.unit_id == kept, exists().where(*is_twin))
    db.session.execute(both.values(text=JointComment.text + "\n" + said), execution_options=merging.AT_ONCE)
    merging.drop_twins(JointComment.unit_id, gone, kept, [JointComment.opinion_id])


ORGANISATION: Final = Merging(references=(Opinion.lead_id, JointComment.unit_id), settle=settle, count=count)

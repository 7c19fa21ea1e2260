"""The verb on thresholds: set one within its bounds."""

from sqlalchemy import select

from liaison.core.errors import RuleBroken, Stale
from liaison.core.messages import N_
from liaison.core.sides import Actor
from liaison.settings.models import SettingChange, Subject
from liaison.settings.services import moving
from liaison.store import audit, thresholds
from liaison.store.base import db, ensure_row
from liaison.store.remembered import forget
from liaison.store.thresholds import THRESHOLDS, Threshold


def amend(key: str, value: int, reason: str, *, by: Actor, seen: int) -> SettingChange:
    """Set a threshold. `seen`: the number on the page.

    Raises Stale, or RuleBroken on `value` outside its bounds or unchanged.
    """
    bounds, label = THRESHOLDS[key], N_("数值")
    ensure_row(db.session(), Threshold, key=key, value=bounds.first, version=1)
    row = db.session.scalars(select(Threshold).where(Threshold.key == key)).one()
    if seen != row.value:
        raise Stale(theirs={label: str(row.value)}, yours={label: str(value)})
    if not bounds.lowest <= value <= bounds.highest:
        raise RuleBroken(
            N_("请填写%(lowest)s至%(highest)s的整数。"), field="value", lowest=bounds.lowest, highest=bounds.highest
        )
    if value == row.value:
        raise RuleBroken(N_("内容没有改动。"), field="value")
    old, row.value = row.value, value
    db.session.flush()
    forget()
    change = moving.note(Subject.THRESHOLD, row, bounds.label, reason, {label: str(old)}, {label: str(value)}, (), by)
    audit.record("threshold.amended", row, by, key=key, old=old, new=value, change=change.id)
    return change


def current() -> dict[str, int]:
    """Every threshold as it is set now, by key."""
    return {key: thresholds.value(key) for key in THRESHOLDS}

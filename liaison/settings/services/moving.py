"""Moving the running deadlines with the rule that sets them, and keeping the history of it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from liaison.core import clock as time
from liaison.core.calendar import Arrangements, Limit
from liaison.core.declaration import Deadlines
from liaison.core.errors import RuleBroken
from liaison.core.messages import N_
from liaison.core.sides import Actor
from liaison.settings.models import MovedDeadline, SettingChange, Subject
from liaison.settings.rules.shifts import Shift, fingerprint, shifts
from liaison.store.base import db

Moved = Sequence[tuple[Deadlines, tuple[Shift, ...]]]


def foresee(deadlines: Sequence[Deadlines], limit_of: Callable[[str], Limit], arrangements: Arrangements) -> Moved:
    """What would move, by feature; changes nothing."""
    return [(one, shifts(one.running(), limit_of, arrangements)) for one in deadlines]


def all_of(moved: Moved) -> tuple[Shift, ...]:
    """The deadlines that move and may be told of, of all features."""
    return tuple(shift for feature, found in moved if not feature.is_secret for shift in found)


def require_seen(proposed: object, moved: Moved, seen: str | None) -> None:
    """Refuse to move what nobody looked at. `seen` None: the caller had no page. Raises RuleBroken."""
    if seen is not None and seen != fingerprint(proposed, all_of(moved)):
        raise RuleBroken(N_("预览之后内容或在办期限有了变动，没有保存。下面是重新计算的结果，请核对后再确认。"))


def carry_out(moved: Moved, by: Actor | None) -> None:
    """Let each feature move its own deadlines, note it and tell the people concerned."""
    for feature, found in moved:
        if found:
            feature.move({shift.running.id: shift.new_on for shift in found}, by)


def note(
    subject: Subject,
    thing: Any,
    title: str,
    reason: str,
    old: Mapping[str, str],
    new: Mapping[str, str],
    moved: Moved,
    by: Actor | None,
) -> SettingChange:
    """Keep what was changed, and what moved with it. Of the values only those that differ."""
    differing = [label for label in {**old, **new} if old.get(label) != new.get(label)]
    change = SettingChange(
        subject=subject,
        thing_id=thing.id,
        title=title,
        reason=reason,
        old={label: old.get(label, "") for label in differing},
        new={label: new.get(label, "") for label in differing},
        at=time.now(),
        by_id=by.id if by else None,
        by_name=by.name if by else "",
        moved=[
            MovedDeadline(
                kind_label=shift.running.kind_label,
                number=shift.running.number,
                old_on=shift.running.due_on,
                new_on=shift.new_on,
            )
            for shift in all_of(moved)
        ],
    )
    change.moved_count = len(change.moved)
    db.session.add(change)
    db.session.flush()
    return change

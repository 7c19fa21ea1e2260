"""The categories as rows: filled in once, in a new database only, then kept by the officers of each side."""

import re
from dataclasses import dataclass
from typing import Final

from liaison.complaints.models import Category, Direction
from liaison.complaints.queries import complaints as queries
from liaison.complaints.rules.first_categories import FIRST_CATEGORIES
from liaison.complaints.rules.relations import Standing
from liaison.core.errors import Forbidden, RuleBroken, Stale
from liaison.core.messages import N_
from liaison.core.sides import Actor, Role, Side
from liaison.store import audit
from liaison.store.base import db, ensure_row

CODE: Final = re.compile(r"[A-Z]{1,2}[0-9]{0,2}")


def ensure_categories() -> None:
    """Put in the categories to begin with: the office may rename and retire them afterwards. A task."""
    if queries.categories():
        return
    for position, first in enumerate(FIRST_CATEGORIES):
        ensure_row(
            db.session(), Category, direction=first.direction, code=first.code, group=first.group, name=first.name,
            source=first.source, mirror=first.mirror, position=position,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """What the form of a category held; `mirror` is the code of its pair in the other list, "" for none."""

    group: str
    name: str
    source: str = ""
    mirror: str = ""
    is_retired: bool = False


def add_category(code: str, told: Told, who: Standing, by: Actor) -> Category:
    """Add one at the end of the own list. Raises Forbidden, RuleBroken on `code`, `mirror`."""
    direction = _own(who)
    if not CODE.fullmatch(code):
        raise RuleBroken(N_("代码为一至两个大写字母加至多两位数字，如 A8。"), field="code")
    known = queries.categories()
    if any(one.code == code for one in known):
        raise RuleBroken(N_("已有这个代码。"), field="code")
    _check_mirror(told.mirror, direction)
    category = Category(
        direction=direction, code=code, group=told.group, name=told.name, source=told.source, mirror=told.mirror,
        is_retired=told.is_retired, position=max((one.position for one in known), default=-1) + 1,
    )  # fmt: skip
    db.session.add(category)
    db.session.flush()
    audit.record("complaint_category.added", category, by, code=code)
    return category


def amend_category(category: Category, told: Told, who: Standing, by: Actor, seen: str) -> Category:
    """Word one anew, or take it out of use; complaints that have it show the new name. `seen`: the name on the page.

    Raises Forbidden, Stale, RuleBroken on `mirror`, `is_retired`.
    """
    direction = _own(who)
    if category.direction is not direction:
        raise Forbidden(N_("各方只修改本方的类别。"))
    if seen != category.name:
        raise Stale(theirs={N_("类别名称"): category.name}, yours={N_("类别名称"): told.name})
    _check_mirror(told.mirror, direction)
    in_use = [one for one in queries.categories(direction) if not one.is_retired and one.id != category.id]
    if told.is_retired and not in_use:
        raise RuleBroken(N_("至少应保留一个使用中的类别。"), field="is_retired")
    category.group, category.name, category.source = told.group, told.name, told.source
    category.mirror, category.is_retired = told.mirror, told.is_retired
    db.session.flush()
    audit.record("complaint_category.amended", category, by, code=category.code, retired=told.is_retired)
    return category


def _own(who: Standing) -> Direction:
    if who.side is None or not who.has(Role.OFFICER):
        raise Forbidden(N_("类别由双方经办人维护。"))
    return Direction.LAWYER_TO_JUDGE if who.side is Side.BAR else Direction.JUDGE_TO_LAWYER


def _check_mirror(mirror: str, direction: Direction) -> None:
    if mirror and mirror not in {one.code for one in queries.categories() if one.direction is not direction}:
        raise RuleBroken(N_("对应类别应当是对方类别的代码。"), field="mirror")

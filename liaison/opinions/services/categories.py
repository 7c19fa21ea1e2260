"""The categories of opinions, which the office edits."""

from liaison.core.errors import RuleBroken, Stale
from liaison.core.messages import N_
from liaison.core.sides import Actor
from liaison.opinions import queries
from liaison.opinions.models import OpinionCategory
from liaison.store import audit
from liaison.store.base import db, ensure_row

CATEGORIES = (
    "立案", "阅卷", "开庭排期", "庭审", "送达", "保全", "执行", "调查令",
    "安检", "退费", "诉前调解", "律师权利", "律师执业", "诉讼服务", "其他",
)  # fmt: skip


def ensure_categories() -> None:
    """Put in the categories to begin with, in a new database only: the office may rename and drop them."""
    if not queries.categories():
        for position, name in enumerate(CATEGORIES):
            ensure_row(db.session(), OpinionCategory, name=name, position=position)


def add_category(name: str, by: Actor) -> OpinionCategory:
    """Add a category at the end. Raises RuleBroken on `name` when there is one of that name, retired ones included."""
    _require_new(name)
    known = queries.categories()
    category = OpinionCategory(name=name, position=max((one.position for one in known), default=-1) + 1)
    db.session.add(category)
    db.session.flush()
    audit.record("opinion_category.added", category, by, new=name)
    return category


def rename_category(id: int, name: str, by: Actor, seen: str) -> OpinionCategory:
    """Rename a category; opinions that have it show the new name. `seen`: the name on the page.

    Raises Stale, NotFound, or RuleBroken on `name`.
    """
    category = queries.get_category(id)
    if seen != category.name:
        raise Stale(theirs={N_("类别名称"): category.name}, yours={N_("类别名称"): name})
    if name == category.name:
        return category
    _require_new(name)
    old, category.name = category.name, name
    audit.record("opinion_category.renamed", category, by, old=old, new=name)
    return category


def move_category(id: int, step: int, by: Actor) -> None:
    """Move a category one place up (-1) or down (1) among all; at either end it stays. Raises NotFound."""
    moved, order = queries.get_category(id), list(queries.categories())
    place = order.index(moved)
    if not 0 <= place + step < len(order):
        return
    order[place], order[place + step] = order[place + step], order[place]
    for position, category in enumerate(order):
        category.position = position
    audit.record("opinion_category.moved", moved, by, old=place + 1, new=place + step + 1)


def retire_category(id: int, is_retired: bool, by: Actor) -> None:
    """Take a category out of use, or back into it; none is ever deleted. Raises NotFound, RuleBroken for the last."""
    category = queries.get_category(id)
    if category.is_retired == is_retired:
        return
    if is_retired and sum(not one.is_retired for one in queries.categories()) == 1:
        raise RuleBroken(N_("至少应保留一个使用中的类别。"))
    category.is_retired = is_retired
    audit.record("opinion_category.retired" if is_retired else "opinion_category.restored", category, by)


def _require_new(name: str) -> None:
    if queries.find_category(name) is not None:
        raise RuleBroken(N_("已有同名的类别（包括已停用的）。"), field="name")

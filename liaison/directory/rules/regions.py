"""Regions: a tree that both sides share."""

from collections.abc import Collection
from typing import Final

from liaison.core.errors import RuleBroken
from liaison.core.messages import N_
from liaison.core.moves import Refusal
from liaison.core.sides import Actor
from liaison.directory.rules.standing import kept_sides

LABELS: Final = {"name": N_("地区名称"), "parent_id": N_("上级地区")}
NAME_LENGTH: Final = 40


def why_not_keep(user: Actor, _thing: object = None) -> Refusal | None:
    """Why somebody may not add or amend regions; None when they may: whoever keeps entries needs them."""
    return None if kept_sides(user) else Refusal(N_("地区由双方经办人和系统管理员维护。"), kind="forbidden")


def check(name: str, parent_id: int | None, known: Collection[int], own_parts: Collection[int]) -> None:
    """Raise RuleBroken, on its field, for no name, an unknown region, or a region put within itself (`own_parts`)."""
    if not name or len(name) > NAME_LENGTH:
        raise RuleBroken(N_("地区名称须为 1 至 %(n)s 字。"), field="name", n=NAME_LENGTH)
    if parent_id is not None and parent_id not in known:
        raise RuleBroken(N_("请从列表中选择一项。"), field="parent_id")
    if parent_id in own_parts:
        raise RuleBroken(N_("上级地区不能是它自己或它的下级。"), field="parent_id")

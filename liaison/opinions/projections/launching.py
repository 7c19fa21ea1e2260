"""How far opinions are on the way of an empty site to a live one."""

from collections.abc import Sequence
from typing import Final

from liaison.core.launching import Fact, LaunchStep
from liaison.core.messages import N_
from liaison.core.moves import Refusal
from liaison.opinions import queries

LABEL: Final = N_("意见类别")


def facts() -> Sequence[Fact]:
    """The categories in use, in the order of the office."""
    names = [category.name for category in queries.categories() if not category.is_retired]
    return [(LABEL, "、".join(names))]


def missing() -> Sequence[Refusal]:
    """Each opinion has one."""
    return [] if queries.categories() else [Refusal(N_("还没有意见类别，请添加。"))]


STEPS: Final = (
    LaunchStep(
        "categories",
        8,
        LABEL,
        N_("律师和法官提意见时从中选择，统计也按它划分。可以添加、改名、排序、停用。"),
        missing,
        facts,
        ((LABEL, "settings.categories_page"),),
    ),
)

"""How far complaints are on the way of an empty site to a live one."""

from collections.abc import Sequence
from typing import Final

from liaison.complaints.models import DIRECTION_LABELS, Direction
from liaison.complaints.queries import complaints as queries
from liaison.core.launching import Fact, LaunchStep
from liaison.core.messages import N_, Term
from liaison.core.moves import Refusal
from liaison.core.sides import Actor, Role

LABEL: Final = N_("监督投诉类别")


def facts() -> Sequence[Fact]:
    """The categories in use of either list, in the order of the office."""
    names = _in_use()
    return [(label, "、".join(names[direction])) for direction, label in DIRECTION_LABELS.items()]


def missing() -> Sequence[Refusal]:
    """A complaint has one."""
    names = _in_use()
    return [
        Refusal(N_("“%(list)s”还没有类别，请添加。"), {"list": Term(label)})
        for direction, label in DIRECTION_LABELS.items()
        if not names[direction]
    ]


def keeps(user: Actor) -> bool:
    """Each side's officers keep the list of their side."""
    return user.side is not None and user.has(Role.OFFICER)


def _in_use() -> dict[Direction, list[str]]:
    rows = [row for row in queries.categories() if not row.is_retired]
    return {direction: [row.name for row in rows if row.direction is direction] for direction in DIRECTION_LABELS}


STEPS: Final = (
    LaunchStep(
        "complaint_categories",
        9,
        LABEL,
        N_("系统已列出双方各自的投诉类别。增改、停用由各方经办人办理：兼任经办人的，可以现在核对本方的。"),
        missing,
        facts,
        ((LABEL, "complaints.categories"),),
        keeps,
    ),
)

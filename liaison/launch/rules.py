"""Who takes a site live, and when a step may be ticked off."""

from collections.abc import Sequence

from liaison.core.messages import N_
from liaison.core.moves import Refusal
from liaison.core.sides import Actor, Role


def may_launch(user: Actor) -> bool:
    """Administrators do; what the steps lead to asks for itself who may."""
    return user.has(Role.ADMINISTRATOR)


def why_not_mark(missing: Sequence[Refusal], *, is_marked: bool) -> Refusal | None:
    """Why a step cannot be ticked off now: the first thing that is missing, or that it is done."""
    if is_marked:
        return Refusal(N_("这一步已经完成。"), kind="state")
    return missing[0] if missing else None

"""How far the accounts are on the way of an empty site to a live one."""

from collections.abc import Sequence
from typing import Final

from liaison.accounts.queries import users
from liaison.core.launching import Fact, LaunchStep
from liaison.core.messages import N_, Term
from liaison.core.moves import Refusal
from liaison.core.sides import ROLE_LABELS, SIDE_LABELS, Role


def facts() -> Sequence[Fact]:
    """How many of each role can sign in, or will once they used their slip."""
    counts = users.count_by_role()
    totals = {role: sum(counts.get((side, role), 0) for side in (*SIDE_LABELS, None)) for role in ROLE_LABELS}
    return [(ROLE_LABELS[role], str(total)) for role, total in totals.items() if total]


def missing() -> Sequence[Refusal]:
    """Each side needs somebody who does its daily work."""
    counts = users.count_by_role()
    return [
        Refusal(N_("%(side)s还没有%(role)s的账户。"), {"side": Term(label), "role": Term(ROLE_LABELS[Role.OFFICER])})
        for side, label in SIDE_LABELS.items()
        if not counts.get((side, Role.OFFICER))
    ]


STEPS: Final = (
    LaunchStep(
        "accounts",
        12,
        N_("账户"),
        N_("先开通两方的经办人和会议组织人，再批量开通律师和法官的账户，打印激活条当面分发。"),
        missing,
        facts,
        (
            (N_("新增用户"), "users.open_account"),
            (N_("批量开通账户"), "account_imports.upload"),
            (N_("用户管理"), "users.index"),
        ),
    ),
)

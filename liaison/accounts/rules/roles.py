"""The limits of the roles as data: of which side, beside which others, and what each does and never does."""

from collections.abc import Set
from dataclasses import dataclass
from typing import Final

from liaison.core.errors import RuleBroken
from liaison.core.messages import Term
from liaison.core.sides import ROLE_LABELS, SIDE_LABELS, Role, Side
from liaison.core.text import N_

R = Role
BOTH: Final = frozenset({Side.BAR, Side.BENCH})
ANY: Final = BOTH | {None}
NEITHER_LABEL: Final = N_("不属于任何一方")


@dataclass(frozen=True, slots=True)
class Limit:
    """What binds a role: the sides it may be of, the roles that nobody holds beside it, and both in words.

    The other limits of domain.md are of one record ("sits on its panel") and are kept by the rules of that record.
    """

    sides: frozenset[Side | None]
    does: str
    never: str
    apart_from: frozenset[Role] = frozenset()


DECIDING: Final = frozenset({R.HEAD_OF_SUPERVISION, R.INVESTIGATOR, R.HANDLER, R.PANEL_MEMBER})
LIMITS: Final[dict[Role, Limit]] = {
    R.ADMINISTRATOR: Limit(
        ANY, N_("管理用户、设置和备份"), N_("不能查阅投诉、身份信息和答卷"), DECIDING | {R.AUDITOR, R.OBSERVER}
    ),
    R.AUDITOR: Limit(ANY, N_("查阅审计记录并校验其完整性"), N_("不能修改任何内容"), frozenset(Role) - {R.AUDITOR}),
    R.OFFICER: Limit(
        BOTH,
        N_("办理本方的登记、意见建议、接访和问卷，当面重设本方人员密码，在约定时间内代理其他经办人"),
        N_("不能查看对方的内部记录"),
        frozenset({R.OBSERVER}),
    ),
    R.ORGANISER: Limit(BOTH, N_("筹备本方会议，起草和会签纪要"), N_("不能代替对方会签"), frozenset({R.OBSERVER})),
    R.HEAD_OF_SUPERVISION: Limit(
        BOTH, N_("作出结论，批准延期，接收超期事项"), N_("不能决定本人经办过的事项"), frozenset({R.OBSERVER})
    ),
    R.INVESTIGATOR: Limit(
        frozenset({Side.BAR}),
        N_("调查惩戒投诉，每件两人"),
        N_("不能参加本人所调查投诉的惩戒评议"),
        frozenset({R.OBSERVER}),
    ),
    R.HANDLER: Limit(
        BOTH, N_("核查分配给本人的投诉"), N_("回避后，该投诉的内容、数量和检索结果均不可见"), frozenset({R.OBSERVER})
    ),
    R.PANEL_MEMBER: Limit(
        frozenset({Side.BAR}),
        N_("评议和决定惩戒投诉"),
        N_("不能评议本人调查或核查过的投诉"),
        frozenset({R.OBSERVER}),
    ),
    R.LAWYER: Limit(
        frozenset({Side.BAR}),
        N_("提出意见和投诉，答复，填写问卷，查看本人的事项"),
        N_("不能查看他人的事项"),
        frozenset({R.JUDGE, R.OBSERVER}),
    ),
    R.JUDGE: Limit(
        frozenset({Side.BENCH}),
        N_("提出意见和投诉，答复，填写问卷，查看本人的事项"),
        N_("不能查看他人的事项"),
        frozenset({R.LAWYER, R.OBSERVER}),
    ),
    R.OBSERVER: Limit(
        frozenset({None}),
        N_("查看公布的数据和公文，接收抄送司法局的材料"),
        N_("不能查看他人的个人信息"),
        frozenset(Role) - {R.OBSERVER},
    ),
}


def check_roles(side: Side | None, roles: Set[Role]) -> None:
    """Refuse no role at all, a role of the wrong side, and two that nobody holds together. Raises RuleBroken."""
    if not roles:
        raise RuleBroken(N_("请至少选择一个角色。"), field="roles")
    for role in sorted(roles):
        if side not in LIMITS[role].sides:
            raise RuleBroken(
                N_("“%(role)s”不能由“%(side)s”的用户担任。"),
                field="roles",
                role=Term(ROLE_LABELS[role]),
                side=Term(SIDE_LABELS[side] if side else NEITHER_LABEL),
            )
        against = next((other for other in sorted(roles) if are_apart(role, other)), None)
        if against is not None:
            raise RuleBroken(
                N_("“%(role)s”和“%(other)s”不能由同一人担任。"),
                field="roles",
                role=Term(ROLE_LABELS[role]),
                other=Term(ROLE_LABELS[against]),
            )


def are_apart(one: Role, other: Role) -> bool:
    """Whether nobody holds the two together, whichever of them says so."""
    return other in LIMITS[one].apart_from or one in LIMITS[other].apart_from

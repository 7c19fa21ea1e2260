"""The limits of roles: of which side, beside which others, and none without words."""

import pytest

from liaison.accounts.rules.roles import LIMITS, are_apart, check_roles
from liaison.core.errors import RuleBroken
from liaison.core.sides import Role, Side
from liaison.demo.content import accounts

R = Role


@pytest.mark.parametrize(
    ("side", "roles"),
    [
        (Side.BAR, {R.OFFICER, R.ORGANISER, R.HEAD_OF_SUPERVISION, R.LAWYER}),
        (Side.BENCH, {R.OFFICER, R.HANDLER, R.JUDGE}),
        (Side.BAR, {R.INVESTIGATOR, R.PANEL_MEMBER}),
        (None, {R.OBSERVER}),
        (None, {R.ADMINISTRATOR}),
        (Side.BENCH, {R.ADMINISTRATOR, R.OFFICER}),
        (Side.BAR, {R.AUDITOR}),
    ],
)
def test_an_office_may_be_small(side: Side | None, roles: set[Role]) -> None:
    check_roles(side, roles)


@pytest.mark.parametrize(
    ("side", "roles", "words"),
    [
        (Side.BAR, set(), "至少选择一个角色"),
        (Side.BENCH, {R.INVESTIGATOR}, "“调查人员”不能由“法官方”的用户担任"),
        (Side.BENCH, {R.PANEL_MEMBER}, "不能由“法官方”"),
        (Side.BENCH, {R.LAWYER}, "“律师”不能由“法官方”"),
        (Side.BAR, {R.JUDGE}, "“法官”不能由“律师方”"),
        (None, {R.OFFICER}, "不属于任何一方"),
        (Side.BAR, {R.OBSERVER}, "不能由“律师方”"),
        (Side.BAR, {R.AUDITOR, R.OFFICER}, "不能由同一人担任"),
        (None, {R.AUDITOR, R.ADMINISTRATOR}, "不能由同一人担任"),
        (Side.BAR, {R.ADMINISTRATOR, R.HANDLER}, "不能由同一人担任"),
    ],
)
def test_what_nobody_holds_is_refused_on_the_roles(side: Side | None, roles: set[Role], words: str) -> None:
    with pytest.raises(RuleBroken, match=words) as refusal:
        check_roles(side, roles)
    assert refusal.value.field == "roles"


def test_every_role_has_limits_in_words() -> None:
    assert set(LIMITS) == set(Role)
    assert all(limit.does and limit.never and limit.sides for limit in LIMITS.values())


def test_apart_is_apart_from_both_ends() -> None:
    assert all(are_apart(one, other) is are_apart(other, one) for one in Role for other in Role)
    assert not any(are_apart(role, role) for role in Role)


@pytest.mark.parametrize("account", accounts(), ids=lambda account: account.username)
def test_the_demonstration_keeps_to_the_limits(account: object) -> None:
    check_roles(account.person.side, set(account.roles))  # type: ignore[attr-defined]

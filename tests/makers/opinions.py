"""Opinions in any state, made through the services as the pages make them, and people who act on them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from liaison.core import clock
from liaison.core.sides import Role, Side
from liaison.directory.models import OrganisationKind
from liaison.directory.queries import organisations as directory
from liaison.directory.services import organisations
from liaison.opinions import queries, services
from liaison.opinions.models import Channel, Opinion, OpinionStatus, Outcome, ProposerKind
from liaison.opinions.services import Content, OnBehalf
from liaison.store.base import db
from liaison.store.users import User, UserRole

S = OpinionStatus
TEXT = "向业务庭申请阅卷，要先打电话找到书记员，再由书记员去档案室提卷，不顺利的要等两个星期。"
UNITS = {
    Side.BAR: (OrganisationKind.BAR_ASSOCIATION, "云江市律师协会"),
    Side.BENCH: (OrganisationKind.COURT, "云江市中级人民法院"),
}


@dataclass(frozen=True)
class Somebody:
    """An actor that is not in the database, for rules and services; `id` 0 is nobody's."""

    side: Side | None = Side.BAR
    roles: frozenset[Role] = frozenset({Role.OFFICER})
    id: int = 0
    person_id: int | None = None
    name: str = "孙怡"

    def has(self, role: Role) -> bool:
        return role in self.roles


def a_user(side: Side | None, *roles: Role, username: str = "", email: str = "", name: str = "孙怡") -> User:
    """The stored user of that name, who cannot sign in; added when there is none."""
    username = username or "-".join([str(side), *sorted(roles)])
    known = db.session.scalar(select(User).where(User.username == username))
    if known is not None:
        return known
    rows = [UserRole(role=role) for role in roles]
    user = User(username=username, name=name, side=side, password_hash="-", email=email, role_rows=rows)
    user.created_at = clock.now()
    db.session.add(user)
    db.session.flush()
    return user


def somebody(side: Side | None = Side.BAR, *roles: Role, id: int = 0) -> Somebody:
    """Somebody of a side with these roles."""
    return Somebody(side, frozenset(roles), id)


def unsaved(status: OpinionStatus = S.LODGED, **overrides: Any) -> Opinion:
    """An opinion of the bar side that no database knows, for the rules."""
    values: dict[str, Any] = {
        "id": 7, "year": 2026, "number": 31, "side": Side.BAR, "status": status, "category_id": 1,
        "title": "阅卷预约等候时间过长", "text": TEXT, "grounds": "", "wanted": "",
        "proposer_kind": ProposerKind.PERSON, "proposer_name": "周敏", "proposer_user_id": None,
        "is_name_withheld": False,
        "channel": Channel.PAGE, "received_on": date(2026, 3, 2), "joint_ids": [], "reply": "", "reason": "",
    }  # fmt: skip
    values |= overrides
    return Opinion(**{"full_number": f"意见〔{values['year']}〕{values['number']}号", **values})


def content(**overrides: Any) -> Content:
    """What an opinion says, in the first category."""
    services.ensure_categories()
    category_id = queries.categories()[1].id
    return Content(**{"category_id": category_id, "title": "阅卷预约等候时间过长", "text": TEXT, **overrides})


def unit_of(side: Side) -> int:
    """The id of an organisation of a side that may answer."""
    kind, name = UNITS[side]
    found = directory.find_by_name(name)
    return found.id if found else organisations.add(kind, name, by=None).id


def make_opinion(
    status: OpinionStatus = S.LODGED,
    *,
    side: Side = Side.BAR,
    by: Any = None,
    received_on: date | None = None,
    joint_ids: Iterable[int] = (),
    reply: str = "自下月起，阅卷申请递交后三个工作日内安排。",
    **words: Any,
) -> Opinion:
    """An opinion that has come as far as `status`, lodged by `by` as his or her own, or by the office for 知渡所."""
    office, other = a_user(side, Role.OFFICER), a_user(side.other, Role.OFFICER)
    behalf = OnBehalf(ProposerKind.ASSOCIATION, "知渡所", received_on or date(2026, 3, 2))
    opinion = services.lodge(content(**words), by or office, None if by else behalf)
    if status in {S.SCREENED, S.REPLIED, S.CLOSED}:
        services.screen(opinion, unit_of(side.other), office, joint_ids=list(joint_ids))
    if status in {S.REPLIED, S.CLOSED}:
        services.reply(opinion, reply, Outcome.SOLVED, other)
    last = {S.CLOSED: "close", S.RETURNED: "return", S.WITHDRAWN: "withdraw"}.get(status)
    if status is S.MERGED:
        services.merge(opinion, services.lodge(content(title="并入的意见"), office, behalf), office)
    if last is not None:
        services.move(opinion, last, office, reason="" if last == "close" else "请补充事实。")
    return opinion

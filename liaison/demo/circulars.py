"""The demonstration's circulars: one published by both sides, one that waits for the other side's signature."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from liaison.complaints import notices
from liaison.complaints.models.circulars import Circular
from liaison.complaints.queries import circulars as queries
from liaison.complaints.queries.standing import standings_of
from liaison.complaints.services import circulars
from liaison.complaints.services.circulars import Draft
from liaison.demo.cast import Cast
from liaison.demo.timeline import Timeline, working_day_before

MANNERS: Final = Draft(
    "关于规范庭审和诉讼服务有关问题的通报",
    "近期，双方对律师投诉法官、法官投诉律师中反映较多的问题作了核查，现通报如下。\n一、基本情况\n"
    "阅卷预约逾期未答复、开庭改期只通知一方、代理人迟到或者逾期提交材料等问题，经核查部分属实，"
    "有关单位已分别作出改正、提醒和处分。\n二、有关要求\n"
    "1. 各人民法院应当在承诺时限内答复阅卷预约，改期同时通知双方代理人。\n"
    "2. 各律师事务所应当督促律师按时到庭、按期提交材料，因故不能到庭的及时说明。\n"
    "3. 双方工作人员应当相互尊重，不在庭外议论对方人员。",
)
LATENESS: Final = Draft(
    "关于代理人缺席庭审、逾期提交材料问题的通报",
    "今年以来，双方处理了多件反映代理人缺席庭审、逾期提交材料的投诉，部分属实，已依规作出处理。\n"
    "请各律师事务所加强案件管理，开庭冲突的提前书面说明。",
)
STORY: Final = (("propose", "bar.officer1", 24), ("sign", "bench.supervisor1", 20),
                ("countersign", "bar.supervisor1", 18), ("publish", "bar.officer1", 17))  # fmt: skip


def plan_circulars(timeline: Timeline, cast: Cast, today: date) -> None:
    """Put both into the timeline."""
    first, second = list[Circular](), list[Circular]()
    timeline.at(_day(today, 26), _draft(first, MANNERS, cast, "bar.officer1"))
    for verb, name, ago in STORY:
        timeline.at(_day(today, ago), _move(first, verb, cast, name))
    timeline.at(_day(today, 5), _draft(second, LATENESS, cast, "bench.officer1"))
    timeline.at(_day(today, 4), _move(second, "propose", cast, "bench.officer1"))


def _day(today: date, ago: int) -> date:
    return working_day_before(today - timedelta(days=ago))


def _draft(made: list[Circular], draft: Draft, cast: Cast, name: str) -> Callable[[], None]:
    def act() -> None:
        user = cast.users[name]
        told = list(queries.offered(user))[:2]
        made.append(circulars.draft_circular(draft, told, standings_of([user])[user.id], user))

    return act


def _move(made: list[Circular], verb: str, cast: Cast, name: str) -> Callable[[], None]:
    def act() -> None:
        user = cast.users[name]
        with notices.silenced():
            circulars.move_circular(verb, made[0], standings_of([user])[user.id], user)

    return act

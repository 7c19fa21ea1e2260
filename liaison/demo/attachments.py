"""The demonstration's files: evidence of an opinion, a paper before an agenda item, proof of a resolution, a photo."""

import io
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Final, TypeVar

from PIL import Image, ImageDraw
from sqlalchemy import ColumnElement, select

from liaison.attachments.queries import get_holder
from liaison.attachments.services import handing
from liaison.conferences.models import AgendaItem, Conference, ItemKind, Resolution, ResolutionStatus
from liaison.conferences.rules.agenda import PAPERED
from liaison.core import clock
from liaison.core.sides import Role, Side
from liaison.features import FEATURES
from liaison.opinions.models import Opinion, OpinionStatus
from liaison.store import unit
from liaison.store.base import db
from liaison.store.users import User, UserRole

HANDED_IN: Final = time(8, 30)
Thing = TypeVar("Thing", Opinion, AgendaItem, Resolution)
WAITING: Final = """阅卷等候时间记录

3月2日 向立案窗口提交阅卷申请。
3月4日 电话询问，答复等待书记员通知。
3月11日 再次询问，答复卷宗在业务庭。
3月16日 通知可以阅卷，共等候十四日。
"""
FIGURES: Final = """上季度阅卷预约情况

一月 申请一百二十六件，平均等候九日。
二月 申请九十八件，平均等候七日。
三月 申请一百四十三件，平均等候五日。
"""
DONE: Final = """落实情况说明

阅卷预约系统已于上月开通手机短信通知，预约后四十八小时内答复。
"""


def hand_in(today: date) -> None:
    """Hand in a few files, as their people would today; whoever loads the city makes their copies afterwards."""
    with clock.travel(datetime.combine(today, HANDED_IN, clock.LOCAL)):
        _hand_in()


def _hand_in() -> None:
    opinion = _latest(Opinion, Opinion.status == OpinionStatus.SCREENED)
    is_coming = AgendaItem.conference.has(Conference.status.in_(PAPERED)) & (AgendaItem.kind == ItemKind.TOPIC)
    item = _latest(AgendaItem, is_coming)
    resolution = _latest(Resolution, Resolution.number.is_not(None) & (Resolution.status != ResolutionStatus.CANCELLED))
    plan: tuple[tuple[str, Opinion | AgendaItem | Resolution | None, Role, str, Callable[[], bytes]], ...] = (
        ("opinion", opinion, Role.OFFICER, "阅卷等候时间记录.txt", WAITING.encode),
        ("opinion", opinion, Role.OFFICER, "预约页面截图.png", _screenshot),
        ("agenda_item", item, Role.ORGANISER, "上季度阅卷预约情况.txt", FIGURES.encode),
        ("resolution", resolution, Role.ORGANISER, "落实情况说明.txt", DONE.encode),
    )
    for kind, thing, role, name, data in plan:
        if thing is not None:
            side = thing.side if isinstance(thing, Opinion) else Side.BENCH
            _add(kind, thing.id, _somebody(side, role), name, data())


def _add(kind: str, id: int, by: User, name: str, data: bytes) -> None:
    kinds = {word: attaching for installed in FEATURES for word, attaching in installed.feature.attaches.items()}
    with unit.transaction():
        handing.add(get_holder(by, kinds, kind, id), [handing.look_into(name, io.BytesIO(data))], by)


def _latest(model: type[Thing], is_wanted: ColumnElement[bool]) -> Thing | None:
    return db.session.scalars(select(model).where(is_wanted).order_by(model.id.desc()).limit(1)).one_or_none()


def _somebody(side: Side, role: Role) -> User:
    found = select(User).where(User.side == side, User.role_rows.any(UserRole.role == role)).order_by(User.id).limit(1)
    return db.session.scalars(found).one()


def _screenshot() -> bytes:
    """A page of an appointment system, as a telephone photographs it: with time and device in its EXIF."""
    picture = Image.new("RGB", (720, 960), "#f3f5f8")
    drawing = ImageDraw.Draw(picture)
    drawing.rectangle((0, 0, 720, 90), fill="#10294a")
    for row in range(8):
        drawing.rectangle((40, 140 + 95 * row, 680, 200 + 95 * row), fill="#ffffff", outline="#77859a")
        drawing.rectangle((60, 162 + 95 * row, 60 + 60 * (row % 5 + 2), 178 + 95 * row), fill="#1b4f8f")
    made, found = io.BytesIO(), Image.Exif()
    found[0x0110], found[0x0132] = "Telephone", "2026:03:11 09:20:00"
    picture.save(made, "PNG", exif=found)
    return made.getvalue()

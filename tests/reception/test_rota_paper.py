"""The rota on paper."""

from datetime import date, time

from liaison.papers.facts.lists import GroupRow, Row
from liaison.reception.models import DayStatus, Duty, DutyLawyer, DutyStatus, ReceptionDay, ReceptionPlace
from liaison.reception.projections.rota_paper import rota_facts

MONDAY, FRIDAY = date(2026, 11, 30), date(2026, 12, 4)


def duty(name: str) -> Duty:
    lawyer = DutyLawyer(name=name, firm=f"{name}律师事务所", specialities=["civil"])
    return Duty(lawyer=lawyer, status=DutyStatus.CONFIRMED)


def test_each_line_says_its_day_and_months_stand_apart() -> None:
    place = ReceptionPlace(name="诉讼服务中心")
    same = {"place": place, "starts_at": time(9), "ends_at": time(11, 30), "seats": 2, "holiday": ""}
    held = {"on": MONDAY, "regular_on": MONDAY, "status": DayStatus.PLANNED, "duties": [duty("甲"), duty("乙")]}
    cancelled = {"on": FRIDAY, "regular_on": FRIDAY, "status": DayStatus.CANCELLED, "reason": "法院搬迁"}
    days = [ReceptionDay(**same, **held), ReceptionDay(**same, **cancelled)]
    rows = rota_facts(days, "云江市律师协会", MONDAY).rows
    assert [row.text for row in rows if isinstance(row, GroupRow)] == ["2026年11月", "2026年12月"]
    cells = [row.cells for row in rows if isinstance(row, Row)]
    first = ("2026年11月30日（一）", "09:00-11:30", "诉讼服务中心")
    assert [each[:4] for each in cells[:2]] == [(*first, "甲"), (*first, "乙")]
    assert cells[2][0] == "2026年12月4日（五）"
    assert cells[2][-1] == "已取消：法院搬迁"

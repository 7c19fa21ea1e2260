"""Workbooks of old ledgers as offices hand them in, written by openpyxl; and the three years of the seed."""

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from openpyxl import Workbook

from liaison.core.sides import Side
from liaison.ledgers.models import LedgerImport
from liaison.ledgers.services import imports, reading
from liaison.opinions.models import OUTCOME_LABELS
from liaison.store import jobs, unit
from liaison.store.base import db
from liaison.store.users import User

CONFERENCES = ["会议类别", "第几次", "会议日期", "召集方", "会议地点", "原纪要文号", "纪要文件名", "备注"]
RESOLUTIONS = ["会议类别", "第几次", "议定内容", "主办单位", "会办单位", "责任人", "完成期限", "结果", "办结日期"]
OPINIONS = [
    "提出人类型", "提出人", "类别", "标题", "内容", "收到日期", "提交会议", "原编号", "主办单位", "答复内容",
    "办理结果", "答复日期",
]  # fmt: skip
DAYS = ["接访日期", "接访地点", "接待人数", "接待人次", "事项件数", "咨询人次", "备注"]
COUNTS = ["指标", "年度", "起", "止", "数量", "来源"]
PLACE = "市中院律师接访室"
COMPLAINTS = "律师对法官的监督投诉"
SOLVED = next(iter(OUTCOME_LABELS.values()))
HELD = (date(2023, 3, 15), date(2023, 11, 8), date(2024, 6, 20), date(2025, 4, 16))
NUMERALS = "一二三四"
Rows = Sequence[Sequence[Any]]


def book(sheets: Mapping[str, tuple[list[str], Rows]]) -> bytes:
    """A workbook with these sheets of heads and rows."""
    made, data = Workbook(), io.BytesIO()
    made.remove(made.active)
    for title, (head, rows) in sheets.items():
        page = made.create_sheet(title)
        for row in (head, *rows):
            page.append(list(row))
    made.save(data)
    return data.getvalue()


def conference(n: int, on: Any = None, **said: Any) -> list[Any]:
    """A row of a conference."""
    return ["联席会议", n, on or HELD[n - 1], "律师方", said.get("place", "市律协会议室"), "", said.get("file", ""), ""]


def resolution(n: int, text: str, lead: str = "云江市中级人民法院") -> list[Any]:
    """A row of a resolution of the n-th conference, carried out."""
    on = HELD[n - 1]
    return ["联席会议", n, text, lead, "", "", on + timedelta(60), "已落实", on + timedelta(30)]


def opinion(
    title: str,
    received_on: Any,
    meeting: str = "",
    by: str = "律师事务所",
    name: str = "知渡所",
    replied_on: Any = None,
) -> list[Any]:
    """A row of an opinion that was answered a month later."""
    replied_on = replied_on or (received_on + timedelta(30))
    return [by, name, "阅卷", title, f"{title}，请研究。", received_on, meeting, "", "", "已采纳。", SOLVED, replied_on]


def opinions(side: Side, count: int) -> list[list[Any]]:
    """So many opinions of a side, spread over the conferences of the seed."""
    by, name = ("律师事务所", "知渡所") if side is Side.BAR else ("法院或内设庭室", "云江市中级人民法院")
    return [
        opinion(f"{by}意见之{n}", HELD[n % 4] - timedelta(20), f"第{NUMERALS[n % 4]}次联席会议", by, name)
        for n in range(count)
    ]


def days(count: int = 33, people: int = 69, advised: int = 35) -> list[list[Any]]:
    """So many Mondays from 2023 on, with people and advice spread evenly."""
    rows = []
    for n in range(count):
        shares = [total // count + (n < total % count) for total in (people, advised)]
        rows.append([date(2023, 2, 6) + timedelta(28 * n), PLACE, shares[0], None, shares[0], shares[1], ""])
    return rows


def of_the_bar() -> bytes:
    """What the bar's office has of the three years of the seed, and complaints of which only the number is known."""
    return book(
        {
            "往年接访日": (DAYS, days()),
            "往届意见建议": (OPINIONS, opinions(Side.BAR, 40)),
            "往届会议": (CONFERENCES, [conference(n) for n in (1, 2, 3, 4)]),
            "往届议定事项": (RESOLUTIONS, [resolution(n, f"议定第{n}项") for n in (1, 2, 3, 4)]),
            "历年数字": (
                COUNTS,
                [[COMPLAINTS, year, None, None, 6, f"{year}年度总结第3页"] for year in (2023, 2024)],
            ),
        }
    )


def of_the_bench() -> bytes:
    """The opinions of the judges."""
    return book({"往届意见建议": (OPINIONS, opinions(Side.BENCH, 15))})


def take_in(data: bytes, by: User, brought: Iterable[tuple[str, bytes]] = ()) -> LedgerImport:
    """Take a workbook in at once; one with faults fails the test."""
    files = list(brought)
    plan = reading.plan_of(data, files, by)
    assert not plan.faults, plan.faults
    if unit.is_writing():
        return imports.take_in("台账.xlsx", plan, by)
    with unit.transaction():
        return imports.take_in("台账.xlsx", plan, by)


def work() -> None:
    """Do what a worker would: every job of ledgers that waits."""
    for job_id in jobs.sweep():
        if (job := db.session.get(jobs.Job, job_id)) and job.kind == imports.MAKE:
            db.session.rollback()
            jobs.run(job_id)

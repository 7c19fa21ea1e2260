"""The demonstration's old ledger: numbers of a year on paper, out of the spreadsheet that the office had of it."""

from typing import Final

from liaison.ledgers.services import imports, reading
from liaison.papers.sheet import write_table
from liaison.store.users import User

SHEET: Final = "历年数字"
HEAD: Final = ("指标", "年度", "起", "止", "数量", "来源")
NUMBERS: Final = (("召开联席会议", 1), ("收到律师方意见建议", 9))


def take_in_year(year: int, by: User) -> None:
    """Take the numbers of that year in, as the page of old ledgers does."""
    source = f"{year}年度工作总结（纸质档案）"
    data = write_table(SHEET, HEAD, [(name, year, None, None, value, source) for name, value in NUMBERS])
    plan = reading.plan_of(data, (), by)
    imports.take_in(f"{year}年台账.xlsx", plan, by)

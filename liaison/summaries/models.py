"""Summaries on their way from draft to issued paper, and the opening balances of years without records."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from liaison.core.declaration import Tone
from liaison.core.messages import N_
from liaison.core.periods import Period
from liaison.core.sides import Side
from liaison.store.base import Base, UTCDateTime, Versioned, Word
from liaison.store.papers import Paper


class SummaryStatus(StrEnum):
    """Where a summary stands."""

    DRAFTED = "drafted"
    ISSUED = "issued"
    WITHDRAWN = "withdrawn"
    DISCARDED = "discarded"


class SummaryKind(StrEnum):
    """What a summary tells of, and in which form."""

    PERIOD = "period"
    SUPERVISION = "supervision"
    RECEPTION = "reception"
    QUESTIONNAIRES = "questionnaires"
    OPINIONS = "opinions"
    ANNUAL_TABLE = "annual_table"
    ANNUAL_REPORT = "annual_report"


S = SummaryStatus
STATUS_LABELS: Final = {
    S.DRAFTED: N_("草稿"),
    S.ISSUED: N_("已印发"),
    S.WITHDRAWN: N_("已撤回"),
    S.DISCARDED: N_("已作废"),
}
STATUS_TONES: Final[dict[SummaryStatus, Tone]] = {
    S.DRAFTED: "neutral",
    S.ISSUED: "good",
    S.WITHDRAWN: "warn",
    S.DISCARDED: "neutral",
}
KIND_LABELS: Final = {
    SummaryKind.PERIOD: N_("工作总结"),
    SummaryKind.SUPERVISION: N_("监督工作专题"),
    SummaryKind.RECEPTION: N_("律师接访专题"),
    SummaryKind.QUESTIONNAIRES: N_("问卷调查专题"),
    SummaryKind.OPINIONS: N_("意见建议和议定事项专题"),
    SummaryKind.ANNUAL_TABLE: N_("年度统计表（报司法局）"),
    SummaryKind.ANNUAL_REPORT: N_("年度报告"),
}


class Summary(Versioned, Base):
    """One summary of one side. `text` holds figures as blanks ({召开联席会议}), one paragraph a line.

    `issued_text`: the same with the numbers of the paper, once it is issued. `frozen`: the figures as they stood when
    the text was last saved, at last when it was issued: rows of name, label, unit, value (None: withheld), before,
    year_before. `place`: what it is narrowed to ("court:8"), "" for everything.
    """

    __tablename__ = "summary"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[SummaryKind] = mapped_column(Word(SummaryKind))
    side: Mapped[Side] = mapped_column(Word(Side))
    status: Mapped[SummaryStatus] = mapped_column(Word(SummaryStatus), index=True)
    title: Mapped[str] = mapped_column(String(80))
    first_on: Mapped[date]
    last_on: Mapped[date]
    place: Mapped[str] = mapped_column(String(40), default="")
    place_name: Mapped[str] = mapped_column(String(80), default="")
    text: Mapped[str] = mapped_column(Text)
    issued_text: Mapped[str] = mapped_column(Text, default="")
    frozen: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    number: Mapped[str] = mapped_column(String(60), default="")
    reason: Mapped[str] = mapped_column(String(500), default="")
    drafted_at: Mapped[datetime] = mapped_column(UTCDateTime)
    issued_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    paper_id: Mapped[int | None] = mapped_column(ForeignKey("paper.id"), index=True)
    paper: Mapped[Paper | None] = relationship()

    @property
    def period(self) -> Period:
        """The days that it tells of."""
        return Period(self.first_on, self.last_on)


class OpeningBalance(Versioned, Base):
    """What one figure came to in days of which there are no records, with the source that says so.

    It counts in wherever a period holds all of its days.
    """

    __tablename__ = "opening_balance"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(60), index=True)
    first_on: Mapped[date]
    last_on: Mapped[date]
    value: Mapped[int]
    source: Mapped[str] = mapped_column(String(200))
    entered_at: Mapped[datetime] = mapped_column(UTCDateTime)
    entered_side: Mapped[Side] = mapped_column(Word(Side))

    @property
    def period(self) -> Period:
        """The days that it stands for."""
        return Period(self.first_on, self.last_on)

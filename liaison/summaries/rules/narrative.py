"""Figures as sentences of an official Chinese paper: zero, one and many each read right.

A sentence holds its numbers as blanks, {召开联席会议}, and is filled in from the records each time it is shown: whoever
edits the text moves words, not numbers.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from liaison.core.declaration import Figure
from liaison.core.errors import RuleBroken
from liaison.core.messages import N_
from liaison.core.numbers import chinese_numeral
from liaison.core.periods import Period
from liaison.core.wordings import BLANK, filled
from liaison.summaries.models import SummaryKind
from liaison.summaries.rules.book import Book, Entry, written

BEFORE, YEAR_BEFORE, AGAINST = "·上期", "·去年同期", "·比去年同期"
SHARE: Final = "值班律师党员占比"
MEMBERS, SELECTED = "selected_party_members", "selected_lawyers"
WHOLE_SHARES: Final = {(1, 2): "一半", (1, 3): "三分之一", (2, 3): "三分之二", (1, 4): "四分之一", (3, 4): "四分之三"}
LONGEST: Final = 8000
PERIOD_BLANK: Final = "期间"
TYPED: Final = re.compile(r"\d+(?:人次|件次|[人件条次份项家个名％%])")
HEADING: Final = re.compile(r"^[一二三四五六七八九十]+、(?P<text>.+)$")


@dataclass(frozen=True, slots=True)
class Piece:
    """Words with the figure that decides them: `some` from one on, `none` for zero ("": nothing is said).

    `is_compared`: with how it stands against the same days of the year before.
    """

    name: str
    some: str
    none: str = ""
    is_compared: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence. Where the first piece counts nothing, it alone is told."""

    theme: str
    pieces: tuple[Piece, ...]


CONFERENCES, OPINIONS, RECEPTION = "联席会议", "意见建议", "律师接访"
QUESTIONNAIRES, SUPERVISION, ROSTER = "问卷调查", "相互监督评价", "队伍状况"
SENTENCES: Final = (
    Sentence(CONFERENCES, (
        Piece("conferences_held", "共召开联席会议{}次", "没有召开联席会议", is_compared=True),
        Piece("opinions_bar", "会上收集律师工作意见、批评建议{}条", "会上律师方没有提出意见、批评建议"),
        Piece("opinions_bench", "法官工作意见、批评建议{}条", "法官方没有提出意见、批评建议"),
    )),
    Sentence(CONFERENCES, (
        Piece("resolutions_taken", "联席会议议定事项{}项"),
        Piece("resolutions_done", "其中已落实{}项", "尚无落实的"),
        Piece("resolutions_overdue", "逾期未落实{}项", "没有逾期未落实的"),
    )),
    Sentence(OPINIONS, (
        Piece("opinions_received_bar", "收到律师方意见建议{}件", "没有收到律师方意见建议", is_compared=True),
    )),
    Sentence(OPINIONS, (
        Piece("opinions_received_bench", "收到法官方意见建议{}件", "没有收到法官方意见建议", is_compared=True),
    )),
    Sentence(OPINIONS, (
        Piece("opinions_replied_bar", "答复律师方意见建议{}件", "没有答复律师方意见建议"),
    )),
    Sentence(OPINIONS, (
        Piece("opinions_replied_bench", "答复法官方意见建议{}件", "没有答复法官方意见建议"),
    )),
    Sentence(OPINIONS, (
        Piece("opinions_in_time", "在答复期限内答复{}件"),
        Piece("opinions_outcome_A", "已解决或采纳{}件"),
        Piece("opinions_outcome_B", "正在解决或列入计划{}件"),
        Piece("opinions_outcome_C", "受条件限制暂难解决{}件"),
        Piece("opinions_outcome_D", "留作参考{}件"),
    )),
    Sentence(RECEPTION, (
        Piece("reception_days", "开展律师接访{}次", "没有开展律师接访", is_compared=True),
        Piece("people_received", "接待来访{}人", "没有来访人"),
        Piece("advice_given", "提供刑事、民事、行政、审监、执行等方面的法律咨询{}人次"),
    )),
    Sentence(RECEPTION, (
        Piece(SELECTED, "挑选参与法院信访接待的律师{}名"),
        Piece(MEMBERS, "其中党员律师{}名，占{" + SHARE + "}", "其中没有党员律师"),
    )),
    Sentence(QUESTIONNAIRES, (
        Piece("questionnaires_closed", "开展问卷调查{}次", "没有开展问卷调查"),
        Piece("questionnaire_responses", "回收答卷{}份", "没有收回答卷"),
    )),
    Sentence(SUPERVISION, (
        Piece("ratings_bar", "律师对法官作出案件评价{}份", "没有律师对法官的案件评价"),
    )),
    Sentence(SUPERVISION, (
        Piece("ratings_bench", "法官对律师作出案件评价{}份", "没有法官对律师的案件评价"),
    )),
    Sentence(SUPERVISION, (
        Piece("complaints_lawyer_to_judge", "在已结束的年度内，收到律师对法官的监督投诉{}件"),
    )),
    Sentence(SUPERVISION, (
        Piece("complaints_judge_to_lawyer", "在已结束的年度内，收到法官对律师的监督投诉{}件"),
    )),
    Sentence(ROSTER, (
        Piece("lawyers", "全市共有律师{}名"),
        Piece("law_firms", "律师事务所{}家"),
        Piece("party_members", "党员律师{}名"),
        Piece("party_branches", "律师党支部{}个"),
    )),
)  # fmt: skip
THEMES: Final[Mapping[SummaryKind, tuple[str, ...]]] = {
    SummaryKind.SUPERVISION: (SUPERVISION,),
    SummaryKind.RECEPTION: (RECEPTION,),
    SummaryKind.QUESTIONNAIRES: (QUESTIONNAIRES,),
    SummaryKind.OPINIONS: (CONFERENCES, OPINIONS),
}
"""What the special summaries tell of; all others tell of everything."""


def compose(kind: SummaryKind, book: Book) -> str:
    """The text of a summary to begin with: a paragraph a theme, numbers as blanks."""
    known = {entry.figure.name: entry for entry in book.entries}
    with_years = book.period.year_before.last < book.period.first
    paragraphs: dict[str, list[str]] = {}
    for sentence in SENTENCES:
        if sentence.theme in THEMES.get(kind, (sentence.theme,)):
            words = "，".join(_pieces(sentence.pieces, known, with_years))
            if words:
                paragraphs.setdefault(sentence.theme, []).append(words)
    lines = ["；".join(sentences) + "。" for sentences in paragraphs.values()]
    if lines:
        lines[0] = f"{{{PERIOD_BLANK}}}，{lines[0]}"
    return "\n".join(lines or [f"{{{PERIOD_BLANK}}}，没有可以统计的数据。"])


def blanks(book: Book) -> dict[str, str]:
    """What may stand in braces in the text of this period, each with what it says now."""
    found = {PERIOD_BLANK: span_words(book.period)}
    for entry in book.entries:
        label = entry.figure.label
        found[label] = written(entry.figure)
        found[label + BEFORE] = written(entry.before)
        found[label + YEAR_BEFORE] = written(entry.year_before)
        found[label + AGAINST] = against(entry.figure, entry.year_before)
    figures = book.figures
    if MEMBERS in figures and SELECTED in figures:
        found[SHARE] = share(figures[MEMBERS].value, figures[SELECTED].value)
    return found


def fill(text: str, book: Book) -> list[str]:
    """The paragraphs with their numbers. Raises RuleBroken on `text` for a blank that is none."""
    known = blanks(book)
    check(text, known)
    return [filled(line, known) for line in text.splitlines() if line.strip()]


def check(text: str, known: Mapping[str, str]) -> None:
    """Raise RuleBroken on `text` for unknown blanks, stray braces, or a text that is empty or too long."""
    if not text.strip():
        raise RuleBroken(N_("此项为必填项。"), field="text")
    if len(text) > LONGEST:
        raise RuleBroken(N_("最多 %(n)s 字，请缩短。"), field="text", n=LONGEST)
    for name in BLANK.findall(text):
        if name not in known:
            raise RuleBroken(N_("没有名为“%(name)s”的占位内容。"), field="text", name=f"{{{name}}}")
    if set("{}") & set(BLANK.sub("", text)):
        raise RuleBroken(N_("花括号没有成对，请检查占位内容。"), field="text")


def typed_numbers(text: str) -> list[str]:
    """Numbers that somebody typed where a figure belongs, each with its unit: they will not follow the records."""
    return TYPED.findall(BLANK.sub("", text))


def span_words(period: Period) -> str:
    """How the first sentence names the period: 三年来, for whole years to the day, else as papers spell it."""
    return f"{chinese_numeral(period.whole_years)}年来" if period.whole_years > 1 else period.spelled()


def against(now: Figure, then: Figure | None) -> str:
    """How a number stands against an earlier one, in words."""
    if then is None or not now.is_told or not then.is_told:
        return "无可比数据"
    if now.value == then.value:
        return "持平"
    return f"{'增加' if now.value > then.value else '减少'}{abs(now.value - then.value)}{now.unit}"


def share(part: int, whole: int) -> str:
    """A share in words: 三分之二 where it is just that, else a percentage."""
    if not whole:
        return "0%"
    exact = (words for (top, bottom), words in WHOLE_SHARES.items() if part * bottom == whole * top)
    return next(exact, f"{round(100 * part / whole)}%")


def _pieces(pieces: Sequence[Piece], known: Mapping[str, Entry], with_years: bool) -> Iterator[str]:
    """The words of a sentence; what no figure stands behind is left out."""
    for place, piece in enumerate(pieces):
        entry = known.get(piece.name)
        if entry is None:
            if place == 0:
                return
            continue
        if entry.figure.value:
            label = entry.figure.label
            words = piece.some.replace("{}", f"{{{label}}}", 1)
            if piece.is_compared and with_years and entry.year_before is not None:
                words += f"（比去年同期{{{label}{AGAINST}}}）"
            yield words
        elif piece.none:
            yield piece.none
        if place == 0 and not entry.figure.value:
            return

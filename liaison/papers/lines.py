"""Breaking the lines of a mark or a title evenly, and never inside a word of the trade."""

import re
from math import ceil
from typing import Final

from liaison.core.text import east_asian_width

# A break inside one of these reads badly; words, not law, so the list may grow.
WORDS: Final = re.compile(
    r"\w{1,4}[省市县区州](?:律师协会|法官协会|(?:中级)?人民法院|人民检察院|司法局)|"
    "联席会议|会议纪要|工作会议|座谈会|律师协会|法官协会|律师事务所|人民法院|人民检察院|司法局|诉讼服务|"
    "良性互动|情况报告|年度报告|工作总结|意见|建议|批评|监督|机制|制度|关于|有关|情况|落实|推进|推动|工作|律师|法官|法院|检察|执业|执行|权利|行为|保障|规范|"
    "问题|问卷|调查|结果|应用|研究|改进|完善|建立|加强|依法|专题|议定|事项|答复|通报|办理|"
    "第.{1,3}[次届]|[0-9A-Za-z.%]+"
)
# No line of any text begins or ends with these; a line of a title not with the small words either.
NO_START: Final = "，。、；：？！）》」』】〉〕”’％%"
NO_END: Final = "（《「『【〈〔“‘"
SMALL_START: Final = "的和与"
SMALL_END: Final = "第"
FAULT: Final = 6.0
GAIN: Final = 2.0


def cells(text: str) -> float:
    """The width of a text in Han characters: half a cell for a Latin letter or a digit."""
    return east_asian_width(text) / 2


def balanced(text: str, limit: float) -> tuple[str, ...]:
    """Break a text into the fewest lines of at most `limit` cells, about equally long."""
    for count in range(max(1, ceil(cells(text) / limit)), len(text) + 1):
        lines = split(text, count)
        if all(cells(line) <= limit for line in lines):
            return lines
    return (text,)


def split(text: str, count: int) -> tuple[str, ...]:
    """Break a text into `count` lines (fewer when it has fewer characters), about equally long."""
    lines = []
    for left in range(count, 1, -1):
        if len(text) < left:
            break
        at = _best_break(text, cells(text) / left)
        lines.append(text[:at].rstrip())
        text = text[at:].lstrip()
    return (*lines, text)


def _best_break(text: str, wanted: float) -> int:
    inside = {i for word in WORDS.finditer(text) for i in range(word.start() + 1, word.end())}

    def cost(at: int) -> float:
        unfit = at in inside or text[at] in NO_START + SMALL_START or text[at - 1] in NO_END + SMALL_END
        good = text[at - 1] in "、，" or text[at] == "第"
        return abs(cells(text[:at]) - wanted) + FAULT * unfit - GAIN * good

    return min(range(1, len(text)), key=cost)

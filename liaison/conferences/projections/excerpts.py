"""An excerpt of minutes as its page and its paper show it."""

from collections.abc import Mapping
from datetime import date
from itertools import groupby
from typing import Any, Final

from liaison.core.numbers import chinese_date, chinese_numeral
from liaison.papers.facts.letters import Heading, LetterFacts
from liaison.papers.facts.minutes import Paragraph

NOTE: Final = "本摘录由系统根据印发的会议纪要生成，供意见建议提出人查阅；内容以会议纪要为准。"
CHECKED: Final = "会议纪要验证码：{code}，可凭纪要文号和验证码在本平台公文验证页核对。"


def grouped(facts: Mapping[str, Any]) -> list[tuple[str, list[str]]]:
    """The passages by what they are, in their order."""
    return [
        (label, [text for _, text in pairs])
        for label, pairs in groupby((tuple(pair) for pair in facts["passages"]), key=lambda pair: pair[0])
    ]


def excerpt_paper(facts: Mapping[str, Any], code: str, today: date) -> LetterFacts:
    """The excerpt as a paper without a number of its own; it names the minutes that it is from, and their code."""
    issuers = tuple(facts["issuers"])
    minutes = f"《{facts['minutes']}》（{facts['number']}）"
    head = (
        f"{facts['conference']}于{chinese_date(date.fromisoformat(facts['held_on']))}召开。{minutes}"
        f"中涉及{facts['opinion_number']}“{facts['opinion_title']}”的内容摘录如下："
    )
    body: list[Paragraph | Heading] = [Paragraph(_line(head))]
    for place, (label, texts) in enumerate(grouped(facts), 1):
        body.append(Heading(f"{chinese_numeral(place)}、{label}"))
        body += [Paragraph(_line(text)) for text in texts]
    return LetterFacts(
        mark=issuers[0],
        number="",
        issued_on=today,
        issuers=issuers[:1],
        title="会议纪要摘录",
        addressees=(),
        body=tuple(body),
        note=NOTE + CHECKED.format(code=code),
    )


def _line(text: str) -> str:
    return " ".join(text.split())

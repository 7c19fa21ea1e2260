"""What was written is read by one officer of each side, and struck, before anybody else sees it."""

from dataclasses import dataclass

from liaison.core.errors import NotFound, RuleBroken
from liaison.core.messages import N_
from liaison.core.moves import refuse
from liaison.core.sides import Actor, Side
from liaison.questionnaires.models import Questionnaire, QuestionnaireText
from liaison.questionnaires.queries import texts as queries
from liaison.questionnaires.rules import standing, striking
from liaison.store import audit


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an officer says of one text: withheld, or with these passages (one a line) struck."""

    text_id: str
    is_withheld: bool
    passages: str = ""


def read(questionnaire: Questionnaire, verdicts: list[Verdict], by: Actor) -> int:
    """Keep what an officer says of some texts; gives how many. What the side's other officer read stays that one's.

    Raises Forbidden, NotFound, RuleBroken on the text whose passages are not in it.
    """
    refuse(standing.why_not("read", by, questionnaire))
    assert by.side is not None
    reader = queries.reader_of(questionnaire, by.side)
    if reader is not None and reader != by.id:
        raise RuleBroken(N_("本方已由另一位经办人审读，一份问卷每方只由一人审读。"))
    found = {text.id: text for text in queries.texts_of(questionnaire)}
    for verdict in verdicts:
        if verdict.text_id not in found:
            raise NotFound
        _keep(found[verdict.text_id], verdict, by.side, by.id)
    audit.record("questionnaire.texts_read", questionnaire, by, texts=len(verdicts))
    return len(verdicts)


def _keep(text: QuestionnaireText, verdict: Verdict, side: Side, reader_id: int) -> None:
    passages = "" if verdict.is_withheld else verdict.passages
    if striking.missing(text.text, passages):
        raise RuleBroken(N_("要划去的文字与原文不一致，请逐字照抄，一行一处。"), field=text.id)
    if side is Side.BAR:
        text.is_withheld_bar, text.bar_struck, text.read_by_bar_id = verdict.is_withheld, passages, reader_id
    else:
        text.is_withheld_bench, text.bench_struck, text.read_by_bench_id = verdict.is_withheld, passages, reader_id

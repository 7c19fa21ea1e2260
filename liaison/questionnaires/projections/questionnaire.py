"""A questionnaire as one person may see it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from liaison.core.declaration import Tone
from liaison.core.messages import N_
from liaison.core.sides import SIDE_LABELS, Actor, Side
from liaison.questionnaires.models import (
    MODE_LABELS,
    MODE_WORDS,
    STATUS_LABELS,
    STATUS_TONES,
    Mode,
    Questionnaire,
    QuestionnaireStatus,
)
from liaison.questionnaires.rules import standing

S = QuestionnaireStatus
Stage = tuple[str, Literal["done", "now", ""], date | None]
NEXT_STEPS = {
    S.DRAFT: N_("编写题目，完成后定稿。"),
    S.PUBLISHED: N_("题目已冻结，等待开放。"),
    S.OPEN: N_("正在填答。结果在截止后一次发布，此前谁都看不到。"),
    S.CLOSED: N_("双方经办人各自审读文字后，由主办方发布结果。"),
    S.RELEASED: N_("结果已发布。"),
    S.CANCELLED: N_("已取消。"),
}


@dataclass(frozen=True, slots=True)
class SeenQuestionnaire:
    """What is shown of it. Labels are message ids; numbers of answers are None for who does not run it."""

    id: int
    version: int
    code: str
    title: str
    side: Side
    side_label: str
    asked_by_label: str
    audience_label: str
    mode: Mode
    mode_label: str
    mode_words: str
    status: QuestionnaireStatus
    status_label: str
    tone: Tone
    has_targets: bool
    round: int
    opens_at: datetime | None
    closes_at: datetime | None
    released_on: date | None
    purged_on: date | None
    issued: int | None
    returned: int | None
    reminders: int
    reason: str
    next_step: str
    is_own: bool

    @property
    def rate(self) -> float | None:
        """How many of the slips came back, 0 to 1; None where that is not known."""
        return self.returned / self.issued if self.returned is not None and self.issued else None


def as_seen_by(user: Actor, questionnaire: Questionnaire) -> SeenQuestionnaire:
    """Give what the person may see; it must be one that `visible_to` lets through."""
    who = standing.relations(user, questionnaire)
    is_office = bool(who & standing.BOTH)
    return SeenQuestionnaire(
        id=questionnaire.id,
        version=questionnaire.version,
        code=questionnaire.code if is_office else "",
        title=questionnaire.title,
        side=questionnaire.side,
        side_label=SIDE_LABELS[questionnaire.side],
        asked_by_label=SIDE_LABELS[questionnaire.asked_by],
        audience_label=SIDE_LABELS[questionnaire.audience],
        mode=questionnaire.mode,
        mode_label=MODE_LABELS[questionnaire.mode],
        mode_words=MODE_WORDS[questionnaire.mode],
        status=questionnaire.status,
        status_label=STATUS_LABELS[questionnaire.status],
        tone=STATUS_TONES[questionnaire.status],
        has_targets=questionnaire.has_targets,
        round=questionnaire.round,
        opens_at=questionnaire.opens_at,
        closes_at=questionnaire.closes_at,
        released_on=questionnaire.released_on,
        purged_on=questionnaire.answers_purged_on,
        issued=questionnaire.issued if is_office else None,
        returned=questionnaire.returned if is_office else None,
        reminders=questionnaire.reminders,
        reason=questionnaire.reason if is_office else "",
        next_step=NEXT_STEPS[questionnaire.status],
        is_own=standing.OWN_OFFICER in who,
    )


def stages(questionnaire: Questionnaire, frozen_on: date | None) -> list[Stage]:
    """Give the steps of its page."""
    steps: Sequence[tuple[str, date | None]] = (
        (N_("新建"), questionnaire.created_on),
        (N_("定稿"), frozen_on if questionnaire.status is not S.DRAFT else None),
        (N_("开放"), questionnaire.opened_on if questionnaire.status not in {S.DRAFT, S.PUBLISHED} else None),
        (N_("截止"), questionnaire.closed_on),
        (N_("发布结果"), questionnaire.released_on),
    )
    done = next((place for place, (_, day) in enumerate(steps) if day is None), len(steps))
    return [
        (label, "done" if place < done else "now" if place == done else "", day)
        for place, (label, day) in enumerate(steps)
    ]

"""Designing: new, copied, amended, published and revised questionnaires."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm.attributes import flag_modified

from liaison.core import clock
from liaison.core.errors import RuleBroken
from liaison.core.messages import N_
from liaison.core.moves import refuse
from liaison.core.sides import Actor, Side
from liaison.questionnaires import queries
from liaison.questionnaires.models import Mode, Questionnaire, QuestionnaireDesign, QuestionnaireStatus
from liaison.questionnaires.rules import codes, standing
from liaison.questionnaires.rules.design import Design, from_data, to_data
from liaison.questionnaires.rules.problems import INTRO_LENGTH, problems
from liaison.store import audit
from liaison.store.base import db, expect_version

S = QuestionnaireStatus
TITLE_LENGTH = 80


@dataclass(frozen=True, slots=True)
class Setting:
    """What a questionnaire is, apart from its questions."""

    title: str
    asked_by: Side
    audience: Side
    mode: Mode
    has_targets: bool = False
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    title_en: str = ""
    intro: str = ""
    intro_en: str = ""


def design(setting: Setting, by: Actor, *, code: str = "") -> Questionnaire:
    """Begin a questionnaire of the officer's side, without questions. Raises Forbidden, RuleBroken on `closes_at`."""
    refuse(standing.why_not("design", by, None))
    assert by.side is not None
    questionnaire = Questionnaire(code=code or _new_code(), side=by.side, created_on=clock.today(), created_by_id=by.id)
    _apply(questionnaire, setting)
    db.session.add(questionnaire)
    _store(questionnaire, _worded(Design(), setting), 1)
    audit.record("questionnaire.designed", questionnaire, by, mode=setting.mode, audience=setting.audience)
    return questionnaire


def amend(questionnaire: Questionnaire, setting: Setting, by: Actor, seen: int | None = None) -> Questionnaire:
    """Change what a draft is. Raises Stale, Forbidden, RuleBroken on `closes_at`."""
    expect_version(questionnaire, seen, **{N_("标题"): (questionnaire.title, setting.title)})
    refuse(standing.why_not("amend", by, questionnaire))
    _apply(questionnaire, setting)
    stored = queries.design_of(questionnaire)
    stored.data = to_data(_worded(from_data(stored.data), setting))
    audit.record("questionnaire.amended", questionnaire, by, part="setting")
    return questionnaire


def rearrange(
    questionnaire: Questionnaire, change: Callable[[Design], Design], by: Actor, seen: int | None = None
) -> Design:
    """Change the questions of a draft: `change` gives the new design from the one there is.

    Raises Stale, Forbidden, and whatever `change` raises.
    """
    expect_version(questionnaire, seen)
    refuse(standing.why_not("amend", by, questionnaire))
    stored = queries.design_of(questionnaire)
    before = from_data(stored.data)
    after = change(before)
    if after != before:
        stored.data = to_data(after)
        # The version on the page is the questionnaire's: whoever has the older one open must not save over this.
        flag_modified(questionnaire, "design_id")
        db.session.flush()
        audit.record("questionnaire.amended", questionnaire, by, part="questions", questions=len(after.asked))
    return after


def publish(questionnaire: Questionnaire, by: Actor, seen: int | None = None) -> Questionnaire:
    """Freeze the questions. Raises Stale, Forbidden, RuleBroken where the design has a fault."""
    expect_version(questionnaire, seen)
    refuse(standing.why_not("publish", by, questionnaire))
    stored = queries.design_of(questionnaire)
    if faults := problems(from_data(stored.data)):
        refuse(faults[0])
    if questionnaire.closes_at is not None and questionnaire.closes_at <= clock.now():
        raise RuleBroken(N_("截止时间应晚于现在。"))
    stored.frozen_on = clock.today()
    questionnaire.status = S.PUBLISHED
    audit.record("questionnaire.published", questionnaire, by, number=stored.number)
    return questionnaire


def revise(questionnaire: Questionnaire, by: Actor, seen: int | None = None) -> Questionnaire:
    """Begin a new version from the frozen one, which stays as it was. Raises Stale, Forbidden, RuleBroken."""
    expect_version(questionnaire, seen)
    refuse(standing.why_not("revise", by, questionnaire))
    before = queries.design_of(questionnaire)
    _store(questionnaire, from_data(before.data), before.number + 1)
    questionnaire.status = S.DRAFT
    audit.record("questionnaire.revised", questionnaire, by, number=before.number + 1)
    return questionnaire


def copy(source: Questionnaire, by: Actor, *, code: str = "", seen: int | None = None) -> Questionnaire:
    """Begin the next round: a draft with the same questions under the same keys, so that rounds compare.

    Raises Forbidden.
    """
    refuse(standing.why_not("copy", by, source))
    made = Questionnaire(
        code=code or _new_code(),
        title=source.title,
        side=source.side,
        asked_by=source.asked_by,
        audience=source.audience,
        mode=source.mode,
        has_targets=source.has_targets,
        lineage_id=source.lineage_id or source.id,
        round=queries.last_round(source) + 1,
        created_on=clock.today(),
        created_by_id=by.id,
    )
    db.session.add(made)
    _store(made, from_data(queries.design_of(source).data), 1)
    audit.record("questionnaire.copied", made, by, source=source.id)
    return made


def cancel(questionnaire: Questionnaire, reason: str, by: Actor, seen: int | None = None) -> Questionnaire:
    """Give up what was never answered. Raises Stale, Forbidden, RuleBroken on `reason`."""
    expect_version(questionnaire, seen)
    refuse(standing.why_not("cancel", by, questionnaire))
    if not reason.strip():
        raise RuleBroken(N_("请填写理由。"), field="reason")
    questionnaire.status, questionnaire.reason = S.CANCELLED, reason
    audit.record("questionnaire.cancelled", questionnaire, by)
    return questionnaire


def _apply(questionnaire: Questionnaire, setting: Setting) -> None:
    refusal = standing.check_times(setting.opens_at, setting.closes_at, clock.now())
    if refusal is not None:
        raise RuleBroken(refusal.message, field="closes_at", **refusal.params)
    if setting.has_targets and setting.mode is not Mode.CONFIDENTIAL:
        raise RuleBroken(N_("逐人填写只能用保密方式。"), field="has_targets")
    questionnaire.title, questionnaire.mode = setting.title, setting.mode
    questionnaire.asked_by, questionnaire.audience = setting.asked_by, setting.audience
    questionnaire.has_targets = setting.has_targets
    questionnaire.opens_at, questionnaire.closes_at = setting.opens_at, setting.closes_at


def _worded(design: Design, setting: Setting) -> Design:
    if max(len(setting.intro), len(setting.intro_en)) > INTRO_LENGTH:
        raise RuleBroken(N_("最多 %(n)s 字，请缩短。"), field="intro", n=INTRO_LENGTH)
    return Design(design.questions, design.crossings, setting.title_en, setting.intro, setting.intro_en)


def _store(questionnaire: Questionnaire, design: Design, number: int) -> None:
    db.session.flush()
    stored = QuestionnaireDesign(questionnaire_id=questionnaire.id, number=number, data=to_data(design))
    db.session.add(stored)
    db.session.flush()
    questionnaire.design_id = stored.id
    db.session.flush()


def _new_code() -> str:
    while queries.has_code(code := codes.draw_code()):
        pass
    return code

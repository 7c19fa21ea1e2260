"""Who is who to a questionnaire, what each may do in which state, and why not."""

from datetime import date, datetime
from typing import Final

from liaison.core.messages import N_
from liaison.core.moves import BEGINNING, Move, Moves, Refusal
from liaison.core.sides import Actor, Role
from liaison.questionnaires.models import STATUS_LABELS, Mode, Questionnaire, QuestionnaireStatus

S = QuestionnaireStatus
OFFICER = "officer"
OWN_OFFICER = "own_officer"
OTHER_OFFICER = "other_officer"
PARTICIPANT = "participant"
MEMBER = "member"
OBSERVER = "observer"
SYSTEM = "system"
MOST_REMINDERS: Final = 2
ANSWERING_ROLES: Final = {Role.LAWYER, Role.JUDGE}

RELATION_LABELS = {
    OFFICER: N_("双方经办人"),
    OWN_OFFICER: N_("主办方经办人"),
    OTHER_OFFICER: N_("另一方经办人"),
    PARTICIPANT: N_("填答人"),
    MEMBER: N_("双方人员"),
    OBSERVER: N_("观察员"),
    SYSTEM: N_("系统"),
}

OWN = {OWN_OFFICER}
BOTH = {OWN_OFFICER, OTHER_OFFICER}
LASTING = {S.DRAFT, S.PUBLISHED, S.OPEN, S.CLOSED, S.RELEASED, S.CANCELLED}
MOVES = Moves(
    (
        Move("design", N_("新建问卷"), {BEGINNING}, S.DRAFT, {OFFICER}, "questionnaire.designed"),
        Move("copy", N_("复制为新一轮"), LASTING, None, OWN, "questionnaire.copied", is_simple=True),
        Move("amend", N_("修改"), {S.DRAFT}, None, OWN, "questionnaire.amended"),
        Move("publish", N_("定稿"), {S.DRAFT}, S.PUBLISHED, OWN, "questionnaire.published", is_simple=True),
        Move("revise", N_("改出新版本"), {S.PUBLISHED, S.OPEN}, S.DRAFT, OWN, "questionnaire.revised", is_simple=True),
        Move("issue", N_("印制答题码"), {S.PUBLISHED, S.OPEN}, None, OWN, "questionnaire.issued", paper="slips"),
        Move("open", N_("开放填答"), {S.PUBLISHED}, S.OPEN, {OWN_OFFICER, SYSTEM}, "questionnaire.opened",
             notice="questionnaire_opened", is_simple=True),
        Move("extend", N_("调整截止时间"), {S.OPEN}, None, OWN, "questionnaire.extended"),
        Move("answer", N_("填答"), {S.OPEN}, None, {PARTICIPANT}, "questionnaire.answered"),
        Move("remind", N_("提醒未填写的人"), {S.OPEN}, None, OWN, "questionnaire.reminded",
             notice="questionnaire_reminded", is_simple=True),
        Move("close", N_("截止"), {S.OPEN}, S.CLOSED, {OWN_OFFICER, SYSTEM}, "questionnaire.closed", is_simple=True),
        Move("read", N_("审读文字"), {S.CLOSED}, None, BOTH, "questionnaire.texts_read"),
        Move("release", N_("发布结果"), {S.CLOSED}, S.RELEASED, OWN, "questionnaire.released", is_simple=True),
        Move("report", N_("生成报告"), {S.RELEASED}, None, BOTH, "questionnaire.reported", paper="report"),
        Move("cancel", N_("取消"), {S.DRAFT, S.PUBLISHED}, S.CANCELLED, OWN, "questionnaire.cancelled",
             needs_reason=True, is_simple=True),
    ),
    state_labels=STATUS_LABELS,
    relation_labels=RELATION_LABELS,
)  # fmt: skip


def relations(user: Actor, questionnaire: Questionnaire | None, *, is_asked: bool = False) -> frozenset[str]:
    """Who somebody is to a questionnaire (None: one still to be made). `is_asked`: is among its participants."""
    if user.side is None:
        return frozenset({OBSERVER} if user.has(Role.OBSERVER) else ())
    found = {MEMBER}
    if user.has(Role.OFFICER):
        found.add(OFFICER)
        if questionnaire is not None:
            found.add(OWN_OFFICER if user.side is questionnaire.side else OTHER_OFFICER)
    if is_asked:
        found.add(PARTICIPANT)
    return frozenset(found)


def is_visible(user: Actor, questionnaire: Questionnaire) -> bool:
    """Drafts are the own office's; what was published is the other's too; results are both sides' and observers'.

    The twin of `queries.visible_to`. Whoever only answers does so at its own address, not here.
    """
    who = relations(user, questionnaire)
    if OWN_OFFICER in who:
        return True
    if OTHER_OFFICER in who:
        return questionnaire.status not in {S.DRAFT, S.CANCELLED}
    return bool(who & {MEMBER, OBSERVER}) and questionnaire.status is S.RELEASED


def why_not(verb: str, user: Actor, questionnaire: Questionnaire | None, *, is_asked: bool = False) -> Refusal | None:
    """Why somebody may not do this now; None when they may."""
    status = questionnaire.status if questionnaire is not None else BEGINNING
    refusal = MOVES.why_not(verb, status, relations(user, questionnaire, is_asked=is_asked))
    if refusal is not None or questionnaire is None:
        return refusal
    return why_not_now(verb, questionnaire)


def why_not_now(verb: str, questionnaire: Questionnaire) -> Refusal | None:
    """What the thing itself has against a verb that the table allows."""
    if verb == "revise" and (questionnaire.returned or (questionnaire.status is S.OPEN and questionnaire.issued)):
        return Refusal(N_("已有人作答或已发出答题码，题目不能再改。请复制为新一轮。"), kind="state")
    if verb == "issue" and questionnaire.mode is not Mode.ANONYMOUS:
        return Refusal(N_("只有匿名问卷使用答题码。"), kind="state")
    if verb == "remind":
        return _why_not_remind(questionnaire)
    if verb == "open" and questionnaire.mode is Mode.ANONYMOUS and not questionnaire.issued:
        return Refusal(N_("请先印制答题码。"), kind="state")
    return None


def _why_not_remind(questionnaire: Questionnaire) -> Refusal | None:
    if not questionnaire.is_signed_in:
        return Refusal(N_("匿名问卷不知道谁没有填写，无从提醒。"), kind="state")
    if questionnaire.reminders >= MOST_REMINDERS:
        return Refusal(N_("已提醒 %(n)s 次，不再提醒。"), {"n": questionnaire.reminders}, "state")
    return None


def may_see_feedback(user: Actor, questionnaire: Questionnaire) -> bool:
    """Whose sheets of single persons somebody may make: the officers of those persons' own side."""
    return user.has(Role.OFFICER) and user.side is questionnaire.audience.other and questionnaire.status is S.RELEASED


def open_moves(user: Actor, questionnaire: Questionnaire) -> tuple[Move, ...]:
    """The moves on its page that are this person's now."""
    return tuple(
        move
        for move in MOVES
        if move.verb not in {"amend", "answer", "design"} and why_not(move.verb, user, questionnaire) is None
    )


def is_answerable(questionnaire: Questionnaire, now: datetime) -> bool:
    """Whether answers count at this moment: it is open, and its closing time has not come."""
    return questionnaire.status is S.OPEN and (questionnaire.closes_at is None or now < questionnaire.closes_at)


def check_times(opens_at: datetime | None, closes_at: datetime | None, now: datetime) -> Refusal | None:
    """Closing comes after opening and lies ahead."""
    if closes_at is not None and closes_at <= now:
        return Refusal(N_("截止时间应晚于现在。"))
    if opens_at is not None and closes_at is not None and closes_at <= opens_at:
        return Refusal(N_("截止时间应晚于开放时间。"))
    return None


def may_remind_on(reminded_on: date | None, today: date) -> bool:
    """Not twice on a day."""
    return reminded_on != today

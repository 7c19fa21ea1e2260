"""The demonstration's questionnaires: three rounds among lawyers, one that the bench asked for, one open with slips."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any, Final

from werkzeug.datastructures import MultiDict

from liaison.core import clock
from liaison.core.references import ALPHABET
from liaison.core.sides import Role, Side
from liaison.demo.cast import Cast
from liaison.demo.timeline import Act, Timeline
from liaison.questionnaires.models import Mode, Questionnaire
from liaison.questionnaires.queries import design_of, texts
from liaison.questionnaires.rules.design import Design, Option, Question, QuestionKind, from_data
from liaison.questionnaires.rules.editing import bank_questions
from liaison.questionnaires.rules.validating import Validator
from liaison.questionnaires.services import answering, designing, fielding, reading, releasing
from liaison.questionnaires.services.designing import Setting
from liaison.questionnaires.services.reading import Verdict

K = QuestionKind
OPENED, CLOSED, READ, RELEASED = time(9, 0), time(18, 0), time(10, 30), time(15, 0)
DAYS_OPEN: Final = 14
FIELDS: Final = (
    Option("o1", "民事", "Civil"),
    Option("o2", "刑事", "Criminal"),
    Option("o3", "行政", "Administrative"),
)
WISHES: Final = (
    Option("o1", "开庭排期", "Scheduling of hearings"),
    Option("o2", "文书送达", "Service of documents"),
    Option("o3", "阅卷", "Access to files"),
    Option("o4", "执行", "Enforcement"),
)
REMARKS: Final = (
    "开庭时间变更请至少提前两天通知。", "希望裁判文书多回应争议焦点。", "网上阅卷的申请进度看不到。",
    "安检通道排队过长。", "王法官在庭上多次打断发言，希望改进。", "调解氛围好，给双方留了充分时间。",
)  # fmt: skip
LAWYERS: Final = Design(
    (
        Question("k1", K.SECTION, "第一部分 基本情况", "Part one: about you"),
        Question(
            "k2", K.SINGLE, "您主要办理哪类案件", "Which cases do you mainly handle", is_required=True, options=FIELDS
        ),
        Question("k3", K.SECTION, "第二部分 对法官的总体印象", "Part two: judges as you see them"),
        *bank_questions("j"),
        Question("k4", K.LONG, "您还有什么意见建议", "Anything you would like to suggest"),
    ),
    crossings=(("k2", "j4"),),
    title_en="Judges as lawyers see them",
    intro="请根据近半年的实际接触作答。未观察到的请如实选择，不影响统计。",
    intro_en="Please answer from what you saw in the last six months. What you did not observe does not count.",
)
BENCH: Final = Design(
    (
        Question("k1", K.AGREEMENT, "法院的诉讼服务便捷", "The court's services are convenient", is_required=True),
        Question("k2", K.AGREEMENT, "与法官沟通的渠道畅通", "Judges can be reached", is_required=True),
        Question("k3", K.MULTIPLE, "您希望法院优先改进什么", "What should the court improve first", options=WISHES),
        Question("k4", K.TEN, "总体评价", "Overall", is_required=True),
        Question("k5", K.LONG, "对法官有哪些意见建议", "Opinions about judges"),
    ),
    title_en="Opinions about judges",
    intro="本问卷由市法官协会提出，请律师填写，结果供双方改进工作。",
    intro_en="Asked for by the judges' association and answered by lawyers; the results serve both sides.",
)  # fmt: skip


@dataclass(frozen=True)
class Round:
    """One round: days before today when it opens, slips, how many came back, and how good the answers are."""

    opens: int
    slips: int
    returned: int
    weights: tuple[int, ...]


ROUNDS: Final = (
    Round(760, 90, 61, (30, 34, 22, 9, 3, 2)),
    Round(400, 100, 72, (36, 35, 18, 6, 2, 3)),
    Round(60, 110, 84, (42, 35, 14, 5, 1, 3)),
)
ASKED_FOR: Final = Round(130, 60, 41, (28, 40, 20, 8, 4, 0))
NOW: Final = Round(4, 80, 21, (42, 35, 14, 5, 1, 3))


def plan_questionnaires(timeline: Timeline, cast: Cast, today: date) -> None:
    """Put the rounds into the timeline, each opened, answered, read by both sides and released."""
    told: dict[int, Questionnaire] = {}
    for number, each in enumerate((*ROUNDS, NOW), 1):
        day = today - timedelta(each.opens)
        timeline.at(day, _open(told, cast, number, each, "律师眼中的法官调查问卷", LAWYERS, Side.BAR), OPENED)
        if each is not NOW:
            _plan_rest(timeline, cast, told, number, day)
    day = today - timedelta(ASKED_FOR.opens)
    timeline.at(day, _open(told, cast, 9, ASKED_FOR, "对法官的评价及征求意见", BENCH, Side.BENCH), OPENED)
    _plan_rest(timeline, cast, told, 9, day)


def _plan_rest(timeline: Timeline, cast: Cast, told: dict[int, Questionnaire], number: int, day: date) -> None:
    closes = day + timedelta(DAYS_OPEN)
    timeline.at(closes, lambda: fielding.close(told[number], None), CLOSED)
    timeline.at(closes + timedelta(2), lambda: _read(told[number], cast), READ)
    own = _side_of(number)
    timeline.at(closes + timedelta(3), lambda: releasing.release(told[number], cast.first(Role.OFFICER, own)), RELEASED)


def _side_of(number: int) -> Side:
    """Whose office runs it: the bar's rounds, and the one of the bench."""
    return Side.BENCH if number == 9 else Side.BAR


def _open(
    told: dict[int, Questionnaire], cast: Cast, number: int, each: Round, title: str, design: Design, side: Side
) -> Act:
    """Design it (or copy the round before), publish, print, open, and let those who answer answer."""

    def act() -> None:
        chance = Random(number)
        by = cast.first(Role.OFFICER, side)
        code = "".join(chance.choice(ALPHABET) for _ in range(10))
        closes_at = datetime.combine(clock.today() + timedelta(DAYS_OPEN), CLOSED, clock.LOCAL)
        setting = Setting(
            title, side, Side.BAR, Mode.ANONYMOUS, closes_at=closes_at,
            title_en=design.title_en, intro=design.intro, intro_en=design.intro_en,
        )  # fmt: skip
        before = told.get(number - 1) if side is Side.BAR else None
        if before is not None:
            made = designing.copy(before, by, code=code)
            designing.amend(made, setting, by)
        else:
            made = designing.design(setting, by, code=code)
            designing.rearrange(made, lambda _empty: design, by)
        designing.publish(made, by)
        codes = fielding.issue(made, each.slips, by, draw=chance.randrange)
        fielding.open(made, by)
        told[number] = made
        _answer(made, codes[: each.returned], each, chance)

    return act


def _answer(made: Questionnaire, codes: list[str], each: Round, chance: Random) -> None:
    stored = design_of(made)
    design = from_data(stored.data)
    validator = Validator(design)
    for place, code in enumerate(codes):
        sent: MultiDict[str, str] = MultiDict(_filled(design, each, chance, place))
        answering.answer_by_ticket(made.id, stored.id, design, validator.check(sent), code)


def _filled(design: Design, each: Round, chance: Random, place: int) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for question in design.asked:
        if question.kind is K.LONG:
            found[question.key] = REMARKS[place // 9 % len(REMARKS)] if place % 9 == 0 else ""
        elif question.kind is K.MULTIPLE:
            found[question.key] = [option.value for option in question.options if chance.random() < 0.45]
        elif question.kind is K.TEN:
            found[question.key] = str(min(10, max(0, round(chance.gauss(7.6, 1.6)))))
        elif question.kind is K.SINGLE:
            found[question.key] = chance.choices([o.value for o in question.options], (60, 25, 15))[0]
        else:
            weights = each.weights if question.may_be_unobserved else each.weights[:5]
            found[question.key] = chance.choices(["5", "4", "3", "2", "1", "x"][: len(weights)], weights)[0]
    return found


def plant_questionnaires(cast: Cast, canaries: Any) -> None:
    """Writing of each mode that waits to be read by both offices, and a draft that only its own office knows.

    Each field with a marker; `canaries` is `demo.canaries.Canaries`, which names this function.
    """
    by = cast.first(Role.OFFICER, Side.BAR)
    lawyer = cast.first(Role.LAWYER, Side.BAR)
    officers = [user for user in cast.users.values() if Role.OFFICER in user.own_roles]
    for mode in Mode:
        text = canaries.word()
        made = designing.design(Setting("留言试填", Side.BAR, Side.BAR, mode), by)
        designing.rearrange(made, lambda _empty: Design((Question("k1", K.LONG, "有什么建议"),)), by)
        designing.publish(made, by)
        code = fielding.issue(made, 1, by)[0] if mode is Mode.ANONYMOUS else ""
        fielding.open(made, by)
        stored = design_of(made)
        design = from_data(stored.data)
        outcome = Validator(design).check(MultiDict({"k1": text}))
        if mode is Mode.ANONYMOUS:
            answering.answer_by_ticket(made.id, stored.id, design, outcome, code)
        else:
            answering.answer_signed_in(made.id, stored.id, design, outcome, mode, lawyer, None)
        fielding.close(made, by)
        canaries.note(text, texts.texts_of(made)[0], "text", officers, is_sealed=True)
    title = canaries.word()
    draft = designing.design(Setting(title, Side.BAR, Side.BAR, Mode.ANONYMOUS), by)
    canaries.note(title, draft, "title", [user for user in officers if user.side is Side.BAR])


def _read(made: Questionnaire, cast: Cast) -> None:
    """One officer of each side reads; a name in a remark is struck."""
    for side in Side:
        verdicts = [Verdict(t.id, False, "王法官" if "王法官" in t.text else "") for t in texts.texts_of(made)]
        reading.read(made, verdicts, cast.first(Role.OFFICER, side))

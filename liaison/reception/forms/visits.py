"""The shape of what is filled in at the desk, in the talk and afterwards."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final

from flask_babel import lazy_gettext as _l
from wtforms import ValidationError
from wtforms.validators import InputRequired, NumberRange, Optional

from liaison.reception.models.following import (
    ADOPTION_LABELS,
    BODY_LABELS,
    RESULT_LABELS,
    SATISFACTION_LABELS,
    AdoptionStatus,
    BodyKind,
    ReferralResult,
    Satisfaction,
)
from liaison.reception.models.lawyers import SPECIALITY_LABELS, Speciality
from liaison.reception.models.visits import (
    CONSENT_LABELS,
    DECLARATION_LABELS,
    FOLLOW_UP_LABELS,
    NOTICE_LABELS,
    OUTCOME_LABELS,
    Consent,
    DeclarationKind,
    FollowUpResult,
    Notice,
    Visit,
    VisitOutcome,
)
from liaison.reception.rules.visits import MOST_PEOPLE, MOST_REPRESENTATIVES
from liaison.reception.services.identity import Identity, identity_of
from liaison.reception.services.talks import MOST_LIMITS, Conclusion, Words, is_advice
from liaison.reception.services.visits import Registration
from liaison.web.forms import (
    BooleanField,
    Choice,
    Clock,
    Day,
    Form,
    IntegerField,
    Line,
    OnceForm,
    OneOf,
    Paragraph,
    Several,
)
from liaison.web.language import tr

Unit = tuple[int, str]
PROMPT: Final = ("", _l("请选择"))
CAME: Final = (("", _l("按姓名和电话自动查找")), ("no", _l("首次来访")), ("yes", _l("重复来访")))
TALK_LENGTH: Final = 8000


class Count(IntegerField):
    """A small whole number."""

    def __init__(self, label: Any, most: int, *, required: bool = True, **options: Any) -> None:
        checks = [
            InputRequired(_l("此项为必填项。")) if required else Optional(),
            NumberRange(1, most, _l("请填写1至%(n)s之间的数字。", n=most)),
        ]
        super().__init__(label, checks, **options)

    def process_formdata(self, valuelist: list[Any]) -> None:
        if valuelist and len(valuelist[0].strip()) > 9:
            raise ValueError(_l("请填写数字。"))
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(_l("请填写数字。")) from None


class VisitForm(Form):
    """What is taken down before the talk, in the order of typing."""

    name = Line(_l("姓名"), max=60, required=False)
    people = Count(_l("一行人数"), MOST_PEOPLE, default=1)
    received = Count(_l("代表人数"), MOST_REPRESENTATIVES, required=False)
    phone = Line(_l("电话"), max=30, required=False)
    kind = Choice(_l("案件类型"))
    other_parties = Line(_l("对方当事人"), max=200, required=False)
    other_firms = Line(_l("对方律师事务所"), max=200, required=False)
    court_id = Choice(_l("法院"), required=False)
    case_number = Line(_l("案号"), max=60, required=False)
    consents = Several(_l("来访人同意"))
    came_before = Choice(_l("首次或重复"), required=False)
    id_number = Line(_l("身份证号"), max=30, required=False)
    address = Line(_l("住址"), max=120, required=False)
    booked_for = Clock(_l("预约时间"), required=False)

    def __init__(self, courts: Iterable[Unit], visit: Visit | None = None, **options: Any) -> None:
        values = options.pop("data", None) or ({} if visit is None else _of(visit))
        super().__init__(data=values, **options)
        if visit is not None and not self.version.data:
            self.version.data = visit.version
        self.kind.choices = [PROMPT, *((kind.value, tr(SPECIALITY_LABELS[kind])) for kind in Speciality)]
        self.court_id.choices = [("", _l("未涉及或不详")), *((str(id), name) for id, name in courts)]
        self.consents.choices = [(each.value, tr(CONSENT_LABELS[each])) for each in Consent]
        self.came_before.choices = list(CAME)

    def validate_phone(self, field: Line) -> None:
        """Digits, as people write them."""
        if field.data and not re.fullmatch(r"[0-9０-９+()（） \-－]{5,30}", field.data):
            raise ValidationError(_l("电话只能填写数字，如13800000000、0730-0000000。"))

    def validate_id_number(self, field: Line) -> None:
        """Eighteen signs of a citizen's card, or those of another document."""
        if field.data and not re.fullmatch(r"[0-9A-Za-z]{5,30}", field.data):
            raise ValidationError(_l("证件号码只能填写数字和字母。"))

    def registration(self) -> Registration:
        """What the form says; only after validation."""
        identity = Identity(
            self.name.data, self.phone.data, self.id_number.data, self.address.data, self.other_parties.data,
            self.other_firms.data, self.case_number.data,
        )  # fmt: skip
        return Registration(
            identity=identity,
            kind=Speciality(self.kind.data),
            people=self.people.data,
            received=self.received.data,
            court_id=int(self.court_id.data) if self.court_id.data else None,
            consents=tuple(self.consents.data or ()),
            booked_for=self.booked_for.data,
            came_before={"no": False, "yes": True}.get(self.came_before.data),
        )


class RegisterForm(VisitForm, OnceForm):
    """A visit or an appointment that is new."""


class TalkForm(Form):
    """What was said."""

    facts = Paragraph(_l("反映的事实"), max=TALK_LENGTH, required=False)
    issues = Paragraph(_l("法律问题"), max=TALK_LENGTH, required=False)
    grounds = Paragraph(_l("法律依据"), max=TALK_LENGTH, required=False)
    advice = Paragraph(_l("咨询意见"), max=TALK_LENGTH, required=False)
    risks = Paragraph(_l("风险提示"), max=TALK_LENGTH, required=False)
    next_steps = Paragraph(_l("下一步"), max=TALK_LENGTH, required=False)

    def words(self) -> Words:
        """What the form says; only after validation."""
        return Words(
            self.facts.data,
            self.issues.data,
            self.grounds.data,
            self.advice.data,
            self.risks.data,
            self.next_steps.data,
        )


class LimitsForm(Form):
    """Time limits in play: one a line, a date and what ends then."""

    limits = Paragraph(_l("涉及的期限"), max=1000, required=False)

    def rows(self) -> list[tuple[str, date]]:
        """The limits, name and last day; only after validation."""
        return [_limit(line) for line in (self.limits.data or "").splitlines() if line.strip()]

    def validate_limits(self, field: Paragraph) -> None:
        """Each line is a date and a name."""
        lines = [line for line in (field.data or "").splitlines() if line.strip()]
        if len(lines) > MOST_LIMITS:
            raise ValidationError(_l("最多登记%(n)s项期限。", n=MOST_LIMITS))
        for number, line in enumerate(lines, 1):
            try:
                _limit(line)
            except ValueError:
                raise ValidationError(_l("第%(n)s行请写成“2026-03-09 上诉期届满”。", n=number)) from None


class ConcludeForm(Form):
    """How the talk ended."""

    outcome = Choice(_l("办理结果"))
    reason = Paragraph(_l("未能帮助的原因"), max=500, required=False)
    is_advised = BooleanField(_l("已提供法律咨询意见（计入咨询人次）"))
    notices = Several(_l("已逐项告知来访人"))

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.outcome.choices = [PROMPT, *((each.value, tr(OUTCOME_LABELS[each])) for each in VisitOutcome)]
        self.notices.choices = [(each.value, tr(NOTICE_LABELS[each])) for each in Notice]

    def conclusion(self) -> Conclusion:
        """What the form says; only after validation."""
        outcome = VisitOutcome(self.outcome.data)
        is_advised = self.is_advised.data or is_advice(outcome)
        return Conclusion(outcome, tuple(self.notices.data or ()), is_advised, self.reason.data)


class ReasonForm(Form):
    """Why."""

    reason = Paragraph(_l("理由"), max=500)


class HandOverForm(ReasonForm):
    """Why there is a conflict, and to whom the visit goes; without a choice to the colleague who is free."""

    lawyer_id = Choice(_l("转交给"), required=False)

    def __init__(self, colleagues: Iterable[Unit], **options: Any) -> None:
        super().__init__(**options)
        self.lawyer_id.choices = [("", _l("当日其他值班律师")), *((str(id), name) for id, name in colleagues)]

    @property
    def chosen(self) -> int | None:
        """The colleague chosen."""
        return int(self.lawyer_id.data) if self.lawyer_id.data else None


class CallForm(Form):
    """To whom the number is called."""

    lawyer_id = Choice(_l("接谈律师"), required=False)

    def __init__(self, offered: Iterable[Unit], **options: Any) -> None:
        super().__init__(**options)
        self.lawyer_id.choices = [("", _l("由系统选择")), *((str(id), name) for id, name in offered)]

    @property
    def chosen(self) -> int | None:
        """The lawyer chosen."""
        return int(self.lawyer_id.data) if self.lawyer_id.data else None


class RecogniseForm(Form):
    """Which earlier visit was the same person's."""

    earlier_id = OneOf(_l("以往来访"))
    is_same_matter = BooleanField(_l("同一事项（不另计件数）"))

    def __init__(self, found: Sequence[tuple[int, str]], **options: Any) -> None:
        super().__init__(**options)
        self.earlier_id.choices = [(str(id), label) for id, label in found]


class RebookForm(Form):
    """To which day an appointment moves."""

    day_id = Choice(_l("改到哪一天"))
    booked_for = Clock(_l("预约时间"), required=False)

    def __init__(self, days: Iterable[Unit], **options: Any) -> None:
        super().__init__(**options)
        self.day_id.choices = [PROMPT, *((str(id), name) for id, name in days)]


class ReferForm(OnceForm):
    """To whom a matter is sent on."""

    body_kind = Choice(_l("受理单位类别"))
    body = Line(_l("受理单位名称"), max=80)
    sent_on = Day(_l("转交日期"))
    text = Paragraph(_l("转交说明"), max=2000, required=False)

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.body_kind.choices = [PROMPT, *((each.value, tr(BODY_LABELS[each])) for each in BodyKind)]


class ReceiveForm(Form):
    """When the body signed for it."""

    received_on = Day(_l("签收日期"))


class AnswerForm(Form):
    """What the body did."""

    result = OneOf(_l("结果"))
    answered_on = Day(_l("答复日期"))
    note = Paragraph(_l("说明"), max=2000, required=False)

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.result.choices = [(each.value, tr(RESULT_LABELS[each])) for each in ReferralResult]


class OpineForm(OnceForm):
    """A lawyer's legal opinion to the court."""

    submitted_on = Day(_l("提交日期"))
    text = Paragraph(_l("法律意见"), max=TALK_LENGTH)


class SettleForm(Form):
    """What the court made of it."""

    status = OneOf(_l("法院是否采纳"))
    settled_on = Day(_l("反馈日期"))
    reason = Paragraph(_l("法院说明的理由"), max=2000, required=False)

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        settled = [each for each in AdoptionStatus if each is not AdoptionStatus.SUBMITTED]
        self.status.choices = [(each.value, tr(ADOPTION_LABELS[each])) for each in settled]


class FollowUpForm(Form):
    """What the visitor said when called back."""

    result = OneOf(_l("回访结果"))
    note = Paragraph(_l("来访人的说法"), max=2000, required=False)

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.result.choices = [(each.value, tr(FOLLOW_UP_LABELS[each])) for each in FollowUpResult]


class RateForm(OnceForm):
    """What the visitor thought."""

    answer = OneOf(_l("您对这次接访是否满意"))
    remark = Paragraph(_l("意见和建议"), max=1000, required=False)

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.answer.choices = [(each.value, tr(SATISFACTION_LABELS[each])) for each in Satisfaction]


class CodeRateForm(RateForm):
    """The same from a visitor with the note in hand."""

    code = Line(_l("回执上的评价码"), max=40)


class DeclareForm(OnceForm):
    """A client, opponent, court case or relative."""

    kind = Choice(_l("类别"))
    name = Line(_l("姓名、名称或案号"), max=120)
    note = Line(_l("备注（仅本人可见）"), max=120, required=False)

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.kind.choices = [PROMPT, *((each.value, tr(DECLARATION_LABELS[each])) for each in DeclarationKind)]


class PersonForm(Form):
    """Whose data are asked for: the name and the phone or ID number that were given."""

    name = Line(_l("姓名"), max=60)
    phone = Line(_l("电话"), max=30, required=False)
    id_number = Line(_l("身份证号"), max=30, required=False)


class EraseForm(ReasonForm):
    """Which visits are made anonymous, and on whose request."""

    ids = Several(_l("抹去哪几次来访"))

    def __init__(self, found: Sequence[tuple[int, str]], **options: Any) -> None:
        super().__init__(**options)
        self.ids.choices = [(str(id), label) for id, label in found]


def _of(visit: Visit) -> dict[str, Any]:
    """The values of a visit by field name."""
    identity = identity_of(visit)
    return {
        **{name: getattr(identity, name) for name in Identity.__dataclass_fields__},
        "people": visit.people, "received": visit.received, "kind": visit.kind.value,
        "court_id": str(visit.court_id or ""), "consents": visit.consents, "booked_for": visit.booked_for,
    }  # fmt: skip


def _limit(line: str) -> tuple[str, date]:
    """2026-03-09 上诉期届满. Raises ValueError."""
    day, _, name = line.strip().replace("　", " ").partition(" ")
    if not name.strip():
        raise ValueError(line)
    return name.strip()[:100], date.fromisoformat(day)

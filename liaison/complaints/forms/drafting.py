"""The pages of the form of a complaint, one topic each; and the form with which an office types one in."""

from collections.abc import Iterable, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import ValidationError

from liaison.complaints.models import CHANNEL_LABELS, Category, Channel, Direction, Identity
from liaison.complaints.rules.routing import ROUTES
from liaison.core.case_numbers import find_case_numbers
from liaison.web.forms import BooleanField, Choice, Day, Form, Hidden, Line, OnceForm, OneOf, Paragraph
from liaison.web.language import tr

PROMPT = ("", _l("请选择"))
FACTS_LENGTH = 5000
SHORT = 200


class RouteForm(Form):
    """What it is about, before the form begins."""

    route = OneOf(_l("您要反映什么？"))

    def __init__(self, direction: Direction, **options: Any) -> None:
        super().__init__(**options)
        self.route.choices = [(route.key, tr(route.question)) for route in ROUTES[direction]]


class AboutForm(Form):
    """The category."""

    category_id = Choice(_l("问题类别"))

    def __init__(self, categories: Iterable[Category], **options: Any) -> None:
        super().__init__(**options)
        self.category_id.choices = [PROMPT, *((str(one.id), f"{one.code} {one.name}") for one in categories)]


class BodyForm(Form):
    """The court or firm."""

    body_id = Choice(_l("单位"))

    def __init__(self, bodies: Sequence[tuple[int, str]], **options: Any) -> None:
        super().__init__(**options)
        self.body_id.choices = [PROMPT, *((str(id), name) for id, name in bodies)]


class WhomForm(Form):
    """The person complained of: from the roster, or by name where nobody of the roster fits."""

    respondent_id = Choice(_l("从名册中选择"), required=False)
    respondent = Line(_l("名册中没有时，写明姓名或职务"), max=SHORT, required=False)

    def __init__(self, people: Sequence[tuple[int, str]], **options: Any) -> None:
        super().__init__(**options)
        self.respondent_id.choices = [("", _l("名册中没有或不清楚")), *((str(id), name) for id, name in people)]

    def validate_respondent(self, field: Line) -> None:
        """One of the two."""
        if not field.data and not self.respondent_id.data:
            raise ValidationError(_l("请从名册中选择，或者写明姓名或职务。"))


class FactsForm(Form):
    """What happened and what is wanted."""

    facts = Paragraph(_l("事情经过"), max=FACTS_LENGTH)
    happened = Line(_l("发生时间"), max=SHORT, required=False)
    place = Line(_l("发生地点"), max=SHORT, required=False)
    wanted = Paragraph(_l("希望如何处理"), max=2000, required=False)


class CourtCaseForm(Form):
    """The court case it happened in, and whether it may be told to the other side."""

    case_number = Line(_l("案号"), max=SHORT, required=False)
    hearing = Line(_l("开庭日期"), max=SHORT, required=False)
    is_case_released = BooleanField(_l("同意把案号和开庭日期告诉对方"))

    def validate_case_number(self, field: Line) -> None:
        """A typing error is better found now than by the court."""
        if field.data and not find_case_numbers(field.data):
            raise ValidationError(_l("没有认出案号，请按“（2026）云01民终123号”的样子填写。"))


class IdentityForm(Form):
    """How much of the complainant is known, and to whom."""

    identity = OneOf(_l("身份方式"))

    def __init__(self, direction: Direction, **options: Any) -> None:
        super().__init__(**options)
        is_bench = direction is Direction.JUDGE_TO_LAWYER
        in_confidence = (
            _l("以单位名义：律师协会和被投诉律师不知道是哪位法官，只有受理的本方经办人知道（推荐）")
            if is_bench
            else _l("保密：只有受理您投诉的本方经办人知道您是谁（推荐）")
        )
        self.identity.choices = [
            (Identity.CONFIDENTIAL.value, in_confidence),
            (Identity.NAMED.value, _l("实名：经办双方和被投诉人都可能知道您是谁")),
            (Identity.ANONYMOUS.value, _l("匿名：系统不保存您是谁，只作为线索；凭回执码查看和补充")),
        ]


class LodgeForm(OnceForm):
    """The last page: everything was looked at. `code` goes with an anonymous complaint and is typed back."""

    code = Hidden()
    typed_code = Line(_l("请输入上面的回执码，确认已经记下"), max=40, required=False)
    is_understood = BooleanField(_l("我已核对上述内容，知道对方将看到什么"))

    def validate_is_understood(self, field: BooleanField) -> None:
        """Nothing is lodged unseen."""
        if not field.data:
            raise ValidationError(_l("请核对后勾选。"))


class EnterForm(OnceForm):
    """A complaint that came by letter, telephone or visit, as the office types it in."""

    channel = Choice(_l("来件方式"))
    received_on = Day(_l("收到日期"))
    category_id = Choice(_l("问题类别"))
    identity = OneOf(_l("身份方式"))
    name = Line(_l("投诉人姓名或单位"), max=80, required=False)
    unit = Line(_l("投诉人所在单位"), max=80, required=False)
    contact = Line(_l("投诉人联系方式"), max=80, required=False)
    body_id = Choice(_l("被投诉人所在单位"))
    respondent_id = Choice(_l("被投诉人（名册）"), required=False)
    respondent = Line(_l("被投诉人姓名或职务（名册中没有时）"), max=SHORT, required=False)
    facts = Paragraph(_l("事情经过"), max=FACTS_LENGTH)
    happened = Line(_l("发生时间"), max=SHORT, required=False)
    wanted = Paragraph(_l("希望如何处理"), max=2000, required=False)
    case_number = Line(_l("案号"), max=SHORT, required=False)
    is_case_released = BooleanField(_l("投诉人同意把案号告诉对方"))

    def __init__(
        self,
        categories: Iterable[Category],
        bodies: Sequence[tuple[int, str]],
        people: Sequence[tuple[int, str]],
        **options: Any,
    ) -> None:
        super().__init__(**options)
        offered = (Channel.LETTER, Channel.TELEPHONE, Channel.VISIT)
        self.channel.choices = [PROMPT, *((word.value, tr(CHANNEL_LABELS[word])) for word in offered)]
        self.category_id.choices = [PROMPT, *((str(one.id), f"{one.code} {one.name}") for one in categories)]
        self.identity.choices = [
            (Identity.CONFIDENTIAL.value, _l("保密")),
            (Identity.NAMED.value, _l("实名")),
            (Identity.ANONYMOUS.value, _l("匿名")),
        ]
        self.body_id.choices = [PROMPT, *((str(id), name) for id, name in bodies)]
        self.respondent_id.choices = [("", _l("名册中没有或不清楚")), *((str(id), name) for id, name in people)]

    def validate_respondent(self, field: Line) -> None:
        """One of the two."""
        if not field.data and not self.respondent_id.data:
            raise ValidationError(_l("请从名册中选择，或者写明姓名或职务。"))

    def validate_name(self, field: Line) -> None:
        """Whoever is not anonymous has a name."""
        if not field.data and self.identity.data != Identity.ANONYMOUS:
            raise ValidationError(_l("请填写投诉人；不愿留名的，身份方式选“匿名”。"))

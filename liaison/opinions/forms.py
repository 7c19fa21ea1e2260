"""The shape of what is filled in about opinions."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, cast

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileRequired

from liaison.core.sides import Side
from liaison.opinions.models import (
    CHANNEL_LABELS,
    OUTCOME_LABELS,
    PROPOSER_KIND_LABELS,
    SATISFACTION_LABELS,
    Channel,
    Opinion,
    OpinionCategory,
    Outcome,
    ProposerKind,
    Satisfaction,
)
from liaison.opinions.rules import PROPOSER_KINDS
from liaison.opinions.services import Content, OnBehalf
from liaison.web.forms import (
    BooleanField,
    Choice,
    Day,
    FileField,
    Form,
    Hidden,
    Line,
    OnceForm,
    OneOf,
    Paragraph,
    Several,
)
from liaison.web.language import tr

TITLE_LENGTH = 80
TYPED_IN = (Channel.LETTER, Channel.TELEPHONE, Channel.IN_PERSON, Channel.TEMPLATE, Channel.OLD_RECORD)
REASON_LENGTH = 500
SUPPLEMENT_LENGTH = 2000
Unit = tuple[int, str]
"""An organisation that may answer: its id and name."""


class ProposerFields(Form):
    """Whose opinion it is that came to the office of a side."""

    channel = Choice(_l("来源"))
    proposer_kind = Choice(_l("提出人类型"))
    proposer_name = Line(_l("提出人姓名或单位名称"), max=TITLE_LENGTH)
    received_on = Day(_l("收到日期"))


class ContentForm(Form):
    """What an opinion says; the signed-in person's own."""

    category_id = Choice(_l("类别"))
    title = Line(_l("标题"), max=TITLE_LENGTH)
    text = Paragraph(_l("内容"))
    grounds = Paragraph(_l("事实和依据"), max=SUPPLEMENT_LENGTH, required=False)
    wanted = Paragraph(_l("希望如何处理"), max=SUPPLEMENT_LENGTH, required=False)
    is_name_withheld = BooleanField(_l("不公开提出人姓名或名称，仅本方经办人可见"))

    def __init__(self, categories: Iterable[OpinionCategory], **options: Any) -> None:
        super().__init__(**options)
        self.category_id.choices = [_PROMPT, *((str(category.id), category.name) for category in categories)]

    def content(self) -> Content:
        """What the form says; only after validation."""
        return Content(
            category_id=int(self.category_id.data),
            title=self.title.data,
            text=self.text.data,
            grounds=self.grounds.data,
            wanted=self.wanted.data,
            is_name_withheld=self.is_name_withheld is not None and self.is_name_withheld.data,
        )

    def on_behalf(self) -> OnBehalf | None:
        """Whose opinion it is, where it is another's; only after validation."""
        return None


class OfficeForm(ContentForm, ProposerFields):
    """What an opinion says, and whose it is."""

    def __init__(self, categories: Iterable[OpinionCategory], side: Side, **options: Any) -> None:
        super().__init__(categories, **options)
        kinds = ((kind.value, tr(PROPOSER_KIND_LABELS[kind])) for kind in PROPOSER_KINDS[side])
        self.proposer_kind.choices = [_PROMPT, *kinds]
        self.channel.choices = [(way.value, tr(CHANNEL_LABELS[way])) for way in TYPED_IN]

    def on_behalf(self) -> OnBehalf | None:
        received_on, kind = cast(date, self.received_on.data), ProposerKind(self.proposer_kind.data)
        return OnBehalf(kind, self.proposer_name.data, received_on, Channel(self.channel.data))


class LodgeForm(ContentForm, OnceForm):
    """A lawyer's or judge's own opinion."""


class OfficeLodgeForm(OfficeForm, OnceForm):
    """An opinion that came to the office of a side."""


class CorrectForm(ContentForm):
    """What was typed wrongly, and why it is mended; whether the name is withheld is none of it."""

    is_name_withheld = None
    reason = Paragraph(_l("更正理由"), max=REASON_LENGTH)


class OfficeCorrectForm(CorrectForm, OfficeForm):
    """The same of an opinion that the office typed in."""


class MergeForm(Form):
    """Which opinion answers for this one too."""

    target = Choice(_l("并入哪一件"))

    def __init__(self, opinions: Iterable[Opinion], **options: Any) -> None:
        super().__init__(**options)
        self.target.choices = [_PROMPT, *((str(one.id), f"{one.full_number} {one.title}") for one in opinions)]


class CommentForm(Form):
    """What a joint unit has to say."""

    unit_id = Choice(_l("会办单位"))
    text = Paragraph(_l("会办意见"), max=SUPPLEMENT_LENGTH)

    def __init__(self, units: Sequence[Unit], **options: Any) -> None:
        super().__init__(**options)
        self.unit_id.choices = [_PROMPT, *((str(id), name) for id, name in units)]


class RateForm(Form):
    """What the proposer thinks of the reply."""

    satisfaction = OneOf(_l("对答复是否满意"))
    note = Paragraph(_l("说明"), max=REASON_LENGTH, required=False)

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.satisfaction.choices = [(word.value, tr(SATISFACTION_LABELS[word])) for word in Satisfaction]


class ScreenForm(Form):
    """Who is to answer."""

    lead_id = Choice(_l("主办单位"))
    joint_ids = Several(_l("会办单位"))

    def __init__(self, units: Sequence[Unit], **options: Any) -> None:
        super().__init__(**options)
        choices = [(str(id), name) for id, name in units]
        self.lead_id.choices = [_PROMPT, *choices]
        self.joint_ids.choices = choices


class ReplyForm(Form):
    """The answer and what it comes to."""

    text = Paragraph(_l("答复内容"))
    outcome = OneOf(_l("办理结果"))

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.outcome.choices = [(outcome.value, tr(OUTCOME_LABELS[outcome])) for outcome in Outcome]


class UploadForm(Form):
    """A sheet of opinions that a firm or chamber filled in."""

    file = FileField(_l("Excel 文件"), validators=[FileRequired(_l("请选择要上传的文件。"))])


class ConfirmForm(OnceForm):
    """The rows that the page showed, sealed, so that exactly they are taken in."""

    rows = Hidden()


class ReasonForm(Form):
    """Why."""

    reason = Paragraph(_l("理由"), max=REASON_LENGTH)


_PROMPT = ("", _l("请选择"))

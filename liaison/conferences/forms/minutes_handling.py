"""The shapes of what happens to minutes: comments and answers, reopening, copies, old minutes."""

from collections.abc import Iterable
from typing import Any, Final

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileRequired
from wtforms import IntegerField
from wtforms.validators import InputRequired, NumberRange, Optional

from liaison.conferences.facts import SECTIONS, TITLE
from liaison.conferences.forms.fields import PROMPT
from liaison.conferences.forms.resolutions import ResolutionForm
from liaison.conferences.models import KIND_LABELS
from liaison.core.messages import N_
from liaison.core.sides import SIDE_LABELS
from liaison.web.forms import Choice, Day, FileField, Form, Line, OnceForm, OneOf, Paragraph
from liaison.web.language import tr

COMMENT_LENGTH: Final = 2000
REASON_LENGTH: Final = 500
OLD_ENDINGS: Final = ".pdf,.jpg,.jpeg,.png,.docx,.doc"
OLD_STATES: Final = (("open", N_("办理中，列入下次会议")), ("done", N_("已落实")), ("cancelled", N_("已取消")))


class CommentForm(OnceForm):
    """What somebody says of a section; `version` is the number of the revision that was read."""

    section = Choice(_l("针对的部分"))
    text = Paragraph(_l("意见"), max=COMMENT_LENGTH)

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.section.choices = [PROMPT, ("title", _l(TITLE)), *((key, _l(label)) for key, label in SECTIONS.items())]


class AnswerForm(Form):
    """What comes of a comment: the revision in which it was taken up, or why it was not."""

    taken_up_in = Choice(_l("采纳情况"), required=False)
    answer = Paragraph(_l("答复"), max=COMMENT_LENGTH, required=False)

    def __init__(self, revisions: Iterable[int], **options: Any) -> None:
        super().__init__(**options)
        taken = [(str(number), _l("已采纳，见第%(n)s稿", n=number)) for number in revisions]
        self.taken_up_in.choices = [("", _l("未采纳")), *taken]

    @property
    def revision(self) -> int | None:
        """The number of the revision; only after validation."""
        return int(self.taken_up_in.data) if self.taken_up_in.data else None


class CopyForm(Form):
    """Where a body that gets copies is reached."""

    name = Line(_l("单位名称"), max=80)
    email = Line(_l("电子邮箱"), max=254)


class OldMinutesForm(OnceForm):
    """Minutes of a conference from before."""

    kind = OneOf(_l("会议类别"))
    ordinal = IntegerField(
        _l("第几次"),
        [
            InputRequired(_l("此项为必填项。")),
            NumberRange(1, 9999, message=_l("请填写 1 至 %(most)s 之间的整数。", most=9999)),
        ],
    )
    held_on = Day(_l("会议日期"))
    convening_side = OneOf(_l("召集方"))
    place = Line(_l("会议地点"), max=80, required=False)
    number = Line(_l("原纪要文号"), max=60, required=False)
    note = Paragraph(_l("备注"), max=REASON_LENGTH, required=False)
    file = FileField(_l("纪要文件"), [FileRequired(_l("请选择文件。"))], render_kw={"accept": OLD_ENDINGS})

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.kind.choices = [(kind.value, tr(label)) for kind, label in KIND_LABELS.items()]
        self.convening_side.choices = [(side.value, tr(label)) for side, label in SIDE_LABELS.items()]


class CorrectOldForm(OldMinutesForm):
    """Old minutes put right: the reason, and another file only where the first was the wrong one."""

    reason = Paragraph(_l("更正原因"), max=REASON_LENGTH)
    file = FileField(_l("改用的文件"), [Optional()], render_kw={"accept": OLD_ENDINGS})


class EnterForm(ResolutionForm, OnceForm):
    """A resolution of old minutes, with what became of it."""

    state = OneOf(_l("现在的状态"))
    done_on = Day(_l("办结日期"), required=False)
    done_note = Paragraph(_l("办结说明"), max=REASON_LENGTH, required=False)

    def __init__(self, *choices: Any, **options: Any) -> None:
        super().__init__(*choices, **options)
        self.state.choices = [(word, tr(label)) for word, label in OLD_STATES]


__all__ = ["AnswerForm", "CommentForm", "CopyForm", "CorrectOldForm", "EnterForm", "OldMinutesForm"]

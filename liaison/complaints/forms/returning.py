"""The forms of whoever has no account: lodging without a name, and the way back by reference and code."""

from collections.abc import Iterable, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l

from liaison.complaints.forms.drafting import FACTS_LENGTH, PROMPT, SHORT
from liaison.complaints.models import Category
from liaison.core.references import secret_code
from liaison.web.forms import BooleanField, Choice, Form, Hidden, Line, OnceForm, Paragraph


class CodeForm(Form):
    """What the receipt says."""

    reference = Line(_l("投诉编号"), max=40)
    code = Line(_l("回执码"), max=40)


class NamelessForm(OnceForm):
    """A complaint without a name: first filled in, then looked at as the other side will see it, then lodged.

    `shown` holds what the page before showed: only what was looked at is lodged.
    """

    code = Hidden(default=secret_code)
    shown = Hidden()
    category_id = Choice(_l("问题类别"))
    body_id = Choice(_l("被投诉人所在单位"))
    respondent = Line(_l("被投诉人姓名或职务"), max=SHORT)
    facts = Paragraph(_l("事情经过"), max=FACTS_LENGTH)
    happened = Line(_l("发生时间"), max=SHORT, required=False)
    wanted = Paragraph(_l("希望如何处理"), max=2000, required=False)
    case_number = Line(_l("案号"), max=SHORT, required=False)
    is_case_released = BooleanField(_l("同意把案号告诉对方"))
    typed_code = Line(_l("请输入上面的回执码，确认已经记下"), max=40, required=False)

    def __init__(self, categories: Iterable[Category], bodies: Sequence[tuple[int, str]], **options: Any) -> None:
        super().__init__(**options)
        self.category_id.choices = [PROMPT, *((str(one.id), f"{one.code} {one.name}") for one in categories)]
        self.body_id.choices = [PROMPT, *((str(id), name) for id, name in bodies)]

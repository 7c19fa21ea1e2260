"""The form of a category."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l

from liaison.web.forms import BooleanField, Choice, Hidden, Line, OnceForm


class CategoryForm(OnceForm):
    """One category; the code is given once, when it is added."""

    seen = Hidden()
    code = Line(_l("代码"), max=4)
    group = Line(_l("大类"), max=40)
    name = Line(_l("名称"), max=60)
    source = Line(_l("依据"), max=80, required=False)
    mirror = Choice(_l("对方的对应类别"), required=False)
    is_retired = BooleanField(_l("停用：不再供新投诉选择"))

    def __init__(self, others: Sequence[tuple[str, str]], *, is_new: bool, **options: Any) -> None:
        super().__init__(**options)
        self.mirror.choices = [("", _l("没有")), *others]
        if not is_new:
            del self.code

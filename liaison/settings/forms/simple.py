"""The forms of one or two fields: categories and thresholds."""

from flask_babel import lazy_gettext as _l
from wtforms.validators import InputRequired

from liaison.web.forms import Form, Hidden, IntegerField, Line, OnceForm

CATEGORY_LENGTH = 20


class AddForm(OnceForm):
    """A new category."""

    name = Line(_l("类别名称"), max=CATEGORY_LENGTH)


class RenameForm(Form):
    """A category's name; `seen` is the one on the page."""

    name = Line(_l("类别名称"), max=CATEGORY_LENGTH)
    seen = Hidden()


class ThresholdForm(Form):
    """A number and why it is set so; `seen` is the one on the page."""

    value = IntegerField(_l("数值"), [InputRequired(_l("此项为必填项。"))])
    reason = Line(_l("修改理由"), max=200)
    seen = Hidden()

    @property
    def seen_value(self) -> int:
        """The number that the page showed; one that is none counts as another."""
        shown = str(self.seen.data or "")
        return int(shown) if shown.isdecimal() and len(shown) < 10 else -1

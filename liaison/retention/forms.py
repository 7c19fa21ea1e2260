"""The forms of keeping: how long, what to hold, why to purge."""

from flask_babel import lazy_gettext as _l
from wtforms.validators import InputRequired

from liaison.web.forms import Choice, Form, Hidden, IntegerField, Line, OnceForm

REASON = 200


class KeepingForm(Form):
    """How many days and why; `seen` is the number on the page."""

    days = IntegerField(_l("保存天数"), [InputRequired(_l("此项为必填项。"))])
    reason = Line(_l("修改理由"), max=REASON)
    seen = Hidden()

    @property
    def seen_days(self) -> int:
        """The number that the page showed; one that is none counts as another."""
        shown = str(self.seen.data or "")
        return int(shown) if shown.isdecimal() and len(shown) < 10 else -1


class AskForm(OnceForm):
    """Why the records go now."""

    reason = Line(_l("清除理由"), max=REASON)


class HoldForm(OnceForm):
    """A record by its number, and why it stays."""

    kind = Choice(_l("记录种类"))
    number = Line(_l("编号"), max=60)
    reason = Line(_l("暂缓理由"), max=REASON)


class ReleaseForm(Form):
    """Why a record need not stay any longer."""

    reason = Line(_l("解除理由"), max=REASON)

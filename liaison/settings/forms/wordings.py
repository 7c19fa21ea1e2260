"""The form of a text that the office words by itself."""

from flask_babel import lazy_gettext as _l

from liaison.core.wordings import LONGEST, LONGEST_LINE
from liaison.web.forms import Form, Hidden, Line, Paragraph


class WordingForm(Form):
    """A text of one line and why; `seen` is the text on the page."""

    text = Line(_l("文字"), max=LONGEST_LINE, required=False)
    reason = Line(_l("修改理由"), max=200)
    seen = Hidden()


class LongWordingForm(WordingForm):
    """A text of several lines."""

    text = Paragraph(_l("文字"), max=LONGEST, required=False)

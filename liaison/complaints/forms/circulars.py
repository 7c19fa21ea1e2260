"""The forms of circulars: the text, and the reasons."""

from flask_babel import lazy_gettext as _l

from liaison.web.forms import BooleanField, Form, Line, OnceForm, Paragraph

TEXT_LENGTH = 8000


class CircularForm(OnceForm):
    """What a circular says."""

    title = Line(_l("标题"), max=80)
    text = Paragraph(_l("正文"), max=TEXT_LENGTH)
    is_named = BooleanField(_l("经决定，点名通报被投诉人"))
    naming_reason = Paragraph(_l("点名的决定和理由"), max=1000, required=False)


class CircularReasonForm(Form):
    """Why."""

    reason = Paragraph(_l("理由"), max=1000)

"""The shapes of what is sent about files: the files themselves, one piece of a file, a reason."""

from typing import Final

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileRequired, MultipleFileField
from wtforms import StringField, ValidationError
from wtforms.validators import Length, NumberRange, Regexp

from liaison.attachments.rules import MOST_AT_ONCE
from liaison.core.file_kinds import ACCEPT
from liaison.web.forms import FileField, Form, IntegerField, OnceForm, Paragraph

REASON_LENGTH: Final = 200
# Longer than any system allows; what is kept of it, names.py says.
LONGEST_NAME: Final = 1000
KEY: Final = r"^[0-9a-f]{32}$"
HASH: Final = r"^([0-9a-f]{64})?$"


class AttachForm(OnceForm):
    """Several files at once."""

    files = MultipleFileField(
        _l("选择文件"), [FileRequired(_l("请选择文件。"))], render_kw={"accept": ACCEPT, "multiple": True}
    )

    def validate_files(self, field: MultipleFileField) -> None:
        """No more than a person can look through."""
        if len(field.data or ()) > MOST_AT_ONCE:
            raise ValidationError(_l("一次最多选择%(n)s个文件。", n=MOST_AT_ONCE))


class BeginForm(Form):
    """What a page tells of a file before it sends it."""

    key = StringField(_l("编号"), [Regexp(KEY)])
    name = StringField(_l("文件名"), [Length(max=LONGEST_NAME)])
    size = IntegerField(_l("大小"), [NumberRange(0)])


class PieceForm(Form):
    """One piece, with what its sender counted of it."""

    piece = FileField(_l("内容"), [FileRequired()])
    sha256 = StringField(_l("校验值"), [Regexp(HASH)])


class ReasonForm(Form):
    """Why a file is withdrawn."""

    reason = Paragraph(_l("理由"), max=REASON_LENGTH)

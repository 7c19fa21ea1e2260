"""The shapes of what the archive takes in: a scan, the check of a paper by its number, or by its file."""

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileRequired

from liaison.web.forms import FileField, Form, Line, OnceForm

SCAN_ENDINGS = ".pdf,.jpg,.jpeg,.png"


class ScanForm(OnceForm):
    """The scan of a signed and sealed print; the reason where it takes the place of another."""

    file = FileField(_l("扫描件"), [FileRequired(_l("请选择扫描件。"))], render_kw={"accept": SCAN_ENDINGS})
    reason = Line(_l("更换原因"), required=False)


class CodeForm(Form):
    """Number and code, as printed on the paper."""

    class Meta:
        """Nothing is changed by looking: the form is sent by GET, so that a result has an address."""

        csrf = False

    number = Line(_l("文号"), max=60)
    code = Line(_l("验证码"), max=20)


class FileForm(Form):
    """The file that somebody holds."""

    file = FileField(_l("公文文件"), [FileRequired(_l("请选择文件。"))])

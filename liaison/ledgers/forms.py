"""The shape of what is handed in with old ledgers, and the workbook to fill in."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileRequired
from wtforms import IntegerField, MultipleFileField
from wtforms.validators import InputRequired, NumberRange

from liaison.core.ledgers import LedgerKind
from liaison.core.sides import Actor
from liaison.ledgers.services.reading import NOTES_SHEET
from liaison.papers.sheet import write_templates
from liaison.store.numbering import LARGEST
from liaison.web.forms import Choice, FileField, Form, OnceForm, Paragraph, Typed

TAKEN: Final = ".pdf,.jpg,.jpeg,.png,.docx,.doc,.zip"
NOTES: Final = (
    "一、每类台账一张工作表。只有一两类的，其余的表留空即可；不要改动工作表名称和表头。",
    "二、表头注明“必填”的必须填写；有下拉列表的请从列表中选择。",
    "三、日期可写成2023-05-06、2023.5.6、2023/5/6、2023年5月6日或20230506。",
    "四、不要合并单元格；隐藏的行不导入。每张表最多10,000行。",
    "五、上传后先核对，列出将导入的、系统中已有的和有误的单元格；有一处错误即全部不导入。",
    "六、导入的都是往年已经了结的记录：不计期限、不发通知，页面上注明出自哪个文件哪一行。",
    "七、导错的可以整批撤销，但其后又有办理、更正的不能撤销。",
)


class UploadForm(Form):
    """A workbook, and the files that its rows name."""

    file = FileField(_l("台账文件"), [FileRequired(_l("请选择要导入的文件。"))], render_kw={"accept": ".xlsx"})
    files = MultipleFileField(_l("纪要文件"), render_kw={"accept": TAKEN})

    @property
    def brought(self) -> list[tuple[str, bytes]]:
        """The files by name; an empty field sends one without a name."""
        return [(one.filename, one.read()) for one in self.files.data or () if getattr(one, "filename", "")]


class UndoForm(Form):
    """Why an import is taken back."""

    reason = Paragraph(_l("撤销理由"), max=500)


class Whole(Typed, IntegerField):
    """A whole number above zero."""

    wrong = _l("请填写大于0的整数。")


class StartForm(OnceForm):
    """Which series, of which year, starts where."""

    series = Choice(_l("编号种类"))
    number = Whole(
        _l("下一个编号"),
        validators=[
            InputRequired(_l("此项为必填项。")),
            NumberRange(1, LARGEST, message=_l("请填写 1 至 %(most)s 之间的整数。", most=LARGEST)),
        ],
    )

    def __init__(self, series: Iterable[tuple[str, str]], **options: Any) -> None:
        super().__init__(**options)
        self.series.choices = [("", _l("请选择")), *series]


def template(kinds: Sequence[LedgerKind], user: Actor) -> bytes:
    """The empty workbook with a sheet a kind, and how each is filled in."""
    notes = [*NOTES, *(note for kind in kinds for note in kind.notes)]
    return write_templates({kind.label: kind.columns(user) for kind in kinds}, NOTES_SHEET, notes)

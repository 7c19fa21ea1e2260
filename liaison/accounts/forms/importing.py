"""The workbook of accounts to open: its columns, the template, and the form that takes it."""

from typing import Final

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileRequired

from liaison.core.sides import ROLE_LABELS, SIDE_LABELS
from liaison.papers.sheet import ColumnSpec, Sheet, read_table, write_templates
from liaison.web.forms import FileField, Form

MOST_ROWS: Final = 6_000
SHEET: Final = "账户"
COLUMNS: Final = (
    ColumnSpec("username", "用户名", required=True, longest=40),
    ColumnSpec("name", "姓名", required=True, longest=40),
    ColumnSpec("side", "所属方", choices=tuple(SIDE_LABELS.values())),
    ColumnSpec("roles", "角色", required=True),
    ColumnSpec("email", "电子邮箱", aliases=("邮箱",), longest=254),
    ColumnSpec("number", "执业证号或编号", aliases=("编号", "执业证号"), longest=40),
)
NOTES: Final = (
    "填写说明",
    "一、每行一个账户。用户名由小写字母、数字、点、下划线和连字符组成，登录时使用，开通后不能修改。",
    f"二、所属方填写“{'”或“'.join(SIDE_LABELS.values())}”；不属于任何一方的留空。",
    f"三、角色可填多个，用顿号隔开，从下列中选择：{'、'.join(ROLE_LABELS.values())}。",
    "四、名册中已有的人员填写执业证号或编号，账户即与名册对应；一人只能有一个账户。",
    "五、导入只新增账户。已有的用户名会指出，请从文件中删去该行。",
    "六、上传后先显示核对结果，确认后才开通；有一处错误即全部不导入。",
    "七、确认后生成激活条（PDF）。激活条上的代码七日内有效，只能使用一次，请当面分发。",
)


class UploadForm(Form):
    """A workbook to take in."""

    file = FileField(_l("账户文件"), [FileRequired(_l("请选择要导入的文件。"))], render_kw={"accept": ".xlsx"})


def template() -> bytes:
    """The empty workbook, with notes on how to fill it in."""
    return write_templates({SHEET: COLUMNS}, NOTES[0], NOTES)


def read(data: bytes) -> Sheet:
    """The rows of a workbook. Raises SheetError where it is none."""
    return read_table(data, COLUMNS, most_rows=MOST_ROWS)

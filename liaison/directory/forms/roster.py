"""The workbook of a roster: its two sheets, how they are read, and the template to fill in."""

from collections.abc import Callable, Sequence
from typing import Final

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileRequired

from liaison.core.messages import N_, write_out
from liaison.directory.models import (
    KIND_LABELS,
    ORGANISATION_NAME_LENGTH,
    PERSON_KIND_LABELS,
    PERSON_NAME_LENGTH,
)
from liaison.directory.rules.organisations import SHORT_NAME_LENGTH
from liaison.directory.rules.people import NUMBER_LENGTH
from liaison.directory.rules.regions import NAME_LENGTH
from liaison.directory.rules.roster.plan import ORGANISATIONS, PEOPLE, Roster
from liaison.papers.sheet import (
    ColumnSpec,
    Kind,
    NothingInSheet,
    Sheet,
    SheetError,
    read_table,
    sheet_names,
    write_templates,
)
from liaison.web.forms import FileField, Form, Hidden

MOST_ROWS: Final = 10_000

ORGANISATION_COLUMNS: Final = (
    ColumnSpec("name", "单位名称", required=True, aliases=("名称", "全称"), longest=ORGANISATION_NAME_LENGTH),
    ColumnSpec("kind", "类别", required=True, aliases=("单位类别",), choices=tuple(KIND_LABELS.values())),
    ColumnSpec("short_name", "简称", longest=SHORT_NAME_LENGTH),
    ColumnSpec("court", "所属法院", aliases=("上级单位",), longest=ORGANISATION_NAME_LENGTH),
    ColumnSpec("region", "所属地区", aliases=("地区",), longest=NAME_LENGTH),
    ColumnSpec("address", "地址", longest=120),
    ColumnSpec("phone", "电话", aliases=("联系电话",), longest=40),
    ColumnSpec("party_branch", "所在党支部", aliases=("党支部",), longest=60),
)

PERSON_COLUMNS: Final = (
    ColumnSpec("name", "姓名", required=True, longest=PERSON_NAME_LENGTH),
    ColumnSpec("kind", "类别", required=True, aliases=("人员类别",), choices=tuple(PERSON_KIND_LABELS.values())),
    ColumnSpec(
        "unit", "所属单位", required=True, aliases=("单位", "工作单位", "执业机构"), longest=ORGANISATION_NAME_LENGTH
    ),
    ColumnSpec("office", "职务", longest=40),
    ColumnSpec("number", "编号", aliases=("执业证号", "执业证号或编号"), longest=NUMBER_LENGTH),
    ColumnSpec("practising_since", "起始日期", Kind.DATE, aliases=("执业起始日期", "执业（任职）起始日期")),
    ColumnSpec("phone", "电话", aliases=("联系电话", "手机"), longest=40),
    ColumnSpec("email", "电子邮箱", aliases=("邮箱",), longest=254),
    ColumnSpec("is_party_member", "中共党员", Kind.FLAG, aliases=("党员",)),
)

NOTES: Final = (
    "填写说明",
    "一、“单位”表填写律师事务所、法院、内设庭室等单位，“人员”表填写律师、法官、工作人员。只需导入其中一种时，另一张表留空。",
    "二、表头请勿改动。标有“必填”的列每行都要填写；合并单元格请先取消合并。",
    "三、单位按名称识别：名册中已有的更新，没有的新增。内设庭室须填写所属法院，名称写“民事审判第一庭”即可。",
    "四、人员先按编号（执业证号、职务编号）识别，没有编号的按姓名和所属单位识别；名册中已有的更新，没有的新增。",
    "五、编号请以文本格式填写，以免末尾数字丢失。日期写成2026-03-09的样式。",
    "六、空白单元格不改动名册中已有的内容；要清除某项内容，请在网页上修改该条记录。",
    "七、不在文件中的单位和人员不受影响；离开的人员请在网页上停用。",
    "八、上传后先显示核对结果，确认后才写入名册；有一处错误即全部不导入。同一文件可以重复导入。",
)
"""The file is Chinese whatever the language of the page: it goes round among offices."""


class WrongSheet(SheetError):
    """One of the two sheets cannot be read."""

    def __init__(self, sheet: str, error: SheetError) -> None:
        super().__init__(error.message, **error.params)
        self.sheet = sheet

    def text(self, translate: Callable[[str], str] = str) -> str:
        """The name of the sheet, and what is wrong with it."""
        what = super().text(translate)
        return write_out(N_("“%(sheet)s”表：%(what)s"), {"sheet": self.sheet, "what": what}, translate)


class UploadForm(Form):
    """A workbook to take in."""

    file = FileField(_l("名册文件"), [FileRequired(_l("请选择要导入的文件。"))], render_kw={"accept": ".xlsx"})


class ConfirmForm(Form):
    """The plan that was looked at, by its fingerprint."""

    fingerprint = Hidden()


def template() -> bytes:
    """The empty workbook, with notes on how to fill it in."""
    return write_templates({ORGANISATIONS: ORGANISATION_COLUMNS, PEOPLE: PERSON_COLUMNS}, NOTES[0], NOTES)


def read(data: bytes) -> Roster:
    """Read a workbook; faults of cells are in its sheets. Raises SheetError where it is no roster or holds nothing."""
    names = sheet_names(data)
    organisations_sheet, people_sheet = _first(names, ORGANISATIONS), _first(names, PEOPLE)
    if not organisations_sheet and not people_sheet:
        raise SheetError(N_("文件中没有“单位”表或“人员”表，请使用模板填写。"))
    organisations = _sheet(data, ORGANISATION_COLUMNS, organisations_sheet)
    people = _sheet(data, PERSON_COLUMNS, people_sheet)
    if organisations is None and people is None:
        raise NothingInSheet
    return Roster(organisations, people)


def _first(names: Sequence[str], beginning: str) -> str:
    """The first sheet called so, or something more: exported lists are called 人员名册 and come back changed."""
    return next((name.strip() for name in names if name.strip().startswith(beginning)), "")


def _sheet(data: bytes, columns: tuple[ColumnSpec, ...], name: str) -> Sheet | None:
    if not name:
        return None
    try:
        return read_table(data, columns, sheet=name, most_rows=MOST_ROWS)
    except NothingInSheet:
        return None
    except SheetError as error:
        raise WrongSheet(name, error) from error

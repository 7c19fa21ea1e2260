"""The form of a year's arrangement, and its workbook."""

from collections.abc import Sequence
from typing import Any, Final

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileRequired
from wtforms import FieldList, FormField
from wtforms import Form as Part

from liaison.core.messages import N_
from liaison.papers.sheet import CellError, ColumnSpec, Kind, read_table, write_templates
from liaison.settings.rules.spans import Span
from liaison.store.holidays import NAME_LENGTH
from liaison.web.forms import Day, FileField, Form, Hidden, Line

LINES: Final = 10
MOST_LINES: Final = 30
MOST_ROWS: Final = 25
MADE_UP: Final = ("made_up_1", "made_up_2", "made_up_3")

COLUMNS: Final = (
    ColumnSpec("name", "节日", required=True, aliases=("名称", "节日名称"), longest=NAME_LENGTH),
    ColumnSpec("first", "放假首日", Kind.DATE, required=True, aliases=("放假开始", "首日")),
    ColumnSpec("last", "放假末日", Kind.DATE, required=True, aliases=("放假结束", "末日")),
    *(ColumnSpec(key, f"调休上班日{number}", Kind.DATE) for number, key in enumerate(MADE_UP, 1)),
)
NOTES: Final = (
    "填写说明",
    "一、每个假期一行；放假首日和末日都是放假的日子，其间的星期六、星期日不必另列。",
    "二、为该假期调休、改为上班的星期六、星期日填在后三列，没有的留空。",
    "三、日期写成2027-02-06的样式。表头请勿改动。",
    "四、上传后先显示核对结果和将要变动的期限，确认后才生效；有一处错误即全部不导入。",
)
"""The file is Chinese whatever the language of the page: it goes round among offices."""


class SpanFields(Part):
    """One holiday of the notice; a line left empty counts for nothing."""

    name = Line(_l("节日"), max=NAME_LENGTH, required=False)
    first = Day(_l("放假首日"), required=False)
    last = Day(_l("放假末日"), required=False)
    made_up_1 = Day(_l("调休上班日1"), required=False)
    made_up_2 = Day(_l("调休上班日2"), required=False)
    made_up_3 = Day(_l("调休上班日3"), required=False)

    def validate(self, extra_validators: Any = None) -> bool:
        """A line that has anything has its name and both days."""
        is_valid = super().validate(extra_validators)
        days = [self.first.data, self.last.data, *(self[key].data for key in MADE_UP)]
        if any(days) and not self.name.data and not self.name.errors:
            self.name.errors = [_l("请填写节日名称。")]
        elif self.name.data and None in days[:2] and not (self.first.errors or self.last.errors):
            self.first.errors = [_l("请填写放假首日和末日。")]
        return is_valid and not self.errors


class HolidaysForm(Form):
    """A year's arrangement. `seen` is the mark of what would move, once that was looked at."""

    source = Line(_l("依据（通知文号）"), max=80, required=False)
    lines = FieldList(FormField(SpanFields), min_entries=LINES, max_entries=MOST_LINES)
    reason = Line(_l("修改理由"), max=200, required=False)
    seen = Hidden()

    def spans(self) -> list[Span]:
        """What the form says; only after validation."""
        return [
            Span(
                part.form.name.data,
                part.form.first.data,
                part.form.last.data,
                tuple(day for key in MADE_UP if (day := part.form[key].data)),
            )
            for part in self.lines
            if part.form.name.data
        ]


class UploadForm(Form):
    """A workbook with a year's arrangement."""

    file = FileField(_l("安排文件"), [FileRequired(_l("请选择要导入的文件。"))], render_kw={"accept": ".xlsx"})


def filled(spans: Sequence[Span], **more: Any) -> HolidaysForm:
    """The form with an arrangement in it, and empty lines for more."""
    lines = [
        {"name": span.name, "first": span.first, "last": span.last, **dict(zip(MADE_UP, span.made_up, strict=False))}
        for span in spans
    ]
    empty: list[dict[str, Any]] = [{}] * max(LINES - len(lines), 2)
    return HolidaysForm(formdata=None, data={"lines": [*lines, *empty], **more})


def template() -> bytes:
    """The empty workbook, with notes on how to fill it in."""
    return write_templates({"节假日安排": COLUMNS}, NOTES[0], NOTES)


def read(data: bytes) -> tuple[list[Span], tuple[CellError, ...]]:
    """The arrangement in a workbook, and what is wrong in which cell. Raises SheetError where it is none."""
    sheet = read_table(data, COLUMNS, most_rows=MOST_ROWS)
    if sheet.errors:
        return [], sheet.errors
    errors, spans = [], []
    for row in sheet.rows:
        made_up = tuple(day for key in MADE_UP if (day := row.values.get(key)))
        if row.values["last"] < row.values["first"]:
            errors.append(sheet.fault(row, "last", N_("放假末日早于首日。")))
        errors += [
            sheet.fault(row, key, N_("调休上班日不是星期六或星期日。"))
            for key in MADE_UP
            if (day := row.values.get(key)) and day.weekday() < 5
        ]
        spans.append(Span(row.values["name"], row.values["first"], row.values["last"], made_up))
    return spans, tuple(errors)

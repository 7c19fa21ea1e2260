"""A design as a spreadsheet: its columns, how it is read and written. Its heads are Chinese, as offices expect."""

from collections.abc import Sequence
from typing import Any, Final

from liaison.core.messages import N_
from liaison.papers.sheet import CellError, ColumnSpec, Row, Sheet, read_table, write_table
from liaison.questionnaires.rules.design import (
    DECIDING,
    KIND_LABELS,
    WITH_OPTIONS,
    Condition,
    Design,
    Question,
    QuestionKind,
)
from liaison.questionnaires.rules.editing import options_from
from liaison.questionnaires.rules.problems import HELP_LENGTH, TEXT_LENGTH

MOST_ROWS: Final = 100
NAMES: Final = {label: kind for kind, label in KIND_LABELS.items()}
YES: Final = "是"
COLUMNS: Final = (
    ColumnSpec("kind", "题型", required=True, choices=tuple(NAMES)),
    ColumnSpec("text", "题目", required=True, longest=TEXT_LENGTH),
    ColumnSpec("text_en", "英文题目", longest=TEXT_LENGTH * 2),
    ColumnSpec("help", "说明", longest=HELP_LENGTH),
    ColumnSpec("help_en", "英文说明", longest=HELP_LENGTH * 2),
    ColumnSpec("options", "选项", aliases=("选项（分号隔开）",), longest=4000),
    ColumnSpec("required", "必答", choices=(YES, "否")),
    ColumnSpec("unobserved", "可选未观察到", choices=(YES, "否")),
    ColumnSpec("lowest", "最小值", longest=12),
    ColumnSpec("highest", "最大值", longest=12),
    ColumnSpec("condition", "显示条件题号", longest=4),
    ColumnSpec("values", "显示条件答案", longest=1000),
)


def read(data: bytes) -> tuple[tuple[Question, ...], list[CellError]]:
    """The questions of a sheet, and what is wrong with it, cell by cell. Raises SheetError."""
    sheet = read_table(data, COLUMNS, most_rows=MOST_ROWS)
    errors = list(sheet.errors)
    found: list[Question] = []
    for number, row in enumerate(sheet.rows, 1):
        if row.values.get("kind") is None or row.values.get("text") is None:
            continue
        found.append(_question(sheet, row, number, found, errors))
    return tuple(found), errors


def written(title: str, design: Design) -> bytes:
    """The design as a spreadsheet that `read` reads."""
    numbers = {question.key: number for number, question in enumerate(design.questions, 1)}
    return write_table(title, COLUMNS, [_cells(question, design, numbers) for question in design.questions])


def _cells(question: Question, design: Design, numbers: dict[str, int]) -> Sequence[Any]:
    condition = question.show_if
    decides = design.find(condition.question) if condition else None
    labels = {option.value: option.label for option in decides.choices} if decides else {}
    options = (f"{o.label} | {o.label_en}" if o.label_en else o.label for o in question.options)
    return (
        KIND_LABELS[question.kind],
        question.text,
        question.text_en,
        question.help,
        question.help_en,
        "；".join(options),
        YES if question.is_required else "否",
        YES if question.may_be_unobserved else "否",
        "" if question.lowest is None else str(question.lowest),
        "" if question.highest is None else str(question.highest),
        str(numbers.get(condition.question, "")) if condition else "",
        "；".join(labels.get(value, value) for value in condition.values) if condition else "",
    )


def _question(sheet: Sheet, row: Row, number: int, before: list[Question], errors: list[CellError]) -> Question:
    values = row.values
    kind: QuestionKind = NAMES[values["kind"]]
    options = options_from("\n".join(_split(values.get("options"))))
    if (kind in WITH_OPTIONS) != bool(options):
        told = N_("此题型需要选项，用分号隔开。") if kind in WITH_OPTIONS else N_("此题型没有选项。")
        errors.append(sheet.fault(row, "options", told))
    return Question(
        key=f"k{number}",
        kind=kind,
        text=values["text"],
        text_en=values.get("text_en") or "",
        help=values.get("help") or "",
        help_en=values.get("help_en") or "",
        is_required=values.get("required") == YES,
        may_be_unobserved=values.get("unobserved") == YES,
        options=options if kind in WITH_OPTIONS else (),
        show_if=_condition(sheet, row, before, errors),
        lowest=_number(sheet, row, "lowest", errors),
        highest=_number(sheet, row, "highest", errors),
    )


def _condition(sheet: Sheet, row: Row, before: list[Question], errors: list[CellError]) -> Condition | None:
    asked = row.values.get("condition")
    if not asked:
        return None
    place = int(asked) if asked.isdecimal() else 0
    decides = before[place - 1] if 1 <= place <= len(before) else None
    if decides is None or decides.kind not in DECIDING:
        errors.append(sheet.fault(row, "condition", N_("请填写前面某道选择题或量表题的行序（从 1 起）。")))
        return None
    known = {option.label: option.value for option in decides.choices}
    wanted = _split(row.values.get("values"))
    if not wanted or not set(wanted) <= known.keys():
        errors.append(sheet.fault(row, "values", N_("请填写那一题的答案，用分号隔开。")))
        return None
    return Condition(decides.key, tuple(known[label] for label in wanted))


def _number(sheet: Sheet, row: Row, key: str, errors: list[CellError]) -> int | None:
    typed = (row.values.get(key) or "").removesuffix(".0")
    if not typed:
        return None
    if not typed.removeprefix("-").isdecimal() or len(typed) > 8:
        errors.append(sheet.fault(row, key, N_("请填写整数。")))
        return None
    return int(typed)


def _split(text: str | None) -> list[str]:
    return [part.strip() for part in (text or "").replace(";", "；").split("；") if part.strip()]

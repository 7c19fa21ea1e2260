"""Spreadsheets in and out: tables of lists, and tables that offices send."""

from liaison.papers.sheet.columns import CellError, ColumnSpec, Kind, NothingInSheet, Row, Sheet, SheetError
from liaison.papers.sheet.reading import read_table
from liaison.papers.sheet.tables import ChartKind, SheetChart, SheetTable
from liaison.papers.sheet.workbook import sheet_names
from liaison.papers.sheet.writing import write_table, write_template, write_templates, write_workbook

__all__ = [
    "CellError",
    "ChartKind",
    "ColumnSpec",
    "Kind",
    "NothingInSheet",
    "Row",
    "Sheet",
    "SheetChart",
    "SheetError",
    "SheetTable",
    "read_table",
    "sheet_names",
    "write_table",
    "write_template",
    "write_templates",
    "write_workbook",
]

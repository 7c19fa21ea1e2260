"""Charts that Excel, WPS and LibreOffice draw from the cells of a table, placed beside it."""

from typing import Any, Final

from xlsxwriter import Workbook

from liaison.papers.sheet.pages import SheetPage
from liaison.papers.sheet.tables import ChartKind, SheetChart

# One family of colours, dark and light in turn, so that neighbours differ in print as well; with that of words on it.
WHITE: Final = "#FFFFFF"
BLACK: Final = "#1A2433"
COLOURS: Final = (("#1B4F8F", WHITE), ("#A9C4E6", BLACK), ("#465162", WHITE), ("#C3CCD8", BLACK), ("#7FA6D6", BLACK))
LINES: Final = ("#1B4F8F", "#465162", "#4A7FBF")
AXIS: Final = "#77859A"
OUTLINE: Final = "#1B4F8F"
RULE: Final = "#DDE3EA"
TYPES: Final[dict[ChartKind, dict[str, str]]] = {
    ChartKind.COLUMN: {"type": "column"},
    ChartKind.BAR: {"type": "bar"},
    ChartKind.LINE: {"type": "line"},
    ChartKind.STACKED: {"type": "bar", "subtype": "stacked"},
}
DASHES: Final = ("solid", "dash", "round_dot")
# With more points than this, values at the marks would stand in each other's way.
LABELLED: Final = 12
WIDTH: Final = 560
HEIGHT: Final = 320
# Rows of a sheet that a chart covers, with one between two charts.
ROWS: Final = 17
# The chart stays where it is and as large as it is when rows are filtered away.
FIXED: Final = 3


def insert(book: Workbook, sheet: SheetPage, chart: SheetChart, place: int) -> None:
    """Draw one chart at the right of its finished table, the `place`th (from 0) from the top; none without rows.

    XlsxWriter stores the values with the references, so that the chart shows before anything is calculated.
    """
    if not sheet.last:
        return
    made = book.add_chart(dict(TYPES[chart.kind]))
    for number, column in enumerate(chart.columns):
        made.add_series(
            {
                "name": [sheet.page.name, 0, column],
                "categories": [sheet.page.name, 1, 0, sheet.last, 0],
                "values": [sheet.page.name, 1, column, sheet.last, column],
                **_marks(chart, number, sheet.last),
            }
        )
    # XlsxWriter takes a title with A!B2 in it for the address of a cell.
    title = chart.title.replace("!", "！")
    made.set_title({"name": title, "overlay": False, "name_font": {"size": 12, "bold": True}})
    made.set_legend({"none": True} if len(chart.columns) == 1 else {"position": "bottom"})
    is_flat = chart.kind in {ChartKind.BAR, ChartKind.STACKED}
    # Where the values stand at the bars, an axis would say them twice.
    is_said = sheet.last <= LABELLED and chart.kind is not ChartKind.LINE
    values = {
        "major_gridlines": {"visible": not is_said, "line": {"color": RULE}},
        "line": {"none": True},
        "visible": not is_said,
    }
    # The first row of the table stands on top of horizontal bars.
    names = {"major_gridlines": {"visible": False}, "reverse": is_flat, "line": {"color": AXIS}}
    made.set_x_axis(values if is_flat else names)
    made.set_y_axis(names if is_flat else values)
    made.set_size({"width": WIDTH, "height": HEIGHT})
    options = {"object_position": FIXED, "description": chart.title}
    sheet.page.insert_chart(1 + ROWS * place, len(sheet.titles) + 1, made, options)


def _marks(chart: SheetChart, number: int, points: int) -> dict[str, Any]:
    labels: dict[str, Any] = {"value": True}
    if chart.kind is ChartKind.LINE:
        line = {"color": LINES[number % len(LINES)], "width": 2.25, "dash_type": DASHES[number % len(DASHES)]}
        labels["position"] = "above"
        return {"line": line} | ({"data_labels": labels} if points <= LABELLED else {})
    colour, on_it = COLOURS[number % len(COLOURS)]
    if chart.kind is ChartKind.STACKED:
        labels["font"] = {"color": on_it}
    bar = {"fill": {"color": colour}, "border": {"color": OUTLINE, "width": 0.75}, "gap": 60}
    return bar | ({"data_labels": labels} if points <= LABELLED else {})

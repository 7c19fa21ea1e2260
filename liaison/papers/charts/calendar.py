"""Heat maps: a year by weeks and days (on a phone in two halves), and years by months."""

from datetime import date, timedelta
from typing import Final

from liaison.papers.charts.canvas import Canvas
from liaison.papers.charts.frame import SWATCH
from liaison.papers.charts.ink import words_on
from liaison.papers.charts.scales import brief, written
from liaison.papers.charts.words import GAP, LINE, SIZE, shorten, width
from liaison.papers.facts.charts import MONTHS, MonthCalendar, YearCalendar

STEPS: Final = 4
WEEK: Final = 7
WEEKS: Final = 54
ROW: Final = 28


def year_calendar(chart: YearCalendar, wide: float, months: tuple[str, ...], weekdays: tuple[str, ...]) -> Canvas:
    """Lay a year out: a column a week, Monday on top; `months` and `weekdays` are the words beside it."""
    canvas = Canvas(wide)
    counts = {each.day: each.count for each in chart.days}
    most = max(counts.values())
    halves = ((1, 6), (7, 12)) if canvas.is_narrow else ((1, 12),)
    left = max(map(width, weekdays)) + 6
    cell = (wide - left) / (WEEKS / len(halves))
    for first, last in halves:
        top = canvas.height + LINE + 2
        begin = date(chart.year, first, 1)
        monday = begin - timedelta(begin.weekday())
        for number in range(0, WEEK, 2):
            if cell * 2 >= LINE:
                canvas.lines(0, top + cell * (number + 0.5), [weekdays[number]])
        day = begin
        while day.year == chart.year and day.month <= last:
            week, weekday = divmod((day - monday).days, WEEK)
            x, y, count = left + week * cell, top + weekday * cell, counts.get(day, 0)
            hint = f"{day.isoformat()} {count:,}{chart.unit}" if count else ""
            canvas.rect(x + 0.75, y + 0.75, cell - 1.5, cell - 1.5, heat(count, most), hint)
            if day.day == 1:
                canvas.label(x, top - 5, shorten(months[day.month - 1], cell * 4.2))
            day += timedelta(1)
        canvas.height = top + WEEK * cell + GAP
    _legend(canvas, most, chart.unit)
    return canvas


def month_calendar(chart: MonthCalendar, wide: float, months: tuple[str, ...]) -> Canvas:
    """Lay years out by months, each cell with its count where that has room."""
    canvas = Canvas(wide)
    known = [value for year in chart.years for value in year.values if value is not None]
    most = max(known)
    left = min(max(width(year.label) for year in chart.years), wide * 0.25) + GAP
    cell = (wide - left) / MONTHS
    for number, name in enumerate(months):
        short = name if all(width(each) + 2 <= cell for each in months) else str(number + 1)
        canvas.label(left + cell * (number + 0.5), SIZE, short, "middle")
    canvas.height = LINE + 4
    is_shown = all(width(written(value)) + 4 <= cell for value in known)
    for year in chart.years:
        middle = canvas.height + ROW / 2
        canvas.lines(0, middle, [shorten(year.label, left - GAP)])
        for number, value in enumerate(year.values):
            ink = heat(value or 0, most)
            x = left + cell * number
            hint = "" if value is None else f"{year.label} {months[number]} {written(value)}{chart.unit}"
            canvas.rect(x + 1, canvas.height + 1, cell - 2, ROW - 2, ink, hint)
            if is_shown and value is not None:
                canvas.lines(x + cell / 2, middle, [written(value)], "middle", words_on(ink) if value else "words")
        canvas.height += ROW
    canvas.height += GAP
    _legend(canvas, most, chart.unit)
    return canvas


def heat(count: int, most: int) -> str:
    """The ink of a count: none, and four steps up to the greatest."""
    return f"heat-{-(-count * STEPS // most) if most else 0}"


def _legend(canvas: Canvas, most: int, unit: str) -> None:
    """The counts of each ink; steps that no count can reach (the greatest is below four) are left out."""
    entries = [("heat-0", "0")]
    for step in range(1, STEPS + 1):
        low, high = most * (step - 1) // STEPS + 1, most * step // STEPS
        if low <= high:
            entries.append((f"heat-{step}", brief(low) if low == high else f"{brief(low)}–{brief(high)}"))
    x, middle = 0.0, canvas.height + LINE / 2 + 2
    entries[-1] = (entries[-1][0], entries[-1][1] + shorten(unit, 60))
    for ink, text in entries:
        if x and x + SWATCH + 5 + width(text) > canvas.width:
            x, middle = 0.0, middle + LINE + 2
        canvas.rect(x + 0.5, middle - SWATCH / 2, SWATCH, SWATCH, ink)
        canvas.lines(x + SWATCH + 5, middle, [text])
        x += SWATCH + 5 + width(text) + 14
    canvas.height = middle + LINE / 2 + 2

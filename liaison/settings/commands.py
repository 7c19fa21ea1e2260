"""`flask calendar …`: due dates by the code that sets every clock."""

import csv
import io
import os
import tempfile
from datetime import date, datetime
from pathlib import Path
from typing import Final

import click

from liaison.core.calendar import STATUTORY, Arrangements, Due, Limit, Unit, due
from liaison.core.errors import RuleBroken
from liaison.store import holidays
from liaison.web.commands import CommandFailed, Commands
from liaison.web.health import schema_state

UNITS: Final = [unit.value for unit in Unit]
COLUMNS: Final = ("from", "amount", "unit")
DAY: Final = click.DateTime(["%Y-%m-%d"])
PROVISIONAL: Final = "provisional: the holidays of that year are not arranged yet, so Monday to Friday were counted"

calendar_commands = Commands("calendar", help="Working days and due dates.")


@calendar_commands.command("due")
@click.option("--from", "start", type=DAY, help="The day on which the limit starts; it is not counted.")
@click.option("--amount", type=int, help="How many days.")
@click.option("--unit", type=click.Choice(UNITS), help="What is counted.")
@click.option("--explain", is_flag=True, help="Also say which days were skipped, and why.")
@click.option("--file", "source", type=click.Path(dir_okay=False, path_type=Path), help="IN.csv: from, amount, unit.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="OUT.csv: the same with due.")
def due_date(
    start: datetime | None, amount: int | None, unit: str | None, explain: bool, source: Path | None, out: Path | None
) -> None:
    """The due date of one limit, or of a list of limits."""
    if source is not None or out is not None:
        if source is None or out is None or explain or (start, amount, unit) != (None, None, None):
            raise CommandFailed("a list takes --file and --out, and no other option")
        rows = _read(source)
        _write(out, [(*row, due(*_parsed(row, line), _arrangements()).on.isoformat()) for line, row in rows])
        return
    if start is None or amount is None or unit is None:
        raise CommandFailed("--from, --amount and --unit are needed, or --file and --out")
    found = due(start.date(), Limit(amount, Unit(unit)), _arrangements())
    click.echo(found.on.isoformat())
    if explain:
        _explain(found)


def _arrangements() -> Arrangements:
    """Those of this site; those that `chinesecalendar` knows where there is no database yet."""
    return STATUTORY if schema_state()[0] is None else holidays.arrangements()


def _explain(found: Due) -> None:
    for skipped in found.skipped:
        click.echo(f"skipped {skipped.day.isoformat()} {skipped.reason}")
    if found.is_provisional:
        click.echo(PROVISIONAL)


def _read(source: Path) -> list[tuple[int, tuple[str, str, str]]]:
    """The rows of the list with their line numbers; empty ones are left out."""
    try:
        table = csv.DictReader(io.StringIO(source.read_text(encoding="utf-8-sig"), newline=""))
        missing = [name for name in COLUMNS if name not in (table.fieldnames or ())]
        if missing:
            raise CommandFailed(f"{source}: lacks the column {', '.join(missing)}")
        rows = [(table.line_num, _cells(row)) for row in table]
    except (UnicodeDecodeError, csv.Error) as error:
        raise CommandFailed(f"{source}: not a CSV file in UTF-8") from error
    return [(line, row) for line, row in rows if any(row)]


def _cells(row: dict[str, str | None]) -> tuple[str, str, str]:
    start, amount, unit = ((row[name] or "").strip() for name in COLUMNS)
    return start, amount, unit


def _parsed(row: tuple[str, str, str], line: int) -> tuple[date, Limit]:
    start, amount, unit = row
    try:
        limit = Limit(int(amount), Unit(unit))
        day = date.fromisoformat(start)
        due(day, limit, STATUTORY)
    except (ValueError, RuleBroken) as error:
        raise CommandFailed(f"line {line}: {error}") from error
    return day, limit


def _write(out: Path, rows: list[tuple[str, str, str, str]]) -> None:
    """The whole list or nothing: written beside, then put in place."""
    descriptor, name = tempfile.mkstemp(dir=out.parent, prefix=out.name, suffix=".part")
    made = Path(name)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([(*COLUMNS, "due"), *rows])
        made.chmod(0o644)
        made.replace(out)
    except OSError:
        made.unlink(missing_ok=True)
        raise

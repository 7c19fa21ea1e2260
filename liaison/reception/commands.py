"""`flask reception match`: the name matching of the conflict check on a file of pairs."""

import csv
import io
from pathlib import Path

import click

from liaison.core.errors import RuleBroken
from liaison.core.matching import compare
from liaison.core.messages import N_
from liaison.web.commands import Commands

ONE, OTHER = "a", "b"
ADDED = ("match", "why")
ENCODINGS = ("utf-8-sig", "gb18030")
MOST_BYTES = 50 * 1024 * 1024

reception_commands = Commands("reception", help="Reception day.")


@reception_commands.command("match")
@click.argument("pairs", type=click.Path(path_type=Path))
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The CSV file to write.")
def match(pairs: Path, out: Path) -> None:
    """Compare the names in columns a and b of PAIRS; adds the columns match (yes, possible, no) and why."""
    fields, rows = read_pairs(pairs)
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, [*fields, *(name for name in ADDED if name not in fields)], extrasaction="ignore")
    writer.writeheader()
    for row in rows:
        found = compare(row[ONE], row[OTHER])
        writer.writerow({**row, "match": found.answer.value, "why": found.text()})
    # With the mark, so that Excel reads the file as it was meant.
    out.write_text(text.getvalue(), encoding="utf-8-sig", newline="")
    click.echo(f"{len(rows)} pairs compared")


def read_pairs(path: Path) -> tuple[list[str], list[dict[str, str]]]:
    """The columns and rows of a CSV file in UTF-8 (with or without mark) or GBK, as Excel saves it.

    Raises RuleBroken, with the line, for a file that is none or lacks a column or a value; OSError.
    """
    text = _decoded(path.read_bytes())
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        head = [name.strip().lower() for name in next(reader, [])]
        if ONE not in head or OTHER not in head:
            raise RuleBroken(N_("第1行应有a、b两列。"))
        rows = []
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append(_row(head, cells, reader.line_num))
    except csv.Error as error:
        raise RuleBroken(N_("第%(line)s行不是完整的CSV。"), line=reader.line_num) from error
    return head, rows


def _row(head: list[str], cells: list[str], line: int) -> dict[str, str]:
    if len(cells) != len(head):
        raise RuleBroken(
            N_("第%(line)s行有%(cells)s列，应为%(columns)s列。"), line=line, cells=len(cells), columns=len(head)
        )
    row = dict(zip(head, cells, strict=True))
    for column in (ONE, OTHER):
        if not row[column].strip():
            raise RuleBroken(N_("第%(line)s行%(column)s列为空。"), line=line, column=column)
    return row


def _decoded(data: bytes) -> str:
    if len(data) > MOST_BYTES:
        raise RuleBroken(N_("文件过大，最多50 MB。"))
    if b"\0" in data:
        raise RuleBroken(N_("文件不是CSV文本。"))
    for encoding in ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise RuleBroken(N_("文件不是UTF-8或GBK编码的文本。"))

"""Files that leave through the browser: spreadsheets of lists, and stored papers, always as attachments."""

from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import quote

from flask import Response

from liaison.papers.sheet import write_table

SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def attachment(data: bytes, name: str, media_type: str) -> Response:
    """Bytes as a download under a Chinese name; never shown inside the site's origin."""
    response = Response(data, mimetype=media_type)
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    return response


def spreadsheet(title: str, columns: Sequence[Any], rows: Iterable[Sequence[Any]]) -> Response:
    """A list as a spreadsheet; no cell is a formula."""
    return attachment(write_table(title, columns, rows), f"{title}.xlsx", SPREADSHEET)

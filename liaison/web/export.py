"""Files that leave through the browser: spreadsheets of lists, and stored papers, always as attachments."""

from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import quote

from flask import Response

from liaison.papers.sheet import write_table

SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


# Whatever a browser makes of a file against its headers, it does so without scripts and outside of our origin.
SANDBOX = "sandbox; default-src 'none'"


def attachment(data: bytes, name: str, media_type: str) -> Response:
    """Bytes as a download under a Chinese name; never shown inside the site's origin."""
    return streamed([data], len(data), name, media_type)


def streamed(pieces: Iterable[bytes], size: int, name: str, media_type: str) -> Response:
    """The same of a file that is never whole in memory."""
    response = Response(pieces, mimetype=media_type)
    response.content_length = size
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    response.headers["Content-Security-Policy"] = SANDBOX
    return response


def spreadsheet(title: str, columns: Sequence[Any], rows: Iterable[Sequence[Any]]) -> Response:
    """A list as a spreadsheet; no cell is a formula."""
    return attachment(write_table(title, columns, rows), f"{title}.xlsx", SPREADSHEET)

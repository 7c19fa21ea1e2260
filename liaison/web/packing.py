"""Static files travel packed: brotli or gzip, packed once a process.

Pages do not: a form token packed beside what a visitor typed would let its length be guessed (BREACH).
"""

import gzip
from collections.abc import Callable
from functools import lru_cache

import brotli  # type: ignore[import-untyped]
from flask import Response, request

TEXTS = {"text/css", "text/javascript", "application/javascript", "image/svg+xml"}
PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda data: bytes(brotli.compress(data, quality=9)),
    "gzip": lambda data: gzip.compress(data, 9, mtime=0),
}


def pack(response: Response) -> None:
    """Pack a static file in the way the browser asked for, best first; files that are packed already stay."""
    if response.mimetype not in TEXTS:
        return
    response.vary.add("Accept-Encoding")
    encoding = request.accept_encodings.best_match(PACKERS)
    if encoding is None or response.status_code != 200:
        return
    response.direct_passthrough = False
    response.make_sequence()  # so that the file is closed with the answer
    response.set_data(_packed(response.get_data(), encoding))
    response.headers["Content-Encoding"] = encoding
    etag, _is_weak = response.get_etag()
    if etag:
        response.set_etag(etag, weak=True)


@lru_cache(maxsize=64)
def _packed(data: bytes, encoding: str) -> bytes:
    return PACKERS[encoding](data)

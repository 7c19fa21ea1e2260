"""What a browser loads for a page, compressed as a proxy in front would."""

import gzip
import re

from tests.bench.calls import Caller

ASSET = re.compile(r'(?:href|src)="(/static/[^"]+)"')
GZIP_LEVEL = 6


def page_weight(caller: Caller, path: str) -> tuple[int, int]:
    """Bytes of the page and of all the files it names, gzipped one by one; and how many these are."""
    page = caller.call(path)
    assets = sorted(set(ASSET.findall(page.decode())))
    bodies = [page, *(caller.call(asset) for asset in assets)]
    return sum(len(gzip.compress(body, GZIP_LEVEL)) for body in bodies), len(bodies)

"""A PDF reads a fixed table of files and nothing else, whatever its text asks for."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from weasyprint.urls import URLFetcher, URLFetcherResponse


class RefusedAddress(Exception):
    """A paper asked for an address outside the table: its template is wrong, or somebody's text became markup."""


class LockedFetcher(URLFetcher):
    """Answers the addresses of a table of local files; any other, `file://` and `data:` included, is refused.

    WeasyPrint logs and goes on when a fetch fails, so the refusals are kept for `check`.
    """

    def __init__(self, table: Mapping[str, Path]) -> None:
        """Open nothing by default: no protocol, no redirect."""
        super().__init__(allowed_protocols=frozenset(), allow_redirects=False)
        self._table = dict(table)
        self._made: Mapping[str, bytes] = {}
        self._refused: list[str] = []

    @contextmanager
    def lending(self, made: Mapping[str, bytes]) -> Iterator[None]:
        """Answer these addresses too while one paper is set: pictures that were made for it."""
        self._made = made
        try:
            yield
        finally:
            self._made = {}

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """Read one file of the table, or one that was lent. Raises RefusedAddress."""
        if url in self._made:
            return URLFetcherResponse(url, self._made[url])
        if url not in self._table:
            self._refused.append(url)
            raise RefusedAddress(url)
        return URLFetcherResponse(url, self._table[url].read_bytes())

    def check(self) -> None:
        """Raise RefusedAddress when anything was refused since the last check."""
        refused, self._refused = self._refused, []
        if refused:
            raise RefusedAddress(", ".join(refused))

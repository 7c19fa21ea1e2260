"""Calls a served site over one kept connection, and counts the CPU that its processes spend on them."""

import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

import psutil

# The server drops a connection that was silent for two seconds.
SILENT_SECONDS = 1
PATIENCE = 200
POLL_SECONDS = 0.05
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


@dataclass
class Caller:
    """One client with its cookies. `call` sends one request and gives the body; any other status is an error."""

    url: str
    cookies: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.connection = HTTPConnection(urlsplit(self.url).netloc)
        self.used_at = time.monotonic()

    def reconnect(self) -> None:
        """A new connection for the next call."""
        self.connection.close()

    def call(self, path: str, form: dict[str, str] | None = None, *, expect: int = 200, keep: bool = True) -> bytes:
        """GET, or POST of a form; `keep` says whether the cookies of the answer are taken."""
        response, content = self.ask(path, form)
        if response.status != expect:
            raise RuntimeError(f"{path}: {response.status} instead of {expect}")
        if keep:
            self._take_cookies(response)
        return content

    def status(self, path: str, form: dict[str, str] | None = None) -> int:
        """The status of the answer, whatever it is. Raises OSError or HTTPException where none comes."""
        return self.ask(path, form)[0].status

    def ask(self, path: str, form: dict[str, str] | None = None) -> tuple[HTTPResponse, bytes]:
        """The answer and its body."""
        if time.monotonic() - self.used_at > SILENT_SECONDS:
            self.reconnect()
        self.used_at = time.monotonic()
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body = None
        if form is not None:
            body, headers["Content-Type"] = urlencode(form), "application/x-www-form-urlencoded"
        self.connection.request("GET" if form is None else "POST", path, body, headers)
        response = self.connection.getresponse()
        return response, response.read()

    def sign_in_form(self, username: str, password: str) -> dict[str, str]:
        """The filled form of the sign-in page; with `keep=False` it may be sent again and again."""
        page = self.call("/login").decode()
        found = TOKEN.search(page)
        assert found is not None, "the sign-in page has no token"
        return {"csrf_token": found[1], "username": username, "password": password}

    def sign_in(self, username: str, password: str) -> "Caller":
        """Sign in for all further calls."""
        self.call("/login", self.sign_in_form(username, password), expect=303)
        return self

    def _take_cookies(self, response: HTTPResponse) -> None:
        for header in response.headers.get_all("Set-Cookie", []):
            for name, morsel in SimpleCookie(header).items():
                self.cookies[name] = morsel.value


@dataclass(frozen=True)
class Spent:
    """What one call of a batch cost on average: CPU of the server and time on the wall, in milliseconds."""

    cpu_ms: float
    wall_ms: float


def batch(act: Callable[[], object], times: int, processes: Sequence[psutil.Process]) -> Spent:
    """Do it so many times. The processes must live through it: a recycled one would take its count along."""
    act()
    cpu, wall = cpu_seconds(processes), time.perf_counter()
    for _ in range(times):
        act()
    wall = time.perf_counter() - wall
    cpu = cpu_seconds(processes) - cpu
    return Spent(1000 * cpu / times, 1000 * wall / times)


def cpu_seconds(processes: Sequence[psutil.Process]) -> float:
    """User and system time of the processes so far."""
    times = [process.cpu_times() for process in processes]
    return sum(each.user + each.system for each in times)


def p95_ms(act: Callable[[], object], times: int) -> float:
    """The 95th percentile of single calls on the wall, in milliseconds."""
    act()
    walls = []
    for _ in range(times):
        start = time.perf_counter()
        act()
        walls.append(1000 * (time.perf_counter() - start))
    return sorted(walls)[round(0.95 * (times - 1))]


def all_of(found: Callable[[], list[psutil.Process]], count: int) -> list[psutil.Process]:
    """The processes once they are all there: workers are forked one after the other. Raises RuntimeError."""
    for _ in range(PATIENCE):
        if len(processes := found()) == count:
            return processes
        time.sleep(POLL_SECONDS)
    raise RuntimeError(f"{len(processes)} processes instead of {count}")

"""The warm renderer, seen from outside: one child process, bounded in time and memory, that makes files of facts."""

import atexit
import json
import logging
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import IO, Any, Final
from xml.sax.saxutils import escape

from liaison.core.errors import LiaisonError, RuleBroken
from liaison.core.messages import Term
from liaison.core.text import N_

ROOT: Final = Path(__file__).resolve().parents[2]
START_SECONDS: Final = 60
# A report of 200 pages takes 20 to 40 seconds of two idle cores; a busy machine is slower.
SECONDS: Final = 300
MEGABYTES: Final = 2048
# WeasyPrint and Pango keep a little of each document.
RENDERS: Final = 50
TAIL_BYTES: Final = 4000

log = logging.getLogger(__name__)


class RenderRefused(RuleBroken):
    """The facts cannot be set as they are (a character that no font has): trying again would not help."""


class RenderFailed(LiaisonError):
    """No file was made; the sentence says why, and the log has the rest."""

    default = N_("文件未能生成，请稍后重试；仍不成功的，请联系管理员查看日志。")


def ignore(_pages: int, _expected: int) -> None:
    """What is told of the progress when nobody waits for it."""


def order_of(
    kind: str,
    facts_json: bytes,
    formats: Sequence[str],
    *,
    watermark: str = "",
    pictures: int = 0,
    annexes: Sequence[tuple[str, bytes]] = (),
) -> dict[str, Any]:
    """What the child is told of a paper, on one line; the bytes of the annexes follow it."""
    return {
        "kind": kind,
        "formats": list(formats),
        "watermark": watermark,
        "pictures": pictures,
        "annexes": [(title, len(data)) for title, data in annexes],
        "facts": facts_json.decode(),
    }


class Engine:
    """Starts the child when it is first needed, keeps it warm, and replaces it when it died or has done its share."""

    def __init__(self, seconds: int = SECONDS, megabytes: int = MEGABYTES, renders: int = RENDERS) -> None:
        """Bound each order to `seconds` and the child to `megabytes`; after `renders` orders it is replaced."""
        self._seconds, self._megabytes, self._renders = seconds, megabytes, renders
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._errors: IO[bytes] | None = None
        self._room: tempfile.TemporaryDirectory[str] | None = None
        self._done = 0

    def render(
        self,
        kind: str,
        facts_json: bytes,
        formats: Sequence[str],
        *,
        watermark: str = "",
        pictures: int = 0,
        annexes: Sequence[tuple[str, bytes]] = (),
        report: Callable[[int, int], None] = ignore,
    ) -> dict[str, bytes]:
        """Make the files of a paper ("pdf", "docx") from the canonical JSON of its facts, one order at a time.

        `pictures`: so many pages of the PDF as PNG too ("page-01", …). `annexes`: PDFs and pictures by the line above
        their pages, bound behind the PDF. `report` is told about once a second how many
        pages are laid out, of about how many; what it raises ends the work. Raises RenderRefused or RenderFailed.
        """
        order = order_of(kind, facts_json, formats, watermark=watermark, pictures=pictures, annexes=annexes)
        with self._lock:
            child = self._warm()
            with self._bounded(child, self._seconds):
                answer = self._ask(child, order, [data for _title, data in annexes], report)
                made = {name: _take(child, size) for name, size in answer.get("sizes", {}).items()}
            self._done += 1
            if "message" in answer:
                raise RenderRefused(answer["message"], **_params(answer["params"]))
            if "failure" in answer:
                log.error("rendering %s failed: %s\n%s", kind, answer["failure"], self._tail())
                raise RenderFailed
            return made

    def close(self) -> None:
        """End the child; the next order starts another."""
        child, self._child, self._done = self._child, None, 0
        if child is not None:
            child.kill()
            child.wait()
            _stream(child.stdin).close()
            _stream(child.stdout).close()
        if self._errors is not None:
            self._errors.close()
            self._errors = None
        if self._room is not None:
            self._room.cleanup()
            self._room = None

    def _warm(self) -> subprocess.Popen[bytes]:
        if self._child is not None and self._child.poll() is None and self._done < self._renders:
            return self._child
        self.close()
        # A file, not a pipe: nobody reads it while the child works, and a full pipe would stop it.
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the child
        self._room = tempfile.TemporaryDirectory(prefix="liaison-renderer-")
        self._child = subprocess.Popen(
            [sys.executable, "-m", "liaison.papers.child", str(self._seconds), str(self._megabytes)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            env={**os.environ, "FONTCONFIG_FILE": _font_settings(Path(self._room.name))},
        )
        with self._bounded(self._child, START_SECONDS):
            _read_line(self._child)
        return self._child

    def _ask(
        self,
        child: subprocess.Popen[bytes],
        order: dict[str, Any],
        files: Sequence[bytes],
        report: Callable[[int, int], None],
    ) -> dict[str, Any]:
        stream = _stream(child.stdin)
        stream.write(json.dumps(order).encode() + b"\n")
        for data in files:
            stream.write(data)
        stream.flush()
        while "pages" in (answer := _read_line(child)):
            try:
                report(answer["pages"], answer["expected"])
            except BaseException:
                # Nobody waits for this paper any more; a child in the middle of it is of no use to the next one.
                self.close()
                raise
        return answer

    @contextmanager
    def _bounded(self, child: subprocess.Popen[bytes], seconds: int) -> Iterator[None]:
        """Kill the child when it takes too long. A child that ended in any way becomes RenderFailed."""
        is_late = threading.Event()

        def stop() -> None:
            is_late.set()
            child.kill()

        timer = threading.Timer(seconds, stop)
        timer.daemon = True
        timer.start()
        try:
            yield
        except OSError as error:
            status = child.wait()
            log.error("the renderer ended with status %s\n%s", status, self._tail())
            self.close()
            if is_late.is_set() or status == -signal.SIGXCPU:
                raise RenderFailed(N_("文件生成超过 %(seconds)s 秒，已中止。"), seconds=seconds) from error
            raise RenderFailed from error
        finally:
            timer.cancel()

    def _tail(self) -> str:
        """The end of what the child wrote to its standard error."""
        if self._errors is None:
            return ""
        size = self._errors.seek(0, 2)
        self._errors.seek(max(0, size - TAIL_BYTES))
        return self._errors.read().decode(errors="replace")


def render(kind: str, facts_json: bytes, formats: Sequence[str], **wishes: Any) -> dict[str, bytes]:
    """Make the files of a paper by the one engine of this process: `Engine.render`, its wishes included."""
    return _engine().render(kind, facts_json, formats, **wishes)


def _params(plain: dict[str, Any]) -> dict[str, Any]:
    """The parameters of a message out of JSON, which knows no tuples: a list there was a tuple of terms."""
    return {name: tuple(map(Term, value)) if isinstance(value, list) else value for name, value in plain.items()}


def _font_settings(room: Path) -> str:
    """Settings that let the child read the machine's font cache and write only one of its own.

    A child that runs out of memory while it reads fonts notes them as unreadable; in the machine's cache that note
    would hide them from everybody until the next `fc-cache -f`.
    """
    machine = os.environ.get("FONTCONFIG_FILE", "/etc/fonts/fonts.conf")
    path = room / "fonts.conf"
    path.write_text(
        f"<fontconfig><cachedir>{room}</cachedir><include>{escape(machine)}</include></fontconfig>", encoding="utf-8"
    )
    return str(path)


@cache
def _engine() -> Engine:
    engine = Engine()
    atexit.register(engine.close)
    return engine


def _read_line(child: subprocess.Popen[bytes]) -> dict[str, Any]:
    line = _stream(child.stdout).readline()
    if not line.endswith(b"\n"):
        raise BrokenPipeError
    try:
        answer: dict[str, Any] = json.loads(line)
    except ValueError as error:
        # A child that starves may write half a line.
        raise BrokenPipeError from error
    return answer


def _take(child: subprocess.Popen[bytes], size: int) -> bytes:
    data = _stream(child.stdout).read(size)
    if len(data) < size:
        raise BrokenPipeError
    return data


def _stream(stream: IO[bytes] | None) -> IO[bytes]:
    assert stream is not None
    return stream

"""The renderer's own process (`python -m liaison.papers.child`): the only one that imports WeasyPrint.

It reads one order a line from standard input, followed by the bytes of the annexes that the line announces, says about
once a second how many pages are laid out, and answers with one line of JSON, followed by the bytes of the files that
the line announces. It ends when its input does.
"""

import json
import os
import resource
import signal
import sys
import traceback
from typing import Any, BinaryIO, Final

from liaison.core.errors import LiaisonError
from liaison.papers import progress, renderers
from liaison.papers.kinds import read_facts

MEGABYTE: Final = 1024 * 1024


def serve(orders: BinaryIO, answers: BinaryIO, seconds: int) -> None:
    """Say that it is ready, then render order after order, each within `seconds` of processor time."""
    _answer(answers, {"ready": True})
    for line in orders:
        _allow(seconds)
        order = json.loads(line)
        annexes = [(title, orders.read(size)) for title, size in order["annexes"]]
        answer, files = _carry_out(order, annexes, answers)
        _answer(answers, answer, files)


def _carry_out(
    order: dict[str, Any], annexes: list[tuple[str, bytes]], answers: BinaryIO
) -> tuple[dict[str, Any], list[bytes]]:
    """Render what is ordered: the sizes of the files with their bytes, or what went wrong in words."""
    try:
        kind, data, mark = order["kind"], order["facts"].encode(), order["watermark"]
        facts = read_facts(kind, data)
        expected = renderers.expected_pages(kind, facts, len(data))
        with progress.told(lambda pages: _answer(answers, {"pages": pages, "expected": expected})):
            made = {name: renderers.render(kind, name, facts, watermark=mark) for name in order["formats"]}
            if annexes:
                made["pdf"] = renderers.with_annexes(made["pdf"], annexes, watermark=mark)
            if order["pictures"]:
                made |= renderers.pictures(made["pdf"], order["pictures"])
    except LiaisonError as error:
        return {"message": error.message, "params": error.params}, []
    except Exception as error:
        traceback.print_exc()
        return {"failure": type(error).__name__}, []
    return {"sizes": {name: len(data) for name, data in made.items()}}, list(made.values())


def _answer(answers: BinaryIO, answer: dict[str, Any], files: list[bytes] | None = None) -> None:
    answers.write(json.dumps(answer, default=str).encode() + b"\n")
    for data in files or ():
        answers.write(data)
    answers.flush()


def _allow(seconds: int) -> None:
    """Bound the processor time, so that a render whose master was killed does not run for ever."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    limit = int(used.ru_utime + used.ru_stime) + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.RLIM_INFINITY))


def main() -> None:
    """Take the bounds from the command line: seconds of an order, megabytes of the process."""
    seconds, megabytes = map(int, sys.argv[1:3])
    resource.setrlimit(resource.RLIMIT_AS, (megabytes * MEGABYTE, megabytes * MEGABYTE))
    # Ctrl-C reaches the whole group of processes; the end of the input is what ends this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # What a library prints goes to the log, not between the answers.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    serve(sys.stdin.buffer, answers, seconds)


if __name__ == "__main__":
    main()

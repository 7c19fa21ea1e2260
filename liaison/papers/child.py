"""The renderer's own process (`python -m liaison.papers.child`): the only one that imports WeasyPrint.

It reads one order a line from standard input, says about once a second how many pages are laid out, and answers with
one line of JSON, followed by the bytes of the files that the line announces. It ends when its input does.
"""

import json
import resource
import signal
import sys
import traceback
from typing import Any, BinaryIO, Final

from liaison.core.errors import LiaisonError
from liaison.papers import progress
from liaison.papers.kinds import read_facts
from liaison.papers.pictures import page_pictures
from liaison.papers.renderers import RENDERERS

MEGABYTE: Final = 1024 * 1024


def serve(orders: BinaryIO, answers: BinaryIO, seconds: int) -> None:
    """Say that it is ready, then render order after order, each within `seconds` of processor time."""
    _answer(answers, {"ready": True})
    for line in orders:
        _allow(seconds)
        with progress.told(lambda pages: _answer(answers, {"pages": pages})):
            answer, files = _carry_out(json.loads(line))
        _answer(answers, answer, files)


def _carry_out(order: dict[str, Any]) -> tuple[dict[str, Any], list[bytes]]:
    """Render what is ordered: the sizes of the files with their bytes, or what went wrong in words."""
    try:
        kind, facts = order["kind"], read_facts(order["kind"], order["facts"].encode())
        made = {name: RENDERERS[kind, name](facts, watermark=order["watermark"]) for name in order["formats"]}
        if order["pictures"]:
            made |= {f"page-{number:02d}": data for number, data in enumerate(_pictures(made, order), 1)}
    except LiaisonError as error:
        return {"message": error.message, "params": error.params}, []
    except Exception as error:
        traceback.print_exc()
        return {"failure": type(error).__name__}, []
    return {"sizes": {name: len(data) for name, data in made.items()}}, list(made.values())


def _pictures(made: dict[str, bytes], order: dict[str, Any]) -> list[bytes]:
    return page_pictures(made["pdf"], order["pictures"])


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
    serve(sys.stdin.buffer, sys.stdout.buffer, seconds)


if __name__ == "__main__":
    main()

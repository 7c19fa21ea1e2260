"""The process that opens what somebody handed in (`python -m liaison.papers.evidence.child KIND SECONDS MEGABYTES`).

It takes the file from standard input and answers with one line of JSON (the sizes of what it made), then the bytes.
"""

import json
import resource
import sys

from liaison.core.file_kinds import MEGABYTE, FileKind
from liaison.papers.evidence.copying import make


def main() -> None:
    """Bound the process, make the files, and write them out."""
    kind, seconds, megabytes = FileKind(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (megabytes * MEGABYTE, megabytes * MEGABYTE))
    made = make(kind, sys.stdin.buffer.read())
    answer = sys.stdout.buffer
    answer.write(json.dumps({name: len(data) for name, data in made.items()}).encode() + b"\n")
    for data in made.values():
        answer.write(data)


if __name__ == "__main__":
    main()

"""Copies and pictures made outside of this process: a file made to crash its reader brings down only the child."""

import json
import logging
import subprocess
import sys
from pathlib import Path
from typing import Final

from liaison.core.errors import RuleBroken
from liaison.core.file_kinds import FileKind
from liaison.core.messages import N_

ROOT: Final = Path(__file__).resolve().parents[3]
SECONDS: Final = 120
MEGABYTES: Final = 1536
TAIL_BYTES: Final = 2000

log = logging.getLogger(__name__)


class CopyFailed(RuleBroken):
    """No copy can be made of this file; trying again would not help."""

    default = N_("这个文件不能生成去除个人信息的副本。")


def copy_and_pictures(
    kind: FileKind, data: bytes, seconds: int = SECONDS, megabytes: int = MEGABYTES
) -> dict[str, bytes]:
    """The copy without metadata ("copy") and the pages as pictures ("page-01", …). Raises CopyFailed."""
    command = [sys.executable, "-m", "liaison.papers.evidence.child", kind.value, str(seconds), str(megabytes)]
    try:
        done = subprocess.run(command, cwd=ROOT, input=data, capture_output=True, timeout=2 * seconds, check=True)
    except subprocess.TimeoutExpired as error:
        raise CopyFailed from error
    except subprocess.CalledProcessError as error:
        log.error(
            "no copy of a %s: status %s\n%s",
            kind.value,
            error.returncode,
            error.stderr[-TAIL_BYTES:].decode(errors="replace"),
        )
        raise CopyFailed from error
    line, _newline, rest = done.stdout.partition(b"\n")
    made, place = {}, 0
    for name, size in json.loads(line).items():
        made[name] = rest[place : place + size]
        place += size
    return made

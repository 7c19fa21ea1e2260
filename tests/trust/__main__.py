"""`make trust`: runs the checks of every promise in one run, some on PostgreSQL too, and writes docs/trust.md.

Exit status 1 where a promise is broken. `python -m tests.trust audit` runs the promise of that name alone, and writes
its row.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.bench import table
from tests.live import ROOT
from tests.trust import page
from tests.trust.promises import BOTH, PROMISES, Promise

MOST_MINUTES = 20


def main() -> int:
    """Run, show each promise, write the page."""
    wanted = [promise for promise in PROMISES if not sys.argv[1:] or promise.what in sys.argv[1:]]
    before, begun = table.machine(), time.monotonic()
    reports = {"SQLite": _run(wanted, "")}
    if both := [promise for promise in wanted if promise.what in BOTH]:
        reports["PostgreSQL"] = _run(both, "postgresql")
    seconds = time.monotonic() - begun
    lines = page.judge(wanted, reports)
    for line in lines:
        print(f"{line.verdict.strip('*'):<24} {line.promise.what} ({line.passed} checks, {line.seconds:.0f} s)")
        for said in (*line.measured, *line.failed):
            print(f"    {said}")
    print(f"{seconds / 60:.1f} minutes; the bar is {MOST_MINUTES}")
    page.write(lines, seconds, before, is_whole=len(wanted) == len(PROMISES))
    return int(any("broken" in line.verdict for line in lines))


def _run(promises: Sequence[Promise], database: str) -> page.Report:
    """One run of pytest over all checks; what belongs to no database is not asked twice."""
    checks = list(dict.fromkeys(f"tests/{check}" for promise in promises for check in promise.checks))
    with tempfile.TemporaryDirectory(prefix="liaison-trust-") as scratch:
        report = Path(scratch) / "report.json"
        environment = os.environ | {"TRUST_REPORT": str(report), "LIAISON_TEST_DATABASE": database}
        narrowed = ["-m", "db and not long"] if database else []
        # One worker more than cores: some checks wait for a restart, a kill or a download.
        workers = [f"-n{(os.cpu_count() or 1) + 1}", "--no-loadscope-reorder"]
        command = ["-m", "pytest", "-q", "--tb=short", *workers, "-p", "tests.trust.recorder", *narrowed, *checks]
        subprocess.run([sys.executable, *command], cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, check=False)
        return dict(json.loads(report.read_text(encoding="utf-8")))


if __name__ == "__main__":
    sys.exit(main())

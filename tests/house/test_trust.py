"""`make trust` asks for tests that are there, and its page has a line for every promise."""

import ast
from pathlib import Path

from tests.trust.page import BEGIN, END, PAGE, judge
from tests.trust.promises import BOTH, PROMISES, Promise

TESTS = Path(__file__).resolve().parents[1]


def test_every_check_of_a_promise_is_there() -> None:
    for promise in PROMISES:
        for check in promise.checks:
            path, _, name = check.partition("::")
            assert (TESTS / path).exists(), f"tests/trust/promises.py: {promise.what}: there is no {path}"
            functions = {node.name for node in _tree(path).body if isinstance(node, ast.FunctionDef)}
            assert not name or name in functions, f"tests/trust/promises.py: {promise.what}: {path} has no {name}"
    assert {promise.what for promise in PROMISES} >= BOTH


def test_every_check_of_its_own_belongs_to_a_promise() -> None:
    known = {check.partition("::")[0] for promise in PROMISES for check in promise.checks}
    lost = {f"trust/{path.name}" for path in (TESTS / "trust").glob("test_*.py")} - known
    assert not lost, f"tests/trust/promises.py names no {sorted(lost)}"


def test_the_page_has_every_promise() -> None:
    table = PAGE.read_text(encoding="utf-8").split(BEGIN)[1].split(END)[0]
    lost = [promise.what for promise in PROMISES if f"| {promise.what} |" not in table]
    assert not lost, f"docs/trust.md knows nothing of {lost}: run make trust"


def test_a_promise_with_a_failed_check_or_none_is_broken() -> None:
    promise = Promise("a", "0", ("x/test_a.py", "x/test_b.py::test_one"))
    passed = {"outcome": "passed", "seconds": 1.0, "measured": ["3 of 3"]}
    skipped, failed = {**passed, "outcome": "skipped", "measured": []}, {**passed, "outcome": "failed"}
    elsewhere = {"tests/x/test_b.py::test_one_more": failed, "tests/x/test_ab.py::test_a": failed}
    ran = {"tests/x/test_a.py::test_a": passed, "tests/x/test_b.py::test_one[2]": passed}
    for report, verdict in (
        ({**elsewhere, **ran}, "holds"),
        ({**ran, "tests/x/test_b.py::test_one[1]": skipped}, "holds; 1 not tried here"),
        ({**ran, "tests/x/test_b.py::test_one[1]": failed}, "**broken**"),
        ({"tests/x/test_b.py::test_one": skipped}, "**broken**"),
        (elsewhere, "**broken**"),
    ):
        (line,) = judge([promise], {"SQLite": report})
        assert line.verdict == verdict
    assert "3 of 3; 2 checks passed" in judge([promise], {"SQLite": ran})[0].row()


def _tree(path: str) -> ast.Module:
    return ast.parse((TESTS / path).read_text(encoding="utf-8"))

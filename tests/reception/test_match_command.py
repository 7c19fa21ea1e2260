"""`flask reception match`: columns added, Excel's files read, a bad row named by its line and nothing written."""

import csv
from pathlib import Path

import pytest
from flask import Flask


def _run(app: Flask, source: Path, target: Path) -> tuple[int, str, str]:
    result = app.test_cli_runner().invoke(args=["reception", "match", str(source), "--out", str(target)])
    return result.exit_code, result.stdout, result.stderr


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_match_and_why_are_added_to_what_was_there(app: Flask, tmp_path: Path, encoding: str) -> None:
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_bytes("编号,A,b\r\n1,张伟,張偉\r\n2,单雄,山雄\r\n3,王伟,王强\r\n\r\n".encode(encoding))
    assert _run(app, source, target)[:2] == (0, "3 pairs compared\n")
    rows = list(csv.DictReader(target.read_text("utf-8-sig").splitlines()))
    assert [row["match"] for row in rows] == ["yes", "possible", "no"]
    assert rows[1]["why"] == "同音字：单=山"
    assert [row["编号"] for row in rows] == ["1", "2", "3"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("x,y\n甲,乙\n", "第1行"),
        ("a,b\n甲,乙\n丙\n", "第3行"),
        ("a,b\n甲,\n", "第2行"),
        ('a,b\n"甲,乙\n', "第2行"),
        ("", "第1行"),
    ],
)
def test_a_bad_row_is_named_by_its_line_and_nothing_is_written(
    app: Flask, tmp_path: Path, text: str, line: str
) -> None:
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text(text, encoding="utf-8")
    status, out, err = _run(app, source, target)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert line in err
    assert not target.exists()


def test_a_file_that_is_not_there_or_no_text_is_one_line_and_status_2(app: Flask, tmp_path: Path) -> None:
    binary = tmp_path / "in.csv"
    binary.write_bytes(b"PK\0\1\2")
    for source in (tmp_path / "none.csv", binary):
        status, _, err = _run(app, source, tmp_path / "out.csv")
        assert (status, err.count("\n")) == (2, 1)

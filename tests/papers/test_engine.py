"""The warm renderer: real files, clear sentences, and a child that may die without taking anything along."""

import io
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import docx
import psutil
import pytest
from PIL import Image
from pypdf import PdfReader

from liaison.papers.canonical import canonical_json
from liaison.papers.engine import Engine, RenderFailed, RenderRefused
from tests.makers.papers import make_long_minutes, make_minutes_facts, make_short_minutes

BOTH = ("pdf", "docx")
SHORT = canonical_json(make_short_minutes())


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    made = Engine()
    yield made
    made.close()


def test_both_files_hold_what_the_facts_say(engine: Engine) -> None:
    files = engine.render("minutes", SHORT, BOTH)
    pdf = "".join(page.extract_text() for page in PdfReader(io.BytesIO(files["pdf"])).pages)
    word = "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(files["docx"])).paragraphs)
    for text in (pdf, word):
        assert "第五次联席会议纪要" in text
        assert "〔2026〕第5号" in text


def test_a_character_without_a_glyph_is_named_and_the_engine_goes_on(engine: Engine) -> None:
    facts = canonical_json(make_minutes_facts(title="关于\U0001f600的纪要"))
    with pytest.raises(RenderRefused, match="U\\+1F600"):
        engine.render("minutes", facts, ("pdf",))
    assert engine.render("minutes", SHORT, ("pdf",))["pdf"].startswith(b"%PDF")


def test_facts_that_are_none_are_refused_in_words(engine: Engine) -> None:
    with pytest.raises(RenderFailed, match="文件未能生成"):
        engine.render("minutes", b'{"kind":"minutes"}', ("docx",))


def test_a_child_that_was_killed_is_replaced(engine: Engine) -> None:
    engine.render("minutes", SHORT, ("docx",))
    os.kill(_child_of(engine), signal.SIGKILL)
    psutil.wait_procs([psutil.Process(_child_of(engine))], timeout=5)
    assert engine.render("minutes", SHORT, ("docx",))["docx"].startswith(b"PK")


def test_a_render_that_takes_too_long_is_ended() -> None:
    hasty = Engine(seconds=1)
    with pytest.raises(RenderFailed, match="超过 1 秒"):
        hasty.render("minutes", canonical_json(make_long_minutes(400)), ("pdf",))
    assert hasty._child is None


def test_a_child_without_memory_fails_in_words_and_leaves_the_fonts_of_the_machine_alone() -> None:
    before = _fonts()
    starved = Engine(megabytes=60)
    with pytest.raises(RenderFailed, match="文件未能生成"):
        starved.render("minutes", SHORT, ("pdf",))
    starved.close()
    # What the starved child could not read must not be noted as unreadable for everybody else.
    assert _fonts() == before


def test_a_child_is_replaced_after_its_share_of_renders() -> None:
    short_lived = Engine(renders=1)
    short_lived.render("minutes", SHORT, ("docx",))
    first = _child_of(short_lived)
    short_lived.render("minutes", SHORT, ("docx",))
    assert _child_of(short_lived) != first
    short_lived.close()
    assert not psutil.pid_exists(first)


def test_a_long_render_tells_how_many_pages_are_laid_out(engine: Engine) -> None:
    told: list[tuple[int, int]] = []
    facts = canonical_json(make_long_minutes(120))
    engine.render("minutes", facts, ("pdf",), report=lambda pages, expected: told.append((pages, expected)))
    assert told == sorted(told)
    pages, expected = told[-1]
    assert 10 < pages < 1.3 * expected


def test_what_the_listener_raises_ends_the_work_at_once(engine: Engine) -> None:
    class Enough(Exception):
        pass

    def stop(_pages: int, _expected: int) -> None:
        raise Enough

    engine.render("minutes", SHORT, ("docx",))
    child = _child_of(engine)
    started = time.monotonic()
    with pytest.raises(Enough):
        engine.render("minutes", canonical_json(make_long_minutes(400)), ("pdf",), report=stop)
    assert time.monotonic() - started < 10
    assert not psutil.pid_exists(child)
    assert engine.render("minutes", SHORT, ("docx",))["docx"].startswith(b"PK")


def test_the_first_pages_come_as_pictures_when_asked_for(engine: Engine) -> None:
    files = engine.render("minutes", canonical_json(make_minutes_facts()), ("pdf",), pictures=2)
    assert set(files) == {"pdf", "page-01", "page-02"}
    with Image.open(io.BytesIO(files["page-01"])) as picture:
        assert (picture.format, picture.size) == ("PNG", (827, 1170))
        # The red of the mark survives the palette.
        assert any(red > 200 and green < 60 for _, (red, green, _) in picture.convert("RGB").getcolors(1 << 20))


def test_no_process_of_the_site_imports_the_renderer(tmp_path: Path) -> None:
    code = "import sys, liaison.worker; sys.exit('weasyprint' in sys.modules)"
    environment = {**os.environ, "LIAISON_INSTANCE": str(tmp_path)}
    subprocess.run([sys.executable, "-c", code], check=True, env=environment)


def _fonts() -> set[str]:
    return set(subprocess.run(["fc-list"], check=True, capture_output=True, text=True).stdout.splitlines())


def _child_of(engine: Engine) -> int:
    assert engine._child is not None
    return engine._child.pid

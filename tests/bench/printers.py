"""The ways from a paper's content to a PDF: our renderer's own process, Chromium on the same HTML, LibreOffice."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from liaison.papers import pdf, report_pdf
from liaison.papers.canonical import Frozen, canonical_json
from liaison.papers.engine import order_of
from liaison.papers.press import PAPERS, face_css, press
from liaison.papers.renderers import render
from tests.bench.processes import Cost, cost_of, kept, run
from tests.live import ROOT

CHILD = [sys.executable, "-m", "liaison.papers.child", "3600", "16000"]
CHROMIUM = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-pdf-header-footer",
)


@dataclass(frozen=True)
class Material:
    """One paper to print, with what the others are given of it below `folder`."""

    name: str
    kind: str
    facts: Frozen
    folder: Path

    @property
    def html(self) -> Path:
        return self.folder / f"{self.name}.html"

    @property
    def docx(self) -> Path:
        return self.folder / f"{self.name}.docx"

    def write(self) -> None:
        """Write the HTML with its style sheet inside, and the Word document."""
        self.html.write_text(same_html(self.kind, self.facts), encoding="utf-8")
        self.docx.write_bytes(render(self.kind, "docx", self.facts))


class Stop(Exception):
    """The HTML is known: nothing need be printed."""


def same_html(kind: str, facts: Frozen) -> str:
    """What our renderer is given for the text of a paper, its styles within."""
    seen: list[tuple[str, tuple[str, ...], str]] = []

    class Listener:
        """Stands where the press stands."""

        fonts = press().fonts

        def print(self, html: str, sheets: tuple[str, ...], extra: str, _identifier: str) -> bytes:
            seen.append((html, sheets, extra))
            raise Stop

    listener = Listener()
    if kind == "report":
        seen.append((report_pdf.report_html(facts), report_pdf.SHEETS, ""))
    else:
        with patch.object(pdf, "press", lambda: listener), suppress(Stop):
            render(kind, "pdf", facts)
    html, sheets, extra = seen[0]
    rules = [face_css(press().fonts), *((PAPERS / sheet).read_text(encoding="utf-8") for sheet in sheets), extra]
    return html.replace("</head>", f"<style>{''.join(rules)}</style></head>")


class Ours:
    """Our renderer as the site starts it: ready once, then any number of papers."""

    def __init__(self, child: subprocess.Popen[bytes]) -> None:
        self.child = child
        self.answer()

    def answer(self) -> dict[str, object]:
        """The next line that is not about progress."""
        assert self.child.stdout is not None
        while "pages" in (answer := json.loads(self.child.stdout.readline())):
            pass
        return answer

    def print(self, material: Material) -> bytes:
        """Order the PDF and take it."""
        assert self.child.stdin is not None
        assert self.child.stdout is not None
        order = order_of(material.kind, canonical_json(material.facts), ["pdf"])
        self.child.stdin.write(json.dumps(order).encode() + b"\n")
        self.child.stdin.flush()
        answer = self.answer()
        if "sizes" not in answer:
            raise RuntimeError(f"{material.name}: {answer}")
        return self.child.stdout.read(answer["sizes"]["pdf"])


def ours_cold(material: Material) -> Cost:
    """A new process for one paper, its start included."""
    with kept(CHILD, ROOT) as child:
        return cost_of(lambda: Ours(child).print(material), child.pid)


def ours_warm(child: Ours) -> Callable[[Material], Cost]:
    """The same process as before."""
    return lambda material: cost_of(lambda: child.print(material), child.child.pid)


def chromium(material: Material) -> Cost:
    """A new Chromium with a new profile prints the HTML."""
    made = material.folder / f"{material.name}-chromium.pdf"
    with TemporaryDirectory(dir=material.folder, ignore_cleanup_errors=True) as profile:
        where = [f"--user-data-dir={profile}", f"--print-to-pdf={made}", material.html.as_uri()]
        return run(["chromium", *CHROMIUM, *where], made)


def libreoffice(material: Material) -> Cost:
    """LibreOffice converts the Word document; its profile was made before."""
    made = material.docx.with_suffix(".pdf")
    profile = (material.folder / "libreoffice").as_uri()
    where = ["--convert-to", "pdf", "--outdir", str(material.folder), str(material.docx)]
    return run(["soffice", "--headless", f"-env:UserInstallation={profile}", *where], made)


BASELINES: dict[str, tuple[str, Callable[[Material], Cost]]] = {
    "Chromium": ("chromium", chromium),
    "LibreOffice": ("soffice", libreoffice),
}


def installed() -> dict[str, Callable[[Material], Cost]]:
    """The baselines that this machine has."""
    return {name: act for name, (program, act) in BASELINES.items() if shutil.which(program)}

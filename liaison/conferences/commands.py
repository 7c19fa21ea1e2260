"""`flask conferences …`."""

import json
from pathlib import Path

import click

from liaison.conferences.models import STATUS_LABELS, Conference, ConferenceKind
from liaison.conferences.queries import minutes as queries
from liaison.papers import engine
from liaison.store import files, papers
from liaison.store.papers import Paper
from liaison.web.commands import CommandFailed, Commands

conference_commands = Commands("conferences", help="Joint conferences and their minutes.")
KINDS = [kind.value for kind in ConferenceKind]
FORMATS = ("pdf", "docx", "json")


@conference_commands.command("list")
@click.option("--json", "is_json", is_flag=True, help="As a JSON list.")
def list_conferences(is_json: bool) -> None:
    """All conferences in the order they were held."""
    rows = [_plain(conference) for conference in queries.everything()]
    if is_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for row in rows:
        click.echo("  ".join(str(row[name]) for name in ("kind", "ordinal", "held_on", "title", "status", "minutes")))


@conference_commands.command("minutes")
@click.argument("ordinal", type=click.IntRange(1, 9999))
@click.option("--kind", type=click.Choice(KINDS), default=ConferenceKind.REGULAR.value, show_default=True)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="FILE.pdf, .docx or .json")
def minutes(ordinal: int, kind: str, out: Path) -> None:
    """Write the issued minutes of a conference; json is the frozen facts, byte for byte as they were hashed."""
    wanted = out.suffix.lower().removeprefix(".")
    if wanted not in FORMATS:
        raise CommandFailed(f"{out}: the name must end in .pdf, .docx or .json")
    conference = queries.find_by_ordinal(ConferenceKind(kind), ordinal)
    if conference is None:
        raise CommandFailed(f"there is no {kind} conference {ordinal}")
    if conference.is_from_archive:
        raise CommandFailed(f"{conference.title}: old minutes, kept as they were found; fetch them from their page")
    if conference.paper is None:
        raise CommandFailed(f"{conference.title}: {STATUS_LABELS[conference.status]}, the minutes are not issued yet")
    out.write_bytes(_content(conference.paper, wanted))


def _content(paper: Paper, wanted: str) -> bytes:
    """The stored file, or one made now from the stored facts where the worker has not made it yet."""
    if wanted == "json":
        return paper.facts.encode()
    stored = paper.pdf if wanted == "pdf" else paper.docx
    if stored is not None:
        return files.read(stored)
    return engine.render(paper.kind.value, paper.facts.encode(), (wanted,), watermark=papers.watermark())[wanted]


def _plain(conference: Conference) -> dict[str, object]:
    return {
        "kind": conference.kind.value,
        "ordinal": conference.ordinal,
        "held_on": conference.held_on.isoformat(),
        "title": conference.title,
        "status": conference.status.value,
        "minutes": conference.paper.number if conference.paper else None,
    }

"""Samples of every kind of paper, and previews: made by the worker, seen only by who asked, gone after a day."""

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from liaison.archive import projections as shown
from liaison.archive import queries, rules, services
from liaison.core.errors import NotFound
from liaison.papers.canonical import canonical_json
from liaison.papers.charts import draw as draw_chart
from liaison.papers.samples import SAMPLES, Sample
from liaison.papers.samples.charts import sample_charts
from liaison.store import files, papers, previews
from liaison.store.previews import Preview, PreviewFile
from liaison.web.access import access, actor, holding
from liaison.web.export import attachment
from liaison.web.frame import draw
from liaison.web.language import tr

SAMPLE_MARK = "样张"
STOP_POLLING = 286
ONE = "/previews/<preview_id>"

blueprint = Blueprint("previews", __name__, url_prefix="/archive")


@blueprint.get("/samples")
@access(holding(*rules.SAMPLERS))
def samples() -> ResponseReturnValue:
    """Every kind of paper with invented content, to see how the office's papers will look."""
    recent = [(preview, shown.progress(preview.job)) for preview in queries.recent_previews(actor())]
    return draw("archive/samples.html", samples=SAMPLES.items(), recent=recent)


@blueprint.get("/samples/charts")
@access(holding(*rules.SAMPLERS))
def charts() -> ResponseReturnValue:
    """Every kind of chart as pages show it, from invented figures."""
    return draw("archive/charts.html", drawings=[draw_chart(chart, tr) for chart in sample_charts()])


@blueprint.post("/samples/<name>")
@access(holding(*rules.SAMPLERS), load=lambda _user, name: _sample(name))
def sample(sample: Sample) -> ResponseReturnValue:
    """Ask the worker for one."""
    mark, back = papers.watermark() or SAMPLE_MARK, url_for("previews.samples")
    preview = previews.ask(sample.kind, tr(sample.label), canonical_json(sample.facts()), mark, back, actor())
    return redirect(url_for("previews.preview", preview_id=preview.id), 303)


@blueprint.get(ONE)
@access(load=lambda user, preview_id: queries.get_preview(user, preview_id))
def preview(preview: Preview) -> ResponseReturnValue:
    """The pages as pictures, the files to fetch; while they are being made, how far that is."""
    return draw("archive/preview.html", **_words(preview))


@blueprint.get(f"{ONE}/progress")
@access(load=lambda user, preview_id: queries.get_preview(user, preview_id))
def progress(preview: Preview) -> ResponseReturnValue:
    """The part of the page that changes; the status 286 ends the polling."""
    is_running = shown.progress(preview.job).is_running
    return render_template("archive/_preview.html", **_words(preview)), 200 if is_running else STOP_POLLING


@blueprint.post(f"{ONE}/cancel")
@access(load=lambda user, preview_id: queries.get_preview(user, preview_id))
def cancel(preview: Preview) -> ResponseReturnValue:
    """Take it back while it is being made."""
    back = preview.back
    flash(_("已取消。") if services.cancel(preview) else _("预览已经生成，无需取消。"), "info")
    return redirect(back, 303)


@blueprint.get(f"{ONE}/<name>")
@access(load=lambda user, preview_id, name: _file(queries.get_preview(user, preview_id), name))
def file(row: PreviewFile) -> ResponseReturnValue:
    """PDF or Word to fetch, or the picture of a page to look at."""
    data = files.read(row.file)
    if row.name.startswith("page-"):
        return Response(data, mimetype=row.file.media_type)
    return attachment(data, row.file.name, row.file.media_type)


def _words(preview: Preview) -> dict[str, object]:
    names = [row.name for row in preview.files]
    return {
        "preview": preview,
        "progress": shown.progress(preview.job),
        "pictures": [name for name in names if name.startswith("page-")],
        "formats": [name for name in ("pdf", "docx") if name in names],
    }


def _sample(name: str) -> Sample:
    if name not in SAMPLES:
        raise NotFound
    return SAMPLES[name]


def _file(preview: Preview, name: str) -> PreviewFile:
    for row in preview.files:
        if row.name == name:
            return row
    raise NotFound

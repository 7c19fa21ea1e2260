"""Forms to fill by hand: labelled cells on twelve columns, as PDF. Loads WeasyPrint."""

from liaison.papers.facts.lists import FormFacts
from liaison.papers.fonts import Face
from liaison.papers.forms import form_texts
from liaison.papers.lines import balanced
from liaison.papers.minutes import TITLE_CELLS
from liaison.papers.printing import print_paper
from liaison.papers.showing import as_shown


def render_form_pdf(facts: FormFacts, *, watermark: str = "") -> bytes:
    """Print a form on A4, with its code when it is issued; the same facts give the same bytes.

    Every page carries `watermark` in slanted grey, unless it is empty. Raises MissingGlyph and FontMissing.
    """
    form = as_shown(facts)
    return print_paper(
        "papers/form.html",
        facts,
        [(Face.TITLE, form.title), *form_texts(form)],
        ("plain.css", "tables.css", "form.css"),
        title=form.title,
        issuers=(form.issuer,),
        issued_on=form.issued_on,
        watermark=watermark,
        form=form,
        lines=balanced(form.title, TITLE_CELLS),
    )

"""The texts of forms to fill by hand."""

from collections.abc import Iterator

from liaison.papers.facts.lists import Band, FormFacts
from liaison.papers.fonts import Face
from liaison.papers.showing import strings


def form_texts(form: FormFacts) -> Iterator[tuple[Face, str]]:
    """Each text of a form with its typeface, for the search for missing glyphs."""
    bands = (row.text for row in form.rows if isinstance(row, Band))
    yield Face.HEI, "".join(bands)
    yield Face.FANG, "□√：编号年月日" + "".join([form.number, form.lead, *strings(form.rows), *form.notes])
    yield Face.FANG, "".join(form.signatures)

"""The samples of the preview: each can be stored, read back and printed in every format of its kind."""

import pytest

from liaison.papers.canonical import canonical_json
from liaison.papers.facts.lists import FormFacts
from liaison.papers.kinds import FORMS, read_facts
from liaison.papers.renderers import RENDERERS, render
from liaison.papers.samples import SAMPLES
from liaison.papers.verification import verification_code

# Half a minute of work.
MARKS = {"annual-report": pytest.mark.long}
MAGIC = {"pdf": b"%PDF-1.7", "docx": b"PK\x03\x04"}


def test_every_kind_has_a_renderer_for_each_of_its_formats() -> None:
    assert set(RENDERERS) == {(kind, made) for kind, form in FORMS.items() for made in form.formats}


def test_there_is_a_sample_of_every_kind() -> None:
    assert {sample.kind for sample in SAMPLES.values()} == set(FORMS)
    codes = {verification_code(sample.facts()) for sample in SAMPLES.values()}
    assert len(codes) == len(SAMPLES)


@pytest.mark.parametrize("name", [pytest.param(name, marks=MARKS.get(name, ())) for name in SAMPLES])
def test_a_sample_is_printed_in_every_format_of_its_kind(name: str) -> None:
    kind, make = SAMPLES[name].kind, SAMPLES[name].facts
    facts = read_facts(kind, canonical_json(make()))
    assert facts == make()
    for made in FORMS[kind].formats:
        assert render(kind, made, facts, watermark="样张").startswith(MAGIC[made])


def test_no_sample_form_claims_to_be_issued() -> None:
    forms = [made for sample in SAMPLES.values() if isinstance(made := sample.facts(), FormFacts)]
    assert forms
    assert not any(form.is_issued for form in forms)

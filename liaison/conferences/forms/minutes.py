"""The shape of minutes: a title and one plain text a section."""

from collections.abc import Mapping
from typing import Final

from flask_babel import lazy_gettext as _l

from liaison.conferences.facts import SECTIONS, TITLE
from liaison.conferences.models import MinutesRevision
from liaison.web.forms import Form, Line, Paragraph

SECTION_LENGTH: Final = 20_000
TITLE_LENGTH: Final = 80
LABELS: Final = {key: _l(label) for key, label in SECTIONS.items()}


class MinutesForm(Form):
    """All that is edited of minutes; `version` is the number of the revision on the page."""

    title = Line(_l(TITLE), max=TITLE_LENGTH)
    opening = Paragraph(LABELS["opening"], max=SECTION_LENGTH)
    ledger = Paragraph(LABELS["ledger"], max=SECTION_LENGTH, required=False)
    reports = Paragraph(LABELS["reports"], max=SECTION_LENGTH, required=False)
    opinions = Paragraph(LABELS["opinions"], max=SECTION_LENGTH, required=False)
    resolutions = Paragraph(LABELS["resolutions"], max=SECTION_LENGTH, required=False)
    other = Paragraph(LABELS["other"], max=SECTION_LENGTH, required=False)
    attendance = Paragraph(LABELS["attendance"], max=SECTION_LENGTH)
    distribution = Paragraph(LABELS["distribution"], max=SECTION_LENGTH, required=False)

    @classmethod
    def of(cls, revision: MinutesRevision) -> "MinutesForm":
        """The form filled with a revision, or with what was sent."""
        return cls(data={"title": revision.title, "version": revision.number, **revision.sections})

    @property
    def sections(self) -> dict[str, str]:
        """The text of each section."""
        return {key: self._fields[key].data or "" for key in SECTIONS}

    def take(self, latest: MinutesRevision, yours: Mapping[str, str]) -> dict[str, str]:
        """Stand on a newer revision: what was not typed here (`yours`, by label) becomes its text.

        Gives the stored text of each field that was typed, by field name, to be shown beside it.
        """
        self.version.data = latest.number
        stored = {"title": (TITLE, latest.title), **{key: (SECTIONS[key], latest.sections[key]) for key in SECTIONS}}
        for name, (label, text) in stored.items():
            if label not in yours:
                self._fields[name].data = text
        return {name: text for name, (label, text) in stored.items() if label in yours}

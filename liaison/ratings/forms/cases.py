"""The shapes of entering a court case, of its closing, of a reason and of a file."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileRequired
from wtforms.validators import DataRequired

from liaison.ratings.models import KIND_LABELS, CourtCase, CourtCaseKind
from liaison.ratings.services import Particulars
from liaison.web.forms import Choice, Day, FileField, Form, Hidden, Line, OnceForm, Paragraph, Several
from liaison.web.language import tr

Named = tuple[str, str]
PROMPT = ("", _l("请选择"))


class CaseForm(Form):
    """What a court case is."""

    number = Line(_l("案号"), max=60)
    court_id = Choice(_l("法院"))
    kind = Choice(_l("案件类别"))
    judges = Several(_l("承办法官"), [DataRequired(_l("请选择承办法官。"))])
    lawyers = Several(_l("代理或辩护律师"), [DataRequired(_l("请选择代理或辩护律师。"))])
    closed_on = Day(_l("办结日期"), required=False)

    def __init__(
        self, courts: Sequence[Named], judges: Sequence[Named], lawyers: Sequence[Named], **options: Any
    ) -> None:
        super().__init__(**options)
        self.court_id.choices = [PROMPT, *courts]
        self.kind.choices = [PROMPT, *((kind.value, tr(label)) for kind, label in KIND_LABELS.items())]
        self.judges.choices, self.lawyers.choices = list(judges), list(lawyers)

    def particulars(self) -> Particulars:
        """What the form says; only after validation."""
        return Particulars(
            number=self.number.data,
            court_id=int(self.court_id.data),
            kind=CourtCaseKind(self.kind.data),
            judges=[int(id) for id in self.judges.data],
            lawyers=[int(id) for id in self.lawyers.data],
            closed_on=self.closed_on.data,
        )


class FileCaseForm(CaseForm, OnceForm):
    """A court case that is still to be entered."""


class ConcludeForm(Form):
    """When it closed."""

    closed_on = Day(_l("办结日期"))


class ReasonForm(Form):
    """Why."""

    reason = Paragraph(_l("理由"), max=500)


class UploadForm(Form):
    """A spreadsheet of court cases."""

    file = FileField(_l("文件（.xlsx）"), validators=[FileRequired(_l("请选择文件。"))])


class ConfirmForm(OnceForm):
    """The rows of an uploaded sheet, signed, on their way to being entered."""

    rows = Hidden()


def shown(court_case: CourtCase) -> dict[str, Any]:
    """A court case as its form shows it."""
    return {
        "number": court_case.number,
        "court_id": str(court_case.court_id),
        "kind": court_case.kind.value,
        "judges": [str(row.person_id) for row in court_case.people if row.side == "bench"],
        "lawyers": [str(row.person_id) for row in court_case.people if row.side == "bar"],
        "closed_on": court_case.closed_on,
        "version": court_case.version,
    }

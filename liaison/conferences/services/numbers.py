"""The series of official numbers of conferences, of which an office may say where they start."""

from functools import partial
from typing import Final

from liaison.conferences import facts, queries
from liaison.conferences.models import KIND_LABELS, ConferenceKind
from liaison.conferences.rules.planning import title_of
from liaison.conferences.services import letters, minutes, resolutions
from liaison.conferences.services.ledgers import why_not
from liaison.core.ledgers import NumberKind
from liaison.core.messages import N_
from liaison.core.wordings import Wording
from liaison.store import wordings


def _ordinals(kind: ConferenceKind) -> NumberKind:
    return NumberKind(
        queries.series_of(kind), KIND_LABELS[kind], False, why_not, lambda _year, number: title_of(kind, number)
    )


def _papers(series: str, label: str, form: Wording) -> NumberKind:
    return NumberKind(series, label, True, why_not, partial(wordings.numbered, form))


NUMBERS: Final = (
    *(_ordinals(kind) for kind in ConferenceKind),
    _papers(letters.SERIES, N_("会议通知编号"), letters.NUMBER),
    _papers(minutes.SERIES, N_("会议纪要编号"), facts.NUMBER),
    _papers(resolutions.SERIES, N_("议定事项编号"), resolutions.NUMBER_FORM),
)

"""Supervision complaints of both sides about each other."""

from liaison.complaints.projections import elsewhere
from liaison.core.declaration import Attaching, Feature, MenuEntry
from liaison.core.messages import N_

FEATURE = Feature(
    name="complaints",
    label=elsewhere.KIND_LABEL,
    menu=(MenuEntry(elsewhere.KIND_LABEL, "complaints.complaints", "scale", N_("日常工作"), elsewhere.sees_menu),),
    waiting=elsewhere.waiting,
    dates=elsewhere.dates,
    search=elsewhere.search,
    attaches={
        elsewhere.ORIGINAL: Attaching(elsewhere.FILE_LABELS[elsewhere.ORIGINAL], elsewhere.find_original),
        elsewhere.COPY: Attaching(elsewhere.FILE_LABELS[elsewhere.COPY], elsewhere.find_copy, records_reads=True),
        elsewhere.CHECK: Attaching(elsewhere.FILE_LABELS[elsewhere.CHECK], elsewhere.find_check),
    },
)

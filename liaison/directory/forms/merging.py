"""The form of a merging: what the kept entry says where the two differ."""

from collections.abc import Collection, Sequence
from typing import Final

from liaison.core.messages import Term
from liaison.directory.rules.differences import Difference
from liaison.web.forms import Hidden, OnceForm, OneOf
from liaison.web.language import tr

KEPT: Final = "kept"
GONE: Final = "gone"
NOTHING: Final = "—"


class MergeForm(OnceForm):
    """Both entries as the page showed them; `version` is that of the one that is kept."""

    other_version = Hidden()

    def __init__(self, names: Collection[str], **options: object) -> None:
        super().__init__(**options)
        self.names = names

    @property
    def seen(self) -> tuple[int | None, int | None]:
        """The versions that the page showed; 0 for what is no number."""
        shown = str(self.other_version.data or "")
        return self.seen_version, int(shown) if shown.isdecimal() and len(shown) < 10 else 0

    def taken(self) -> set[str]:
        """The fields that the kept entry takes from the other one."""
        return {name for name in self.names if self[name].data == GONE}


def merge_form(choices: Sequence[Difference], kept_version: int, gone_version: int) -> MergeForm:
    """The form with a question for each field in which they differ; what only one says is chosen until asked."""
    fields = {each.field: OneOf(tr(each.label), default=KEPT if each.old else GONE) for each in choices}
    # The form's own fields come first: hidden ones have no name that an entry has.
    form: MergeForm = type("MergeForm", (MergeForm,), fields)(
        [each.field for each in choices], data={"version": kept_version, "other_version": gone_version}
    )
    for each in choices:
        form[each.field].choices = [(KEPT, _shown(each.old)), (GONE, _shown(each.new))]
    return form


def _shown(value: str) -> str:
    return tr(value) if isinstance(value, Term) else value or NOTHING

"""The form of a rating, one class a side, made once: ten items on the frequency scale."""

from typing import Any, Final

from liaison.core.items import FREQUENCY, UNOBSERVED, UNOBSERVED_LABEL
from liaison.core.sides import Side
from liaison.ratings.rules import ITEMS
from liaison.web.forms import Form, OneOf
from liaison.web.language import language


class RatingForm(Form):
    """The answers to the items, in their order. The labels are set when the page is drawn, in its language."""

    side: Side

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        is_english = language() == "en"
        levels = [(value, english if is_english else chinese) for value, chinese, english in FREQUENCY]
        levels.append((UNOBSERVED, UNOBSERVED_LABEL[1 if is_english else 0]))
        for place, (chinese, english) in enumerate(ITEMS[self.side], 1):
            field = self[f"item{place}"]
            field.choices = levels
            field.label.text = f"{place}. {english if is_english else chinese}"

    def answers(self) -> list[str]:
        """The answers; only after validation."""
        return [self[f"item{place}"].data for place in range(1, len(ITEMS[self.side]) + 1)]


def _form(side: Side) -> type[RatingForm]:
    fields = {f"item{place}": OneOf("") for place in range(1, len(ITEMS[side]) + 1)}
    return type(f"RatingForm_{side}", (RatingForm,), {"side": side, **fields})


FORMS: Final = {side: _form(side) for side in Side}

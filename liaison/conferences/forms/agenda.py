"""The shapes of an agenda item, of its record and of an order."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l

from liaison.conferences.forms.fields import Minutes
from liaison.conferences.models import ITEM_KIND_LABELS, AgendaItem, ItemKind
from liaison.web.forms import Form, Line, OnceForm, OneOf, Paragraph, Several
from liaison.web.language import tr

TITLE_LENGTH = 80
CHANGE_LENGTH = 200
OUTCOME_LENGTH = 1000
TYPICAL_MINUTES = 20
KINDS = (ItemKind.TOPIC, ItemKind.REPORT)
Option = tuple[int, str]


class ItemForm(Form):
    """What stands on the agenda."""

    title = Line(_l("议题"), max=TITLE_LENGTH)
    presenter = Line(_l("发言人"), max=TITLE_LENGTH, required=False)
    minutes_planned = Minutes(_l("计划时长（分钟）"), default=TYPICAL_MINUTES)
    reason = Line(_l("变更理由"), max=CHANGE_LENGTH, required=False)


class TopicForm(ItemForm):
    """An item that people put on the agenda, with the opinions that belong to it."""

    opinions = Several(_l("关联的意见建议"))

    def __init__(self, opinions: Iterable[Option], **options: Any) -> None:
        super().__init__(**options)
        self.opinions.choices = [(str(id), label) for id, label in opinions]

    @property
    def opinion_ids(self) -> list[int]:
        """The opinions that were chosen; only after validation."""
        return [int(id) for id in self.opinions.data]


class AddForm(TopicForm, OnceForm):
    """A new item."""

    kind = OneOf(_l("类别"), default=ItemKind.TOPIC.value)

    def __init__(self, opinions: Iterable[Option], **options: Any) -> None:
        super().__init__(opinions, **options)
        self.kind.choices = [(kind.value, tr(ITEM_KIND_LABELS[kind])) for kind in KINDS]


class RecordForm(Form):
    """What was said on an item, and what came of it. Several stand on one page, so their ids name the item."""

    text = Paragraph(_l("会议记录"), required=False)
    outcome = Paragraph(_l("结果"), max=OUTCOME_LENGTH, required=False)

    def __init__(self, item: AgendaItem) -> None:
        super().__init__(data={"text": item.record, "outcome": item.outcome, "version": item.version})
        for field in (self.text, self.outcome):
            field.id = field.label.field_id = f"{field.name}-{item.id}"


class OrderForm(Form):
    """Every item in its new place, and perhaps one step of one of them."""

    @staticmethod
    def ids(values: Iterable[str]) -> list[int]:
        """The ids of an order; what is no number is no item."""
        return [int(value) for value in values if value.isascii() and value.isdigit() and len(value) < 10]

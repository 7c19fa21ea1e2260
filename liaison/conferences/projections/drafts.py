"""What an opinion says to begin with that an agenda item or a resolution gives rise to."""

from typing import Final

from liaison.conferences.projections.pages import name_of
from liaison.conferences.queries import agenda as agenda_queries
from liaison.conferences.queries import resolutions as resolution_queries
from liaison.core.drafts import OpinionDraft
from liaison.core.errors import NotFound
from liaison.core.numbers import chinese_date
from liaison.core.sides import Actor

TITLE_LENGTH: Final = 80
GROUNDS_LENGTH: Final = 2000


def from_item(user: Actor, id: int) -> OpinionDraft:
    """An opinion on what an agenda item was about. Raises NotFound."""
    item = next(iter(agenda_queries.items_by_ids(user, [id])), None)
    if item is None or user.side is None:
        raise NotFound
    conference = name_of(item.conference)
    noted = f"记录：{item.record}" if item.record else ""
    return OpinionDraft(
        title=f"关于“{item.title}”的意见"[:TITLE_LENGTH],
        grounds=f"{conference}议题“{item.title}”。{noted}"[:GROUNDS_LENGTH],
        label=f"{conference} {item.title}",
    )


def from_resolution(user: Actor, id: int) -> OpinionDraft:
    """An opinion on how a resolution is carried out. Raises NotFound."""
    resolution = resolution_queries.get_visible(user, id)
    if user.side is None:
        raise NotFound
    name = resolution.full_number or "本次会议议定事项"
    due = f"完成期限：{chinese_date(resolution.due_on)}。" if resolution.due_on else ""
    return OpinionDraft(
        title=f"关于落实{name}的意见"[:TITLE_LENGTH],
        grounds=f"{name_of(resolution.conference)}议定：{resolution.text}{due}"[:GROUNDS_LENGTH],
        label=f"{name} {resolution.text}",
    )

"""The set-up code of an empty site, and which steps somebody ticked off."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from liaison.store.base import Base, UTCDateTime


class SetUpCode(Base):
    """By which the first visitor proves to be the operator: one row, of which only the keyed hash is kept.

    It is printed where the operator starts the site, a new one takes the place of the old, and it goes with the first
    administrator.
    """

    __tablename__ = "set_up_code"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    code_hash: Mapped[str] = mapped_column(String(64))
    issued_at: Mapped[datetime] = mapped_column(UTCDateTime)


class LaunchMark(Base):
    """A step that was ticked off; without a row it is still open."""

    __tablename__ = "launch_mark"

    step: Mapped[str] = mapped_column(String(20), primary_key=True)
    marked_at: Mapped[datetime] = mapped_column(UTCDateTime)
    marked_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    marked_by: Mapped[str] = mapped_column(String(40))

"""Mail that leaves after the commit: the row is the truth, and one key never sends twice."""

import logging
import smtplib
import ssl
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from enum import StrEnum
from pathlib import Path
from urllib.parse import unquote, urlsplit

from sqlalchemy import ColumnElement, String, Text, or_, select, update
from sqlalchemy.orm import Mapped, mapped_column

from liaison.core import clock
from liaison.store import jobs, unit
from liaison.store.base import Base, UTCDateTime, Word, db, ensure_row
from liaison.store.sealed import Sealed

WAITS = tuple(timedelta(minutes=minutes) for minutes in (0, 1, 5, 15, 60, 240, 720, 1440))
"""How long a message waits after so many failed attempts; after the last it is given up, about two days later."""
TIMEOUT_SECONDS = 20
PATIENCE = 3
STALLED = timedelta(minutes=10)
SECRET_PLACE = "[[…]]"  # noqa: S105 - the mark in the text, no secret itself
"""Where in a body the secret of its message stands when it leaves: no page and no export shows more than this."""

log = logging.getLogger(__name__)


class Delivery(StrEnum):
    """Where a message stands. `kept` is the end where no mail server is set: it is read in the outbox page."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    KEPT = "kept"
    FAILED = "failed"


class OutboxMessage(Base):
    """One mail to one address. Mails say that something waits, and where; conference notices alone carry facts."""

    __tablename__ = "outbox_message"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(120), unique=True)
    recipient: Mapped[str] = mapped_column(String(254))
    subject: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)
    status: Mapped[Delivery] = mapped_column(Word(Delivery), default=Delivery.QUEUED, index=True)
    attempts: Mapped[int] = mapped_column(default=0)
    error: Mapped[str] = mapped_column(String(200), default="")
    queued_at: Mapped[datetime] = mapped_column(UTCDateTime)
    tried_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    secret: Mapped[str | None] = mapped_column(Sealed)
    """A link that sets a password: sealed, and gone as soon as the message has left or was given up."""
    event: Mapped[str] = mapped_column(Text, default="")
    """A calendar file (.ics) that goes along; its method ("REQUEST", "CANCEL") is read out of it. "" for none."""


def queue(key: str, recipient: str, subject: str, body: str, *, secret: str | None = None, event: str = "") -> bool:
    """Queue one mail in the caller's transaction, and say whether it is new: a key that was queued before stays.

    `key` names the occasion and the person, such as "conference:5:invited:17"; `secret` is what the mail says where
    the body says SECRET_PLACE, `event` a calendar file that goes along.
    """
    is_new = ensure_row(
        db.session(),
        OutboxMessage,
        key=key,
        recipient=_one_line(recipient),
        subject=_one_line(subject)[:200],
        body=body,
        status=Delivery.QUEUED,
        attempts=0,
        error="",
        queued_at=clock.now(),
        secret=secret,
        event=event,
    )
    unit.after_commit(jobs.wake)
    return is_new


def deliver(mail_url: str, sender: str) -> int:
    """Send what is queued, each in a transaction of its own; returns how many left.

    A message is claimed before it is sent, so that two workers never send it twice. One whose worker died while
    sending is tried again after ten minutes with the same Message-ID, by which mail servers drop doubles. Three
    failures in a row end the round: a server that is down must not keep the worker from its other work.
    """
    count = failed_in_a_row = 0
    for message_id in _due():
        with unit.transaction():
            message = _claim(message_id)
        if message is None:
            continue
        error = _send(message, mail_url, sender) if mail_url else ""
        with unit.transaction():
            _settle(message_id, error, is_mailed=bool(mail_url))
        count += not error
        failed_in_a_row = failed_in_a_row + 1 if error else 0
        if failed_in_a_row == PATIENCE:
            break
    return count


def keep_queued() -> None:
    """Take what is queued for delivered without sending it: notices of a demonstration's past reach nobody."""
    db.session.execute(
        update(OutboxMessage).where(OutboxMessage.status == Delivery.QUEUED).values(status=Delivery.KEPT, secret=None),
        execution_options={"synchronize_session": False},
    )


def _due() -> list[int]:
    ids = list(db.session.scalars(select(OutboxMessage.id).where(_is_due()).order_by(OutboxMessage.id)))
    db.session.rollback()
    return ids


def _is_due() -> ColumnElement[bool]:
    now, status, tried_at = clock.now(), OutboxMessage.status, OutboxMessage.tried_at
    has_waited = or_(
        *((OutboxMessage.attempts == failed) & (tried_at <= now - wait) for failed, wait in enumerate(WAITS))
    )
    is_queued = (status == Delivery.QUEUED) & (tried_at.is_(None) | has_waited)
    return is_queued | ((status == Delivery.SENDING) & (tried_at < now - STALLED))


def _claim(message_id: int) -> OutboxMessage | None:
    claim = (
        update(OutboxMessage)
        .where(OutboxMessage.id == message_id, _is_due())
        .values(status=Delivery.SENDING, attempts=OutboxMessage.attempts + 1, tried_at=clock.now())
        .returning(OutboxMessage)
    )
    message = db.session.scalars(claim).one_or_none()
    if message is not None:
        db.session.expunge(message)
    return message


def _settle(message_id: int, error: str, *, is_mailed: bool) -> None:
    message = db.session.get_one(OutboxMessage, message_id)
    message.error = error[:200]
    if not error:
        message.status = Delivery.SENT if is_mailed else Delivery.KEPT
    else:
        message.status = Delivery.FAILED if message.attempts >= len(WAITS) else Delivery.QUEUED
    if message.status is not Delivery.QUEUED:
        message.secret = None


def _one_line(text: str) -> str:
    """A header value: every line break that str.splitlines() knows, U+2028 among them, becomes a space."""
    return " ".join(text.splitlines())


def _send(message: OutboxMessage, mail_url: str, sender: str) -> str:
    """Hand the mail over; the reason it failed, or "". A file:DIR address writes one .eml a message."""
    try:
        mail = _written(message, sender)
        if mail_url.startswith("file:"):
            folder = Path(mail_url.removeprefix("file:"))
            folder.mkdir(parents=True, exist_ok=True)
            (folder / f"{message.id:08}.eml").write_bytes(bytes(mail))
        else:
            _send_smtp(mail, mail_url)
    except Exception as error:
        # Whatever is wrong with this one (a server that is down, an address that no mail can carry), the others go.
        log.warning("mail %d was not sent: %s", message.id, type(error).__name__)
        return type(error).__name__
    return ""


def _written(message: OutboxMessage, sender: str) -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = _one_line(sender), message.recipient, message.subject
    mail["Date"] = format_datetime(message.queued_at)
    mail["Message-ID"] = f"<{message.id}.{message.queued_at:%Y%m%d%H%M%S}@liaison>"
    mail.set_content(message.body.replace(SECRET_PLACE, message.secret or ""))
    if message.event:
        mail.add_attachment(
            message.event, subtype="calendar", filename="会议.ics", params={"method": _method(message.event)}
        )
    return mail


def _method(event: str) -> str:
    """What the calendar file asks for: programs look for it in the head of the part too."""
    lines = (line.partition(":") for line in event.splitlines())
    return next((value for name, _, value in lines if name == "METHOD"), "PUBLISH")


def _send_smtp(mail: EmailMessage, mail_url: str) -> None:
    address = urlsplit(mail_url)
    is_tls = address.scheme == "smtps"
    connect = smtplib.SMTP_SSL if is_tls else smtplib.SMTP
    with connect(
        address.hostname or "localhost", address.port or (465 if is_tls else 25), timeout=TIMEOUT_SECONDS
    ) as server:
        server.ehlo()
        if not is_tls and server.has_extn("starttls"):
            server.starttls(context=ssl.create_default_context())
        if address.username:
            server.login(unquote(address.username), unquote(address.password or ""))
        server.send_message(mail)

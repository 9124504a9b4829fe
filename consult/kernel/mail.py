"""Letters: written in the transaction of a job, in the reader's language; sent after it."""

from __future__ import annotations

import re
import smtplib
import ssl
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, unquote, urlsplit

import structlog
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from sqlalchemy import delete
from sqlalchemy.orm import Mapped

from consult.kernel import i18n, times
from consult.kernel.clock import now
from consult.kernel.config import current_config
from consult.kernel.db import Model, db
from consult.kernel.jobs import every, job
from consult.kernel.jobs.running import urgent_now
from consult.kernel.pages import template_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

log = structlog.get_logger()

PATIENCE_SECONDS = 10
SUBMISSION_PORT = 587
SMTPS_PORT = 465
PERMANENT = 500
UNSENT_KEPT = timedelta(days=7)
# Lines that hold nothing but a tag leave empty ones behind: one between paragraphs is enough.
_GAP = re.compile(r"\n[ \t]*\n\s*\n")


class Letter(Model):
    """A letter that waits for the mail server; gone once the server has it."""

    __tablename__ = "letter"

    to: Mapped[str]
    subject: Mapped[str]
    body: Mapped[str]
    language: Mapped[str]
    message_id: Mapped[str]
    unsubscribe_url: Mapped[str | None]
    written_at: Mapped[datetime]


class DemoLetter(Model):
    """A letter that the demo shows instead of sending it."""

    __tablename__ = "demo_letter"

    to: Mapped[str]
    subject: Mapped[str]
    body: Mapped[str]
    language: Mapped[str]
    template: Mapped[str]
    written_at: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter before it leaves: what it says, and what it was written from."""

    to: str
    template: str
    language: str
    subject: str
    body: str
    context: Mapping[str, object]
    unsubscribe_url: str | None = None


_sorters: list[Callable[[Draft], Draft | None]] = []


def sorter(sort: Callable[[Draft], Draft | None]) -> Callable[[Draft], Draft | None]:
    """Hand every letter to this function before it leaves; none as an answer keeps it here."""
    _sorters.append(sort)
    return sort


def send(
    to: str, template: str, language: str, *, unsubscribe_url: str | None = None, **context: object
) -> None:
    """Write a letter, in the transaction of the job at hand; it leaves after that.

    The template's first line is `Subject: …`, the rest is the body. Rooms above may keep it for
    later, or add how to stop such letters. Raises `ValueError` when `to` is no single address.
    """
    _check(to)
    subject, body = write(template, language, context)
    draft: Draft | None = Draft(to, template, language, subject, body, context, unsubscribe_url)
    for sort in _sorters:
        draft = sort(draft) if draft else None
    if draft is not None:
        _post(draft)


def _post(draft: Draft) -> None:
    config = current_config()
    if config.demo or not config.mail_url:
        db.session.add(
            DemoLetter(
                to=draft.to,
                subject=draft.subject,
                body=draft.body,
                language=draft.language,
                template=draft.template,
                written_at=now(),
            )
        )
        return
    letter = Letter(
        to=draft.to,
        subject=draft.subject,
        body=draft.body,
        language=draft.language,
        message_id=make_msgid(domain=urlsplit(config.base_url).hostname),
        unsubscribe_url=draft.unsubscribe_url,
        written_at=now(),
    )
    db.session.add(letter)
    db.session.flush()
    deliver.promise({"letter_id": letter.id}, delay=timedelta(0), urgent=urgent_now.get())


@job(outside=True)
def deliver(*, letter_id: int) -> None:
    """Hand a letter to the mail server, holding no connection to the database meanwhile.

    What the server refuses for good is not tried again. If we die between its yes and our note
    of it, the letter goes out twice, with one Message-ID.
    """
    with db.aside() as session:
        letter = session.get(Letter, letter_id)
    if letter is None:
        return
    try:
        _transmit(_message(letter))
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError) as no:
        if not _is_final(no):
            raise
        log.warning("letter_refused", letter_id=letter_id)
    with db.transaction() as session:
        session.execute(delete(Letter).where(Letter.id == letter_id))


@every(seconds=3600)
def forget_unsent_letters() -> None:
    """Delete what could not be sent for a week: nobody waits for it any more."""
    db.session.execute(delete(Letter).where(Letter.written_at < now() - UNSENT_KEPT))


def write(template: str, language: str, context: Mapping[str, object]) -> tuple[str, str]:
    """Return the subject and the body of a letter in one language."""
    with i18n.speaking(language):
        said = (
            _environment()
            .get_template(template)
            .render(base_url=current_config().base_url, language=language, **context)
        )
    first, _, body = said.lstrip("\n").partition("\n")
    label, colon, subject = first.partition(":")
    if label != "Subject" or not colon or not subject.strip():
        raise ValueError(f"The first line of {template} is not `Subject: …`.")
    return " ".join(subject.split()), _GAP.sub("\n\n", body).strip("\n") + "\n"


def greet_server() -> None:
    """Say hello to the mail server; raises `OSError` when it does not answer in time."""
    with _server():
        return


@lru_cache(maxsize=1)
def _environment() -> Environment:
    # A letter is plain text: escaping would show `&amp;` to its reader.
    environment = Environment(  # noqa: S701 - letters are plain text
        loader=FileSystemLoader(template_folder()),
        undefined=StrictUndefined,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.policies["ext.i18n.trimmed"] = True
    environment.install_gettext_callables(  # type: ignore[attr-defined]  # from an extension
        lambda said: i18n.catalogue(i18n.current_language()).ugettext(said),
        lambda one, many, num: i18n.catalogue(i18n.current_language()).ungettext(one, many, num),
        newstyle=True,
    )
    environment.filters.update(
        ago=times.ago,
        day=times.day,
        day_time=times.day_time,
        hour=times.hour,
        month=times.month,
        number=i18n.number,
        t=i18n.text,
        week_day=times.week_day,
    )
    return environment


def _check(to: str) -> None:
    try:
        domain = Address(addr_spec=to).domain
    except (MessageError, ValueError, IndexError):
        domain = ""
    if not domain:
        raise ValueError("A letter goes to one plain address.")


def _message(letter: Letter) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    message["From"] = Address(addr_spec=current_config().mail_from)
    message["To"] = Address(addr_spec=letter.to)
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(letter.written_at)
    message["Message-ID"] = letter.message_id
    message["Content-Language"] = letter.language
    message["Auto-Submitted"] = "auto-generated"
    if letter.unsubscribe_url:
        message["List-Unsubscribe"] = f"<{letter.unsubscribe_url}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(letter.body, cte="quoted-printable")
    return message


def _transmit(message: EmailMessage) -> None:
    with _server() as server:
        server.send_message(message)


@dataclass(frozen=True, slots=True)
class _Address:
    """Where the mail server is, out of `smtp://user:pass@host:port?starttls=1`."""

    host: str
    port: int
    user: str
    password: str
    starttls: bool
    tls: bool


def _address(url: str) -> _Address:
    parts = urlsplit(url)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise ValueError("CONSULT_MAIL_URL must look like smtp://user:pass@host:port?starttls=1.")
    tls = parts.scheme == "smtps"
    return _Address(
        host=parts.hostname,
        port=parts.port or (SMTPS_PORT if tls else SUBMISSION_PORT),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        starttls=parse_qs(parts.query).get("starttls") == ["1"],
        tls=tls,
    )


def _server() -> smtplib.SMTP:
    at = _address(current_config().mail_url)
    if at.tls:
        context = ssl.create_default_context()
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            at.host, at.port, timeout=PATIENCE_SECONDS, context=context
        )
    else:
        server = smtplib.SMTP(at.host, at.port, timeout=PATIENCE_SECONDS)
    try:
        if at.starttls:
            server.starttls(context=ssl.create_default_context())
        if at.user:
            server.login(at.user, at.password)
    except BaseException:
        server.close()
        raise
    return server


def _is_final(error: smtplib.SMTPException) -> bool:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= PERMANENT for code, _ in error.recipients.values())
    return isinstance(error, smtplib.SMTPDataError) and error.smtp_code >= PERMANENT


__all__ = ["DemoLetter", "Draft", "Letter", "deliver", "greet_server", "send", "sorter", "write"]

"""A real mail server on a loopback port, that keeps what it gets and can fail on demand."""

from __future__ import annotations

from contextlib import contextmanager
from email import message_from_bytes, policy
from typing import TYPE_CHECKING

from aiosmtpd.controller import Controller

from tests.servers import running

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage

    from aiosmtpd.smtp import SMTP, Envelope, Session

TAKEN = "250 OK"


class MailServer:
    """Takes letters while it is up; `answer` is what it says to each, `250 OK` unless told."""

    def __init__(self) -> None:
        self.port = running.free_port()
        self.letters: list[EmailMessage] = []
        self.answer = TAKEN
        self._controller: Controller | None = None

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Open the port; the same one each time."""
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self._controller.start()

    def stop(self) -> None:
        """Close the port, as a mail server that died."""
        if self._controller:
            self._controller.stop()
            self._controller = None

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 -- aiosmtpd's name
        if self.answer == TAKEN:
            content = envelope.original_content or b""
            self.letters.append(message_from_bytes(content, policy=policy.default))
        return self.answer


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """Run a mail server for a while."""
    server = MailServer()
    server.start()
    try:
        yield server
    finally:
        server.stop()

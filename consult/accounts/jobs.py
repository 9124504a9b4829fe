"""The letter with the code, and the forgetting of what is over."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, or_

from consult.accounts.codes import code_for
from consult.accounts.models import CODE_LIVES, SignIn, SignInCode, email_key
from consult.accounts.queries import code_named
from consult.kernel import mail
from consult.kernel.clock import now
from consult.kernel.config import current_config
from consult.kernel.db import db
from consult.kernel.jobs import every, job

CODES_KEPT = timedelta(days=1)
ENDED_KEPT = timedelta(days=30)


@job(urgent=True)
def mail_code(*, challenge: str) -> None:
    """Write the digits to the address that asked, unless they are of no use any more."""
    code = code_named(challenge)
    if code is None or code.consumed_at is not None or code.expires_at <= now():
        return
    digits = code_for(code.challenge, email_key(code.email))
    mail.send(
        code.email,
        "accounts/mail/code.txt",
        language=code.language,
        code=digits,
        link=f"{current_config().base_url}/sign-in/{code.challenge}?code={digits}",
        minutes=int(CODE_LIVES.total_seconds() // 60),
    )


@every(seconds=3600)
def forget_ended_sign_ins() -> None:
    """Delete codes after a day, and sign-ins a month after they ended."""
    at = now()
    db.session.execute(delete(SignInCode).where(SignInCode.expires_at < at - CODES_KEPT))
    db.session.execute(
        delete(SignIn).where(
            or_(SignIn.expires_at < at - ENDED_KEPT, SignIn.revoked_at < at - ENDED_KEPT)
        )
    )

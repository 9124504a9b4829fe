"""Walking through the door, for the stories that begin behind it."""

from __future__ import annotations

from sqlalchemy import select

from consult.accounts.codes import code_for
from consult.accounts.models import SignInCode, email_key
from consult.kernel.db import db

PROFILE = {"display_name": "Ada", "language": "en", "municipality": "", "birth_year": ""}


def last_code():
    return db.session.scalars(select(SignInCode).order_by(SignInCode.id.desc()).limit(1)).one()


def digits_of(code):
    return code_for(code.challenge, email_key(code.email))


def ask(browser, email="new@example.org", next_path=None):
    """Ask for a code, and return the path of the page that asks for it."""
    query = f"?next={next_path}" if next_path else ""
    page = browser.get(f"/sign-in{query}")
    page = browser.post(f"/sign-in?next={next_path or '/'}", email=email)
    assert page.status == 303
    return page.location


def enter(browser, email="new@example.org", next_path=None):
    """Sign in from the first page to the last, and return where it leads."""
    path = ask(browser, email, next_path)
    return browser.post(path, code=digits_of(last_code()))

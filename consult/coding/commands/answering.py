"""What an interviewee says of a passage: the room that asks them writes it here.

Who may say it has been asked there: by a private link, which these verbs do not know.
"""

from __future__ import annotations

from consult.coding.models import Passage, PassageState
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import RefusedError
from consult.kernel.i18n import _
from consult.kernel.text import BODY_LIMIT, clean


def approve_passage(passage: Passage, words: str) -> None:
    """Keep the words that were read and approved: later corrections do not change them."""
    _say(passage, PassageState.APPROVED, words)


def amend_passage(passage: Passage, words: str) -> None:
    """Keep what the interviewee put in the place of the words. Raises `RefusedError` for none."""
    said = clean(words)
    if not said or len(said) > BODY_LIMIT:
        raise RefusedError(_("Write what may be published instead."), field="words")
    _say(passage, PassageState.AMENDED, said)


def withhold_passage(passage: Passage) -> None:
    """Leave nothing to publish of a passage."""
    _say(passage, PassageState.WITHHELD, "")


def reopen_passage(passage: Passage) -> None:
    """Let the interviewee say it anew."""
    _say(passage, PassageState.OPEN, "")


def _say(passage: Passage, state: PassageState, words: str) -> None:
    db.lock_row(passage)
    passage.state, passage.public_words = state, words
    passage.answered_at = None if state is PassageState.OPEN else now()
    db.session.flush()

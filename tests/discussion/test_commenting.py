"""Who may comment, what is kept of it, and how comments are counted."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from consult.audit import Act
from consult.contributions import Contribution, hide
from consult.discussion import (
    Comment,
    CommentDraft,
    State,
    can_read_comment,
    comment_written,
    comments_with,
    get_comment,
    hide_comment,
    show_comment,
    withdraw_comment,
    write_comment,
)
from consult.discussion.policy import can_comment, can_withdraw
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import NotAllowedError, NotFoundError, RefusedError
from consult.kernel.text import COMMENT_LIMIT
from consult.processes import Activity
from tests.discussion.makers import a_comment
from tests.makers import a_person, a_process, an_idea


def counted(idea):
    """What the idea says it has, held against its rows."""
    public = db.session.scalar(
        select(func.count())
        .select_from(Comment)
        .where(Comment.contribution_id == idea.id, Comment.state == State.PUBLISHED)
    )
    said = db.session.scalar(select(Contribution.comments).where(Contribution.id == idea.id))
    assert said == public
    return said


def test_a_comment_is_public_at_once_and_counted(bea, idea):
    comment = a_comment(bea, idea, "Write to <b>us</b>: https://example.org")

    assert comment.is_public
    assert comment.voice.person_id == bea.id
    assert comment.contribution is idea
    assert "<b>" not in comment.body
    assert 'href="https://example.org"' in comment.body
    assert "nofollow" in comment.body
    assert counted(idea) == 1
    assert db.session.scalars(select(Act.verb)).all()[-1] == "comment.written"


def test_a_reply_to_a_reply_hangs_on_the_first_level(ada, bea, idea):
    first = a_comment(bea, idea)
    reply = a_comment(ada, idea, "And at eleven on Sundays.", first)
    deeper = a_comment(bea, idea, "Right.", reply)

    assert reply.parent_id == deeper.parent_id == first.id
    db.session.refresh(first)
    assert first.replies == 2
    assert counted(idea) == 3


def test_what_is_hidden_is_not_counted_until_it_is_shown_again(ada, bea, idea):
    first = a_comment(bea, idea)
    reply = a_comment(ada, idea, "And at eleven on Sundays.", first)

    hide_comment(reply)
    db.session.refresh(first)
    assert (first.replies, counted(idea), reply.state) == (0, 1, State.HIDDEN)
    show_comment(reply)
    db.session.refresh(first)
    assert (first.replies, counted(idea), reply.state) == (1, 2, State.PUBLISHED)
    with pytest.raises(RefusedError, match="can be shown"):
        show_comment(reply)


def test_hiding_twice_is_refused_and_counts_once(bea, idea):
    comment = a_comment(bea, idea)
    hide_comment(comment)

    with pytest.raises(RefusedError, match="can be hidden"):
        hide_comment(comment)
    assert counted(idea) == 0


def test_what_waits_can_be_hidden_without_being_counted(bea, idea):
    comment = a_comment(bea, idea)
    hide_comment(comment)
    comment.state = State.WAITING
    db.session.flush()

    hide_comment(comment)

    assert counted(idea) == 0


def test_one_withdraws_one_s_own_comment_and_no_other(ada, bea, idea):
    comment = a_comment(bea, idea)
    with pytest.raises(NotAllowedError, match="Only who wrote"):
        withdraw_comment(ada, comment)

    withdraw_comment(bea, comment)

    assert comment.state is State.WITHDRAWN
    assert counted(idea) == 0
    with pytest.raises(NotAllowedError, match="no longer public"):
        withdraw_comment(bea, comment)
    with pytest.raises(RefusedError, match="withdrawn already"):
        comment.withdraw(now())
    assert not can_withdraw(None, comment, None)


def test_nothing_is_answered_to_what_is_no_longer_public(ada, bea, idea):
    comment = a_comment(bea, idea)
    hide_comment(comment)

    with pytest.raises(NotAllowedError, match="no longer public"):
        a_comment(ada, idea, "Why?", comment)


def test_nothing_is_answered_across_ideas(ada, bea, idea, process):
    other = an_idea(ada, process, title="A bench at the stop", published=True)
    comment = a_comment(bea, other)

    with pytest.raises(RefusedError, match="another idea"):
        a_comment(bea, idea, "Yes.", comment)


def test_what_is_hidden_takes_no_comment(bea, idea):
    hide(idea)

    with pytest.raises(NotAllowedError, match="everyone can read"):
        a_comment(bea, idea)


def test_nobody_comments_outside_the_phase_or_suspended_or_too_young(ada, bea, idea, process):
    closed = a_process("closed", opens=[Activity.SUBMIT_IDEAS])
    elsewhere = an_idea(ada, closed, published=True)
    child = a_person("Gaia", birth_year=now().year - 10)
    suspended = a_person("Hugo", suspended_at=now())

    assert "does not foresee" in str(can_comment(bea, closed, elsewhere, now()).reason)
    assert "Sign in" in str(can_comment(None, process, idea, now()).reason)
    assert not can_comment(child, process, idea, now())
    assert "suspended" in str(can_comment(suspended, process, idea, now()).reason)
    assert not can_comment(bea, process, idea, now() + timedelta(days=2))


@pytest.mark.parametrize(
    ("typed", "why"), [("  \n ", "Write your comment"), ("x" * (COMMENT_LIMIT + 1), "3000")]
)
def test_a_comment_says_something_within_its_length(bea, idea, typed, why):
    with pytest.raises(RefusedError, match=why) as refusal:
        write_comment(bea, idea, CommentDraft(typed))

    assert refusal.value.field == "body"
    assert counted(idea) == 0


def test_the_first_words_come_after_the_pact(ada, bea):
    process = a_process("with-pact", with_pact=True)
    idea = an_idea(ada, process, published=True)

    with pytest.raises(RefusedError, match="pact") as refusal:
        write_comment(bea, idea, CommentDraft("Yes, please."))
    assert refusal.value.field == "pact"
    write_comment(bea, idea, CommentDraft("Yes, please.", accepts_pact=True))
    write_comment(bea, idea, CommentDraft("And soon."))

    assert counted(idea) == 2


def test_a_hidden_comment_is_read_by_its_author_and_the_staff_only(ada, bea, carla, idea):
    comment = a_comment(bea, idea)
    hide_comment(comment)
    (found,) = comments_with([comment.id])

    assert can_read_comment(bea, found)
    assert can_read_comment(carla, found)
    assert not can_read_comment(ada, found)
    assert get_comment(idea, comment.id, bea) is found
    for missing in (comment.id, comment.id + 1, 10**30):
        with pytest.raises(NotFoundError):
            get_comment(idea, missing, None)


def test_a_comment_is_found_under_its_own_idea_only(ada, bea, idea, process):
    other = an_idea(ada, process, title="A bench at the stop", published=True)
    comment = a_comment(bea, idea)

    with pytest.raises(NotFoundError):
        get_comment(other, comment.id, bea)


def test_a_comment_is_told(bea, idea, monkeypatch):
    heard = []
    monkeypatch.setattr(comment_written, "_listeners", [heard.append])

    comment = a_comment(bea, idea)

    assert heard == [comment]

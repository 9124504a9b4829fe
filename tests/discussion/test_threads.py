"""Threads are read a page at a time, with the first replies under each, on both databases."""

from __future__ import annotations

from consult.discussion import hide_comment
from consult.discussion.queries import FIRST_REPLIES, replies_to, threads_on
from consult.kernel.db import db
from tests.discussion.makers import a_comment


def test_threads_come_newest_first_with_their_first_replies(ada, bea, idea):
    first = a_comment(bea, idea, "First.")
    second = a_comment(bea, idea, "Second.")
    replies = [a_comment(ada, idea, f"Reply {number}.", first) for number in range(5)]
    hide_comment(replies[0])
    db.session.expire_all()

    page = threads_on(idea, size=1)
    assert [thread.comment.id for thread in page.rows] == [second.id]
    (thread,) = threads_on(idea, after=page.next, size=1).rows

    assert thread.comment.id == first.id
    assert [one.source for one in thread.replies] == ["Reply 1.", "Reply 2.", "Reply 3."]
    assert (len(thread.replies), thread.more) == (FIRST_REPLIES, 1)
    assert [one.id for one in replies_to(first).rows] == [one.id for one in replies[1:]]

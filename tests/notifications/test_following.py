"""One follows what is public, once, until one stops; one's own is heard of anyway."""

import pytest

from consult.kernel.errors import NotAllowedError
from consult.notifications import can_follow, follow, unfollow
from consult.notifications.queries import followed_by
from tests.makers import an_idea


def test_following_twice_is_following_once(bea, idea):
    assert follow(bea, idea)
    assert not follow(bea, idea)
    assert followed_by(bea.id, [idea.id]) == {idea.id}


def test_one_stops_following(bea, idea):
    follow(bea, idea)

    assert unfollow(bea, idea)
    assert not unfollow(bea, idea)
    assert followed_by(bea.id, [idea.id]) == set()


def test_nobody_follows_their_own_idea(ada, idea):
    with pytest.raises(NotAllowedError, match="your own idea"):
        follow(ada, idea)


def test_what_is_not_public_is_not_followed(ada, bea, process):
    with pytest.raises(NotAllowedError, match="everyone can read"):
        follow(bea, an_idea(ada, process))


def test_visitors_sign_in_to_follow(idea):
    assert not can_follow(None, idea, own=False)

"""Becoming somebody else, as one does in a play."""

from __future__ import annotations

from consult.accounts import Browser, SignIn, person_by_email, sign_in
from consult.demo.policy import can_become
from consult.demo.queries import world_at_hand
from consult.kernel.config import current_config
from consult.kernel.errors import NotFoundError
from consult.kernel.i18n import _
from consult.kernel.policy import require


def become(key: str, browser: Browser) -> SignIn:
    """Sign a browser in as one of the cast, ending whoever it was before.

    Raises `NotAllowedError` anywhere but in the demo, and `NotFoundError` for who is not of the
    cast: the crowd and real accounts are nobody's part.
    """
    require(can_become(current_config()))
    world = world_at_hand()
    player = next((one for one in world.cast if one.key == key), None) if world else None
    person = person_by_email(player.email) if player else None
    if person is None:
        raise NotFoundError(_("Nobody of this name is in the demonstration."))
    return sign_in(person, browser)

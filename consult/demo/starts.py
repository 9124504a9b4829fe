"""Where each of the cast begins: the page that their work is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import url_for

if TYPE_CHECKING:
    from consult.demo.players import Player
    from consult.demo.world import World


def start_of(player: Player, world: World) -> str:
    """Return the address of a player's main page."""
    if player.start == "voice":
        return url_for("accounts.account_edit")
    if player.start == "zone":
        zone = next(post.zone for post in player.posts if post.zone)
        return url_for("territory.show", code=zone)
    if player.start == "plan":
        return url_for("taxonomy_desk.index")
    return url_for(DESKS[player.start], slug=world.slug)


DESKS = {
    "moderation": "moderation_desk.index",
    "idea-map": "curating_desk.index",
    "settings": "processes_desk.texts_edit",
}

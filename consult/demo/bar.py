"""The bar on top of every page of the demo: who one is, and who one can become."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import g, request, url_for

from consult.accounts import current_person, local_path
from consult.demo.forms import CastForm
from consult.demo.queries import world_at_hand
from consult.kernel.config import current_config
from consult.kernel.visit import visit

if TYPE_CHECKING:
    from flask import Flask


@dataclass(frozen=True, slots=True)
class Bar:
    """What the bar shows; without a form it leads to the page of the cast.

    A visitor who has no cookie yet gets none from it: plain pages stay the same for everyone.
    """

    cast_url: str
    mail_url: str
    form: CastForm | None = None


def demo_bar() -> Bar:
    """Return the bar of the page at hand, which a fault may have left without a database."""
    here = "/"
    if request.method in {"GET", "HEAD"}:
        here = local_path(request.full_path.rstrip("?"))
    cast_url = url_for("demo.cast_index", next=here if here != "/" else None)
    bar = Bar(cast_url, url_for("demo.mail_index"))
    if visit().token is None or g.get("bare", False) or request.endpoint == "demo.cast_index":
        return bar
    world = world_at_hand()
    if world is None:
        return bar
    person = current_person()
    now = person.email.partition("@")[0] if person else ""
    return Bar(bar.cast_url, bar.mail_url, CastForm.blank(world.cast, here, now))


def set_up_bar(app: Flask) -> None:
    """Give templates the bar, in the demo only."""

    def in_the_demo() -> dict[str, Any]:
        return {"demo_bar": demo_bar} if current_config().demo else {}

    app.context_processor(in_the_demo)

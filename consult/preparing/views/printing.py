"""What is printed for a session: the poster with its code, and sheets of numbered cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import render_template, request

from consult.kernel.access import SIGNED_IN, open_to
from consult.kernel.config import current_config
from consult.kernel.errors import BadRequestError
from consult.kernel.i18n import _, speaking, text
from consult.kernel.times import day
from consult.preparing.views.desk import at_the_session, bp, url_of
from consult.tables import BlockKind, join_path, when_words

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from consult.tables import Session

CARDS_ON_A_SHEET = 12
MOST_CARDS = 600
USUAL_CARDS = 48


@bp.get("/<code>/sessions/<int:number>/poster")
@open_to(SIGNED_IN)
def poster_show(slug: str, code: str, number: int) -> ResponseReturnValue:
    """Show the poster: the code in huge letters, and the address to point a phone at."""
    _person, session = at_the_session(slug, code, number)
    base = current_config().base_url
    return render_template(
        "preparing/poster.html",
        process=session.table.process,
        table=session.table,
        session=session,
        said=_said_on_the_poster(session),
        address=base + join_path(session),
        short=base.partition("://")[2] + "/join",
        url_of=url_of,
    )


@bp.get("/<code>/sessions/<int:number>/cards")
@open_to(SIGNED_IN, query=("many", "block"))
def cards_show(slug: str, code: str, number: int) -> ResponseReturnValue:
    """Show sheets of numbered cards to write on: the number keeps a card's identity."""
    _person, session = at_the_session(slug, code, number)
    many = request.args.get("many", default=USUAL_CARDS, type=int)
    if not 0 < many <= MOST_CARDS:
        raise BadRequestError(_("Cards are numbered from 1 to 600."))
    numbers = range(1, many + 1)
    return render_template(
        "preparing/cards.html",
        process=session.table.process,
        table=session.table,
        session=session,
        prompt=_prompt(session),
        foot=_foot(session),
        many=many,
        most=MOST_CARDS,
        sheets=[
            numbers[first : first + CARDS_ON_A_SHEET] for first in range(0, many, CARDS_ON_A_SHEET)
        ],
        url_of=url_of,
    )


def _said_on_the_poster(session: Session) -> dict[str, str]:
    """The words of the poster, in the language of who comes to the session."""
    with speaking(session.language):
        return {
            "table": text(session.table.name),
            "how": _("Take part with your phone"),
            "when": when_words(session),
            "paper": _("Without a phone? Ask for a paper card."),
        }


def _foot(session: Session) -> str:
    with speaking(session.language):
        return f"{session.title[:60]} · {day(session.starts_at)}"


def _prompt(session: Session) -> str:
    """The prompt of the block that is asked for, else of the first in which people write alone."""
    asked = request.args.get("block", type=int)
    writing = next(
        (
            block
            for block in session.blocks
            if block.id == asked or (asked is None and block.kind is BlockKind.SILENT_WRITE)
        ),
        None,
    )
    return (writing.prompt or writing.title) if writing else session.question

"""How a session ends, page by page: what was promised, its minutes, its cards before everyone."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING

import docx
import odfdo
from playwright.sync_api import expect
from sqlalchemy import select

from consult.kernel.clock import now
from consult.kernel.db import db
from consult.minutes import Minutes
from consult.tables import Session
from tests.journeys.hands import button
from tests.journeys.sitting import RENEWED, TABLE, look_into

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from tests.journeys.facilitating import Facilitator
    from tests.journeys.sitting import Prepared, Sitter
    from tests.journeys.story import Story

WHO, WHAT = "Consorzio dei trasporti", "Prova per un mese una corsa dopo le dieci."
CORRECTION = "Manca la fermata della piazza."
CORRECTED = "La fermata di cui si parla è quella della piazza."


def promise(runs: Facilitator) -> None:
    """Write down, in its block on the console, who does what."""
    there = runs.page.locator("[aria-labelledby=promises]")
    form = there.locator("form")
    form.locator("[name=who]").fill(WHO)
    form.locator("[name=what]").fill(WHAT)
    with runs.page.expect_navigation():
        form.get_by_role("button").click()
    expect(there.locator("ul")).to_contain_text(WHAT, timeout=RENEWED)


def write_minutes(runs: Facilitator, sitter: Sitter, folder: Path) -> None:
    """Draft the minutes, let somebody who was there correct them, approve and freeze them."""
    desk, hands, said = f"{runs.prepared.desk}/minutes", runs.hands, runs.words
    hands.open(desk)
    hands.press(said("Draft the minutes"))
    hands.press(said("Send for corrections"), within="body")
    sitter.hands.open(f"{runs.prepared.phone}/minutes")
    sitter.hands.write(said("What should change"), CORRECTION)
    sitter.hands.press(said("Send"))
    expect(sitter.page.locator("#own + ul")).to_contain_text(CORRECTION)
    hands.open(desk)
    runs.page.locator("[name=taken][value=yes]").check()
    hands.press(said("Answer: %(name)s", name=sitter.name))
    hands.open(f"{desk}/edit")
    source = runs.page.locator("[name=source]")
    source.fill(f"{source.input_value()}\n\n{CORRECTED}")
    hands.press(said("Save"))
    _let_the_days_pass(folder, runs.prepared)
    hands.open(desk)
    hands.press(said("Approve and freeze"), within="body")
    expect(button(hands.screen, said("Approve and freeze"), "body")).to_have_count(0)


def _let_the_days_pass(folder: Path, prepared: Prepared) -> None:
    """Let the last day for corrections be over: no story waits for it."""
    look_into(folder)
    with db.transaction():
        minutes = db.session.scalars(
            select(Minutes)
            .join(Session, Session.id == Minutes.session_id)
            .where(Session.join_code == prepared.join_code)
        ).one()
        minutes.corrections_until = now() - timedelta(hours=1)
    db.dispose()


def publish(story: Story, slug: str, cards: Iterable[str]) -> None:
    """Tick the cards of the table in the moderators' queue, and publish all of them at once."""
    page = story.hands.screen.page
    story.become("moderator")
    story.hands.open(f"/processes/{slug}/desk/moderation?channel=territorial-table")
    for words in cards:
        row = page.locator(".queue__row", has_text=words)
        expect(row).to_contain_text(story.words("Card from a table"))
        row.locator("[name=pick]").check()
    story.hands.unfold(story.words("Decide on those you ticked"), within="aside")
    story.hands.press(story.words("Publish all of them"), within="aside")
    expect(page.locator(".undo-bar")).to_be_visible()


def read_what_remains(story: Story, prepared: Prepared, card: str) -> None:
    """Read what was promised and the minutes as everyone does, and take the minutes away."""
    page, base = story.hands.screen.page, f"/processes/{prepared.slug}/tables/{TABLE}"
    story.hands.open(f"{base}/commitments")
    expect(page.locator("main")).to_contain_text(WHAT)
    story.hands.open(f"{base}/sessions/1/minutes")
    for words in (CORRECTED, card, WHO):
        expect(page.locator("main")).to_contain_text(words)
    files = {}
    for kind in ("pdf", "docx", "odt"):
        answer = page.context.request.get(f"{page.url}/{kind}")
        assert answer.ok, kind
        files[kind] = answer.body()
    assert files["pdf"].startswith(b"%PDF-1.7")
    paragraphs = docx.Document(BytesIO(files["docx"])).paragraphs
    assert CORRECTED in [one.text for one in paragraphs]
    assert CORRECTED in odfdo.Document(BytesIO(files["odt"])).get_formatted_text()

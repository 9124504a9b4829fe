"""The people of a session: who runs it, and those who sit in it with a phone of their own."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from playwright.sync_api import expect
from sqlalchemy import select

from consult.accounts import Person
from consult.kernel.clock import now
from consult.kernel.config import set_config
from consult.kernel.db import db
from consult.kernel.i18n import _ as say
from consult.kernel.i18n import speaking
from consult.processes import Process, Role, Staff
from consult.tables import (
    SessionDraft,
    TableDraft,
    TableKind,
    make_table,
    method_named,
    prepare_session,
)
from consult.territory import Zone
from tests.conftest import a_config
from tests.journeys.hands import Touch, button
from tests.journeys.keyboard import Keyboard

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Locator, Page

    from tests.journeys.hands import Hands
    from tests.journeys.screens import Screen

TABLE = "eight-windows"
QUESTION = "Che cosa manca dove vivi?"
RENEWED = 30_000
"""Milliseconds within which a window shows what another has done, on a busy machine."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A session that is ready to run, and where its pages are."""

    slug: str
    join_code: str

    @property
    def desk(self) -> str:
        return f"/processes/{self.slug}/desk/tables/{TABLE}/sessions/1"

    @property
    def console(self) -> str:
        return f"{self.desk}/console"

    @property
    def phone(self) -> str:
        return f"/t/{self.join_code}"


def look_into(folder: Path) -> None:
    """Open the database of a served world beside its server."""
    url = f"sqlite:///{folder / 'consult.db'}"
    set_config(a_config(url, folder))
    db.connect(url)


def prepare(folder: Path, slug: str, language: str) -> Prepared:
    """Prepare a session of two hours for the zone of the demo's facilitator."""
    look_into(folder)
    with db.transaction():
        process = db.session.scalars(select(Process).where(Process.slug == slug)).one()
        post = _post(process, Role.FACILITATOR)
        words = dict.fromkeys(process.languages, "Otto finestre")
        zone = db.session.get_one(Zone, post.zone_id)
        about = TableDraft(TableKind.ZONE, words, words, zone=zone, code=TABLE)
        table = make_table(_person(_post(process, Role.PLANNER)), process, about)
        draft = SessionDraft(
            title="Otto finestre su un tavolo",
            question=QUESTION,
            starts_at=now() + timedelta(hours=1),
            language=language,
        )
        session = prepare_session(_person(post), table, draft, method_named("tavolo-120"))
        prepared = Prepared(slug, session.join_code)
    db.dispose()
    return prepared


def _post(process: Process, role: Role) -> Staff:
    query = select(Staff).where(Staff.process_id == process.id, Staff.role == role)
    return db.session.scalars(query.order_by(Staff.zone_id.is_(None), Staff.id)).first()


def _person(post: Staff) -> Person:
    return db.session.get_one(Person, post.person_id)


class Mouse(Touch):
    """A hand on a mouse, at a desk."""

    def _tap(self, thing: Locator) -> None:
        thing.click()


@dataclass
class Sitter:
    """Somebody with a seat: what they read is always by the words of the site."""

    hands: Hands
    language: str
    name: str
    place: str
    prepared: Prepared
    scripts: bool = True
    written: list[str] = field(default_factory=list)

    @property
    def screen(self) -> Screen:
        return self.hands.screen

    @property
    def page(self) -> Page:
        return self.screen.page

    def words(self, said: str, **parts: object) -> str:
        """What the site says for this, in the language of the story."""
        with speaking(self.language):
            return say(said, **parts)

    def join(self) -> None:
        """Open the address of the code, say who one is, agree, sit down."""
        self.hands.open(f"/join/{self.prepared.join_code}?lang={self.language}")
        self.hands.write(self.words("Name and surname"), self.name)
        self._fill("place", self.place)
        self._tick("consents")
        self.hands.press(self.words("Sit down"))
        expect(self.page.locator("h1")).to_have_text(
            self.words("You are in: we are about to begin")
        )

    def _fill(self, name: str, words: str) -> None:
        box = self.page.locator(f"[name={name}]")
        if isinstance(self.hands, Keyboard):
            self.hands.reach(box)
            self.page.keyboard.type(words)
        else:
            box.fill(words)

    def _tick(self, name: str) -> None:
        ticked = self.page.locator(f"[name={name}]")
        if isinstance(self.hands, Keyboard):
            self.hands.reach(ticked)
            self.page.keyboard.press("Space")
        else:
            ticked.check()

    def is_at(self, block: str) -> None:
        """Wait until the phone shows a block: by itself, or asked again without scripts."""
        if not self.scripts:
            self.hands.open(self.prepared.phone)
        shown = self.page.locator(".countdown__words").first
        expect(shown).to_have_text(block, timeout=RENEWED)
        if isinstance(self.hands, Keyboard):
            # What had the focus is gone with the part before: begin at the top again.
            self.hands.open(self.prepared.phone)

    def write_card(self, words: str) -> None:
        """Write a card and hand it in; it stands below, as one's own."""
        self._hand_in(words)
        expect(self._own(words)).to_be_visible(timeout=RENEWED)

    def write_card_without_network(self, words: str) -> None:
        """Hand a card in that waits on the phone."""
        self._hand_in(words)
        expect(self.page.locator("[data-part=queue-list]")).to_contain_text(words)

    def got_through(self, words: str) -> None:
        """Wait until a card that waited stands among one's own."""
        expect(self._own(words)).to_be_visible(timeout=RENEWED)

    def _hand_in(self, words: str) -> None:
        self.hands.write(self.words("Your card"), words)
        self._send(self.page.locator(".write-card button.btn-primary"))
        self.written.append(words)

    def _own(self, words: str) -> Locator:
        return self.page.locator(".own-cards p").get_by_text(words)

    def put_dots(self, title: str, many: int) -> None:
        """Put so many points on a pile, one press each, each saved at once."""
        line = self.page.get_by_role("group", name=title, exact=True)
        for number in range(1, many + 1):
            plus = line.get_by_role("button", name=self.words("One point more"))
            self._send(plus)
            expect(line).to_contain_text(str(number), timeout=RENEWED)

    def ask_for_the_floor(self) -> None:
        self._send(button(self.screen, self.words("Ask for the floor"), "main"))
        expect(self.page.locator("main")).to_contain_text(
            self.words("You speak next."), timeout=RENEWED
        )

    def answer(self, value: int) -> None:
        """Answer the first question to the room on its scale."""
        asked = self.page.locator(".poll").first
        choice = asked.locator(f"input[name=value][value='{value}']")
        if isinstance(self.hands, Keyboard):
            self.hands.reach(choice)
            self.page.keyboard.press("Space")
        else:
            choice.check()
        self._send(asked.get_by_role("button").first)
        expect(self.page.locator(".poll").first).to_contain_text(
            self.words("Saved. You can change it until the question closes."), timeout=RENEWED
        )

    def _send(self, what: Locator) -> None:
        """Press a button that scripts answer in place, and pages by another page."""
        if isinstance(self.hands, Keyboard):
            self.hands.reach(what)
            self.page.keyboard.press("Enter")
        elif self.scripts:
            what.tap()
        else:
            with self.page.expect_navigation():
                what.tap()

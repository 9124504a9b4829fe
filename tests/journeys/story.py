"""The thin chain, told once for all hands and languages: from an idea to a candidate project."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field
from pathlib import Path

from consult.kernel.i18n import LANGUAGES, speaking
from consult.kernel.i18n import _ as say
from consult.kernel.i18n import text as told
from tests.journeys.hands import Hands
from tests.journeys.places import Named, Places
from tests.journeys.screens import PHONE

NAMES = {"it": "Italiano", "en": "English"}
LETTER_WAIT = 30.0  # seconds
TITLE = "Un treno ogni mezz'ora anche dopo cena"
BODY = "Oggi l'ultimo treno parte alle nove. Chi finisce il turno alle dieci torna a piedi."
KEPT = "anche dopo cena"
LEFT_OUT = "Gli orari li decide chi gestisce la linea."


@dataclass
class Story:
    """One newcomer, and the staff that reads what they write."""

    hands: Hands
    language: str
    places: Places
    email: str = "newcomer@example.org"
    name: str = "Nives T."
    idea: str = ""
    title: str = TITLE
    kept: str = KEPT
    project: str = ""
    read: set[str] = field(default_factory=set)

    def words(self, said: str, **parts: object) -> str:
        """What the site says for this, in the language of the story."""
        with speaking(self.language):
            return say(said, **parts)

    def named(self, thing: Named) -> str:
        with speaking(self.language):
            return told(thing.names)

    # --- reading around

    def go_to(self, section: str) -> None:
        """Go to a section of the site: through the menu on a phone, else by the bar."""
        name = self.words(section)
        if self.hands.screen.width <= PHONE:
            self.hands.unfold(self.words("Menu"), within="header")
            self.hands.follow(name, within=".site-menu__panel")
        else:
            self.hands.follow(name, within=".it-header-navbar-wrapper")

    def read_around(self) -> None:
        """Walk from the front page to a zone, a municipality, a platform, a theme, the pact."""
        self.hands.open(f"/?lang={self.language}")
        self.go_to("Zones")
        self.hands.follow(self.named(self.places.zone), within="main")
        self._is_headed(self.named(self.places.zone))
        self.hands.follow(self.named(self.places.municipality), within="main")
        self._is_headed(self.named(self.places.municipality))
        self.go_to("Platforms")
        self.hands.follow(self.named(self.places.platforms[0]), within="main")
        self._is_headed(self.named(self.places.platforms[0]))
        self.hands.follow(self.words("The plan"), within="footer")
        self.hands.follow(self.named(self.places.themes[0]), within="main")
        self._is_headed(self.named(self.places.themes[0]))
        self.go_to("Take part")
        self.hands.follow(self.words("Read the whole pact"), within="main")
        self._is_headed(self.words("The pact"))
        self.switch_language_and_back()

    def switch_language_and_back(self) -> None:
        """Read the same page in the other language, then in one's own again."""
        page, here = self.hands.screen.page, self.hands.screen.path
        other = next(code for code in LANGUAGES if code != self.language)
        for code in (other, self.language):
            self.hands.follow(NAMES[code], within=".languages")
            assert self.hands.screen.path == here
            assert page.locator("html").get_attribute("lang") == code

    # --- people

    def sign_in(self) -> None:
        """Sign in with the code that came by mail."""
        self.hands.write(self.words("Your e-mail address"), self.email)
        self.hands.press(self.words("Send me the code"))
        self._is_headed(self.words("Write the code"))
        self.open_letter("%(code)s is your code to sign in")
        self.hands.follow("/sign-in/", within="main")
        self.hands.press(self.words("Sign in"))

    def introduce_oneself(self) -> None:
        """Say the name that others read, a place and a year of birth."""
        self._is_headed(self.words("Welcome"))
        self.hands.write(self.words("The name that others read"), self.name)
        self.hands.choose(NAMES[self.language])
        self.hands.write(self.words("Your municipality"), self.named(self.places.municipality))
        self.hands.choose(self.words("I live there"))
        self.hands.write(self.words("Year of birth"), "1988")
        self.hands.press(self.words("Save and go on"))

    def become(self, post: str) -> None:
        """Become who holds a post in the demonstration, by the bar on top of the front page."""
        self.hands.open("/")
        self.hands.follow(self.words("People"), within=".demo-bar")
        self.hands.press(self.words("Become %(name)s", name=self.places.cast[post]))
        self.is_told(self.words("Now you are %(name)s.", name=self.places.cast[post]))

    def come_back(self) -> None:
        """Leave the staff, and sign in again as who wrote the idea."""
        self.hands.open("/sign-out")
        self.hands.press(self.words("Sign out"))
        self.hands.open("/sign-in?next=/account")
        self.sign_in()

    # --- the chain

    def write_idea(self, photo: Path) -> None:
        """Write an idea with a photo, be asked who one is, read it again, see the receipt."""
        self.go_to("Ideas")
        self.hands.follow(self.words("Write your idea"), within="main")
        self.hands.write(self.words("Title"), TITLE)
        self.hands.write(self.words("Text"), BODY)
        self.hands.write(self.words("Place"), self.named(self.places.municipality))
        self.hands.choose(self.named(self.places.themes[0]))
        self.hands.unfold(self.words("Add photos"))
        self.hands.attach(self.words("A photo, if it helps"), photo)
        self.hands.write(self.words("What the photo shows"), "Una banchina vuota, di sera")
        self.hands.press(self.words("Read it again and send"))
        self.shows(TITLE)
        self.hands.follow(self.words("Sign in and send"), within="main")
        self.sign_in()
        self.introduce_oneself()
        self.shows(TITLE)
        self.hands.choose(self.words("I have read the pact and I accept it"))
        self.hands.press(self.words("Send your idea"))
        self.idea = self.hands.screen.path.rpartition("/")[2]
        self.is_told(
            self.words(
                "Received. A moderator reads it and we write to you. Code %(code)s", code=self.idea
            )
        )
        self._is_headed(TITLE)
        self.shows(self.words("Only you and the staff can read this page"))
        self.shows(self.words("A moderator reads it."))
        self.hands.screen.page.get_by_alt_text("Una banchina vuota, di sera").wait_for()

    def publish_it(self) -> None:
        """Read it as the moderator, and publish it."""
        self.become("moderator")
        self.hands.open(f"/processes/{self.places.slug}/ideas/{self.idea}")
        self.hands.follow(self.words("Open in moderation"), within="main")
        self.hands.press(self.words("Publish"))
        verb = self.words("Published")
        self.shows(
            self.words("%(verb)s: «%(title)s»", verb=verb, title=self.title), within=".undo-bar"
        )

    def hang_it(self) -> None:
        """Put it on a node of the idea map, as the curator."""
        self.become("curator")
        self.hands.open(f"/processes/{self.places.slug}/desk/idea-map")
        self.hands.write(self.words("Code or words"), self.idea)
        self.hands.press(self.words("Filter"))
        self.hands.follow(self.words("Link to a node: %(title)s", title=self.title), within="main")
        self.hands.select(self.words("Node"), self.named(self.places.node))
        self.hands.press(self.words("Link"))
        self.is_told(self.words("Linked. Its author is told."))

    def draft_project(self, title: str = "") -> None:
        """Draft a project from that node, say what the idea gave to it, and make it a candidate."""
        self.keep_a_draft(title or self.title)
        self.hands.follow(
            self.words("Say what it gave: %(title)s", title=self.title), within="main"
        )
        self.hands.write(self.words("The words kept"), self.kept)
        self.hands.write(self.words("What was left out, and why"), LEFT_OUT)
        self.hands.press(self.words("Save"))
        self.make_it_a_candidate()

    def keep_a_draft(self, title: str) -> None:
        """Begin a project from the node at hand, with the least that a sheet must say."""
        self.hands.follow(self.words("Draft a project from it"), within="main")
        for name in ("Title", "Problem", "Objective"):
            for language in self.places.languages:
                self.write_in(language, name, f"{name}: {title}")
        self.hands.select(self.words("Main platform"), self.named(self.places.platforms[0]))
        if len(self.places.platforms) > 1:
            self.hands.choose(self.named(self.places.platforms[1]))
        self.hands.press(self.words("Keep the draft"))
        self.project = self.hands.screen.path.rpartition("/")[2]

    def make_it_a_candidate(self) -> None:
        """Put the project at hand before everyone."""
        self.hands.press(self.words("Make it a candidate"), within="body")
        self.is_told(
            self.words("It is a candidate project: everyone can read it, its authors are told.")
        )

    def accept_it(self) -> None:
        """Take the project into the proposed plan, as the planner."""
        self.become("planner")
        self.hands.open(f"/processes/{self.places.slug}/desk/projects/{self.project}")
        self.hands.unfold(self.words("Accept it"), within="body")
        self.hands.press(self.words("Accept it"), within="body")
        self.is_told(self.words("Accepted. Its authors are told."))

    def read_what_became_of_it(self) -> None:
        """Find the idea among one's own things, and read its thread as far as the project."""
        self.come_back()
        self._is_headed(self.words("My voice"))
        self.hands.follow(TITLE, within="main")
        thread = ".filo"
        self.shows(self.words("You wrote it, %(name)s", name=self.name), within=thread)
        self.shows(self.words("Published"), within=thread)
        self.shows(self.words("It enters the idea map"), within=thread)
        self.shows(self.words("Kept of it: «%(part)s».", part=KEPT), within=thread)
        self.shows(LEFT_OUT, within=thread)
        self.shows(self.words("The project is accepted for the proposed plan"), within=thread)
        self.hands.follow(f"Title: {TITLE}", within=thread)
        assert self.hands.screen.path.endswith(f"/projects/{self.project}")
        for platform in self.places.platforms[:2]:
            tag = f".project-platforms a[href='/platforms/{platform.key}']"
            self.hands.screen.page.locator(tag).wait_for()
        self.shows(TITLE, within="main")

    def read_the_letters(self) -> None:
        """Find a letter for each step."""
        for subject in (
            "We received your idea",
            "Your idea is published",
            "Your idea is on the idea map",
            "Your idea is at the origin of a candidate project",
            "A project that comes from your words is accepted",
        ):
            self.open_letter(subject)
            self.shows(TITLE, within="main")

    def open_letter(self, subject: str, **parts: object) -> None:
        """Open one's newest unread letter with this subject, waiting until it is written."""
        said = self.words(subject, **({"code": "CODE"} | parts))
        pattern = re.compile(re.escape(said).replace("CODE", r"\d{6}"))
        deadline = time.monotonic() + LETTER_WAIT
        self.hands.open("/demo/mail")
        while True:
            ours = self.hands.screen.page.locator("main li").filter(has_text=self.email)
            links = ours.get_by_role("link", name=pattern).all()
            addresses = [str(link.get_attribute("href")) for link in links]
            unread = [address for address in addresses if address not in self.read]
            if unread:
                break
            assert time.monotonic() < deadline, f"no letter “{subject}” came"
            time.sleep(0.3)
            self.hands.open("/demo/mail")
        self.read.add(unread[0])
        self.hands.follow(unread[0], within="main")

    # --- what the page says

    def write_in(self, language: str, name: str, typed: str) -> None:
        """Type into the field of a language, where there is one for each."""
        label = self.words(name)
        if len(self.places.languages) > 1:
            label = self.words("%(text)s (%(language)s)", text=label, language=NAMES[language])
        self.hands.write(label, typed)

    def _is_headed(self, words: str) -> None:
        self.hands.screen.page.get_by_role("heading", level=1).filter(has_text=words).wait_for()

    def is_told(self, words: str) -> None:
        self.shows(words, within="[role=status]")

    def shows(self, words: str, within: str = "main") -> None:
        self.hands.screen.page.locator(within).get_by_text(words).first.wait_for()

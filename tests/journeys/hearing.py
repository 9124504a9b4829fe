"""An interview told from both sides: who asks and codes at a desk, who answers on a phone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.journeys.story import NAMES

if TYPE_CHECKING:
    from pathlib import Path

    from tests.journeys.story import Story

NAME = "Olga Rinaldi"
ADDRESS = "olga@example.org"
ROLE = "Dirigente scolastica"
TITLE = "La scuola all'incrocio"
GUIDE = "Scuole"
QUESTIONS = "# La strada\nChe cosa manca davanti alla scuola?\n- da quando?"
CROSSING = "Manca un attraversamento rialzato davanti al portone."
CARS = "Al mattino le auto non si fermano per nessuno."
PROMISES = "Le promesse di tre anni fa nessuno le ricorda."
OWN = "Al mattino poche auto si fermano davanti alla scuola."
KEPT = "un attraversamento rialzato"
SAID = (
    "[00:00:05] Intervistatrice: Che cosa manca davanti alla scuola?\n\n"
    f"[00:00:12] Dirigente: {CROSSING} {CARS}\n\n"
    f"[00:00:31] Dirigente: {PROMISES}\n\n"
    f"[00:00:40] Dirigente: Scrivetelo pure a nome di {NAME}.\n"
)
AGREED = (
    "Record the conversation",
    "Write down what is said",
    "Quote passages with role and zone, without the name",
)
CODES = ("Attraversamenti davanti alle scuole", "Promesse")


@dataclass
class Hearing:
    """One conversation: `desk` is who keeps it, `phone` who is heard."""

    desk: Story
    phone: Story
    interview: str = ""
    link: str = ""

    # --- at the desk

    def write_guide(self) -> None:
        """Write what is asked, with a chapter and a prompt."""
        self.desk.hands.open(f"/processes/{self.desk.places.slug}/desk/interviews")
        self._follow("Guides")
        self._follow("Write a guide")
        self.desk.hands.write(self.desk.words("Name"), GUIDE)
        for language in self.desk.places.languages:
            self.desk.write_in(language, "Questions", QUESTIONS)
        self._press("Save")
        self.desk.shows("La strada")

    def plan(self) -> None:
        """Plan whom to hear by that guide, and send them a private link."""
        hands, words = self.desk.hands, self.desk.words
        self._follow("All interviews")
        self._follow("Plan an interview")
        hands.write(words("Title"), TITLE)
        hands.select(words("Kind of body"), words("School or university"))
        hands.select(words("Zone"), self.desk.named(self.desk.places.zone))
        hands.write(words("Name"), NAME)
        hands.write(words("Role"), ROLE)
        hands.write(words("How many people have this role in this zone"), "12")
        hands.write(words("E-mail address"), ADDRESS)
        hands.choose(NAMES[self.phone.language])
        hands.select(words("Guide"), words("%(name)s, version %(num)s", name=GUIDE, num=1))
        self._press("Save")
        self.interview = hands.screen.path
        self._press("Make a link")
        self.desk.is_told(words("The link is made and sent to them."))

    def hold(self, audio: Path, text: Path) -> None:
        """Hold it, keep what was recorded, bring the text in."""
        hands, words = self.desk.hands, self.desk.words
        hands.open(self.interview)
        self._press("It was held")
        hands.attach(words("Audio"), audio)
        self._press("Keep the audio")
        self.desk.shows(audio.name)
        hands.open(self.interview)
        self._follow("Bring a text in")
        hands.attach(words("File"), text)
        hands.press(words("Keep the text"), within="aside.pane")
        self.desk.shows(CROSSING)
        assert hands.screen.page.locator("main mark.found", has_text=NAME).count()

    def send_passages(self) -> None:
        """Give every marked passage back to who said it."""
        self.desk.hands.open(self.interview)
        self.desk.hands.follow(f"{self.interview}/passages", within="main")
        self._press("Send the passages that wait")
        self.desk.shows(self.desk.words("not answered yet"))

    # --- on the phone

    def agree(self) -> None:
        """Open the private link from the letter, and say yes to what one agrees to."""
        self._open_link("Your interview: «%(title)s»")
        for purpose in AGREED:
            self.phone.hands.choose(self.phone.words(purpose))
        self.phone.hands.press(self.phone.words("Keep my answers"))
        told = "Your answers are kept. You can change them here at any time."
        self.phone.is_told(self.phone.words(told))

    def answer(self) -> None:
        """Approve the first passage, put the second in other words, withhold the third."""
        hands, words = self.phone.hands, self.phone.words
        self._open_link("Your passages to read: «%(title)s»")
        hands.follow(words("Read the next one"), within="main")
        self.phone.shows(CROSSING)
        self.phone.shows(ROLE)
        assert NAME not in hands.screen.page.locator("main").inner_text()
        hands.choose(words("Publish it as it stands"))
        hands.press(words("Keep my answer"))
        self.phone.shows(CARS)
        hands.choose(words("Publish it in my words"))
        hands.write(words("In your words"), OWN)
        hands.press(words("Keep my answer"))
        self.phone.shows(PROMISES)
        hands.choose(words("Do not publish it"))
        hands.press(words("Keep my answer"))
        self.phone.is_told(words("Kept. You can change it at any time."))
        self.phone.shows(words("withheld"))

    def take_back(self) -> None:
        """Take everything back by the link."""
        self.phone.hands.open(self.link)
        words = self.phone.words("Take everything back")
        self.phone.hands.follow(words, within="main")
        self.phone.hands.press(words)
        told = "All is withdrawn. Nothing of what you said is kept or shown."
        self.phone.is_told(self.phone.words(told))

    def _open_link(self, subject: str) -> None:
        self.phone.open_letter(subject, title=self.phone.named(self.phone.places.process))
        self.phone.hands.follow("/interviews/", within="main")
        self.link = self.phone.hands.screen.path.removesuffix("/passages")

    def _follow(self, said: str) -> None:
        self.desk.hands.follow(self.desk.words(said))

    def _press(self, said: str) -> None:
        self.desk.hands.press(self.desk.words(said))

"""A vote from its arranging to its result: a planner, a citizen on a phone, and days later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from consult.accounts import Person
from consult.kernel.clock import now
from consult.kernel.config import set_config
from consult.kernel.db import db
from consult.kernel.i18n import speaking
from consult.processes import Process
from consult.voting import Choice, cast_ballot, choices_in
from tests.conftest import a_config
from tests.extent import languages_told
from tests.journeys.hands import Touch
from tests.journeys.places import read_places
from tests.journeys.screens import PHONE, a_screen
from tests.journeys.story import NAMES, Story
from tests.journeys.worlds import copy_of, serving
from tests.makers import a_person

if TYPE_CHECKING:
    from pathlib import Path

TITLE = "Che cosa si avvia per primo"
OPTIONS = 3
OTHERS = 14
LATER = timedelta(days=4)


@dataclass
class Voting(Story):
    """A planner and a citizen, and the votes of a consultation."""

    receipt: str = ""
    chosen: str = ""

    def arrange(self) -> None:
        """Put three nodes to the vote as the planner, from this morning to the day after next."""
        self._become(self.places.cast["planner"])
        self.hands.open(self._desk())
        self.hands.follow(f"{self._desk()}/new")
        for language in self.places.languages:
            self.write_in(language, "Title", f"{TITLE} ({NAMES[language]})")
        page = self.hands.screen.page
        for box in page.locator("#options input").all()[:OPTIONS]:
            box.tap()
        self.hands.write(self.words("How many may one choose?"), str(OPTIONS - 1))
        today = now().date()
        for label, day in (("Opens", today), ("Closes", today + timedelta(days=2))):
            moment = datetime(day.year, day.month, day.day).isoformat()  # noqa: DTZ001 - a wall clock's
            self.hands.write(self.words(label), moment)
        self.hands.press(self.words("Arrange the vote"))
        self.is_told(self.words("The vote is arranged: everyone reads when it opens."))
        self.shows(self.words("Change the rules"))

    def vote(self) -> None:
        """Vote as a citizen, change the vote, and keep the receipt."""
        self._become("Ada")
        self.hands.open(f"/processes/{self.places.slug}")
        self.hands.follow(self.words("Vote"), within="main")
        self.hands.follow(f"{TITLE} ({NAMES[self.language]})", within="main")
        boxes = self.hands.screen.page.locator("#options input")
        boxes.nth(0).tap()
        self.hands.press(self.words("Vote"))
        self.shows(self.words("You have voted"))
        boxes.nth(0).tap()
        boxes.nth(1).tap()
        self.chosen = self.hands.screen.page.locator("#options label").nth(1).inner_text()
        self.hands.press(self.words("Change your vote"))
        assert [box.is_checked() for box in boxes.all()] == [False, True, False]
        self.hands.follow(self.words("Check it"), within="main")
        receipt = self.hands.screen.page.get_by_role("textbox", name=self.words("Receipt"))
        self.receipt = receipt.input_value()
        self.shows(self.words("The ballot is in, and will be counted"))

    def meet_the_rules_again(self) -> None:
        """Read at the desk that somebody has voted, so that the rules stay."""
        self._become(self.places.cast["planner"])
        self.hands.open(self._desk())
        self.hands.screen.page.locator(".queue").get_by_text(TITLE).first.tap()
        self.shows(self.words("Somebody has voted already: the rules stay as they are."))

    def read_the_result(self, option: str, node_id: int) -> None:
        """Read the tally, the receipt again, and how a node fared, on its page and on the map."""
        self.hands.open(f"/processes/{self.places.slug}/choices?lang={self.language}")
        self.hands.follow(f"{TITLE} ({NAMES[self.language]})", within="main")
        first = self.hands.screen.page.locator(".bars tbody tr").first
        assert option in first.inner_text()
        assert str(OTHERS + 1) in first.inner_text()
        few = self.words("fewer than %(num)s", num=10)
        assert first.locator("xpath=following-sibling::tr[1]").get_by_text(few).is_visible()
        self.hands.follow(option, within="main")
        self.shows(self.words("What was voted"))
        self.hands.open(f"/processes/{self.places.slug}/idea-map")
        row = self.hands.screen.page.locator(".tree__node").filter(
            has=self.hands.screen.page.locator(f"a[href$='/nodes/{node_id}']")
        )
        row.get_by_text(self.words("Chosen by %(num)s in a vote", num=OTHERS + 1)).first.wait_for()
        self.hands.open(f"/processes/{self.places.slug}/choices/receipts")
        self.hands.write(self.words("Receipt"), self.receipt.lower())
        self.hands.press(self.words("Check it"))
        self.shows(self.words("The ballot is counted"))

    def _become(self, name: str) -> None:
        self.hands.open("/demo/cast")
        self.hands.press(self.words("Become %(name)s", name=name))

    def _desk(self) -> str:
        return f"/processes/{self.places.slug}/desk/choices"


def let_others_vote(folder: Path, slug: str, chosen: str) -> tuple[dict[str, str], int]:
    """Cast more ballots for an option; return what it says, and the id of its node."""
    url = f"sqlite:///{folder / 'consult.db'}"
    set_config(a_config(url, folder))
    db.connect(url)
    with db.transaction(), speaking("it"):
        process = db.session.scalars(select(Process).where(Process.slug == slug)).one()
        choice: Choice = choices_in(process)[0]
        option = next(one for one in choice.options if chosen in one.title.values())
        for number in range(OTHERS):
            voter: Person = a_person(f"Votante {number}", language="it")
            cast_ballot(voter, choice, [option.id])
        told = dict(option.title), option.thing_id or 0
    db.dispose()
    return told


@pytest.mark.parametrize("language", languages_told("en"))
def test_a_vote_is_arranged_voted_in_and_told(chromium, shared_folder, tmp_path, language):
    world = copy_of("milan", shared_folder, tmp_path / "milan")
    places = read_places(world.folder)
    with (
        serving(world) as served,
        a_screen(chromium, served.url, width=PHONE, language=language, name="voting") as screen,
    ):
        story = Voting(Touch(screen), language, places)
        story.hands.open(f"/?lang={language}")
        story.arrange()
        story.vote()
        story.meet_the_rules_again()
        receipt, chosen = story.receipt, story.chosen
    titles, node_id = let_others_vote(world.folder, places.slug, chosen)
    with (
        serving(world, later=LATER) as served,
        a_screen(chromium, served.url, width=PHONE, language=language, name="told") as screen,
    ):
        story = Voting(Touch(screen), language, places, receipt=receipt)
        story.read_the_result(titles[language], node_id)

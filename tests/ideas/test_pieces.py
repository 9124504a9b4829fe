"""Rooms above put their pieces on the pages of ideas."""

import pytest
from markupsafe import Markup

from consult.contributions import Piece, page_pieces, row_pieces
from consult.ideas import idea_actions
from tests.makers import a_person, an_idea


@pytest.fixture
def filling(monkeypatch):
    """Fill a slot for one test: `filling(slot, position=words)`."""

    def fill(slot, **told):
        def filler(things):
            pieces = [
                Piece(int(at.strip("at_")), Markup("<p class=piece>{}</p>").format(words))
                for at, words in told.items()
            ]
            return {thing.id: pieces for thing in things}

        monkeypatch.setattr(slot, "_fillers", [filler])

    return fill


def test_each_row_of_the_list_holds_its_pieces_in_order(browser, ada, process, filling):
    an_idea(ada, process, published=True)
    an_idea(a_person("Bea"), process, published=True)
    filling(row_pieces, at_20="second", at_10="first")

    page = browser.get("/processes/plan/ideas")

    assert page.texts(".voice-row__side") == ["first second"] * 2


def test_the_page_of_an_idea_holds_supports_beside_the_text_and_comments_after_the_thread(
    browser, ada, process, filling
):
    code = an_idea(ada, process, published=True).code
    filling(page_pieces, at_50="comments", at_10="supports")
    filling(idea_actions, at_10="follow")

    page = browser.get(f"/processes/plan/ideas/{code}")

    assert page.texts("article .piece") == ["supports", "follow"]
    assert page.text(".idea-grid__thread ~ .idea-grid__more") == "comments"

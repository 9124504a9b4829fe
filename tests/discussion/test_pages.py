"""Comments on an idea's page, on their own pages, and writing them."""

from __future__ import annotations

import pytest
from markupsafe import Markup

from consult.contributions import Piece, hide
from consult.discussion import State, comment_actions, hide_comment, withdraw_comment
from consult.discussion.models import Comment
from consult.discussion.views import IN_TIME, MOST_COMMENTS
from consult.kernel import limits
from consult.kernel.clock import set_clock
from consult.kernel.db import db
from consult.kernel.text import COMMENT_LIMIT, plain_html
from consult.processes import Activity
from tests.discussion.makers import a_comment
from tests.makers import a_person, a_process, an_idea

LIST = "/processes/plan/ideas"


@pytest.fixture
def page_url(idea):
    """The idea's own page."""
    return f"{LIST}/{idea.code}"


def test_one_comments_under_the_idea_and_comes_back_to_one_s_words(browser, bea, idea, page_url):
    browser.sign_in(bea).get(page_url)

    answer = browser.post(f"{page_url}/comments", body="Shifts end at half past ten.")

    assert answer.status == 303
    anchor = answer.location.partition("#")[2]
    page = browser.get(page_url)
    assert page.text("#comments-title") == "1 comment"
    assert page.text(f"#{anchor} .comment__text") == "Shifts end at half past ten."
    assert page.text(f"#{anchor} .comment__name") == "Bea"


def test_the_same_form_sent_twice_makes_one_comment(browser, bea, page_url):
    fields = browser.sign_in(bea).get(page_url).form_to(f"{page_url}/comments")
    fields["body"] = "Shifts end at half past ten."

    first = browser.send(f"{page_url}/comments", data=fields)
    again = browser.send(f"{page_url}/comments", data=fields)

    assert (first.status, again.status) == (303, 303)
    assert first.location == again.location
    assert browser.get(page_url).text("#comments-title") == "1 comment"


def test_a_reply_is_written_under_what_it_answers(browser, ada, bea, idea, page_url):
    comment = a_comment(bea, idea)
    where = f"{page_url}/comments/{comment.id}/replies"
    page = browser.sign_in(ada).get(f"{where}/new")
    assert "Shifts at the hospital" in page.text(".comment__text")

    answer = browser.post(where, body="And at eleven on Sundays.")

    page = browser.get(answer.location)
    assert page.texts(".comment__text")[1] == "And at eleven on Sundays."
    page = browser.get(page_url)
    assert page.text(".replies .comment__text") == "And at eleven on Sundays."


@pytest.mark.parametrize(
    ("typed", "said"),
    [("", "Write your comment."), ("x" * (COMMENT_LIMIT + 1), "longer than 3000 characters")],
)
def test_a_comment_that_cannot_be_comes_back_with_its_text(browser, bea, page_url, typed, said):
    browser.sign_in(bea).get(page_url)

    page = browser.post(f"{page_url}/comments", body=typed)

    assert page.status == 422
    assert said in page.text("#body-error")
    assert page.value("body") == typed


def test_the_pact_is_asked_once_and_the_text_kept(browser, ada, bea):
    process = a_process("with-pact", with_pact=True)
    idea = an_idea(ada, process, published=True)
    url = f"/processes/with-pact/ideas/{idea.code}"
    browser.sign_in(bea).get(url)

    page = browser.post(f"{url}/comments", body="Yes, please.")
    assert page.status == 422
    assert "the pact" in page.text("#pact-error")
    assert page.value("body") == "Yes, please."
    answer = browser.post(f"{url}/comments", _at=f"{url}/comments/new", body="Yes.", pact="y")

    assert answer.status == 303
    assert not browser.get(url).has("#pact")


def test_a_visitor_is_led_to_sign_in_and_back(browser, bea, idea, page_url):
    comment = a_comment(bea, idea)

    page = browser.get(page_url)

    assert not page.has("form[method=post]")
    assert page.links()["Sign in and write a comment"] == f"{page_url}/comments/new"
    answer = browser.get(f"{page_url}/comments/{comment.id}/replies/new")
    assert answer.location.startswith("/sign-in?next=")


def test_outside_the_phase_it_says_why(browser, ada, bea):
    quiet = a_process("quiet", opens=[Activity.SUBMIT_IDEAS])
    idea = an_idea(ada, quiet, published=True)
    url = f"/processes/quiet/ideas/{idea.code}"

    assert "does not foresee" in browser.get(url).text("#comments")
    page = browser.sign_in(bea).get(f"{url}/comments/new")
    assert "does not foresee" in page.text("main")
    assert not page.has("#body")


def test_names_from_right_to_left_and_emoji_are_shown_as_they_are(browser, idea, page_url):
    layla = a_person("layla", display_name="ليلى 🌙")
    a_comment(layla, idea, "مرحبا 🚲 https://example.org/؟")

    page = browser.get(page_url)

    assert page.text(".comment__name bdi") == "ليلى 🌙"
    text = page.soup.select_one(".comment__text")
    assert text["dir"] == "auto"
    assert "مرحبا 🚲" in text.get_text()


def test_one_withdraws_one_s_comment_and_the_replies_stay(browser, ada, bea, idea, page_url):
    comment = a_comment(bea, idea)
    a_comment(ada, idea, "And at eleven on Sundays.", comment)
    where = f"{page_url}/comments/{comment.id}/withdrawal"
    assert browser.sign_in(bea).get(page_url).form_to(where)

    answer = browser.post(where)

    assert answer.status == 303
    page = browser.get(page_url)
    assert page.text(f"#comment-{comment.id}") == "Withdrawn by who wrote it"
    assert "hospital" not in page.text("#comments")
    assert page.text(".replies .comment__text") == "And at eleven on Sundays."


def test_nobody_withdraws_anothers_comment(browser, ada, bea, idea, page_url):
    comment = a_comment(bea, idea)
    own = a_comment(ada, idea)
    page = browser.sign_in(ada).get(page_url)
    assert page.form_to(f"{page_url}/comments/{comment.id}/withdrawal") is None
    fields = page.form_to(f"{page_url}/comments/{own.id}/withdrawal")

    answer = browser.send(f"{page_url}/comments/{comment.id}/withdrawal", data=fields)

    assert answer.status == 403


def test_a_hidden_comment_leaves_a_line_while_it_has_replies(browser, ada, bea, idea, page_url):
    comment = a_comment(bea, idea)
    reply = a_comment(ada, idea, "And at eleven on Sundays.", comment)
    hide_comment(comment)
    assert browser.get(page_url).text(f"#comment-{comment.id}") == "Hidden by a moderator"

    hide_comment(db.session.get_one(Comment, reply.id))

    assert not browser.get(page_url).has(f"#comment-{comment.id}")
    for one in (comment, reply):
        assert browser.get(f"{page_url}/comments/{one.id}").status == 404
    mine = browser.sign_in(bea).get(f"{page_url}/comments/{comment.id}")
    assert "Only you read it" in mine.text(".comment__head")


def test_comments_of_what_is_hidden_are_missing_with_it(browser, bea, idea, page_url):
    comment = a_comment(bea, idea)
    hide(idea)

    assert browser.get(f"{page_url}/comments").status == 404
    assert browser.get(f"{page_url}/comments/{comment.id}").status == 404


def test_rooms_above_add_what_one_can_do_with_a_comment(browser, bea, idea, page_url, monkeypatch):
    a_comment(bea, idea)

    def report(comments):
        return {one.id: [Piece(10, Markup('<a href="/report">Report</a>'))] for one in comments}

    monkeypatch.setattr(comment_actions, "_fillers", [report])

    assert browser.get(page_url).text(".comment__actions") == "Reply to Bea Report"


def test_a_row_tells_how_many_comments_it_has(browser, bea, idea, page_url):
    a_comment(bea, idea)

    page = browser.get(LIST)

    link = page.soup.select_one(".comment-count")
    assert "1 comment" in link.get_text()
    assert link["href"] == f"{page_url}#comments"


def many_comments(idea, person, number, parent=None):
    """Comments as an import would lay them: rows at once, the counts with them."""
    template = a_comment(person, idea, "The first.", parent)
    rows = [
        Comment(
            contribution_id=idea.id,
            parent_id=template.parent_id,
            voice_id=template.voice_id,
            source=f"Comment {place}",
            body=plain_html(f"Comment {place}"),
            language="en",
            written_at=template.written_at,
            state=State.PUBLISHED,
        )
        for place in range(number - 1)
    ]
    db.session.add_all(rows)
    db.session.flush()
    idea.comments = idea.comments + number - 1
    if parent is not None:
        db.session.refresh(parent)
        parent.replies += number - 1
    db.session.flush()


def test_a_thousand_comments_cost_what_five_cost(browser, bea, idea, page_url, count_queries):
    a_comment(bea, idea, "Yes.", a_comment(bea, idea))
    db.session.flush()
    browser.get(page_url)  # what is kept for a while is the same for few and for many
    with count_queries() as few:
        browser.get(page_url)
    many_comments(idea, bea, 980)
    many_comments(idea, bea, 20, a_comment(bea, idea))

    with count_queries() as many:
        page = browser.get(page_url)

    assert len(many) == len(few)
    assert len(page.soup.select(".threads > li")) == 20
    assert page.text("#comments-title") == "1,003 comments"
    page = browser.get(page.links()["Earlier comments"])
    assert len(page.soup.select(".threads > li")) == 20


def test_replies_are_read_on_in_the_order_they_came(browser, bea, idea, page_url):
    first = a_comment(bea, idea)
    many_comments(idea, bea, 25, first)
    page = browser.get(page_url)
    assert len(page.soup.select(".replies > li")) == 3

    page = browser.get(page.links()["All 25 replies"])
    assert page.texts(".replies .comment__text")[:2] == ["The first.", "Comment 0"]
    page = browser.get(page.links()["More replies"])

    assert page.texts(".replies .comment__text") == [f"Comment {n}" for n in range(19, 24)]


def test_a_reply_has_a_page_of_its_own(browser, ada, bea, idea, page_url):
    first = a_comment(bea, idea)
    a_comment(ada, idea, "One.", first)
    second = a_comment(ada, idea, "Two.", first)

    page = browser.get(f"{page_url}/comments/{second.id}")

    assert page.texts(".replies .comment__text") == ["Two."]
    assert page.links()["All the replies"] == f"{page_url}/comments/{first.id}"


def test_nobody_comments_without_end(browser, bea, idea, page_url):
    browser.sign_in(bea).get(page_url)
    set_clock(rate=0)
    for _time in range(MOST_COMMENTS):
        limits.allow("discussion.comment", str(bea.id), burst=MOST_COMMENTS, per=IN_TIME)

    answer = browser.post(f"{page_url}/comments", body="Once more.")

    assert answer.status == 429
    assert "Once more." in answer.html


def test_a_withdrawn_comment_is_gone_for_its_author_too(browser, bea, idea, page_url):
    comment = a_comment(bea, idea)
    withdraw_comment(bea, comment)

    page = browser.sign_in(bea).get(f"{page_url}/comments/{comment.id}")

    assert "hospital" not in page.text("main")

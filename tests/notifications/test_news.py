"""News reaches who it is for, once, at the pace they chose, and never tells of what is hidden."""

import smtplib
import socket

import pytest
from sqlalchemy import select

from consult.contributions import ContributionDraft, count_supports, hide, revise, withdraw
from consult.discussion import CommentDraft, hide_comment, write_comment
from consult.ideamap import NodeDraft, create_node, link_contribution, unlink_contribution
from consult.kernel import mail
from consult.kernel.db import db
from consult.kernel.jobs import Outbox, run_due_jobs
from consult.notifications import (
    Kind,
    Notice,
    Pace,
    choose_pace,
    follow,
    latest_news_for,
    queries,
)
from consult.notifications.jobs import send_digest, tell_at_once
from consult.voting import support, withdraw_support
from tests.makers import a_person, an_idea, in_every_language, letters


def news_of(person):
    query = select(Notice).where(Notice.person_id == person.id).order_by(Notice.id)
    return db.session.scalars(query).all()


def promised():
    query = select(Outbox.name, Outbox.arguments).where(Outbox.name.startswith("notifications."))
    return [
        (name.rsplit(".")[-1], arguments["person_id"])
        for name, arguments in db.session.execute(query)
    ]


def say(person, idea, words="The same at our stop."):
    return write_comment(person, idea, CommentDraft(words))


def a_node(curator, process):
    texts = {"title": in_every_language("Nights"), "summary": in_every_language("Late rides")}
    return create_node(curator, process, NodeDraft(**texts))


def test_an_author_hears_of_others_comments_not_of_their_own(ada, bea, idea):
    say(bea, idea)
    say(ada, idea)

    [notice] = news_of(ada)
    assert notice.kind is Kind.COMMENTED
    assert news_of(bea) == []
    assert promised() == [("tell_at_once", ada.id)]


def test_several_comments_are_one_line_of_one_letter(ada, bea, idea):
    for words in ("First.", "Second.", "Third."):
        say(bea, idea, words)

    tell_at_once(person_id=ada.id)
    tell_at_once(person_id=ada.id)

    [letter] = letters()
    assert letter.body.count("3 new comments on your idea «A night bus") == 1
    assert f"/ideas/{idea.code}" in letter.body
    assert letter.unsubscribe_url is not None
    assert letter.unsubscribe_url in letter.body


def test_a_letter_speaks_its_readers_language(bea, process):
    italian = a_person("Ennio", language="it")
    idea = an_idea(italian, process, published=True)
    say(bea, idea)

    tell_at_once(person_id=italian.id)

    assert letters()[0].language == "it"


def test_a_comment_hidden_meanwhile_is_told_to_nobody(ada, bea, idea):
    hide_comment(say(bea, idea))

    tell_at_once(person_id=ada.id)

    assert letters() == []
    assert all(one.told_at for one in news_of(ada))


def test_supports_are_told_at_ten_and_once_only(ada, idea):
    crowd = [a_person(f"Person {n}") for n in range(11)]
    for person in crowd[:10]:
        support(person, idea)
    withdraw_support(crowd[9], idea)
    support(crowd[10], idea)

    [notice] = news_of(ada)
    assert (notice.kind, notice.number) == (Kind.SUPPORTED, 10)
    tell_at_once(person_id=ada.id)
    assert "10 people support your idea" in letters()[0].body


def test_supports_below_ten_are_not_told(ada, bea, idea):
    count_supports(idea.id, 3)
    support(bea, idea)

    assert news_of(ada) == []


def test_followers_hear_of_the_map_until_it_is_taken_off(bea, dario, process, idea):
    follow(bea, idea)
    node = a_node(dario, process)
    link = link_contribution(dario, process, node, idea)

    assert [one.kind for one in latest_news_for(bea, 10)] == [Kind.LINKED]

    unlink_contribution(dario, process, link)

    assert latest_news_for(bea, 10) == []


def test_followers_hear_of_a_change_by_the_author(ada, bea, idea):
    follow(bea, idea)
    revise(ada, idea, ContributionDraft("A bus at eleven", "Every night."), idea.version)

    tell_at_once(person_id=bea.id)

    assert "Its author has changed «A bus at eleven», which you follow." in letters()[0].body


def test_who_stands_behind_an_idea_hears_of_a_change_with_the_way_to_what_changed(ada, bea, idea):
    support(bea, idea)
    first = idea.version
    for words in ("Every night.", "Every night but one."):
        revise(ada, idea, ContributionDraft("A bus at eleven", words), idea.version)

    tell_at_once(person_id=bea.id)

    [letter] = letters()
    assert letter.to == bea.email
    assert "«A bus at eleven», which you support: read what changed" in letter.body
    assert f"/ideas/{idea.code}/versions?since={first}" in letter.body
    assert news_of(ada) == []


def test_many_hear_of_a_change_some_at_a_time(ada, bea, idea, monkeypatch):
    monkeypatch.setattr(queries, "MOST_TOLD", 1)
    people = [bea, *(a_person(f"Person {number}") for number in range(2))]
    follow(bea, idea)
    for one in people:
        support(one, idea)
    revise(ada, idea, ContributionDraft("A bus at eleven", "Every night."), idea.version)
    assert [len(news_of(one)) for one in people] == [1, 0, 0]
    run_due_jobs()

    assert [len(news_of(one)) for one in people] == [1, 1, 1]


def test_who_stands_behind_it_no_more_is_not_said_to_follow_it(ada, bea, idea):
    support(bea, idea)
    revise(ada, idea, ContributionDraft("A bus at eleven", "Every night."), idea.version)
    withdraw_support(bea, idea)

    tell_at_once(person_id=bea.id)

    assert "Its author has changed «A bus at eleven».\n" in letters()[0].body


@pytest.mark.parametrize("take_away", [hide, withdraw])
def test_nothing_is_told_of_what_is_no_longer_public(ada, bea, idea, take_away):
    follow(bea, idea)
    revise(ada, idea, ContributionDraft("A bus at eleven", "Every night."), idea.version)
    take_away(idea)

    tell_at_once(person_id=bea.id)

    assert letters() == []
    assert latest_news_for(bea, 10) == []


def a_decision_letter(person, idea, verb="published"):
    said = {"name": person.name, "title": idea.title, "code": idea.code, "slug": "plan"}
    said |= {"kind": "contribution", "path": f"/processes/plan/ideas/{idea.code}"}
    said |= {"second": False, "body": "", "note": "", "reason": None}
    mail.send(person.email, f"moderation/mail/{verb}.txt", person.language, **said)


def test_the_letters_of_other_rooms_leave_at_once_with_the_way_to_stop_them(ada, idea):
    a_decision_letter(ada, idea)

    [letter] = letters()
    assert letter.subject == "Your idea is published"
    assert letter.unsubscribe_url in letter.body


def test_the_letters_of_other_rooms_are_kept_for_the_digest_each_of_them(ada, idea):
    choose_pace(ada, Pace.DAILY)
    a_decision_letter(ada, idea)
    a_decision_letter(ada, idea)
    assert letters() == []

    send_digest(person_id=ada.id)

    [letter] = letters()
    assert letter.body.count("Your idea is published: «A night bus between") == 2


def test_the_letters_of_other_rooms_go_to_nobody_who_wants_none(ada, idea):
    choose_pace(ada, Pace.NEVER)

    a_decision_letter(ada, idea)

    assert letters() == []
    assert news_of(ada) == []


def test_codes_to_sign_in_come_whatever_one_chose(ada):
    choose_pace(ada, Pace.NEVER)

    mail.send(ada.email, "accounts/mail/code.txt", "en", code="123456", link="", minutes=30)

    [letter] = letters()
    assert letter.unsubscribe_url is None


def test_an_author_reads_in_a_digest_that_their_own_idea_was_not_published(ada, idea):
    choose_pace(ada, Pace.DAILY)
    hide(idea)
    a_decision_letter(ada, idea, "hidden")

    send_digest(person_id=ada.id)

    assert "We did not publish your idea" in letters()[0].body


def test_a_mail_server_that_hangs_stops_no_digest(ada, bea, idea, configured, monkeypatch):
    monkeypatch.setattr(mail, "PATIENCE_SECONDS", 0.2)
    choose_pace(ada, Pace.DAILY)
    say(bea, idea)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        configured(mail_url=f"smtp://127.0.0.1:{silent.getsockname()[1]}")
        send_digest(person_id=ada.id)
        [letter] = letters()
        db.end_write(keep=True)
        with pytest.raises(smtplib.SMTPServerDisconnected):
            mail.deliver(letter_id=letter.id)

        db.begin_write()
        say(bea, idea, "It waits for the server, and nobody waits for it.")

    assert len(letters()) == 1
    assert sum(one.told_at is None for one in news_of(ada)) == 1


def test_who_is_gone_gets_no_letter(database):
    tell_at_once(person_id=999_999)
    send_digest(person_id=999_999)

    assert letters() == []

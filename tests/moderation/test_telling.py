"""Telling the author what was decided, in their language, and nobody else what was hidden."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from consult.contributions import (
    StopState,
    hide,
    standings_of,
    timeline,
)
from consult.docket.models import UNDO_FOR
from consult.kernel.clock import now, reset_clock, set_clock
from consult.kernel.db import db
from consult.kernel.i18n import speaking
from consult.kernel.jobs import Outbox
from consult.moderation import (
    Hiding,
    ReasonList,
    hide_subject,
    publish_subject,
    reasons_of,
    undo_decision,
)
from consult.moderation.jobs import tell_author
from tests.makers import a_person, an_idea, kept, letters
from tests.makers.desk import opened

NOTE = "Say which stop it is."


def stops(idea):
    db.session.flush()
    return timeline.fill([idea])[idea.id]


def test_the_letter_waits_until_a_slip_can_no_longer_be_taken_back(ada, carla, process):
    idea = an_idea(ada, process)

    decision = publish_subject(carla, opened(idea, carla), seen=0)

    (promise,) = [one for one in db.session.scalars(select(Outbox)) if "moderation" in one.name]
    assert promise.arguments == {"decision_id": decision.id}
    assert promise.due_at - decision.at >= UNDO_FOR


def test_an_author_reads_that_their_idea_is_public(carla, process):
    ada = a_person("Ada", language="en")
    idea = an_idea(ada, process, title="A bus at night")
    decision = publish_subject(carla, opened(idea, carla), seen=0)

    tell_author(decision_id=decision.id)

    (letter,) = letters()
    assert letter.to == ada.email
    assert letter.subject == "Your idea is published"
    assert "«A bus at night»" in letter.body
    assert f"/processes/plan/ideas/{idea.code}" in letter.body


def test_an_author_reads_why_in_words_and_in_their_language(carla, process):
    ada = a_person("Ada", language="it")
    idea = an_idea(ada, process)
    decision = hide_subject(carla, opened(idea, carla), Hiding("advertising", NOTE), seen=0)

    tell_author(decision_id=decision.id)

    (letter,) = letters()
    assert letter.language == "it"
    assert "fa pubblicità a un prodotto" in letter.body
    assert "«Pubblicità»" in letter.body
    assert NOTE in letter.body
    assert "/processes/plan/rules" in letter.body


def test_an_author_reads_that_their_idea_is_public_again(carla, process):
    ada = a_person("Ada", language="en")
    idea = an_idea(ada, process, published=True)
    hiding = hide_subject(carla, opened(idea, carla), Hiding("unclear"), seen=0)
    again = publish_subject(carla, opened(idea, carla), seen=hiding.id)

    tell_author(decision_id=again.id)

    assert "public again" in letters()[0].subject


def test_nobody_is_told_of_a_slip(ada, carla, process):
    idea = an_idea(ada, process)
    decision = publish_subject(carla, opened(idea, carla), seen=0)
    undo_decision(carla, decision)

    tell_author(decision_id=decision.id)

    assert letters() == []


def test_a_reason_that_the_rules_lost_leaves_a_letter_without_it(carla, process):
    ada = a_person("Ada", language="en")
    idea = an_idea(ada, process)
    decision = hide_subject(carla, opened(idea, carla), Hiding("advertising"), seen=0)
    kept(ReasonList(process_id=process.id, reasons=[]))

    tell_author(decision_id=decision.id)

    assert "The rule is" not in letters()[0].body


def test_the_thread_tells_how_long_it_took_to_be_read(ada, carla, process, in_request):
    idea = an_idea(ada, process)
    idea.submitted_at = now() - timedelta(hours=9, minutes=20)
    publish_subject(carla, opened(idea, carla), seen=0)

    (stop,) = stops(idea)

    assert (stop.title, stop.text) == ("Published", "Read by a moderator in 9 hours.")


@pytest.mark.parametrize(
    ("waited", "words"),
    [
        (timedelta(minutes=5), "less than an hour"),
        (timedelta(hours=1), "1 hour."),
        (timedelta(hours=47), "47 hours"),
        (timedelta(days=3), "3 days"),
    ],
)
def test_a_wait_is_said_in_hours_and_then_in_days(ada, carla, process, waited, words):
    idea = an_idea(ada, process)
    idea.submitted_at = now() - waited
    publish_subject(carla, opened(idea, carla), seen=0)

    assert words in str(stops(idea)[0].text)


def test_a_thread_of_what_is_hidden_ends_with_the_reason(ada, carla, process, in_request):
    idea = an_idea(ada, process, published=True)
    hide_subject(carla, opened(idea, carla), Hiding("advertising", NOTE), seen=0)

    (stop,) = stops(idea)
    standing = standings_of([idea])[idea.id]

    assert stop.state is StopState.REFUSED
    assert "advertises" in str(stop.text)
    assert stop.note == NOTE
    assert standing.refused
    assert standing.sentence == "Not published: advertising."


def test_once_shown_again_nobody_reads_why_it_had_been_hidden(ada, carla, process, in_request):
    idea = an_idea(ada, process)
    first = publish_subject(carla, opened(idea, carla), seen=0)
    hiding = hide_subject(carla, opened(idea, carla), Hiding("offends", NOTE), seen=first.id)
    publish_subject(carla, opened(idea, carla), seen=hiding.id)

    told = stops(idea)

    assert [str(stop.title) for stop in told] == ["Published", "Published again"]
    assert NOTE not in repr(told)
    assert "insult" not in repr(told)
    assert not standings_of([idea])[idea.id].refused


def test_what_was_published_without_a_decision_has_its_stop_too(ada, process, in_request):
    idea = an_idea(ada, process, published=True)

    assert [str(stop.title) for stop in stops(idea)] == ["Published"]


def test_what_waits_and_what_was_hidden_without_a_decision_have_no_stop(ada, process, in_request):
    waiting, hidden = an_idea(ada, process), an_idea(ada, process)
    hide(hidden)

    assert stops(waiting) == stops(hidden) == []
    assert standings_of([hidden])[hidden.id].sentence == "Not published."


def test_a_decision_taken_back_leaves_no_trace_on_the_thread(ada, carla, process, in_request):
    idea = an_idea(ada, process)
    undo_decision(carla, hide_subject(carla, opened(idea, carla), Hiding("unclear"), seen=0))

    assert stops(idea) == []


def test_the_house_has_nine_rules_in_both_languages(process):
    reasons = reasons_of(process)

    assert len(reasons) == 9
    for reason in reasons:
        for words in (reason.title, reason.rule, reason.told):
            assert set(words) == {"it", "en"}
            assert all(words.values())


def test_a_consultation_may_have_its_own_rules(ada, carla, process):
    own = {part: {"en": "Only verses."} for part in ("title", "rule", "told")}
    kept(ReasonList(process_id=process.id, reasons=[{"code": "prose", **own}]))
    idea = an_idea(ada, process)

    assert [reason.code for reason in reasons_of(process)] == ["prose"]
    assert hide_subject(carla, opened(idea, carla), Hiding("prose"), seen=0).reason_code == "prose"


def test_the_author_is_told_after_the_window_by_the_clock_of_the_house(ada, carla, process):
    idea = an_idea(ada, process)
    decision = publish_subject(carla, opened(idea, carla), seen=0)

    assert decision.can_be_undone(now())
    set_clock(offset=UNDO_FOR)
    assert not decision.can_be_undone(now())
    reset_clock()


def test_reasons_are_read_in_the_language_of_the_reader(ada, carla, process, in_request):
    idea = an_idea(ada, process)
    hide_subject(carla, opened(idea, carla), Hiding("advertising"), seen=0)

    with speaking("it"):
        assert "fa pubblicità" in str(stops(idea)[0].text).lower()

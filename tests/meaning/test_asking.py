"""Who asks what is near waits for a moment at most, and is served by words otherwise."""

import json
import socket
import time

from consult.contributions import contributions_with, hide
from consult.ideas.similar import similar_to
from consult.kernel.db import db
from consult.meaning import holder_state, near_in_meaning
from consult.meaning.asking import SOCKET
from consult.meaning.following import Follower
from consult.moderation.nearness import alike, nearest
from tests.makers import an_idea
from tests.makers.desk import opened
from tests.meaning.conftest import answering, commit

WORDS = "una panchina alla fermata"


def test_similar_ideas_are_found_by_meaning_and_by_words(database, ada, process, holder):
    meant = an_idea(ada, process, title="Panchine alle fermate", published=True)
    worded = an_idea(
        ada,
        process,
        title="Alla fermata una tettoia, non una panchina rotta che x",
        body="y",
        published=True,
    )
    commit()
    Follower(holder.index).compare_all()

    with answering(database, holder.answer):
        (first, *_others) = near_in_meaning(process.id, WORDS, 5)
        found = [one.id for one in similar_to(process, WORDS)]

    assert first.id in {meant.id, worded.id}
    assert set(found) == {meant.id, worded.id}


def test_what_was_hidden_a_moment_ago_is_not_shown(database, ada, process, holder):
    idea = an_idea(ada, process, title="Una panchina alla fermata", published=True)
    commit()
    Follower(holder.index).compare_all()
    hide(idea)
    commit()

    with answering(database, holder.answer):
        assert [one.id for one in near_in_meaning(process.id, WORDS, 5)] == [idea.id]
        assert similar_to(process, WORDS) == []


def test_the_desk_is_told_what_may_say_the_same(database, ada, carla, process, holder):
    published = [
        an_idea(ada, process, title=title, published=True)
        for title in ("Panchine alle fermate", "Panchina alla fermata nuova", "Un museo")
    ]
    idea = an_idea(ada, process, title="Panchina alla fermata")
    commit()
    Follower(holder.index).compare_all()

    with answering(database, holder.answer):
        found = nearest(opened(idea, carla))

    likely = [one.contribution.id for one in alike(found, frozenset())]
    assert likely[0] == published[1].id
    assert len(likely) == len(set(likely))
    assert found[0].meaning > 0


NO_ANSWERS = [{"wait": "still reading"}, {"near": [["x", "y"]]}, {"near": 3}, ["none"], {1, 2}]


def test_an_answer_that_is_none_leaves_it_to_the_words(database, ada, process):
    idea = an_idea(ada, process, title="Una panchina alla fermata", published=True)

    left = iter([*NO_ANSWERS, *NO_ANSWERS])
    with answering(database, lambda _question: next(left)):
        assert [near_in_meaning(process.id, WORDS, 5) for _told in NO_ANSWERS] == [None] * 5
        for _told in NO_ANSWERS:
            assert [one.id for one in similar_to(process, WORDS)] == [idea.id]


def test_without_the_process_words_serve(ada, process):
    idea = an_idea(ada, process, title="Una panchina alla fermata", published=True)

    assert near_in_meaning(process.id, WORDS, 5) is None
    assert holder_state() is None
    assert [one.id for one in similar_to(process, WORDS)] == [idea.id]


def test_nobody_waits_long_and_then_not_at_all(database, process):
    def slowly(question):
        time.sleep(0.4)
        return {"near": []}

    with answering(database, slowly):
        began = time.monotonic()
        assert near_in_meaning(process.id, WORDS, 5) is None
        first = time.monotonic() - began
        assert near_in_meaning(process.id, WORDS, 5) is None
        both = time.monotonic() - began

    assert 0.14 < first < 0.35
    assert both - first < 0.01


def test_the_holder_says_how_it_is_and_is_not_ready_at_first(database, process, holder):
    holder.ready.clear()

    with answering(database, holder.answer):
        assert holder_state() == {"model": "letters-tfidf-1", "vectors": 0, "ready": False}
        assert near_in_meaning(process.id, WORDS, 5) is None


NO_QUESTIONS = [
    b"",
    b"\n",
    b"{\n",
    b"[]\n",
    b'{"near": 1}\n',
    b'{"near": "x", "process": 1e400, "limit": 1}\n',
    b"[" * 100_000 + b"\n",
]


def test_what_is_no_question_is_refused_in_words(database, holder):
    with answering(database, holder.answer):
        for sent in NO_QUESTIONS:
            with socket.socket(socket.AF_UNIX) as line:
                line.connect(str(database.data_dir / SOCKET))
                line.sendall(sent)
                line.shutdown(socket.SHUT_WR)
                assert "refused" in json.loads(line.makefile().readline()), sent


def test_only_this_user_of_the_machine_may_ask(database, holder):
    with answering(database, holder.answer):
        assert (database.data_dir / SOCKET).stat().st_mode & 0o077 == 0
    assert contributions_with([]) == []
    assert db.is_connected

"""What another tool's file brings: its codes at once, its passages in jobs, each once."""

from dataclasses import replace

import pytest

from consult.coding import codes_of, marks_in, settle
from consult.interviews import Purpose, withdraw_consent
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import NotAllowedError, RefusedError
from consult.kernel.jobs import run_due_jobs
from consult.qda import commands
from consult.qda.commands import take_in_codes, take_in_project
from consult.qda.gathering import coded_in
from consult.qda.projects import project_of
from consult.refi import (
    Code,
    Coding,
    Project,
    Selection,
    Text,
    User,
    guid_of,
    read_project,
    written_project,
)
from consult.transcripts import newest_version
from tests.qda.coding import WORDS

BUS, DEEP = guid_of("bus"), guid_of("deep")


def foreign(words, *selections, users=()):
    codes = (Code(BUS, "Bus"),)
    return Project(
        "Altrove",
        "X",
        users=users,
        codes=codes,
        texts=(Text("T", "Int. 1", words, selections=selections),),
    )


def passage(number, words, *codings, memo="", inside=WORDS):
    start = inside.index(words)
    return Selection(guid_of("s", number), start, start + len(words), "", memo, codings)


def take(world, project, into=None):
    taken = take_in_project(world.ada, world.process, project, into)
    run_due_jobs()
    return taken


def marked(world, interview=None):
    db.session.expire_all()
    return [
        (mark.passage.words, mark.code.name, mark.memo, mark.coder_id)
        for mark in marks_in([(interview or world.interview).id])
    ]


def test_what_was_exported_and_sent_back_changes_nothing(world):
    bus = world.code("Bus")
    world.mark(world.ada, bus, "bus è raro", "Da chiedere")
    world.mark(world.bruno, bus, "La notte 🚲 manca")
    packed = written_project(project_of(coded_in(world.process, world.ada), now()))
    before = marked(world)

    taken = take(world, read_project(packed).project)

    assert (taken.codes, taken.passages, taken.left, taken.coders) == (1, 2, [], [])
    assert marked(world) == before


def test_passages_of_another_tool_come_with_codes_memos_and_comments(world):
    coded = passage(1, "bus è raro", Coding("1", BUS, "U"), memo="Nota")
    comment = passage(2, "piove", memo="Davvero?")
    project = foreign(WORDS, coded, comment, users=(User("U", "Zoe"),))

    taken = take(world, project)

    assert taken.coders == ["Zoe"]
    assert marked(world) == [
        ("bus è raro", "Bus", "Nota", world.ada.id),
        ("piove", "Passages without a code", "Davvero?", world.ada.id),
    ]
    take(world, project)
    assert len(marked(world)) == 2


def test_a_text_that_is_new_comes_to_the_interview_that_was_chosen(world):
    words = "Un altro testo.\r\n\r\n\r\n  Parla di bus."
    other = world.heard("", title="L'altra")
    project = foreign(words, passage(1, "di bus", Coding("1", BUS), inside=words))

    assert take(world, project).left == ["Int. 1"]
    assert take(world, project, other).left == []

    assert newest_version(other).text == "Un altro testo.\n\n  Parla di bus."
    assert [words for words, *_rest in marked(world, other)] == ["di bus"]


def test_texts_that_no_interview_has_are_told_and_the_rest_comes(world):
    known = passage(1, "bus è raro", Coding("1", BUS))
    texts = (
        Text("1", "Prima", "Altre parole."),
        Text("2", "Seconda", "Ancora altre."),
        Text("3", "Persa", None, path="relative://3.txt"),
        Text("4", "", WORDS, selections=(known,)),
    )

    taken = take(world, replace(foreign(WORDS), texts=texts), world.alone)

    assert taken.left == ["Prima", "Seconda"]
    assert len(marked(world)) + len(marked(world, world.alone)) == 1


def test_a_text_without_a_word_comes_to_no_interview(world):
    empty = world.heard("", title="Vuota")

    assert take(world, foreign(" \n "), empty).left == ["Int. 1"]
    assert newest_version(empty) is None


def test_codes_too_deep_hang_at_the_last_level_and_used_categories_can_be_given(world):
    codes = (Code(DEEP, "9", codable=False),)
    for number in range(8, 0, -1):
        codes = (Code(guid_of(number), str(number), codable=number > 1, codes=codes),)

    found = take_in_codes(world.ada, world.process, codes, frozenset({DEEP}))
    again = take_in_codes(world.ada, world.process, codes)

    held = {code.name: code for code in codes_of(world.process)}
    assert found == again
    assert sorted(held) == [str(number) for number in range(1, 10)]
    assert held["9"].parent_id == held["7"].parent_id == held["5"].id
    assert held["9"].is_codable
    assert not held["1"].is_codable


def test_a_code_that_only_holds_others_here_loses_no_passage_of_there(world):
    world.code("Bus", is_codable=False)

    take(world, foreign(WORDS, passage(1, "bus è raro", Coding("1", BUS))))

    assert marked(world) == [("bus è raro", "Bus, in general", "", world.ada.id)]


def test_many_codes_come_with_the_codebook_read_once_and_too_many_do_not(world, count_queries):
    many = [Code(f"{number}", f"Code {number}") for number in range(commands.MOST_CODES + 1)]
    with count_queries() as asked:
        take_in_codes(world.ada, world.process, many[:20])
    assert sum(one.startswith("SELECT") for one in asked) <= 5

    with pytest.raises(RefusedError, match="more than 1000 codes"):
        take_in_codes(world.ada, world.process, many)


def test_only_who_codes_takes_files_in(world):
    with pytest.raises(NotAllowedError):
        take_in_project(world.stranger, world.process, foreign(WORDS), None)


def test_what_consent_no_longer_allows_is_not_read_and_not_marked(world):
    project = foreign(WORDS, passage(1, "bus è raro", Coding("1", BUS)))
    take_in_project(world.ada, world.process, project, None)
    withdraw_consent(world.ada, world.interview, Purpose.TRANSCRIBE, "asked")
    run_due_jobs()

    assert marked(world) == []
    held = [heard.interview for heard in coded_in(world.process, world.ada).heard]
    assert held == [world.alone]


def test_a_mark_that_does_not_stand_leaves_with_no_file(world):
    made = world.mark(world.ada, world.code("Bus"), "bus è raro")
    settle(world.bruno, world.interview, made, stands=False)

    held = coded_in(world.process, world.ada)

    assert held.heard[0].passages[0].standing == []
    assert project_of(held, now()).texts[0].selections[0].codings == ()

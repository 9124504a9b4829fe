"""The pact: its versions, and accepting the one that was read."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import NotAllowedError, RefusedError
from consult.processes import (
    PactAcceptance,
    State,
    accept_pact,
    pact_of,
    pact_to_accept,
    publish_pact,
)
from tests.makers import a_pact, a_process, in_every_language


def test_each_new_text_is_a_new_version(elena, process):
    first = publish_pact(elena, process, in_every_language("We answer."))
    again = publish_pact(elena, process, in_every_language("We answer. "))
    second = publish_pact(elena, process, in_every_language("We answer within a month."))

    assert again is first
    assert (first.version, second.version) == (1, 2)
    assert pact_of(process) is second


def test_a_pact_says_something(elena, process):
    with pytest.raises(RefusedError) as refusal:
        publish_pact(elena, process, in_every_language("  "))

    assert refusal.value.field == "text"


def test_a_citizen_publishes_no_pact(ada, process):
    with pytest.raises(NotAllowedError):
        publish_pact(ada, process, in_every_language("Mine."))


def test_a_person_accepts_once_however_often_they_press(ada, process):
    pact = a_pact(process)
    assert pact_to_accept(ada, process) is pact

    accept_pact(ada, process, 1)
    accept_pact(ada, process, 1)

    assert pact_to_accept(ada, process) is None
    assert db.session.scalar(select(func.count()).select_from(PactAcceptance)) == 1


def test_a_new_version_is_accepted_anew(ada, process):
    a_pact(process)
    accept_pact(ada, process, 1)

    new = a_pact(process, version=2)

    assert pact_to_accept(ada, process) is new


def test_nobody_accepts_a_version_they_have_not_read(ada, process):
    a_pact(process)
    a_pact(process, version=2)

    with pytest.raises(RefusedError, match="new version"):
        accept_pact(ada, process, 1)


def test_without_a_pact_there_is_nothing_to_accept(ada, process):
    assert pact_to_accept(ada, process) is None
    with pytest.raises(RefusedError):
        accept_pact(ada, process, 1)


def test_a_pact_is_accepted_while_its_consultation_is_under_way(ada):
    closed = a_process("closed", state=State.CLOSED, with_pact=True)

    with pytest.raises(NotAllowedError, match="under way"):
        accept_pact(ada, closed, 1)


def test_who_is_suspended_accepts_nothing(ada, process):
    a_pact(process)
    ada.suspended_at = now()

    with pytest.raises(NotAllowedError, match="suspended"):
        accept_pact(ada, process, 1)


def test_a_pact_is_safe_html_from_markdown(process):
    pact = a_pact(process)
    pact.text = in_every_language("## We promise\n\n- an *answer*\n\n<script>alert(1)</script>")

    html = pact.prose()

    assert "<h2>We promise</h2>" in html
    assert "<em>answer</em>" in html
    assert "<script>" not in html

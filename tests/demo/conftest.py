"""The demo's world: built once, copied for each story."""

from __future__ import annotations

from dataclasses import replace

import pytest

from consult.demo import building
from consult.demo.deskwork import DeskStory
from consult.demo.world import read_world
from consult.kernel.clock import reset_clock
from consult.kernel.config import set_config
from consult.kernel.db import db
from consult.kernel.i18n import speaking
from tests.conftest import a_config
from tests.extent import PLAN
from tests.journeys.worlds import copy_of


@pytest.fixture(autouse=True)
def english():
    """Speak English, whatever the browser of the story before spoke."""
    with speaking("en"):
        yield


@pytest.fixture
def in_the_demo(configured):
    """A configuration of the demo; mail is shown."""
    return configured(demo=True, mail_url="")


@pytest.fixture
def world():
    """What the files tell around the plan of these tests."""
    return read_world(PLAN)


def let_go() -> None:
    """End the story's own transaction: the demo is built in its own."""
    db.end_write(keep=True)
    db.forget()


@pytest.fixture
def short_story(monkeypatch, world):
    """A story told in seconds: few voices, no map yet."""
    kept = [one for one in world.sayings if one.hidden][:2]
    kept += [one for one in world.sayings if one.read][:8]
    asked = tuple(
        replace(
            one,
            statements=tuple(replace(said, idea=None) for said in one.statements[:2]),
            closed="2 20:00",  # what follows is no work of the story's: it waits
        )
        for one in world.questions[:1]
    )
    short = replace(world, sayings=tuple(kept), nodes=(), projects=(), questions=asked)
    short = replace(short, desk=DeskStory(), editions=(), choices=(), tables=(), sessions=())
    short = replace(short, hearing=None)
    monkeypatch.setattr(building, "read_world", lambda _plan: short)
    return short


@pytest.fixture
def built(shared_folder, tmp_path):
    """The demo around the plan of these tests, as somebody finds it who has just started it."""
    copy_of(PLAN, shared_folder, tmp_path)
    config = replace(
        a_config(f"sqlite:///{tmp_path / 'consult.db'}", tmp_path), demo=True, mail_url=""
    )
    set_config(config)
    db.connect(config.database_url)
    db.begin_write()
    yield config
    reset_clock()
    db.dispose()

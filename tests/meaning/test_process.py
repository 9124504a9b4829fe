"""The real process, with its model: started by a keeper, found by meaning, gone with it."""

import time

import pytest

from consult.kernel.config import set_config
from consult.meaning import Keeper, holder_state, near_in_meaning
from tests.makers import an_idea
from tests.meaning.conftest import commit

STARTED_WITHIN = 60.0


def wait_until(so, what):
    deadline = time.monotonic() + STARTED_WITHIN
    while not (found := so()):
        assert time.monotonic() < deadline, what
        time.sleep(0.05)
    return found


def is_ready():
    state = holder_state()
    return state if state and state["ready"] else None


@pytest.fixture
def kept(database, configured, monkeypatch):
    """A keeper at work on this story's database."""
    commit()
    config = configured(near=True)
    for name in ("base_url", "database_url", "data_dir", "secret_key", "mail_url"):
        monkeypatch.setenv(f"CONSULT_{name.upper()}", str(getattr(config, name)))
    monkeypatch.setenv("CONSULT_TRUSTED_HOSTS", "127.0.0.1")
    keeper = Keeper()
    keeper.start()
    yield keeper
    keeper.stop()
    set_config(config)


def test_an_idea_is_found_in_the_other_language_while_the_process_lives(
    browser, ada, process, kept
):
    by_night = "Piu autobus di notte per chi lavora"
    bus = an_idea(ada, process, title=by_night, body="", published=True)
    an_idea(ada, process, title="Un museo della civilta contadina", body="", published=True)
    commit()
    assert wait_until(is_ready, "ready")["model"] == "use-multilingual-3"

    def found():
        return near_in_meaning(process.id, "More night buses for shift workers", 2)

    first, second = wait_until(lambda: (found() or [])[:2] or None, "both read")
    assert first.id == bus.id
    assert first.nearness > 0.4 > second.nearness

    asked = "/processes/plan/ideas/similar?title=More+night+buses+for+shift+workers"
    assert by_night in browser.fetch(asked).text

    kept.stop()
    assert found() is None
    assert by_night not in browser.fetch(asked).text

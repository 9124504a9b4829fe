"""The holder of the vectors, without its model where a story is not about that."""

import threading
from contextlib import contextmanager

import pytest

from consult.analysis.embedding import LetterCounts
from consult.kernel.db import db
from consult.meaning import asking
from consult.meaning.answering import Answering, Holder
from consult.meaning.following import Follower


@pytest.fixture(autouse=True)
def patient():
    """Nothing was too slow before this story."""
    asking._Rest.until = 0.0


def commit():
    """Let other connections see what the story has told so far."""
    db.end_write(keep=True)
    db.begin_write()


@pytest.fixture
def holder(database):
    """The vectors of this story's texts, by their letters."""
    commit()
    holder = Holder(database.data_dir, LetterCounts())
    holder.ready.set()
    return holder


@pytest.fixture
def follower(holder):
    return Follower(holder.index)


@contextmanager
def answering(config, answer):
    """Answer questions on this machine's socket meanwhile."""
    with Answering(config.data_dir, answer) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield
        finally:
            server.shutdown()
            thread.join()
    (config.data_dir / asking.SOCKET).unlink(missing_ok=True)

"""The worlds that pages are looked at in: each served once per test process."""

from __future__ import annotations

from contextlib import ExitStack

import pytest

from tests.journeys.places import read_places
from tests.journeys.worlds import copy_of, serving


@pytest.fixture(scope="session")
def looked_at(shared_folder, tmp_path_factory):
    """Give a served world by name, started when first asked for: `looked_at("rich")`."""
    with ExitStack() as stack:
        served = {}

        def world(name):
            if name not in served:
                folder = tmp_path_factory.mktemp(name)
                copied = copy_of(name, shared_folder, folder)
                places = read_places(folder) if name != "bare" else None
                served[name] = stack.enter_context(serving(copied)), places
            return served[name]

        yield world

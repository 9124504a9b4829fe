"""The stage of the journeys: worlds, windows and hands."""

from __future__ import annotations

import sys
from contextlib import ExitStack

import pytest
from PIL import Image

from tests.journeys.places import read_places
from tests.journeys.worlds import copy_of, last_words, serving


@pytest.fixture
def served_world(shared_folder, tmp_path):
    """Serve a copy of a world for one story: `served_world("milan")`; a failure shows its log."""
    running = []

    def serve(name):
        context = serving(copy_of(name, shared_folder, tmp_path / name))
        running.append((context, context.__enter__()))
        return running[-1][1]

    yield serve
    for context, world in running:
        context.__exit__(None, None, None)
        sys.stdout.write(last_words(world))


@pytest.fixture(scope="session")
def photo(tmp_path_factory):
    """A photo as a phone takes it."""
    path = tmp_path_factory.mktemp("photo") / "banchina.jpg"
    Image.effect_mandelbrot((1600, 1200), (-2, -1.5, 1, 1.5), 60).convert("RGB").save(path)
    return path


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

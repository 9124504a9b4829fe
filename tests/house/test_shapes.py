"""A page is parsed once for each shape: what could make it faulty is part of its shape."""

import sys

import pytest
from werkzeug.test import TestResponse
from werkzeug.wrappers import Request

from tests.browser import Page, shape_of

SOUND = '<!doctype html><html lang="en"><title>A</title><body>{}</body></html>'
BODY = '<h1>Ideas</h1><p class="lead">Two buses</p><label for="a">A</label><input id="a">'


def page(body):
    html = SOUND.format(body)
    request = Request({"REQUEST_METHOD": "GET", "SERVER_NAME": "x", "SERVER_PORT": "80"})
    return TestResponse([html.encode()], "200 OK", [("Content-Type", "text/html")], request)


def test_other_words_and_other_classes_have_the_same_shape():
    other = BODY.replace("Two buses", "One train").replace("lead", "note")

    assert shape_of(other) == shape_of(BODY)


@pytest.mark.parametrize(
    ("sound", "faulty"),
    [
        ("Two buses", "Two &buses"),
        ("Two buses", "Two \x01buses"),
        ("</label>", ""),
        ("</p>", "</b></p>"),
        ('class="lead"', 'class="lead" class="note"'),
        ('class="lead"', 'id="a"'),
        ('for="a"', 'for="b"'),
        ("</h1>", "</h1><h1>Again</h1>"),
    ],
)
def test_a_fault_is_found_after_a_page_without_it(sound, faulty):
    Page(page(BODY))
    broken = BODY.replace(sound, faulty, 1)

    assert shape_of(broken) != shape_of(BODY)
    with pytest.raises(AssertionError):
        Page(page(broken))


def test_what_measures_our_code_goes_on_after_a_page_was_read():
    before = sys.gettrace()

    assert Page(page(f"{BODY}<hr>")).soup.hr

    assert sys.gettrace() is before

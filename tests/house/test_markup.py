"""A page with a fault in its HTML is refused, whatever it says."""

import pytest
from werkzeug.test import TestResponse
from werkzeug.wrappers import Request

from tests.browser import Page
from tests.markup import parsed

SOUND = '<!doctype html><html lang="en"><title>A</title><body>{}</body></html>'
BODY = '<h1>Ideas</h1><p class="lead">Two buses</p><label for="a">A</label><input id="a">'


def page(body):
    html = SOUND.format(body)
    request = Request({"REQUEST_METHOD": "GET", "SERVER_NAME": "x", "SERVER_PORT": "80"})
    return TestResponse([html.encode()], "200 OK", [("Content-Type", "text/html")], request)


def test_a_page_without_fault_is_read():
    assert Page(page(BODY)).texts(".lead") == ["Two buses"]


@pytest.mark.parametrize(
    ("sound", "faulty"),
    [
        ("Two buses", "Two &buses;"),
        ("Two buses", "Two \x01buses"),
        ("Two buses", "<div>Two buses</div>"),
        ("</label>", ""),
        ("</p>", "</b></p>"),
        ('class="lead"', 'class="lead" class="note"'),
        ('class="lead"', 'id="a"'),
        ('for="a"', 'for="b"'),
        ("</h1>", "</h1><h1>Again</h1>"),
    ],
)
def test_a_fault_is_found(sound, faulty):
    with pytest.raises(AssertionError):
        Page(page(BODY.replace(sound, faulty, 1)))


def test_an_element_holds_what_stands_within_it():
    [outer, inner] = parsed("<div class=a>x <div class=b>y<script>z</script></div></div>").select(
        "div"
    )

    assert [one["class"] for one in outer.select("div")] == ["b"]
    assert (outer.words, inner.get_text()) == ("x y", "y")
    assert inner in outer
    assert outer not in inner

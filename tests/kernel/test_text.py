"""What people type becomes safe HTML, in one place."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from consult.kernel.errors import RefusedError
from consult.kernel.text import (
    as_markdown,
    clean,
    clean_line,
    excerpt,
    markdown_html,
    plain_html,
)


def test_text_is_kept_in_one_form_without_controls():
    assert clean("perche\u0301\r\nno\x00n\u202e si\u2066") == "perché\nnon si"


def test_emoji_and_right_to_left_names_stay():
    assert clean("👩‍👩‍👧 محمد שלום") == "👩‍👩‍👧 محمد שלום"


def test_lone_surrogates_are_refused():
    with pytest.raises(RefusedError, match="broken characters"):
        clean("a\ud800b")


def test_a_line_is_one_line():
    assert clean_line("  un\n\n biglietto\tunico ") == "un biglietto unico"


def test_plain_text_is_escaped_and_linked():
    html = plain_html("Vedi https://example.org/a?b=1&c=2 <b>subito</b>\nciao\n\nfine")

    assert 'href="https://example.org/a?b=1&amp;c=2"' in html
    assert 'rel="nofollow ugc noopener noreferrer"' in html
    assert "&lt;b&gt;subito&lt;/b&gt;" in html
    assert html.count("<p>") == 2
    assert "<br>" in html


@pytest.mark.parametrize(
    "typed",
    [
        "[x](javascript:alert(1))",
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        "![x](https://example.org/pixel.png)",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "<a href='vbscript:x'>x</a>",
        "`<svg/onload=alert(1)>`",
    ],
)
def test_nothing_that_runs_passes(typed):
    for html in (markdown_html(typed), plain_html(typed)):
        assert "<script" not in html
        assert "<img" not in html
        assert "<svg" not in html
        assert 'href="javascript' not in html
        assert 'href="data' not in html


def test_markdown_gives_paragraphs_and_lists_but_no_headings():
    html = markdown_html("# Titolo\n\nUna *frase*.\n\n- uno\n- due")

    assert "<h1" not in html
    assert "<em>frase</em>" in html
    assert html.count("<li>") == 2


def test_headings_stay_where_the_text_is_a_page():
    assert "<h2>Patto</h2>" in markdown_html("## Patto", headings=True)


def test_deep_nesting_is_quick():
    started = time.process_time()
    markdown_html(">" * 5_000 + " a")
    markdown_html("*" * 20_000)
    plain_html("<b>" * 1_000)

    assert time.process_time() - started < 5


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=400))
def test_whatever_is_typed_the_html_never_runs(typed):
    try:
        html = str(markdown_html(typed)) + str(plain_html(typed))
    except RefusedError:
        return
    assert "<script" not in html.lower()
    assert "\x00" not in html


def test_an_excerpt_is_cut_between_words():
    assert excerpt(Markup("<p>Un biglietto unico per tutti</p>"), 18) == "Un biglietto…"
    assert excerpt(Markup("<p>Corto</p>"), 18) == "Corto"


@pytest.mark.parametrize(
    "typed",
    [
        "+ trees, - concrete\n1. first\n2) second\n# third\n> fourth\n---\n===",
        "*all* _of_ `it` [here](http://a.b) <b>bold</b> &amp; & 12.5 km back\\\nslash\\",
    ],
)
def test_plain_text_reads_alike_as_markdown(typed):
    html = markdown_html(f"{as_markdown(typed)}\n\n{as_markdown(typed)}")

    assert html.replace("<br>", "").striptags() == " ".join(f"{typed} {typed}".split())
    assert html.count("<br>") == 2 * typed.count("\n")
    assert html.count("<p>") == 2

"""A sheet as people read it: words born from a voice are underlined and lead to it."""

from markupsafe import Markup

from consult.projects import Section
from consult.projects.sheet import Numbered, underlined


class SomeOrigin:
    """As much of an origin as the sheet looks at."""

    section = Section.PROBLEM

    def __init__(self, part):
        self.quoted = part


def born(html, *parts):
    numbered = [Numbered(number, SomeOrigin(part), "") for number, part in enumerate(parts, 1)]
    return underlined(Markup(html), numbered)


def test_words_kept_are_underlined_with_their_number():
    html = born("<p>People buy three tickets for one trip.</p>", "three tickets")

    assert '<a class="born" href="#origin-1">three tickets <sup>1</sup></a>' in html
    assert html.startswith("<p>People buy ")


def test_capitals_do_not_matter_and_the_sheet_keeps_its_own():
    assert ">Three tickets <sup>" in born("<p>Three tickets.</p>", "three TICKETS")


def test_two_voices_are_underlined_apart():
    html = born("<p>Three tickets, one trip.</p>", "one trip", "three tickets")

    assert 'href="#origin-1">one trip' in html
    assert 'href="#origin-2">Three tickets' in html


def test_a_voice_is_not_underlined_inside_another():
    html = born("<p>Three tickets for one trip.</p>", "three tickets", "tickets")

    assert html.count('class="born"') == 1


def test_the_longest_run_of_words_is_underlined():
    html = born("<p>One ticket. A single ticket for buses.</p>", "a single ticket, for all")

    assert ">A single ticket for <sup>1</sup></a> buses." in html


def test_two_words_in_common_are_too_few():
    html = born("<p>A single ticket.</p>", "a single fare")

    assert "born" not in html


def test_words_that_are_not_there_leave_the_text_alone():
    assert born("<p>One trip.</p>", "three tickets", "") == Markup("<p>One trip.</p>")


def test_tags_and_addresses_are_never_touched():
    html = born('<p><a href="https://ticket.example">Here</a></p>', "ticket")

    assert html == Markup('<p><a href="https://ticket.example">Here</a></p>')


def test_signs_are_looked_for_as_they_are_written():
    html = born("<p>Buses &amp; trains &lt;together&gt;.</p>", "buses & trains <together>")

    assert ">Buses &amp; trains &lt;together&gt; <sup>1</sup></a>" in html
    assert "<together>" not in html

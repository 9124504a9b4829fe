"""What is near a few words: the same on both databases."""

from consult.search import index, near


def entered(**texts):
    """Enter some things, by id, each with its title and body after a bar."""
    for name, told in texts.items():
        title, _bar, body = told.partition("|")
        index(
            kind="idea",
            id=int(name.strip("n")),
            language="it",
            title=title,
            body=body,
            public=True,
        )


def test_what_shares_the_rarest_words_is_near(database):
    entered(
        n1="Un autobus di notte per Melzo|Dopo le nove non passa nessuno.",
        n2="Una panchina al parco|Vicino alla fontana.",
        n3="Autobus più frequenti|Anche la notte, verso Melzo e Gorgonzola.",
    )

    assert near("idea", "autobus notturno o di notte a Melzo", 3) == [1, 3]


def test_one_common_word_is_not_enough(database):
    entered(n1="Un autobus di notte|x", n2="Un autobus di giorno|x", n3="Un parco nuovo|x")

    assert near("idea", "autobus elettrici silenziosi parco", 3) == []


def test_a_single_word_is_near_what_holds_it(database):
    entered(n1="Una piscina comunale|x", n2="Un parco nuovo|x")

    assert near("idea", "piscina", 3) == [1]


def test_singular_and_plural_are_the_same(database):
    entered(n1="Nuovi parchi gioco|x", n2="Una piscina|x")

    assert near("idea", "nuovo parco giochi", 3) == [1]


def test_what_is_not_public_is_near_nothing(database):
    index(kind="idea", id=1, language="it", title="Un autobus di notte", body="", public=False)

    assert near("idea", "autobus di notte", 3) == []


def test_words_of_no_meaning_are_near_nothing(database):
    entered(n1="Un autobus di notte|x")

    for words in ("", "di e la", '"" AND ( * : ^', "🚲 🚲", "zzz yyy", "a'b \\ '' | & !"):
        assert near("idea", words, 3) == []


def test_a_very_long_text_is_read_as_far_as_is_useful(database):
    entered(n1="Un autobus di notte|x")

    assert near("idea", "autobus notte " + "parola " * 5_000, 3) == [1]


def test_nothing_is_near_in_an_empty_index(database):
    assert near("idea", "autobus di notte", 3) == []

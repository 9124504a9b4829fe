"""What differs between two sheets, word by word."""

from consult.drafting.differences import marked


def test_what_differs_is_marked_word_by_word():
    assert marked("One fare for all", "One price for all") == (
        "One <del>fare</del><ins>price</ins> for all"
    )
    assert marked("", "<b>") == "<ins>&lt;b&gt;</ins>"
    long = marked("a " * 3000, "b " * 3000)
    assert (long.count("<del>"), long.count("<ins>")) == (1, 1)

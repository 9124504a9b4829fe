"""What a file of another tool brings: codes known again by their names, passages on our texts."""

from consult.qda.arriving import codes_in, heard_for, known_codes, passages_in
from consult.qda.projects import project_of
from consult.refi import Code, Coding, Project, Selection, Text, guid_of
from tests.qda.coding import AT, WORDS, as_marked, coded


def test_codes_are_known_again_by_their_names_under_the_codes_above_them():
    known = known_codes(as_marked())
    book = (
        Code("1", "mobilità", codes=(Code("2", " BUS "), Code("3", "Acqua"))),
        Code("4", "Acqua"),
    )

    arriving = list(codes_in(book))

    assert [known.get(one.key) and known[one.key].name for one in arriving] == [
        "Mobilità",
        "Bus",
        None,
        "Acqua",
    ]
    assert arriving[2].above == arriving[0].key


def test_codes_without_a_name_or_with_the_same_one_are_all_kept():
    arriving = list(codes_in((Code("1", ""), Code("2", " "), Code("3", "A"), Code("4", "a"))))

    assert [one.name for one in arriving] == [
        "Code without a name",
        "Code without a name (2)",
        "A",
        "a (2)",
    ]


def test_what_we_exported_comes_back_on_its_own_interview_and_passages():
    held = as_marked()
    project = project_of(held, AT)

    heard = heard_for(project.texts[0], held)
    found = passages_in(project.texts[0], project, heard.words)

    assert heard is held.heard[0]
    assert [WORDS[one.start : one.end] for one in found] == [
        "bus è raro",
        "La notte 🚲 manca",
        "=1+1",
    ]
    assert [one.memo for one in found] == ["Da chiedere", "", "=SUM(A1)"]
    assert heard_for(Text("9", "Altro", "Altre parole"), held) is None


def test_a_text_of_the_same_words_written_otherwise_is_the_same_text():
    raw = f"  {WORDS.replace('è', 'e' + chr(0x300))} "
    passage = "bus e\u0300 raro"
    start = raw.index(passage)
    code = guid_of("code")
    text = Text(
        "9",
        "Altro",
        raw,
        selections=(
            Selection("1", start, start + len(passage), "", "Nota", (Coding("2", code),)),
            Selection("3", 0, 2),
        ),
        codings=(Coding("4", code),),
    )

    heard = heard_for(text, coded())
    found = passages_in(text, Project("P", texts=(text,)), heard.words)

    assert heard.words == WORDS
    assert [WORDS[one.start : one.end] for one in found] == ["bus è raro", WORDS]
    assert [one.memo for one in found] == ["Nota", ""]
    assert found[0].codes == ((code, ""),)

"""Both languages are complete: each message translated, its named parts and plurals kept."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from tests.house.sources import ROOT, name_of

ITALIAN = ROOT / "translations" / "it" / "LC_MESSAGES" / "messages.po"  # English is the source
CATALOGUES = sorted({ITALIAN, *(ROOT / "translations").glob("*/LC_MESSAGES/*.po")})
PYBABEL = Path(sys.executable).with_name("pybabel")
NAMED = re.compile(r"%\((\w+)\)")
UNNAMED = re.compile(r"%[sd]|\{\w*\}")
ENDS = ("…", ".", "?", "!", ":")
pytestmark = pytest.mark.parametrize("path", CATALOGUES, ids=name_of)


def read(path):
    with path.open("rb") as file:
        return read_po(file, locale=path.parents[1].name)


def told(message):
    """Return the texts of a message in its language: one, or one per plural form."""
    return message.string if isinstance(message.string, tuple) else (message.string,)


def asked(message):
    return message.id if isinstance(message.id, tuple) else (message.id,)


def messages(path):
    return [message for message in read(path) if message.id]


def test_there_is_nothing_left_to_translate(path):
    empty = [message.id for message in messages(path) if not all(told(message))]

    assert not empty


def test_no_translation_is_a_guess(path):
    assert not [message.id for message in messages(path) if message.fuzzy]


def test_named_parts_are_kept(path):
    wrong = [
        message.id
        for message in messages(path)
        if all(told(message)) and not keeps_parts(parts(asked(message)), parts(told(message)))
    ]

    assert not wrong


def parts(texts):
    return [set(NAMED.findall(text)) for text in texts]


def keeps_parts(asked_for, kept):
    """Whether nothing is made up, and the last form (the plural, if any) says all."""
    return kept[-1] == asked_for[-1] and all(one <= asked_for[-1] for one in kept)


def test_parts_have_names(path):
    assert not [message.id for message in messages(path) if UNNAMED.search(asked(message)[0])]


def test_sentences_end_as_their_originals_do(path):
    wrong = [
        message.id
        for message in messages(path)
        if all(told(message))
        and asked(message)[0].rstrip()[-1:] in ENDS
        and told(message)[0].rstrip()[-1:] != asked(message)[0].rstrip()[-1:]
    ]

    assert not wrong


def test_every_word_of_code_and_templates_is_there_and_no_other(path, tmp_path):
    template = tmp_path / "messages.pot"
    gather = f"{PYBABEL} extract -F pyproject.toml -k _l -k ngettext:1,2 -o {template} ."
    subprocess.run(gather.split(), cwd=ROOT, check=True, capture_output=True)
    used = {asked(message) for message in read_template(template)}
    known = {asked(message) for message in messages(path)}

    assert not used - known, "run `python3 dev.py translate`, then translate what is new"
    assert not known - used, "run `python3 dev.py translate`: these are said no more"


def read_template(path):
    with path.open("rb") as file:
        return [message for message in read_po(file) if message.id]

"""The analyser: from a text in a language to the stems that stand for it.

Accents go first, so that "citta" finds "città"; then each word is cut to its Snowball stem. What
comes out is plain ASCII, which both databases store without an opinion of their own.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from functools import lru_cache

import Stemmer

LONGEST_WORD = 40
MOST_WORDS = 20_000
SHORTEST_CUT = 4

SNOWBALL = {"it": "italian", "en": "english", "es": "spanish", "ca": "catalan"}

_STOP_WORDS = {
    "it": """a ad al alla alle ai agli allo all anche che chi ci col come con cui d da dal dalla
        dalle dai dagli dall degli dei del della delle dello dell di e ed gli ha ho i il in io l la
        le lo ma ne nei nel nella nelle nell noi non o per piu quel quella quello questa questo se
        sei si sia sono su sua sue sui sul sulla sulle sull suo tra fra tu un una uno un vi voi""",
    "en": """a an and are as at be but by for from had has have he her his i if in into is it its
        no not of on or our s she so t that the their them they this to was we were will with you
        your""",
    "es": """a al con de del el ella ellas ellos en es esta este la las lo los mas no o para pero
        por que se si su sus un una y""",
    "ca": """a al als amb d de del dels el els en es i l la les mes no o per pero que s si un una
        uns unes""",
}
STOP_WORDS = {code: frozenset(words.split()) for code, words in _STOP_WORDS.items()}
ANY_STOP_WORD = frozenset().union(*STOP_WORDS.values())

_WORD = re.compile(r"[^\W_]+")
_USUAL_MARKS = re.compile("[\u0300-\u036f]+")
_ABOVE_ASCII = re.compile(r"[^\x00-\x7f]+")
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe"})
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")
_local = threading.local()


def stems(text: str, language: str) -> list[str]:
    """The stems of a text, in order and with repetitions; a language unknown to us is not cut."""
    stop = STOP_WORDS.get(language, frozenset())
    return [_stem(word, language) for word in words_of(text) if word not in stop]


def choices(query: str) -> list[list[str]]:
    """For each word that is looked for, the stems it may stand for in any of our languages."""
    words = list(dict.fromkeys(words_of(query)))
    asked = [word for word in words if word not in ANY_STOP_WORD] or words
    return [sorted({_plain(word), *(_stem(word, code) for code in SNOWBALL)}) for word in asked]


def words_of(text: str) -> list[str]:
    """The words of a text, without case and accents."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    if not decomposed.isascii():
        bare = _ABOVE_ASCII.sub(_without_marks, _USUAL_MARKS.sub("", decomposed))
        decomposed = bare.casefold().translate(_LETTERS)
    found = _WORD.findall(decomposed)
    return [word[:LONGEST_WORD] for word in found[:MOST_WORDS]]


def _without_marks(found: re.Match[str]) -> str:
    return "".join(char for char in found[0] if not unicodedata.combining(char))


@lru_cache(maxsize=20_000)
def _stem(word: str, language: str) -> str:
    name = SNOWBALL.get(language)
    if name is None:
        return _plain(word)
    # A stemmer keeps its state in itself: each thread has its own.
    own: dict[str, Stemmer.Stemmer] = _local.__dict__.setdefault("stemmers", {})
    if name not in own:
        own[name] = Stemmer.Stemmer(name)
    stem: str = own[name].stemWord(word)
    return _plain(_one_number(stem) if language == "it" else stem)


def _one_number(stem: str) -> str:
    """Join a singular and a plural that Snowball leaves apart: orto, orti; parco, parchi."""
    if len(stem) >= SHORTEST_CUT and stem[-1] in "aeio":
        stem = stem[:-1]
    return stem[:-1] if stem.endswith(("ch", "gh")) else stem


def _plain(stem: str) -> str:
    """Write a stem in ASCII letters and digits: another script's as the hex of its UTF-8."""
    return stem if _PLAIN.issuperset(stem) else "x" + stem.encode().hex()

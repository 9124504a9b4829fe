"""Languages: words for people, in the reader's language, with or without Flask."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, cast

from babel.numbers import format_decimal
from babel.support import LazyProxy, NullTranslations, Translations

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Words: TypeAlias = "str | LazyProxy"

LANGUAGES = ("it", "en")
DEFAULT_LANGUAGE = "it"

MOST_KEPT = 2_048
"""So many numbers, and days, in words are kept: the same few come back on every page."""

_language: ContextVar[str] = ContextVar("language", default=DEFAULT_LANGUAGE)


def current_language() -> str:
    """Return the language of who is being spoken to."""
    return _language.get()


def set_language(code: str) -> None:
    """Speak this language from here on in this context."""
    _language.set(code if code in LANGUAGES else DEFAULT_LANGUAGE)


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Speak a language for a while: a letter is in its reader's."""
    token = _language.set(code if code in LANGUAGES else DEFAULT_LANGUAGE)
    try:
        yield
    finally:
        _language.reset(token)


def catalogue_folder() -> Path:
    """Return where the catalogues are: in the checkout, or inside the wheel."""
    here = Path(__file__).resolve().parents[1]
    inside = here / "translations"
    return inside if inside.is_dir() else here.parent / "translations"


@lru_cache(maxsize=len(LANGUAGES))
def catalogue(code: str) -> NullTranslations:
    """Return the compiled catalogue of a language."""
    return Translations.load(str(catalogue_folder()), [code])


def _(message: str, **parts: object) -> str:
    """Say a message in the current language, with its named parts filled in."""
    said = str(catalogue(_language.get()).ugettext(message))
    return said % parts if parts else said


def ngettext(singular: str, plural: str, num: int, **parts: object) -> str:
    """Say how many; `num` is also a part, written as people write a number."""
    said = str(catalogue(_language.get()).ungettext(singular, plural, num))
    return said % {"num": number(num), **parts}


def number(value: float) -> str:
    """Say a number: 1.284 or 5,7 in Italian."""
    return _number(value, _language.get())


@lru_cache(maxsize=MOST_KEPT)
def _number(value: float, language: str) -> str:
    return format_decimal(value, locale=language)


def _l(message: str, **parts: object) -> str:
    """Say a message in the language of whoever reads it later.

    It is typed as what it becomes: libraries that take words know no lazy ones.
    """
    return cast("str", LazyProxy(_, message, enable_cache=False, **parts))


def text(texts: Mapping[str, str] | None) -> str:
    """Return a text kept per language in the current one, else in whichever there is."""
    if not texts:
        return ""
    own = texts.get(_language.get())
    if own:
        return own
    return texts.get(DEFAULT_LANGUAGE) or next((said for said in texts.values() if said), "")


def language_of(texts: Mapping[str, str] | None) -> str | None:
    """Return the language in which `text` answers, when it is not the reader's."""
    if not texts or texts.get(_language.get()):
        return None
    return next((code for code in (DEFAULT_LANGUAGE, *texts) if texts.get(code)), None)

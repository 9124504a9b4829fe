"""How rare a stem is, as each database can tell quickly; kept for minutes: it changes slowly."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, text

from consult.kernel.clock import now
from consult.kernel.config import current_config
from consult.kernel.db import db

if TYPE_CHECKING:
    from collections.abc import Collection

MINUTES_KEPT = 10
MOST_KEPT = 50_000

_TOTAL = text("SELECT max(id) FROM search_entry")
# With how many things there are, under no term.
_IN_FTS5 = text("""
    SELECT term, doc FROM search_words_terms WHERE term IN :stems
    UNION ALL SELECT '', (SELECT max(id) FROM search_entry)
""").bindparams(bindparam("stems", expanding=True))
# What the last ANALYZE saw of the commonest; what is not among them is rare.
_IN_STATISTICS = text("""
    SELECT stem, frequency
    FROM pg_stats, unnest(most_common_elems::text::text[], most_common_elem_freqs)
        AS common (stem, frequency)
    WHERE schemaname = current_schema() AND tablename = 'search_words' AND attname = 'words'
        AND stem IS NOT NULL
""")
RARE = 1


class _Kept:
    """What was counted lately, by database."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.key: tuple[str, int] = ("", 0)
        self.counts: dict[str, int] = {}


_kept = _Kept()


def rarities(stems: Collection[str]) -> tuple[dict[str, int], int]:
    """Return in how many things each stem is, as far as known, and how many things there are."""
    if db.is_sqlite:
        return _in_fts5(stems)
    total = db.session.scalar(_TOTAL) or 0
    if not total:
        return {}, 0
    common = _common(total)
    return {stem: common.get(stem, RARE) for stem in stems}, total


def _in_fts5(stems: Collection[str]) -> tuple[dict[str, int], int]:
    """Ask the index once for all that is not kept; how many things there are stands under ""."""
    known = _known()
    missing = [stem for stem in stems if stem not in known]
    if missing:
        rows = db.session.execute(_IN_FTS5, {"stems": missing})
        found = dict.fromkeys(missing, 0) | {row.term: row.doc or 0 for row in rows}
        # While there is little, counting anew costs nothing and says more.
        if found[""] < MOST_KEPT:
            return found, found[""]
        with _kept.lock:
            known.update(found)
    return {stem: known.get(stem, 0) for stem in stems}, known.get("", 0)


def _known() -> dict[str, int]:
    """Return what was counted in these minutes, to be added to."""
    moment = int(now().timestamp()) // (60 * MINUTES_KEPT)
    key = (current_config().database_url, moment)
    with _kept.lock:
        if _kept.key != key or len(_kept.counts) > MOST_KEPT:
            _kept.key, _kept.counts = key, {}
        return _kept.counts


def _common(total: int) -> dict[str, int]:
    known = _known()
    if not known:
        rows = db.session.execute(_IN_STATISTICS)
        known.update({row.stem: max(RARE, round(row.frequency * total)) for row in rows})
        known.setdefault("", RARE)
    return known

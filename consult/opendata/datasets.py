"""The files there are: what each holds, its columns under names that stay, and their dictionary."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeAlias

from consult.kernel.i18n import LANGUAGES, Words, _l
from consult.opendata import map_files, voice_files
from consult.opendata.scope import Scope

Row: TypeAlias = "tuple[Any, ...]"
Batches: TypeAlias = "Callable[[Scope], Iterator[Sequence[Row]]]"


class Format(StrEnum):
    """In which shape a file comes."""

    CSV = "csv"
    JSON = "json"
    GEOJSON = "geojson"


TABLES = (Format.CSV, Format.JSON)


@dataclass(frozen=True, slots=True)
class Field:
    """One or more columns that are told of together."""

    names: tuple[str, ...]
    words: Words


@dataclass(frozen=True, slots=True)
class Dataset:
    """One kind of file. Its rows come in batches, each read by itself."""

    key: str
    title: Words
    about: Words
    fields: Sequence[Field]
    batches: Batches
    formats: Sequence[Format] = TABLES

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of its columns, in their order."""
        return tuple(name for field in self.fields for name in field.names)


def _one(name: str, words: Words) -> Field:
    return Field((name,), words)


def _said(name: str, words: Words) -> Field:
    """What is said in each language of the site."""
    return Field(tuple(f"{name}_{code}" for code in LANGUAGES), words)


def _coded(name: str, words: Words) -> Field:
    """A code for machines, and what people call it in each language."""
    return Field((name, *(f"{name}_{code}" for code in LANGUAGES)), words)


_URL = _one("url", _l("The address of its page."))
_PLACE = Field(
    ("municipality", "municipality_name", "zone", "zone_name"),
    _l("Where it is about: the municipality's ISTAT code and name, its zone's code and name."),
)
_VOICES = Field(
    ("contributions", "people"),
    _l(
        "How many public contributions stand behind it, of how many people; fewer than ten are "
        "not counted."
    ),
)

CONTRIBUTIONS = Dataset(
    "contributions",
    _l("Contributions"),
    _l(
        "What was said and is public, one contribution a row, the oldest first. Who said it is "
        "not in the file: a name stays on the site as long as its owner wants."
    ),
    (
        _one("code", _l("Its public code, of seven letters and figures; it never changes.")),
        _URL,
        _one("title", _l("Its title.")),
        _one("body", _l("Its text, without formatting.")),
        _one("language", _l("The language it is written in, by its ISO 639-1 code.")),
        _coded("channel", _l("The door it came through.")),
        _PLACE,
        _coded("theme", _l("Its theme in the plan.")),
        _coded("reached", _l("How far it has come: the same steps as in the list of ideas.")),
        _one("published_at", _l("When it was published; if imported, when it was said there.")),
        _one("revised_at", _l("When its text last changed, if it did.")),
        _one("version", _l("How many texts it has had, this one among them.")),
        _one("supports", _l("How many people support it; empty until counts are shown.")),
        _one("comments", _l("How many public comments it has.")),
        Field(
            ("elsewhere_url", "elsewhere_supports", "elsewhere_comments", "elsewhere_outcome"),
            _l(
                "Of what was imported: its address there, what was counted and decided on it there."
            ),
        ),
    ),
    voice_files.contributions,
)
COMMENTS = Dataset(
    "comments",
    _l("Comments"),
    _l(
        "What people answered to contributions and to each other, as long as both are public. "
        "Who wrote it is not in the file."
    ),
    (
        _one("id", _l("Its number; it never changes.")),
        _URL,
        _one("contribution", _l("The code of the contribution it is about.")),
        _one(
            "parent", _l("The number of the comment it answers, if it answers one that is public.")
        ),
        _one("body", _l("Its text.")),
        _one("language", _l("The language it is written in, by its ISO 639-1 code.")),
        _one("written_at", _l("When it was written.")),
    ),
    voice_files.comments,
)
NODES = Dataset(
    "nodes",
    _l("Nodes of the idea map"),
    _l("What several contributions say together, as the curators worded it."),
    (
        _one("id", _l("Its number; it never changes.")),
        _URL,
        _said("title", _l("Its title.")),
        _said("summary", _l("What it says.")),
        _coded("strategy", _l("The strategy it stands under.")),
        _said("keyword", _l("Which keyword of the strategy it stands at.")),
        _coded("theme", _l("Its theme in the plan.")),
        _coded("maturity", _l("How far it has come.")),
        _VOICES,
        _one("opened_at", _l("When it was opened.")),
    ),
    map_files.nodes,
)
PROJECTS = Dataset(
    "projects",
    _l("Candidate projects"),
    _l(
        "The sheets of the projects that everyone can read, with their platforms and lands. "
        "Texts are in Markdown, as they were written."
    ),
    (
        _one("code", _l("Its code within the consultation; it never changes.")),
        _URL,
        _coded("state", _l("Where it is in its life.")),
        _said("title", _l("Its title.")),
        _coded("platform", _l("Its main platform.")),
        _one("other_platforms", _l("The codes of the other platforms it touches.")),
        _one("zones", _l("The codes of the zones it is for.")),
        _one("municipalities", _l("The ISTAT codes of the municipalities it is for.")),
        _one("themes", _l("The codes of its themes.")),
        _said("problem", _l("The problem.")),
        _said("objective", _l("The objective.")),
        _said("actions", _l("The actions.")),
        _said("promoter", _l("Who promotes it.")),
        _one("partners", _l("Who takes part, and how far each is bound; in CSV as JSON text.")),
        _coded("cost_band", _l("What it costs, in one of four bands.")),
        _said("cost", _l("What it costs, in words.")),
        _one("sources", _l("Sources of money, amounts in euros; in CSV as JSON text.")),
        _said("timing", _l("The timing.")),
        _coded("agreement_kind", _l("By which act those who do it bind themselves.")),
        _said("agreement", _l("The agreement, in words.")),
        _one("indicators", _l("What is measured; in CSV as JSON text.")),
        _VOICES,
        _one("candidate_at", _l("When everyone could read it first.")),
        _one("edited_at", _l("When its sheet last changed.")),
        _one("joined_into", _l("The code of the project it goes on in, if it was joined.")),
    ),
    map_files.projects,
)
LINKS = Dataset(
    "links",
    _l("Links"),
    _l(
        "From each contribution to the nodes of the map that it hangs on and to the projects "
        "that it is at the origin of."
    ),
    (
        _one("contribution", _l("The contribution's code.")),
        _one("kind", _l("What it leads to: node or project.")),
        _one("node", _l("The node's number; of a joined node, the one it is shown in.")),
        _one("project", _l("The project's code.")),
        _one("section", _l("The part of the project's sheet that it is at the origin of.")),
        _one("since", _l("Since when.")),
    ),
    voice_files.links,
)
PLACES = Dataset(
    "places",
    _l("Places"),
    _l(
        "The municipalities, with how many public contributions came from each; as GeoJSON also "
        "their boundaries."
    ),
    (
        _one("code", _l("Its ISTAT code.")),
        _one("name", _l("Its name.")),
        Field(("zone", "zone_name"), _l("Its zone's code and name, today.")),
        Field(("latitude", "longitude"), _l("Its centre, in degrees (WGS 84).")),
        _one("contributions", _l("How many public contributions came from there.")),
    ),
    map_files.places,
    (*TABLES, Format.GEOJSON),
)
DATASETS = {one.key: one for one in (CONTRIBUTIONS, COMMENTS, NODES, PROJECTS, LINKS, PLACES)}

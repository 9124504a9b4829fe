"""The people and the words of a demo, as its files tell them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

import yaml

try:
    from yaml import CSafeLoader as SafeLoader
except ImportError:  # a PyYAML that was built without libyaml reads the same, ten times slower
    from yaml import SafeLoader  # type: ignore[assignment]  # the same class in Python

from consult.contributions import Channel
from consult.demo.deskwork import DeskStory, desk_of
from consult.demo.folders import text_folder
from consult.demo.hearing import HearingStory, hearing_of
from consult.demo.players import Player, Said, draw_players, player_of
from consult.demo.tables import SessionStory, TableStory, session_of, table_of
from consult.ideamap import Maturity
from consult.processes import Activity, Role, Texts
from consult.projects import State as ProjectState

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Saying:
    """What someone says, and what a moderator decides on it; neither `read` nor `hidden`: waits.

    Moments are days before the demo is built, and the time of day: "31 18:40".
    """

    key: str
    by: str
    place: str
    theme: str
    sent: str
    title: str
    body: str
    language: str = ""
    read: str = ""
    hidden: str = ""
    reason: str = ""
    channel: Channel = Channel.ONLINE
    session: str = ""
    photo: str = ""
    photo_text: str = ""


@dataclass(frozen=True, slots=True)
class Tie:
    """A contribution that hangs on a node, since when."""

    idea: str
    at: str


@dataclass(frozen=True, slots=True)
class NodeStory:
    """A node of the map; `keyword` is a place among those of its strategy, from 0."""

    key: str
    title: Said
    summary: Said
    maturity: Maturity
    drawn: str
    theme: str | None = None
    strategy: str | None = None
    keyword: int | None = None
    links: tuple[Tie, ...] = ()


@dataclass(frozen=True, slots=True)
class OriginStory:
    """A contribution at the origin of a project: the words kept, and why the rest was left."""

    idea: str
    section: str
    part: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class ActStory:
    """What became of a candidate project, when and why; joined: `into` which other."""

    at: str
    state: ProjectState
    why: str = ""
    into: str = ""


@dataclass(frozen=True, slots=True)
class ProjectStory:
    """A candidate project; one without `candidate` is still a draft."""

    key: str
    node: str
    drafted: str
    main: str
    others: tuple[str, ...]
    title: Said
    problem: Said
    objective: Said
    actions: Said
    promoter: Said
    origins: tuple[OriginStory, ...]
    candidate: str = ""
    acts: tuple[ActStory, ...] = ()


@dataclass(frozen=True, slots=True)
class PhaseStory:
    """A phase by the plan's code; its moments are days after the demo is built: "20 18:00"."""

    code: str
    opens: str
    closes: str
    activities: tuple[Activity, ...]
    summary: Said


@dataclass(frozen=True, slots=True)
class StatementStory:
    """A statement, the saying it comes from if any, and of a hundred who agree and disagree.

    `apart` is how many more of one temper agree, and how many fewer of the other.
    """

    text: str
    lean: tuple[int, int]
    idea: str | None = None
    apart: int | None = None


@dataclass(frozen=True, slots=True)
class QuestionStory:
    """What the curator asks, and the statements under it; `closed` is empty while it is open."""

    key: str
    asked: str
    title: Said
    note: Said
    statements: tuple[StatementStory, ...]
    closed: str = ""


@dataclass(frozen=True, slots=True)
class EditionStory:
    """A version in which the map was published."""

    at: str
    notes: Said


@dataclass(frozen=True, slots=True)
class ChoiceStory:
    """A formal choice: its rules, how many vote, and of a hundred of them who choose what."""

    key: str
    kind: str
    arranged: str
    opens: str
    closes: str
    most: int
    voters: int
    title: Said
    note: Said
    options: dict[str, int]


@dataclass(frozen=True)
class World:
    """Everything that a demo tells."""

    slug: str
    started: str
    texts: Texts
    pact: Said
    phases: tuple[PhaseStory, ...]
    cast: tuple[Player, ...]
    crowd: tuple[Player, ...]
    sayings: tuple[Saying, ...]
    nodes: tuple[NodeStory, ...]
    projects: tuple[ProjectStory, ...]
    remarks: dict[str, tuple[str, ...]]
    questions: tuple[QuestionStory, ...]
    desk: DeskStory
    editions: tuple[EditionStory, ...]
    choices: tuple[ChoiceStory, ...]
    tables: tuple[TableStory, ...]
    sessions: tuple[SessionStory, ...]
    hearing: HearingStory | None

    @cached_property
    def people(self) -> dict[str, Player]:
        """Everyone, by key."""
        return {player.key: player for player in (*self.cast, *self.crowd)}

    def all_who(self, role: Role) -> tuple[Player, ...]:
        """Those of the cast who hold a post of this role."""
        return tuple(one for one in self.cast if any(post.role is role for post in one.posts))

    def who(self, role: Role) -> Player:
        """The first of the cast who holds a post of this role."""
        return self.all_who(role)[0]

    @property
    def administrator(self) -> Player:
        """The first administrator of the cast."""
        return next(one for one in self.cast if one.administrator)


@lru_cache(maxsize=4)
def read_world(plan: str) -> World:
    """Read what is told around a plan; the plan's first language is that of who names none."""
    folder = text_folder(plan)
    told = _table(folder / "consultation.yaml")
    people = _table(folder / "people.yaml")
    neighbours = _table(folder / "neighbours.yaml")["crowd"]
    sayings = _all(folder, "contributions/*.yaml")
    language = str(people["language"])
    sat = _table(folder / "tables.yaml")
    heard = folder / "interviews.yaml"
    cast = tuple(player_of(one, language) for one in people["cast"])
    crowd = tuple(player_of(one, language) for one in (*people["crowd"], *neighbours))
    places = sorted({one.place for one in (*cast, *crowd)})
    return World(
        slug=told["slug"],
        started=told["started"],
        texts=Texts(**told["texts"]),
        pact=told["pact"],
        phases=tuple(
            PhaseStory(**one | {"activities": tuple(map(Activity, one["activities"]))})
            for one in told["phases"]
        ),
        cast=cast,
        crowd=(*crowd, *draw_players(_table(folder / "names.yaml"), places)),
        sayings=tuple(_saying(one) for one in sayings),
        nodes=tuple(_node(one) for one in _all(folder, "map*.yaml")),
        projects=tuple(_project(one) for one in _all(folder, "projects*.yaml")),
        remarks={key: tuple(said) for key, said in _table(folder / "comments.yaml").items()},
        questions=tuple(_question(one) for one in _rows(folder / "questions.yaml")),
        editions=tuple(EditionStory(**one) for one in _rows(folder / "editions.yaml")),
        choices=tuple(ChoiceStory(**one) for one in _rows(folder / "choices.yaml")),
        desk=desk_of(_table(folder / "moderation.yaml")),
        tables=tuple(map(table_of, sat["tables"])),
        sessions=tuple(session_of(one, language) for one in sat["sessions"]),
        hearing=hearing_of(_table(heard)) if heard.exists() else None,
    )


def _table(path: Path) -> dict[str, Any]:
    table: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=SafeLoader)
    return table


def _rows(path: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = yaml.load(path.read_text(encoding="utf-8"), Loader=SafeLoader)
    return rows


def _saying(one: dict[str, Any]) -> Saying:
    return Saying(**one | {"channel": Channel(one.get("channel", Channel.ONLINE))})


def _node(one: dict[str, Any]) -> NodeStory:
    links = tuple(Tie(**tie) for tie in one.get("links", ()))
    return NodeStory(**one | {"maturity": Maturity(one["maturity"]), "links": links})


def _project(one: dict[str, Any]) -> ProjectStory:
    origins = tuple(OriginStory(**origin) for origin in one["origins"])
    acts = tuple(
        ActStory(**act | {"state": ProjectState(act["state"])}) for act in one.get("acts", ())
    )
    return ProjectStory(**one | {"origins": origins, "others": tuple(one["others"]), "acts": acts})


def _question(one: dict[str, Any]) -> QuestionStory:
    said = tuple(
        StatementStory(**statement | {"lean": tuple(statement["lean"])})
        for statement in one["statements"]
    )
    return QuestionStory(**one | {"statements": said})


def _all(folder: Path, pattern: str) -> list[dict[str, Any]]:
    return [row for path in sorted(folder.glob(pattern)) for row in _rows(path)]

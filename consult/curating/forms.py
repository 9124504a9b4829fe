"""The curators' forms: a node, looking a voice up, and linking it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from wtforms import BooleanField, HiddenField, SelectField, SelectMultipleField
from wtforms.validators import InputRequired

from consult.contributions import CODE_LETTERS
from consult.ideamap import (
    MATURITIES,
    Maturity,
    NodeDraft,
    SplitDraft,
    WordedForm,
    Wording,
    keywords_of,
    typed_texts,
    worded,
)
from consult.kernel.forms import CreatingForm, Form, LineField, TextField, VersionedForm
from consult.kernel.i18n import _, _l, text
from consult.kernel.text import COMMENT_LIMIT, TITLE_LIMIT
from consult.taxonomy import strategies_of, themes_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from consult.contributions import Contribution
    from consult.ideamap import Node
    from consult.processes import Process

NONE = ""

TEXTS = {
    "title": Wording(
        _l("Title"),
        _l("What these voices say together, in a few words."),
        one_line=True,
        most=TITLE_LIMIT,
    ),
    "summary": Wording(
        _l("Summary"),
        _l("What they share, and where they part. Plain text; links work."),
        most=COMMENT_LIMIT,
    ),
}


Place: TypeAlias = "tuple[int | None, int | None]"
"""A strategy and one of its keywords, as a node stands under them."""


def _places_of(process: Process) -> tuple[dict[str, Place], list[tuple[str, str]]]:
    """The places of the tree by their keys, and the words to choose them by."""
    places: dict[str, Place] = {NONE: (None, None)}
    offered = [(NONE, _("Not tied to a strategy yet"))]
    for strategy in strategies_of(process.cycle):
        title = text(strategy.title)
        places[strategy.code] = (strategy.id, None)
        offered.append((strategy.code, title))
        for position, word in enumerate(keywords_of(strategy)):
            key = f"{strategy.code}.{position}"
            places[key] = (strategy.id, position)
            offered.append((key, f"{title}: {word}"))
    return places, offered


class ProposalForm(Form):
    """Where in the tree the node stands that is made of a table's pile."""

    place = SelectField(_l("Strategy and keyword"))

    def choose_from(self, process: Process) -> None:
        """Offer the strategies and keywords of the plan."""
        self.places, self.place.choices = _places_of(process)

    def chosen(self) -> Place:
        """The place that was chosen."""
        return self.places[self.place.data or NONE]


class NodeForm(WordedForm):
    """What a node says, how far it has come, and where it stands in the tree."""

    maturity = SelectField(
        _l("How far it has come"), validators=[InputRequired(_l("Choose how far it has come."))]
    )
    place = SelectField(
        _l("Strategy and keyword"),
        description=_l("A node can wait without a strategy until a curator finds the tie."),
    )
    theme = SelectField(_l("Theme"))

    def choose_from(self, process: Process) -> None:
        """Offer the strategies, keywords and themes of the plan."""
        self.maturity.choices = [(one.value, str(words)) for one, words in MATURITIES.items()]
        self.places, self.place.choices = _places_of(process)
        themes = themes_of(process.cycle)
        self.themes = {theme.code: theme.id for theme in themes}
        self.theme.choices = [
            (NONE, _("More than one, or none")),
            *((theme.code, text(theme.title)) for theme in themes),
        ]

    def draft(self) -> NodeDraft:
        """What was typed."""
        strategy_id, keyword = self.places[self.place.data or NONE]
        return NodeDraft(
            title=self.said("title"),
            summary=self.said("summary"),
            maturity=Maturity(self.maturity.data),
            strategy_id=strategy_id,
            keyword=keyword,
            theme_id=self.themes.get(self.theme.data or NONE),
        )


class NewNodeForm(NodeForm, CreatingForm):
    """The same for a node that is not there yet, and a voice that it begins with."""

    action = "ideamap.node"
    code = HiddenField()


def new_node_form(process: Process, first: Contribution | None = None) -> NewNodeForm:
    """An empty form for a node; one that begins with a voice proposes its title and theme."""
    said = {f"title_{first.language}": first.title, "code": first.code} if first else {}
    form = worded(NewNodeForm, TEXTS, process.languages)(data=said)
    form.choose_from(process)
    if first and not form.is_submitted():
        own = (code for code, theme_id in form.themes.items() if theme_id == first.theme_id)
        form.theme.data = next(own, NONE)
    return form


class SplitForm(WordedForm, CreatingForm):
    """Which voices of a node go to a new one, what that says, and why."""

    action = "ideamap.split"
    codes = SelectMultipleField(_l("The voices that go"), validate_choice=False)
    reason = LineField(_l("Why"), description=_l("One sentence that everyone reads."), max=300)

    def draft(self) -> SplitDraft:
        """What was typed and ticked."""
        return SplitDraft(
            title=self.said("title"),
            summary=self.said("summary"),
            codes=frozenset(code_of(one) for one in self.codes.data or []),
            reason=self.reason.data or "",
        )


def split_form(process: Process) -> SplitForm:
    """A form for splitting a node, in the languages of the plan."""
    return worded(SplitForm, TEXTS, process.languages)()


def code_of(typed: str | None) -> str:
    """A contribution's code as typed, or nothing that could be one."""
    code = (typed or "").strip().upper()
    return code if set(code) <= set(CODE_LETTERS) else ""


def node_form(process: Process, node: Node) -> NodeForm:
    """The form for a node, filled with what it says."""
    data: dict[str, Any] = typed_texts(texts_of(node), process.languages)
    data |= {"version": str(node.version), "maturity": node.maturity.value}
    form = worded(NodeForm, TEXTS, process.languages)(data=data)
    form.choose_from(process)
    if not form.is_submitted():
        place = (node.strategy_id, node.keyword)
        form.place.data = next((key for key, at in form.places.items() if at == place), NONE)
        theme = (code for code, theme_id in form.themes.items() if theme_id == node.theme_id)
        form.theme.data = next(theme, NONE)
    return form


def texts_of(node: Node) -> Mapping[str, Mapping[str, str]]:
    """The texts of a node by the names its form asks for them with."""
    return {name: getattr(node, name) for name in TEXTS}


class LookUpForm(Form):
    """Looking a voice up by its code or its words; sent by GET."""

    class Meta(Form.Meta):
        """A search changes nothing, so it carries no token."""

        csrf = False

    q = LineField(_l("Code or words"), description=_l("For example K7Q2M4X, or “night bus”."))


class HangForm(Form):
    """Which contributions hang on which node, all at once."""

    codes = SelectMultipleField(_l("Contributions"), validate_choice=False)
    node = SelectField(_l("Node"), validators=[InputRequired(_l("Choose a node."))])

    def choose_from(self, nodes: Sequence[Node]) -> None:
        """Offer these nodes."""
        self.node.choices = [(str(node.id), text(node.title)) for node in nodes]

    def ticked(self) -> list[str]:
        """The codes that were ticked, or what could be none of them left out."""
        return [code for code in self.codes.data or [] if set(code) <= set(CODE_LETTERS)]


class MaturityForm(VersionedForm):
    """How far a node has come, and why."""

    maturity = SelectField(_l("How far it has come"))
    reason = LineField(_l("Why"), description=_l("One sentence that everyone reads."), max=300)

    def choose(self) -> None:
        """Offer the five stops."""
        self.maturity.choices = [(one.value, str(words)) for one, words in MATURITIES.items()]


class JoinForm(Form):
    """Into which node this one is joined, and why."""

    other = SelectField(_l("Join it into"), validators=[InputRequired(_l("Choose a node."))])
    why = LineField(_l("Why"), max=300)


class LinkForm(Form):
    """Which contribution hangs on which node, and why if it is not plain."""

    code = LineField(_l("Code"), validators=[InputRequired(_l("Write the contribution's code."))])
    node = SelectField(_l("Node"), validators=[InputRequired(_l("Choose a node."))])
    note = TextField(
        _l("Why it belongs there"),
        max=COMMENT_LIMIT,
        description=_l("Only the staff reads it."),
    )
    together = BooleanField(_l("Link what says the same too"), default=True)

    def choose_from(self, nodes: Sequence[Node]) -> None:
        """Offer these nodes."""
        self.node.choices = [(str(node.id), text(node.title)) for node in nodes]

    def code_asked(self) -> str:
        """The code as typed, or nothing that could be one."""
        return code_of(self.code.data)

"""What a project's parts, states, bands and commitments are called."""

from __future__ import annotations

from consult.kernel.i18n import Words, _l, ngettext
from consult.projects.kinds import (
    AgreementKind,
    Commitment,
    CostBand,
    Funding,
    Section,
    State,
)

SECTIONS: dict[Section, Words] = {
    Section.PROBLEM: _l("Problem"),
    Section.OBJECTIVE: _l("Objective"),
    Section.ACTIONS: _l("Actions"),
    Section.PROMOTER: _l("Promoter"),
    Section.PARTNERS: _l("Partners"),
    Section.COST: _l("Cost"),
    Section.SOURCES: _l("Sources of money"),
    Section.TIMING: _l("Timing"),
    Section.AGREEMENT: _l("Agreement"),
    Section.INDICATORS: _l("Indicators"),
}
STATES: dict[State, Words] = {
    State.DRAFT: _l("Draft"),
    State.CANDIDATE: _l("Candidate project"),
    State.ACCEPTED: _l("Accepted project"),
    State.SET_ASIDE: _l("Set aside"),
    State.JOINED: _l("Joined into another"),
}
COST_BANDS: dict[CostBand, Words] = {
    CostBand.UNDER_100K: _l("under 100,000 euros"),
    CostBand.UNDER_1M: _l("from 100,000 to 1 million euros"),
    CostBand.UNDER_10M: _l("from 1 to 10 million euros"),
    CostBand.OVER_10M: _l("over 10 million euros"),
}
AGREEMENTS: dict[AgreementKind, Words] = {
    AgreementKind.PROGRAMME_AGREEMENT: _l("Programme agreement"),
    AgreementKind.CONVENTION: _l("Convention between bodies"),
    AgreementKind.MEMORANDUM: _l("Memorandum of understanding"),
    AgreementKind.COLLABORATION: _l("Pact of collaboration"),
    AgreementKind.NONE_NEEDED: _l("No agreement is needed"),
}
COMMITMENTS: dict[Commitment, Words] = {
    Commitment.TO_ASK: _l("still to be asked"),
    Commitment.TALKING: _l("in talks"),
    Commitment.LETTER: _l("letter of intent"),
    Commitment.RESOLVED: _l("resolution passed"),
    Commitment.SIGNED: _l("signed"),
}
FUNDINGS: dict[Funding, Words] = {
    Funding.MISSING: _l("to be found"),
    Funding.REQUESTED: _l("requested"),
    Funding.PLANNED: _l("in a budget"),
    Funding.GRANTED: _l("granted"),
}
FEWEST_PEOPLE = 10
"""Fewer people than this are not counted in public: they could be told apart."""


def behind_words(behind: tuple[int, int]) -> Words:
    """Say how many voices are behind something, and of how many people unless they are few."""
    voices, people = behind
    said = ngettext("%(num)s voice", "%(num)s voices", voices)
    if people < FEWEST_PEOPLE:
        return said
    return said + " " + ngettext("of %(num)s person", "of %(num)s people", people)


def zones_words(heard: int, zones: int) -> Words:
    """Say from how many zones they came."""
    return ngettext(
        "from %(num)s zone of %(zones)d", "from %(num)s zones of %(zones)d", heard, zones=zones
    )

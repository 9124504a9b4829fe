"""The closed words of a sheet: states, parts, bands of cost, kinds of agreement, commitments."""

from enum import StrEnum


class State(StrEnum):
    """Where a project is in its life."""

    DRAFT = "draft"
    CANDIDATE = "candidate"
    ACCEPTED = "accepted"
    SET_ASIDE = "set_aside"
    JOINED = "joined"


class Section(StrEnum):
    """A part of the sheet that a voice can be at the origin of, in the sheet's order."""

    PROBLEM = "problem"
    OBJECTIVE = "objective"
    ACTIONS = "actions"
    PROMOTER = "promoter"
    PARTNERS = "partners"
    COST = "cost"
    SOURCES = "sources"
    TIMING = "timing"
    AGREEMENT = "agreement"
    INDICATORS = "indicators"


class CostBand(StrEnum):
    """How much it costs, in four bands."""

    UNDER_100K = "under-100k"
    UNDER_1M = "under-1m"
    UNDER_10M = "under-10m"
    OVER_10M = "over-10m"


class AgreementKind(StrEnum):
    """The act by which those who do it bind themselves."""

    PROGRAMME_AGREEMENT = "programme-agreement"
    CONVENTION = "convention"
    MEMORANDUM = "memorandum"
    COLLABORATION = "collaboration"
    NONE_NEEDED = "none-needed"


class Commitment(StrEnum):
    """How far a partner has bound itself."""

    TO_ASK = "to-ask"
    TALKING = "talking"
    LETTER = "letter"
    RESOLVED = "resolved"
    SIGNED = "signed"


class Funding(StrEnum):
    """How sure some money is."""

    MISSING = "missing"
    REQUESTED = "requested"
    PLANNED = "planned"
    GRANTED = "granted"

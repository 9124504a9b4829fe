"""A result in a few sentences, for whoever runs the command."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from consult.analysis.opinion.opinions import Finding

SENTENCES = {
    Finding.NOBODY: "Nobody has answered.",
    Finding.ALL_MODERATED: "Every statement is moderated out: there is nothing to place people by.",
    Finding.FEW_PEOPLE: "Fewer than 15 people answered: there are counts only.",
    Finding.FEW_STATEMENTS: "There are fewer than 7 statements: there are counts only.",
    Finding.ALL_ALIKE: "All answered alike: nothing tells people apart.",
    Finding.UNJUDGED: "Groups were found; nobody looked whether they are real.",
    Finding.UNCLEAR: "There are no clear groups: only what unites and divides can be told.",
    Finding.CLEAR: "There are clear groups.",
}


def words_of(result: Mapping[str, Any]) -> Iterator[str]:
    """Say what a result tells."""
    manifest, verdict = result["manifest"], result["verdict"]
    yield (
        f"{manifest['people']} people, {manifest['statements']} statements "
        f"({len(result['moderated'])} moderated out or about who answers), "
        f"{manifest['stances']} stances."
    )
    yield SENTENCES[Finding(result["finding"])]
    if verdict["found"]:
        yield f"Found: {len(verdict['found'])} groups of {_listed(verdict['found'])} people."
    if "apart" in verdict:
        yield (
            f"They stand {verdict['apart']:.1f} standard deviations further apart than groups in "
            f"shuffled answers (needed: {verdict['apart_needed']:.0f}); found again among four "
            f"fifths of the people they agree by {verdict['steady']:.2f} "
            f"(needed: {verdict['steady_needed']:.2f}; 1 is wholly)."
        )
    if verdict["agreement_without_moderation"] is not None:
        yield (
            "With nothing moderated out the groups would agree with these by "
            f"{verdict['agreement_without_moderation']:.2f}."
        )
    if verdict["agreement_with_given"] is not None:
        yield f"They agree with the groups given by {verdict['agreement_with_given']:.2f}."


def _listed(numbers: list[int]) -> str:
    return " and ".join(str(one) for one in numbers)

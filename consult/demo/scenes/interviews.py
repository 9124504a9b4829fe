"""Interviews: asked for, held, written down, coded by two, given back, and once withdrawn."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from consult.coding import CodeDraft, SpanDraft, Tie, codes_of, make_code, mark
from consult.demo.story import Scene, Story
from consult.guides import ConsentDraft, GuideDraft, guides_of, make_guide, publish_consent_text
from consult.interviews import (
    InterviewDraft,
    get_interview,
    give_consent,
    hold_interview,
    link_of,
    make_link,
    plan_interview,
    want_people,
    withdraw_interview,
)
from consult.kernel.clock import now
from consult.returning import AnswerDraft, answer_passage, returned_of, send_passages
from consult.taxonomy import get_theme, territory_of
from consult.territory import get_zone, municipality_named, today
from consult.transcripts import TextDraft, bring_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from consult.coding import Code
    from consult.demo.hearing import HearingStory, InterviewStory
    from consult.interviews import Interview
    from consult.kernel.db import Model
    from consult.transcripts import TranscriptVersion


def interview_scenes(story: Story) -> Iterator[Scene]:
    """Write the guide and the codebook, then let each conversation come as far as it is told."""
    hearing = story.world.hearing
    if hearing is None:
        return
    before = story.calendar.before
    for name, text, write in (
        ("guide", hearing.guide, _ask),
        ("consent", hearing.consent, _tell),
        ("codebook", hearing.coded, _name),
    ):
        yield Scene(f"interview {name}", before(text.at), text.by, partial(write, story, hearing))
    for told in hearing.interviews:
        for step, at, act in _steps(told):
            yield Scene(
                f"interview {told.key} {step}", before(at), told.by, partial(act, story, told)
            )


def _steps(
    told: InterviewStory,
) -> Iterator[tuple[str, str, Callable[[Story, InterviewStory], Model | None]]]:
    steps = (
        ("planned", told.planned, _plan),
        ("held", told.held, _hold),
        ("sent", told.sent, _give_back),
        ("answered", told.answered, _answer),
        ("withdrawn", told.withdrawn, _withdraw),
    )
    return (step for step in steps if step[1])


def _ask(story: Story, hearing: HearingStory) -> Model | None:
    person, process = story.person(hearing.guide.by), story.process()
    territory = territory_of(process.cycle)
    wanted = {(get_zone(territory, code).id, kind): many for code, kind, many in hearing.wanted}
    want_people(person, process, wanted)
    return make_guide(person, process, GuideDraft(hearing.guide.name, hearing.guide.texts))


def _tell(story: Story, hearing: HearingStory) -> Model | None:
    person = story.person(hearing.consent.by)
    return publish_consent_text(person, story.process(), ConsentDraft(hearing.consent.texts))


def _name(story: Story, hearing: HearingStory) -> Model | None:
    person, process = story.person(hearing.coded.by), story.process()
    for told in hearing.codes:
        tie = (Tie.THEME, get_theme(process.cycle, told.theme).id) if told.theme else None
        above = make_code(person, process, CodeDraft(told.name, colour=told.colour, tie=tie))
        for name in told.under:
            make_code(person, process, CodeDraft(name, parent_id=above.id, tie=tie))
    return None


def _plan(story: Story, told: InterviewStory) -> Model | None:
    process = story.process()
    territory = territory_of(process.cycle)
    due = story.calendar.after(told.due) if told.due else story.calendar.before(told.held)
    draft = InterviewDraft(
        title=told.title,
        kind=told.kind,
        body_kind=told.body_kind,
        language=process.languages[0],
        name=told.name,
        role=told.role,
        body=told.body,
        zone=get_zone(territory, told.zone),
        municipality=municipality_named(territory, told.place, today()),
        such_people=told.such,
        guide_version=guides_of(process)[0].versions[-1],
        planned_for=due,
    )
    return plan_interview(story.person(told.by), process, draft)


def _interview(story: Story, told: InterviewStory) -> Interview:
    return get_interview(story.made(f"interview {told.key} planned"))


def _hold(story: Story, told: InterviewStory) -> Model | None:
    person, interview = story.person(told.by), _interview(story, told)
    hold_interview(person, interview, now())
    if told.agrees is None:
        return None
    link = make_link(person, interview)
    give_consent(link, interview, dict.fromkeys(told.agrees, True))
    if told.text:
        version = bring_in(person, interview, TextDraft(told.text))
        _code(story, told, interview, version)
    return None


def _code(
    story: Story, told: InterviewStory, interview: Interview, version: TranscriptVersion
) -> None:
    hearing = story.world.hearing
    coder = story.person(hearing.coded.by) if hearing else story.person(told.by)
    codes: dict[str, Code] = {one.name: one for one in codes_of(story.process())}
    for one in told.marks:
        start = version.text.index(one.words)
        span = SpanDraft(version.number, start, start + len(one.words))
        mark(coder, interview, codes[one.code], span)
        if one.second:
            mark(story.person(one.second), interview, codes[one.code], span)


def _give_back(story: Story, told: InterviewStory) -> Model | None:
    send_passages(story.person(told.by), _interview(story, told))
    return None


def _answer(story: Story, told: InterviewStory) -> Model | None:
    interview = _interview(story, told)
    link = link_of(interview)
    if link is None:
        raise LookupError(told.key)
    answers = {one.words: one for one in told.answers}
    for passage in returned_of(interview):
        if answer := answers.get(passage.words):
            answer_passage(link, interview, passage, AnswerDraft(answer.answer, answer.own))
    return None


def _withdraw(story: Story, told: InterviewStory) -> Model | None:
    withdraw_interview(story.person(told.by), _interview(story, told), "Lo ha chiesto chi parlava.")
    return None

"""A guide as it is typed, and as interviewers read it: chapters, their questions, their prompts.

A line that begins with `#` opens a chapter, one with `-` is a prompt of the question above it,
any other is a question.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question, and what helps when the answer is short."""

    words: str
    prompts: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Chapter:
    """Some questions under a title; the first may have none."""

    title: str
    questions: list[AskedQuestion] = field(default_factory=list)


def chapters_of(source: str) -> list[Chapter]:
    """Return what a guide asks, in its order; a prompt before any question is a question."""
    chapters: list[Chapter] = []
    for line in filter(None, map(str.strip, source.splitlines())):
        if line.startswith("#"):
            chapters.append(Chapter(line.lstrip("# ")))
            continue
        if not chapters:
            chapters.append(Chapter(""))
        questions = chapters[-1].questions
        if line.startswith("-") and questions:
            questions[-1].prompts.append(line.lstrip("- "))
        else:
            questions.append(AskedQuestion(line.lstrip("- ")))
    return chapters


def count_questions(source: str) -> int:
    """How many questions a guide asks."""
    return sum(len(chapter.questions) for chapter in chapters_of(source))

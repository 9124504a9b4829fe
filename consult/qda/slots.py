"""The way from an interview's page to its reports and to the agreement of its coders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import url_for

from consult.guides import Way, interview_ways
from consult.interviews import Interview, Step, interview_steps
from consult.kernel.i18n import _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from consult.processes import Process

AFTER_CODING = 25


@interview_ways.filler
def files_and_reports(processes: Sequence[Process]) -> Mapping[int, Sequence[Way]]:
    """Lead to files for other tools, and to reports."""
    return {
        process.id: [Way(60, _("Files and reports"), url_for("qda.index", slug=process.slug))]
        for process in processes
    }


@interview_steps.filler
def what_coders_made(interviews: Sequence[Interview]) -> Mapping[int, Sequence[Step]]:
    """Lead to how far coders agree, and to files and reports."""
    return {
        one.id: [
            Step(
                AFTER_CODING,
                _("Agreement of coders"),
                _("How far those who coded it agree, code by code, and where they part."),
                url_for("qda_agreement.show", slug=one.process.slug, code=one.code),
                _("See where coders part"),
            ),
            Step(
                AFTER_CODING + 1,
                _("Files and reports"),
                _("The codes and passages for other tools, and reports to print."),
                url_for("qda.index", slug=one.process.slug),
                _("Files and reports"),
            ),
        ]
        for one in interviews
    }

"""The buttons of the console: the next step, a pause, more minutes."""

from __future__ import annotations

from wtforms import HiddenField, IntegerField
from wtforms.validators import InputRequired, Optional
from wtforms.widgets import HiddenInput

from consult.kernel.errors import BadRequestError
from consult.kernel.forms import ActionForm, CreatingForm
from consult.kernel.i18n import _
from consult.running.steps import Step


class StepForm(ActionForm):
    """The next step, and the block that was at hand when the button was shown."""

    step = HiddenField()
    from_block = IntegerField(validators=[Optional()], widget=HiddenInput())

    def chosen(self) -> tuple[Step, int]:
        """Return the step and the block seen at hand (0: none). Raises `BadRequestError`."""
        try:
            return Step(self.step.data or ""), self.from_block.data or 0
        except ValueError as wrong:
            raise BadRequestError(_("There is no such step.")) from wrong


class MinutesForm(CreatingForm):
    """More minutes for the block that was at hand; a double press adds them once."""

    action = "running.minutes"

    minutes = IntegerField(validators=[InputRequired()], widget=HiddenInput())
    from_block = IntegerField(validators=[InputRequired()], widget=HiddenInput())

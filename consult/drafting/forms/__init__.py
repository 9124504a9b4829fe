"""The forms of projects: the sheet with its rows, origins, and the steps of a life."""

from consult.drafting.forms.origins import (
    AcceptanceForm,
    JoiningForm,
    NewOriginForm,
    OriginForm,
    ReopeningForm,
    SettingAsideForm,
)
from consult.drafting.forms.sheet import (
    TEXTS,
    NewSheetForm,
    SheetForm,
    new_sheet_form,
    saved_form,
    sheet_form,
    texts_of,
)

__all__ = [
    "TEXTS",
    "AcceptanceForm",
    "JoiningForm",
    "NewOriginForm",
    "NewSheetForm",
    "OriginForm",
    "ReopeningForm",
    "SettingAsideForm",
    "SheetForm",
    "new_sheet_form",
    "saved_form",
    "sheet_form",
    "texts_of",
]

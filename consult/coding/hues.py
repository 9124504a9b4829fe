"""The colours of codes, by their numbers: as pages, files of other tools and paper show them.

The styles hold the same list (`$hues` in frontend/styles/rooms/_coding.scss): a test compares them.
"""

HUES = (
    *("#2f6fd0", "#8f4d18", "#7a7405", "#a8485d", "#24594f", "#893ea0"),
    *("#182844", "#8a2a10", "#0f7a8a", "#6b4fb0", "#5b6a1e", "#9a5b00"),
)
"""The first is number 1."""

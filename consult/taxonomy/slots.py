"""Openings on the pages of the vocabulary, for the rooms above to fill."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from consult.kernel.slots import Slot
from consult.taxonomy.models import Platform, Theme
from consult.territory import Figure

# Numbers on a platform, such as voices, people and candidate projects.
platform_figures: Slot[Platform, Figure] = Slot("platform.figures")
# Candidate projects of a platform, from the most mature, each as a ruled row.
platform_projects: Slot[Platform, Markup] = Slot("platform.projects")
# How many of a platform's voices came from each municipality, by its id.
platform_places: Slot[Platform, Mapping[int, int]] = Slot("platform.places")
# Voices at the origin of a platform's projects, each as a ruled row.
platform_voices: Slot[Platform, Markup] = Slot("platform.voices")
# Numbers on a theme.
theme_figures: Slot[Theme, Figure] = Slot("theme.figures")
# The latest voices on a theme, each as a ruled row.
theme_voices: Slot[Theme, Markup] = Slot("theme.voices")

"""Taking in what was said elsewhere, from files: once, with its evidence, and able to go again."""

from consult.exchange.models import Import, ImportedThing, ImportState, Kind, Profile, Refusal

__all__ = ["Import", "ImportState", "ImportedThing", "Kind", "Profile", "Refusal"]

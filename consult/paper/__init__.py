"""Paper: cards typed in for others, from sheets, files and photos of the wall."""

from consult.paper.models import Crop, WallPhoto
from consult.paper.queries import crops_of, published_photos
from consult.paper.slots import minutes_told

__all__ = ["Crop", "WallPhoto", "crops_of", "minutes_told", "published_photos"]

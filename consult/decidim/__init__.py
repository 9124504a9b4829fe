"""What Decidim exports, in whichever of its dialects, said in the plain columns of an import."""

from consult.decidim.dialects import Entity, entity_of
from consult.decidim.saying import COLUMNS, in_plain_columns

__all__ = ["COLUMNS", "Entity", "entity_of", "in_plain_columns"]

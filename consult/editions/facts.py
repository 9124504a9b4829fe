"""What is told when the map is published."""

from consult.editions.models import MapVersion
from consult.kernel.facts import Fact

map_published: Fact[MapVersion] = Fact("map_published")

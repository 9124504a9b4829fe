"""The demo's calendar: days counted from the one it was built on, at the plan's own clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

HOURS = " hours"


@dataclass(frozen=True, slots=True)
class Calendar:
    """Turns "31 18:40" into a moment around the day of `built`, on the clock of `zone`."""

    built: datetime
    zone: ZoneInfo

    def before(self, said: str) -> datetime:
        """Return the moment so many days before; "5 hours" counts from the very moment."""
        if said.endswith(HOURS):
            return self.built - timedelta(hours=int(said.removesuffix(HOURS)))
        days, hour = self._parts(said)
        return self._on(-days, hour)

    def after(self, said: str) -> datetime:
        """Return the moment so many days after; a negative number is before."""
        days, hour = self._parts(said)
        return self._on(days, hour)

    def age(self, said: str) -> timedelta:
        """Return how long before a moment lies, to tell the earliest of many."""
        return self.built - self.before(said)

    def _on(self, days: int, hour: time) -> datetime:
        on = self.built.astimezone(self.zone).date() + timedelta(days=days)
        return datetime.combine(on, hour, tzinfo=self.zone).astimezone(UTC)

    @staticmethod
    def _parts(said: str) -> tuple[int, time]:
        days, hour = said.split()
        return int(days), time.fromisoformat(hour)

"""Under which licence the files are, and what a file says of itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from consult.kernel.config import current_config
from consult.kernel.i18n import speaking, text

if TYPE_CHECKING:
    from datetime import datetime

    from consult.opendata.datasets import Dataset
    from consult.processes import Process

VERSION = 1
"""Of the columns: a new one comes at the end and changes nothing; a changed one raises this."""
NAME = "CC BY 4.0"
ADDRESS = "https://creativecommons.org/licenses/by/4.0/"


@dataclass(frozen=True, slots=True)
class About:
    """What a file says of itself, in English: names are read by programs."""

    title: str
    body: str
    made_at: str
    dictionary: str
    page: str

    def told(self, dataset: Dataset) -> dict[str, Any]:
        """Return it as a JSON file begins with it."""
        with speaking("en"):
            title = str(dataset.title)
        return {
            "dataset": dataset.key,
            "title": f"{self.title}: {title}",
            "published_by": self.body,
            "made_at": self.made_at,
            "licence": NAME,
            "licence_url": ADDRESS,
            "dictionary": self.dictionary,
            "page": self.page,
            "columns_version": VERSION,
        }


def about(process: Process, at: datetime) -> About:
    """Return what the files of a consultation say of themselves."""
    page = f"{current_config().base_url}/processes/{process.slug}/data"
    with speaking("en"):
        return About(
            title=text(process.title),
            body=text(process.cycle.body),
            made_at=at.astimezone(process.time_zone).isoformat(timespec="seconds"),
            dictionary=f"{page}/dictionary",
            page=page,
        )

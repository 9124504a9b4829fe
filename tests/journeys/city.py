"""Look at a real city's process taken in: `python -m tests.journeys.city FOLDER [NAME …]`.

Builds the demo in a folder that is thrown away, imports beside it the city whose data lie in a
folder beside the checkout, and takes its pages as `pictures` does. The texts may not be shipped, so
what people wrote is veiled: each letter becomes another, lengths and spaces stay.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from sqlalchemy import create_engine, select, text

from consult.accounts import Person
from consult.contributions import SEARCH_KIND, Contribution
from consult.ideamap import Maturity, NodeDraft, create_node, link_contribution
from consult.kernel.db import db
from consult.processes import Process
from consult.projects import ProjectDraft, draft_project
from consult.search import holding
from consult.taxonomy import platforms_of
from tests.journeys.pictures import Shot, take
from tests.journeys.places import read_places
from tests.journeys.worlds import World, copy_of, environment, serving
from tests.servers.chromium import chromium

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "barcelona-2016"
SLUG = "city"
FILES = {
    "proposals": (
        *("--map=title=title", "--map=body=summary", "--map=supports=votes", "--map=state=status"),
        *("--map=comments=comments", "--map=channel=from_meeting"),
        *("--area=district", "--theme=subcategory"),
    ),
    "comments": (
        *("--kind=comments", "--map=contribution=proposal", "--map=parent=parent"),
        *("--map=body=body", "--map=supports=votes_up"),
    ),
}
IN_BOTH = ("--map=source_id=id", "--map=date=created_at", "--language=ca,es", "--delimiter=,")
VEIL = """() => {
  const [vowels, others] = ["aeiou", "bcdlmnprstv"];
  const veiled = (letter, place) => {
    const from = "aeiouàèéíïòóúü".includes(letter.toLowerCase()) ? vowels : others;
    const other = from[(letter.codePointAt(0) * 7 + place * 13) % from.length];
    return letter === letter.toLowerCase() ? other : other.toUpperCase();
  };
  for (const said of document.querySelectorAll("body :is([lang=ca], [lang=es])")) {
    const words = document.createTreeWalker(said, NodeFilter.SHOW_TEXT);
    while (words.nextNode()) {
      const piece = words.currentNode;
      piece.data = piece.data.replace(/\\p{L}/gu, veiled);
    }
  }
}"""
WORDS, VOICES = "carril bici", 12
TITLE = {"it": "Piste ciclabili senza interruzioni", "en": "Cycle lanes without gaps"}
CODE_OF = "SELECT code FROM contribution WHERE source_system = :system ORDER BY {} DESC, id LIMIT 1"
NOTHING_YET = "http://127.0.0.1"


def take_in(world: World) -> None:
    """Import the city's proposals and comments, as an operator does."""
    consult = [sys.executable, "-m", "consult"]
    own = environment(world.folder, NOTHING_YET)
    found = ["process", "new", SLUG, "--title", "A city", "--own-vocabulary"]
    subprocess.run([*consult, *found], env=own, check=True)
    for name, options in FILES.items():
        order = ["import", "csv", str(DATA / f"{name}.csv"), "--process", SLUG]
        subprocess.run([*consult, *order, *options, *IN_BOTH], env=own, check=True)


def curate(folder: Path, curator: str) -> tuple[int, str]:
    """Hang a dozen ideas that say the same on a node, and draft a project from it."""
    db.connect(f"sqlite:///{folder / 'consult.db'}")
    with db.transaction() as session:
        person = session.scalars(select(Person).where(Person.email == curator)).one()
        process = session.scalars(select(Process).where(Process.slug == SLUG)).one()
        node = create_node(person, process, NodeDraft(TITLE, {}, Maturity.IDEA))
        for idea_id in session.scalars(holding(SEARCH_KIND, WORDS, VOICES)).all():
            link_contribution(person, process, node, session.get_one(Contribution, idea_id))
        [platform] = platforms_of(process.cycle)
        draft = ProjectDraft(TITLE, platform.id, problem={}, objective={}, actions={}, promoter={})
        project = draft_project(person, process, draft, node)
        found = (node.id, project.code)
    db.dispose()
    return found


def shots(world: World, node: int, project: str) -> list[Shot]:
    """Lists, search, maps, the longest title, the longest thread, and the desks."""
    here = f"/processes/{SLUG}"
    with create_engine(f"sqlite:///{world.folder / 'consult.db'}").connect() as database:
        system = {"system": f"{SLUG}/file"}
        longest, busiest = (
            database.scalar(text(CODE_OF.format(order)), system)
            for order in ("length(title)", "comments")
        )
    seen = [
        Shot("city", here),
        Shot("city-ideas", f"{here}/ideas"),
        Shot("city-search", f"{here}/ideas?q=carril+bici"),
        Shot("city-ideas-map", f"{here}/ideas?view=map"),
        Shot("city-idea-map", f"{here}/idea-map"),
        Shot("city-long-title", f"{here}/ideas/{longest}"),
        Shot("city-long-thread", f"{here}/ideas/{busiest}"),
        Shot("city-node", f"{here}/idea-map/nodes/{node}"),
        Shot("city-import", f"{here}/desk/imports/1", "administrator"),
        Shot("city-curating", f"{here}/desk/idea-map", "administrator"),
        Shot("city-moderation", f"{here}/desk/moderation?state=published", "administrator"),
        Shot("city-voices", f"{here}/desk/projects/voices", "administrator"),
        Shot("city-project", f"{here}/desk/projects/{project}", "administrator"),
    ]
    return [shot._replace(change=VEIL) for shot in seen]


def main() -> None:
    """Take the pictures into the folder named first."""
    out, names = Path(sys.argv[1]), set(sys.argv[2:])
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        world = copy_of("milan", Path(folder), Path(folder) / "served")
        places = read_places(world.folder)
        take_in(world)
        made = curate(world.folder, places.emails["administrator"])
        with serving(world) as served, chromium() as browser:
            wanted = shots(world, *made)
            for name, picture in take(browser, served.url, places, wanted, names):
                (out / name).write_bytes(picture)
                sys.stdout.write(f"{name}: {len(picture) // 1000} kB\n")


if __name__ == "__main__":
    main()

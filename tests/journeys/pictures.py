"""Take the pictures of the main pages: `python -m tests.journeys.pictures docs/pictures [NAME …]`.

Builds the demo in a folder that is thrown away, serves it, and takes each page whole, in Italian,
at 390 and at 1280 pixels, with colours reduced until the file is small. Named pages only, if named.
"""

from __future__ import annotations

import io
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, cast

from PIL import Image

from tests.journeys.finding import find
from tests.journeys.hands import Touch
from tests.journeys.places import Places, read_places
from tests.journeys.rooming import furnish
from tests.journeys.screens import DESK, PHONE, Screen, a_screen
from tests.journeys.story import Story
from tests.journeys.worlds import copy_of, serving
from tests.servers.chromium import chromium

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from playwright.sync_api import Browser

    from tests.journeys.rooming import Room, Rooms

LARGEST = 200_000  # bytes
COLOURS = (96, 64, 40, 24)
APART = 24  # the least difference of two colours, red, green and blue added
LANGUAGE = "it"


class Shot(NamedTuple):
    """A picture: its name, the page, and who looks: a post, one of the cast by name, or nobody."""

    name: str
    path: str
    post: str = ""
    seat: Room | None = None
    widths: tuple[int, ...] = (PHONE, DESK)
    change: str = ""  # a script that changes what is seen before it is taken


def room_shots(at: Places, rooms: Rooms) -> list[Shot]:
    """Sessions by the rules of a method, on all their screens, and what remains of a session."""
    found = []
    for name, room in rooms.by_method.items():
        found += [
            Shot(f"{name}-console", room.console, "planner"),
            Shot(
                f"{name}-projector",
                f"{room.console.removesuffix('console')}projector",
                "planner",
                widths=(DESK,),
            ),
            Shot(f"{name}-phone", f"/t/{room.code}", seat=room, widths=(PHONE,)),
        ]
    here, ranking = f"/processes/{at.slug}", rooms.by_method["ranking"].console
    return [
        *found,
        Shot("cafe-rounds", f"{rooms.by_method['cafe'].console}/rounds", "planner"),
        Shot("open-space-grid", f"{rooms.by_method['open-space'].console}/grid", "planner"),
        Shot("stand-ins", f"{ranking}/stand-ins/9", "planner"),
        Shot("wall-photos", f"{ranking}/photos", "planner"),
        Shot("wall-photo", f"{ranking}/photos/1", "planner"),
        Shot("commitments", f"{here}/commitments"),
        Shot("commitment", f"{here}/commitments/{rooms.promise}"),
        Shot("minutes-linked", rooms.minutes),
        Shot("desk-imports", f"{here}/desk/imports", "planner"),
    ]


def shots(at: Places) -> list[Shot]:
    """The main pages, in the order in which one would show them."""
    here = f"/processes/{at.slug}"
    return [
        Shot("home", "/"),
        Shot("process", here),
        Shot("pact", f"{here}/pact"),
        Shot("ideas", f"{here}/ideas"),
        Shot("idea", f"{here}/ideas/{at.ideas['told']}"),
        Shot("zones", "/zones"),
        Shot("zone", f"/zones/{at.zone.key}"),
        Shot("municipality", f"/municipalities/{at.municipality.key}"),
        Shot("platforms", "/platforms"),
        Shot("platform", f"/platforms/{at.platforms[0].key}"),
        Shot("theme", f"/themes/{at.themes[0].key}"),
        Shot("plan", "/plan"),
        Shot("idea-map", f"{here}/idea-map"),
        Shot("node", f"{here}/idea-map/nodes/{at.node.key}"),
        Shot("idea-map-versions", f"{here}/idea-map/versions"),
        Shot("ideas-map", f"{here}/ideas?view=map"),
        Shot("questions", f"{here}/questions"),
        Shot("opinions", f"{here}/questions/{at.questions['closed']}/opinions"),
        Shot("choices", f"{here}/choices"),
        Shot("choice", f"{here}/choices/{at.choices['open']}"),
        Shot("choice-told", f"{here}/choices/{at.choices['told']}"),
        Shot("receipt", f"{here}/choices/receipts"),
        Shot("moderation-register", f"{here}/moderation"),
        Shot("projects", f"{here}/projects"),
        Shot("project", f"{here}/projects/{at.projects['candidate']}"),
        Shot("sign-in", "/sign-in"),
        Shot("error-404", "/nessuna-pagina"),
        Shot("gallery", "/_gallery"),
        Shot("demo-cast", "/demo/cast"),
        Shot("demo-mail", "/demo/mail"),
        Shot("idea-new", f"{here}/ideas/new", "Ada"),
        Shot("account", "/account", "Ada"),
        Shot("letters", "/account/letters", "Ada"),
        Shot("desk-moderation", f"{here}/desk/moderation", "moderator"),
        Shot("desk-idea-map", f"{here}/desk/idea-map", "curator"),
        Shot("desk-suggestions", f"{here}/desk/idea-map/suggestions", "curator"),
        Shot("desk-node", f"{here}/desk/idea-map/nodes/{at.node.key}", "curator"),
        Shot("desk-project", f"{here}/desk/projects/{at.projects['candidate']}", "curator"),
        Shot("desk-split", f"{here}/desk/idea-map/nodes/{at.node.key}/split/new", "curator"),
        Shot("desk-choice", f"{here}/desk/choices/{at.choices['open']}", "planner"),
        Shot("home-planner", "/", "planner"),
        Shot("desk-settings", f"{here}/desk/settings", "planner"),
    ]


def hearing_shots(at: Places) -> list[Shot]:
    """Interviews, at the desk and on the interviewee's phone."""
    desk, code = f"/processes/{at.slug}/desk", at.interview["code"]
    one = f"{desk}/interviews/{code}"
    return [
        Shot("desk-interviews", f"{desk}/interviews", "planner"),
        Shot("desk-interview", one, "planner"),
        Shot("desk-transcript", f"{one}/transcript", "planner"),
        Shot("desk-coding", f"{one}/coding", "curator"),
        Shot("desk-codebook", f"{desk}/codebook", "curator"),
        Shot(
            "desk-agreement",
            f"{desk}/research/interviews/{at.interview['code']}/agreement",
            "curator",
        ),
        Shot("desk-passages", f"{one}/passages", "planner"),
        Shot("desk-research", f"{desk}/research", "curator"),
        Shot("interview-consent", at.interview["link"], widths=(PHONE,)),
        Shot("interview-passages", f"{at.interview['link']}/passages", widths=(PHONE,)),
        Shot("interview-passage", at.interview["passage"], widths=(PHONE,)),
    ]


def reduced(picture: bytes) -> bytes:
    """The same picture in fewer colours, as many as its size allows."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    for colours in COLOURS:
        out = io.BytesIO()
        few = image.quantize(palette=_palette(image, colours), dither=Image.Dither.NONE)
        few.save(out, "PNG", optimize=True)
        if out.tell() <= LARGEST:
            break
    return out.getvalue()


def _palette(image: Image.Image, colours: int) -> Image.Image:
    """The colours that fill most of a picture, each apart from the others: flat ones stay exact."""
    chosen: list[tuple[int, int, int]] = []
    pixels = cast("Iterable[tuple[int, int, int]]", image.get_flattened_data())
    for rgb, _count in Counter(pixels).most_common():
        if all(sum(abs(a - b) for a, b in zip(rgb, one, strict=True)) >= APART for one in chosen):
            chosen.append(rgb)
        if len(chosen) == colours:
            break
    palette = Image.new("P", (1, 1))
    palette.putpalette([value for rgb in chosen for value in rgb])
    return palette


def take(
    browser: Browser, url: str, places: Places, all_shots: Sequence[Shot], names: set[str]
) -> Iterator[tuple[str, bytes]]:
    """Take each picture in both widths, as a file name and its bytes."""
    wanted = [shot for shot in all_shots if not names or shot.name in names]
    for width in (PHONE, DESK):
        for post in dict.fromkeys(shot.post for shot in wanted):
            with a_screen(browser, url, width=width, language=LANGUAGE) as screen:
                if post:
                    _become(screen, places, post)
                for shot in wanted:
                    if shot.post != post or width not in shot.widths:
                        continue
                    if shot.seat:
                        _sit_down(screen, shot.seat)
                    with screen.expecting(404):
                        screen.open(shot.path)
                    _settle(screen)
                    if shot.change:
                        screen.page.evaluate(shot.change)
                    picture = screen.page.screenshot(full_page=True, animations="disabled")
                    yield f"{shot.name}-{width}.png", reduced(picture)


def _sit_down(screen: Screen, room: Room) -> None:
    name, url = f"seat-{room.session_id}", screen.base_url
    screen.page.context.add_cookies([{"name": name, "value": room.token, "url": url}])


def _become(screen: Screen, places: Places, post: str) -> None:
    screen.page.context.add_cookies([{"name": "lang", "value": LANGUAGE, "url": screen.base_url}])
    screen.open("/demo/cast")
    story = Story(Touch(screen), LANGUAGE, places)
    name = story.words("Become %(name)s", name=places.cast.get(post, post))
    screen.page.get_by_role("button", name=name).first.click()
    screen.page.wait_for_load_state()


def _settle(screen: Screen) -> None:
    """Wait for fonts and for pictures further down."""
    screen.page.evaluate("document.fonts.ready.then(() => true)")
    screen.page.evaluate(
        "Promise.all([...document.images].map((one) => { one.loading = 'eager';"
        " return one.decode().catch(() => null); })).then(() => true)"
    )


def main() -> None:
    """Take the pictures into the folder named first."""
    out, names = Path(sys.argv[1]), set(sys.argv[2:])
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        world = copy_of("milan", Path(folder), Path(folder) / "served")
        places = read_places(world.folder)
        rooms = furnish(world.folder, places.emails["planner"])
        find(world.folder)
        wanted = [*shots(places), *hearing_shots(places), *room_shots(places, rooms)]
        with serving(world) as served, chromium() as browser:
            for name, picture in take(browser, served.url, places, wanted, names):
                (out / name).write_bytes(picture)
                sys.stdout.write(f"{name}: {len(picture) // 1000} kB\n")


if __name__ == "__main__":
    main()

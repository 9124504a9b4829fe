"""The desk of interviews, and the interviewee's private link, as pages."""

from io import BytesIO

import pytest

from consult.interviews import (
    FileKind,
    InterviewKind,
    InterviewState,
    Purpose,
    files_of,
    find_interview,
    get_interview,
    keep_file,
    link_of,
    make_link,
    may,
)
from consult.interviews.queries import number_of
from consult.interviews.tokens import token_of
from consult.kernel.db import db
from consult.processes import Role
from tests.makers import a_person, on_staff
from tests.makers.interviews import MP3, PDF, a_consent_text, an_interview, some_audio

DESK = "/processes/plan/desk/interviews"


def address_of(interview):
    return f"{DESK}/{interview.code}"


@pytest.fixture
def link(bruno, process):
    """The path of a private link, of an interview that was planned."""
    a_consent_text(process, "Who asks you, and why.")
    interview = an_interview(process)
    return f"/interviews/{token_of(interview.id, number_of(make_link(bruno, interview)))}"


def test_an_interview_is_planned_changed_and_held_at_the_desk(browser, bruno, process):
    browser.sign_in(bruno).get(f"{DESK}/new")
    typed = {"title": "The crossing", "body_kind": "school", "municipality": "Nowhere at all"}
    assert browser.post(DESK, **typed).status == 422
    made = browser.post(DESK, **(typed | {"municipality": "", "planned_for": "2020-05-05T10:00"}))
    code = made.location.rpartition("/")[2]
    assert "The crossing" in browser.get(DESK).text("main")

    edit = f"{DESK}/{code}/edit"
    assert browser.post(made.location, edit, title="").status == 422
    assert browser.post(made.location, edit, title="Both crossings").status == 303
    assert browser.post(made.location, edit, title="Late", version="1").status == 409
    late = browser.post(f"{made.location}/holding", made.location, held_at="2999-01-01T10:00")
    assert late.status == 422
    held = browser.post(f"{made.location}/holding", made.location, held_at="2020-05-05T10:00")
    assert held.status == 303
    assert find_interview(process, code).state is InterviewState.HELD


def test_consent_on_paper_audio_and_withdrawal_at_the_desk(browser, bruno, process):
    a_consent_text(process)
    at = address_of(interview := an_interview(process))
    browser.sign_in(bruno)
    assert browser.post(f"{at}/consents", at, use="y").status == 422
    wrong = browser.post(f"{at}/consents", at, use="y", scan=(BytesIO(MP3), "a.pdf"))
    assert "PDF or a picture" in wrong.text("main")
    signed = (BytesIO(PDF), "signed.pdf")
    assert browser.post(f"{at}/consents", at, record="y", use="y", scan=signed).status == 303
    audio = (BytesIO(MP3), "said.mp3")
    assert browser.post(f"{at}/files", at).status == 422
    far = browser.post(f"{at}/files", at, audio=audio, delete_on="2999-01-01")
    assert "no later than the consent" in far.text("main")
    audio = (BytesIO(MP3), "said.mp3")
    assert browser.post(f"{at}/files", at, audio=audio).status == 303
    kept = next(one for one in files_of(interview) if one.kind is FileKind.AUDIO)
    part = browser.fetch(f"{at}/files/{kept.id}", headers={"Range": "bytes=0-2"})
    assert (part.status_code, part.data, part.headers["Cache-Control"]) == (
        206,
        b"ID3",
        "private, no-store",
    )
    assert part.headers["Content-Security-Policy"] == "default-src 'none'; media-src 'self'"
    assert browser.post(f"{at}/files/{kept.id}/delete", at).status == 303
    assert browser.get(f"{at}/files/{kept.id}").status == 404

    assert browser.post(f"{at}/consents/use/delete", at).status == 303
    assert not may(get_interview(interview.id), Purpose.USE)
    assert browser.post(f"{at}/withdrawal", at, because="by phone").status == 303
    assert "Everything was withdrawn" in browser.get(at).text("main")


def test_a_meeting_at_the_desk_counts_roles(browser, bruno, process):
    at = address_of(an_interview(process, kind=InterviewKind.MEETING))
    browser.sign_in(bruno)

    assert browser.post(f"{at}/presence", at, roles="Parents: many").status == 422
    assert browser.post(f"{at}/presence", at, roles="Parents: 4\nShops: 2").status == 303
    assert "Parents: 4" in browser.get(at).text("main")


def test_the_link_is_made_and_revoked_at_the_desk(browser, bruno, process):
    at = address_of(interview := an_interview(process))
    browser.sign_in(bruno)
    assert browser.post(f"{at}/link", at, days="999").status == 422
    assert browser.post(f"{at}/link", at, days="30").status == 303
    assert "/interviews/" in browser.get(at).text("main")
    assert browser.post(f"{at}/link/delete", at).status == 303
    assert link_of(interview) is None


def test_whom_to_hear_is_typed_as_numbers(browser, elena, bruno, process):
    zone = next(iter(browser.sign_in(elena).get(f"{DESK}/hearing").soup.select("input[inputmode]")))
    name = zone["name"]
    at = f"{DESK}/hearing"
    assert {"Guides", "Codebook", "Files and reports"} <= set(browser.page.links())
    assert browser.post(at, at, **{name: "2"}).status == 303
    assert "2 missing" in browser.get(DESK).text("main")
    assert browser.post(at, at, **{name: "-1"}).status == 422
    assert "Only planners" in browser.sign_in(bruno).get(at).text("main")


def test_for_all_others_there_is_no_interview(browser, bruno, ada, carla, process):
    interview = an_interview(process)
    away = on_staff(a_person("Away"), process, Role.CURATOR)
    browser.sign_in(ada)
    assert browser.get(DESK).status == 403
    browser.sign_in(carla)
    assert browser.get(address_of(interview)).status == 403
    browser.sign_in(away)
    assert browser.get(address_of(interview)).status == 200
    assert browser.get(f"{DESK}/NOTHERE1").status == 404
    assert browser.get(f"{address_of(interview)}/files/1").status == 404


def test_the_desk_asks_as_often_for_many_as_for_one(browser, bruno, process, count_queries):
    an_interview(process, agrees={Purpose.USE})
    browser.sign_in(bruno).get(DESK)
    with count_queries() as one:
        browser.get(DESK)
    for _more in range(3):
        an_interview(process, agrees={Purpose.USE})
    browser.get(DESK)
    with count_queries() as many:
        browser.get(DESK)

    assert len(many) == len(one)


def test_an_interviewee_answers_and_takes_everything_back_without_an_account(browser, link):
    page = browser.get(link)
    assert "Who asks you, and why." in page.text("main")
    assert "none of them is published" in page.text("main")
    assert "Olga" not in page.text()
    assert page.response.headers["Cache-Control"] == "private, no-store"
    assert "noindex" in str(page.soup.select_one("head"))

    outdated = browser.post(f"{link}/consents", link, use="y", version="7")
    assert outdated.status == 409
    assert "read it again" in outdated.text("main")
    assert browser.post(f"{link}/consents", link, use="y").status == 303
    interview = get_interview(1)
    assert may(interview, Purpose.USE)
    assert not may(interview, Purpose.RECORD)
    assert link_of(interview).opened_at is not None

    done = browser.post(f"{link}/withdrawal", f"{link}/withdrawal")
    assert done.status == 303
    db.session.expire_all()
    assert get_interview(1).is_withdrawn
    assert browser.get(link).status == 404
    assert browser.get("/interviews/nothing").status == 404


def test_audio_of_another_interview_is_missing(browser, bruno, process):
    own = an_interview(process, agrees={Purpose.RECORD})
    file = keep_file(bruno, own, some_audio())
    other = an_interview(process)

    browser.sign_in(bruno)
    assert browser.get(f"{address_of(other)}/files/{file.id}").status == 404

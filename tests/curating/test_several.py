"""At the curators' desk: several voices at once, how far a node has come, joining."""

from sqlalchemy import select

from consult.contributions import Contribution, hide
from consult.ideamap import Maturity, Node, NodeDraft, NodeLink, create_node, link_contribution
from consult.kernel.db import db
from consult.territory import today, zone_of
from tests.makers import a_municipality, a_process, a_theme, an_idea, in_every_language

DESK = "/processes/plan/desk/idea-map"


def a_node(person, process, title="Buses at night"):
    return create_node(person, process, NodeDraft(title=in_every_language(title), summary={}))


def hung():
    db.session.expire_all()
    return db.session.scalars(select(NodeLink).where(NodeLink.unlinked_at.is_(None))).all()


def test_ticked_voices_are_linked_and_the_linking_undone(browser, ada, dario, process):
    node = a_node(dario, process)
    ideas = [an_idea(ada, process, title=f"Idea {n}", published=True) for n in range(3)]
    codes = [idea.code for idea in ideas[:2]]
    form = browser.sign_in(dario).get(DESK).form_to(f"{DESK}/batches")

    answer = browser.send(f"{DESK}/batches", data=form | {"codes": codes, "node": str(node.id)})

    assert answer.status == 303
    page = browser.get(DESK)
    assert "You have just linked 2 voices" in page.text("main")
    assert "Idea 2" in page.text("#codes")
    assert "Idea 0" not in page.text("#codes")
    assert len(hung()) == 2
    ids = [one["value"] for one in page.soup.select("input[name=link]")]
    browser.send(
        f"{DESK}/batches/delete", data=page.form_to(f"{DESK}/batches/delete") | {"link": ids}
    )
    assert hung() == []


def test_what_is_hidden_meanwhile_keeps_the_ticks(browser, ada, dario, process):
    node = a_node(dario, process)
    good, gone = (an_idea(ada, process, published=True) for _ in range(2))
    asked = {"codes": [good.code, gone.code], "node": str(node.id)}
    form = browser.sign_in(dario).get(DESK).form_to(f"{DESK}/batches")
    hide(db.session.get_one(Contribution, gone.id))

    page = browser.send(f"{DESK}/batches", data=form | asked)

    assert page.status == 422
    assert "not public any more" in page.text("main")
    assert page.soup.select_one(f"#code-{good.code}").has_attr("checked")
    assert hung() == []


def test_forged_ids_link_and_undo_nothing(browser, ada, dario, fabio, process):
    other = a_process("other")
    node = a_node(fabio, other)
    link_contribution(fabio, other, node, an_idea(ada, other, published=True))
    link = hung()[0]
    a_node(dario, process)
    an_idea(ada, process, published=True)
    forged, undone = str(node.id), str(link.id)
    form = browser.sign_in(dario).get(DESK).form_to(f"{DESK}/batches")

    sent = browser.send(f"{DESK}/batches", data=form | {"codes": ["<b>"], "node": forged})
    browser.send(f"{DESK}/batches/delete", data=form | {"link": [undone, "x", "9" * 30]})

    assert sent.status == 422
    assert [str(one.id) for one in hung()] == [undone]


def test_the_list_is_narrowed_by_zone_theme_and_words(browser, ada, dario, process):
    a_node(dario, process)
    an_idea(ada, process, title="A bus at night", published=True)
    an_idea(ada, process, title="A market hall", theme=a_theme(1), published=True)
    zone = zone_of(a_municipality(), today())

    by_theme = browser.sign_in(dario).get(f"{DESK}?zone={zone.code}&theme={a_theme(1).code}")
    by_words = browser.get(f"{DESK}?q=market")
    none = browser.get(f"{DESK}?q=zeppelin")

    for page in (by_theme, by_words):
        assert "A market hall" in page.text("#codes")
        assert "A bus at night" not in page.text("#codes")
    assert "Nothing that hangs nowhere" in none.text("main")
    assert browser.get(f"{DESK}?zone=utopia").status == 400


def test_a_maturity_is_set_with_its_reason_and_read_by_everyone(
    browser, another_browser, dario, process
):
    node = a_node(dario, process)
    at = f"{DESK}/nodes/{node.id}/maturity"
    browser.sign_in(dario).get(f"{at}/edit")

    missing = browser.post(at, _at=f"{at}/edit", maturity="proposal", reason="")
    assert missing.status == 422
    assert "Say why" in missing.text("#reason-error")
    answer = browser.post(at, _at=f"{at}/edit", maturity="proposal", reason="Four towns agree.")

    assert answer.status == 303
    page = another_browser.get(f"/processes/plan/idea-map/nodes/{node.id}")
    assert "Four towns agree." in page.text("main")


def test_a_maturity_set_meanwhile_conflicts_and_keeps_the_reason(browser, dario, process):
    node = a_node(dario, process)
    at = f"{DESK}/nodes/{node.id}/maturity"
    form = browser.sign_in(dario).get(f"{at}/edit").form_to(at)
    saved = db.session.get_one(Node, node.id)
    saved.version += 1
    db.session.flush()

    page = browser.send(at, data=form | {"maturity": "idea", "reason": "Mine."})

    assert page.status == 409
    assert page.value("reason") == "Mine."
    assert db.session.get_one(Node, node.id).maturity is Maturity.SPARK


def test_two_nodes_are_joined_and_parted(browser, another_browser, dario, process):
    one, other = a_node(dario, process, "One"), a_node(dario, process, "Other")
    at = f"{DESK}/nodes/{one.id}/joining"
    browser.sign_in(dario).get(f"{DESK}/nodes/{one.id}/maturity/edit")

    asked = {"_at": f"{DESK}/nodes/{one.id}/maturity/edit", "other": str(other.id)}
    assert "Say why" in browser.post(at, **asked, why="").text("#why-error")
    answer = browser.post(at, **asked, why="They say the same.")

    assert answer.status == 303
    page = browser.get(answer.location)
    assert "They say the same." in page.text("main")
    told = another_browser.get(f"/processes/plan/idea-map/nodes/{one.id}")
    assert "joined into another" in told.text(".lit")
    assert "One" in another_browser.get(f"/processes/plan/idea-map/nodes/{other.id}").text("main")
    again = browser.get(f"{DESK}/nodes/{one.id}/maturity/edit")
    assert "already" in browser.post(
        at, _at=again.url if hasattr(again, "url") else asked["_at"], other=str(other.id), why="X"
    ).text("#other-error")
    undo = f"{DESK}/nodes/{other.id}/joining"
    action = next(
        one["action"] for one in page.soup.select("form") if one.get("action", "").startswith(undo)
    )
    assert browser.send(action, data=page.form_to(action)).status == 303
    assert "One" in another_browser.get("/processes/plan/idea-map").text(".tree")
    assert browser.send(f"{undo}/999/delete", data=page.form_to(action)).status == 404

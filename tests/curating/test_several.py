"""At the curators' desk: several voices at once, how far a node has come, joining."""

from sqlalchemy import select

from consult.contributions import Contribution, hide
from consult.ideamap import (
    Maturity,
    Node,
    NodeDraft,
    NodeLink,
    all_public_on,
    create_node,
    link_contribution,
    nodes_in,
)
from consult.kernel.db import db
from consult.moderation.commands.likeness import link_alike
from consult.territory import today, zone_of
from tests.makers import a_municipality, a_process, a_theme, an_idea, in_every_language, the_cycle
from tests.makers.desk import opened

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


def test_a_node_is_split_at_the_desk_and_the_splitting_undone(browser, ada, dario, process):
    node = a_node(dario, process)
    stays, goes = (an_idea(ada, process, title=one, published=True) for one in ("Stays", "Goes"))
    for idea in (stays, goes):
        link_contribution(dario, process, node, idea)
    split = f"{DESK}/nodes/{node.id}/split"
    languages = the_cycle().languages
    typed = {f"{name}_{code}": "" for name in ("title", "summary") for code in languages}
    typed |= {f"title_{languages[0]}": "New", "codes": goes.code}
    browser.sign_in(dario).get(f"{split}/new")

    wrong = browser.post(split, reason="", **typed)
    assert wrong.status == 422
    assert "Say why" in wrong.text("#reason-error")
    assert wrong.soup.select_one("input[name=codes][checked]")["value"] == goes.code
    answer = browser.post(split, reason="Two.", **typed)

    page = browser.follow(answer.location)
    assert "Split from: Buses at night Two." in " ".join(page.text("main").split())
    assert "Split from: Buses at night" in browser.get(answer.location.replace("/desk/", "/")).text(
        "main"
    )
    undo = f"{answer.location}/split/delete"
    form = browser.get(answer.location).form_to(undo)
    answer = browser.send(undo, data=form)
    assert "New is joined into this node." in browser.follow(answer.location).text("main")
    assert browser.send(f"{answer.location}/split/delete", data=form).status == 404
    assert browser.send(undo, data={}).status != 200


def test_what_says_the_same_goes_to_a_node_together(browser, ada, carla, dario, process):
    one, same, third = (an_idea(ada, process, title=f"Bus {n}", published=True) for n in range(3))
    link_alike(carla, opened(one, carla), opened(same, carla))
    first, *rest = the_cycle().languages
    browser.sign_in(dario)
    assert "2 voices" not in browser.get(f"{DESK}/nodes/new?code={third.code}").text("main")
    page = browser.get(f"{DESK}/nodes/new?code={one.code}")
    assert "these 2 voices" in page.text("main")

    typed = {f"title_{first}": "Buses", f"summary_{first}": "", "maturity": "idea", "place": ""}
    typed |= {f"{name}_{code}": "" for name in ("title", "summary") for code in rest}
    browser.post(f"{DESK}/nodes", theme="", _at=f"{DESK}/nodes/new?code={one.code}", **typed)
    [node] = nodes_in(process)
    assert {idea.id for idea in all_public_on(node)} == {one.id, same.id}

    other = a_node(dario, process, "Other")
    browser.get(f"{DESK}/links/new?code={same.code}")
    browser.post(f"{DESK}/links", code=same.code, node=str(other.id), note="", together="y")
    assert {idea.id for idea in all_public_on(other)} == {one.id, same.id}

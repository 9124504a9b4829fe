"""Who works on a consultation, in which role and zone, and who may know of it."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from consult.accounts import Browser, Person, person_by_email, sign_in
from consult.accounts.queries import live_sign_ins
from consult.audit import Act
from consult.kernel.clock import now
from consult.kernel.db import db
from consult.kernel.errors import NotAllowedError, NotFoundError, RefusedError
from consult.kernel.mail import Letter
from consult.processes import (
    Process,
    Role,
    Staff,
    State,
    end_post,
    get_process,
    is_visible,
    name_staff,
    roles_of,
    staff_of,
    works_as,
)
from consult.processes.jobs import tell_of_post
from consult.processes.queries import processes_seen_by
from consult.territory import Territory, Zone, zones_of
from tests.makers import a_person, a_process, kept, on_staff


def zones(process):
    return zones_of(db.session.get_one(Territory, process.cycle.territory_id))


def test_a_planner_names_someone_who_is_told_and_signed_out(elena, ada, process):
    sign_in(ada, Browser("", "phone", "Firefox", "Android"))

    post = name_staff(elena, process, "ADA@example.org", Role.MODERATOR)

    assert works_as(ada, process, Role.MODERATOR)
    assert live_sign_ins(ada, now()) == []
    assert db.session.query(Act).filter_by(verb="staff.named").one().thing_id == post.id
    tell_of_post(staff_id=post.id)
    letter = db.session.scalars(select(Letter)).one()
    assert (letter.to, letter.language) == (ada.email, ada.language)
    assert f"/processes/{process.slug}" in letter.body


def test_someone_unknown_finds_the_post_at_their_first_sign_in(elena, process):
    name_staff(elena, process, "new@example.org", Role.CURATOR, zones(process)[0])

    assert works_as(person_by_email("new@example.org"), process, Role.CURATOR)


def test_a_post_in_a_zone_is_told_with_the_zone(elena, process):
    zone = zones(process)[0]
    post = name_staff(elena, process, "new@example.org", Role.FACILITATOR, zone)

    tell_of_post(staff_id=post.id)

    assert zone.name in db.session.scalars(select(Letter)).one().body


def test_naming_twice_is_one_post(elena, process):
    zone = zones(process)[0]
    one = name_staff(elena, process, "new@example.org", Role.FACILITATOR, zone)
    other = name_staff(elena, process, "new@example.org", Role.FACILITATOR, zone)
    everywhere = name_staff(elena, process, "new@example.org", Role.FACILITATOR)

    assert one is other
    assert everywhere is not one
    assert name_staff(elena, process, "new@example.org", Role.FACILITATOR) is everywhere


def test_a_post_that_ended_stays_in_the_record(elena, ada, process):
    post = name_staff(elena, process, ada.email, Role.MODERATOR)
    sign_in(ada, Browser("", "phone", "Firefox", "Android"))

    end_post(elena, process, post)
    end_post(elena, process, post)

    assert not works_as(ada, process, Role.MODERATOR)
    assert live_sign_ins(ada, now()) == []
    assert db.session.get_one(Staff, post.id).until is not None
    assert db.session.query(Act).filter_by(verb="staff.ended").count() == 1
    tell_of_post(staff_id=post.id)
    assert db.session.scalars(select(Letter)).all() == []


def test_who_left_a_post_can_be_named_again(elena, ada, process):
    end_post(elena, process, name_staff(elena, process, ada.email, Role.MODERATOR))

    name_staff(elena, process, ada.email, Role.MODERATOR)

    assert works_as(ada, process, Role.MODERATOR)


def test_only_planners_and_administrators_name_and_dismiss(ada, carla, process):
    post = db.session.query(Staff).filter_by(person_id=carla.id).one()
    for person in (ada, carla):
        with pytest.raises(NotAllowedError):
            name_staff(person, process, "friend@example.org", Role.MODERATOR)
        with pytest.raises(NotAllowedError):
            end_post(person, process, post)


def test_a_zone_of_another_plan_is_refused(elena, process):
    elsewhere = kept(
        Territory(code="elsewhere", name="Elsewhere", zones_title={}, credit={}, fingerprint="")
    )
    zone = kept(
        Zone(
            territory_id=elsewhere.id,
            code="x",
            name="X",
            letters="XX",
            colour="#000000",
            ink="#ffffff",
            position=1,
            note={},
        )
    )

    with pytest.raises(RefusedError) as refusal:
        name_staff(elena, process, "new@example.org", Role.FACILITATOR, zone)

    assert refusal.value.field == "zone"


def test_a_facilitator_of_a_zone_works_there_only(process):
    here, there = zones(process)[:2]
    gina = on_staff(a_person("Gina"), process, Role.FACILITATOR, here)

    assert works_as(gina, process, Role.FACILITATOR)
    assert works_as(gina, process, Role.FACILITATOR, zone_id=here.id)
    assert not works_as(gina, process, Role.FACILITATOR, zone_id=there.id)
    assert not works_as(gina, process, Role.MODERATOR)


def test_a_facilitator_of_everywhere_works_in_each_zone(bruno, process):
    assert works_as(bruno, process, Role.FACILITATOR, zone_id=zones(process)[0].id)


def test_administrators_may_do_whatever_staff_may(fabio, process):
    assert works_as(fabio, process, Role.CURATOR)
    assert roles_of(fabio, process) == frozenset(Role)


def test_who_is_suspended_works_on_nothing(carla, fabio, process):
    carla.suspended_at = fabio.suspended_at = now()

    assert not works_as(carla, process)
    assert roles_of(carla, process) == roles_of(fabio, process) == frozenset()
    assert not works_as(None, process)


def test_roles_are_told_together(process, carla):
    on_staff(carla, process, Role.CURATOR)

    assert roles_of(carla, process) == {Role.MODERATOR, Role.CURATOR}
    assert {post.person.name for post in staff_of(process)} == {"Carla"}


def test_a_draft_is_seen_by_its_staff_and_administrators(ada, fabio):
    draft = a_process("draft", state=State.DRAFT)
    gina = on_staff(a_person("Gina"), draft, Role.MODERATOR)

    assert get_process("draft", gina) is get_process("draft", fabio) is draft
    for person in (None, ada):
        with pytest.raises(NotFoundError) as hidden:
            get_process("draft", person)
        with pytest.raises(NotFoundError) as missing:
            get_process("nothing", person)
        assert hidden.value.message == missing.value.message


def test_a_closed_consultation_stays_readable(database):
    assert is_visible(a_process("closed", state=State.CLOSED), None)


def test_each_sees_the_list_that_is_theirs(ada, carla, fabio, process):
    draft = a_process("draft", state=State.DRAFT)
    gina = on_staff(a_person("Gina"), draft, Role.CURATOR)

    def seen_by(person: Person | None) -> list[Process]:
        return list(processes_seen_by(person))

    assert seen_by(None) == seen_by(ada) == seen_by(carla) == [process]
    assert seen_by(gina) == seen_by(fabio) == [draft, process]
    gina.suspended_at = now()
    assert seen_by(gina) == [process]

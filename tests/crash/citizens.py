"""Sixteen who write for a time, all of them the same kind of thing at the same moment."""

from __future__ import annotations

import random
import time
from collections import Counter, defaultdict

from sqlalchemy import select

from consult.accounts import Person, SignInCode
from consult.contributions import Contribution, Voice
from consult.discussion import Comment
from consult.kernel.db import db
from consult.voting import Support
from consult.voting.models import Approval, Ballot, Stance
from tests.crash.coders import marks_standing
from tests.crash.story import KINDS, PROCESS
from tests.crash.writers import Writer

ROUNDS = 10
"""How many ideas, statements and choices there are to write on."""
BEAT_SECONDS = 2.0
AGAIN = 0.2
MOST_COMMENTS, MOST_BALLOTS, MOST_LETTERS = 7, 12, 12  # each may be sent several times
ANSWERS = ("agree", "disagree", "torn")


class Citizen(Writer):
    """One of them: `said` holds what was acknowledged, and nothing else may be there."""

    def __init__(self, port, story, number, seed):
        super().__init__(port, story["cookies"][number])
        self._story, self._number, self._seed = story, number, seed
        self._many = Counter()
        self.said = {}

    def live(self, until):
        """Write something at each beat."""
        while (left := until - time.monotonic()) > 0:
            beat = int(left / BEAT_SECONDS)
            time.sleep(min(left, left - beat * BEAT_SECONDS))
            chance = random.Random(f"{self._seed}/{beat}")
            kind, turn = chance.choice([*KINDS, "letter"]), chance.randrange(ROUNDS)
            getattr(self, f"_{kind}")(turn, random.Random(f"{self._seed}/{beat}/{self._number}"))

    def _idea(self, _turn, chance):
        number = self._count("idea")
        action, fields = self._form("idea", number)
        self._make(("idea", fields["title"]), action, fields, chance)

    def _comment(self, _turn, chance):
        number = self._count("comment")
        if number < MOST_COMMENTS:
            action, fields = self._form("comment", number)
            self._make(("comment", fields["body"]), action, fields, chance)

    def _support(self, turn, _chance):
        page = f"{PROCESS}/ideas/{self._story['codes'][turn]}"
        stood = self.said.get(("support", turn, self._number), 0)
        action = f"{page}/support/delete" if stood else f"{page}/support"
        self.send(action, self.form(page, action))
        self.said["support", turn, self._number] = 0 if stood else "yes"

    def _stance(self, turn, chance):
        action, fields = self._form("stance", turn)
        answer = chance.choice(ANSWERS)
        self.send(action, fields | {"answer": answer})
        self.said["stance", turn, self._number] = answer

    def _ballot(self, turn, chance):
        if self._count("ballot") < MOST_BALLOTS:
            action, fields = self._form("ballot", turn)
            chosen = sorted(chance.sample(self._story["choices"][turn][1], chance.choice((1, 2))))
            self.send(action, fields | {"options": chosen})
            self.said["ballot", turn, self._number] = tuple(chosen)

    def _letter(self, _turn, chance):
        """Two of them sign in once more, at a new address each time."""
        number = self._count("letter")
        if self._number < 2 and number < MOST_LETTERS:
            address = f"new-{number}-{self._number}@example.org"
            guest = Writer(self._port, "lang=en")
            fields = guest.arrive("/sign-in")["/sign-in"] | {"email": address}
            self._make(("letter", address), "/sign-in", fields, chance, guest)

    def _form(self, kind, turn):
        return KINDS[kind](self._story, turn, self._number, self)

    def _make(self, key, action, fields, chance, writer=None):
        """Send a form that makes a thing; once in a while as if its answer had been lost."""
        leads = (writer or self).send(action, fields)
        self.said[key] = "once"
        if chance.random() < AGAIN:
            assert (writer or self).send(action, fields) == leads

    def _count(self, kind):
        self._many[kind] += 1
        return self._many[kind] - 1


def said_by(citizens):
    """All that they were told is taken, by what it is and whose, each once."""
    said = [item for citizen in citizens for item in citizen.said.items()]
    return Counter({(*key, value): 1 for key, value in said if value})


def standing(story):
    """What stands in the database, in the same words, as often as it is there."""
    ask, found = db.session.execute, Counter()
    ideas = {code: turn for turn, code in enumerate(story["codes"])}
    statements = {one: turn for turn, one in enumerate(story["statements"])}
    choices = {one: turn for turn, (one, _options) in enumerate(story["choices"])}
    new = select(Contribution.title).where(Contribution.title.startswith("New"))
    found.update(("idea", title, "once") for (title,) in ask(new))
    found.update(("comment", words, "once") for (words,) in ask(select(Comment.source)))
    found.update(("letter", to, "once") for (to,) in ask(select(SignInCode.email)))
    supports = _whose(Support, Contribution.code).join(
        Contribution, Contribution.id == Support.contribution_id
    )
    found.update(("support", ideas[code], _number(name), "yes") for code, name in ask(supports))
    stances = _whose(Stance, Stance.statement_id, Stance.value, Stance.pass_kind)
    found.update(
        ("stance", statements[one], _number(name), str(why or value))
        for one, value, why, name in ask(stances)
    )
    approved = defaultdict(list)
    for ballot_id, option_id in ask(select(Approval.ballot_id, Approval.option_id)):
        approved[ballot_id].append(option_id)
    found.update(marks_standing())
    found.update(
        ("ballot", choices[one], _number(name), tuple(sorted(approved[ballot_id])))
        for ballot_id, one, name in ask(_whose(Ballot, Ballot.id, Ballot.choice_id))
    )
    return found


def _whose(row, *columns):
    return (
        select(*columns, Person.display_name)
        .select_from(row)
        .join(Voice, Voice.id == row.voice_id)
        .join(Person, Person.id == Voice.person_id)
    )


def _number(name):
    return int(name.removeprefix("Writer "))


def differences(said, there):
    """Say in words what was lost, doubled, or never acknowledged; nothing is wanted."""
    return [
        *(f"{one} is lost" for one in sorted(said.keys() - there.keys(), key=str)),
        *(f"{one} was never acknowledged" for one in sorted(there.keys() - said.keys(), key=str)),
        *(
            f"{one} is there {many} times"
            for one, many in sorted(there.items(), key=str)
            if many > 1
        ),
    ]

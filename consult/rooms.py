"""The rooms of the house, from the lowest floor up."""

from consult.accounts.room import ROOM as ACCOUNTS
from consult.arranging.room import ROOM as ARRANGING
from consult.audit.room import ROOM as AUDIT
from consult.coding.room import ROOM as CODING
from consult.commitments.room import ROOM as COMMITMENTS
from consult.contributions.room import ROOM as CONTRIBUTIONS
from consult.curating.room import ROOM as CURATING
from consult.demo.room import ROOM as DEMO
from consult.discussion.room import ROOM as DISCUSSION
from consult.docket.room import ROOM as DOCKET
from consult.drafting.room import ROOM as DRAFTING
from consult.editions.room import ROOM as EDITIONS
from consult.exchange.room import ROOM as EXCHANGE
from consult.files.room import ROOM as FILES
from consult.guides.room import ROOM as GUIDES
from consult.home.room import ROOM as HOME
from consult.ideamap.room import ROOM as IDEAMAP
from consult.ideas.room import ROOM as IDEAS
from consult.interviews.room import ROOM as INTERVIEWS
from consult.layouts.room import ROOM as LAYOUTS
from consult.live.room import ROOM as LIVE
from consult.meaning.room import ROOM as MEANING
from consult.minutes.room import ROOM as MINUTES
from consult.moderation.room import ROOM as MODERATION
from consult.notifications.room import ROOM as NOTIFICATIONS
from consult.opendata.room import ROOM as OPENDATA
from consult.opinions.room import ROOM as OPINIONS
from consult.paper.room import ROOM as PAPER
from consult.polls.room import ROOM as POLLS
from consult.preparing.room import ROOM as PREPARING
from consult.processes.room import ROOM as PROCESSES
from consult.projects.room import ROOM as PROJECTS
from consult.qda.room import ROOM as QDA
from consult.returning.room import ROOM as RETURNING
from consult.rounds.room import ROOM as ROUNDS
from consult.running.room import ROOM as RUNNING
from consult.search.room import ROOM as SEARCH
from consult.seats.room import ROOM as SEATS
from consult.speaking.room import ROOM as SPEAKING
from consult.suggesting.room import ROOM as SUGGESTING
from consult.surprises.room import ROOM as SURPRISES
from consult.tables.room import ROOM as TABLES
from consult.taxonomy.room import ROOM as TAXONOMY
from consult.territory.room import ROOM as TERRITORY
from consult.transcripts.room import ROOM as TRANSCRIPTS
from consult.tying.room import ROOM as TYING
from consult.voting.room import ROOM as VOTING
from consult.wall.room import ROOM as WALL
from consult.wholes.room import ROOM as WHOLES

ROOMS = (
    AUDIT,
    FILES,
    LIVE,
    SEARCH,
    TERRITORY,
    TAXONOMY,
    ACCOUNTS,
    PROCESSES,
    CONTRIBUTIONS,
    GUIDES,
    MEANING,
    LAYOUTS,
    IDEAS,
    TABLES,
    INTERVIEWS,
    TRANSCRIPTS,
    PREPARING,
    SEATS,
    WALL,
    SPEAKING,
    POLLS,
    PAPER,
    ROUNDS,
    RUNNING,
    COMMITMENTS,
    MINUTES,
    DISCUSSION,
    VOTING,
    OPINIONS,
    DOCKET,
    MODERATION,
    IDEAMAP,
    CODING,
    CURATING,
    ARRANGING,
    EDITIONS,
    SURPRISES,
    SUGGESTING,
    PROJECTS,
    DRAFTING,
    RETURNING,
    TYING,
    WHOLES,
    NOTIFICATIONS,
    EXCHANGE,
    OPENDATA,
    QDA,
    HOME,
    DEMO,
)

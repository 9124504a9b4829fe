"""What follows when a table is closed, and when one of its voices is published."""

from consult.contributions import Contribution, contribution_published
from consult.curating.proposing import hang_where_it_belongs, propose_nodes
from consult.minutes import piles_proposed
from consult.tables import Session


@piles_proposed.when
def lay_piles_before_curators(session: Session) -> None:
    propose_nodes(session)


@contribution_published.when
def hang_it_on_its_node(contribution: Contribution) -> None:
    hang_where_it_belongs(contribution)

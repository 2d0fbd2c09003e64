"""Who sends for a running campaign: the board is asked whenever a message's turn has come."""

from collections.abc import Callable, Iterable

from kjr.app.messages import objections
from kjr.app.messages.outbox import Parcel
from kjr.app.messages.parcels import list_due_digests
from kjr.app.messages.sending import Post, Sender
from kjr.app.messages.ways import MessageSettings
from kjr.figures.board import Board, Clock
from kjr.state.acts import Act
from kjr.state.chases import gather_records
from kjr.state.engine.connections import Place
from kjr.state.journal import Journal


def build_sender(
    rules: MessageSettings,
    board: Board,
    journal: Journal,
    place: Place,
    clock: Clock,
    compose: Callable[[], str],
) -> Sender:
    """A sender that knows the campaign as it stands; ``compose`` gives the leaders' day."""

    def find_objection(parcel: Parcel, done: Iterable[Act]) -> str:
        return objections.find_objection(board.now, gather_records(done), clock(), parcel)

    def list_daily() -> list[Parcel]:
        campaign = board.now.campaign
        return list_due_digests(campaign, rules, journal.acts(), clock(), compose)

    return Sender(Post(place, journal, rules, clock, find_objection, list_daily))

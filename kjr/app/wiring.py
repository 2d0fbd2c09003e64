"""Open what the settings name: the campaign, its store, its board."""

from __future__ import annotations

import contextlib
import datetime as dt
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from kjr.app import kept_campaign
from kjr.app.folder_probe import read_mounts
from kjr.app.learning import CampaignInForce
from kjr.app.messages.contacts import ContactBook, KnownContacts
from kjr.app.messages.posting import build_sender
from kjr.app.messages.recipients import build_recipients, build_unit_link
from kjr.app.messages.sending import Sender
from kjr.app.messages.ways import parse_message_settings
from kjr.app.opening import Tell, keep_quiet
from kjr.app.records.watch import RecordWatch
from kjr.app.settings import Settings, find_campaign_folder
from kjr.campaign import unit_names
from kjr.campaign.model import Campaign
from kjr.documents.reminders.reminder import Recipients
from kjr.editing.saving import EditContext
from kjr.errors import KjrError
from kjr.figures.board import GOOGLE_POLL, POLL, Beside, Board, Clock
from kjr.figures.changes import Changes, compare_overviews
from kjr.figures.moments.archive import load_kept_snapshot
from kjr.figures.moments.frozen import (
    find_day_before,
    list_frozen_snapshots,
    load_frozen_snapshot,
    open_frozen_snapshot,
)
from kjr.figures.moments.refresh import refresh_snapshot
from kjr.figures.moments.rereading import follow_acts
from kjr.figures.moments.snapshot import Snapshot
from kjr.figures.overview import Overview, build_overview
from kjr.state import drafts, private_facts
from kjr.state.clerk_texts import load_standing_texts
from kjr.state.engine.database import close_databases
from kjr.state.journal import Journal
from kjr.state.sharing.call_counts import keep_in_database
from kjr.store.folder.folder_store import FolderStore
from kjr.store.folder.patience import NoAnswerError
from kjr.store.google.google_access import GoogleAccess

if TYPE_CHECKING:
    from kjr.store.google.google_store import GoogleStore
    from kjr.store.xlsx.worker import Worker

PATIENCE: Final = 10.0
"""Seconds the very first page waits for figures; then it shows those there are."""
READING: Final = "正在读取各单位的工作簿"


@dataclass(frozen=True)
class RunningApp(EditContext):
    """What one process opens, once: where edits are made, and the board that shows them."""

    store: FolderStore | GoogleStore
    settings: Settings
    board: Board
    contacts: KnownContacts
    watch: RecordWatch
    """Who keeps, beside the database, what the journals should hold."""
    sender: Sender | None = None
    """Who sends messages; None where the office set nothing, or nothing that can be meant."""

    @property
    def files(self) -> FolderStore | None:
        """The store, for what only files can do: begin, take away, put back; None at Google."""
        return self.store if isinstance(self.store, FolderStore) else None

    def address(self, unit: str) -> str:
        """Where in the web a unit's spreadsheet is; blank if it has none there."""
        return "" if isinstance(self.store, FolderStore) else self.store.address(unit)

    def find_contacts(self) -> ContactBook:
        """Whom to ask in each unit, as the campaign's folder says now; for the office alone."""
        return self.contacts.ask(self.campaign)

    def find_recipients(self) -> Recipients:
        """What a message to each unit needs to know."""
        return build_recipients(self.campaign, self.find_contacts(), self.find_unit_link)

    def find_unit_link(self, unit: str) -> str:
        """Where a unit fills its ledgers in the web; blank if it does so in files alone."""
        short = self.campaign.unit(unit).short or unit
        return build_unit_link(self.settings.address, short) or self.address(unit)

    def compose_digest(self) -> str:
        """What leaders are sent of this day."""
        from kjr.documents.reminders.leader_digest import compose_leader_digest

        now = self.board.now
        return compose_leader_digest(now, compare_with_day_before(self.settings, now))

    def follow(self, unit: str) -> None:
        """Somebody has a unit's page open: Google tells late, so it is looked at directly."""
        if not isinstance(self.store, FolderStore):
            self.store.look_at(unit)
            self.board.follow(unit)

    def close(self) -> None:
        """Look and send no more."""
        if self.sender:
            self.sender.stop()
        self.watch.stop()
        self.board.stop()
        self.store.close()
        close_databases()


def open_campaign(settings: Settings) -> Campaign:
    """The campaign; raises CampaignError with every mistake of its files, or NoAnswerError."""
    return kept_campaign.read_campaign(settings.campaign)


def open_store(
    settings: Settings, campaign: Campaign, *, is_patient: bool = True
) -> FolderStore | GoogleStore:
    """The workbooks of the campaign's units.

    When Google wants no more calls this minute, who is patient waits; others hear it at once.
    """
    close_state(settings)
    if settings.google:
        at_google = open_google_store(settings.google, campaign, is_patient=is_patient)
        at_google.count_with_others(partial(keep_in_database, settings.database))
        return at_google
    store = FolderStore(
        settings.folder,
        unit_names.build_file_resolver(campaign),
        state=settings.state,
        side_books=campaign.side_books,
    )
    store.follow_mounts(read_mounts)
    store.adopt_versions(campaign.unit_names)
    return store


def open_google_store(
    access: GoogleAccess, campaign: Campaign, *, is_patient: bool = True
) -> GoogleStore:
    """The spreadsheets of the campaign's units; raises KjrError if the key is none."""
    from kjr.store.google.account import connect_google
    from kjr.store.google.google_store import GoogleStore

    http = connect_google(access)
    http.is_patient = is_patient
    return GoogleStore(http, access.folder, unit_names.build_file_resolver(campaign))


def find_frozen_snapshot(settings: Settings, name: str) -> Snapshot:
    """A frozen snapshot, by its id, as it was printed.

    Raises KjrError that names those there are.
    """
    ours = open_campaign(settings)
    names = [each.id for each in list_frozen_snapshots(settings.database, ZoneInfo(ours.timezone))]
    if name not in names:
        raise KjrError(f"没有编号 {name} 的快照，现有：{'、'.join(names) or '无'}")
    return open_frozen_snapshot(settings.database, name, ours)


def build_clock(campaign: Campaign) -> Clock:
    """The campaign's own time; an example is always looked at in the same moment."""
    zone = ZoneInfo(campaign.timezone)
    return lambda: campaign.moment or dt.datetime.now(zone)


def close_state(settings: Settings) -> None:
    """Keep what is remembered from other accounts; workbooks that lie in it stay as they are."""
    folder = settings.folder.absolute()
    folder = kept_campaign.ask_folder(folder.resolve, folder)
    if not folder.is_relative_to(settings.state.resolve()):
        private_facts.close_to_others(settings.state)


def open_app(settings: Settings, tell: Tell = keep_quiet) -> RunningApp:
    """Everything opened, with figures on the board and more being looked for.

    ``tell`` hears what is being done, for whoever waits.
    """
    settings = prepare_example(settings, tell)
    in_force = CampaignInForce(settings.campaign)
    ours = in_force.known
    if settings.campaign.parent == settings.folder:
        kept_campaign.keep_campaign(ours.texts, settings.state)
    books = open_store(settings, ours, is_patient=False)
    every = GOOGLE_POLL if settings.google else POLL
    journal = _open_journal(settings, ours)
    drafts.rename_draft_units(settings.database, ours.unit_names)
    drafts.sweep_drafts(settings.database, journal, dt.datetime.now(dt.UTC))
    beside = Beside(
        journal.acts,
        partial(load_standing_texts, settings.database),
        partial(_follow_campaign, in_force, books),
    )
    board = Board(ours, books, settings.database, build_clock(ours), every, beside)
    tell(READING)
    board.start(PATIENCE)
    _freeze_day_before(board.latest, settings, getattr(books, "worker", None))
    watch = RecordWatch(settings.database, settings.state, settings.syslog).start()
    contacts = KnownContacts(settings.campaign)
    app = RunningApp(ours, books, journal, settings, board, contacts, watch)
    return replace(app, sender=_begin_sending(app))


def _open_journal(settings: Settings, campaign: Campaign) -> Journal:
    """What was done so far; the example's office has begun to chase before anybody looks."""
    journal = Journal(settings.database, campaign.unit_names)
    if settings.is_example:
        from kjr.app.demo.chased_units import record_example_chases

        record_example_chases(campaign, journal)
    return journal


def _begin_sending(app: RunningApp) -> Sender | None:
    """Who sends from now on; what is wrong with [messages] is told where messages are sent."""
    with contextlib.suppress(KjrError):
        rules = parse_message_settings(app.settings.messages)
        if rules.is_on:
            clock, place = build_clock(app.campaign), app.settings.database
            sender = build_sender(rules, app.board, app.journal, place, clock, app.compose_digest)
            return sender.start()
    return None


def _follow_campaign(in_force: CampaignInForce, books: FolderStore | GoogleStore) -> Campaign:
    """The campaign as it has learnt by now; the store knows the files it was told of."""
    known = in_force.known
    try:
        campaign = books.ask(in_force.find) if isinstance(books, FolderStore) else in_force.ask()
    except NoAnswerError:
        return known
    if campaign is not known:
        books.follow_names(unit_names.build_file_resolver(campaign))
    return campaign


def take_snapshot(settings: Settings) -> Snapshot:
    """What the board would show, for a command that then ends; raises KjrError if it cannot look.

    What was read before is remembered, and with it when each report was first whole.
    """
    settings = prepare_example(settings)
    ours = open_campaign(settings)
    moment = build_clock(ours)()
    kept = load_kept_snapshot(settings.database, ours, moment)
    kept = follow_acts(kept, _open_journal(settings, ours).acts())
    with contextlib.closing(open_store(settings, ours)) as books:
        read = refresh_snapshot(kept, books, moment)
    if read.outage:
        raise KjrError(read.outage)
    return read


def compare_with_day_before(settings: Settings, now: Overview) -> Changes | None:
    """What moved since the last snapshot of an earlier day, as the pages tell it; None if none."""
    campaign = now.campaign
    _freeze_day_before(now.snapshot, settings)
    ref = find_day_before(settings.database, ZoneInfo(campaign.timezone), now.today)
    if ref is None:
        return None
    before = load_frozen_snapshot(settings.database, ref.id, campaign, now.snapshot)
    acts = Journal(settings.database, campaign.unit_names).acts()
    return compare_overviews(build_overview(before), now, acts)


def prepare_example(settings: Settings, tell: Tell = keep_quiet) -> Settings:
    """Settings whose folder is there; the example's is made of the campaign in force."""
    if not settings.is_example:
        return settings
    from kjr.app import demo

    plan = kept_campaign.read_campaign(settings.plan)
    if not demo.is_example_of(plan, settings.folder):
        demo.write_example(plan, settings.folder, tell=tell)
    return replace(settings, campaign=find_campaign_folder(settings.folder, settings.plan))


def _freeze_day_before(latest: Snapshot, settings: Settings, worker: Worker | None = None) -> None:
    """What the example looked like a day earlier; the time of other campaigns runs."""
    if latest.campaign.moment:
        from kjr.app.demo.day_before import freeze_day_before

        freeze_day_before(latest, settings.folder, settings.database, worker)

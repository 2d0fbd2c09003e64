"""Open what the settings name: the campaign, its store, its board."""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
from pathlib import Path
from zoneinfo import ZoneInfo

from kjr import archive, declaration, demo, roster, snapshot
from kjr.board import Board, Clock
from kjr.campaign import Campaign
from kjr.settings import Settings
from kjr.snapshot import Snapshot
from kjr.store.base import Store
from kjr.store.folder import FolderStore
from kjr.store.worker import Worker


def campaign(settings: Settings) -> Campaign:
    """The campaign; raises CampaignError with every mistake of its files."""
    return declaration.load(settings.campaign)


def store(settings: Settings, campaign: Campaign) -> Store:
    """The workbooks of the campaign's units."""
    return FolderStore(settings.folder, roster.resolver(campaign.units), state=settings.state)


def clock(campaign: Campaign) -> Clock:
    """The campaign's own time; an example is always looked at in the same moment."""
    zone = ZoneInfo(campaign.timezone)
    return lambda: campaign.moment or dt.datetime.now(zone)


def now(settings: Settings) -> Snapshot:
    """Read everything once, for a command that then ends."""
    ours = campaign(settings)
    empty = Snapshot(ours, clock(ours)())
    return snapshot.refresh(empty, store(settings, ours), clock(ours)())


def example(settings: Settings) -> None:
    """Make the example's workbooks, and the snapshot of the day before to compare with."""

"""The moments a board has frozen: what is kept of them, and how they are opened again."""

import datetime as dt
from collections.abc import Callable, Mapping
from zoneinfo import ZoneInfo

from kjr.campaign.model import Campaign
from kjr.figures.moments import frozen
from kjr.figures.moments.snapshot import Snapshot
from kjr.state.engine.connections import Place


class PastMoments:
    """What was frozen of a board.

    ``latest`` gives what it shows now; ``rewordings`` what the clerk says differently in the
    summary, to be frozen with the figures.
    """

    def __init__(
        self,
        place: Place,
        latest: Callable[[], Snapshot],
        rewordings: Callable[[], Mapping[str, str]],
    ) -> None:
        self._place, self._latest, self._rewordings = place, latest, rewordings
        self._before: tuple[tuple[str, Campaign | None], Snapshot] | None = None

    def freeze(self, snapshot: Snapshot | None = None) -> str:
        """Freeze a snapshot, or the latest, and give its id; a frozen one has its own already."""
        shown = snapshot or self._latest()
        return shown.id or frozen.freeze_snapshot(shown, self._place, self._rewordings())

    def list_refs(self) -> list[frozen.SnapshotRef]:
        """Every frozen snapshot, oldest first."""
        return frozen.list_frozen_snapshots(self._place, self._zone)

    def load(self, name: str, campaign: Campaign | None = None) -> Snapshot:
        """A frozen snapshot, by its id, held against this campaign, or against today's."""
        latest = self._latest()
        plan = campaign or latest.campaign
        return frozen.load_frozen_snapshot(self._place, name, plan, latest)

    def open(self, name: str) -> Snapshot:
        """A frozen snapshot, by its id, as it was printed: under its own plan and roster."""
        latest = self._latest()
        return frozen.open_frozen_snapshot(self._place, name, latest.campaign, latest)

    def find_before(self, day: dt.date, campaign: Campaign | None = None) -> Snapshot | None:
        """The last snapshot frozen on an earlier day, None if there is none yet; read once."""
        found = frozen.find_day_before(self._place, self._zone, day)
        if not found:
            return None
        key, known = (found.id, campaign), self._before
        if known is None or known[0] != key:
            self._before = known = key, self.load(*key)
        return known[1]

    @property
    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self._latest().campaign.timezone)

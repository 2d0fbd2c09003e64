"""One figure: a measure added up, for the campaign, its places and its units."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kjr.campaign.model import Indicator, Measure
from kjr.values.wording import LEAST, Approximate, Below, find_least


@dataclass(frozen=True)
class Line:
    """One measure, added up."""

    indicator: Indicator
    measure: Measure
    done: int
    """In the measure's counter; money in whole yuan.  Approximate where an amount in it is (约)."""
    by_district: Mapping[str, int]
    """Each district on its own; what is counted once may be counted in two districts."""
    by_unit: Mapping[str, int]
    planned: int
    """What the entries still to come (拟开展) would add; in no total."""
    unsure: int = 0
    """How much of it may be less (约50, 近50, 不到50): nobody knows how much less."""
    unsure_ahead: int = 0
    """The same of what is planned."""
    unread: tuple[str, ...] = ()
    """Units or districts, where it tells these apart, that it may count once their workbooks can
    be read."""

    @property
    def about(self) -> bool:
        """Whether any amount in the sum is approximate (约)."""
        return isinstance(self.done, Approximate)

    @property
    def target(self) -> int | None:
        """How much is enough; None for a plain count."""
        return self.measure.target

    @property
    def name(self) -> str:
        """What addresses and sentences call it: I18, and a measure named with it I18·服务群众."""
        return self.indicator.id if self.is_main else f"{self.indicator.id}·{self.measure.name}"

    @property
    def label(self) -> str:
        """What choices call it: its indicator and what it measures."""
        return f"{self.indicator.id}·{self.measure.name}"

    @property
    def is_main(self) -> bool:
        """Whether this is the indicator's first measure rather than one named with it."""
        return self.measure is self.indicator.measure

    @property
    def rate(self) -> float | None:
        """Share of the target reached, None without one.

        A number of the plan's own may be exceeded; a derived one is a least, and more is no more.
        """
        if not self.target:
            return None
        share = self.done / self.target
        if self.is_doubtful:
            return min(share, 1 - LEAST)
        return share if self.measure.hard else min(share, 1.0)

    @property
    def sure(self) -> int:
        """What it surely is: without what may be less, or what paper claims of it by 余."""
        exact = self.done - self.unsure
        if isinstance(self.done, Below) or not self.unsure:
            return exact
        return max(exact, find_least(self.done))

    @property
    def is_reached(self) -> bool:
        """Whether there is a target and what is sure meets it (达标); 约50 is not sure."""
        return self.target is not None and self.sure >= self.target

    @property
    def is_enough(self) -> bool:
        """Whether it meets its target, be it with numbers that may be less."""
        return self.target is not None and self.done >= self.target

    @property
    def is_doubtful(self) -> bool:
        """Whether nobody knows if it meets its target: only with numbers that may be less, or
        with what cannot be read."""
        return self.target is not None and not (self.is_reached or self.is_short)

    @property
    def is_short(self) -> bool:
        """Whether there is a target and something is wanting, whatever is found of the unsure."""
        return bool(self.shortfall)

    @property
    def shortfall(self) -> int:
        """How much is still wanting for sure."""
        return max((self.target or 0) - self.done - len(self.unread), 0)

    @property
    def is_planned_to_reach(self) -> bool:
        """Whether what is still to come makes it meet its target, as far as that is sure."""
        sure = self.sure + self.planned - self.unsure_ahead
        return self.target is not None and sure >= self.target

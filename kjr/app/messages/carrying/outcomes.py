"""What became of one message, as its carrier saw it."""

from enum import StrEnum
from typing import NamedTuple


class Outcome(StrEnum):
    """How sure we are that it left."""

    OUT = "out"
    REFUSED = "refused"
    """It did not leave, and may be tried again."""
    FINAL = "final"
    """It did not leave, and trying again would not help."""
    UNSURE = "unsure"
    """It may have left: nobody answered."""


class Report(NamedTuple):
    """One message's outcome, and why, in words."""

    outcome: Outcome
    reason: str = ""
    wait: float = 0.0
    """Seconds after which to try again."""

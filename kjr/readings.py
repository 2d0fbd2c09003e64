"""What one cell means, how sure we are, and the rule that read it."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final, Generic, NamedTuple, TypeVar

T_co = TypeVar("T_co", covariant=True)


class Level(StrEnum):
    """How much a complaint weighs."""

    ERROR = "错"
    """The row does not count until it is mended."""
    DOUBT = "疑"
    """The row counts; somebody should verify it."""
    HINT = "提示"
    """For information."""


class Complaint(NamedTuple):
    """What is odd about a cell, in words its writer understands; the place is added later."""

    level: Level
    message: str
    suggestion: str | None = None
    """What to type instead, when we are sure enough to propose it."""


class Reading(NamedTuple, Generic[T_co]):
    """A cell understood: a value or not_applicable; neither for a blank cell or an error."""

    value: T_co | None = None
    rule: str = ""
    """How the text became the value, for 来历: 「余」为约数."""
    about: bool = False
    not_applicable: bool = False
    complaint: Complaint | None = None


def error(message: str, suggestion: str | None = None) -> Reading[object]:
    """A cell we could not read."""
    return Reading(complaint=Complaint(Level.ERROR, message, suggestion))


NOTHING: Final = re.compile(
    r"[-—–―─_/\\|~～]{1,6}"
    r"|(?:暂|均|皆|目前)?(?:无|没有|未涉及|不涉及|不适用|未开展|未发生|无此项\w{0,4}|暂未开展)[。.]?"
    r"|n/?a|none|nil",
    re.IGNORECASE,
)


def is_nothing(text: str) -> bool:
    """True for words that answer "does not apply to us" (不适用), unlike 0 and unlike a blank.

    >>> [is_nothing(text) for text in ("—", "/", "无", "不涉及", "0", "无锡")]
    [True, True, True, True, False, False]
    """
    return NOTHING.fullmatch(text) is not None

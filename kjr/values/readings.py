"""What one cell means, how sure we are, and the rule that read it."""

import re
from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Final, Generic, NamedTuple, Never, TypeVar

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
Context = TypeVar("Context")


class Level(StrEnum):
    """How much a complaint weighs."""

    ERROR = "错"
    """The row does not count until it is mended."""
    DOUBT = "疑"
    """The row counts; somebody should verify it."""
    HINT = "提示"
    """For information."""


class CellProblem(NamedTuple):
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
    complaint: CellProblem | None = None
    below: bool = False
    """About, and its writer said less than it: 近50、不到50."""
    bound: str = ""
    """How its writer put what is about, as paper says it (余, 近, 不到); blank for a mere 约."""


class ReadingRule(NamedTuple, Generic[Context, T]):
    """One way of writing something, with an example that it reads."""

    name: str
    example: str
    read: Callable[[str, Context], Reading[T] | None]


def apply_rules(
    rules: Iterable[ReadingRule[Context, T]], text: str, context: Context
) -> Reading[T] | None:
    """The reading of the first rule that gives one."""
    for rule in rules:
        reading = rule.read(text, context)
        if reading is not None:
            return reading
    return None


LONGEST: Final = 300
"""Characters of a cell that is still read as a figure, a day or an option.

Nobody needs so many, and the patterns that look for all ways of writing take their time.
"""


def refuse_overlong(text: str) -> Reading[Never] | None:
    """The reading of a text too long to be looked at; None for any other."""
    if len(text) <= LONGEST:
        return None
    return make_error_reading(f"一格里有{len(text)}个字，太长，没有读；请只填这一列要的")


def make_error_reading(message: str) -> Reading[Never]:
    """A cell we could not read."""
    return Reading(complaint=CellProblem(Level.ERROR, message))


def doubt_reading(reading: Reading[T], message: str, suggestion: str | None = None) -> Reading[T]:
    """A cell we read, to be verified."""
    return annotate_reading(reading, Level.DOUBT, message, suggestion)


def annotate_reading(
    reading: Reading[T], level: Level, message: str, suggestion: str | None = None
) -> Reading[T]:
    """A cell we read, with something to say about it."""
    return reading._replace(complaint=CellProblem(level, message, suggestion))


BROKEN: Final = re.compile(
    r"#(?:N/A|GETTING_DATA|[A-Z]{2,12}[!?]|DIV/0!|名称[?？]|除数为0!|(?:值|引用|数字|空值?|溢出)[!！])"
    r"|(?:Err|错误)[:：]\s?\d{3}",
    re.IGNORECASE,
)
"""What office programs show in place of a result."""
NO_RESULT: Final = "公式没有算出结果，请用WPS或Excel打开保存一次，或直接填数字"
NOTHING: Final = re.compile(
    r"[-—–―─_/\\|~～]{1,6}"
    r"|(?:暂|均|皆|目前)?(?:无|没有|未涉及|不涉及|不适用|未开展|未发生|无此项\w{0,4}|暂未开展)[。.]?"
    r"|(?:暂|均|皆|目前)?(?:无|没有|未(?:提|收到|收集到?))(?:任何|其[他它]|相关|具体|此类)?"
    r"(?:意见|建议|诉求|困难|问题|需求|要求)(?:[和及与、]?(?:意见|建议|诉求|困难|问题|需求|要求))?[。.]?"
    r"|n/?a|none|nil",
    re.IGNORECASE,
)


def is_broken_result(text: str) -> bool:
    """Whether a cell shows an error instead of a result.

    >>> [is_broken_result(text) for text in ("#SPILL!", "Err:508", "#名称?", "#1车间", "#")]
    [True, True, True, False, False]
    """
    return BROKEN.fullmatch(text.strip()) is not None


def is_not_applicable(text: str) -> bool:
    """True for words that answer "does not apply to us" (不适用), unlike 0 and unlike a blank.

    >>> [is_not_applicable(text) for text in ("—", "/", "无", "不涉及", "0", "无锡")]
    [True, True, True, True, False, False]
    >>> [is_not_applicable(text) for text in ("暂无意见建议", "没有困难", "无障碍问题", "无人机")]
    [True, True, False, False]
    """
    return NOTHING.fullmatch(text) is not None


def parse_not_applicable(text: str, _: object = None) -> Reading[Never] | None:
    """The reading of a word for nothing; None for any other."""
    if not is_not_applicable(text):
        return None
    return Reading(rule=f"「{text}」为不适用", not_applicable=True)

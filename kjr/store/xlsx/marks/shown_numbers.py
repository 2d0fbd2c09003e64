"""What a number format makes people see, where that is not the number itself.

>>> [show_otherwise(code, 4) for code in (";;;", '"取消"', '0"百人"', "0,", '0"余人"', "General")]
['', '取消', '4百人', '0', None, None]
>>> show_otherwise('0!.0,"万"', 12000), show_otherwise('[>3]"若干";0', 4), show_otherwise("0;;", -4)
(None, '若干', '')
>>> show_otherwise("General", 20190528001), show_otherwise("General", 6e17)
(None, None)
>>> show_otherwise(";;;", "4人"), show_otherwise('@"（取消）"', "4"), show_otherwise("0;;", "4人")
('', '…（取消）', None)
"""

import re
from functools import lru_cache
from itertools import groupby
from typing import Final

from kjr.values.amounts import parse_amount

TOKEN: Final = re.compile(
    r'"[^"]*"|\[[^\]]*\]|[\\!_*].|G/通用格式|general|;|.', re.IGNORECASE | re.DOTALL
)
CONDITION: Final = re.compile(r"\[([<>=]{1,2})(-?[\d.]+)\]")
CURRENCY: Final = re.compile(r"\[\$([^-\]]*)")
DIGITS: Final = "0#?"
GENERAL: Final = ("general", "g/通用格式", "@")
OTHER_KINDS: Final = frozenset("ymdhsaegb/%")
"""Signs of days, times, fractions and percentages, which are told elsewhere."""
THOUSAND: Final = 1000
VAST: Final = 1e15
"""More digits than a workbook keeps."""
TEXT_SECTION: Final = 4
"""The one that shows texts."""

Section = tuple[str, ...]


def show_otherwise(code: str, value: float | str) -> str | None:
    """What people see of a number or a text, blank for nothing; None if it is what is there.

    0 may go unseen: many sheets hide it.  Nor do we ask about numbers no program shows whole.
    """
    sections = _split(code)
    if isinstance(value, str):
        return _show_text(sections)
    if not (value and code) or abs(value) >= VAST:
        return None
    section = _choose(sections, value)
    shown = _show(section, abs(value) if section is not sections[0] else value)
    if shown is None:
        return None
    said = parse_amount(shown).value if shown.strip() else None
    places = "".join(section).partition(".")[2]
    exact = 0.5 * THOUSAND ** _count_thousands(section) / 10 ** sum(map(places.count, DIGITS))
    is_same = said is not None and abs(abs(said) - abs(value)) <= exact
    return None if is_same and exact < max(1, abs(value)) else shown.strip()


@lru_cache(maxsize=256)
def _split(code: str) -> tuple[Section, ...]:
    tokens = TOKEN.findall(code)
    parts = groupby(tokens, key=lambda token: token == ";")
    sections: list[Section] = [()]
    for is_end, found in parts:
        if is_end:
            sections += [()] * len(list(found))
        else:
            sections[-1] = tuple(found)
    return tuple(sections)


def _choose(sections: tuple[Section, ...], value: float) -> Section:
    """The section that shows a number, by its sign or as the sections themselves say."""
    said = [CONDITION.search("".join(each)) for each in sections]
    if any(said):
        for section, found in zip(sections, said, strict=True):
            if found is None or _holds(value, *found.groups()):
                return section
    return sections[1] if value < 0 and len(sections) > 1 else sections[0]


def _holds(value: float, sign: str, limit: str) -> bool:
    other = float(limit)
    return (
        (">" in sign and value > other)
        or ("<" in sign and value < other and sign != "<>")
        or ("=" in sign and value == other)
        or (sign == "<>" and value != other)
    )


def _show(section: Section, value: float) -> str | None:
    """A number as a section shows it; None for a day, a percentage and the like."""
    if any(each.lower() in GENERAL for each in section):
        digits = f"{value:.15g}"
        return "".join(digits if each.lower() in GENERAL else _say(each) for each in section)
    if any(len(each) == 1 and each.lower() in OTHER_KINDS for each in section):
        return None
    places = [n for n, each in enumerate(section) if each in DIGITS]
    if not places:
        return "".join(map(_say, section))
    after = section.index(".") if "." in section else len(section)
    fraction = sum(n > after for n in places)
    scaled = abs(value) / THOUSAND ** _count_thousands(section)
    whole, _, rest = f"{scaled:.{fraction}f}".partition(".")
    shown = list(map(_say, section))
    own = [n for n in places if n < after]
    for n in reversed(own):
        shown[n], whole = (whole, "") if n == own[0] else (whole[-1:], whole[:-1])
    for n, digit in zip([n for n in places if n > after], rest, strict=True):
        shown[n] = digit
    shown = ["" if each == "," else each for each in shown]
    return "-" * (value < 0) + "".join(shown)


def _count_thousands(section: Section) -> int:
    """How often a number is divided: commas right behind the last digit."""
    places = [n for n, each in enumerate(section) if each in DIGITS]
    behind = section[places[-1] + 1 :] if places else ()
    return next((n for n, each in enumerate(behind) if each != ","), len(behind))


def _show_text(sections: tuple[Section, ...]) -> str | None:
    """What of a text is seen: words around it, or nothing."""
    own = [each for each in sections if "@" in each]
    if len(sections) < TEXT_SECTION and not own:
        return None
    shown = "".join(map(_say, (own or [sections[TEXT_SECTION - 1]])[0]))
    return None if shown.strip() == "@" else shown.replace("@", "…").strip()


def _say(token: str) -> str:
    """What a piece of a format puts on the screen."""
    if token[:1] == '"':
        return token[1:-1]
    if token[:1] == "[":
        found = CURRENCY.match(token)
        return found[1] if found else ""
    if len(token) > 1 and token[0] in "\\!_*":
        return token[1] if token[0] in "\\!" else " " * (token[0] == "_")
    return token

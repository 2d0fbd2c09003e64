"""Words people write where a column offers a few options.

>>> column = Choice("领域", options=("工业", "农业", "医疗卫生"), synonyms={"卫生": "医疗卫生"})
>>> [read_choice(column, word).value for word in ("农业", "卫生", "工业领域")]
['农业', '医疗卫生', '工业']
>>> read_choice(column, "金融").complaint.message
'“金融”不在选项里，请从中选一个：工业、农业、医疗卫生'
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Final, NamedTuple

from rapidfuzz import fuzz, process

from kjr.campaign.columns import Choice, Value
from kjr.reading.rows.ticks import find_ticked_words, has_marks
from kjr.values.cells import Cell, format_cell
from kjr.values.readings import (
    Level,
    Reading,
    annotate_reading,
    doubt_reading,
    make_error_reading,
    parse_not_applicable,
    refuse_overlong,
)
from kjr.values.spelling.characters import fold_text

YES: Final = frozenset(("√", "✓", "✔", "☑", "是", "有", "已", "对", "y", "yes", "1", "true"))
NO: Final = frozenset(("×", "✗", "✘", "x", "否", "没有", "未", "无", "n", "no", "0", "false"))
NEGATION: Final = re.compile("[未不非没无否拟待]")
SORT: Final = re.compile("(?:类别|类型|类|型|领域|方面|行业)$")
"""农业类 is 农业, 科普领域 is 科普."""
NUMBERING: Final = re.compile(r"^[(]?(?:\d{1,2}|[A-Ha-h])[.、)]\s*")
MARKS: Final = re.compile(r"[\s()\[\]【】《》“”\"'·。.:]")
ASIDE: Final = re.compile(r"([^()]+)\([^()]*\)([^()]+)")
SEPARATORS: Final = re.compile(r"[、,;/|+&\s]+|和|及|与")
OTHER: Final = ("其他", "其它")
REGION, PROVINCE = "自治区", "省"
LONGEST_WORD: Final = 20
"""Letters; what is longer tells a story and is no name of an option."""
SLIP, CLOSE, CLEAR = 85, 70, 12
"""How alike a slip of the pen and a word to be verified must be to an option, and how much more
than to the next one, in percent."""


class OptionWords(NamedTuple):
    """What a column offers, and by which words."""

    options: tuple[str, ...]
    words: Mapping[str, str]
    """Every word we know → the option it means."""


def read_choice(column: Choice, cell: Cell) -> Reading[Value]:
    """The option a cell names, or a tuple of them where the column takes several."""
    typed = format_cell(cell)
    if refusal := refuse_overlong(typed):
        return refusal
    text = fold_text(typed)
    text = text.strip(",;、") or text
    if has_marks(text):
        return _ticked(column, text)
    if not column.many:
        return _word(column, text)
    pieces = [piece for piece in SEPARATORS.split(text) if piece]
    if len(pieces) < 2 or _sure_word(column, text):
        return _as_tuple([_word(column, text)])
    return _as_tuple([_word(column, piece) for piece in pieces])


def find_option(column: Choice, word: str) -> str | None:
    """The option a word surely names."""
    return _known(_list_words(column), fold_text(word))


def list_unknown_options(column: Choice, cell: Cell) -> list[tuple[str, str]]:
    """The words in a cell that are no option, each with the one it was read as, to be verified.

    >>> list_unknown_options(Choice("领域", options=("工业", "农业")), "金融")
    [('金融', '')]
    """
    text = fold_text(format_cell(cell)).strip(",;、")
    if has_marks(text) or not text:
        return []
    offer = _list_words(column)
    whole = _word(column, text)
    is_list = column.many and not whole.not_applicable and (whole.complaint or not whole.value)
    pieces = SEPARATORS.split(text) if is_list else [text]
    words = [each for each in pieces if each and len(each) <= LONGEST_WORD]
    readings = [(each, _word(column, each)) for each in words if not _known(offer, each)]
    return [
        (each, reading.value if reading.value and reading.value not in OTHER else "")
        for each, reading in readings
        if reading.complaint and reading.complaint.level is not Level.HINT
    ]


def _ticked(column: Choice, text: str) -> Reading[Value]:
    """The options ticked in a form's cell; never the one beside the tick's other side."""
    words = find_ticked_words(text)
    if words is None:
        return make_error_reading(f"“{text}”看不出勾的是哪一个，请只写选中的")
    if not words:
        return _refused(column, f"“{text}”没有打勾")
    readings = [_word(column, word) for word in words]
    if column.many:
        return _as_tuple(readings)
    if len(words) == 1:
        return readings[0]
    message = f"“{text}”勾了几个，这一列只能选一个，暂按“{readings[0].value}”计"
    return doubt_reading(readings[0], message, readings[0].value)


def _as_tuple(readings: Iterable[Reading[str]]) -> Reading[Value]:
    readings = list(readings)
    complaints = [reading.complaint for reading in readings if reading.complaint]
    values = dict.fromkeys(reading.value for reading in readings if reading.value)
    return Reading(
        tuple(values) or None,
        "、".join(filter(None, dict.fromkeys(reading.rule for reading in readings))),
        not_applicable=all(reading.not_applicable for reading in readings),
        complaint=min(complaints, key=lambda each: list(Level).index(each.level), default=None),
    )


def _word(column: Choice, text: str) -> Reading[str]:
    sure = _sure_word(column, text)
    return sure or _likely(_list_words(column), text) or _unknown(column, text)


def _sure_word(column: Choice, text: str) -> Reading[str] | None:
    """The option a word is known for, or that there is none."""
    offer = _list_words(column)
    if option := _known(offer, text) or _answered(offer, text) or _without_aside(offer, text):
        return Reading(option, "" if option == text else f"「{text}」即「{option}」")
    return parse_not_applicable(text)


def _without_aside(offer: OptionWords, text: str) -> str | None:
    """县级 for 县(市、区)级: what stands in brackets inside a word says it of others too."""
    found = ASIDE.fullmatch(text)
    return _known(offer, found[1] + found[2]) if found else None


def _likely(offer: OptionWords, text: str) -> Reading[str] | None:
    """The option a word must mean though it is none, said aloud."""
    ranked = _rank_alike(offer, text)
    if meant := _choose_alike(ranked, SLIP) or _fuller(offer, text):
        return _taken(meant, text, Level.HINT)
    named = _named(offer, text)
    if len(named) > 1:
        message = f"“{text}”里有 {'、'.join(named)}，这一列只能选一个，暂按“{named[0]}”计"
        return doubt_reading(Reading(named[0], f"「{text}」取第一个"), message, named[0])
    if named:
        return _taken(named[0], text, Level.DOUBT if _says_more(offer, text) else Level.HINT)
    alike = _choose_alike(ranked, CLOSE)
    return _taken(alike, text, Level.DOUBT) if alike else None


def _list_words(column: Choice) -> OptionWords:
    return _offer(column.options, tuple(column.synonyms.items()))


@lru_cache(maxsize=512)
def _offer(options: tuple[str, ...], synonyms: tuple[tuple[str, str], ...]) -> OptionWords:
    words = {_key(word): option for word, option in synonyms}
    words |= {_key(option): option for option in options}
    return OptionWords(options, MappingProxyType(words))


@lru_cache(maxsize=4096)
def _key(text: str) -> str:
    bare = NUMBERING.sub("", fold_text(text)).lower()
    return MARKS.sub("", bare).replace("其它", "其他")


def _known(offer: OptionWords, text: str) -> str | None:
    key = _key(text)
    return offer.words.get(key) or offer.words.get(SORT.sub("", key))


def _answered(offer: OptionWords, text: str) -> str | None:
    """√ and × where there are two options."""
    if len(offer.options) != 2 or text.lower() not in YES | NO:
        return None
    wants_no = text.lower() in NO
    fitting = [each for each in offer.options if bool(NEGATION.match(each)) == wants_no]
    return fitting[0] if len(fitting) == 1 else None


def _fuller(offer: OptionWords, text: str) -> str | None:
    """The one option that holds the text, or all of whose parts (观摩+座谈) the text holds."""
    key = _key(text)
    for option in offer.options:
        if "+" in option and all(part[:2] in key for part in option.split("+")):
            return option
    options = offer.options if len(key) > 1 else ()
    holding = [each for each in options if key in _key(each) and _agree(key, each)]
    return holding[0] if len(holding) == 1 else None


def _named(offer: OptionWords, text: str) -> list[str]:
    """The options a longer text names, in its order."""
    key = _key(text)
    places = {word: _find_word(word, key) for word in offer.words if len(word) > 1}
    words = [word for word, at in places.items() if at >= 0 and _agree(word, key)]
    words = [word for word in words if not any(word in other != word for other in words)]
    return list(dict.fromkeys(offer.words[word] for word in sorted(words, key=places.__getitem__)))


def _find_word(word: str, key: str) -> int:
    """Where a text names an option, -1 if nowhere: 自治区级, which is 省级, names no 区级."""
    return key.replace(REGION, PROVINCE).find(word.replace(REGION, PROVINCE))


def _says_more(offer: OptionWords, text: str) -> bool:
    """It lists several things, or half of it or more is no word we know."""
    key = _key(text)
    known = max((len(word) for word in offer.words if word in key), default=0)
    return SEPARATORS.search(text) is not None or 2 * known <= len(key)


def _agree(one: str, two: str) -> bool:
    """未解决 holds 解决 and means the opposite."""
    return bool(NEGATION.search(one)) == bool(NEGATION.search(two))


def _rank_alike(offer: OptionWords, text: str) -> list[tuple[str, float]]:
    """The options with how much the word resembles each, the likest first."""
    key = _key(text)
    best: dict[str, float] = {}
    for word, score, _ in process.extract(key, list(offer.words), scorer=fuzz.ratio, limit=None):
        if _agree(word, key):
            best.setdefault(offer.words[word], score)
    return list(best.items())


def _choose_alike(ranked: Sequence[tuple[str, float]], close: int) -> str | None:
    """The option a word resembles, if clearly more than any other."""
    runner_up = ranked[1][1] if len(ranked) > 1 else 0.0
    if ranked and ranked[0][1] >= close and ranked[0][1] - runner_up >= CLEAR:
        return ranked[0][0]
    return None


def _taken(option: str, text: str, level: Level) -> Reading[str]:
    rule = f"「{text}」按「{option}」计"
    message = f"“{text}”按“{option}”计" + ("，请核实" if level is Level.DOUBT else "")
    return annotate_reading(Reading(option, rule), level, message, option)


def _unknown(column: Choice, text: str) -> Reading[str]:
    if other := next((each for each in column.options if each in OTHER), None):
        message = f"“{text}”不在选项里，暂按“{other}”计；选项有：{'、'.join(column.options)}"
        return doubt_reading(Reading(other, f"「{text}」按「{other}」计"), message)
    return _refused(column, f"“{text}”不在选项里")


def _refused(column: Choice, why: str) -> Reading[str]:
    level = Level.ERROR if column.required else Level.DOUBT
    return annotate_reading(Reading(), level, f"{why}，请从中选一个：{'、'.join(column.options)}")

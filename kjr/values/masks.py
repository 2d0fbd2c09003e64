"""What of a free text may be shown to everybody: no telephone or identity numbers, no given names.

>>> mask_personal_data("请联系138－0000－1234，身份证640102 19800101 123X")
'请联系×××，身份证×××'
>>> mask_personal_data("林知远建议开放检测设备", {"林知远"})
'×××建议开放检测设备'
>>> find_personal_data("李示例被诊断为重度抑郁"), mask_personal_data("李示例被诊断为重度抑郁")
('具名的健康情况', '×××被诊断为重度抑郁')
"""

from collections.abc import Collection, Iterator

from kjr.values.privacy.named_illness import has_named_illness, hide_ill_names
from kjr.values.privacy.personal_numbers import (
    BESIDE,
    IDENTITY,
    LIKELY,
    MOBILE,
    RUN_OF_BOTH,
    RUN_OF_NUMERALS,
    RUN_WITH_LETTERS,
    find_numbers,
)
from kjr.values.spelling.hiding import HIDDEN, hide_spans
from kjr.values.spelling.look_alikes import LETTERS, Folded, fold_with_places


def mask_personal_data(text: str, names: Collection[str] = ()) -> str:
    """The text with numbers that lead to a person, and these names, made unreadable."""
    spans = (span for folded in _fold_likely(text) for span in _find_spans(folded))
    text = hide_ill_names(hide_spans(text, spans))
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, HIDDEN)
    return text


def find_personal_data(text: str) -> str:
    """What in a text is nobody's business, in words; blank if nothing is."""
    spelt = [folded.text for folded in _fold_likely(text)]
    if any(map(IDENTITY.search, spelt)):
        return "身份证号"
    if has_named_illness(text):
        return "具名的健康情况"
    return "手机号" if any(map(MOBILE.search, spelt)) else ""


def _fold_likely(text: str) -> Iterator[Folded]:
    """With digits as they are, and with what is read as one: 第一13800001234, 一三八…, l38OOOO…."""
    if LIKELY.search(text):
        yield fold_with_places(text)
    if RUN_OF_NUMERALS.search(text) or (BESIDE.search(text) and RUN_OF_BOTH.search(text)):
        yield fold_with_places(text, numerals=True)
    if not LETTERS.keys().isdisjoint(map(ord, text)) and RUN_WITH_LETTERS.search(text):
        yield fold_with_places(text, letters=True)


def _find_spans(folded: Folded) -> Iterator[tuple[int, int]]:
    spans = find_numbers(folded.text)
    return ((folded.places[first], folded.places[last - 1] + 1) for first, last in spans)

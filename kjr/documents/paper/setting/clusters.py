"""What a line may not part: marks from their words, numbers from their counters, words.

Marks by GB/T 15834-2011 5.1; numbers and years whole by the practice of GB/T 9704.

>>> [match[0] for match in CLUSTER.finditer("共走访412人次，发放“明白卡”1.2万份。")]
['共', '走', '访', '412人次，', '发', '放', '“明', '白', '卡”', '1.2万份。']
>>> [match[0] for match in CLUSTER.finditer("5月24日—31日，第3—5版，见图2，30余场（次）")]
['5月24日—31日，', '第3—5版，', '见', '图2，', '30余场（次）']
"""

import re
from collections.abc import Callable, Iterator
from typing import Final

OPENING: Final = "（《「『【〔〈〖“‘"
CLOSING: Final = "，。、；：？！）》」』】〕〉〗”’"
PAUSES: Final = "，。、；："

LEADS: Final = OPENING + "([{￥¥＄$#№"
"""What may not end a line."""
TRAILS: Final = CLOSING + "…—～·‧・％‰℃°′″,.;:?!)]}%/"
"""What may not begin a line."""

HAN: Final = r"[^\W\d_a-zA-Z]"
"""Any letter that is not Western; said so, the expression compiles in a tenth of the time."""
WORD: Final = r"[!%-'*-Z\\^-z|-~０-９]+"
"""Western letters, digits and signs on end, but no opening bracket and no straight quote."""
COUNTER: Final = (
    "个百分点|个工作日|平方米|平方公里|(?:人|场|车|批|架|班|户)次|万元|亿元|小时|分钟|周年|周岁|公里|公斤"
    f"|{HAN}（{HAN}{{1,2}}）|(?!至[0-9０-９]){HAN}"
)
COUNTED: Final = (
    r"(?:[0-9０-９]{1,2}月[0-9０-９]{1,2}日|[0-9０-９]+：[0-9０-９]+"
    rf"|{WORD}(?:(?<=[0-9０-９])[多余来几]?[十百千万亿]*[多余]?(?:{COUNTER})?)?)"
)
ATOM: Final = rf"(?:(?:第|图|表|附件)?{COUNTED}(?:[—–～－至]{{1,2}}{COUNTED})?|——|……|\S)"
LEAD: Final = f"[{re.escape(LEADS)}]"
TRAIL: Final = f"[{re.escape(TRAILS)}]"
CLUSTER: Final = re.compile(rf"({LEAD}*{ATOM}(?:{TRAIL}*[\"']{LEAD}*{ATOM})*{TRAIL}*)\s*")
"""The smallest piece between two places where a line may end, and the space after it."""
PIECE: Final = re.compile(
    rf"{LEAD}*(?:[0-9][0-9,.]*(?:[余多]?[百千万亿]?{HAN})?|[A-Za-z]+-?|\S){TRAIL}*"
)
"""Where a cluster too wide for any line, such as an address on the web, is cut."""


LOOSE: Final = re.compile(rf"{LEAD}*(?:[0-9][0-9,.]*[%％‰]?|[A-Za-z]+-?|\S){TRAIL}*")
"""As small as a piece can be: figures are parted from their counters, never within."""
CUTS: Final = (CLUSTER, PIECE, LOOSE)
"""From what a reader likes best to what lets every line be filled."""


def find_whole_spans(
    text: str, cut: re.Pattern[str], fits: Callable[[int, int], bool]
) -> Iterator[tuple[int, int]]:
    """The ends of what stays whole: clusters, or their pieces, or single characters."""
    for cluster in cut.finditer(text):
        start, stop = cluster.span(1) if cut.groups else cluster.span()
        if fits(start, stop):
            yield start, stop
        else:
            for piece in PIECE.finditer(text, start, stop):
                first, last = piece.span()
                one_by_one = ((place, place + 1) for place in range(first, last))
                yield from [(first, last)] if fits(first, last) else one_by_one

"""A sentence without the clauses that can no longer be said.

>>> gone = lambda clause: "{I2}" in clause or "甲医院" in clause
>>> cut_clauses("共走访{I1}，其中甲医院{I3}；解决{I2}，其中{I4}；讲座{I5}（目标{I2}）。", gone)
'共走访{I1}；讲座{I5}。'
>>> cut_clauses("如甲医院、乙医院。", gone), cut_clauses("〔联合{I2}〕检查{I5}", gone)
('', '检查{I5}')
"""

import re
from collections.abc import Callable, Iterable
from typing import Final

CLAUSE: Final = re.compile("[^，；。]*[，；。]|[^，；。]+$")
GROUP: Final = re.compile("〔[^〔〕]*〕|（[^（）]*）")
STOPS: Final = "，；。"
"""From the weakest to the strongest."""
DEPENDENT: Final = "其中"
"""How a clause begins that says more of the one before."""


def cut_clauses(sentence: str, is_gone: Callable[[str], bool]) -> str:
    """What is left to say; of two stops that meet the stronger one stands."""
    rest = GROUP.sub(lambda group: "" if is_gone(group[0]) else group[0], sentence)
    if not is_gone(rest):
        return rest
    kept: list[str] = []
    was_gone = False
    for clause in CLAUSE.findall(rest):
        was_gone = is_gone(clause) or (was_gone and clause.startswith(DEPENDENT))
        if not was_gone:
            kept.append(clause)
        elif kept and clause[-1] in STOPS:
            kept[-1] = kept[-1].rstrip(STOPS) + max(kept[-1][-1], clause[-1], key=STOPS.find)
    return "".join(kept)


def cut_names(sentence: str, names: Iterable[str]) -> str:
    """The sentence without names in a row: 甲、乙、丙 without 乙 is 甲、丙."""
    for name in sorted(names, key=len, reverse=True):
        sentence = sentence.replace(f"{name}、", "").replace(f"、{name}", "")
    return sentence

"""What is wrong between the columns of one row, by the rules its ledger declares.

What may be assumed (未填场次按1场计), what is needed sometimes (典型人物要有名称), and what may not
exceed what (建档数≤服务人次).
"""

from typing import Final

from kjr.campaign.model import Ledger
from kjr.reading.rows.judging import JudgedRow
from kjr.values.numerals import Amount
from kjr.values.readings import Level
from kjr.values.spans import find_last_day

ASSUMED: Final = "没有填，按{}计，标“约”"
"""What is said of a cell that is blank and counts all the same."""
ALSO_NEEDED: Final = "的，这一列也要填"


def check_columns(ledger: Ledger, judged: JudgedRow, present: frozenset[str]) -> None:
    """Apply the ledger's rules between columns; ``present`` are those the sheet has."""
    values = judged.values
    for column, (number, other) in ledger.assume.items():
        if other in values and column not in judged.touched:
            values[column] = number
            judged.about |= {column}
            judged.missing = tuple(name for name in judged.missing if name != column)
            if column in present:
                judged.say(column, Level.HINT, ASSUMED.format(number), str(number))
    for need in ledger.needs:
        value = values.get(need.when)
        chosen = {*(value if isinstance(value, tuple) else (value,))}.intersection(need.among)
        if not chosen or need.column not in present:
            continue
        said = {*values, *judged.missing, *(odd.column for odd in judged.oddities)}
        if need.column not in said:  # the row's other figures are good without it
            word = min(map(str, chosen))
            judged.say(need.column, Level.DOUBT, f"「{need.when}」是“{word}”{ALSO_NEEDED}")
    for smaller, larger in ledger.limits:
        small, large = values.get(smaller), values.get(larger)
        if isinstance(small, Amount) and isinstance(large, Amount) and small > large:
            del values[smaller]
            judged.about -= {smaller}
            judged.say(smaller, Level.ERROR, f"{small}大于「{larger}」的{large}，请核对")
        if (begun := find_last_day(small)) and (done := find_last_day(large)) and begun > done:
            judged.say(larger, Level.DOUBT, f"早于「{smaller}」的{begun}，请核对年月日")
